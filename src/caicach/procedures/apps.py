from importlib import import_module

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "caicach.procedures"
    label = "procedures"

    def ready(self) -> None:
        import_module("caicach.procedures.jobs")
        import_module("caicach.procedures.metrics")
        import_module("caicach.procedures.searching")
        import_module("caicach.procedures.witnesses")
        import_module("caicach.procedures.unit_work")
