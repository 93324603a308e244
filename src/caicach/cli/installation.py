"""Starting Django for the commands that need the database; the others never load it."""

import gc
import hashlib
import os
import sys
from importlib.metadata import version
from operator import itemgetter
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from caicach.kernel import schema
from caicach.kernel.errors import CaicachError, Conflict, NotAllowed, NotFound
from caicach.kernel.schema import State


def start() -> None:
    """Settings from the environment, applications loaded. Call before importing any services or queries."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    gc.disable()  # what was loaded a moment ago would be walked again and again: a sixth of a start
    try:
        django.setup()
    finally:
        gc.enable()
    gc.freeze()


def open_to_read() -> None:
    """Start, and raise NotFound or Conflict where the tables are not those of this program.

    A command that only reads makes nothing: a wrong folder would look like an empty installation.
    """
    start()
    _refuse_unlike(schema.schema_now().state if is_there() else State.EMPTY)


def refuse_bare() -> None:
    """Raise NotFound where there is no installation; one of any version may be backed up."""
    if not is_there() or schema.schema_now().state is State.EMPTY:
        raise refusal(State.EMPTY)


def open_to_write() -> None:
    """Start, and make the tables where there are none; raise Conflict where they are of another version."""
    start()
    prepare()


def prepare() -> None:
    """Make the tables of a new database; says one line when it does. Raises Conflict for those of another version.

    The example installation is carried to a newer version without a word: nobody's work is in it.
    """
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.umask(0o077)  # what this process makes, the embedded database and stored files above all, is for this account
    if schema.schema_now().state is State.READY:
        return
    with schema.alone("prepare"):  # of two first starts one makes the tables, and the other finds them
        state = schema.schema_now().state
        if state is State.EMPTY or (state is State.OLDER and settings.IS_EXAMPLE):
            if state is State.EMPTY:
                print("Chuẩn bị cơ sở dữ liệu mới (một lần)...", file=sys.stderr, flush=True)
            schema.migrate()
            take_rows_in()
            state = schema.schema_now().state
    _refuse_unlike(state)


def take_rows_in() -> None:
    """From the first moment on a row without a line of the trail is a fault. Call it behind ``schema.migrate``."""
    from caicach.kernel.audit import services as audit

    audit.take_in(now=timezone.now())


def is_there() -> bool:
    """Whether the file of the embedded database is there: to look into one that is not would make it."""
    name = str(settings.DATABASES["default"]["NAME"])
    embedded = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
    return not embedded or os.path.exists(name) or name.startswith(("file:", ":memory:"))


def _refuse_unlike(state: State) -> None:
    if state is not State.READY:
        raise refusal(state)


def refusal(state: State) -> CaicachError:
    """Why a database in this state is not worked with, and what to do."""
    return _WHY_NOT[state]


_WHY_NOT: dict[State, CaicachError] = {
    State.EMPTY: NotFound(
        "installation.empty",
        what="Chưa có cơ sở dữ liệu nào ở đây.",
        why="DATABASE_URL hoặc CAICACH_DATA_DIR chỉ tới một nơi trống.",
        todo="Hãy kiểm tra cấu hình; nếu đây là cài đặt mới, hãy chạy: caicach upgrade",
    ),
    State.OLDER: Conflict(
        "installation.older",
        what="Cơ sở dữ liệu thuộc phiên bản cũ hơn chương trình này.",
        why="Nâng cấp phải có bản sao lưu trước, nên không tự làm.",
        todo="Hãy chạy: caicach upgrade",
    ),
    State.NEWER: Conflict(
        "installation.newer",
        what="Cơ sở dữ liệu thuộc phiên bản mới hơn chương trình này.",
        why="Chương trình cũ có thể làm hỏng dữ liệu của phiên bản mới.",
        todo="Hãy dùng đúng phiên bản chương trình, hoặc khôi phục bản sao lưu trước khi nâng cấp.",
    ),
}


def collect_static() -> None:
    """Gather static files under hashed names, as production serves them; nothing where these were gathered before.

    To hash and press some two hundred files takes seconds, at every start.
    """
    mark = Path(settings.STATIC_ROOT) / ".gathered"
    with schema.alone("static"):
        gathered = _sum_of_static()
        if mark.exists() and mark.read_text() == gathered:
            return
        mark.unlink(missing_ok=True)  # until it is done, and where it is broken off, nothing is gathered
        call_command("collectstatic", verbosity=0, interactive=False)
        mark.write_text(gathered)


def _sum_of_static() -> str:
    """The sum of the files that are gathered, and of what gathers them."""
    from django.contrib.staticfiles.finders import get_finders

    found = hashlib.sha256("".join(f"{name} {version(name)}\0" for name in ("django", "whitenoise")).encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=itemgetter(0)):
            with storage.open(path) as file:
                found.update(f"{path}\0".encode() + hashlib.sha256(file.read()).digest())
    return found.hexdigest()


def refuse_demo_accounts() -> None:
    """Raise NotAllowed where a production installation has accounts whose password everybody can read.

    Called by ``caicach serve`` and by every process that serves the application (config.wsgi), the database ready.
    """
    from caicach.organisations import queries

    if not settings.IS_EXAMPLE and queries.has_demo_accounts():
        raise NotAllowed(
            "installation.demo_accounts",
            what="Không khởi động: hệ thống thật còn tài khoản dùng thử.",
            why="Mật khẩu của tài khoản dùng thử là công khai, ai cũng đăng nhập được.",
            todo="Hãy khóa từng tài khoản (caicach users list; caicach users deactivate TÊN --why LÝ_DO), "
            "hoặc dùng cơ sở dữ liệu mới không có dữ liệu ví dụ.",
        )
