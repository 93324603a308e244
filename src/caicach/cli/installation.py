"""Starting Django for the commands that need the database; the others never load it."""

import os

import django
from django.conf import settings
from django.core.management import call_command


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
