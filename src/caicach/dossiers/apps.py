from importlib import import_module

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "caicach.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        for room in ("jobs", "metrics", "witnesses"):
            import_module(f"caicach.dossiers.{room}")
