"""One record of a procedure as systems of websites set it: word-made tables, posts, lists of fields, folded boxes."""

import html
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

Record = Mapping[str, Any]


def _e(text: object) -> str:
    return html.escape(str(text))


def _lines(text: str, form: str) -> str:
    return "".join(form.format(_e(line)) for line in text.split("\n"))


def _paper(p: Record, form: str = "{} ({})") -> str:
    counts = [f"{p[name]:02} {words}" for name, words in (("originals", "bản chính"), ("copies", "bản sao")) if p[name]]
    return form.format(_e(p["name"]), ", ".join(counts))


def _bases(r: Record) -> list[str]:
    return [_e(f"{b['title']} (số {b['number']})") for b in r["legal_bases"]]


def _told(text: str) -> bool:
    return bool(text) and text != "Không có thông tin"


def _fields(r: Record, labels: Iterable[tuple[str, str]], row: Callable[[str, str], str]) -> str:
    return "".join(row(label, _lines(r[name], "<p>{}</p>")) for label, name in labels if _told(r[name]))


def pasted(r: Record) -> str:
    """A table pasted from a text: numbered rows, the manners a table inside of it, equal figures in merged cells."""
    count = iter(range(1, 99))

    def row(label: str, body: str) -> str:
        head = (
            f"<td><p class=MsoNormal>{next(count)}</p></td><td><p class=MsoNormal><b><span>{label}</span></b></p></td>"
        )
        return f"<tr>{head}<td colspan=3>{body}</td></tr>"

    def text(label: str, name: str) -> str:
        return row(label, _lines(r[name], "<p class=MsoNormal><span>{}</span></p>")) if _told(r[name]) else ""

    spans = len(r["submissions"]) + 1
    manners = f"<tr><td rowspan={spans}><p>{{}}</p></td><td rowspan={spans}><p class=MsoNormal><b><span>Cách thức thực hiện</span></b></p>"
    heads = "</td><td><b>Hình thức nộp</b></td><td><b>Thời hạn giải quyết</b></td><td><b>Phí, lệ phí</b></td></tr>"
    for figures, equal in groupby(r["submissions"], lambda one: (one["time_limit"], one["fee"])):
        rows = list(equal)
        merged = "".join(f"<td rowspan={len(rows)}>{_e(figure)}</td>" for figure in figures)
        heads += "".join(f"<tr><td>{_e(one['manner'])}</td>{'' if at else merged}</tr>" for at, one in enumerate(rows))
    papers = "".join(f"<p class=MsoNormal><span>- {_paper(p)}</span></p>" for p in r["papers"])
    body = text("Lĩnh vực", "field") + text("Trình tự thực hiện", "steps") + manners.format(next(count)) + heads
    if papers:
        body += row(
            "Thành phần, số lượng hồ sơ", f"<p>a) Thành phần hồ sơ gồm:</p>{papers}<p>b) Số lượng hồ sơ: 01 bộ</p>"
        )
    for label, name in (
        ("Đối tượng thực hiện TTHC", "subjects"), ("Cơ quan thực hiện TTHC", "performing_agency"),
        ("Cơ quan có thẩm quyền quyết định", "competent_agency"), ("Kết quả thực hiện TTHC", "results"),
        ("Yêu cầu, điều kiện thực hiện TTHC (nếu có)", "conditions"),
    ):  # fmt: skip
        body += text(label, name)
    body += row(
        "Căn cứ pháp lý của TTHC", "".join(f"<p class=MsoNormal><span>+ {base}</span></p>" for base in _bases(r))
    )
    told = f"Mã số TTHC: {r['code']}. Cấp thực hiện: {r['level']}. (Công bố kèm theo {r['decision']})"
    return (
        f"<title>{_e(r['name'])} - UBND xã</title><div><a href=/>Giới thiệu</a> | <a href=/tin>Tin tức</a></div>"
        f"<div class=Head>{_e(r['name'])}</div><div class=Normal><i>{told}</i></div><div>(Ban hành kèm theo {r['decision']})</div>"
        f"<table class=MsoNormalTable border=1>{body}</table>"
    )


