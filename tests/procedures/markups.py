"""One record of a procedure in the markups of portals, new and old: what a page of each looks like.

``national`` and ``cards`` follow real portals (the national one, a provincial information page); the others are the
ways in which sites of departments and communes set a record.
"""

import html
from collections.abc import Callable, Mapping
from typing import Any

Record = Mapping[str, Any]
LABELS = {
    "decision": "Số quyết định", "field": "Lĩnh vực", "level": "Cấp thực hiện", "steps": "Trình tự thực hiện",
    "manners": "Cách thức thực hiện", "papers": "Thành phần hồ sơ", "subjects": "Đối tượng thực hiện",
    "performing_agency": "Cơ quan thực hiện", "competent_agency": "Cơ quan có thẩm quyền", "results": "Kết quả thực hiện",
    "legal_bases": "Căn cứ pháp lý", "conditions": "Yêu cầu, điều kiện thực hiện",
}  # fmt: skip


def _e(text: object) -> str:
    return html.escape(str(text)).replace("\n", "<br>")


def _page(title: str, body: str, head: str = '<meta charset="utf-8">') -> str:
    return f"<!DOCTYPE html><html lang=vi><head>{head}<title>{_e(title)}</title></head><body>{body}</body></html>"


def _texts(record: Record) -> list[tuple[str, str]]:
    return [(name, record[name]) for name in LABELS if isinstance(record.get(name), str) and record[name]]


def national(record: Record) -> str:
    sections = [("Mã thủ tục", f"<div class=article><p>{record['code']}</p></div>")]
    rows = "".join(
        f'<tr><td data-title="Hình thức nộp">{_e(s["manner"])}</td><td data-title="Thời hạn giải quyết">{_e(s["time_limit"])}'
        f'</td><td data-title="Phí, lệ phí"><li>{_e(s["fee"])}</li></td><td data-title="Mô tả">{_e(s.get("description", ""))}</td></tr>'
        for s in record["submissions"]
    )
    papers = "".join(
        f'<tr><td data-title="Tên giấy tờ">{_e(p["name"])}</td><td data-title="Mẫu đơn, tờ khai">{_e(p.get("form", ""))}</td>'
        f'<td data-title="Số lượng">Bản chính: {p["originals"]}<br>Bản sao: {p["copies"]}</td></tr>'
        for p in record["papers"]
    )
    bases = "".join(
        f'<tr><td data-title="Số ký hiệu">{_e(b["number"])}</td><td data-title="Trích yếu">{_e(b["title"])}</td></tr>'
        for b in record["legal_bases"]
    )
    for name, text in _texts(record):
        sections.append((LABELS[name], f"<div class=article><p>{_e(text)}</p></div>"))
        if name == "steps":
            head = "<thead><tr><th>Hình thức nộp</th><th>Thời hạn giải quyết</th><th>Phí, lệ phí</th><th>Mô tả</th></tr></thead>"
            sections.append(("Cách thức thực hiện", f"<br><table class=table-result-tthc>{head}{rows}</table>"))
            sections.append(("Thành phần hồ sơ", f"<div class=list-expand><table>{papers}</table></div>"))
    sections.append(("Căn cứ pháp lý", f"<table>{bases}</table>"))
    body = "".join(
        f"<div class=divider-gray></div><h2 class=main-title-sub>{name}</h2>{value}" for name, value in sections
    )
    return _page(
        "Chi tiết thủ tục hành chính", f"<h1 class=main-title></h1><h1 class=main-title>{_e(record['name'])}</h1>{body}"
    )


def cards(record: Record) -> str:
    first = record["submissions"][0]
    lines = "".join(f"<p>{n}. {_e(s['manner'])}</p>" for n, s in enumerate(record["submissions"], 1))
    papers = "".join(
        f"<li>{_e(p['name'])} ({p['originals']:02} bản chính, {p['copies']:02} bản sao)</li>" for p in record["papers"]
    )
    bases = "".join(f"<li>{_e(b['title'])} (số {_e(b['number'])})</li>" for b in record["legal_bases"])
    rest = "".join(
        f"<div><div class=flex><svg></svg><h2>{LABELS[name].title()}</h2></div><p>{_e(text)}</p></div>"
        for name, text in _texts(record)
        if name not in {"performing_agency", "competent_agency"}
    )
    return _page(
        record["name"],
        f"<header><h1>{_e(record['name'])}</h1><p>(Mã TTHC: {record['code']})</p></header><main><a href=index.html>Trở về Cổng thông tin</a>"
        f"<section><div><h3>⏰ Thời gian giải quyết</h3><p><strong>{_e(first['time_limit'])}</strong></p></div>"
        f"<div><h3>💰 Phí &amp; Lệ phí</h3><p>{_e(first['fee'])}</p></div><div><h3>📍 Nơi nộp hồ sơ</h3>{lines}</div></section>"
        f"<section><div class=flex><svg></svg><h2>Hồ Sơ Cần Chuẩn Bị</h2></div><ul>{papers}</ul></section><section>{rest}"
        f"<div><h2>Cơ Quan Giải Quyết</h2><ul><li><strong>Cơ quan thực hiện:</strong> {_e(record['performing_agency'])}</li>"
        f"<li><strong>Cơ quan có thẩm quyền:</strong> {_e(record['competent_agency'])}</li></ul></div>"
        f"<div><h2>Căn Cứ Pháp Lý</h2><ul>{bases}</ul></div></section>"
        "<section><h2>Sẵn sàng thực hiện thủ tục?</h2><p>Nộp hồ sơ trực tuyến!</p></section></main>"
        "<footer><p>Theo Quyết định số 2228/QĐ-UBND.</p></footer>",
    )


