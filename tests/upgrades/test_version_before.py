"""A database of the version before comes over whole: its rows, its sentences, its trail, its frozen result.

``before.json.gz`` is what ``make run`` of 25/11/2026 left, with a letter, a plan with doubtful rows, a report,
reminders and jobs besides; ``tools/kept_version.py`` wrote it. A module that moves rows says where in ``MOVED``.
"""

import gzip
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from html import unescape
from operator import itemgetter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection

from caicach.documents.deadlines.before import RECURRENCES_BEFORE
from caicach.organisations.domain.posts import MemberRole
from caicach.organisations.domain.units import UnitType

pytestmark = pytest.mark.django_db

REPOSITORY = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).parent / "before.json.gz"
MOVED: dict[str, str] = {}  # a table of the version before: the table that has its rows now
GROWS = {"audit_auditline", "audit_auditseal"}

PROBE = """
import json, runpy, sys, django
django.setup()
from pathlib import Path
from django.core.management import call_command
from django.db import connection

from caicach.documents.deadlines.before import RECURRENCES_BEFORE
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.utils import translation
from caicach.kernel.saying import say
from django.contrib.auth import get_user_model
from caicach.cli.main import main
file, pages_asked = sys.argv[1:]
runpy.run_path("tools/kept_version.py")["load"](Path(file))
call_command("migrate", verbosity=0)
ends = [main(["audit", "verify"]), main(["index", "replay", "1"])]
with connection.cursor() as cursor:
    tables = connection.introspection.table_names(cursor)
    counts = {}
    for table in tables:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
        counts[table] = cursor.fetchone()[0]
pages = {}
for name, (user, path, language) in json.loads(pages_asked).items():
    client = Client(SERVER_NAME="localhost", headers={"Accept-Language": language})
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.force_login(get_user_model().objects.get(username=user))
    answer = client.get(path)
    pages[name] = [answer.status_code, answer.content.decode()]
reasons = {}
for language in ("vi", "en"):
    with translation.override(language):
        stored = apps.get_model("plans", "Assignment").objects.values_list("reason", flat=True)
        reasons[language] = [say(reason) for reason in stored]
phrase_of = lambda kept: [[one["phrase"], one["quote"]] for one in kept]
drafts = {}
for model in ("correspondence.TaskProposal", "plans.PlanLine"):
    for row in apps.get_model(model).objects.order_by("pk"):
        drafts[f"{row._meta.db_table} {row.pk}"] = {
            "words": [row.text, row.product or "", row.deadline_raw or "", row.budget_raw or "", row.area],
            "phrases": [phrase_of(row.lead), phrase_of(row.cooperate)],
            "chosen": [row.lead_units, row.cooperate_units],
            "due": [row.deadline_on and str(row.deadline_on), row.recurrence, row.due_days, row.due_unit],
            "review": [row.origin, row.is_edited, row.is_dropped, row.drop_reason, row.split_from_id],
        }
words = {}
for model, column in (("organisations.UnitFact", "type"), ("organisations.Membership", "role")):
    words[column] = list(apps.get_model(model).objects.order_by("pk").values_list(column, flat=True))
found = {"words": words, "reasons": reasons, "ends": ends, "counts": counts, "pages": pages, "drafts": drafts}
print(json.dumps(found))
"""
PAGES = {
    "reading": ("noivu", "/van-ban/3/soat/", "vi"),
    "reading in English": ("noivu", "/van-ban/3/soat/", "en"),
    "task": ("noivu", "/nhiem-vu/1/", "vi"),
    "plan": ("noivu", "/ke-hoach/2/soat/", "vi"),
    "report": ("noivu", "/bao-cao-tien-do/1/", "vi"),
    "board": ("lanhdao", "/dieu-hanh/", "vi"),
}


