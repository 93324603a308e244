"""More ways in which sites set one record: marks of every kind around labels, in boxes, lists, cells and plain lines."""

import html
from collections.abc import Callable, Mapping
from typing import Any

Record = Mapping[str, Any]
Rows = list[tuple[str, str]]
LABELS = {
    "decision": "Số quyết định", "field": "Lĩnh vực", "level": "Cấp thực hiện", "steps": "Trình tự thực hiện",
    "subjects": "Đối tượng thực hiện", "performing_agency": "Cơ quan thực hiện", "competent_agency": "Cơ quan có thẩm quyền",
    "results": "Kết quả thực hiện", "conditions": "Yêu cầu, điều kiện thực hiện",
}  # fmt: skip
FIGURES = ("Cách thức thực hiện", "Thời hạn giải quyết", "Phí, lệ phí")


def rows(r: Record) -> Rows:
    first = r["submissions"][0]
    out = [(label, html.escape(r[name]).replace("\n", "<br>")) for name, label in LABELS.items()]
    out[4:4] = zip(
        FIGURES, ("<br>".join(s["manner"] for s in r["submissions"]), first["time_limit"], first["fee"]), strict=True
    )
    papers = (f"- {p['name']} ({p['originals']} bản chính, {p['copies']} bản sao)" for p in r["papers"])
    bases = (f"- {b['title']} số {b['number']}" for b in r["legal_bases"])
    return [*out, ("Thành phần hồ sơ", "<br>".join(papers)), ("Căn cứ pháp lý", "<br>".join(bases))]


def named(r: Record) -> Rows:
    return [("Mã thủ tục", r["code"]), ("Tên thủ tục", r["name"]), *rows(r)]


def but_figures(r: Record) -> Rows:
    return [(label, value) for label, value in rows(r) if label not in FIGURES]


def head(r: Record) -> str:
    return f"<h1>CỔNG THÔNG TIN ĐIỆN TỬ XÃ HÒA BÌNH</h1><h2>{r['name']}</h2><p>Mã thủ tục: {r['code']}</p>"


def each(r: Record, form: str) -> str:
    """Every row in one form: ``{a}`` its label, ``{b}`` its value."""
    return "".join(form.format(a=a, b=b, A=a.upper(), x=a[:5], y=a[5:]) for a, b in rows(r))


def mso(r: Record) -> str:
    """As word processors export: a label in several runs, a number of its own before it."""
    form = "<p class=MsoNormal><b><span>{i}. </span></b><b><span>{x}</span><span>{y}:</span></b></p>{b}"
    lines = (
        form.format(i=i, x=a[:5], y=a[5:], b="".join(f"<p class=MsoNormal>{one}</p>" for one in b.split("<br>")))
        for i, (a, b) in enumerate(named(r), 1)
    )
    return "".join(lines)


def two_pairs(r: Record) -> str:
    every = [*rows(r), ("Từ khóa", "x")]
    lines = (
        f"<tr><td>{a}</td><td>{b}</td><td>{c}</td><td>{d}</td></tr>"
        for (a, b), (c, d) in zip(every[::2], every[1::2], strict=False)
    )
    return head(r) + f"<table>{''.join(lines)}</table>"


def rowspan(r: Record) -> str:
    plain = "".join(f"<tr><td>{a}</td><td colspan=3>{b}</td></tr>" for a, b in but_figures(r))
    ways = "".join(
        f"<tr><td>{s['manner']}</td><td>{s['time_limit']}</td><td>{s['fee']}</td></tr>" for s in r["submissions"]
    )
    heads = "<tr><td rowspan=4>Cách thức thực hiện</td><td>Hình thức nộp</td><td>Thời hạn giải quyết</td><td>Phí, lệ phí</td></tr>"
    return head(r) + f"<table>{plain}{heads}{ways}</table>"