def table(record: Record) -> str:
    """Label beside value, tables inside, a form opened before the rows and closed after them."""
    ways = "".join(
        f"<tr><td>{_e(s['manner'])}<td>{_e(s['time_limit'])}<td>{_e(s['fee'])}" for s in record["submissions"]
    )
    papers = "".join(
        f"<tr><td>{n}<td>{_e(p['name'])}<td>{p['originals']}<td>{p['copies']}"
        for n, p in enumerate(record["papers"], 1)
    )
    bases = "".join(f"<p>- {_e(b['title'])} số {_e(b['number'])};</p>" for b in record["legal_bases"])
    rows = [("Mã số hồ sơ TTHC", record["code"]), ("Tên thủ tục hành chính", _e(record["name"]))]
    rows += [(LABELS[name], _e(text)) for name, text in _texts(record)]
    rows += [
        (
            "Cách thức thực hiện",
            f"<table><tr><th>Hình thức nộp<th>Thời hạn giải quyết<th>Phí, lệ phí</tr>{ways}</table>",
        ),
        (
            "Thành phần, số lượng hồ sơ",
            f"<table><tr><th>STT<th>Tên giấy tờ<th>Bản chính<th>Bản sao</tr>{papers}</table>",
        ),
        ("Căn cứ pháp lý", bases),
    ]
    body = "".join(f"<tr><td class=l><b>{name}</b></td><td>{value}</td></tr>" for name, value in rows)
    return _page(
        "Chi tiết TTHC", f"<div id=menu><a href=/>Lĩnh vực</a></div><table><form action=x>{body}</form></table>"
    )


def definitions(record: Record) -> str:
    rows = [("Mã thủ tục", record["code"]), ("Tên thủ tục", _e(record["name"]))]
    rows += [(LABELS[name], _e(text)) for name, text in _texts(record)]
    ways = "".join(
        f"<dl><dt>Hình thức nộp</dt><dd>{_e(s['manner'])}</dd><dt>Thời hạn giải quyết</dt><dd>{_e(s['time_limit'])}</dd>"
        f"<dt>Phí, lệ phí</dt><dd>{_e(s['fee'])}</dd></dl>"
        for s in record["submissions"]
    )
    papers = "".join(
        f"<li>{_e(p['name'])}<br>Bản chính: {p['originals']}, bản sao: {p['copies']}</li>" for p in record["papers"]
    )
    bases = "".join(f"<li>{_e(b['number'])} - {_e(b['title'])}</li>" for b in record["legal_bases"])
    rows += [
        ("Cách thức thực hiện", ways),
        ("Thành phần hồ sơ", f"<ol>{papers}</ol>"),
        ("Căn cứ pháp lý", f"<ul>{bases}</ul>"),
    ]
    body = "".join(f"<dt>{name}:</dt><dd>{value}</dd>" for name, value in rows)
    return _page(
        "Thủ tục", f"<h3>Thông tin thủ tục</h3><dl>{body}</dl><div class=related><a href=/2>1.999999 Khác</a></div>"
    )


def accordion(record: Record) -> str:
    ways = "".join(
        f"<tr><td>{_e(s['manner'])}</td><td>{_e(s['time_limit'])}</td><td>{_e(s['fee'])}</td></tr>"
        for s in record["submissions"]
    )
    papers = "".join(
        f"<tr><td>{_e(p['name'])}</td><td>Bản chính: {p['originals']} - Bản sao: {p['copies']}</td></tr>"
        for p in record["papers"]
    )
    bases = "".join(f"<div>{_e(b['number'])}: {_e(b['title'])}</div>" for b in record["legal_bases"])
    panes = [(LABELS[name], f"<p>{_e(text)}</p>") for name, text in _texts(record)]
    panes += [
        (
            "Cách thức thực hiện",
            f"<table><tr><th>Kênh nộp hồ sơ</th><th>Thời gian giải quyết</th><th>Lệ phí</th></tr>{ways}</table>",
        ),
        ("Thành phần hồ sơ", f"<table>{papers}</table>"),
        ("Cơ sở pháp lý", bases),
    ]
    body = "".join(
        f"<div class=card><div class=card-header id=h{n}><h5><button class='btn' data-target='#c{n}'>{n}. {name}</button></h5></div>"
        f"<div id=c{n} class='collapse' style='display:none'><div class=card-body>{value}</div></div></div>"
        for n, (name, value) in enumerate(panes, 1)
    )
    top = f"<div class=title><h2>{_e(record['name'])}</h2><span class=badge>Mã: {record['code']}</span></div>"
    return _page(f"{record['name']} | Cổng thông tin", f"{top}<div class=accordion>{body}</div>")


