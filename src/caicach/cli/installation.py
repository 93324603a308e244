"""Starting Django for the commands that need the database; the others never load it."""

import os

import django
from django.conf import settings
from django.core.management import call_command

from caicach.kernel.errors import NotAllowed


def start() -> None:
    """Settings from the environment, applications loaded. Call before importing any services or queries."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def prepare() -> None:
    """Create or migrate the database; says nothing when there is nothing to do."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)


def collect_static() -> None:
    """Gather static files under hashed names, as production serves them."""
    call_command("collectstatic", verbosity=0, interactive=False)


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
