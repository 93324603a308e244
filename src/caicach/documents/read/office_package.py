"""Opening a zipped office file without trusting it: bounds before unpacking, XML without DTD or entities."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from caicach.documents.read.limits import (
    MAX_ZIP_ENTRIES,
    MAX_ZIP_PART_BYTES,
    MAX_ZIP_RATIO,
    MAX_ZIP_TOTAL_BYTES,
    MEGABYTE,
)
from caicach.kernel.errors import InvalidInput, TooLarge

_ARCHIVE_ENDINGS = (".zip", ".rar", ".7z", ".gz", ".bz2", ".xz", ".tar", ".zst")
_MAIN_DOCUMENT = (
    "wordprocessingml.document.main+xml",
    "wordprocessingml.template.main+xml",
    "ms-word.document.macroenabled.main+xml",
)
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DECLARATIONS = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_WRONG_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)


def damaged_file(name: str) -> InvalidInput:
    return InvalidInput(
        "document.damaged",
        what="Không mở được tệp «{name}».",
        why="Tệp bị hỏng hoặc chưa tải lên hết.",
        todo="Hãy mở tệp bằng phần mềm soạn thảo, lưu lại rồi gửi lại.",
        name=name,
    )


def _unsafe(name: str, reason: str) -> InvalidInput:
    return InvalidInput(
        "document.unsafe",
        what="Không đọc tệp «{name}» vì tệp không an toàn.",
        why=reason,
        todo="Hãy xin cơ quan gửi bản khác, hoặc gửi bản PDF.",
        name=name,
    )


def _too_big(name: str) -> TooLarge:
    return TooLarge(
        "document.unpacks_too_large",
        what="Không giải nén tệp «{name}».",
        why="Nội dung nén phình ra quá lớn so với một văn bản (giới hạn {limit} MB).",
        todo="Hãy bỏ bớt ảnh trong văn bản rồi lưu lại, hoặc gửi bản PDF.",
        name=name,
        limit=MAX_ZIP_TOTAL_BYTES // MEGABYTE,
    )


@dataclass(frozen=True, slots=True)
class OfficePackage:
    """The parts of a zipped office file, each read within its bound; their names compare without case."""

    name: str
    archive: zipfile.ZipFile
    parts: Mapping[str, str]
    _known: dict[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict, compare=False, repr=False)

    def has(self, part: str) -> bool:
        return part.casefold() in self.parts

    def holds_folder(self, folder: str) -> bool:
        return any(part.startswith(folder) for part in self.parts)

    def targets(self, part: str) -> dict[str, str]:
        """The parts that a part refers to, by relationship id; none outside the package."""
        return {key: target for key, _, target in self._relations(part)}

    def related(self, part: str, kind: str, *, usual: str) -> str:
        """The part that stands in this relation to ``part``; its usual name where the package does not say."""
        found = (target for _, one, target in self._relations(part) if one == kind and self.has(target))
        return next(found, usual)

    def _relations(self, part: str) -> tuple[tuple[str, str, str], ...]:
        """(id, kind, part) of each relation, read once; targets stay inside the package."""
        if part not in self._known:
            self._known[part] = tuple(self._relations_read(part))
        return self._known[part]

    def _relations_read(self, part: str) -> Iterator[tuple[str, str, str]]:
        folder, _, name = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        for relation in root if root is not None else ():
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                yield relation.get("Id", ""), relation.get("Type", "").rpartition("/")[2], target.lstrip("/")

    def main_document(self) -> str | None:
        """The part that holds the text of a DOCX; None where this is another kind of package."""
        types = self.xml("[Content_Types].xml")
        for override in types if types is not None else ():
            part = override.get("PartName", "").lstrip("/")
            if override.get("ContentType", "").casefold().endswith(_MAIN_DOCUMENT) and self.has(part):
                return part
        return "word/document.xml" if self.has("word/document.xml") else None

    def xml(self, part: str, *, without: bytes = b"") -> etree._Element | None:
        """The root of an XML part, or None where the package has no such part; ``without`` names elements that nobody
        asks for, which are left out before the part is parsed.
        """
        if not self.has(part):
            return None
        data = self.bytes_of(part).replace(_STRICT, _TRANSITIONAL)
        return parse_xml(_without(data, without) if without else data, name=self.name)

    def bytes_of(self, part: str) -> bytes:
        """The bytes of a part that the package has."""
        try:
            with self.archive.open(self.parts[part.casefold()]) as stream:
                data = stream.read(MAX_ZIP_PART_BYTES + 1)
        except _WRONG_ZIP as error:
            raise damaged_file(self.name) from error
        if len(data) > MAX_ZIP_PART_BYTES:
            raise _too_big(self.name)
        return data


def parse_xml(data: bytes, *, name: str) -> etree._Element:
    """An XML tree without DTD, entities, network or unbounded depth; anything else is refused."""
    if b"!" in data and any(mark in data for mark in _DECLARATIONS):
        raise _unsafe(name, "Tệp có khai báo DTD hoặc thực thể (entity), văn bản bình thường không có.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged_file(name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _unsafe(name, "Tệp có khai báo DTD hoặc thực thể (entity), văn bản bình thường không có.")
    return root


def _without(data: bytes, name: bytes) -> bytes:
    """The bytes without the elements of a name, where all of them can be told from their signs; else as they are.

    >>> _without(b"<a><b c='1'><d/></b><b c='2'/><e/></a>", b"b")
    b"<a><b c='2'/><e/></a>"
    """
    opening, closing = b"<" + name + b" ", b"</" + name + b">"
    kept: list[bytes] = []
    at = 0
    start = -1 if b"<!" in data else data.find(opening)
    while start >= 0:
        inner = data.find(b">", start) + 1
        if inner and data[inner - 2 : inner - 1] == b"/":
            start = data.find(opening, inner)
            continue
        end = data.find(closing, inner)
        if not inner or end < 0 or data.find(opening, inner, end) >= 0:
            return data
        kept.append(data[at:start])
        at = end + len(closing)
        start = data.find(opening, at)
    return b"".join((*kept, data[at:]))


def open_package(data: bytes, *, name: str) -> OfficePackage:
    """The package, after looking at its table of contents and before unpacking anything."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except _WRONG_ZIP as error:
        raise damaged_file(name) from error
    _check_entries(entries, name)
    return OfficePackage(
        name, archive, {entry.filename.replace("\\", "/").casefold(): entry.filename for entry in entries}
    )


def _check_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MAX_ZIP_ENTRIES or unpacked > MAX_ZIP_TOTAL_BYTES:
        raise _too_big(name)
    if unpacked > 10 * MEGABYTE and unpacked > MAX_ZIP_RATIO * max(packed, 1):
        raise _too_big(name)
    if len({entry.filename for entry in entries}) != len(entries):
        raise _unsafe(name, "Tệp nén có hai phần trùng tên.")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise encrypted_file(name)
    if any(_is_archive(entry.filename) for entry in entries):
        raise _unsafe(name, "Trong tệp có tệp nén khác.")


def _is_archive(part: str) -> bool:
    return part.casefold().endswith(_ARCHIVE_ENDINGS) and not part.startswith("word/embeddings/")


def encrypted_file(name: str) -> InvalidInput:
    return InvalidInput(
        "document.encrypted",
        what="Không đọc được tệp «{name}».",
        why="Tệp được đặt mật khẩu.",
        todo="Hãy mở tệp bằng mật khẩu, bỏ mật khẩu rồi lưu và gửi lại.",
        name=name,
    )
