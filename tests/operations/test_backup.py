"""An installation into one file while people write, and back out of it; a file that is not whole is told, not used."""

import hashlib
import json
import os
import resource
import shutil
import sqlite3
import time
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from caicach.cli import failures
from caicach.kernel.backups import archive, services
from caicach.kernel.errors import CaicachError, Conflict
from operations.disks import small_disk
from operations.places import Installation, Places, is_on_postgresql
from operations.writing import BACKUPS, WRITER

pytestmark = [pytest.mark.installation, pytest.mark.timeout(900)]

MADE = 20
BACKED_UP = [f"ban-{number:02}.zip" for number in range(MADE)]
LAST = BACKED_UP[-1]
PAUSE = "0.02"  # seconds: some dozen files in every backup, and room for the backups on two cores


@pytest.fixture(scope="module")
def lived(places: Places) -> Installation:
    """An installation with an account and stored files, and twenty backups made while two processes wrote.

    Whoever writes is killed (-9) in the middle of them, twice, and another begins.
    """
    place = places.ready()
    place.said("users", "create", "nguoi.dung", "--name", "Người dùng", typed="Rieng-Tu-Va-Dai-26\n")
    written, counts = [], []
    for first in range(0, MADE, MADE // 2):
        names = [f"ghi-{first}-{writer}" for writer in range(2)]
        written += [place.folder / name for name in names]
        writers = [place.start("-c", f"import django; django.setup()\n{WRITER}", name, PAUSE) for name in names]
        try:
            while not all(file.exists() for file in written):  # both write before the first backup begins
                assert all(writer.poll() is None for writer in writers)
                time.sleep(0.05)
            counts += place.run(BACKUPS, *BACKED_UP[first : first + MADE // 2]).split()
        finally:
            for writer in writers:
                writer.kill()
                writer.communicate()
    assert len(counts) == MADE
    assert int(counts[-1]) > int(counts[0])
    assert all(file.stat().st_size > 1 for file in written)  # and went on meanwhile
    return place


def _sums(path: Path) -> dict[str, tuple[int, str]]:
    return {table.name: (table.rows, table.sha256) for table in archive.check(path).tables}


def test_a_backup_made_under_writing_restores_whole_into_an_empty_place(lived: Installation, places: Places) -> None:
    source, place = lived.folder / LAST, places.new()
    assert "khớp mã băm" in place.done("restore", str(source))
    faults, next_key = place.run(AFTERWARDS).split()
    assert faults == "0"
    assert _sums(place.folder / "lai.zip") == _sums(source)
    # A key that was given out once is not given to another row.
    assert int(next_key) == _sequence(source, "files_storedfile") + 1
    # The place is full now: a second restore leaves it as it is.
    code, _, err = place.said("restore", str(source))
    assert (code, "[backup.not_empty]" in err) == (4, True)


AFTERWARDS = """
from pathlib import Path
from django.utils import timezone
from caicach.kernel.access import SYSTEM
from caicach.kernel.audit import services as audit
from caicach.kernel.backups import services
from caicach.kernel.backups.given import GivenSettings
from caicach.kernel.files import services as files
services.make_backup(Path("lai.zip"), given=GivenSettings({}), now=timezone.now())
audit.seal_all()
from caicach.kernel.audit.verifying import verify
print(len(list(verify())))
print(files.store(SYSTEM, data=b"sau", name="sau.txt", now=timezone.now()).pk)
"""


def _sequence(path: Path, table: str) -> int:
    return next(found.sequence or 0 for found in archive.check(path).tables if found.name == table)


def test_every_backup_made_under_writing_restores_whole(lived: Installation, places: Places) -> None:
    """On a server every fifth into a place of its own kind, the others into the embedded kind, where it takes less."""
    own = [name for number, name in enumerate(BACKED_UP) if not is_on_postgresql() or number % 5 == 4]
    for place, names in (
        (places.new(), own),
        (places.new(on_postgresql=False), [name for name in BACKED_UP if name not in own]),
    ):
        said = place.run(RESTORED, *(str(lived.folder / name) for name in names))
        assert said.split() == [str(archive.check(lived.folder / name).files) for name in names]


RESTORED = """
import hashlib, shutil, sys
from pathlib import Path
from django.conf import settings
from django.db import transaction
from caicach.kernel import schema
from caicach.kernel.audit.verifying import verify
from caicach.kernel.backups import services
for name in sys.argv[1:]:
    with schema.alone("prepare"):
        manifest = services.restore(Path(name))
    there = [path for path in settings.FILES_DIR.glob("*/*") if len(path.name) == 64]
    assert manifest.lost == (), name
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.name for path in there), name
    assert list(verify()) == [], name
    print(len(there))
    shutil.rmtree(settings.FILES_DIR)
    with transaction.atomic():
        schema.drop_all()
"""


@pytest.mark.skipif(not is_on_postgresql(), reason="both kinds of database are there in the run on PostgreSQL")
def test_an_installation_moves_to_the_other_database_and_back_without_loss(lived: Installation, places: Places) -> None:
    source, embedded, server = lived.folder / LAST, places.new(on_postgresql=False), places.new()
    embedded.done("restore", str(source))
    embedded.done("backup", "di.zip")
    server.done("restore", str(embedded.folder / "di.zip"))
    server.done("backup", "ve.zip")
    assert server.done("audit", "verify").endswith("0 lỗi.\n")
    assert _sums(server.folder / "ve.zip") == _sums(embedded.folder / "di.zip") == _sums(source)


@pytest.mark.parametrize("part", [0.0001, 0.3, 0.7, 0.98, 1.0])
def test_one_changed_byte_anywhere_is_found(lived: Installation, tmp_path: Path, part: float) -> None:
    data = bytearray((lived.folder / LAST).read_bytes())
    data[2 + int(part * (len(data) - 3))] ^= 1
    (tmp_path / "hong.zip").write_bytes(data)
    _refused(tmp_path / "hong.zip", "backup.altered")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda whole: whole[: len(whole) // 2], "backup.cut_off"),
        (lambda whole: whole[:-1], "backup.cut_off"),
        (lambda whole: whole[:10], "backup.cut_off"),
        (lambda _: b"day khong phai ban sao luu", "backup.not_one"),
        (lambda _: b"", "backup.not_one"),
    ],
)
def test_a_file_that_is_cut_off_or_is_no_backup_is_told(lived: Installation, tmp_path: Path, make, code: str) -> None:
    (tmp_path / "hong.zip").write_bytes(make((lived.folder / LAST).read_bytes()))
    _refused(tmp_path / "hong.zip", code)


def _refused(path: Path, code: str) -> None:
    with pytest.raises(CaicachError) as told:
        archive.check(path)
    assert told.value.code == code


def test_the_command_says_why_a_backup_is_refused(lived: Installation, tmp_path: Path) -> None:
    (tmp_path / "hong.zip").write_bytes((lived.folder / LAST).read_bytes()[:-100])
    code, _, err = lived.said("restore", str(tmp_path / "hong.zip"))
    assert (code, "bị cắt cụt" in err, "[backup.cut_off]" in err) == (4, True, True), err


@pytest.mark.parametrize("changed", [{"format": 99}, {"migrations": [["plans", "9999_from_the_future"]]}])
def test_a_backup_of_a_newer_version_is_refused(
    lived: Installation, tmp_path: Path, changed: dict[str, object]
) -> None:
    path = tmp_path / "moi.zip"
    with zipfile.ZipFile(lived.folder / LAST) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, json.dumps({**json.loads(data), **changed}) if name == archive.MANIFEST else data)
        new.comment = b"sha256:" + b"0" * 64
    data = path.read_bytes()
    path.write_bytes(data[:-64] + hashlib.sha256(data[: -64 - len(b"sha256:")]).hexdigest().encode())
    with pytest.raises(Conflict, match=r"backup\.newer"):
        services.refuse_newer(archive.check(path), path)


def test_a_backup_overwrites_nothing(tmp_path: Path) -> None:
    taken = tmp_path / "da-co.zip"
    taken.write_bytes(b"cua nguoi khac")
    with pytest.raises(Conflict, match=r"backup\.exists"), archive.new_archive(taken):
        pass
    assert taken.read_bytes() == b"cua nguoi khac"


def test_a_disk_that_fills_up_in_the_middle_is_told_and_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="too large") as raised:
        _write_past_the_end(tmp_path / "a.zip")
    told = failures.error_of(raised.value)
    assert told is not None
    assert told.code == "installation.disk_full"
    assert list(tmp_path.iterdir()) == []


