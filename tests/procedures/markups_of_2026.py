"""Pages as sites of 2026 set them: Next.js, Vuetify, Elementor, SharePoint, elements of their own, names in attributes."""

import html
import json
from collections.abc import Callable, Mapping
from typing import Any

Record = Mapping[str, Any]


def _e(t: object) -> str:
    return html.escape(str(t)).replace("\n", "<br/>")


def bases(r: Record, f: str) -> str:
    return "".join(f.format(n=i, k=b["number"], t=_e(b["title"])) for i, b in enumerate(r["legal_bases"], 1))


def papers(r: Record, f: str) -> str:
    return "".join(
        f.format(n=i, p=_e(x["name"]), o=x["originals"], c=x["copies"]) for i, x in enumerate(r["papers"], 1)
    )


def ways(r: Record, f: str) -> str:
    return "".join(
        f.format(n=i, m=s["manner"], t=s["time_limit"], f=s["fee"]) for i, s in enumerate(r["submissions"], 1)
    )


def commune_next(r: Record) -> str:
    """Next.js + tailwind site of a commune (tenxa.tinh.gov.vn): grid of label/value, accordions of radix, cards of manners on phones and a table on desks."""

    def cell(a: object, b: object) -> str:
        return (
            f'<div class="sm:col-span-1"><p class="text-sm text-gray-500">{a}</p><p class="mt-1 font-medium text-gray-900">{_e(b)}</p></div>'
            if b
            else ""
        )

    def acc(i: object, a: object, b: object) -> str:
        return f"""<div data-state="open" class="border-b"><h3 data-orientation="vertical" class="flex"><button type="button" aria-controls="radix-{i}" aria-expanded="true" id="radix-t{i}" class="flex flex-1 items-center py-4">{a}<svg viewBox="0 0 24 24"><path d="m6 9 6 6 6-6"></path></svg></button></h3><div data-state="open" id="radix-{i}" role="region" aria-labelledby="radix-t{i}" class="overflow-hidden text-sm"><div class="pb-4 pt-0">{b}</div></div></div>"""

    steps = "".join(
        f'<li class="flex gap-3"><span class="rounded-full">{n}</span><p>{_e(x)}</p></li>'
        for n, x in enumerate(r["steps"].split("\n"), 1)
    )
    manners = (
        '<div class="hidden md:block"><table class="w-full"><thead class="bg-gray-50"><tr><th class="px-3">Hình thức nộp</th><th>Thời gian giải quyết</th><th>Phí / lệ phí</th><th>Mô tả</th></tr></thead><tbody>'
        + ways(r, '<tr><td class="px-3">{m}</td><td>{t}</td><td><ul><li>{f}</li></ul></td><td>-</td></tr>')
        + "</tbody></table></div>"
    )
    paper = (
        '<p class="italic">Bao gồm</p><div class="overflow-x-auto"><table><thead><tr><th>Tên giấy tờ</th><th>Mẫu đơn, tờ khai</th><th>Số lượng</th></tr></thead><tbody>'
        + papers(
            r,
            '<tr><td>{p}</td><td><a href="/api/files/{n}" class="text-blue-600"></a></td><td>Bản chính: {o}<br/>Bản sao: {c}</td></tr>',
        )
        + "</tbody></table></div>"
    )
    law = (
        "<table><thead><tr><th>Số ký hiệu</th><th>Trích yếu</th><th>Ngày ban hành</th><th>Cơ quan ban hành</th></tr></thead><tbody>"
        + bases(r, "<tr><td>{k}</td><td>{t}</td><td>15-02-2021</td><td>Chính phủ</td></tr>")
        + "</tbody></table>"
    )
    parts = [
        ("Trình tự thực hiện", f'<ol class="space-y-2">{steps}</ol>'),
        ("Cách thức thực hiện", manners),
        ("Thành phần hồ sơ", paper),
        ("Yêu cầu, điều kiện thực hiện", f'<div class="whitespace-pre-line">{_e(r["conditions"])}</div>'),
        ("Căn cứ pháp lý", law),
        ("Kết quả thực hiện", f"<ul><li>{_e(r['results'])}</li></ul>"),
    ]
    body = "".join(acc(i, a, b) for i, (a, b) in enumerate(parts))
    grid = "".join(
        cell(a, b)
        for a, b in [
            ("Mã thủ tục", r["code"]),
            ("Số quyết định", r["decision"]),
            ("Lĩnh vực", r["field"]),
            ("Cấp thực hiện", r["level"]),
            ("Đối tượng thực hiện", r["subjects"]),
            ("Cơ quan thực hiện", r["performing_agency"]),
            ("Cơ quan có thẩm quyền", r["competent_agency"]),
        ]
    )
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charSet="utf-8"/><title>{_e(r["name"])} | UBND xã</title><script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": {"x": "Thời hạn giải quyết: 99 ngày"}}, ensure_ascii=False)}</script></head><body><div id="__next"><header class="sticky"><a href="/">Trang chủ</a><a href="/thu-tuc-hanh-chinh">Thủ tục hành chính</a></header><main class="container"><nav aria-label="breadcrumb"><ol><li><a href="/">Trang chủ</a></li><li>Thủ tục hành chính</li></ol></nav><h1 class="text-2xl font-bold">{_e(r["name"])}</h1><div class="flex gap-2"><span class="badge">Toàn trình</span><button>Nộp hồ sơ trực tuyến</button><button>Chia sẻ</button></div><section class="grid grid-cols-2 gap-4">{grid}</section><div data-orientation="vertical">{body}</div><section><h2>Câu hỏi thường gặp</h2><details><summary>Tôi có thể nộp hồ sơ vào ngày thứ Bảy không?</summary><p>Trung tâm làm việc sáng thứ Bảy hằng tuần, thời gian từ 7 giờ 30 đến 11 giờ.</p></details></section><section class="mt-6"><h2>Thủ tục khác cùng lĩnh vực</h2><ul><li><a href="/thu-tuc-hanh-chinh/1.999998">Thủ tục mẫu thứ nhất để xem thêm</a></li></ul></section></main><footer><p>Chịu trách nhiệm: Chủ tịch UBND xã. Điện thoại: 0239.3855.555</p></footer></div></body></html>"""


