from importlib import import_module

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "caicach.institutions"
    label = "institutions"

    def ready(self) -> None:
        import_module("caicach.institutions.metrics")
        import_module("caicach.institutions.searching")
        import_module("caicach.institutions.witnesses")
        import_module("caicach.institutions.unit_work")