def _write_past_the_end(path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with archive.new_archive(path) as made:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, before[1]))
        try:
            made.writestr("files/x", os.urandom(50_000))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_restore_onto_a_disk_without_room_for_the_files_is_told(lived: Installation, places: Places) -> None:
    place = places.new()
    with small_disk(place.folder / "var", "100k"):
        code, _, err = place.said("restore", str(lived.folder / LAST))
    assert (code, "[installation.disk_full]" in err, "không có gì bị ghi dở" in err) == (4, True, True), err


@pytest.mark.skipif(is_on_postgresql(), reason="rows lie on the disk of the server")
def test_a_restore_onto_a_disk_without_room_for_the_rows_leaves_no_table(lived: Installation, places: Places) -> None:
    place = places.new()
    with small_disk(place.folder / "rows", "400k") as disk:
        address = f"sqlite:///{disk / 'caicach.sqlite3'}"
        code, _, err = place.said("restore", str(lived.folder / LAST), DATABASE_URL=address)
        assert (code, "Đĩa đã đầy" in err) == (4, True), err
        with closing(sqlite3.connect(disk / "caicach.sqlite3")) as left:
            assert left.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_a_backup_onto_a_disk_that_fills_up_is_told_and_the_installation_goes_on(
    lived: Installation, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "day", "20k") as disk:
        code, _, err = lived.said("backup", str(disk / "a.zip"))
        assert (code, "[installation.disk_full]" in err) == (4, True), err
        assert list(disk.iterdir()) == []
    lived.done("backup", str(tmp_path / "a.zip"))


