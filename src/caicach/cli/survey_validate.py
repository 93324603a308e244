"""``caicach survey validate`` and ``caicach survey template``: a questionnaire examined; one to begin with."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caicach.cli import given_files
from caicach.cli.commands import Exit
from caicach.cli.index_tables import print_json
from caicach.cli.survey_files import write_new
from caicach.kernel.errors import InvalidInput
from caicach.surveys.questionnaires.bounded import HEAD, examined_form
from caicach.surveys.questionnaires.template import form_template
from caicach.surveys.questionnaires.values import LARGEST, CheckedForm, Level, Problem
from config.system_words import system_words

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_MOST_FILES = 2000


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "kiểm tra biểu mẫu khảo sát XLSForm: mọi lỗi kèm trang tính và số dòng"
    parser = actions.add_parser("validate", help=about, description=about)
    parser.add_argument("form", type=Path, metavar="FORM.xlsx", help="biểu mẫu XLSForm (.xlsx, .xls)")
    parser.add_argument("--media", type=Path, metavar="THƯ_MỤC", help="nơi để tệp kèm; mặc định cạnh biểu mẫu")
    parser.add_argument("--out", type=Path, metavar="FORM.xml", help="ghi biểu mẫu XForm khi không có lỗi")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    parser.set_defaults(run=run)
    about = "ghi biểu mẫu XLSForm mẫu có chú giải để soạn tiếp"
    template = actions.add_parser("template", help=about, description=about)
    template.add_argument("form", type=Path, metavar="FORM.xlsx", help="tệp sẽ ghi; không ghi đè tệp đã có")
    template.set_defaults(run=run_template)


def run(options: argparse.Namespace) -> int:
    to_shorten = "Hãy để danh sách dài ra tệp CSV kèm theo."
    data = given_files.content(options.form, LARGEST, room="questionnaire", to_shorten=to_shorten)
    form = examined_form(data, options.form.name, _files(options.media or options.form.parent))
    if options.out is not None and form.xform:
        write_new(options.out, form.xform.encode())
    if options.json:
        print_json(_as_json(form))
    else:
        for problem in form.problems:
            print(_line(problem))
        print(_summary(form))
    return Exit.FAULTS if form.errors else Exit.DONE


def run_template(options: argparse.Namespace) -> int:
    write_new(options.form, form_template())
    print(f"Đã ghi {options.form}. Soạn xong hãy chạy: caicach survey validate {options.form}")
    return Exit.DONE


def _files(folder: Path) -> dict[str, bytes]:
    """What lies in the folder; of tables the beginning, where the names of the columns stand."""
    found: dict[str, bytes] = {}
    try:
        for path in sorted(folder.iterdir())[:_MOST_FILES]:
            if path.is_file():
                with path.open("rb") as file:
                    found[path.name] = file.read(HEAD) if path.suffix.lower() == ".csv" else b""
    except OSError as error:
        raise InvalidInput(
            "questionnaire.media",
            what="Không xem được thư mục tệp kèm «{path}».",
            why="{detail}.",
            todo="Hãy kiểm tra đường dẫn và quyền đọc.",
            path=folder,
            detail=system_words(error),
        ) from error
    return found


def _line(problem: Problem) -> str:
    word = "Lỗi" if problem.level is Level.ERROR else "Lưu ý"
    places = [f"trang «{problem.sheet}»"] if problem.sheet else []
    places += [f"dòng {problem.row}"] if problem.row else []
    places += [f"cột «{problem.column}»"] if problem.column else []
    return f"{word}: {', '.join(places)}{': ' if places else ''}{problem.said}"


def _summary(form: CheckedForm) -> str:
    warnings = len(form.problems) - len(form.errors)
    if form.errors:
        return f"Biểu mẫu chưa dùng được: {len(form.errors)} lỗi, {warnings} lưu ý."
    languages = f", ngôn ngữ: {', '.join(form.languages)}" if form.languages else ""
    version = f", phiên bản {form.version}" if form.version else ""
    name = f"Biểu mẫu «{form.title}» ({form.form_id}{version})"
    return f"{name} dùng được: {form.questions} câu hỏi{languages}; {warnings} lưu ý."


def _as_json(form: CheckedForm) -> dict[str, Any]:
    return {
        "valid": not form.errors,
        "form_id": form.form_id,
        "version": form.version,
        "title": form.title,
        "languages": form.languages,
        "questions": form.questions,
        "files": form.files,
        "problems": [
            {
                "level": problem.level,
                "code": problem.code,
                "sheet": problem.sheet,
                "row": problem.row,
                "column": problem.column,
                "message": str(problem.said),
            }
            for problem in form.problems
        ],
    }
