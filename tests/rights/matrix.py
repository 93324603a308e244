"""The routes of pages and API with everything that is asked of them, and the table of answers."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from ninja import NinjaAPI

from caicach.api.app import api
from rights.world import World

FILE: Final = Path(__file__).parent / "matrix.txt"
PEOPLE: Final = {
    "roleless": "khongvai",
    "office": "thuongtruc",
    "leader": "lanhdao",
    "own": "tuphap",
    "shares": "yte",
    "other": "huyen",
    "appraiser": "thamdinh",
    "council": "hoidong",
    "admin": "quantri",
}
"""Columns of the table, and who stands for them in the small province; what is asked for belongs to Sở Tư pháp.

Who is not signed in is sent to sign in everywhere but at the doors of ``tests/web/test_routes.py``.
"""
_REACH: Final = {
    "roleless": "nothing",
    "own": "a unit",
    "shares": "a unit",
    "other": "a unit",
    "appraiser": "a round",
    "council": "a round",
}
"""Whose rows the statements seek that a person's request makes; who is not named may ask for all."""
PARTS: Final = ("api", "index", "a-h", "i-q", "r-z")
FREE: Final = {
    "web:provider_left GET",
    "web:provider_back GET",
    "web:sign_out POST",
    "web:second_step GET",
    "web:second_step POST",
}
"""Who signs out, or has no second step to take, is sent to sign in."""


class Answer(StrEnum):
    YES = "yes"
    FORM = "form"  # the right is there; the form, or a rule of the field, refused what was typed
    NO = "-"  # may see that the thing is there, and may not do this
    NONE = "."  # for this person there is no such thing
    SIGN_IN = "in"
    NO_METHOD = "method"
    BROKEN = "BROKEN"


