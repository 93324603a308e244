"""Events of the usual form are found without the XML parser: the answer is the parser's, whatever is around them."""

import random
from pathlib import Path

import pytest

from caicach.dossiers.logs.values import ReadingNotes, Roles
from caicach.dossiers.logs.xes import XesReader
from caicach.kernel.errors import InvalidInput

Read = tuple[list[tuple[object, ...]], list[tuple[object, ...]], ReadingNotes] | str
_VALUES = (
    "Tiếp nhận",
    "A &amp; B",
    "a&lt;b &quot;c&quot;",
    "",
    "&#7879;",
    "x > y",
    "it's",
    "một  hai",
    "&amp;lt;",
    "é",
)
_TIMES = ("2023-02-17T16:00:00+07:00", "", "mai", "2023-02-17T16:00:00.123Z", "17/02/2023 &amp; 8:00")
_ODD = (
    '<string key="k"><string key="concept:name" value="bên trong"/></string>',
    '<list key="l"><values><event><string key="concept:name" value="giả"/></event></values></list>',
    "<!-- <event><string key='concept:name' value='không'/></event> </trace> -->",
    '<!-- <event><string key="concept:name" value="không"/></event> -->',
    '<![CDATA[<event><string key="concept:name" value="không"/></event>]]>',
    '<?một <event><string key="concept:name" value="không"/></event> ?>',
    '<string value="ngược" key="concept:name"/>',
    "<string key='concept:name' value='nháy đơn'/>",
    '<string key="concept:name"/>',
    '<string key="concept:name" value="có &amp;amp; và &gt;" />',
    '<date key="time:timestamp" value="2020-01-01"></date>',
    '<id key="a" value="b"/> \r\n\t',
    '<string key="t" value="hai\ndòng"/>',
    '<x:string xmlns:x="urn:x" key="concept:name" value="tiền tố"/>',
    '<event><string key="concept:name" value="lồng"/></event>',
    "chữ ]]&gt; rời",
)
_BROKEN = ('<string key="a" value="&nbsp;"/>', '<string key="a" value="\x01"/>', "<string>", "</event>", "&", "\ufffe")


def made(seed: int) -> str:
    """A log in which most events have the usual form."""
    chance = random.Random(seed)
    odd = chance.choice((0.0, 0.02, 0.3))
    parts = [
        chance.choice(("", '<?xml version="1.0" encoding="UTF-8"?>\n', "<!-- <event> -->\n<?xml-kiểu a?>")),
        "<log>\n",
    ]
    if chance.random() < 0.3:
        parts.append('<global scope="event"><string key="concept:name" value="mặc định"/></global>')

    def piece() -> str:
        if chance.random() < 0.004:
            return chance.choice(_BROKEN)
        return chance.choice(_ODD) if chance.random() < odd else ""

    for trace in range(chance.randrange(1, 40)):
        parts += ["<trace>", f'<string key="concept:name" value="HS{trace}"/>', piece()]
        for _ in range(chance.randrange(0, 9)):
            parts.append("<event>\n")
            if chance.random() < 0.9:
                parts.append(f'  <string key="concept:name" value="{chance.choice(_VALUES)}"/>')
            parts.append(piece())
            if chance.random() < 0.9:
                parts.append(f'\t<date key="time:timestamp" value="{chance.choice(_TIMES)}"/>\r\n')
            parts += [
                '<int key="cost:total" value="5"/>' * chance.randrange(3),
                "</event>",
                chance.choice(("", "\n ")),
                piece(),
            ]
        parts += [piece(), "</trace>\n"]
    text = "".join((*parts, "</log>\n"))
    return text[: chance.randrange(len(text))] if chance.random() < 0.3 else text


def read(path: Path, roles: Roles) -> Read:
    reader = XesReader(path, roles)
    events: list[tuple[object, ...]] = []
    traces: list[tuple[object, ...]] = []
    try:
        for batch, ended in reader:
            events += zip(batch.case, batch.activity, batch.time, strict=True)
            traces += zip(ended.place, ended.name, ended.more, strict=True)
    except InvalidInput as error:
        return error.code
    return events, traces, reader.notes


@pytest.mark.parametrize(
    "roles", [Roles(), Roles(activity="time:timestamp", time="cost:total")], ids=["usual", "others"]
)
@pytest.mark.parametrize("begin", range(0, 400, 100))
def test_a_log_says_what_it_says_to_the_parser_alone(begin: int, roles: Roles, tmp_path: Path) -> None:
    usual, for_parser = tmp_path / "a.xes", tmp_path / "b.xes"
    for seed in range(begin, begin + 100):
        text = made(seed)
        usual.write_bytes(text.encode())
        for_parser.write_bytes(text.replace("<event>", "<event >").encode())  # which no pattern of ours knows
        assert read(usual, roles) == read(for_parser, roles), seed


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
def test_a_log_in_another_encoding(encoding: str, tmp_path: Path) -> None:
    told = '<trace><event><string key="concept:name" value="é"/></event></trace>'
    path = tmp_path / "a.xes"
    path.write_bytes(
        f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><log>{told}</log>'.encode(encoding)
    )
    events, _traces, notes = read(path, Roles())
    assert (events, notes.traces) == ([(0, "é", None)], 1)


def test_events_that_cross_the_pieces_in_which_a_file_is_read(tmp_path: Path) -> None:
    event = (
        '<event><string key="concept:name" value="Thẩm định"/><date key="time:timestamp" value="2023-02-17"/></event>\n'
    )
    path = tmp_path / "a.xes"
    path.write_text(f"<log><trace>{event * 30_000}</trace><trace>{event * 7}</trace></log>", encoding="utf-8")
    events, traces, notes = read(path, Roles())
    assert (len(events), [place for place, *_ in traces]) == (30_007, [0, 1])
    assert set(events) == {(0, "Thẩm định", "2023-02-17"), (1, "Thẩm định", "2023-02-17")}
    assert not notes.is_cut_off


def test_letters_that_are_none_end_the_log_where_they_stand(tmp_path: Path) -> None:
    event = b'<event><string key="concept:name" value="a"/></event>'
    path = tmp_path / "a.xes"
    path.write_bytes(
        b"<log><trace>" + event + b"</trace><trace>" + event.replace(b'a"/', b'\xff"/') + b"</trace></log>"
    )
    events, _traces, notes = read(path, Roles())
    assert (events, notes.is_cut_off) == ([(0, "a", None)], True)
