"""Event logs in XES (IEEE 1849), read as a stream: memory does not grow with the file.

An XML parser does the reading, so that prefixes, quotes, order of attributes, entities, comments and line breaks are
what XML says they are. One case for each ``<trace>``; attributes inside an attribute belong to that attribute; an event
that leaves its activity to ``<global scope="event">`` takes it from there, and that is counted. Times stay as written.
"""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.parsers import expat

from caicach.dossiers.logs.unpacking import plain_chunks
from caicach.dossiers.logs.values import ACTIVITY, TIME, Batch, ReadingNotes, Roles, Traces
from caicach.dossiers.problems import bad_log

_LARGEST_FACTS: Final = 1000  # attributes of one trace that are looked at


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
        try:
            for chunk in plain_chunks(self.path):
                parser.Parse(chunk, False)
                yield self._handlers.handed_over()
            parser.Parse(b"", True)
        except (expat.ExpatError, EOFError, zlib.error) as error:
            self._cut_off(error)
        self._require_log("Trong tệp không có phần tử <log>.", "")
        yield self._handlers.handed_over()

    def _cut_off(self, error: Exception) -> None:
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
        activity = self._activity
        if activity is None and self._default is not None:
            activity = self._default
            self._notes.activities_by_default += 1
        batch = self._batch
        batch.case.append(self._notes.traces)
        batch.activity.append(activity)
        batch.time.append(self._time)
        self._in_trace += 1

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