def test_secrets_leave_only_enciphered_and_settings_come_back(lived: Installation, tmp_path: Path) -> None:
    secret, made = lived.environment()["CAICACH_SECRET_KEY"], tmp_path / "co.zip"
    phrase = {"CAICACH_BACKUP_PASSPHRASE": "mot cum mat khau dai"}
    lived.done("backup", str(made), "--with-secrets", **phrase)
    assert os.stat(made).st_mode & 0o077 == 0
    assert all(secret.encode() not in _member(made, name) for name in _names(made))
    assert archive.check(made).settings["CAICACH_HOSTS"] == "127.0.0.1"
    lived.done("restore", str(made), "--settings", str(tmp_path / "ra.env"), **phrase)
    assert f"CAICACH_SECRET_KEY={secret}\n" in (tmp_path / "ra.env").read_text()
    other = {"CAICACH_BACKUP_PASSPHRASE": "mot cum mat khau khac"}
    code, _, err = lived.said("restore", str(made), "--settings", str(tmp_path / "x.env"), **other)
    assert (code, "[backup.other_passphrase]" in err) == (4, True)


def _names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as opened:
        return opened.namelist()


def _member(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as opened:
        return opened.read(name)


def test_a_file_that_was_lost_before_is_named_and_the_rest_is_kept(lived: Installation, tmp_path: Path) -> None:
    stored = sorted(path for path in (lived.folder / "var" / "files").glob("*/*") if len(path.name) == 64)
    named = {name.rpartition("/")[2] for name in _names(lived.folder / LAST)}
    lost = next(path for path in stored if path.name in named)
    shutil.copy(lost, tmp_path / "giu")
    lost.write_bytes(b"khac")
    try:
        code, out, err = lived.said("backup", str(tmp_path / "thieu.zip"))
    finally:
        shutil.copy(tmp_path / "giu", lost)
    assert (code, lost.name in err, "đã đọc lại" in out) == (1, True, True)


NIGHTLY = """
from datetime import timedelta
from django.utils import timezone
from caicach.kernel.backups import scheduled
now = timezone.localtime()
for day in range(4):
    print(scheduled.make_scheduled(now=now + timedelta(days=day)).name)
"""


def test_nightly_backups_stay_as_many_as_asked_for(lived: Installation, tmp_path: Path) -> None:
    (tmp_path / "cua-toi.zip").write_bytes(b"khong phai cua chuong trinh")
    made = lived.run(NIGHTLY, CAICACH_BACKUP_DIR=str(tmp_path), CAICACH_BACKUP_KEEP="2").split()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*made[-2:], "cua-toi.zip"])
