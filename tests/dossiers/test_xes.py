"""XES as it is written by many hands: an XML parser's answer, whatever the prefix, the quotes or the order."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from caicach.dossiers.analysing import Question, analyse
from caicach.dossiers.domain.analysis import Analysis
from caicach.dossiers.logs.values import Roles
from caicach.dossiers.logs.xes import XesReader
from caicach.kernel.errors import InvalidInput

pytestmark = pytest.mark.slow  # the columnar engine, some forty milliseconds a log

A, B = "Tiếp nhận hồ sơ", "Thẩm định & trả kết quả"
_EVENTS = [("HS1", A, "2023-02-17T16:00:00+07:00"), ("HS1", B, "2023-02-20T09:00:00+07:00"),
           ("HS2", A, "2023-02-17T16:00:00+07:00"), ("HS2", B, "2023-02-21T09:00:00+07:00")]  # fmt: skip


def found_in(text: str | bytes, folder: Path, name: str = "log.xes", roles: Roles | None = None) -> Analysis:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return analyse(path, Question(roles or Roles()), today=date(2026, 11, 29))


def log(event: str, *, prefix: str = "", head: str = "", tail: str = "") -> str:
    """Two traces of two events by a form of ``event`` with places for activity and time."""
    p = prefix and f"{prefix}:"
    space = f' xmlns:{prefix}="http://www.xes-standard.org/"' if prefix else ""
    traces = []
    for case in ("HS1", "HS2"):
        events = "".join(
            event.replace("ACTIVITY", activity.replace("&", "&amp;")).replace("TIME", at)
            for name, activity, at in _EVENTS
            if name == case
        )
        traces.append(f'<{p}trace><{p}string key="concept:name" value="{case}"/>{events}</{p}trace>')
    return f"<?xml version='1.0' encoding='UTF-8'?><{p}log{space}>{head}{''.join(traces)}{tail}</{p}log>"


PLAIN = '<event><string key="concept:name" value="ACTIVITY"/><date key="time:timestamp" value="TIME"/></event>'
FORMS = {
    "plain": log(PLAIN),
    "default namespace": log(PLAIN).replace("<log>", '<log xmlns="http://www.xes-standard.org/">'),
    "character references": log(PLAIN).replace("ệ", "&#7879;").replace("ả", "&#x1EA3;"),
    "value before key": log(
        '<event><string value="ACTIVITY" key="concept:name"/><date value="TIME" key="time:timestamp"/></event>'
    ),
    "single quotes": log(PLAIN.replace('"', "'")),
    "line breaks": log(PLAIN.replace(" key", "\n   key").replace(" value", "\n\tvalue").replace("/>", "\n/>\n")),
    "comment with an event": log("<!-- <event><string key='concept:name' value='không'/></event> -->" + PLAIN),
    "prefix": log(PLAIN.replace("<", "<x:").replace("<x:/", "</x:"), prefix="x"),
    "nested attributes": log(
        '<event><string key="concept:name" value="ACTIVITY"><string key="concept:name" value="bên trong"/></string>'
        '<list key="l"><values><date key="time:timestamp" value="1999-01-01T00:00:00Z"/></values></list>'
        '<date key="time:timestamp" value="TIME"/></event>'
    ),
    "attributes of the trace behind its events": log(PLAIN).replace("</trace>", '<string key="x" value="y"/></trace>'),
    "attributes of the log": log(
        PLAIN, tail='<string key="concept:name" value="nhật ký"><int key="a" value="1"/></string>'
    ),
    "open and close tags": log(PLAIN.replace('"ACTIVITY"/>', '"ACTIVITY"></string>')),
    "byte order mark": "\ufeff" + log(PLAIN),
    "utf-16": log(PLAIN).replace("UTF-8", "UTF-16").encode("utf-16"),
    "CDATA that looks like an event": log(PLAIN, head="<x><![CDATA[<trace><event/></trace>]]></x>"),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_log_in_every_form(form: str, tmp_path: Path) -> None:
    found = found_in(FORMS[form], tmp_path)
    assert (found.cases, found.events) == (2, 4)
    assert found.activities == {A: 2, B: 2}
    assert [(edge.source, edge.target, edge.count) for edge in found.edges] == [(A, B, 2)]
    assert found.edges[0].mean_working_minutes == (180 + 180 + 480) / 2
    assert (found.aside, found.notes) == ((), ())


def test_compressed(tmp_path: Path) -> None:
    assert found_in(gzip.compress(FORMS["plain"].encode()), tmp_path, "log.xes.gz").events == 4


def test_an_activity_left_to_the_default_of_the_log_is_filled_in_and_counted(tmp_path: Path) -> None:
    default = '<global scope="event"><string key="concept:name" value="KHÔNG RÕ"/><int key="x" value="1"/></global>'
    text = log(PLAIN, head=default + '<global scope="trace"><string key="concept:name" value="y"/></global>')
    text = text.replace(f'<string key="concept:name" value="{A}"/>', "")
    found = found_in(text, tmp_path)
    assert found.activities == {"KHÔNG RÕ": 2, B: 2}
    assert [str(note) for note in found.notes] == ["2 bước lấy tên theo giá trị mặc định của tệp (<global>)."]


def test_without_a_default_the_event_is_set_aside(tmp_path: Path) -> None:
    found = found_in(log(PLAIN).replace(f'<string key="concept:name" value="{A}"/>', ""), tmp_path)
    assert [(one.reason, one.count) for one in found.aside] == [("no_activity", 2)]
    assert found.aside[0].examples[0] == "1: HS1 |  | 2023-02-17T16:00:00+07:00"
    assert found.events == 2


def test_one_case_for_each_trace_also_where_names_repeat_or_lack(tmp_path: Path) -> None:
    text = log(PLAIN).replace('"HS2"', '"HS1"')
    text = text.replace("</log>", f"<trace>{PLAIN.replace('TIME', '2023-02-21T08:00:00+07:00')}</trace><trace/></log>")
    found = found_in(text, tmp_path)
    assert (found.cases, found.events) == (3, 5)
    assert len(found.notes) == 3


@pytest.mark.parametrize("share", [0.35, 0.6, 0.9])
def test_a_file_that_is_cut_off_gives_what_was_whole_and_says_so(share: float, tmp_path: Path) -> None:
    text = FORMS["plain"].encode()
    found = found_in(text[: int(len(text) * share)], tmp_path)
    assert 0 < found.events < 4
    assert [one.reason for one in found.aside] == ["cut_off"]


def test_a_compressed_file_that_is_cut_off(tmp_path: Path) -> None:
    events = "".join(PLAIN.replace("TIME", f"2023-02-{day:02}T08:00:00+07:00") for day in range(1, 28)) * 2000
    text = f'<log><trace><string key="concept:name" value="HS"/>{events}</trace></log>'
    packed = gzip.compress(text.encode())
    found = found_in(packed[: len(packed) // 2], tmp_path, "log.xes.gz")
    assert 0 < found.events < 54_000
    assert [one.reason for one in found.aside] == ["cut_off"]


@pytest.mark.parametrize("share", [0.9, 0.98])
def test_a_small_compressed_file_that_is_cut_off(share: float, tmp_path: Path) -> None:
    events = "".join(PLAIN.replace("TIME", f"2023-02-{day:02}T08:00:00+07:00") for day in range(1, 28))
    packed = gzip.compress(f'<log><trace><string key="concept:name" value="HS"/>{events}</trace></log>'.encode())
    found = found_in(packed[: int(len(packed) * share)], tmp_path, "log.xes.gz")
    assert found.events > 0
    assert [one.reason for one in found.aside] == ["cut_off"]


@pytest.mark.parametrize("text", ["", "không phải XML", "<html><body/></html>", "<log2/>"])
def test_what_is_no_xes_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        found_in(text, tmp_path)
    assert refused.value.code == "dossiers.not_xes"


def test_entities_of_its_own_are_refused(tmp_path: Path) -> None:
    text = '<!DOCTYPE log [<!ENTITY a "ha">]>' + FORMS["plain"].partition("?>")[2]
    with pytest.raises(InvalidInput) as refused:
        found_in(text, tmp_path)
    assert refused.value.code == "dossiers.xes_entities"


def test_other_attributes_can_be_named(tmp_path: Path) -> None:
    text = log(PLAIN).replace('key="concept:name" value="T', 'key="Bước" value="T').replace("time:timestamp", "Lúc")
    assert found_in(text, tmp_path, roles=Roles(activity="Bước", time="Lúc")).activities == {A: 2, B: 2}


def test_memory_does_not_grow_with_one_endless_trace(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    event = PLAIN.replace("TIME", "2023-02-17T16:00:00+07:00") + " " * 300
    path.write_text(f"<log><trace>{event * 20_000}</trace></log>", encoding="utf-8")
    sizes = [len(batch) for batch, _ in XesReader(path, Roles())]
    assert sum(sizes) == 20_000
    assert max(sizes) < 4000
