from importlib import import_module

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "caicach.inspections"
    label = "inspections"

    def ready(self) -> None:
        import_module("caicach.inspections.metrics")
        import_module("caicach.inspections.searching")
        import_module("caicach.inspections.witnesses")
        import_module("caicach.inspections.unit_work")
