"""What holds of an installation whatever happens to it, looked at from inside; and the small world it is tried on.

``WORLD`` makes the world; ``WATCH`` stays beside the processes that are killed: a line of JSON in, a line out.
"""

PROMISES = {
    "kept": "what was acknowledged is there",
    "once": "nothing is there twice, and nothing half",
    "trail": "the trail verifies, and has one line for each thing done",
    "files": "every row that names a file finds it, with its hash",
    "numbers": "numbers of letters and arrivals run from 1 without gap or double",
    "queue": "no job is given up, each is done once, and what waits is done after a restart",
    "letters": "a letter that is marked sent came once, none came twice",
    "periodic": "every report stands where its acts led it, its versions are whole, nothing was sent twice",
    "rows": "no reference leads nowhere",
    "answers": "nobody meets a defect, or is signed out",
}

WORLD = """
import json, sys
from datetime import timedelta
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from caicach.accounts.services import issue_token
from caicach.correspondence import services as letters
from caicach.inspections import services as inspections
from caicach.inspections.domain.cycle import Manner
from caicach.inspections.services import Member, NewInspection
from caicach.kernel.access import SYSTEM
from caicach.organisations import queries as organisations
from caicach.regimes import services as regimes
from caicach.regimes.domain.catalogue import form_named, window_of
from caicach.regimes.models import UnitReport
from caicach.surveys.collection import services as surveys
from caicach.surveys.collection.domain.values import LinkKind
from factories.letters import COMMITTEE, letter_text
from factories.notifications import reachable
from factories.surveys import survey
from caicach.correspondence.domain.letters import LetterPurpose
now, count = timezone.now(), int(sys.argv[1])
ids = reachable()
letters.save_office(SYSTEM, office=COMMITTEE, now=now)
office = organisations.actor_of(ids["thuongtruc"], on=timezone.localdate())
((series, *_),) = apps.get_model("correspondence", "NumberSeries").objects.values_list("pk")
with transaction.atomic():
    drafts = [
        letters.draft_letter(
            office, document=letter_text(subject=f"việc số {n}"), purpose=LetterPurpose.GENERAL, units=("STP",),
            profile="bcd", now=now,
        )
        for n in range(count)
    ]
link, = surveys.issue_links(
    SYSTEM, survey_id=survey(now=now), kind=LinkKind.KIOSK, label="Quầy", count=1, days=30, now=now
).tokens
begun = []
for _ in range(3):
    new = NewInspection(
        unit="STP", checklist="discipline", first_on=now.date(), last_on=now.date(), manner=Manner.SURPRISE,
        team=(Member(ids["thuongtruc"], is_head=True),),
    )
    begun.append(inspections.plan_inspection(office, new=new, now=now))
    inspections.begin_inspection(office, inspection_id=begun[-1], begun_at=now, now=now)
quarterly, periodic = form_named("cchc-quarterly"), []
ended = [window for year in (now.year - 1, now.year) for window in quarterly.regime.windows(year)
    if window.period.kind in quarterly.kinds and window.closes_on < now.date()]
for window in ended[-3:]:
    due = window.closes_on + timedelta(days=9)
    regimes.open_period(office, form=quarterly, period=window.period, due_on=due, now=now)
    periodic.append(UnitReport.objects.get(form=quarterly.id, period=window.period.id, unit="STP").pk)
figures = {f"figure-{one.code}": "4" for one in quarterly.indicators() if one.is_typed and not one.metric}
who = {"office": "thuongtruc", "justice": "tuphap", "health": "yte"}
tokens = {k: issue_token(SYSTEM, user_id=ids[u], purpose="diễn tập", days=30, now=now) for k, u in who.items()}
told, today = [ids["tuphap"], ids["yte"]], str(timezone.localdate())
print(json.dumps({"today": today, "tokens": tokens, "series": series, "drafts": drafts, "told": told,
    "survey": link, "inspections": begun, "periodic": periodic, "figures": figures}))
"""

