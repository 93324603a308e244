"""No file that somebody brings is opened by the process of the pages: a child within bounds does, or the worker later.

Every form with a file field has its door here, with a file of a kind that has to be opened. In this process the
libraries that open files refuse to; the child is another process.
"""

import io
import socket
import sys
import zipfile
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, Final, NoReturn

import docx
import lxml.etree
import PIL.Image
import pypdfium2
import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader

from caicach.dossiers.services.importing import IMPORT_KIND
from caicach.indices.definition.catalogue import shipped_sets
from caicach.indices.services.past_files import READ_KIND
from caicach.kernel.jobs.models import Job
from caicach.organisations.models import User
from caicach.procedures.services.national import NATIONAL_KIND
from factories.indices import SET
from rights.matrix import OTHERWISE, TYPED
from rights.world import TODAY, World, built
from web.test_upload_bounds import file_fields

pytestmark = pytest.mark.django_db
READ_LATER: Final = (READ_KIND, IMPORT_KIND, NATIONAL_KIND)
PICTURE: Final = b"\x89PNG\r\n\x1a\n" + bytes(40)


@dataclass(frozen=True)
class Door:
    """``later``: nothing is opened at the form, the worker does."""

    route: str
    username: str = "thuongtruc"
    typed: dict[str, object] = field(default_factory=dict)
    at: str = ""  # the route whose things of the province stand in the address, where it is another
    later: bool = False


PLAN: Final = {"title": "Kế hoạch", "kind": "annual", "unit": "TINH", "first_year": "2023", "issued_on": "05/01/2023"}
DRAWN: Final = {"source": "file", "seed": "2026", "code": "ma"}
FRAME: Final = b"ma,xa\n1,A\n2,A\n3,B\n4,B\n"
DESIGN: Final = b"draw:\n  total: {size: 2}\n  stages:\n    - {method: simple}\n"
DOORS: Final = {
    "AnswerForm.answer": Door("dossier_portal", typed={"period": "2024"}),
    "AnswersFileForm.file": Door("bring_survey_answers"),
    "BringForm.file": Door("bring_procedures", typed={"number": "", "extent": ""}),
    "CheckForm.file": Door("check_signature"),
    "DocumentListForm.file": Door("bring_legal_documents", typed={"year": "2024"}),
    "DrawForm.design": Door("survey_draw", typed=DRAWN),
    "DrawForm.frame": Door("survey_draw", typed=DRAWN),
    "ExportForm.export": Door("dossier_imports", typed={"source": "Một cửa"}, later=True),
    "FeedbackListForm.file": Door("bring_feedback"),
    "FileForm.file": Door("add_plan_file"),
    "FilesForm.papers": Door("signed_minutes"),
    "FormFileForm.beside": Door("add_survey_form"),
    "FormFileForm.file": Door("add_survey_form"),
    "NationalForm.file": Door("bring_national", typed={"taken_on": "01/02/2023"}, later=True),
    "NewPlanForm.file": Door("new_plan", typed=PLAN),
    "ObjectionForm.evidence": Door("index_object", "tuphap", {"component": "1.1", "text": "Kiến nghị"}),
    "OpenYearForm.file": Door("index_open", typed={"year": "2022", "levels": "department"}),
    "PastForm.file": Door("index_past", typed={"year": "2022", "set_code": "bo"}, later=True),
    "PublishedForm.file": Door(
        "published_surveys", typed={"period": "2023", "source": "Công văn 12/SNV", "published_on": "01/02/2023"}
    ),
    "ReceiveForm.file": Door("receive", typed={"arrived_on": "01/03/2024"}),
    "ReportForm.evidence": Door("report", "tuphap", {"text": "Đã làm", "is_completed": "0"}),
    "RuleListForm.file": Door("bring_business_rules", typed={"counted_on": "01/01/2024"}),
    "RulesForm.design": Door("survey_result_rules", typed={"threshold": "5", "basis": "design", "population": ""}),
    "UnitsFileForm.file": Door("take_in_survey_units"),
    "ScanForm.file": Door("wet_signature", at="sign_letter"),
    "ShownForm.evidence": Door("index_finding", "tuphap", {"act": "shown", "text": "Đã xong"}),
    "SignForm.file": Door("sign_letter", "lanhdao", {"method": "pkcs12", "password": "x"}),
    "SignForm.picture": Door("sign_letter", "lanhdao", {"method": "pkcs12", "password": "x"}),
    "WordForm.file": Door("take_word"),
    "TextForm.file": Door("legal_document", "tuphap", {"act": "text", "version": "2"}),
}
"""By field. A new form gets its door: whom the small province of ``rights.world`` lets in, and what is typed."""


