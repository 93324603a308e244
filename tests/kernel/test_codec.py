"""What is kept has one form, whoever else asks pydantic about the same values."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Annotated

import pytest
from pydantic import TypeAdapter

import caicach.api.sentences
from caicach.documents.as_json import reading_from_json, reading_to_keep
from caicach.documents.values import Block, BlockKind, OfficialDocument, Picture, Reading, ReadingWarning, Span
from caicach.kernel.codec import Codec
from caicach.kernel.kept_form import FROZEN_MAPPING
from caicach.kernel.said import Said


@dataclass(frozen=True, slots=True)
class Kept:
    on: date
    message: Said
    span: Span
    other: Annotated[Mapping[str, str], FROZEN_MAPPING] = field(default_factory=lambda: MappingProxyType({}))


VALUE = Kept(date(2026, 2, 3), Said("{count} sở", {"count": 2}), Span(1, 4), MappingProxyType({"a": "b"}))
PLAIN = {"on": "2026-02-03", "message": ["{count} sở", {"count": 2}], "span": [1, 4], "other": {"a": "b"}}


def test_a_value_comes_back_from_what_is_kept_of_it() -> None:
    codec = Codec(Kept)
    assert codec.plain(VALUE) == PLAIN
    assert codec.value(json.loads(json.dumps(PLAIN))) == VALUE


def test_a_sentence_is_kept_as_template_and_values_where_the_api_says_it_finished() -> None:
    caicach.api.sentences.speak()
    assert Codec(Kept).plain(VALUE)["message"] == PLAIN["message"]
    spoken = TypeAdapter(tuple[Said, Span]).dump_python((VALUE.message, VALUE.span), mode="json")
    assert spoken == ["2 sở", {"start": 1, "end": 4}]


@pytest.mark.parametrize("wrong", [{**PLAIN, "on": "hôm nay"}, {**PLAIN, "span": [4, 1]}, {"on": "2026-02-03"}, None])
def test_what_is_no_value_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="Kept"):
        Codec(Kept).value(wrong)


def test_a_brief_codec_leaves_out_what_has_its_default() -> None:
    plain = Codec(Kept, is_brief=True).plain(Kept(VALUE.on, VALUE.message, VALUE.span))
    assert set(plain) == {"on", "message", "span"}


def test_a_reading_with_a_picture_is_kept_as_before() -> None:
    picture = Picture(b"\x89PNG\xff\xfb\xef\xbe", 120.0, "Biểu đồ")
    block = Block(BlockKind.PICTURE, None, 0, "Biểu đồ", picture=picture)
    warning = ReadingWarning("date.missing", Said("Không có {what}.", {"what": "ngày"}), "date")
    reading = Reading("", OfficialDocument(body=(block,)), warnings=(warning,))
    kept = json.loads(json.dumps(reading_to_keep(reading)))
    assert kept["body"][0]["picture"] == {"png": "iVBOR//7774=", "width_mm": 120.0, "alternative": "Biểu đồ"}
    assert kept["warnings"] == [
        {"code": "date.missing", "said": ["Không có {what}.", {"what": "ngày"}], "path": "date"}
    ]
    assert reading_from_json(kept) == reading
