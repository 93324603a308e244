"""``caicach report check-form FILE``: whether a form of one's own can be used, and which line is wrong."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from caicach.cli import given_files, installation
from caicach.cli.commands import Exit

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from caicach.regimes.domain.forms import ReportForm


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "xem một tệp biểu mẫu báo cáo tự thêm dùng được chưa; sai thì chỉ đúng dòng"
    check = actions.add_parser("check-form", help=about, description=about)
    check.add_argument("file", type=Path, metavar="TỆP", help="tệp YAML như trong thư mục report-forms")
    check.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """A fault is raised, and told as every command tells it. Needs no database."""
    installation.start()
    from caicach.regimes.forms_in_force import LARGEST, forms_added

    content = given_files.content(options.file, LARGEST, room="form", to_shorten="Hãy chia thành nhiều tệp.")
    found = forms_added(options.file.name, content)
    print(f"Tệp «{options.file.name}» dùng được, có {len(found)} biểu:")
    for form in found:
        print(f"  {form.id}: {form.title}")
        print(f"    {_holds(form)}; {_in_force(form)}")
    return Exit.DONE


def _holds(form: "ReportForm") -> str:
    kinds = ", ".join(kind.value for kind in form.kinds)
    count = sum(1 for _one in form.indicators())
    return f"kỳ {kinds}; {len(form.headings)} mục, {count} chỉ tiêu, {len(form.tables)} bảng"


def _in_force(form: "ReportForm") -> str:
    """Whether it would tell periods, beside the versions of the same id that there are."""
    from caicach.regimes.domain.catalogue import form_named
    from caicach.regimes.forms_in_force import known_forms

    others = [one for one in known_forms() if one.digest != form.digest]
    since = f"kỳ chốt số liệu từ {form.valid_from:%d/%m/%Y}" if form.valid_from else "mọi kỳ"
    if form_named(form.id, (*others, form)).digest == form.digest:
        return f"dùng cho {since}"
    return "chưa dùng cho kỳ mới: bản khác cùng mã có ngày hiệu lực (valid_from) muộn hơn"
