from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "caicach.reports"
    label = "reports"

    def ready(self) -> None:
        import_module("caicach.reports.jobs")
