"""``caicach dossiers clock``: the legal clock of each dossier of a file, without a database."""

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from caicach.cli.commands import Exit
from caicach.cli.given_files import content
from caicach.cli.index_tables import print_json
from caicach.dossiers.clock_as_json import Clocks, clocks_as_json, clocks_of
from caicach.dossiers.domain.clock.starting import last_day
from caicach.dossiers.domain.clock.values import Verdict
from caicach.dossiers.histories import Histories, moment_of, read_histories
from caicach.dossiers.limits_reading import read_limits
from caicach.kernel.calendar.hours_reading import PACKAGED
from caicach.kernel.calendar.in_force import working_time_in_force
from caicach.kernel.errors import CaicachError, InvalidInput
from caicach.kernel.said import Said, plain, sentence_of

if TYPE_CHECKING:
    from argparse import _SubParsersAction

LARGEST, LARGEST_LIMITS = 256_000_000, 2_000_000
_WORDS = {
    Verdict.NOT_STARTED: "chưa tính giờ",
    Verdict.EARLY: "trước hạn",
    Verdict.ON_TIME: "đúng hạn",
    Verdict.LATE: "quá hạn",
    Verdict.OPEN_IN_TIME: "đang giải quyết, trong hạn",
    Verdict.OPEN_OVERDUE: "đang giải quyết, quá hạn",
    Verdict.SUSPENDED: "tạm dừng tính giờ",
    Verdict.NOT_JUDGED: "không xét",
}


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "đồng hồ pháp lý của từng hồ sơ: hạn, quá hạn do ai, điểm chưa đúng quy định; cách tính của bộ chỉ số 766"
    parser = actions.add_parser("clock", help=about, description=about)
    parser.add_argument("events", type=Path, metavar="EVENTS.csv", help="mỗi dòng một bước của hồ sơ")
    parser.add_argument("--limits", type=Path, required=True, metavar="FILE", help="thời hạn giải quyết (YAML)")
    parser.add_argument("--at", default="", metavar="MOMENT", help="tính đến thời điểm này (mặc định: bây giờ)")
    parser.add_argument("--hours", type=Path, default=PACKAGED, metavar="FILE", help="giờ làm việc của nơi đó (YAML)")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    limits = content(options.limits, LARGEST_LIMITS, room="dossiers", to_shorten="Hãy chỉ giữ các thủ tục cần tính.")
    data = content(options.events, LARGEST, room="dossiers", to_shorten="Hãy tách tệp theo kỳ.")
    now = moment_given(options.at) if options.at else datetime.now().replace(microsecond=0)  # noqa: DTZ005 -- local time
    read = read_limits(options.limits, limits.decode("utf-8-sig", errors="replace"))
    histories = read_histories(options.events.name, data, read, now=now)
    clock, found = working_time_in_force(options.hours), []
    for history in histories.known:
        try:
            found.append(clocks_of(history, now=now, clock=clock))
        except CaicachError as error:
            histories.aside.append((plain(history.code), sentence_of(error)))
    if options.json:
        aside = [{"where": str(where), "why": str(why)} for where, why in histories.aside]
        print_json({"at": now.isoformat(), "dossiers": list(map(clocks_as_json, found)), "quarantine": aside})
    else:
        show(found, histories, console=Console())
    return Exit.DONE


def moment_given(text: str) -> datetime:
    at = moment_of(text)
    if at is None:
        raise InvalidInput(
            "dossiers.moment",
            what="«{text}» không phải là thời điểm.",
            todo="Hãy ghi theo mẫu 2026-08-05T08:00.",
            text=text,
        )
    return at


def show(found: Sequence[Clocks], histories: Histories, *, console: Console) -> None:
    table = Table("Hồ sơ", "Hạn", "Theo luật", "Do", "Theo 766", "Chưa đúng quy định")
    for one in found:
        due = f"{last_day(one.law.due):%d/%m/%Y}" if one.law.due else "—"
        portal = {None: "—", True: "quá hạn", False: "đúng hạn"}[one.portal.is_late]
        breaches = " ".join(str(breach.told) for breach in one.law.breaches)
        table.add_row(one.history.code, due, _WORDS[one.law.verdict], ", ".join(one.late_by), portal, breaches)
    console.print(table)
    for where, why in histories.aside:
        console.print(_aside(where, why), markup=False)


def _aside(where: Said, why: Said) -> str:
    return f"Để riêng {where}: {why}"
