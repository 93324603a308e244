"""Pages put together by chance: how a site dresses its labels, manners, papers and legal bases, and by which words.

Each part is one that real sites have; together they are some hundred thousand markups, of which a seed draws one.
"""

import html
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

Record = Mapping[str, Any]
Pairs = list[tuple[str, str]]


def _e(text: object) -> str:
    return html.escape(str(text)).replace("\n", "<br>")


WORDS: dict[str, tuple[str, ...]] = {
    "decision": ("Số quyết định", "Quyết định công bố", "Theo quyết định công bố", "Số QĐ công bố"),
    "field": ("Lĩnh vực", "Lĩnh vực thực hiện", "Thuộc lĩnh vực"),
    "level": ("Cấp thực hiện", "Cấp giải quyết", "Cấp hành chính"),
    "steps": ("Trình tự thực hiện", "Các bước thực hiện", "Quy trình thực hiện", "Trình tự, các bước thực hiện"),
    "manners": ("Cách thức thực hiện", "Hình thức nộp", "Cách thức nộp hồ sơ", "Hình thức tiếp nhận"),
    "papers": ("Thành phần hồ sơ", "Hồ sơ gồm có", "Giấy tờ phải nộp", "Thành phần, số lượng hồ sơ", "Hồ sơ cần nộp"),
    "subjects": ("Đối tượng thực hiện", "Đối tượng thực hiện TTHC", "Đối tượng áp dụng", "Tổ chức, cá nhân thực hiện"),
    "performing_agency": ("Cơ quan thực hiện", "Cơ quan trực tiếp thực hiện", "Đơn vị thực hiện", "Cơ quan giải quyết TTHC"),
    "competent_agency": ("Cơ quan có thẩm quyền", "Cơ quan có thẩm quyền quyết định", "Người có thẩm quyền quyết định"),
    "results": ("Kết quả thực hiện", "Kết quả", "Kết quả giải quyết TTHC", "Kết quả thực hiện thủ tục hành chính"),
    "conditions": ("Yêu cầu, điều kiện thực hiện", "Yêu cầu hoặc điều kiện (nếu có)", "Điều kiện thực hiện TTHC"),
    "legal_bases": ("Căn cứ pháp lý", "Cơ sở pháp lý", "Căn cứ pháp lý của thủ tục hành chính", "Văn bản quy định"),
    "time_limit": ("Thời hạn giải quyết", "Thời gian giải quyết", "Thời hạn", "Thời gian xử lý"),
    "fee": ("Phí, lệ phí", "Lệ phí", "Phí, lệ phí (nếu có)", "Mức phí, lệ phí"),
    "code": ("Mã thủ tục", "Mã TTHC", "Mã số", "Mã thủ tục hành chính"),
    "name": ("Tên thủ tục", "Tên TTHC", "Tên thủ tục hành chính"),
}  # fmt: skip
OWN_WORDS: dict[str, tuple[str, ...]] = {
    "decision": ("Theo văn bản nào của tỉnh", "Đã được tỉnh duyệt tại"),
    "field": ("Mảng việc", "Nhóm việc"),
    "level": ("Làm ở cấp nào", "Giải quyết ở cấp"),
    "steps": ("Làm thế nào", "Cần làm những gì", "Đi từng bước ra sao"),
    "manners": ("Nộp bằng cách nào, hết bao lâu, bao nhiêu tiền", "Gửi hồ sơ ra sao"),
    "papers": ("Cần mang theo gì", "Bạn cần chuẩn bị", "Phải có những giấy tờ nào"),
    "subjects": ("Ai làm được", "Dành cho ai"),
    "performing_agency": ("Ai giải quyết cho bạn", "Nơi làm việc này"),
    "competent_agency": ("Ai ký quyết định", "Người quyết"),
    "results": ("Bạn nhận được gì", "Xong thì được gì"),
    "conditions": ("Khi nào thì được làm", "Cần đáp ứng"),
    "legal_bases": ("Quy định ở đâu", "Dựa trên luật nào"),
    "time_limit": ("Mất mấy ngày", "Bao lâu thì xong"),
    "fee": ("Hết bao nhiêu tiền", "Tốn bao nhiêu"),
    "code": ("Số hiệu", "Mã"),
    "name": ("Việc cần làm", "Tên việc"),
}  # fmt: skip
"""Labels of a portal that no list of labels knows; the list must not learn them from here."""