_OF_STATUS: Final = {
    400: Answer.FORM,
    409: Answer.FORM,
    413: Answer.FORM,
    422: Answer.FORM,
    401: Answer.SIGN_IN,
    403: Answer.NO,
    404: Answer.NONE,
    405: Answer.NO_METHOD,
}
TYPED: Final[dict[str, object]] = {
    "address": "a@tinh.example",
    "component": "1.1",
    "decision": "1",
    "doc_type": "công văn",
    "due_on": "15/04/2024",
    "first": "01/02/2023",
    "happened_on": "20/02/2023",
    "issued_on": "15/03/2024",
    "kind": "task",
    "last": "28/02/2023",
    "name": "Tên",
    "node_code": "1.1",
    "note": "Ghi chú",
    "on": "15/03/2024",
    "owner": "Phòng Pháp chế",
    "parts": "Rà soát\n\nCông khai",
    "period": "tu-chon",
    "proposed_on": "15/07/2024",
    "reason": "Lý do",
    "reference": "12/KH-UBND",
    "remedy": "Rà soát",
    "replied_on": "15/03/2024",
    "target": "10",
    "text": "Nội dung",
    "title": "Tên",
    "unit": "STP",
    "url": "https://noi.example/nhan",
    "role": "focal_point",
    "system": "own_form",
    "value": "1",
    "version": "1",
    "words": "Sở Tư pháp rà soát",
}
"""What every form is sent: enough for the right to be asked for, whatever the form makes of it."""
LEGAL: Final = {
    "year": "2024",
    "title": "Quy định",
    "kind": "committee",
    "unit": "STP",
    "origin": "plan",
    "basis": "Kế hoạch",
    "due_on": "15/04/2024",
    "version": "2",
}
BUSINESS: Final = {
    "name": "Quy định",
    "kind": "condition",
    "unit": "STP",
    "counted_on": "15/01/2024",
    "measure": "cut",
    "approver": "province",
    "due_on": "15/04/2024",
    "version": "1",
}
OTHERWISE: Final[dict[str, dict[str, object]]] = {
    "web:add_sub_task": {"due_on": ""},
    "web:begin_inspection": {"on": "01/03/2024", "at": "08:00"},
    "web:decide": {"decision": "accept"},
    "web:decide_request": {"decision": "grant"},
    "web:index_agree": {"dong": ""},
    "web:index_appraise": {"value": "dat", "decision": "agree"},
    "web:index_decide": {"value": "dat"},
    "web:index_explain": {"value": "dat"},
    "web:index_figure": {"value": "dat", "source": "Báo cáo", "component": "2.1"},
    "web:index_finding": {"act": "remedy"},
    "web:index_self_score": {"value": "dat"},
    "web:inspection_answers": {"on": "01/03/2024", "at": "10:00", "n-1-2": "0", "s-1-2": "0"},
    "web:inspection_finding": {"act": "remedy", "due_on": ""},
    "web:inspection_minutes": {"unit_person": "Lê Văn Bình", "unit_post": "Phó Giám đốc"},
    "web:change_inspection": {"first_on": "15/03/2024", "last_on": "15/03/2024", "head": ""},
    "web:plan_inspection": {"units": "SYT", "checklist": "discipline", "manner": "surprise", "first_on": "15/03/2024"},
    "web:self_inspection": {"checklist": "discipline"},
    "web:cost_parameters": {"act": "income", "since": "01/01/2024", "amount": "50.000", "source": "Niên giám"},
    "web:procedure_cost": {
        "works": "Nộp | 1",
        "fees": "0",
        "times": "1",
        "subjects": "10",
        "version": "0",
        "decided_on": "",
    },
    "web:legal_document": {"act": "issue", "number": "9/2024/QĐ-UBND", "signed_on": "15/02/2024", "version": "2"},
    "web:edit_legal_document": LEGAL,
    "web:new_legal_document": {**LEGAL, "title": "Quy định khác", "version": ""},
    "web:edit_business_rule": BUSINESS,
    "web:new_business_rule": {**BUSINESS, "name": "Quy định khác", "version": ""},
    "web:new_feedback": {
        "received_on": "15/02/2024",
        "channel": "phone",
        "kind": "rule",
        "content": "Khó hiểu",
        "unit": "",
    },
    "web:send_feedback": {"kind": "rule", "content": "Khó hiểu", "sender": "Trần Thị B", "contact": "0900"},
    "web:one_feedback": {"act": "answer", "answer": "Đã rõ", "version": "1"},
    "web:discussion": {"text": "Đã rõ", "seen": "999999"},
    "web:change_remark": {"text": "Mẫu nào ạ?", "version": "1"},
    "web:edit_portal": {"url": "https://stp.tinh.example/", "most_pages": "9"},
    "web:new_portal": {"unit": "SYT", "url": "https://syt.tinh.example/", "most_pages": "9"},
    "web:portal_finding": {"act": "remedy", "due_on": ""},
    "web:portal_findings": {"due_on": ""},
    "web:edit_publication_decision": {"number": "500/QĐ-UBND", "issuer": "province", "signed_on": "01/02/2024"},
    "web:new_publication_decision": {"number": "501/QĐ-UBND", "issuer": "province", "signed_on": "01/02/2024"},
    "web:index_step": {"act": "on", "seen": "self_scoring"},
}
OF_THE_WORLD: Final = {"web:portal_findings": {"chon": "fault_id"}}
"""Things of the province that a form names by their number, which is another one in another database."""
ASKED_FOR: Final = {
    "web:dossier": "ma=HS-1",
    "web:dossier_task": "don-vi=STP",
    "web:index_step": "viec=on",
    "web:record_reply": "don-vi=STP",
    "web:report_figure": "ma=I",
}
WITH_FILE: Final = {"web:add_plan_file", "web:letter_scan", "web:receive", "web:wet_signature"}