def post(r: Record) -> str:
    """A post: bold numbered labels in paragraphs, figures for each manner in lines, posts beside it."""
    said: list[str] = []

    def label(words: str, value: str = "") -> None:
        number = sum("<strong>" in one for one in said) + 1
        said.append(f"<p><strong>{number}. {words}:</strong> {_e(value)}</p>")

    def items(values: Iterable[str]) -> None:
        said.extend(f"<p style='text-align: justify;'>- {value};</p>" for value in values)

    label("Trình tự thực hiện")
    said.append(_lines(r["steps"], "<p>{}</p>"))
    label("Cách thức thực hiện", "; ".join(one["manner"] for one in r["submissions"]))
    if r["papers"]:
        label("Thành phần, số lượng hồ sơ")
        said.append("<p><em>* Thành phần hồ sơ:</em></p>")
        items(_paper(p) for p in r["papers"])
        said.append("<p><em>* Số lượng hồ sơ:</em> 01 (bộ).</p>")
    label("Thời hạn giải quyết")
    items(_e(f"{one['manner']}: {one['time_limit']}") for one in r["submissions"])
    if _told(r["subjects"]):
        label("Đối tượng thực hiện thủ tục hành chính", r["subjects"])
    label("Cơ quan giải quyết thủ tục hành chính")
    said.append(f"<p>- Cơ quan thực hiện: {_e(r['performing_agency'])}</p>")
    said.append(f"<p>- Cơ quan có thẩm quyền quyết định: {_e(r['competent_agency'])}</p>")
    if _told(r["results"]):
        label("Kết quả thực hiện thủ tục hành chính", r["results"])
    if any(one["fee"] for one in r["submissions"]):
        label("Phí, lệ phí", "; ".join(dict.fromkeys(one["fee"] for one in r["submissions"])))
    label("Tên mẫu đơn, mẫu tờ khai", "Không")
    label("Yêu cầu, điều kiện thực hiện thủ tục hành chính")
    said.append(_lines(r["conditions"], "<p>{}</p>"))
    label("Căn cứ pháp lý của thủ tục hành chính")
    items(_bases(r))
    told = f"(Mã TTHC: {r['code']}; lĩnh vực: {_e(r['field'])}; cấp thực hiện: {_e(r['level'])}; ban hành kèm theo {r['decision']})"
    return (
        f"<title>{_e(r['name'])} – Trang thông tin xã</title><article class=post><h1 class=entry-title>{_e(r['name'])}</h1>"
        f"<div class=entry-content><p>{told}</p>{''.join(said)}</div></article><div id=comments><h3>Trả lời</h3></div>"
        "<aside><h2>Bài viết mới</h2><a href=/tin-2>Lịch tiếp công dân: thời hạn 05 ngày làm việc</a></aside>"
    )


def listed(r: Record) -> str:
    """A list of fields under shortened labels, its name under «Tiêu đề», figures for each manner in lines."""

    def row(label: str, body: str) -> str:
        head = f"<td class=ms-formlabel><h3 class=ms-standardheader><nobr>{label}</nobr></h3></td>"
        return f"<tr>{head}<td class=ms-formbody><div dir=''>{body}&nbsp;</div></td></tr>"

    def figures(name: str) -> str:
        return "".join(f"<div>{_e(one['manner'])}: {_e(one[name])}</div>" for one in r["submissions"] if one[name])

    body = row("Tiêu đề", _e(r["name"])) + row("Mã TTHC", r["code"]) + row("Số QĐ công bố", _e(r["decision"]))
    body += _fields(r, [("Lĩnh vực", "field"), ("Cấp thực hiện", "level"), ("Trình tự thực hiện", "steps")], row)
    body += row("Hình thức nộp", _e(", ".join(one["manner"] for one in r["submissions"])))
    body += row("Thời hạn GQ", figures("time_limit")) + row("Phí/Lệ phí", figures("fee"))
    if r["papers"]:
        body += row("Hồ sơ gồm", f"<ol>{''.join(f'<li>{_paper(p)}</li>' for p in r['papers'])}</ol>")
    told = [("Đối tượng", "subjects"), ("CQ thực hiện", "performing_agency"), ("CQ có thẩm quyền", "competent_agency")]
    body += _fields(r, [*told, ("Kết quả", "results"), ("Yêu cầu/Điều kiện", "conditions")], row)
    body += row("Căn cứ pháp lý", "<br>".join(f"{at}) {base}" for at, base in enumerate(_bases(r), 1)))
    return f"<title>TTHC - {_e(r['name'])}</title><table class=ms-formtable>{body}</table><p>Phiên bản: 3.0</p>"