def spans(record: Record) -> str:
    """Nothing but boxes: a label box beside a value box, the figures once for all manners."""
    first = record["submissions"][0]
    rows = [("Mã thủ tục hành chính", record["code"]), ("Tên thủ tục hành chính", _e(record["name"]))]
    rows += [(LABELS[name], _e(text)) for name, text in _texts(record)]
    rows += [
        ("Thời hạn giải quyết", f"{_e(first['time_limit'])} kể từ ngày nhận đủ hồ sơ hợp lệ"),
        ("Phí, lệ phí (nếu có)", _e(first["fee"])),
        ("Cách thức thực hiện", "<br>".join(f"- {_e(s['manner'])}" for s in record["submissions"])),
        (
            "Thành phần hồ sơ",
            "".join(
                f"<p>- {_e(p['name'])} - Bản chính: {p['originals']}; Bản sao: {p['copies']}</p>"
                for p in record["papers"]
            ),
        ),
        ("Căn cứ pháp lý", "".join(f"<p>+ {_e(b['title'])} ({_e(b['number'])});</p>" for b in record["legal_bases"])),
    ]
    body = "".join(
        f"<div class='row'><div class='col-3 lbl'><span>{name}</span></div><div class='col-9'><span>{value}</span></div></div>"
        for name, value in rows
    )
    return _page("Cổng TTĐT", f"<div class=container>{body}</div><div class='row'><a href=/lien-he>Liên hệ</a></div>")


def paragraphs(record: Record) -> str:
    """An old page that never closes anything: numbered labels typed before their values."""
    first = record["submissions"][0]
    ways = ", ".join(s["manner"] for s in record["submissions"])
    rows = [("Mã TTHC", record["code"]), ("Tên thủ tục", _e(record["name"]))]
    rows += [(LABELS[name], _e(text)) for name, text in _texts(record)]
    papers = "".join(
        f"<p>+ {_e(p['name'])} ({p['originals']} bản chính, {p['copies']} bản sao)" for p in record["papers"]
    )
    bases = "".join(f"<p>+ {_e(b['title'])} số {_e(b['number'])}" for b in record["legal_bases"])
    rows += [
        ("Cách thức thực hiện", _e(ways)),
        ("Thời hạn giải quyết", _e(first["time_limit"])),
        ("Phí, lệ phí", _e(first["fee"])),
    ]
    rows += [("Thành phần hồ sơ", papers), ("Căn cứ pháp lý", bases)]
    body = "".join(f"<p><font face=Arial><b>{n}, {name}:</b></font> {value}" for n, (name, value) in enumerate(rows, 1))
    return (
        f"<html><head><title>Chi tiet</title><body bgcolor=white><div><div><center>BỘ THỦ TỤC HÀNH CHÍNH</center>{body}"
    )


def tabs(record: Record) -> str:
    first = record["submissions"][0]
    ways = "<br>".join(_e(s["manner"]) for s in record["submissions"])
    papers = "".join(
        f"<li>{_e(p['name'])} ({p['originals']} bản chính; {p['copies']} bản sao)</li>" for p in record["papers"]
    )
    bases = "".join(f"<li>{_e(b['number'])} {_e(b['title'])}</li>" for b in record["legal_bases"])
    panes = [(LABELS[name], f"<p>{_e(text)}</p>") for name, text in _texts(record)]
    panes += [
        ("Hồ sơ", f"<ul>{papers}</ul>"),
        ("Hình thức nộp", ways),
        ("Thời hạn", _e(first["time_limit"])),
        ("Lệ phí", _e(first["fee"])),
    ]
    panes += [("Căn cứ", f"<ul>{bases}</ul>")]
    heads = "".join(f"<li><a href='#t{n}' data-toggle=tab>{name}</a></li>" for n, (name, _) in enumerate(panes))
    body = "".join(f"<div class=tab-pane id=t{n}>{value}</div>" for n, (_, value) in enumerate(panes))
    return _page(
        "TTHC",
        f"<h4>{_e(record['name'])}</h4><p>Mã thủ tục: <b>{record['code']}</b></p><ul class='nav nav-tabs'>{heads}</ul><div class=tab-content>{body}</div>",
    )


EVERY: dict[str, Callable[[Record], str]] = {
    "national": national, "cards": cards, "table": table, "definitions": definitions, "accordion": accordion, "spans": spans,
    "paragraphs": paragraphs, "tabs": tabs,
}  # fmt: skip
