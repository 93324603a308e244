"""An older database is carried to this version with a backup before it, and comes back whole."""

import pytest

from caicach.kernel.backups import archive
from operations.places import Installation, Places

pytestmark = [pytest.mark.installation, pytest.mark.timeout(900)]

# The state before the newest step of the queue's tables: what an installation of the version before has.
STEP_BACK = """
from django.core.management import call_command
from django.utils import timezone
from caicach.kernel.access import SYSTEM
from caicach.kernel.audit import services as audit
from caicach.kernel.files import services as files
file = files.store(SYSTEM, data=b"chung cu", name="chung-cu.txt", now=timezone.now())
audit.record(SYSTEM, "drill.file.stored", subject=("file", file.pk), now=timezone.now())
call_command("migrate", "jobs", "0003", verbosity=0)
"""
IN_THE_WAY = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE jobs_worker (id integer)")
"""
STATE = "from caicach.kernel import schema; print(schema.schema_now().state.value)"
LATER = """
from django.utils import timezone
from caicach.kernel.access import SYSTEM
from caicach.kernel.anchors import services as anchors
from caicach.kernel.audit import services as audit
audit.record(SYSTEM, "drill.later", subject=("drill", 2), now=timezone.now())
anchors.make_anchor(now=timezone.localtime())
"""
LIVING = """
from caicach.kernel.jobs.workers import beating
with beating():
    from caicach.cli.main import main
    from pathlib import Path
    raise SystemExit(main(["upgrade", "--back", "truoc.zip"]))
"""


@pytest.fixture
def older(places: Places) -> Installation:
    place = places.ready()
    place.run(STEP_BACK)
    return place


def test_an_upgrade_backs_up_goes_back_to_what_was_and_comes_again(older: Installation) -> None:
    """Going back takes lines of the trail away, whoever does it: the anchor of a later day says so truly."""
    code, _, err = older.said("users", "list")
    assert (code, "[installation.older]" in err) == (4, True)
    older.done("backup", "cu.zip")
    assert "--back" in older.done("upgrade", "--backup", "truoc.zip")
    assert archive.check(older.folder / "truoc.zip").tables == archive.check(older.folder / "cu.zip").tables
    assert older.done("audit", "verify").endswith("0 lỗi.\n")
    older.run(LATER)
    # While a worker lives nothing is taken away under its feet.
    started = older.start("-c", f"import django; django.setup()\n{LIVING}")
    _, err = started.communicate(timeout=600)
    assert (started.returncode, "[upgrade.running]" in err) == (4, True), err
    older.done("upgrade", "--back", "truoc.zip", "--backup", "hom-nay.zip")
    older.done("backup", "lui.zip")
    assert archive.check(older.folder / "lui.zip").tables == archive.check(older.folder / "cu.zip").tables
    assert "jobs_worker" in {table.name for table in archive.check(older.folder / "hom-nay.zip").tables}
    older.done("upgrade", "--backup", "lai.zip")
    code, out, _ = older.said("audit", "verify")
    assert (code, "1 mốc" in out) == (1, True), out
    anchor = next((older.folder / "var" / "anchors").glob("*.txt"))
    anchor.rename(older.folder / "moc-da-giai-thich.txt")
    assert older.done("audit", "verify").endswith("0 lỗi.\n")
    code, out, _ = older.said("audit", "verify", "--anchor", "moc-da-giai-thich.txt")
    assert code == 1, out


def test_a_step_that_fails_leaves_everything_as_it_was(older: Installation) -> None:
    older.done("backup", "cu.zip")
    older.run(IN_THE_WAY)
    code, _, err = older.said("upgrade", "--backup", "truoc.zip")
    assert (code, "[upgrade.failed]" in err, "jobs_worker" in err) == (4, True, True), err
    assert older.run(STATE).strip() == "older"
    older.done("backup", "sau.zip")
    assert archive.check(older.folder / "sau.zip").tables == archive.check(older.folder / "cu.zip").tables
