"""Scripts for drills: a writer (files come with rows and lines of the trail, some are thrown away), and backups.

The writer is given its name, and, where it is not to write as fast as it can, the seconds it waits after each file.
"""

WRITER = """
import itertools, sys, time
from pathlib import Path
from django.db import transaction
from django.utils import timezone
from caicach.kernel.access import SYSTEM
from caicach.kernel.audit import services as audit
from caicach.kernel.files import services as files
kept, pause = [], float(sys.argv[2]) if len(sys.argv) > 2 else 0.0
for n in itertools.count():
    with transaction.atomic():
        file = files.store(SYSTEM, data=f"{sys.argv[1]} {n}".encode() * 50, name=f"bao-cao-{n}.txt", now=timezone.now())
        audit.record(SYSTEM, "drill.file.stored", subject=("file", file.pk), now=timezone.now(), new={"n": n})
    kept.append(file)
    if n % 5 == 4:
        with transaction.atomic():
            files.discard(kept.pop(0))
    with Path(sys.argv[1]).open("ab") as done:  # a byte a file: whoever is killed meanwhile leaves no half number
        done.write(b".")
    time.sleep(pause)
"""

BACKUPS = """
import sys
from pathlib import Path
from django.utils import timezone
from caicach.kernel.backups import services
from caicach.kernel.backups.given import GivenSettings
for name in sys.argv[1:]:
    made = services.make_backup(Path(name), given=GivenSettings({}), now=timezone.now())
    assert not made.lost, made.lost
    print(made.files)
"""