def document() -> bytes:
    made, out = docx.Document(), io.BytesIO()
    table = made.add_table(rows=2, cols=3)
    for at, words in enumerate(("TT", "Nhiệm vụ", "Cơ quan chủ trì", "1", "Kiểm tra công vụ", "Sở Nội vụ")):
        table.rows[at // 3].cells[at % 3].text = words
    made.save(out)
    return out.getvalue()


FILES: Final = {
    "": ("van-ban.docx", document()),
    "CheckForm.file": ("ky.pdf", b"%PDF-1.7\n"),
    "DrawForm.design": ("thiet-ke.yaml", DESIGN),
    "DrawForm.frame": ("khung.csv", FRAME),
    "OpenYearForm.file": ("bo.yaml", SET.encode()),
    "RulesForm.design": ("thiet-ke.yaml", b"strata: xa\nweight: w\n"),
    "SignForm.file": ("khoa.p12", b"0\x82\x01\x00"),
    "SignForm.picture": ("ky.png", PICTURE),
}


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was given to a child; this process itself opens nothing."""
    began: list[str] = []
    hand_over = socket.send_fds

    def count(asking: socket.socket, *given: Any) -> int:
        began.append("a child")
        return hand_over(asking, *given)

    monkeypatch.setattr(socket, "send_fds", count)  # how the process that bears children is asked for one
    monkeypatch.setattr(timezone, "now", lambda: TODAY)
    return began


def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: Any, **_named: Any) -> NoReturn:
        pytest.fail("the process of the pages opened a file")

    opened, is_written = zipfile.ZipFile.__init__, "wxa"

    def only_written(self: zipfile.ZipFile, file: Any, mode: Any = "r", *given: Any, **named: Any) -> None:
        opened(self, file, mode, *given, **named) if mode in is_written else refuse()

    monkeypatch.setattr(zipfile.ZipFile, "__init__", only_written)
    parsed = lxml.etree.fromstring

    def only_ours(*given: Any, **named: Any) -> Any:
        """The converted form of a survey was made by us, in a child: reading it opens nobody's file."""
        is_ours = sys._getframe(1).f_globals["__name__"] == "caicach.surveys.collection.domain.form_model"
        return parsed(*given, **named) if is_ours else refuse()

    monkeypatch.setattr(lxml.etree, "fromstring", only_ours)
    composed = yaml.compose

    def only_kept(*given: Any, **named: Any) -> Any:
        """A design that results are reckoned by was read by a child when it was brought."""
        asking: FrameType | None = sys._getframe(1)
        while asking and asking.f_globals["__name__"] != "caicach.surveys.results.queries":
            asking = asking.f_back
        return composed(*given, **named) if asking else refuse()

    monkeypatch.setattr(yaml, "compose", only_kept)
    for home, name in (
        (pypdfium2.PdfDocument, "__init__"),
        (PdfFileReader, "__init__"),
        (PIL.Image, "open"),
        (lxml.etree, "parse"),
        (yaml, "load"),
    ):
        monkeypatch.setattr(home, name, refuse)


@pytest.mark.slow
def test_every_form_has_its_file_opened_by_a_child_or_by_the_worker(
    children: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dozen children of half a second each."""
    assert set(DOORS) == set(file_fields()), "a form with a file has no door in this test"
    world = built()
    shipped_sets()  # our own files, read once
    closed(monkeypatch)
    asked = {name: _through(world, name, door, children) for name, door in DOORS.items()}
    later = {name: 1 for name, door in DOORS.items() if door.later}
    assert {name: jobs for name, (_, jobs) in asked.items() if jobs} == later
    assert [name for name, (begun, _) in asked.items() if not begun] == list(later)


def _through(world: World, name: str, door: Door, children: list[str]) -> tuple[int, int]:
    """Children and jobs of the reading that one form asked for; what it did is undone."""
    client, before = Client(), len(children)
    client.force_login(User.objects.get(username=door.username))
    names = world.of(f"web:{door.at or door.route}")
    address = reverse(f"web:{door.route}", kwargs=needed(door.route, names))
    _, _, column = name.partition(".")
    file = SimpleUploadedFile(*FILES.get(name, FILES[""]))
    typed = {**TYPED, **OTHERWISE.get(f"web:{door.route}", {}), **door.typed, column: [file]}
    if name in {"SignForm.picture", "FormFileForm.beside"}:  # what the other field needs to be looked at
        typed["file"] = SimpleUploadedFile(*FILES["SignForm.file" if door.route == "sign_letter" else ""])
    if door.route == "survey_draw":
        other = "frame" if column == "design" else "design"
        typed[other] = SimpleUploadedFile(*FILES[f"DrawForm.{other}"])
    with transaction.atomic():
        jobs = Job.objects.filter(kind__in=READ_LATER).count()
        client.post(address, typed)
        jobs = Job.objects.filter(kind__in=READ_LATER).count() - jobs
        transaction.set_rollback(True)
    return len(children) - before, jobs


def needed(route: str, names: dict[str, object]) -> dict[str, object]:
    ((_, parameters),) = get_resolver("caicach.web.urls").reverse_dict.getlist(route)[0][0]
    return {one: names[one] for one in parameters}
