"""A form as a page: what Enketo's stylesheets make of it, and what is put right around them."""

import re

import pytest

from caicach.surveys.rendering import RenderedForm, rendered_form
from factories.surveys import XFORM


def rendered(xform: str = XFORM, **tables: str) -> RenderedForm:
    return rendered_form(xform, lambda name: f"/tep/{name}/", {f"{name}.csv": text for name, text in tables.items()})


def test_the_page_asks_in_every_language_of_the_form() -> None:
    form = rendered()
    assert '<option value="vi" data-dir="ltr">Tiếng Việt</option>' in form.html
    assert 'lang="en" class="question-label "' in form.html
    assert 'data-constraint=". &gt;= 18 and . &lt;= 110"' in form.html
    assert form.model.startswith("<model")
    assert "<tuoi/>" in form.model


def test_nothing_in_the_page_is_style_or_script() -> None:
    form = rendered()
    assert re.search(r"\s(style|on\w+)=|<script", form.html) is None


@pytest.mark.parametrize("label", ["(*) Bắt buộc; (*) không để trống", "Họ tên: ____", "# 1. Họ và tên", "- Hài lòng"])
def test_a_label_stays_as_it_was_written(label: str) -> None:
    assert label in rendered(XFORM.replace("Góp ý thêm", label)).html


def test_a_label_that_looks_like_markup_is_text() -> None:
    form = rendered(XFORM.replace("Góp ý thêm", "&lt;b onclick='x'&gt;đậm&lt;/b&gt;"))
    assert "&lt;b onclick" in form.html


def test_choices_of_a_file_stand_in_the_model() -> None:
    outside = XFORM.replace(
        '<instance id="kenh">', '<instance id="xa" src="jr://file-csv/xa.csv"/><instance id="kenh">'
    )
    form = rendered(outside, xa="name,label,mã xã\nthach_ha,Thạch Hà,1\n")
    assert "<name>thach_ha</name><label>Thạch Hà</label>" in form.model
    assert "jr://" not in form.model


def test_media_are_asked_from_the_link() -> None:
    media = XFORM.replace(
        '<text id="/data/noi_dung/gop_y:label"><value>Góp ý thêm</value></text>',
        '<text id="/data/noi_dung/gop_y:label"><value>Góp ý</value><value form="image">jr://images/a.png</value></text>',
        1,
    )
    assert 'src="/tep/a.png/"' in rendered(media).html