def department_word(r: Record) -> str:
    """Portal of a department in DotNetNuke, an article pasted from Word in 2026, numbers 1.1 to 1.12, one paragraph for each."""

    def line(t: object, b: object = False) -> str:
        return f'<p class="MsoNormal" style="text-align:justify;margin:6pt 0cm"><span lang="VI" style="font-size:14.0pt;font-family:&quot;Times New Roman&quot;,serif">{"<b>" if b else ""}{t}{"</b>" if b else ""}<o:p></o:p></span></p>'

    out = [
        f'<p class="MsoNormal" align="center"><b><span style="font-size:14pt">1. {_e(r["name"])}</span></b></p>',
        line(f"Mã số TTHC: <b>{r['code']}</b> (công bố tại {_e(r['decision'])})"),
    ]
    steps = "".join(line(_e(x)) for x in r["steps"].split("\n"))
    fee = {s["fee"] for s in r["submissions"]}
    t = {s["time_limit"] for s in r["submissions"]}
    rows = [
        ("Trình tự thực hiện", None, steps),
        ("Cách thức thực hiện", None, "".join(line(f"- {s['manner']}.") for s in r["submissions"])),
        (
            "Thành phần, số lượng hồ sơ",
            None,
            line("a) Thành phần hồ sơ:")
            + papers(r, line("- {p} (bản chính: {o}; bản sao: {c});"))
            + line("b) Số lượng hồ sơ: 01 bộ."),
        ),
        ("Thời hạn giải quyết", "; ".join(sorted(t)), ""),
        ("Đối tượng thực hiện thủ tục hành chính", _e(r["subjects"]), ""),
        (
            "Cơ quan giải quyết thủ tục hành chính",
            None,
            line(f"- Cơ quan trực tiếp thực hiện TTHC: {_e(r['performing_agency'])}")
            + line(f"- Cơ quan có thẩm quyền quyết định: {_e(r['competent_agency'])}"),
        ),
        ("Kết quả thực hiện thủ tục hành chính", _e(r["results"]), ""),
        ("Phí, lệ phí (nếu có)", "; ".join(sorted(fee)), ""),
        ("Tên mẫu đơn, mẫu tờ khai", "Theo mẫu đính kèm", ""),
        ("Yêu cầu, điều kiện thực hiện TTHC (nếu có)", None, "".join(line(_e(x)) for x in r["conditions"].split("\n"))),
        ("Căn cứ pháp lý của TTHC", None, bases(r, line("- {t} số {k} ngày 15 tháng 02 năm 2021;"))),
        ("Lĩnh vực", _e(r["field"]), ""),
        ("Cấp thực hiện", _e(r["level"]), ""),
    ]
    for n, (a, b, more) in enumerate(rows, 1):
        out.append(line(f"<b>1.{n}. {a}:</b>" + (f" {b}" if b else "")) + more)
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>Sở - Chi tiết tin</title></head><body id="Body"><form method="post" action="/Default.aspx" id="Form"><div class="menu"><ul><li>Giới thiệu</li><li>Thủ tục hành chính</li></ul></div><div id="dnn_ContentPane"><div class="ArticleTitle"><h1>Quy trình giải quyết thủ tục hành chính</h1></div><span class="date">Thứ ba, 03/11/2026 08:12</span><div class="ArticleContent">{"".join(out)}</div><div class="rating">Đánh giá: 0/5 (0 lượt)</div></div><div class="footer">Bản quyền thuộc Sở</div></form></body></html>'
        ""
    )


