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


def folded_parts(r: Record) -> str:
    """Short facts as items of a first part; figures and counts as lists in lists; agencies folded inside a part."""

    def fold(title: str, body: str) -> str:
        return f"<details><summary>{title}</summary>{body}</details>"

    ways = "".join(
        f"<li>{s['manner']}<ul><li>Thời hạn: {s['time_limit']}</li><li>Mức thu<ul><li>{s['fee']}</li></ul></li></ul></li>"
        for s in r["submissions"]
    )
    papers = "".join(
        f"<li>{p['name']}<ul><li>Bản chính: {p['originals']}</li><li>Bản sao: {p['copies']}</li></ul></li>"
        for p in r["papers"]
    )
    bases = "".join(f"<li><b>{b['number']}</b> – {b['title']}</li>" for b in r["legal_bases"])
    steps = "".join(f"<li>{line}</li>" for line in r["steps"].split("\n"))
    facts = f"<li>Lĩnh vực: {r['field']}</li><li>Cấp thực hiện: {r['level']}</li><li>Đối tượng thực hiện: {r['subjects']}</li>"
    agencies = fold("Cơ quan thực hiện", f"<p>{r['performing_agency']}</p>")
    agencies += fold("Cơ quan có thẩm quyền quyết định", f"<p>{r['competent_agency']}</p>")
    parts = (
        ("Thông tin chung", f"<ul>{facts}</ul>"), ("1. Trình tự thực hiện", f"<ol>{steps}</ol>"),
        ("2. Cách thức, thời hạn, phí và lệ phí", f"<ul>{ways}</ul>"), ("3. Thành phần hồ sơ", f"<ul>{papers}</ul>"),
        ("4. Cơ quan giải quyết", agencies), ("5. Kết quả thực hiện", f"<p>{r['results']}</p>"),
        ("6. Yêu cầu, điều kiện", "<p>" + r["conditions"].replace("\n", "<br>") + "</p>"),
        ("7. Căn cứ pháp lý", f"<ul>{bases}</ul>"),
    )  # fmt: skip
    decided = f"<p>Mã TTHC {r['code']} · Ban hành kèm theo {r['decision']}</p>"
    return f"<h2>{r['name']}</h2>{decided}" + "".join(fold(title, body) for title, body in parts)


def bulleted(r: Record, count: str) -> str:
    """Labels and the lines of their values in paragraphs that look alike: the words of a document."""
    ways = "".join(f"<tr><td>{s['manner']}<td>{s['time_limit']}<td>{s['fee']}</tr>" for s in r["submissions"])
    papers = "".join(f"<tr><td>{p['name']}<td>{p['originals']}<td>{p['copies']}</tr>" for p in r["papers"])
    parts = [
        (f"Tên thủ tục: {r['name']}", ""), (f"Mã số thủ tục: {r['code']}", ""), (f"Lĩnh vực: {r['field']}", ""),
        (f"Cấp thực hiện: {r['level']}", ""), ("Trình tự thực hiện:", "".join(f"<p>- {line}</p>" for line in r["steps"].split("\n"))),
        ("Cách thức thực hiện:", f"<table><tr><td>Hình thức nộp<td>Thời hạn giải quyết<td>Phí, lệ phí</tr>{ways}</table>"),
        ("Thành phần hồ sơ:", f"<table><tr><td>Tên giấy tờ<td>Bản chính<td>Bản sao</tr>{papers}</table>"),
        (f"Đối tượng thực hiện: {r['subjects']}", ""), (f"Cơ quan thực hiện: {r['performing_agency']}", ""),
        (f"Cơ quan có thẩm quyền: {r['competent_agency']}", ""),
        ("Yêu cầu, điều kiện:", "".join(f"<p>{line}</p>" for line in r["conditions"].split("\n"))),
        (f"Kết quả thực hiện: {r['results']}", ""),
        ("Căn cứ pháp lý:", "".join(f"<p>- {b['title']} (số {b['number']})</p>" for b in r["legal_bases"])),
    ]  # fmt: skip
    return "".join(f"<p>{count.format(at)}{label}</p>{value}" for at, (label, value) in enumerate(parts, 1))


def headed_and_listed(r: Record) -> str:
    """Short facts lettered one behind the other in one box, long parts under headings."""
    facts = (
        ("Lĩnh vực", "field"), ("Cấp thực hiện", "level"), ("Số quyết định công bố", "decision"),
        ("Đối tượng thực hiện", "subjects"), ("Cơ quan thực hiện", "performing_agency"),
        ("Cơ quan có thẩm quyền", "competent_agency"), ("Kết quả", "results"),
    )  # fmt: skip
    listed = "<br>".join(f"{'abcdegh'[at]}) {label}: {r[name]}" for at, (label, name) in enumerate(facts))
    ways = "".join(
        f"<dt>{s['manner']}</dt><dd>Thời hạn giải quyết: {s['time_limit']}</dd><dd>{s['fee']}</dd>"
        for s in r["submissions"]
    )
    papers = "".join(f"<tr><td>{p['name']}<td>{p['originals']}<td>{p['copies']}</tr>" for p in r["papers"])
    parts = {
        "Trình tự thực hiện": f"<div>{r['steps']}</div>".replace("\n", "<br>"), "Cách thức thực hiện": f"<dl>{ways}</dl>",
        "Thành phần hồ sơ": f"<table><tr><th>Tên giấy tờ<th>Bản chính<th>Bản sao</tr>{papers}</table>",
        "Yêu cầu, điều kiện": f"<div>{r['conditions']}</div>".replace("\n", "<br>"),
        "Căn cứ pháp lý": "".join(f"<p>• {b['number']}: {b['title']}</p>" for b in r["legal_bases"]),
    }  # fmt: skip
    body = "".join(f"<h4>{title}</h4>{value}" for title, value in parts.items())
    return f"<h2>{r['name']}</h2><div>Mã thủ tục: {r['code']}</div><div class=post>{listed}</div>{body}"


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
    "folded parts": folded_parts,
    "headed and listed": headed_and_listed,
    "bulleted": lambda r: bulleted(r, ""),
    "counted and bulleted": lambda r: bulleted(r, "{}. "),
    "icons": lambda r: head(r) + f"<dl class=row>{each(r, '<div><dt><i class=fa></i> {a}</dt><dd>{b}</dd></div>')}</dl>",
}  # fmt: skip