def _address(tmp_path: Path) -> Iterator[str]:
    """An empty database of this test's own, beside the one that the suite uses."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'kept.sqlite3'}"
        return
    name = f"{connection.settings_dict['NAME']}_kept"
    server = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(urlunsplit(server), autocommit=True) as own:
        own.execute(f'DROP DATABASE IF EXISTS "{name}"')
        own.execute(f'CREATE DATABASE "{name}"')
        yield urlunsplit(server._replace(path=f"/{name}"))
        own.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.timeout(600)
def test_a_database_of_the_version_before_comes_over_whole(tmp_path: Path) -> None:
    kept = _with_a_split_row(json.loads(gzip.decompress(KEPT.read_bytes())))
    file = tmp_path / "kept.json.gz"
    file.write_bytes(gzip.compress(json.dumps(kept).encode()))
    for address in _address(tmp_path):
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "CAICACH_DATA_DIR": str(tmp_path),
            "CAICACH_MODE": "example",
            "DJANGO_SETTINGS_MODULE": "config.test_settings",
            "PYTHONPATH": str(REPOSITORY / "src"),
        }
        ended = subprocess.run(
            [sys.executable, "-c", PROBE, str(file), json.dumps(PAGES)],
            cwd=REPOSITORY,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
    found = json.loads(ended.stdout.splitlines()[-1])
    assert found["ends"] == [0, 0], ended.stdout
    _holds_its_rows(kept, found["counts"])
    _tells_its_sentences(kept, found["pages"])
    reasons = Counter(r["reason"] for r in _rows(kept, "plans_assignment"))
    assert Counter(found["reasons"]["vi"]) == reasons
    assert not {r for r in found["reasons"]["en"] if "trong danh bạ" in r or "Người rà soát" in r}
    _keeps_its_drafts(kept, found["drafts"])
    _keeps_types_and_seats(kept, found["words"])


def _with_a_split_row(kept: dict[str, Any]) -> dict[str, Any]:
    """The rows kept have none that was split: the first that waits becomes one, with the next as its part."""
    lines = kept["tables"]["plans_planline"]
    at = {name: number for number, name in enumerate(lines["columns"])}
    whole, part, *_ = (row for row in lines["rows"] if row[at["task_id"]] is None)
    whole[at["is_dropped"]], whole[at["drop_reason"]], part[at["split_from_id"]] = 1, "tách", whole[at["id"]]
    return kept


def _keeps_types_and_seats(kept: dict[str, Any], words: dict[str, list[str]]) -> None:
    """Each row has the code of the word that it had."""
    types = [UnitType(code).label for code in words["type"]]
    seats = [MemberRole(code).label for code in words["role"]]
    assert types == [row["type"] for row in sorted(_rows(kept, "organisations_unitfact"), key=itemgetter("id"))]
    assert seats == [row["role"] for row in sorted(_rows(kept, "organisations_membership"), key=itemgetter("id"))]


def _keeps_its_drafts(kept: dict[str, Any], drafts: dict[str, dict[str, list[object]]]) -> None:
    """Proposals and rows of plans say what they said, in one form."""
    before = {
        f"{table} {row['id']}": _draft(row)
        for table in ("correspondence_taskproposal", "plans_planline")
        for row in _rows(kept, table)
    }
    assert drafts == before


def _draft(row: dict[str, Any]) -> dict[str, list[object]]:
    chosen = [row[name] and json.loads(row[name]) for name in ("lead_units", "cooperate_units")]
    due_on = row["deadline_on"] if "deadline_on" in row else row["due_on"]
    reason = "split" if row["drop_reason"] == "tách" else row["drop_reason"]
    return {
        "words": [row["text"], *(row.get(n) or "" for n in ("product", "deadline_raw", "budget_raw")), row["area"]],
        "phrases": [[_phrase(one) for one in json.loads(row[name])] for name in ("lead", "cooperate")],
        "chosen": chosen,
        "due": [due_on, RECURRENCES_BEFORE.get(row["recurrence"]), row.get("due_days"), row.get("due_unit")],
        "review": [row["origin"], bool(row["is_edited"]), bool(row["is_dropped"]), reason, row["split_from_id"]],
    }


def _phrase(kept: str | dict[str, Any]) -> list[object]:
    return [kept, None] if isinstance(kept, str) else [kept["phrase"], kept["quote"]]


def _holds_its_rows(kept: dict[str, Any], counts: dict[str, int]) -> None:
    before = {MOVED.get(t, t): len(content["rows"]) for t, content in kept["tables"].items() if t not in GROWS}
    assert {t: counts.get(t) for t in before} == before


def _tells_its_sentences(kept: dict[str, Any], pages: dict[str, tuple[int, str]]) -> None:
    assert {name: status for name, (status, _) in pages.items()} == dict.fromkeys(PAGES, 200)
    told = {name: " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split()) for name, (_, html) in pages.items()}
    (reading,) = (r for r in _rows(kept, "correspondence_documentreading") if r["document_id"] == 3)
    for warning in json.loads(reading["body"])["warnings"]:
        assert warning["message"] in told["reading"]
        assert warning["message"] not in told["reading in English"]
    assert "Tổ thanh tra liên ngành" in told["reading"]
    open_lines = [r for r in _rows(kept, "plans_planline") if r["plan_id"] == 2 and not r["is_dropped"]]
    assert {r["text"] in told["plan"] for r in open_lines} == {True}


def _rows(kept: dict[str, Any], table: str) -> list[dict[str, Any]]:
    content = kept["tables"][table]
    return [dict(zip(content["columns"], row, strict=True)) for row in content["rows"]]
