"""``caicach fieldwork``: surveys in the field, their forms, and who collects."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caicach.cli import given_files, installation
from caicach.cli.commands import Exit
from caicach.cli.survey_files import write_file, write_table, written_kind
from caicach.kernel.errors import InvalidInput
from config.system_words import system_words

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_LARGEST = 20_000_000


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "khảo sát thực địa: biểu mẫu, mở và đóng, tài khoản thu thập"
    parser = subparsers.add_parser("fieldwork", help=about, description=about)
    actions = parser.add_subparsers(title="việc", metavar="VIỆC", required=True)
    actions.add_parser("list", help="các cuộc khảo sát và số phiếu đã nhận").set_defaults(run=_list)
    add = actions.add_parser("add", help="lập cuộc khảo sát mới")
    add.add_argument("title", metavar="TÊN")
    add.add_argument("--retain-until", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    add.add_argument("--named", action="store_true", help="ghi ai gửi phiếu lúc nào; mặc định ẩn danh")
    add.set_defaults(run=_add)
    form = actions.add_parser("form", help="nạp biểu mẫu XLSForm vào cuộc khảo sát")
    form.add_argument("survey", type=int, metavar="MÃ")
    form.add_argument("form", type=Path, metavar="FORM.xlsx")
    form.add_argument("--media", type=Path, metavar="THƯ_MỤC", help="nơi để tệp kèm; mặc định cạnh biểu mẫu")
    form.set_defaults(run=_form)
    withdraw = actions.add_parser("withdraw", help="rút một phiên bản: phiếu theo bản ấy không còn được nhận")
    withdraw.add_argument("survey", type=int, metavar="MÃ")
    withdraw.add_argument("version", metavar="PHIÊN_BẢN")
    withdraw.set_defaults(run=_withdraw)
    for name, about in (("open", "mở cuộc khảo sát"), ("close", "đóng cuộc khảo sát")):
        step = actions.add_parser(name, help=about)
        step.add_argument("survey", type=int, metavar="MÃ")
        step.set_defaults(run=_step, step=name)
    collector = actions.add_parser("collector", help="cấp tài khoản thu thập; mật khẩu chỉ hiện một lần")
    collector.add_argument("survey", type=int, metavar="MÃ")
    collector.add_argument("name", metavar="TÊN", help="điều tra viên hoặc thiết bị")
    collector.add_argument("--days", type=int, default=60)
    collector.set_defaults(run=_collector)
    export = actions.add_parser("export", help="xuất câu trả lời, mỗi phiếu một dòng, và sổ mã")
    export.add_argument("survey", type=int, metavar="MÃ")
    export.add_argument(
        "out", type=Path, metavar="DATA.csv", help="tệp .csv, .xlsx, .sav (SPSS) hoặc .dta (Stata); không ghi đè"
    )
    export.add_argument("--repeat", default="", metavar="NHÓM_LẶP", help="mỗi lượt của nhóm lặp một dòng")
    export.add_argument("--codebook", type=Path, metavar="CODEBOOK.csv", help="ghi thêm sổ mã của các cột")
    export.set_defaults(run=_export)
    published = actions.add_parser("published", help="nạp kết quả khảo sát do nơi khác thực hiện và công bố")
    published.add_argument(
        "file", type=Path, metavar="KET_QUA.xlsx", help="đơn vị, chỉ số, giá trị, sai số chuẩn, từ, đến"
    )
    published.add_argument("--period", required=True, metavar="KỲ", help="năm 2025, quý 2025Q1…")
    published.add_argument("--source", required=True, metavar="NGUỒN", help="văn bản công bố")
    published.add_argument("--published-on", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    published.set_defaults(run=_published)
    revoke = actions.add_parser("revoke", help="thu hồi tài khoản thu thập")
    revoke.add_argument("survey", type=int, metavar="MÃ")
    revoke.add_argument("username", metavar="TÀI_KHOẢN")
    revoke.set_defaults(run=_revoke)


def _list(_options: argparse.Namespace) -> int:
    installation.open_to_read()
    from caicach.kernel.access import SYSTEM
    from caicach.surveys.collection import queries

    words = {"draft": "chưa mở", "open": "đang mở", "closed": "đã đóng"}
    for line in queries.survey_lines(SYSTEM):
        forms = ", ".join(line.versions) or "chưa có biểu mẫu"
        kind = "ẩn danh" if line.is_anonymous else "có tên người gửi"
        print(f"{line.id}\t{line.title}\t{words[line.state]}\t{kind}\t{forms}\t{line.submissions} phiếu")
    return Exit.DONE


def _add(options: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.kernel.access import SYSTEM
    from caicach.surveys.collection import services

    survey_id = services.create_survey(
        SYSTEM,
        title=options.title,
        is_anonymous=not options.named,
        retained_until=options.retain_until,
        now=timezone.now(),
    )
    print(survey_id)
    return Exit.DONE


def _form(options: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.kernel.access import SYSTEM
    from caicach.surveys.collection import services

    data = _content(options.form)
    services.add_form(
        SYSTEM,
        survey_id=options.survey,
        data=data,
        name=options.form.name,
        beside=_beside(options.media or options.form.parent, options.form),
        now=timezone.now(),
    )
    print(f"Đã nạp {options.form.name}.")
    return Exit.DONE


def _content(path: Path) -> bytes:
    to_shorten = "Hãy để danh sách dài ra tệp CSV kèm theo."
    return given_files.content(path, _LARGEST, room="survey", to_shorten=to_shorten)


def _beside(folder: Path, form: Path) -> dict[str, bytes]:
    """Files of the folder that a form could need: no other workbooks, nothing hidden."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file() and path != form)
    except OSError as error:
        raise InvalidInput(
            "survey.media",
            what="Không xem được thư mục tệp kèm «{path}».",
            why="{detail}.",
            todo="Hãy kiểm tra đường dẫn và quyền đọc.",
            path=folder,
            detail=system_words(error),
        ) from error
    kinds = {".csv", ".xml", ".geojson", ".png", ".jpg", ".jpeg", ".svg", ".mp3", ".m4a", ".wav", ".mp4", ".webm"}
    return {path.name: _content(path) for path in paths if path.suffix.lower() in kinds}