def responsive_rows(r: Record) -> str:
    """iGate-like 2026: a key table whose labels are th scope=row, manners in a table without heads but data-label / headers, papers as tree."""

    def row(a: object, b: object) -> str:
        return f'<tr><th scope="row" class="w-25">{a}</th><td>{b}</td></tr>'

    manner = (
        '<table class="table table-mobile-responsive"><thead class="sr-only"><tr><th>Hình thức</th></tr></thead><tbody>'
        + ways(
            r,
            '<tr><td data-label="Hình thức nộp">{m}</td><td data-label="Thời hạn giải quyết">{t}</td><td data-label="Phí, lệ phí"><div>{f}</div></td><td data-label="Mô tả"></td></tr>',
        )
        + "</tbody></table>"
    )
    paper = (
        '<ul class="tree">'
        + papers(
            r,
            '<li><div class="row"><div class="col-8" data-label="Tên giấy tờ">{p}</div><div class="col-2">Bản chính: {o}</div><div class="col-2">Bản sao: {c}</div></div></li>',
        )
        + "</ul>"
    )
    law = (
        "<table><tbody>"
        + bases(
            r,
            '<tr><td data-label="STT">{n}</td><td data-label="Số ký hiệu">{k}</td><td data-label="Trích yếu">{t}</td></tr>',
        )
        + "</tbody></table>"
    )
    rows = [
        row("Mã thủ tục", f"<strong>{r['code']}</strong>"),
        row("Tên thủ tục", _e(r["name"])),
        row("Số quyết định", _e(r["decision"])),
        row("Cấp thực hiện", _e(r["level"])),
        row("Lĩnh vực", _e(r["field"])),
        row("Trình tự thực hiện", "".join(f"<p>{_e(x)}</p>" for x in r["steps"].split("\n"))),
        row("Cách thức thực hiện", manner),
        row("Thành phần hồ sơ", paper),
        row(
            "Đối tượng thực hiện",
            "".join(f"<span class='tag'>{x}</span>, " for x in r["subjects"].split(", ")).rstrip(", "),
        ),
        row("Cơ quan thực hiện", _e(r["performing_agency"])),
        row("Cơ quan có thẩm quyền", _e(r["competent_agency"])),
        row("Kết quả thực hiện", f"<a href='/kq/1'>{_e(r['results'])}</a>"),
        row("Căn cứ pháp lý", law),
        row("Yêu cầu, điều kiện thực hiện", _e(r["conditions"])),
    ]
    return f'<!doctype html><html><head><meta charset="utf-8"><title>Thông tin thủ tục</title></head><body><app-root><mat-toolbar>Cổng dịch vụ</mat-toolbar><app-tthc-detail><div class="modal-header"><h5 class="modal-title">Thông tin chi tiết thủ tục hành chính</h5></div><div class="modal-body"><table class="table table-bordered">{"".join(rows)}</table></div></app-tthc-detail></app-root></body></html>'


