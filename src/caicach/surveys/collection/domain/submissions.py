"""The XML of one submission, read without trust: no entities, no document type, bounded in size and depth."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lxml import etree

from caicach.kernel.errors import InvalidInput, TooLarge

LARGEST: Final = 2_000_000
DEEPEST: Final = 60
_META: Final = "http://openrosa.org/xforms"
_LONGEST_ID: Final = 200


@dataclass(frozen=True, slots=True)
class SubmissionHead:
    """``instance_id`` is the submission's own name: the same one sent again is the same submission.

    ``replaces``: the submission that its sender corrected with this one, "" for none; ``text``: the XML, decoded.
    """

    form_id: str
    version: str
    instance_id: str
    replaces: str
    sha256: str
    text: str


def submission_head(data: bytes) -> SubmissionHead:
    """Raises TooLarge, InvalidInput ("submission.not_xml", ".document_type", ".too_deep", ".no_form",
    ".no_instance", ".replaces_too_long")."""
    if len(data) > LARGEST:
        raise TooLarge(
            "submission.too_large",
            what="Không nhận phiếu này.",
            why="Phiếu dài hơn {limit} MB chưa kể tệp kèm.",
            todo="Hãy báo người phụ trách khảo sát; phiếu vẫn còn trên máy.",
            limit=LARGEST // 1_000_000,
        )
    root = _root(data)
    form_id = root.get("id") or _namespace(root)
    if not form_id:
        raise _refusal("no_form", "Phiếu không ghi mã biểu mẫu.")
    instance_id = _meta(root, "instanceID")
    if not instance_id or len(instance_id) > _LONGEST_ID:
        raise _refusal("no_instance", "Phiếu không có mã riêng (instanceID), nên gửi hai lần sẽ thành hai phiếu.")
    replaces, digest = _meta(root, "deprecatedID"), hashlib.sha256(data).hexdigest()
    if len(replaces) > _LONGEST_ID:
        why = "Mã của phiếu được sửa (deprecatedID) dài quá {limit} ký tự, nên không trỏ tới phiếu nào đã nhận."
        raise _refusal("replaces_too_long", why, limit=_LONGEST_ID)
    text = etree.tostring(root, encoding="unicode")
    return SubmissionHead(form_id, root.get("version") or "", instance_id, replaces, digest, text)


def without_hours(text: str, moments: Sequence[str]) -> str:
    """The XML with the moments at these paths cut to the day, the first at midnight and the others as long after it as
    they were: how long a form took stays, at what hour is gone. What is no moment is emptied.

    >>> without_hours("<d><s>2023-02-20T08:00:00+07:00</s><e>2023-02-20T08:05:30+07:00</e></d>", ["s", "e"])
    '<d><s>2023-02-20T00:00:00.000+07:00</s><e>2023-02-20T00:05:30.000+07:00</e></d>'
    """
    root = _root(text.encode())
    first: datetime | None = None
    for path in moments:
        found = root.xpath(_steps(path))
        for node in found if isinstance(found, list) else ():
            if isinstance(node, etree._Element):
                first = _cut(node, first)
    return etree.tostring(root, encoding="unicode")


def without_answers(text: str, *, kept: str) -> str:
    """The XML with every answer emptied but that at ``kept`` and the part ``meta``: what is left of who did not agree
    to answer.

    >>> without_answers("<d><dong_y>khong</dong_y><g><a>1</a></g><meta><i>x</i></meta></d>", kept="dong_y")
    '<d><dong_y>khong</dong_y><g><a/></g><meta><i>x</i></meta></d>'
    """
    root = _root(text.encode())
    spared = root.xpath(f"{_steps(kept)} | *[local-name() = 'meta']//*")
    for node in root.iter(etree.Element):
        if not len(node) and not (isinstance(spared, list) and node in spared):
            node.text = None
    return etree.tostring(root, encoding="unicode")


def _steps(path: str) -> str:
    return "/".join(f"*[local-name() = '{name}']" for name in path.split("/"))


def _cut(node: etree._Element, first: datetime | None) -> datetime | None:
    """Gives the moment that the others are measured from."""
    written = (node.text or "").strip()
    try:
        moment = datetime.fromisoformat(written)
        midnight = (first or moment).replace(hour=0, minute=0, second=0, microsecond=0)
        cut = midnight if first is None else midnight + (moment - first)
    except (ValueError, TypeError, OverflowError):
        node.text = ""
        return first
    node.text = cut.isoformat(timespec="milliseconds")
    return first or moment


def _root(data: bytes) -> etree._Element:
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise _refusal("document_type", "Phiếu có khai báo DOCTYPE hoặc thực thể XML; phiếu thật không có.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refusal("not_xml", "Tệp không phải là XML còn nguyên vẹn.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refusal("document_type", "Phiếu có khai báo DOCTYPE hoặc thực thể XML; phiếu thật không có.")
    if _depth(root) > DEEPEST:
        raise _refusal("too_deep", "Các nhóm trong phiếu lồng nhau quá sâu.")
    return root


def _refusal(code: str, why: str, **values: object) -> InvalidInput:
    return InvalidInput(
        f"submission.{code}",
        what="Không đọc được phiếu.",
        why=why,
        todo="Hãy gửi lại từ ứng dụng thu thập; nếu vẫn lỗi, báo người phụ trách khảo sát.",
        **values,
    )


def _depth(root: etree._Element) -> int:
    deepest, level = 0, 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest


def _namespace(root: etree._Element) -> str:
    name = etree.QName(root).namespace or ""
    return "" if name == _META else name


def _meta(root: etree._Element, name: str) -> str:
    """Of the ``meta`` part, in OpenRosa's namespace or in the form's own."""
    found = root.xpath("*[local-name() = 'meta']/*[local-name() = $name]/text()", name=name)
    return str(found[0]).strip() if isinstance(found, list) and found else ""
