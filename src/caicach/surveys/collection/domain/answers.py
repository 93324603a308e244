"""The answers of one submission by path, and of each turn of a repeat."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a repeat: its number within the submission, from 1."""

    number: int
    answers: Answers


def answers_of(xml: str, repeats: frozenset[str]) -> dict[str, str]:
    """Answers outside of repeats by path; of each repeat, under its own path, how many turns it has.

    >>> answers_of("<d><a>1</a><r><n>2</n></r><r><n>3</n></r><g><b>x y</b></g></d>", frozenset({"r"}))
    {'a': '1', 'g/b': 'x y', 'r': '2'}
    """
    found: dict[str, str] = {}
    turns: dict[str, int] = {}
    _gather(_root(xml), "", repeats, found, turns)
    return found | {path: str(count) for path, count in turns.items()}


def _gather(
    node: etree._Element, above: str, repeats: frozenset[str], found: dict[str, str], turns: dict[str, int]
) -> None:
    """As ``_nodes``, without a step of Python more than it takes: whole surveys go through here."""
    for child in node.iterchildren(tag=etree.Element):
        path = above + child.tag.rpartition("}")[2]
        if path in repeats:
            turns[path] = turns.get(path, 0) + 1
        elif len(child):
            _gather(child, path + "/", repeats, found, turns)
        else:
            found[path] = (child.text or "").strip()


def turns_of(xml: str, repeat: str) -> Iterator[Turn]:
    """Turns in which something stands, the answers by their path from the root.

    >>> [(turn.number, dict(turn.answers)) for turn in turns_of("<d><r><n>2</n></r><r><n>3</n></r></d>", "r")]
    [(1, {'r/n': '2'}), (2, {'r/n': '3'})]
    """
    names = repeat.split("/")
    nodes = [_root(xml)]
    for name in names:
        nodes = [child for node in nodes for child in _children(node) if etree.QName(child).localname == name]
    for number, node in enumerate(nodes, start=1):
        yield Turn(number, {path: _text(leaf) for path, leaf in _nodes(node, tuple(names), frozenset())})


def _root(xml: str) -> etree._Element:
    return etree.fromstring(xml.encode(), etree.XMLParser(resolve_entities=False, no_network=True))


def _children(node: etree._Element) -> Iterator[etree._Element]:
    return node.iterchildren(tag=etree.Element)


def _text(node: etree._Element) -> str:
    return (node.text or "").strip()


def _nodes(
    node: etree._Element, above: tuple[str, ...], repeats: frozenset[str]
) -> Iterator[tuple[str, etree._Element]]:
    for child in _children(node):
        path = "/".join((*above, etree.QName(child).localname))
        if path in repeats or not len(child):
            yield path, child
        else:
            yield from _nodes(child, tuple(path.split("/")), repeats)