def wordpress_steps(r: Record) -> str:
    """A ward site of 2026 on WordPress with Elementor: icon boxes, toggle widgets, fee and limit in an «Thông tin nhanh» box, manners as tab panes with own figures."""

    def icon(i: object, a: object, b: object) -> str:
        return f'<div class="elementor-widget elementor-widget-icon-box"><div class="elementor-icon-box-wrapper"><div class="elementor-icon-box-icon"><i class="fas fa-{i}" aria-hidden="true"></i></div><div class="elementor-icon-box-content"><span class="elementor-icon-box-title">{a}</span><p class="elementor-icon-box-description">{b}</p></div></div></div>'

    def tog(i: object, a: object, b: object) -> str:
        return f'<div class="elementor-toggle-item"><div id="elementor-tab-title-{i}" class="elementor-tab-title" data-tab="{i}" role="button" aria-controls="elementor-tab-content-{i}" aria-expanded="false"><span class="elementor-toggle-icon"></span><a class="elementor-toggle-title" tabindex="0">{a}</a></div><div id="elementor-tab-content-{i}" class="elementor-tab-content elementor-clearfix" data-tab="{i}" role="region" aria-labelledby="elementor-tab-title-{i}">{b}</div></div>'

    tabs = "".join(
        f'<div class="tab-pane"><h5>{s["manner"]}</h5><ul><li><strong>Thời hạn giải quyết</strong>: {s["time_limit"]}</li><li><strong>Phí, lệ phí</strong>: {s["fee"]}</li></ul></div>'
        for s in r["submissions"]
    )
    return f"""<!DOCTYPE html><html lang="vi-VN"><head><meta charset="UTF-8"><title>{_e(r["name"])} – UBND phường</title><script type="application/ld+json">{{"@type":"Article","headline":"x"}}</script></head><body class="post-template"><header id="masthead"><div class="site-branding">UBND PHƯỜNG</div></header><article class="post"><header class="entry-header"><h1 class="entry-title">{_e(r["name"])}</h1><div class="entry-meta">Đăng ngày <time>03/11/2026</time> bởi Văn phòng</div></header><div class="entry-content"><div class="quick">{icon("barcode", "Mã TTHC", r["code"])}{icon("layer-group", "Lĩnh vực", _e(r["field"]))}{icon("sitemap", "Cấp thực hiện", _e(r["level"]))}{icon("building", "Cơ quan thực hiện", _e(r["performing_agency"]))}{icon("stamp", "Cơ quan có thẩm quyền", _e(r["competent_agency"]))}{icon("users", "Đối tượng thực hiện", _e(r["subjects"]))}{icon("gavel", "Quyết định công bố", _e(r["decision"]))}</div>{tog(1, "Trình tự thực hiện", "".join(f"<p>{_e(x)}</p>" for x in r["steps"].split(chr(10))))}{tog(2, "Cách thức thực hiện", tabs)}{tog(3, "Thành phần hồ sơ", "<ol>" + papers(r, "<li>{p}<br/><em>Bản chính: {o}, Bản sao: {c}</em></li>") + "</ol>")}{tog(4, "Kết quả thực hiện", "<p>" + _e(r["results"]) + "</p>")}{tog(5, "Căn cứ pháp lý", "<ul>" + bases(r, "<li><strong>{k}</strong> – {t}</li>") + "</ul>")}{tog(6, "Yêu cầu, điều kiện thực hiện", "<p>" + _e(r["conditions"]) + "</p>")}</div><footer class="entry-footer"><span class="tags-links">Từ khóa: thủ tục, phường</span></footer></article><div id="comments"><h3>Bình luận</h3></div></body></html>"""


