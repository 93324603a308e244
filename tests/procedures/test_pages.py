"""Pages of portals: every markup tells the same record, in every encoding; what is broken is survived."""

import html
import json
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from caicach.cli.main import main
from caicach.kernel.errors import TooLarge
from caicach.procedures.auditing.attachments import words_of
from caicach.procedures.comparing.fields import differences
from caicach.procedures.comparing.values import Verdict
from caicach.procedures.pages.extracting import page_of
from caicach.procedures.record.record_reading import procedure_of
from caicach.procedures.record.time_limits import time_limit_of
from caicach.procedures.record.values import Duration, TimeUnit
from documents.file_builders import pdf_of
from kernel.text.test_legacy import to_tcvn3, to_vni
from procedures.markups import EVERY
from procedures.more_markups import MORE
from procedures.records import record

REAL = Path(__file__).resolve().parents[3] / "shared" / "reference" / "procedures"


def _faults(data: bytes, due: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Faults of the only record on a page."""
    (found,) = page_of(data).records
    verdicts = differences(procedure_of(due), found.procedure)
    assert {"code", "name", "time_limit", "fee", "papers", "legal_bases", "steps", "manners"} <= verdicts.keys()
    return {name: (one.register, one.portal) for name, one in verdicts.items() if one.verdict is not Verdict.OK}


@pytest.mark.parametrize("number", [0, 4, 7, 13, 55])
@pytest.mark.parametrize("markup", EVERY)
def test_a_record_set_in_any_markup_is_read_back_whole(markup: str, number: int) -> None:
    assert _faults(EVERY[markup](record(number)).encode(), record(number)) == {}


@pytest.mark.parametrize("number", [1, 5, 12])
@pytest.mark.parametrize("markup", MORE)
def test_labels_are_found_in_whatever_dress_a_site_gives_them(markup: str, number: int) -> None:
    page = f"<meta charset=utf-8>{MORE[markup](record(number))}"
    assert _faults(page.encode(), record(number)) == {}


def _tcvn3(page: str) -> bytes:
    """Capitals with tones do not exist there: small letters, drawn as capitals by the font."""
    small = "".join(
        char.lower() if not char.isascii() and char.upper() == char and char not in "ĂÂÊÔƠƯĐ" else char for char in page
    )
    return b"".join(char.encode() if char.isascii() else _letter(char) for char in _plain(small))


_letter = cache(to_tcvn3)  # the table is sought through for every letter, and a page has thousands


def _plain(page: str) -> str:
    return "".join(char for char in page if char.isascii() or char.isalpha())


def _window(page: str) -> bytes:
    parts = []
    for char in _plain(page):
        letters = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in letters if mark in "\u0300\u0309\u0303\u0301\u0323"), "")
        parts.append(unicodedata.normalize("NFC", letters.replace(tone, "") if tone else letters) + tone)
    return "".join(parts).encode("cp1258")


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "tcvn3": _tcvn3,
    "vni": lambda page: to_vni(_plain(page)).encode("latin-1"),
    "windows-1258": _window,
}


@pytest.mark.parametrize("declared", ["", "utf-8", "windows-1258", "iso-8859-1", "x-user-defined"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_page_in_an_old_encoding_is_read_as_what_it_says(encoding: str, declared: str) -> None:
    due = record(3)
    page = EVERY["table"](due).replace('charset="utf-8"', f'charset="{declared}"' if declared else "")
    data = ENCODINGS[encoding](page)
    assert page_of(data).text.encoding == encoding
    assert _faults(data, due) == {}


def test_letters_of_an_old_font_inside_good_unicode_or_as_entities_are_seen_through() -> None:
    due = record(3)
    vni = to_vni(_plain(EVERY["definitions"](due)))
    assert _faults(vni.encode(), due) == {}
    named = "".join(
        char if char.isascii() else html.escape(char) if char not in html.entities.codepoint2name else char
        for char in vni
    )
    entities = "".join(
        f"&{html.entities.codepoint2name[ord(c)]};" if ord(c) in html.entities.codepoint2name and not c.isascii() else c
        for c in named
    )
    assert _faults(entities.encode(), due) == {}


@pytest.mark.parametrize("form", ["NFD", "NFC"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_decomposed_text_and_byte_order_marks_change_nothing(form: Any, codec: str) -> None:
    data = unicodedata.normalize(form, EVERY["accordion"](record(9))).encode(codec)
    assert page_of(data).text.was_composed is (form == "NFC")
    assert _faults(data, record(9)) == {}


def test_several_records_on_one_page_are_told_apart() -> None:
    bodies = [
        EVERY[markup](record(number)).partition("<body>")[2]
        for number, markup in enumerate(["spans", "definitions", "table"], 20)
    ]
    page = "<body>" + "".join(f"<article>{body}</article>" for body in bodies)
    read = [found.procedure for found in page_of(page.encode()).records if found.is_full]
    assert [one.code for one in read] == [record(number)["code"] for number in (20, 21, 22)]
    for one, number in zip(read, (20, 21, 22), strict=True):
        verdicts = differences(procedure_of(record(number)), one)
        assert {name for name, verdict in verdicts.items() if verdict.verdict.is_fault} == set()


LISTS = {
    "table": "<table><tr><th>STT<th>Mã TTHC<th>Tên thủ tục hành chính<th>Lĩnh vực</tr>{rows}</table>",
    "cards": "<div>{rows}</div>",
    "items": "<ul>{rows}</ul>",
}
ROWS = {
    "table": "<tr><td>1<td>{code}.H19<td><a href='/tthc/{n}'>{name}</a><td>Y tế</tr>",
    "cards": "<div class=c><h3><a href='/tthc/{n}'>{name}</a></h3><span>Mã: {code}</span></div>",
    "items": "<li><a href='/tthc/{n}'>{code} - {name}</a></li>",
}


@pytest.mark.parametrize("kind", LISTS)
def test_lists_lead_to_their_procedures(kind: str) -> None:
    rows = "".join(ROWS[kind].format(n=n, **record(n)) for n in range(30))
    found = page_of(LISTS[kind].format(rows=rows).encode()).records
    told = [(one.procedure.code[:8], one.procedure.name, one.links, one.is_full) for one in found]
    assert told == [(record(n)["code"], record(n)["name"], (f"/tthc/{n}",), False) for n in range(30)]


def test_rows_of_an_annex_tell_time_fee_and_bases() -> None:
    page = (
        "<table><tr><td>TT<td>Mã TTHC<td>Tên TTHC<td>Thời hạn giải quyết<td>Phí, lệ phí (nếu có)<td>Căn cứ pháp lý</tr>"
        "<tr><td colspan=6>I. LĨNH VỰC Y TẾ</tr>"
        "<tr><td>1<td>1.000001<td>Cấp chứng chỉ<td>05 ngày<td>Không<td>- Luật số 15/2023/QH15</tr></table>"
    )
    (found,) = page_of(page.encode()).records
    row = found.procedure.submissions[0]
    assert (found.is_full, row.time_limit, row.fee) == (True, "05 ngày", "Không")
    assert found.procedure.legal_bases[0].number == "15/2023/QH15"


@pytest.mark.shared
@pytest.mark.parametrize("code", ["1.013144", "1.013186"])
def test_real_records_in_the_national_markup_are_whole(code: str) -> None:
    if not REAL.exists():
        pytest.skip("kept beside the project")
    lines = (REAL / "national_db_30.jsonl").read_text(encoding="utf-8").splitlines()
    due = next((row for row in map(json.loads, lines) if row["thu_tuc_id"] == code), None)
    (found,) = page_of((REAL / "pages" / f"{code}.html").read_bytes()).records
    assert found.procedure.code == code
    assert found.procedure.papers
    assert found.procedure.conditions
    if due:
        verdicts = differences(procedure_of(due), found.procedure)
        assert {name for name, one in verdicts.items() if one.verdict.is_fault} == set()


@pytest.mark.shared
def test_real_information_pages_of_a_province_tell_their_fields() -> None:
    if not REAL.exists():
        pytest.skip("kept beside the project")
    (found,) = page_of((REAL / "pages" / "1.012756.H19.html").read_bytes()).records
    read = found.procedure
    assert (read.code, read.performing_agency) == ("1.012756", "Văn phòng ĐKĐĐ, Chi nhánh VPĐKĐĐ.")
    assert time_limit_of(read.submissions[0].time_limit).duration == Duration(17, TimeUnit.WORKING_DAY)  # type: ignore[arg-type]
    assert [(paper.originals, paper.copies) for paper in read.papers] == [(1, None), (None, 1)]
    assert [basis.number for basis in read.legal_bases][:2] == ["31/2024/QH15", "43/2024/QH15"]
    (other,) = page_of((REAL / "pages" / "1.013831.H19.html").read_bytes()).records
    assert (other.procedure.code, other.procedure.competent_agency) == ("1.013831", "")
    assert len(other.procedure.legal_bases) == 6
    assert page_of((REAL / "pages" / "index.html").read_bytes()).records == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<",
        b"\x00" * 500,
        b"<div>" * 50_000 + "Mã thủ tục: 1.000001".encode(),
        b"<table><tr><td>" * 3_000,
        b"<a href=x>" * 20_000,
    ],
    ids=["empty", "cut", "noughts", "deep", "nested tables", "links"],
)
def test_what_is_hardly_a_page_is_survived(data: bytes) -> None:
    assert len(page_of(data).records) <= 1


def test_words_of_menus_and_footers_are_no_labels() -> None:
    page = EVERY["spans"](record(1)).replace("<body>", "<body><nav>Thời hạn giải quyết: 99 ngày</nav>")
    page += "<footer>Lệ phí: 1.000 đồng</footer><div class='related'>Mã thủ tục: 1.999999</div>"
    assert _faults(page.encode(), record(1)) == {}


def test_no_information_is_a_missing_field() -> None:
    due = record(1)
    shown = {**due, "results": "Không có thông tin"}
    (found,) = page_of(EVERY["national"](shown).encode()).records
    assert found.procedure == replace(procedure_of(shown), results="")
    assert differences(procedure_of(due), found.procedure)["results"].verdict is Verdict.MISSING


def test_the_command_tells_records_and_encoding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(_tcvn3(EVERY["tabs"](record(2))))
    assert main(["procedures", "extract", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["encoding"], told["records"][0]["code"]) == ("tcvn3", record(2)["code"])
    assert main(["procedures", "extract", str(path)]) == 0
    assert record(2)["code"] in capsys.readouterr().out


def test_a_list_without_codes_leads_to_procedures_by_the_words_of_its_links() -> None:
    page = page_of(
        "<meta charset=utf-8><ul><li><a href=/1>Cấp giấy phép xây dựng</a><span>Xây dựng</span></li></ul>".encode()
    )
    assert [(link.address, link.words, link.line) for link in page.links] == [
        ("/1", "Cấp giấy phép xây dựng", "Cấp giấy phép xây dựng Xây dựng")
    ]


def test_the_beginning_of_a_post_in_a_list_is_no_record_of_it() -> None:
    posts = "".join(
        f"<article><h2><a href=/{n}>Cấp giấy phép số {n}</a></h2><p>(Mã TTHC: 1.00000{n}) 1. Trình tự thực hiện: "
        f"Nộp hồ sơ … <a href=/{n}>Đọc tiếp</a></p></article>"
        for n in (1, 2)
    )
    found = page_of(f"<meta charset=utf-8>{posts}".encode()).records
    assert [(one.procedure.code, one.is_full, one.links[:1]) for one in found] == [
        ("1.000001", False, ("/1",)), ("1.000002", False, ("/2",))
    ]  # fmt: skip


def test_a_document_whose_lines_were_wrapped_is_read_in_whole_paragraphs() -> None:
    lines = (
        "Cap chung chi hanh nghe duoc",
        "(Ma TTHC: 1.100007; linh vuc: Y te; ban hanh kem theo Quyet dinh so 7/QD-UBND)", "1. Trinh tu thuc hien:",
        "Buoc 1: To chuc, ca nhan nop ho so day du theo quy dinh tai Trung tam phuc vu hanh",
        "chinh cong cua tinh hoac qua mang.", "2. Cach thuc thuc hien: Truc tiep; Truc tuyen",
        "3. Thoi han giai quyet:", "- Truc tiep: 05 ngay lam viec", "- Truc tuyen: Khong quy dinh",
        "4. Doi tuong thuc hien: Cong dan Viet Nam",
        "5. Phi, le phi: Khong", "6. Ten mau to khai dinh kem ho so: Khong", "7. Ket qua: Chung chi hanh nghe duoc",
        "8. Yeu cau, dieu kien:", "* Doi tuong ap dung:", "- Co bang duoc si.",
    )  # fmt: skip
    data = pdf_of([[(60, 800 - 18 * at, 12, line) for at, line in enumerate(lines)]])
    (found,) = page_of(words_of(data, "thu-tuc.pdf")["page"].encode()).records
    read = found.procedure
    assert (read.code, read.name, read.field) == ("1.100007", lines[0], "Y te")
    assert read.steps == f"{lines[3]} {lines[4]}"
    assert [(one.manner, one.time_limit, one.fee) for one in read.submissions] == [
        ("Truc tiep", "05 ngay lam viec", ""), ("Truc tuyen", "Khong quy dinh", ""), ("", "", "Khong")
    ]  # fmt: skip
    assert (read.subjects, read.results) == ("Cong dan Viet Nam", "Chung chi hanh nghe duoc")
    assert read.conditions == "* Doi tuong ap dung:\n- Co bang duoc si."


def test_words_typed_into_the_fields_of_a_pdf_are_read_and_those_of_signatures_and_hidden_ones_are_not() -> None:
    def form(value: str, *, kind: str = "Tx", flags: int = 4) -> bytes:
        field = f"<< /Type /Annot /Subtype /Widget /FT /{kind} /T (f) /V ({value}) /F {flags}"
        field += " /Rect [200 695 400 710] >>"
        plain = pdf_of([[(60, 700, 12, "Thoi han giai quyet:")]])
        return plain.replace(b"/MediaBox", f"/Annots [{field}] /MediaBox".encode()).replace(
            b"/Type /Catalog", f"/Type /Catalog /AcroForm << /Fields [{field}] >>".encode()
        )

    assert "<p>Thoi han giai quyet: 5 ngay</p>" in words_of(form("5 ngay"), "a.pdf")["page"]
    wrapped = words_of(form("5 ngay lam viec ke tu ngay nhan du ho so " * 4), "a.pdf")["page"]
    assert wrapped.count("ke tu ngay nhan du ho so") == 4
    for unseen in (form(""), form("5 ngay", kind="Sig"), form("5 ngay", flags=2)):
        page = words_of(unseen, "a.pdf")["page"]
        assert "Thoi han giai quyet:" in page
        assert "5 ngay" not in page
    with pytest.raises(TooLarge):
        words_of(form("5 ngay " * 20_000), "a.pdf")


def test_two_labels_a_row_above_labels_over_the_whole_table_are_no_heads_of_columns() -> None:
    pairs = (("Mã TTHC", "1.100007", "Lĩnh vực", "Y tế"), ("CQ thực hiện", "Sở Y tế", "Đối tượng", "Công dân"))
    whole = (("Trình tự", "Nộp hồ sơ."), ("Kết quả", "Chứng chỉ"))
    rows = "".join(f"<tr><th>{a}</th><td>{b}</td><th>{c}</th><td>{d}</td></tr>" for a, b, c, d in pairs)
    rows += "".join(f"<tr><th colspan=4>{a}</th></tr><tr><td colspan=4>{b}</td></tr>" for a, b in whole)
    (found,) = page_of(f"<meta charset=utf-8><table>{rows}</table>".encode()).records
    read = found.procedure
    assert (read.code, read.performing_agency, read.subjects, read.steps, read.results) == (
        "1.100007", "Sở Y tế", "Công dân", "Nộp hồ sơ.", "Chứng chỉ"
    )  # fmt: skip
