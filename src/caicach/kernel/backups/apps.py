from importlib import import_module

from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "caicach.kernel.backups"
    label = "backups"

    def ready(self) -> None:
        import_module("caicach.kernel.backups.jobs")  # registers the nightly backup
