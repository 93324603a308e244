from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "caicach.kernel.jobs"
    label = "jobs"

    def ready(self) -> None:
        import_module("caicach.kernel.jobs.jobs")  # registers the housekeeping; it stands on models