def opencps_vue(r: Record) -> str:
    """Vuetify SSR of OpenCPS 2026: v-list items, caption under value (label BELOW the value is rare: here label above), steps as v-stepper with «Bước 1» heads."""

    def item(a: object, b: object) -> str:
        return f'<div class="v-list-item v-theme--light"><div class="v-list-item__content"><div class="v-list-item-subtitle">{a}</div><div class="v-list-item-title">{_e(b)}</div></div></div>'

    steps = "".join(
        f'<div class="v-stepper-item"><div class="v-stepper-item__avatar">{n}</div><div class="v-stepper-item__content"><div class="v-stepper-item__title">{_e(x.partition(": ")[0])}</div><div class="v-stepper-item__subtitle">{_e(x.partition(": ")[2])}</div></div></div>'
        for n, x in enumerate(r["steps"].split("\n"), 1)
    )

    def panel(a: object, b: object) -> str:
        return f'<div class="v-expansion-panel"><button class="v-expansion-panel-title" type="button" aria-expanded="true"><span class="v-expansion-panel-title__overlay"></span>{a}<span class="v-expansion-panel-title__icon"><i class="mdi-chevron-up mdi v-icon" aria-hidden="true"></i></span></button><div class="v-expansion-panel-text"><div class="v-expansion-panel-text__wrapper">{b}</div></div></div>'

    manners = "".join(
        f'<div class="v-card"><div class="v-card-title">{s["manner"]}</div><div class="v-card-text"><div class="d-flex"><div class="font-weight-medium">Thời hạn giải quyết:</div><div class="ml-2">{s["time_limit"]}</div></div><div class="d-flex"><div class="font-weight-medium">Phí, lệ phí:</div><div class="ml-2">{s["fee"]}</div></div></div></div>'
        for s in r["submissions"]
    )
    paper = (
        '<div class="v-table"><table><thead><tr><th class="text-left">STT</th><th>Tên thành phần hồ sơ</th><th>Số bản chính</th><th>Số bản sao</th><th>Biểu mẫu</th></tr></thead><tbody>'
        + papers(
            r, '<tr><td>{n}</td><td>{p}</td><td>{o}</td><td>{c}</td><td><button title="Tải về"></button></td></tr>'
        )
        + "</tbody></table></div>"
    )
    law = "<ol>" + bases(r, '<li><a href="https://vbpl.vn/x?ItemID={n}" target="_blank">{k}</a>: {t}</li>') + "</ol>"
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Chi tiết TTHC</title></head><body><div id="app" class="v-application"><div class="v-toolbar"><div class="v-toolbar-title">HỆ THỐNG THÔNG TIN GIẢI QUYẾT TTHC</div></div><main class="v-main"><h2 class="text-h6">{_e(r["name"])}</h2><div class="v-chip">{r["code"]}</div><div class="v-list">{item("Cơ quan thực hiện", r["performing_agency"])}{item("Cơ quan có thẩm quyền quyết định", r["competent_agency"])}{item("Lĩnh vực", r["field"])}{item("Cấp thực hiện", r["level"])}{item("Đối tượng thực hiện", r["subjects"])}{item("Quyết định công bố", r["decision"])}{item("Kết quả", r["results"])}</div><div class="v-expansion-panels">{panel("Trình tự thực hiện", "<div class=v-stepper>" + steps + "</div>")}{panel("Cách thức thực hiện", manners)}{panel("Thành phần hồ sơ", paper)}{panel("Yêu cầu điều kiện", "<p>" + _e(r["conditions"]) + "</p>")}{panel("Căn cứ pháp lý", law)}</div></main></div></body></html>'


