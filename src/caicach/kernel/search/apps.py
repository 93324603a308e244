from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "caicach.kernel.search"
    label = "search"

    def ready(self) -> None:
        post_migrate.connect(_prepare, sender=self)


def _prepare(**_given: object) -> None:
    """Tables were made or made anew, and a table made anew has lost its triggers."""
    import_module("caicach.kernel.search.services").prepare()  # only now: it stands on models
