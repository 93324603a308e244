"""Every text that a form or a program may send, found by what the doors ask for, and what becomes of it.

The fields of a page are those that its view asks of what was sent; those of the API stand in its description. Each is
sent texts that begin and end with words of their own: what the database is given holds both, or neither.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from django import forms
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction
from django.http import QueryDict
from django.test import Client

from caicach.kernel.errors import CaicachError
from caicach.kernel.text.lengths import LINE, PARAGRAPHS
from caicach.web.shell.forms import DayField, PageForm
from rights.matrix import ASKED_FOR, OTHERWISE, TYPED, Asked, _flash

LIMIT: Final = re.compile(r"(tối đa|dài nhất|quá|dưới|at most) (là )?\d[\d.]*|\d[\d.]* (ký tự|chữ)")
_OURS: Final = re.compile(r"dau[a-z0-9]+q")
_ROUNDS: Final = 5  # of mending what a form says it lacks
_NOT_VIEWS: Final = {"caicach.web.shell.middleware", "caicach.web.shell.once", "django.utils.datastructures"}
_INSERT: Final = re.compile(r'INSERT(?: OR IGNORE)? INTO "(\w+)" \(([^)]*)\)')
_UPDATE: Final = re.compile(r'UPDATE "(\w+)" SET (.*?)(?: WHERE |$)', re.DOTALL)
_SET: Final = re.compile(r'"(\w+)" = (.*?)(?=, "\w+" = |$)', re.DOTALL)
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202e\ufeff]")
WIDTHS: Final = {
    (model._meta.db_table, column.column): column.max_length
    for model in apps.get_models()
    for column in model._meta.concrete_fields
    if getattr(column, "max_length", None)
}


def begin(name: str) -> str:
    """A word that no other field begins with, whatever is folded or composed; ``end`` likewise."""
    return f"dau{re.sub('[^a-z0-9]', '', name.lower())}q"


def end(name: str) -> str:
    return f"q{re.sub('[^a-z0-9]', '', name.lower())}cuoi"


def of_length(name: str, length: int) -> str:
    """A line of words of that many characters. Too short for its two ends: figures."""
    room = length - len(begin(name)) - len(end(name))
    words = ("x" * 60 + " ") * (room // 61) + "x" * (room % 61)
    return f"{begin(name)}{words}{end(name)}" if room >= 0 else "9" * length


def strange(name: str, *, controls: bool) -> str:
    unseen = "\x00\x01\x1f\u202e\ufeff" if controls else ""
    return f"{begin(name)} {unicodedata.normalize('NFD', 'Tiếng Việt')}{unseen} {end(name)}"


@dataclass
class Seen:
    """What one question did: names asked for, forms, refusals, and the texts of ours that the database was given."""

    status: int = 0
    is_refused: bool = False
    names: set[str] = field(default_factory=set)
    told: str = ""  # what a program is told
    used: list[PageForm] = field(default_factory=list)
    errors: list[CaicachError] = field(default_factory=list)
    written: list[tuple[str, str, str]] = field(default_factory=list)  # table, column, text

    @property
    def fields(self) -> dict[str, forms.Field]:
        return {form.add_prefix(name): one for form in self.used for name, one in form.fields.items()}

    @property
    def typed(self) -> set[str]:
        return {name for name, one in self.fields.items() if _is_typed(one)}

    @property
    def blamed(self) -> set[str]:
        """The fields that a form said something of."""
        return {form.add_prefix(name) for form in self.used if form.is_bound for name in form.errors}

    def words_of(self, name: str) -> str:
        """What was said of a field, and of the whole."""
        own = [
            str(problem)
            for form in self.used
            if form.is_bound
            for key, problems in form.errors.items()
            if key == "__all__" or form.add_prefix(key) == name
            for problem in problems
        ]
        return " ".join([self.told, *own, *(f"{error.what} {error.why} {error.todo}" for error in self.errors)])

    def faults(self, names: Mapping[str, str]) -> Iterator[str]:
        """What the database was given of the fields of ``names`` (and what was sent) that it should not have been."""
        if self.status >= 500:
            yield f"answered {self.status}"
        for table, column, text in self.written:
            place, own = f"{table}.{column}", [name for name in names if begin(name) in text or end(name) in text]
            yield from (f"{place} has {name} cut" for name in own if (begin(name) in text) != (end(name) in text))
            if len(text) > WIDTHS.get((table, column), len(text)):
                yield f"{place} is given {len(text)} characters"
            if text != unicodedata.normalize("NFC", text) or _UNSEEN.search(text):
                yield f"{place} is given a text not composed, or with control characters"


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch, *, is_busy: bool = False) -> Iterator[Seen]:
    seen = Seen()
    made, raised = PageForm.__init__, CaicachError.__init__

    def made_form(form: PageForm, *given: Any, **named: Any) -> None:
        made(form, *given, **named)
        seen.used.append(form)

    def raised_error(error: CaicachError, *given: Any, **named: Any) -> None:
        raised(error, *given, **named)
        seen.errors.append(error)

    def executed(run: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        texts = [text for one in (params if many else [params]) for text in _texts(sql, list(one or ()))]
        seen.written += texts
        if is_busy and any(_OURS.search(text) for _, _, text in texts):
            raise OperationalError("database is locked")
        return run(sql, params, many, context)

    with monkeypatch.context() as patch, connection.execute_wrapper(executed):
        patch.setattr(PageForm, "__init__", made_form)
        patch.setattr(CaicachError, "__init__", raised_error)
        for name in ("get", "getlist", "__getitem__"):
            patch.setattr(QueryDict, name, _noting(getattr(QueryDict, name), seen.names))
        yield seen


def _noting(method: Callable[..., Any], names: set[str]) -> Callable[..., Any]:
    def asked(data: QueryDict, name: str, *more: Any) -> Any:
        if sys._getframe(1).f_globals["__name__"] not in _NOT_VIEWS:
            names.add(name)
        return method(data, name, *more)

    return asked


def _texts(sql: str, values: list[Any]) -> Iterator[tuple[str, str, str]]:
    """Table, column and text of what a statement writes, of texts alone."""
    inserts, updates = _INSERT.match(sql), _UPDATE.match(sql)
    found = inserts or updates
    if found is None:
        return
    if inserts:
        columns = re.findall(r'"(\w+)"', found[2])
    else:
        columns = [name for name, said in _SET.findall(found[2]) for _ in range(said.count("%s"))]
    for at, value in enumerate(values):
        text = value if isinstance(value, str) else str(getattr(value, "obj", ""))
        if inserts or at < len(columns):
            yield found[1], columns[at % len(columns)], text


@dataclass
class Door:
    """A question that somebody may ask, with what is sent: as much as its forms take."""

    asked: Asked
    client: Client
    monkeypatch: pytest.MonkeyPatch
    sent: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, int] = field(default_factory=dict)  # name and bound

    def knock(self, *, is_busy: bool = False, **changes: str) -> Seen:
        """What happens; whatever was done is undone. ``is_busy``: the database takes no text of ours now."""
        one, body, signed_in = self.asked, {**self.sent, **changes}, self.client.cookies.copy()
        address = f"{one.address}?{ASKED_FOR[one.route]}" if one.route in ASKED_FOR else one.address
        for value in body.values():
            if isinstance(value, SimpleUploadedFile):
                value.seek(0)
        with watched(self.monkeypatch, is_busy=is_busy) as seen, transaction.atomic():
            if one.kind == "application/json":
                answer = self.client.generic(one.method, address, json.dumps(body), one.kind)
            else:
                answer = self.client.post(address, body)
            flash = _flash(answer) if answer.status_code == 302 else None
            transaction.set_rollback(True)
        self.client.cookies = signed_in
        seen.status = answer.status_code
        seen.told = "" if seen.status < 400 else str(answer.json()) if one.kind else answer.content.decode()
        told = any(form.problem or (form.is_bound and form.errors) for form in seen.used)
        seen.is_refused = seen.status >= 400 or flash is not None or told
        return seen

    def prepare(self) -> Seen:
        """Fill in what the forms ask for; what they were drawn with first."""
        one = self.asked
        if one.kind:
            self.sent = dict(one.body or {})
            seen = self.knock()
            for _ in range(_ROUNDS):
                if not self._is_stale(seen):
                    break
                self.sent["version"] += 1
                seen = self.knock()
            return seen
        name = one.route.partition(" (")[0]
        with watched(self.monkeypatch) as drawn:
            self.client.get(f"{one.address}?{ASKED_FOR[one.route]}" if one.route in ASKED_FOR else one.address)
        self.sent = {**TYPED, **_drawn(drawn.used), **OTHERWISE.get(name, {}), **(one.body or {})}
        seen = self.knock()
        for _ in range(_ROUNDS):
            lacking = _filled(seen)
            if self._is_stale(seen):
                lacking["version"] = str(int(self.sent["version"]) + 1)
            if not seen.is_refused or not lacking:
                break
            self.sent |= lacking
            seen = self.knock()
        return seen

    def _is_stale(self, seen: Seen) -> bool:
        is_told = any(error.code.endswith(".changed") for error in seen.errors)
        return is_told and str(self.sent.get("version", "")).isdigit()

    def find(self, seen: Seen, schemas: Mapping[str, Any], described: Mapping[str, Any]) -> None:
        """The names that may hold a text, with the bound of each as the door says it."""
        if self.asked.kind:
            self.texts = dict.fromkeys(_strings(described, schemas), PARAGRAPHS)
            return
        fields = seen.fields
        for name in sorted(seen.names - {"csrfmiddlewaretoken", "version"}):
            one = fields.get(name)
            if _is_typed(one) or (one is None and not seen.is_refused and not name.endswith("_FORMS")):
                self.texts[name] = getattr(one, "max_length", None) or LINE


def _is_typed(one: forms.Field | None) -> bool:
    return isinstance(one, forms.CharField) and not one.widget.is_hidden


def _strings(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> list[str]:
    """The properties of a body that are plain texts."""
    if "$ref" in schema:
        return _strings(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    found = []
    for name, one in schema.get("properties", {}).items():
        kinds = one.get("anyOf", [one])
        if any(kind.get("type") == "string" and not {"format", "enum", "const"} & set(kind) for kind in kinds):
            found.append(name)
    return found


def _drawn(drawn: list[PageForm]) -> dict[str, Any]:
    """What the forms of a page show before anybody types."""
    found: dict[str, Any] = {}
    for form in drawn:
        for name, one in form.fields.items():
            value = form.get_initial_for_field(one, name)
            if value not in (None, "", [], ()):
                found[form.add_prefix(name)] = one.prepare_value(value)
    return {name: str(value) if not isinstance(value, list | tuple) else list(value) for name, value in found.items()}


def _filled(seen: Seen) -> dict[str, Any]:
    """Something for each field that was refused."""
    return {
        form.add_prefix(name): _something(form.fields[name])
        for form in seen.used
        if form.is_bound
        for name in form.errors
        if name in form.fields
    }


def _something(one: forms.Field) -> Any:
    if isinstance(one, forms.ChoiceField):
        offered = [str(value) for value, _ in _flat(one.choices) if str(value)]
        return offered[:1] if isinstance(one, forms.MultipleChoiceField) else next(iter(offered), "")
    if isinstance(one, forms.FileField):
        return SimpleUploadedFile("van-ban.txt", b"Van ban")
    if isinstance(one, DayField):
        return "15/03/2024"
    return str(max(one.min_value or 1, 1)) if isinstance(one, forms.IntegerField) else "12"


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for value, words in choices:
        yield from words if isinstance(words, list | tuple) else [(value, words)]
