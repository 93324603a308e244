"""Event logs in XES (IEEE 1849), read as a stream: memory does not grow with the file.

An XML parser does the reading, so that prefixes, quotes, order of attributes, entities, comments and line breaks are
what XML says they are; events of the usual form are found without it (``xes_events``), for its calls take most of the
time. One case for each ``<trace>``; attributes inside an attribute belong to that attribute; an event that leaves its
activity to ``<global scope="event">`` takes it from there, and that is counted. Times stay as written.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final
from xml.parsers import expat

from caicach.dossiers.logs import xes_events
from caicach.dossiers.logs.unpacking import plain_chunks, require_sound
from caicach.dossiers.logs.values import ACTIVITY, TIME, Batch, ReadingNotes, Roles, Traces
from caicach.dossiers.problems import bad_log

_LARGEST_FACTS: Final = 1000  # attributes of one trace that are looked at
_LONGEST_PIECE: Final = 4 << 20
"""In so many bytes there is an event of the usual form, or the parser reads them all."""


class XesReader:
    """Iterating gives ``(Batch, Traces)``; afterwards ``notes`` are complete.

    Raises InvalidInput (``dossiers.*``) where the file is no XES at all. Of a file that is cut off all that was whole
    is given.
    """

    def __init__(self, path: Path, roles: Roles) -> None:
        self.path, self.notes = path, ReadingNotes()
        self._handlers = _Handlers(roles, self.notes)

    def __iter__(self) -> Iterator[tuple[Batch, Traces]]:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._handlers.start
        parser.EndElementHandler = self._handlers.end
        parser.EntityDeclHandler = self._refused_entity
        feed = _Feed(parser, self._handlers)
        chunks = plain_chunks(self.path)
        try:
            for chunk in chunks:
                feed.add(chunk)
                yield self._handlers.handed_over()
            feed.end(is_whole=True)
        except (expat.ExpatError, EOFError) as error:
            require_sound(chunks)
            self._cut_off(feed, error)
        self._require_log("Trong tệp không có phần tử <log>.", "")
        yield self._handlers.handed_over()

    def _cut_off(self, feed: "_Feed", error: Exception) -> None:
        if not isinstance(error, expat.ExpatError):
            with suppress(expat.ExpatError):
                feed.end(is_whole=False)
        self._require_log("Tệp không phải XES: {detail}.", str(error))
        self.notes.is_cut_off = True
        self._handlers.end_of_open_trace()

    def _require_log(self, why: str, detail: str) -> None:
        if not self._handlers.has_log:
            todo = "Hãy xuất lại nhật ký ở dạng XES (IEEE 1849)."
            raise bad_log("not_xes", self.path.name, why, todo=todo, detail=detail)

    def _refused_entity(self, *_: object) -> None:
        why = "Tệp tự định nghĩa thực thể XML; XES không cần đến."
        todo = "Hãy xuất lại nhật ký, không kèm DOCTYPE."
        raise bad_log("xes_entities", self.path.name, why, todo=todo)


class _Feed:
    """Bytes of a file to the parser, but for events of the usual form where they can be nothing else. Pieces end
    between elements, so that the parser has called for all that stands before."""

    def __init__(self, parser: expat.XMLParserType, handlers: "_Handlers") -> None:
        self._parser, self._handlers = parser, handlers
        self._rest = b""
        self._is_begun, self._is_plain = False, False

    def add(self, chunk: bytes) -> None:
        data, self._rest = self._rest + chunk, b""
        if not self._is_begun and data:
            self._is_begun, self._is_plain = True, not xes_events.is_utf8(data)
        at = 0
        while not self._is_plain and (place := data.find(xes_events.OPENING, at)) >= 0:
            until = self._end_of_events(data, place)
            if until is None:
                break
            at = self._take(data, at, place, until)
        if self._is_plain or len(data) - at > _LONGEST_PIECE:
            self._is_plain = True
            self._parser.Parse(data[at:], False)
        else:
            self._rest = data[at:]

    def end(self, *, is_whole: bool) -> None:
        """``is_whole``: the file ends here, and what is open then is cut off."""
        rest, self._rest = self._rest, b""
        self._parser.Parse(rest, is_whole)

    @staticmethod
    def _end_of_events(data: bytes, place: int) -> int | None:
        """That of the trace, or of the last whole event so far."""
        until = data.find(b"</trace", place)
        if until < 0:
            until = data.rfind(xes_events.CLOSING, place) + len(xes_events.CLOSING)
        return until if until > place else None

    def _take(self, data: bytes, at: int, place: int, until: int) -> int:
        """How far the bytes are read now."""
        head, events = data[at:place], data[place:until]
        if xes_events.has_markup(head) or xes_events.has_markup(events):
            self._is_plain = True
            return at
        self._parser.Parse(head, False)
        text = xes_events.text_of(events) if self._handlers.takes_events and xes_events.is_settled(head) else None
        if text is None:
            self._parser.Parse(events, False)
            return until
        may_take = True
        for piece in xes_events.pieces(self._handlers.event, text):
            if isinstance(piece, str):
                self._parser.Parse(piece.encode(), False)
                may_take = xes_events.is_settled(piece.encode())
            elif may_take and self._handlers.takes_events:
                self._handlers.take(piece)
            else:  # inside of what the pattern does not know
                self._parser.Parse("".join(one[0] for one in piece).encode(), False)
                may_take = True
        return until


class _Kinds(dict[str, str]):
    """The name of an element without its prefix."""

    def __missing__(self, name: str) -> str:
        self[name] = local = name.rpartition(":")[2]
        return local


class _Handlers:
    """What the parser calls for every element; ``self._depth`` counts those that are open."""

    def __init__(self, roles: Roles, notes: ReadingNotes) -> None:
        self.has_log = False
        self._notes, self._more = notes, roles.more
        self._activity_key, self._time_key = roles.activity or ACTIVITY, roles.time or TIME
        self._name_key = roles.case or ACTIVITY
        self.event = xes_events.pattern_of(self._activity_key, self._time_key)
        self._kinds = _Kinds()
        self._depth = 0
        self._within: str | None = None  # event, trace, global of events
        self._level = 0  # depth at which attributes of what is open stand
        self._activity: str | None = None
        self._time: str | None = None
        self._default: str | None = None
        self._facts: dict[str, str] = {}
        self._is_trace_open, self._in_trace = False, 0
        self._batch, self._traces = Batch(), Traces()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == self._level:
            self._part(name, attributes)
        elif self._within is None:
            self._outermost(self._kinds[name], attributes)

    def _part(self, name: str, attributes: dict[str, str]) -> None:
        """What stands directly in the event, trace or global that is open."""
        if self._within == "event":
            key = attributes.get("key")
            if key == self._activity_key:
                self._activity = attributes.get("value")
            elif key == self._time_key:
                self._time = attributes.get("value")
        elif self._within == "global":
            if attributes.get("key") == self._activity_key:
                self._default = attributes.get("value")
        elif self._kinds[name] == "event":
            self._within, self._level = "event", self._depth + 1
            self._activity = self._time = None
        else:
            self._keep(attributes)

    def _outermost(self, kind: str, attributes: dict[str, str]) -> None:
        if kind == "trace":
            self._within, self._level, self._is_trace_open = "trace", self._depth + 1, True
        elif kind == "global" and attributes.get("scope", "event") == "event":
            self._within, self._level = "global", self._depth + 1
        elif kind == "log":
            self.has_log = True

    def end(self, _: str) -> None:
        self._depth -= 1
        if self._depth != self._level - 2 or self._within is None:
            return
        if self._within == "event":
            self._end_of_event()
            self._within, self._level = "trace", self._level - 1
        else:
            if self._within == "trace":
                self.end_of_open_trace()
            self._within, self._level = None, 0

    def _keep(self, attributes: dict[str, str]) -> None:
        key, value = attributes.get("key"), attributes.get("value")
        if key is not None and value is not None and len(self._facts) < _LARGEST_FACTS:
            self._facts.setdefault(key, value)

    def _end_of_event(self) -> None:
        activity = self._by_default() if self._activity is None else self._activity
        batch = self._batch
        batch.case.append(self._notes.traces)
        batch.activity.append(activity)
        batch.time.append(self._time)
        self._in_trace += 1

    @property
    def takes_events(self) -> bool:
        """Whether an event that begins now stands directly in a trace."""
        return self._within == "trace" and self._depth == self._level - 1

    def take(self, events: Sequence[xes_events.Found]) -> None:
        """Whole events of the trace that is open, in the order of the file."""
        _whole, activities, times = zip(*events, strict=True)
        batch = self._batch
        batch.case += [self._notes.traces] * len(events)
        batch.activity += [xes_events.value_of(one) if one else self._by_default() for one in activities]
        batch.time += [xes_events.value_of(one) or None for one in times]
        self._in_trace += len(events)

    def _by_default(self) -> str | None:
        if self._default is not None:
            self._notes.activities_by_default += 1
        return self._default

    def end_of_open_trace(self) -> None:
        if not self._is_trace_open:
            return
        name, traces = self._facts.get(self._name_key), self._traces
        self._notes.empty_traces += self._in_trace == 0
        self._notes.unnamed_traces += name is None
        traces.place.append(self._notes.traces)
        traces.name.append(name)
        traces.more.append(tuple(self._facts.get(key) for key in self._more))
        self._notes.traces += 1
        self._facts, self._is_trace_open, self._in_trace = {}, False, 0

    def handed_over(self) -> tuple[Batch, Traces]:
        handed = self._batch, self._traces
        self._batch, self._traces = Batch(), Traces()
        return handed