def manner_cards(r: Record) -> str:
    plain = "".join(f"<p><strong>{a}</strong></p><p>{b}</p>" for a, b in but_figures(r))
    cards = "".join(
        f"<div class=card><h5>{s['manner']}</h5><p>Thời hạn giải quyết: {s['time_limit']}</p><p>Phí, lệ phí: {s['fee']}</p></div>"
        for s in r["submissions"]
    )
    return head(r) + plain + "<p><strong>Cách thức thực hiện</strong></p>" + cards


def manners_in_lines(r: Record, form: str, box: str) -> str:
    """Each manner with its figures in one line of a list."""
    ways = "".join(f"<li>{form.format(**s)}</li>" for s in r["submissions"])
    lines = [*but_figures(r), ("Cách thức thực hiện", f"<ul>{ways}</ul>")]
    return head(r) + "".join(box.format(a=a, b=b) for a, b in lines)


MORE: dict[str, Callable[[Record], str]] = {
    "strong": lambda r: head(r) + each(r, "<p><strong>{a}</strong></p><p>{b}</p>"),
    "items": lambda r: head(r) + f"<ul>{each(r, '<li><b>{a}</b>: {b}</li>')}</ul>",
    "details": lambda r: head(r) + each(r, "<details><summary>{a}</summary>{b}</details>"),
    "fieldset": lambda r: head(r) + each(r, "<fieldset><legend>{a}</legend>{b}</fieldset>"),
    "colons": lambda r: f"<table>{''.join(f'<tr><td>{a}</td><td>:</td><td>{b}</td></tr>' for a, b in named(r))}</table>",
    "capitals": lambda r: head(r) + each(r, "<h4>{A}</h4><div>{b}</div>"),
    "labels": lambda r: head(r) + each(r, "<div class=row><label class=col>{a}</label><div class=col>{b}</div></div>"),
    "breaks": lambda r: "<br>".join(f"<b>{a}:</b> {b}" for a, b in named(r)),
    "typed": lambda r: "<br>".join(f"{a}: {b}" for a, b in named(r)),
    "numbered": lambda r: "".join(f"<p>{i}. {a}: {b}</p>" for i, (a, b) in enumerate(named(r), 1)),
    "mso": mso,
    "inline": lambda r: head(r) + each(r, "<div><span class=k>{a}</span><span class=v>{b}</span></div>"),
    "third column": lambda r: "<table><tr><th>STT<th>Nội dung<th>Thông tin</tr>"
    + "".join(f"<tr><td>{i}<td>{a}<td>{b}" for i, (a, b) in enumerate(named(r), 1)) + "</table>",
    "heads over rows": lambda r: head(r) + f"<table>{each(r, '<tr><th colspan=2>{a}</th></tr><tr><td colspan=2>{b}</td></tr>')}</table>",
    "two pairs": two_pairs,
    "rowspan": rowspan,
    "title": lambda r: f"<title>{r['name']} - Cổng dịch vụ công tỉnh</title><p>Mã thủ tục: {r['code']}</p>" + each(r, "<p><strong>{a}</strong></p><p>{b}</p>"),
    "manner cards": manner_cards,
    "manners in lines": lambda r: manners_in_lines(
        r, "{manner}: Thời hạn giải quyết: {time_limit}. {fee}. Nộp 01 bộ", "<div class=row><div>{a}</div><div>{b}</div></div>"
    ),
    "manners in brackets": lambda r: manners_in_lines(r, "- {manner} (thời gian giải quyết: {time_limit}; phí: {fee})", "<p><b>{a}:</b></p>{b}"),
    "manners with dashes": lambda r: manners_in_lines(r, "{manner} - {time_limit} - {fee}", "<h4>{a}</h4>{b}"),
    "own elements": lambda r: head(r) + each(r, "<x-field><x-label>{a}</x-label><x-value>{b}</x-value></x-field>"),
    "code before name": lambda r: f"<h2>{r['code']} - {r['name']}</h2>" + each(r, "<h3>a) {a}:</h3>{b}"),
    "icons": lambda r: head(r) + f"<dl class=row>{each(r, '<div><dt><i class=fa></i> {a}</dt><dd>{b}</dd></div>')}</dl>",
}  # fmt: skip
