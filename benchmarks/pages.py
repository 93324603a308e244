"""Pages as a person gets them, without a server around: processor time of each, over 10,000 assignments of a province.

``python -m benchmarks.pages [assignments]``; beside another build: ``python -m benchmarks.against pages``. The days lie
around today, for pages are of today. The plan has 1,500 rows, of which a page shows a part in this build.
"""

import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from time import process_time

from benchmarks import _sample

# ruff: noqa: PLC0415  (Django is loaded only when the settings of the benchmark's own database stand)

WANTED, PLAN_ROWS, RUNS = 10_000, 1_500, 7


def main(arguments: list[str]) -> int:
    wanted = int(arguments[0]) if arguments else WANTED
    with tempfile.TemporaryDirectory(prefix="caicach-bench-") as folder:
        for name, act in prepared(folder, wanted).items():
            act()
            times = []
            for _ in range(RUNS):
                began = process_time()
                act()
                times.append(1000 * (process_time() - began))
            print(f"  {name:<42}{median(times):8.0f} ms", flush=True)
    return 0


def prepared(folder: str, wanted: int = WANTED, postgres: str = "") -> dict[str, Callable[[], object]]:
    """A database of so many assignments and a plan, and the pages by their names."""
    _sample.start(folder, postgres)
    paths = filled(wanted)
    from caicach.cli.installation import collect_static

    collect_static()  # pages name the files by their hashes
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(get_user_model().objects.get(username="noivu"))
    return {name: lambda path=path: _opened(client, path) for name, path in paths.items()}


def filled(wanted: int) -> dict[str, str]:
    """Makes the rows; the addresses of the pages by their names."""
    from caicach.plans.models import Task

    on = date.today()  # noqa: DTZ011 - the pages ask the clock of the province, a few hours off
    codes = _sample.units(on)
    _sample.accounts(on)
    _sample.fill(codes, wanted, on)
    plan = _sample.plan(codes, PLAN_ROWS, on)
    _sample.analyse()
    task = Task.objects.filter(document__isnull=False).order_by("pk")[0]
    past = f"{on - timedelta(days=45):%d/%m/%Y}"
    return {
        "list of tasks": "/nhiem-vu/",
        "list of overdue tasks": "/nhiem-vu/?trang-thai=overdue",
        "board of the leader": "/dieu-hanh/",
        "board of the leader, of a past day": f"/dieu-hanh/?ngay={past}",
        "board of the standing office": "/theo-doi/",
        "page of a document": f"/van-ban/{task.document_id}/",
        "page of a task": f"/nhiem-vu/{task.pk}/",
        "plan of 1,500 rows": f"/ke-hoach/{plan}/",
    }


def _opened(client: object, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