DRESSES: dict[str, Callable[[Pairs], str]] = {
    "h4": lambda rows: "".join(f"<h4>{a}</h4><div>{b}</div>" for a, b in rows),
    "h3 in sections": lambda rows: "".join(f"<section><h3>{a}</h3>{b}</section>" for a, b in rows),
    "bold": lambda rows: "".join(f"<p><b>{a}:</b></p>{b}" for a, b in rows),
    "bold in line": lambda rows: "".join(f"<div><strong>{a}:</strong> {b}</div>" for a, b in rows),
    "dl": lambda rows: f"<dl>{''.join(f'<dt>{a}</dt><dd>{b}</dd>' for a, b in rows)}</dl>",
    "dl in divs": lambda rows: f"<dl class='row'>{''.join(f'<div class=grid><dt>{a}</dt><dd>{b}</dd></div>' for a, b in rows)}</dl>",
    "table": lambda rows: f"<table>{''.join(f'<tr><td>{a}</td><td>{b}</td></tr>' for a, b in rows)}</table>",
    "table th": lambda rows: f"<table><tbody>{''.join(f'<tr><th scope=row>{a}</th><td>{b}</td></tr>' for a, b in rows)}</tbody></table>",
    "table numbered": lambda rows: f"<table><thead><tr><th>STT</th><th>Nội dung</th><th>Chi tiết</th></tr></thead>{''.join(f'<tr><td>{n}</td><td>{a}</td><td>{b}</td></tr>' for n, (a, b) in enumerate(rows, 1))}</table>",
    "columns": lambda rows: "".join(f'<div class="row"><div class="col-3">{a}</div><div class="col-9">{b}</div></div>' for a, b in rows),
    "flex": lambda rows: "".join(f'<div class="flex gap-2"><span class="w-1/3">{a}</span><div>{b}</div></div>' for a, b in rows),
    "details": lambda rows: "".join(f"<details open><summary>{a}</summary><div>{b}</div></details>" for a, b in rows),
    "panels": lambda rows: "".join(
        f'<div class="panel"><div class="panel-heading"><h4 class="panel-title"><a data-toggle="collapse" href="#c{n}">{a}</a></h4></div><div id="c{n}" class="panel-collapse collapse">{b}</div></div>'
        for n, (a, b) in enumerate(rows)
    ),
    "list": lambda rows: f"<ul>{''.join(f'<li><span class=label>{a}</span><div class=value>{b}</div></li>' for a, b in rows)}</ul>",
    "numbered": lambda rows: "".join(f"<p><strong>{n}. {a}</strong></p>{b}" for n, (a, b) in enumerate(rows, 1)),
    "lettered": lambda rows: "".join(f"<div><b>{'abcdefghijklmnopqrst'[n]}) {a}:</b></div><div>{b}</div>" for n, (a, b) in enumerate(rows)),
    "roman": lambda rows: "".join(f"<h3>{n}. {a.upper()}</h3><div>{b}</div>" for n, (a, b) in zip(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI"), rows, strict=False)),
    "dts flat": lambda rows: "".join(f'<div class="title">{a}</div><div class="content">{b}</div>' for a, b in rows),
}  # fmt: skip


def _way(r: Record, words: Mapping[str, str], form: str, between: str = "") -> str:
    return between.join(
        form.format(m=s["manner"], t=s["time_limit"], f=s["fee"], T=words["time_limit"], F=words["fee"], n=n)
        for n, s in enumerate(r["submissions"], 1)
    )


WAYS: dict[str, Callable[[Record, Mapping[str, str]], str]] = {
    "table": lambda r, w: f"<table><tr><th>Hình thức nộp</th><th>{w['time_limit']}</th><th>{w['fee']}</th><th>Mô tả</th></tr>{_way(r, w, '<tr><td>{m}</td><td>{t}</td><td>{f}</td><td></td></tr>')}</table>",
    "table with numbers": lambda r, w: f"<table><thead><tr><td>STT</td><td>Hình thức</td><td>{w['time_limit']}</td><td>{w['fee']}</td></tr></thead>{_way(r, w, '<tr><td>{n}</td><td>{m}</td><td>{t}</td><td><p>{f}</p></td></tr>')}</table>",
    "table without heads": lambda r, w: f"<table>{_way(r, w, '<tr><td>{m}</td><td>{t}</td><td>{f}</td></tr>')}</table>",
    "lines": lambda r, w: f"<ul>{_way(r, w, '<li>{m}: {T}: {t}; {F}: {f}</li>')}</ul>",
    "brackets": lambda r, w: f"<p>{_way(r, w, '- {m} ({T}: {t}, {F}: {f})', '<br>')}</p>",
    "blocks": lambda r, w: _way(r, w, "<p>{m}</p><ul><li>{T}: {t}</li><li>{F}: {f}</li></ul>"),
    "cards": lambda r, w: _way(r, w, "<div class=card><div class=card-header>{m}</div><div class=card-body><p>{T}: <b>{t}</b></p><p>{F}: <b>{f}</b></p></div></div>"),
    "flex": lambda r, w: _way(r, w, "<div class='d-flex'><span>{m}</span><span>{t}</span><span>{f}</span></div>"),
    "dl": lambda r, w: _way(r, w, "<dl><dt>Hình thức nộp</dt><dd>{m}</dd><dt>{T}</dt><dd>{t}</dd><dt>{F}</dt><dd>{f}</dd></dl>"),
    "titled cells": lambda r, w: "<table>" + _way(r, w, '<tr><td data-label="Hình thức nộp">{m}</td><td data-label="{T}">{t}</td><td data-label="{F}">{f}</td></tr>') + "</table>",
    "dashes": lambda r, w: f"<div>{_way(r, w, '<p>+ {m} – {t} – {f}</p>')}</div>",
}  # fmt: skip


def _papers(r: Record, form: str, between: str = "") -> str:
    return between.join(
        form.format(p=_e(p["name"]), o=p["originals"], c=p["copies"], n=n) for n, p in enumerate(r["papers"], 1)
    )


PAPERS: dict[str, Callable[[Record], str]] = {
    "table": lambda r: f"<table><tr><th>STT</th><th>Tên giấy tờ</th><th>Bản chính</th><th>Bản sao</th></tr>{_papers(r, '<tr><td>{n}</td><td>{p}</td><td>{o}</td><td>{c}</td></tr>')}</table>",
    "table with quantity": lambda r: f"<table><tr><th>Tên giấy tờ</th><th>Mẫu đơn, tờ khai</th><th>Số lượng</th></tr>{_papers(r, '<tr><td>{p}</td><td></td><td>Bản chính: {o}<br>Bản sao: {c}</td></tr>')}</table>",
    "grouped": lambda r: f"<p>Bao gồm:</p><table><tr><th>Loại giấy tờ</th><th>Số lượng bản chính</th><th>Số lượng bản sao</th></tr><tr><td colspan=3>Trường hợp nộp trực tiếp:</td></tr>{_papers(r, '<tr><td>{p}</td><td>{o}</td><td>{c}</td></tr>')}</table>",
    "list": lambda r: f"<ul>{_papers(r, '<li>{p} (bản chính: {o}, bản sao: {c})</li>')}</ul>",
    "ordered": lambda r: f"<ol>{_papers(r, '<li>{p}; số lượng: {o} bản chính, {c} bản sao.</li>')}</ol>",
    "breaks": lambda r: f"<p>* Thành phần hồ sơ gồm:</p><p>{_papers(r, '- {p} ({o} bản chính, {c} bản sao)', ';<br>')}.</p>",
    "paragraphs": lambda r: _papers(r, "<p>{n}. {p}</p><p>Bản chính: {o} - Bản sao: {c}</p>"),
    "small": lambda r: _papers(r, "<div class=item><div>{p}</div><small>Bản chính: {o}</small> <small>Bản sao: {c}</small></div>"),
}  # fmt: skip
BASES: dict[str, Callable[[Record], str]] = {
    "table": lambda r: "<table><tr><th>Số ký hiệu</th><th>Trích yếu</th></tr>" + "".join(f"<tr><td>{b['number']}</td><td>{_e(b['title'])}</td></tr>" for b in r["legal_bases"]) + "</table>",
    "wide table": lambda r: "<table><tr><th>STT</th><th>Số hiệu văn bản</th><th>Tên văn bản</th><th>Ngày ban hành</th><th>Cơ quan ban hành</th></tr>" + "".join(f"<tr><td>{n}</td><td><a href=/vb/{n}>{b['number']}</a></td><td>{_e(b['title'])}</td><td>15/02/2021</td><td>Chính phủ</td></tr>" for n, b in enumerate(r["legal_bases"], 1)) + "</table>",
    "list": lambda r: "<ul>" + "".join(f"<li>{_e(b['title'])} số {b['number']} ngày 15/02/2021 của Chính phủ</li>" for b in r["legal_bases"]) + "</ul>",
    "breaks": lambda r: "<br>".join(f"- {b['number']}: {_e(b['title'])};" for b in r["legal_bases"]),
    "sentence": lambda r: "<p>" + "; ".join(f"{_e(b['title'])} số {b['number']}" for b in r["legal_bases"]) + ".</p>",
}  # fmt: skip
TOPS: dict[str, Callable[[Record, Mapping[str, str]], str]] = {
    "heading": lambda r, w: f"<h1>{_e(r['name'])}</h1><p>{w['code']}: <b>{r['code']}</b></p>",
    "code first": lambda r, w: f"<div class=code>{w['code']}: {r['code']}</div><h2>{_e(r['name'])}</h2>",
    "in brackets": lambda r, w: f"<h2>{_e(r['name'])} ({r['code']})</h2>",
    "badge": lambda r, w: (
        f"<h1>{_e(r['name'])}</h1><span class=badge>{r['code']}</span> <span class=badge>Mức độ: Toàn trình</span>"
    ),
    "labelled": lambda r, w: "",
}
ORDERS = ("decision", "level", "field", "steps", "manners", "papers", "subjects", "performing_agency", "competent_agency", "results", "legal_bases", "conditions")  # fmt: skip


def parts_of(seed: int) -> dict[str, str]:
    chance = Random(seed)
    rooms = (("dress", DRESSES), ("ways", WAYS), ("papers", PAPERS), ("bases", BASES), ("top", TOPS))
    return {name: chance.choice(sorted(room)) for name, room in rooms}


def composed(r: Record, seed: int, said: Mapping[str, tuple[str, ...]] = WORDS) -> str:
    """The page of a record in the markup of a seed."""
    parts, chance = parts_of(seed), Random(seed + 1)
    words = {name: chance.choice(several) for name, several in said.items()}
    told: dict[str, str] = {name: _e(r[name]) for name in ORDERS if isinstance(r.get(name), str)}
    told["manners"] = WAYS[parts["ways"]](r, words)
    told["papers"], told["legal_bases"] = PAPERS[parts["papers"]](r), BASES[parts["bases"]](r)
    order = list(ORDERS)
    if chance.random() < 0.5:
        chance.shuffle(order)
    rows = [(words[name], told[name]) for name in order]
    if parts["top"] == "labelled":
        rows = [(words["code"], r["code"]), (words["name"], _e(r["name"])), *rows]
    body = TOPS[parts["top"]](r, words) + DRESSES[parts["dress"]](rows)
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>Chi tiết thủ tục hành chính</title></head><body><nav><a href=/>Trang chủ</a></nav>{body}"
        "<footer>Cổng thông tin điện tử tỉnh. Điện thoại: 0239 385 5555</footer></body></html>"
    )