@dataclass(frozen=True, slots=True)
class Asked:
    route: str
    method: str
    address: str
    body: Any = field(default=None, compare=False)
    kind: str = ""  # of the body: JSON, or a form with a file

    @property
    def name(self) -> str:
        return f"{self.route} {self.method}"

    def answer(self, client: Client) -> Answer:
        """What the client is told; whatever it did is undone."""
        signed_in = client.cookies.copy()
        with transaction.atomic():
            response = self._response(client)
            if response.streaming:
                b"".join(response.streaming_content)  # read to its end, a file is closed
            transaction.set_rollback(True)
        client.cookies = signed_in
        status = response.status_code
        if status == 302 and (refusal := _flash(response)):
            return refusal
        if status in (301, 302) and response["Location"].startswith("/dang-nhap/"):
            return Answer.SIGN_IN
        return Answer.YES if status < 400 else _OF_STATUS.get(status, Answer.BROKEN)

    def _response(self, client: Client) -> Any:
        asked_for = ASKED_FOR.get(self.route, "")
        address = f"{self.address}?{asked_for}" if asked_for else self.address
        if self.method == "GET":
            return client.get(address)
        if self.kind == "application/json":
            return client.generic(self.method, self.address, json.dumps(self.body), self.kind)
        if self.method != "POST":
            return client.generic(self.method, self.address)
        return client.post(address, self._sent() if self.kind else self._typed())

    def _sent(self) -> dict[str, object]:
        """The form with its file as it was before anybody read it."""
        for value in self.body.values():
            if isinstance(value, SimpleUploadedFile):
                value.seek(0)
        return dict(self.body)

    def _typed(self) -> dict[str, object]:
        name = self.route.partition(" (")[0]
        file = {"file": SimpleUploadedFile("van-ban.txt", b"Van ban")} if name in WITH_FILE else {}
        return {**TYPED, **OTHERWISE.get(name, {}), **(self.body or {}), **file}


def _flash(response: Any) -> Answer | None:
    """What a page that sends back with a message said: the same answers, in words."""
    for said in get_messages(response.wsgi_request):
        if said.level_tag == "error":
            words = str(said)
            if "không có quyền" in words:
                return Answer.NO
            return Answer.NONE if "không thuộc phạm vi" in words else Answer.FORM
    return None


def answered(world: World, clients: Mapping[str, Client], part: str, askers: "Table") -> "Table":
    """The answers of a part of the routes; methods that a route does not know are left out.

    ``askers``: of a route that stands there only those are asked who stand there, of any other everybody is.
    """
    found: Table = {}
    for one in asked(world, part):
        of_office = one.answer(clients["office"])
        if of_office is not Answer.NO_METHOD:
            names = [name for name in askers.get(one.name, PEOPLE) if name != "office"]
            found[one.name] = {"office": of_office, **{name: one.answer(clients[name]) for name in names}}
    return found