def _withdraw(options: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.kernel.access import SYSTEM
    from caicach.surveys.collection import services

    services.withdraw_form(SYSTEM, survey_id=options.survey, version=options.version, now=timezone.now())
    print("Đã rút.")
    return Exit.DONE


def _step(options: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.kernel.access import SYSTEM
    from caicach.surveys.collection import services

    step = services.open_survey if options.step == "open" else services.close_survey
    step(SYSTEM, survey_id=options.survey, now=timezone.now())
    print("Đã mở." if options.step == "open" else "Đã đóng.")
    return Exit.DONE


def _collector(options: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.conf import settings
    from django.utils import timezone

    from caicach.kernel.access import SYSTEM
    from caicach.surveys.collection import services

    issued = services.issue_collector(
        SYSTEM, survey_id=options.survey, name=options.name, days=options.days, now=timezone.now()
    )
    print(f"Địa chỉ: {settings.PUBLIC_URL}/odk\nTài khoản: {issued.username}\nMật khẩu: {issued.password}")
    print(f"Hoặc địa chỉ không cần mật khẩu: {settings.PUBLIC_URL}/odk/key/{issued.token}")
    return Exit.DONE


def _export(options: argparse.Namespace) -> int:
    installation.open_to_write()
    from caicach.kernel.access import SYSTEM
    from caicach.surveys.collection import queries, services

    kind = written_kind(options.out, services.KINDS)
    write_file(services.answers_file(SYSTEM, survey_id=options.survey, kind=kind, repeat=options.repeat), options.out)
    if options.codebook is not None:
        write_table(queries.leaving_codebook(SYSTEM, options.survey), options.codebook)
    print(f"Đã ghi {options.out}.")
    return Exit.DONE


def _published(options: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.kernel.access import SYSTEM
    from caicach.kernel.periods import parse_period
    from caicach.surveys.results import services

    count = services.import_published(
        SYSTEM,
        name=options.file.name,
        data=_content(options.file),
        period=parse_period(options.period),
        source=options.source,
        published_on=options.published_on,
        now=timezone.now(),
    )
    print(f"Đã nạp {count} kết quả.")
    return Exit.DONE


def _revoke(options: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.kernel.access import SYSTEM
    from caicach.surveys.collection import services

    services.revoke_collector(SYSTEM, survey_id=options.survey, username=options.username, now=timezone.now())
    print("Đã thu hồi.")
    return Exit.DONE