def sharepoint_table(r: Record) -> str:
    """A SharePoint site of a department: one table of two columns, the labels numbered in a first column, everything in nested spans, the fee row for all manners, limits by manner in lines."""

    def row(n: object, a: object, b: object) -> str:
        return f'<tr class="ms-rteTableEvenRow-0"><td class="ms-rteTableFirstCol-0" style="width:5%">\u200b{n}</td><td style="width:25%"><span style="font-size:11pt"><strong>{a}\u200b</strong></span></td><td><div><span>{b}</span>&#160;</div></td></tr>'

    limit = "<br>".join(f"- {s['manner']}: {s['time_limit']}" for s in r["submissions"])
    fee = "<br>".join(f"- {s['manner']}: {s['fee']}" for s in r["submissions"])
    rows = [
        ("Tên thủ tục hành chính", _e(r["name"])),
        ("Mã TTHC", r["code"]),
        ("Số quyết định công bố", _e(r["decision"])),
        ("Lĩnh vực", _e(r["field"])),
        ("Cấp thực hiện", _e(r["level"])),
        ("Trình tự thực hiện", _e(r["steps"])),
        ("Cách thức thực hiện", ", ".join(s["manner"] for s in r["submissions"])),
        ("Thời hạn giải quyết", limit),
        ("Phí, lệ phí", fee),
        ("Thành phần hồ sơ", "<ul>" + papers(r, "<li>{p} – {o} bản chính, {c} bản sao</li>") + "</ul>"),
        ("Đối tượng thực hiện TTHC", _e(r["subjects"])),
        ("Cơ quan thực hiện TTHC", _e(r["performing_agency"])),
        ("Cơ quan có thẩm quyền", _e(r["competent_agency"])),
        ("Kết quả thực hiện TTHC", _e(r["results"])),
        ("Yêu cầu, điều kiện thực hiện TTHC", _e(r["conditions"])),
        ("Căn cứ pháp lý", bases(r, "<p>{n}. {t} số {k}</p>")),
    ]
    return f'<html dir="ltr" lang="vi-VN"><head><meta charset="utf-8"/><title>Thủ tục hành chính - {r["code"]}</title></head><body><form action="./DispForm.aspx" method="post"><div id="s4-workspace"><div class="ms-breadcrumb">Trang chủ &gt; TTHC</div><div id="DeltaPlaceHolderMain"><table class="ms-rteTable-0" width="100%"><tbody>{"".join(row(n, a, b) for n, (a, b) in enumerate(rows, 1))}</tbody></table></div></div></form></body></html>'