def one_of_each(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Each answer once among those whose requests make the same statements, with other values; always the office's."""
    first: dict[tuple[str, Answer], str] = {}
    for name, answer in answers.items():
        first.setdefault((_REACH.get(name, "all"), answer), name)
    return {name: answers[name] for name in PEOPLE if name == "office" or name in first.values()}


def asked(world: World, part: str) -> list[Asked]:
    """Every question of a part by its name: pages with GET and POST, operations of the API with their own method."""
    found = _operations(api, world) if part == "api" else _pages(get_resolver(), world)
    return sorted((one for one in found if part_of(one.name) == part), key=lambda one: one.name)


def part_of(name: str) -> str:
    """The part that a row belongs to: about a fifth of all, so that no test is long."""
    door, _, route = name.partition(":")
    if door == "api":
        return door
    if route.startswith("index_"):
        return "index"
    return next(part for part in PARTS[2:] if route[0] <= part[-1])


def _pages(resolver: URLResolver, world: World, prefix: str = "", namespace: str = "") -> Iterator[Asked]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            name = f"{namespace}{entry.name}"
            for variant in (name, *(known for known in world.variants if known.startswith(f"{name} ("))):
                parts = world.of(variant)
                address = _address(path, entry, parts)
                named = {field: parts[part] for field, part in OF_THE_WORLD.get(name, {}).items()}
                for method in ("GET", "POST"):
                    yield Asked(variant, method, address, named)
        elif not path.startswith(("api/", "odk/", "cong-khai/")):
            yield from _pages(entry, world, path, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)


def _address(path: str, entry: URLPattern, parts: Mapping[str, object]) -> str:
    for name, converter in entry.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        path = path.replace(f"<{'str' if kind == 'string' else kind}:{name}>", str(parts[name]))
    return f"/{path}"


@cache
def api_schema() -> Any:
    """What the API says of itself; made once, for that takes half a second."""
    return api.get_openapi_schema()


def _operations(described: NinjaAPI, world: World) -> Iterator[Asked]:
    """What the description of the API promises, each asked with the least that it takes."""
    schema = api_schema()
    schemas = schema["components"]["schemas"]
    names = {
        described.get_openapi_operation_id(operation): operation.view_func.__name__
        for _, router in described._routers
        for view in router.path_operations.values()
        for operation in view.operations
    }
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            name = f"api:{names[operation['operationId']]}"
            for variant in (name, *(known for known in world.variants if known.startswith(f"{name} ("))):
                parts = world.of(variant)
                address, query = path, {}
                for given in operation.get("parameters", ()):
                    if given["in"] == "path":
                        address = address.replace(f"{{{given['name']}}}", str(parts[given["name"]]))
                    elif given.get("required"):
                        query[given["name"]] = _least(given["schema"], schemas)
                body = operation.get("requestBody", {}).get("content", {})
                kind, said = next(iter(body.items()), ("", {}))
                least = _least(said["schema"], schemas) if said else None
                yield Asked(variant, method.upper(), f"{address}?{urlencode(query)}" if query else address, least, kind)


def _least(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    """The smallest value of a schema: what is required, and the first of what may be chosen."""
    if "$ref" in schema:
        return _least(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if "allOf" in schema or "anyOf" in schema:
        return _least((schema.get("allOf") or schema["anyOf"])[0], schemas)
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("format") == "date":
        return "2024-03-15"
    if schema.get("format") == "binary":
        return SimpleUploadedFile("van-ban.txt", b"Van ban")
    match schema.get("type"):
        case "object":
            wanted = schema.get("required", ())
            return {name: _least(schema["properties"][name], schemas) for name in wanted}
        case "array":
            return [_least(schema["items"], schemas)] if schema.get("minItems") else []
        case "integer" | "number":
            return 1
        case "boolean":
            return True
        case _:
            return "Lý do"


Table = dict[str, dict[str, Answer]]
"""Route and method, then the answer to each person."""


def as_text(table: Table) -> str:
    """The table with even columns, a route and method a line."""
    width = max((len(name) for name in table), default=0) + 2
    rows = [
        _line(name, [answers[column].value if column in answers else "" for column in PEOPLE], width)
        for name, answers in table.items()
    ]
    return "\n".join([_line("", PEOPLE, width), *rows]) + "\n"


def _line(name: str, cells: Iterable[str], width: int) -> str:
    return (name.ljust(width) + "".join(cell.ljust(11) for cell in cells)).rstrip()


def kept() -> Table:
    head, *lines = FILE.read_text(encoding="utf-8").splitlines() or [""]
    width = len(head) - len(head.lstrip())
    return {line[:width].strip(): dict(zip(PEOPLE, map(Answer, line[width:].split()), strict=True)) for line in lines}


def write(part: str, found: Table) -> None:
    """Put the answers of a part into the file."""
    others = {name: answers for name, answers in kept().items() if part_of(name) != part}
    FILE.write_text(as_text(dict(sorted({**others, **found}.items()))), encoding="utf-8")