def folded(r: Record) -> str:
    """Boxes that open at a click, code and field in one line before them, the number of sets among the papers."""

    def box(label: str, body: str) -> str:
        return f"<details class=acc><summary><span class=arrow>+</span> {label}</summary><div class=acc-body>{body}</div></details>"

    manners = "".join(
        f"<div class=way><h4>{_e(one['manner'])}</h4><ul><li>Thời hạn giải quyết: <b>{_e(one['time_limit'])}</b></li>"
        f"<li>{_e(one['fee'])}</li></ul></div>"
        for one in r["submissions"]
    )
    form = "<p>{}. {}<br><small>Bản chính: {} - Bản sao: {}</small></p>"
    papers = "".join(form.format(at, _e(p["name"]), p["originals"], p["copies"]) for at, p in enumerate(r["papers"], 1))
    body = box("Trình tự thực hiện", _lines(r["steps"], "<p>{}</p>")) + box("Cách thức thực hiện", manners)
    if papers:
        body += box("Thành phần hồ sơ", f"{papers}<p>Số bộ hồ sơ: 1 bộ</p>")
    told = [("Đối tượng thực hiện", "subjects"), ("Cơ quan thực hiện", "performing_agency")]
    told += [("Cơ quan có thẩm quyền", "competent_agency"), ("Kết quả thực hiện", "results")]
    body += _fields(r, [*told, ("Yêu cầu, điều kiện", "conditions")], box)
    body += box("Căn cứ pháp lý", "".join(f"<p>• {base}</p>" for base in _bases(r)))
    head = f"Mã: <b>{r['code']}</b> - Cấp: <b>{_e(r['level'])}</b> - Lĩnh vực: <b>{_e(r['field'])}</b> - Quyết định: <b>{_e(r['decision'])}</b>"
    return f"<title>Thủ tục hành chính</title><h2>{_e(r['name'])}</h2><p>{head}</p>{body}"


def asked(r: Record) -> str:
    """Boxes under questions and everyday words, code and field as badges, a card for each manner."""

    def box(label: str, body: str) -> str:
        return f"<div class=tt-item><div class=tt-head><p class=tt-title>{label}</p></div><div class=tt-body>{body}</div></div>"

    def row(label: str, value: str) -> str:
        return f"<div class=card__row><span>{label}</span><strong>{_e(value)}</strong></div>"

    cards = "".join(
        f"<div class=card><div class=card__title>{_e(one['manner'])}</div>{row('Thời gian giải quyết', one['time_limit'])}"
        f"{row('Phí, lệ phí', one['fee'])}</div>"
        for one in r["submissions"]
    )
    papers = "".join(f"<div>{_paper(p, '<div>{}</div><div class=muted>{}</div>')}</div>" for p in r["papers"])
    body = (
        _fields(r, [("Lĩnh vực", "field"), ("Cấp thực hiện", "level")], box)
        + box("Các bước thực hiện", _lines(r["steps"], "<div>{}</div>"))
        + box("Hình thức nộp hồ sơ", cards)
    )
    body += box("Giấy tờ cần nộp", papers) if papers else ""
    told = [("Ai được làm thủ tục này", "subjects"), ("Đơn vị giải quyết", "performing_agency")]
    told += [("Cơ quan có thẩm quyền", "competent_agency"), ("Kết quả nhận được", "results")]
    body += _fields(r, [*told, ("Điều kiện thực hiện", "conditions")], box)
    body += box("Cơ sở pháp lý", f"<ul>{''.join(f'<li>{base}</li>' for base in _bases(r))}</ul>")
    chips = "".join(f"<span class=chip>{_e(one)}</span>" for one in (r["code"], r["field"], r["level"]))
    return (
        f"<title>Cổng dịch vụ</title><main><h1>{_e(r['name'])}</h1><div class=chips>{chips}</div>"
        f"<p>(Ban hành kèm theo {r['decision']})</p>{body}</main>"
    )


SYSTEMS: dict[str, Callable[[Record], str]] = {
    "pasted": pasted, "post": post, "listed": listed, "folded": folded, "asked": asked,
}  # fmt: skip