def own_elements_by_attribute(r: Record) -> str:
    """A «design system of the government» site: definition rows in custom elements with slots; value labels through aria-label only; badges of figures."""

    def fld(a: object, b: object) -> str:
        return f'<gov-field label="{a}" aria-label="{a}"><div class="gov-value">{b}</div></gov-field>'

    manners = (
        '<div role="table" aria-label="Cách thức thực hiện">'
        + ways(
            r,
            '<div role="row"><div role="cell" data-label="Hình thức nộp">{m}</div><div role="cell" data-label="Thời hạn giải quyết">{t}</div><div role="cell" data-label="Phí, lệ phí">{f}</div></div>',
        )
        + "</div>"
    )
    paper = (
        '<div role="list" aria-label="Thành phần hồ sơ">'
        + papers(r, '<div role="listitem"><p>{p}</p><p>Bản chính: {o} | Bản sao: {c}</p></div>')
        + "</div>"
    )
    return f'<!doctype html><html lang=vi><meta charset=utf-8><title>{_e(r["name"])}</title><body><gov-header></gov-header><main><h1>{_e(r["name"])}</h1>{fld("Mã thủ tục", r["code"])}{fld("Quyết định công bố", _e(r["decision"]))}{fld("Lĩnh vực", _e(r["field"]))}{fld("Cấp thực hiện", _e(r["level"]))}{fld("Đối tượng thực hiện", _e(r["subjects"]))}{fld("Cơ quan thực hiện", _e(r["performing_agency"]))}{fld("Cơ quan có thẩm quyền", _e(r["competent_agency"]))}{fld("Kết quả thực hiện", _e(r["results"]))}<section aria-label="Trình tự thực hiện">{"".join(f"<p>{_e(x)}</p>" for x in r["steps"].split(chr(10)))}</section>{manners}{paper}<section aria-label="Căn cứ pháp lý"><ul>{bases(r, "<li>{k} - {t}</li>")}</ul></section><section aria-label="Yêu cầu, điều kiện thực hiện">{"".join(f"<p>{_e(x)}</p>" for x in r["conditions"].split(chr(10)))}</section></main></body></html>'


def headers_ids(r: Record) -> str:
    """An accessible table: cells refer to heads by ids, heads stand in a hidden caption table; the figures in rows of manners."""
    head = (
        '<table class="visually-hidden"><tr>'
        + "".join(
            f'<th id="c{n}">{w}</th>' for n, w in enumerate(("Hình thức nộp", "Thời hạn giải quyết", "Phí, lệ phí"))
        )
        + "</tr></table>"
    )
    manners = (
        head
        + "<table>"
        + ways(r, '<tr><td headers="c0">{m}</td><td headers="c1">{t}</td><td headers="c2">{f}</td></tr>')
        + "</table>"
    )

    def sec(a: object, b: object) -> str:
        return f'<section class="block"><header><h3>{a}</h3></header><div class="content">{b}</div></section>'

    rows = [
        ("Mã thủ tục", r["code"]),
        ("Quyết định công bố", _e(r["decision"])),
        ("Lĩnh vực", _e(r["field"])),
        ("Cấp thực hiện", _e(r["level"])),
        ("Trình tự thực hiện", _e(r["steps"])),
        ("Cách thức thực hiện", manners),
        (
            "Thành phần hồ sơ",
            "<table><caption>Danh mục giấy tờ</caption><tr><th scope=col>Giấy tờ</th><th scope=col>Bản chính</th><th scope=col>Bản sao</th></tr>"
            + papers(r, "<tr><th scope=row>{p}</th><td>{o}</td><td>{c}</td></tr>")
            + "</table>",
        ),
        ("Đối tượng thực hiện", _e(r["subjects"])),
        ("Cơ quan thực hiện", _e(r["performing_agency"])),
        ("Cơ quan có thẩm quyền", _e(r["competent_agency"])),
        ("Kết quả thực hiện", _e(r["results"])),
        ("Yêu cầu, điều kiện thực hiện", _e(r["conditions"])),
        ("Căn cứ pháp lý", "<ul>" + bases(r, "<li>{t} ({k})</li>") + "</ul>"),
    ]
    return f"<!doctype html><html lang=vi><meta charset=utf-8><title>Sở</title><body><main><h2>{_e(r['name'])}</h2>{''.join(sec(a, b) for a, b in rows)}</main></body></html>"


OF_2026: dict[str, Callable[[Record], str]] = {
    "commune next": commune_next, "department word": department_word, "responsive rows": responsive_rows,
    "wordpress steps": wordpress_steps, "opencps vue": opencps_vue, "sharepoint table": sharepoint_table,
    "own elements by attribute": own_elements_by_attribute, "headers by id": headers_ids,
}  # fmt: skip
