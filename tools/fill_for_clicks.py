"""Rows that the jobs of ``measure_clicks.py`` need, put into an example installation (CAICACH_DATA_DIR).

Thirty reports that wait, ten extensions asked for, a question to one person, a scoring year of 60 criteria.
"""

from datetime import timedelta

from caicach.cli.installation import open_to_write

open_to_write()

from django.contrib.auth import get_user_model  # noqa: E402
from django.utils import timezone  # noqa: E402

from caicach.discussions import services as talk  # noqa: E402
from caicach.discussions.domain.remarks import Thing, ThingKind  # noqa: E402
from caicach.indices import services as indices  # noqa: E402
from caicach.kernel.access import Actor, Role  # noqa: E402
from caicach.kernel.errors import CaicachError  # noqa: E402
from caicach.kernel.vocabulary import AddressRole  # noqa: E402
from caicach.organisations import queries as organisations  # noqa: E402
from caicach.organisations.domain.units import Level  # noqa: E402
from caicach.plans import queries, services  # noqa: E402
from caicach.plans.domain.tasks import NewFile, TaskFilters, TaskRow  # noqa: E402

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
HEAD = """code: bo-60
name: Bộ 60 tiêu chí (đo thao tác)
legal_basis: {number: 01/QĐ-UBND, issuer: UBND tỉnh, signed_on: 2022-12-01, effective_on: 2023-01-01}
years: 2026
unit_types: [{code: so, name: "sở, ban, ngành", level: province}]
total: 60
illustrative: true
illustrative_note: bộ nhỏ để thử.
not_applicable: {rule: reduce}
tree:
"""


def unit_of(row: TaskRow) -> Actor:
    mine = frozenset({row.unit})
    return Actor(None, f"Đầu mối {row.unit_name}", frozenset({Role.FOCAL_POINT}), mine, mine)


def report(row: TaskRow) -> None:
    proof = NewFile("bao-cao.txt", f"{row.unit_name}: {row.text}".encode())
    services.report_progress(
        unit_of(row),
        assignment_id=row.assignment_id,
        text="Đã hoàn thành; văn bản kèm theo.",
        is_completed=True,
        completed_on=TODAY,
        files=(proof,),
        now=NOW,
    )


def ask_for_time(row: TaskRow) -> None:
    later = TODAY + timedelta(days=400)
    services.request_extension(
        unit_of(row), assignment_id=row.assignment_id, proposed_on=later, reason="Chờ văn bản của Bộ.", now=NOW
    )


def definition() -> str:
    lines = []
    for group in range(1, 7):
        lines += [f'  - code: "{group}"', f"    name: Nhóm tiêu chí {group}", "    points: 10", "    children:"]
        for one in range(1, 11):
            code = f"{group}.{one}"
            lines.append(
                f'      - {{code: "{code}", name: "Tiêu chí {code}", points: 1, method: self, rule: {{kind: ratio}}}}'
            )
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    office = organisations.actor_for(get_user_model().objects.get(username="noivu"), TODAY)
    rows = queries.unit_tasks(office, on=TODAY, filters=TaskFilters(size=500)).items
    led = [row for row in rows if row.role is AddressRole.LEAD and row.unit not in office.acts_for]
    for act, wanted, chosen in ((report, 30, led), (ask_for_time, 10, led[::-1])):
        done = 0
        for row in chosen:
            if done == wanted:
                break
            try:
                act(row)
            except CaicachError:  # settled, waiting already, or without a day: the next one then
                continue
            done += 1
        print(f"{act.__name__}: {done}")
    task = next(row for row in rows if row.unit == "STP" and row.due_on)
    talk.say(
        office,
        thing=Thing(ThingKind.TASK, task.task_id),
        text="@tuphap Sở đã gửi kế hoạch kiểm tra cho các xã chưa?",
        is_question=True,
        seen_until=0,
        now=NOW,
    )
    indices.open_year(
        office,
        year=2026,
        definition_text=definition(),
        definition_file="bo-60.yaml",
        levels=(Level.DEPARTMENT,),
        now=NOW,
    )


if __name__ == "__main__":
    main()