WATCH = """
import contextlib, hashlib, io, json, sys
from collections import Counter
from datetime import timedelta
from django.apps import apps
from django.db import close_old_connections, connection, transaction
from django.db.models import Count
from django.utils import timezone
from caicach.cli.main import main
from caicach.kernel.access import SYSTEM
from caicach.kernel.files.queries import path_of
from caicach.kernel.jobs import services as jobs
from caicach.notifications import services as notifications
from factories.notifications import message_to

def rows(label, **wanted):
    return apps.get_model(label)._base_manager.filter(**wanted)

def counted(kind, marker, subject):
    if kind == "letter":
        return rows("correspondence.ReceivedDocument", filename=f"{marker}.txt").count()
    if kind == "report":
        found = rows("plans.ProgressReport", text=marker)
        return found.count() if rows("plans.Evidence", report__in=found).count() == found.count() else -1
    if kind == "answer":
        return rows("surveys.Submission", instance_id=f"uuid:{marker}").count()
    if kind == "push":
        return rows("dossiers.DossierImport", filename=f"{marker}.csv").count()
    if kind == "at_place":
        return rows("inspections.AnswerEntry", note=marker).count()
    if kind == "periodic_sent":
        versions = list(rows("regimes.ReportVersion", report=subject, words__I=marker).values_list("number", flat=True))
        sent = rows("regimes.ReportAct", report=subject, kind="send", version__in=versions).count()
        return sent if len(versions) <= 1 else -1
    if kind == "periodic_accept":
        return rows("regimes.ReportAct", report=subject, kind="accept", version=int(marker.rpartition("-")[2])).count()
    if kind in ("periodic_return", "periodic_reopen"):
        return rows("regimes.ReportAct", report=subject, kind=kind.partition("_")[2], reason=marker).count()
    if kind == "reserved":
        return rows("correspondence.GivenNumber", reason=marker).count()
    if kind == "number":
        return rows("correspondence.GivenNumber", letter=subject, state="used").count()
    if kind == "decision":
        return rows("plans.ProgressReport", pk=subject).exclude(state="waiting").count()
    confirmed = rows("correspondence.ReceivedDocument", pk=subject, confirmed_at__isnull=False).count()
    proposed = rows("correspondence.TaskProposal", document=subject, is_dropped=False).count()
    tasks = rows("plans.Task", document=subject).count()
    return confirmed if tasks == proposed * confirmed > 0 or not tasks + confirmed else -1

def kept(asked):
    for act in asked["acts"]:
        count = counted(act["kind"], act["marker"], act["subject"])
        if count not in ((1,) if act["outcome"] == "acknowledged" else (0, 1)):
            yield ("kept" if count == 0 else "once"), f"{act} is there {count} times"

LINES = {
    "correspondence.document.received": ("correspondence.ReceivedDocument", {}),
    "correspondence.letter.numbered": ("correspondence.GivenNumber", {"state": "used"}),
    "correspondence.number.reserved": ("correspondence.GivenNumber", {"state": "reserved"}),
    "plans.report.filed": ("plans.ProgressReport", {}),
    "plans.report.accepted": ("plans.ProgressReport", {"state": "accepted"}),
    "plans.report.returned": ("plans.ProgressReport", {"state": "returned"}),
    "regimes.unit_report.saved": ("regimes.ReportVersion", {}),
    "regimes.unit_report.sent": ("regimes.ReportAct", {"kind": "send"}),
    "regimes.unit_report.returned": ("regimes.ReportAct", {"kind": "return"}),
    "regimes.unit_report.accepted": ("regimes.ReportAct", {"kind": "accept"}),
    "regimes.unit_report.reopened": ("regimes.ReportAct", {"kind": "reopen"}),
    "plans.task.created": ("plans.Task", {}),
}

def trail(asked):
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(["audit", "verify"])
    if code:
        yield "trail", said.getvalue()[-1000:]
    for action, (label, wanted) in LINES.items():
        lines, found = rows("audit.AuditLine", action=action).count(), rows(label, **wanted).count()
        if lines != found:
            yield "trail", f"{action}: {lines} lines, {found} rows"

def files(asked):
    for digest in rows("files.StoredFile").exclude(withheld="removed").values_list("sha256", flat=True).distinct():
        path = path_of(digest)
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            yield "files", digest

def numbers(asked):
    came = rows("correspondence.ReceivedDocument", arrival_number__isnull=False)
    lists = {"arrivals": came.values_list("arrival_number", flat=True)}
    for series in rows("correspondence.NumberSeries"):
        lists[f"series {series.pk}"] = series.given.values_list("number", flat=True)
    for name, given in lists.items():
        if sorted(given) != list(range(1, len(given) + 1)):
            yield "numbers", f"{name}: {sorted(given)}"
    for letter in rows("correspondence.SentLetter", number__isnull=False).select_related("given_number"):
        if letter.given_number.number != letter.number:
            yield "numbers", f"letter {letter.pk}"

def queue(asked):
    for job in rows("jobs.Job", state="dead"):
        yield "queue", f"{job.key}: {job.last_error}"


def dossiers(asked):
    for row in rows("dossiers.DossierImport", finished_at__isnull=False):
        if row.new + row.changed + row.same + row.older != row.rows - row.aside or row.parts.exists() or row.file_id:
            yield "once", f"import {row.pk}: {row.rows} rows, {row.new} new, {row.same} as before"
    for row in rows("dossiers.DossierImport").exclude(failure=""):
        yield "kept", f"import {row.pk}: {row.failure}"

LED_TO = {"send": "sent", "return": "returned", "accept": "accepted", "reopen": "correcting"}

def periodic(asked):
    for report in rows("regimes.UnitReport"):
        acts = list(report.acts.order_by("pk").values_list("kind", "version"))
        numbers = list(report.versions.order_by("number").values_list("number", flat=True))
        accepted = [version for kind, version in acts if kind == "accept"]
        sent = [version for kind, version in acts if kind == "send"]
        if report.state != (LED_TO[acts[-1][0]] if acts else "open"):
            yield "periodic", f"report {report.pk} is {report.state} after {acts[-1:]}"
        if numbers != list(range(1, report.version + 1)) or sorted(set(sent)) != sent:
            yield "periodic", f"report {report.pk}: version {report.version} of {numbers}, sent {sent}"
        if report.accepted_version != (accepted[-1] if accepted else None) or bool(sent) != bool(report.first_sent_at):
            yield "periodic", f"report {report.pk}: {report.accepted_version} stands accepted after {acts[-3:]}"

def sent(asked):
    return list(rows("notifications.Delivery", state="sent").values_list("pk", flat=True))

def references(asked):
    try:
        connection.check_constraints()
    except Exception as error:
        yield "rows", str(error)

def tell(asked):
    with transaction.atomic():
        messages = [message_to(user, key) for user in asked["told"] for key in asked["keys"]]
        notifications.notify(SYSTEM, messages=messages, now=timezone.now())
    return []

def drain(asked):
    "As if the time of every claim and of every new attempt had come."
    later = timezone.now() + timedelta(days=1)
    while jobs.run_next(now=later) is not None:
        pass
    left = Counter(rows("jobs.Job").exclude(state="done").values_list("kind", "state"))
    return [("queue", f"left over: {dict(left)}")] if left else []

def states(asked):
    return dict(Counter(rows("notifications.Delivery").values_list("state", flat=True)))

def delivered(asked):
    return rows("notifications.Delivery", message__key=asked["key"], state="sent").count()

def size(asked):
    labels = {"letters": "correspondence.ReceivedDocument", "reports": "plans.ProgressReport", "tasks": "plans.Task",
        "numbers": "correspondence.GivenNumber", "files": "files.StoredFile", "lines of the trail": "audit.AuditLine",
        "jobs": "jobs.Job", "answers to a survey": "surveys.Submission",
        "answers at a place": "inspections.AnswerEntry", "pushes of dossiers": "dossiers.DossierImport",
        "versions of periodic reports": "regimes.ReportVersion"}
    return {name: rows(label).count() for name, label in labels.items()}

def check(asked):
    looks = (kept, trail, files, numbers, queue, dossiers, periodic, references)
    return [found for look in looks for found in look(asked)]

for line in sys.stdin:
    asked = json.loads(line)
    close_old_connections()
    print(json.dumps(globals()[asked["do"]](asked)), flush=True)
"""
