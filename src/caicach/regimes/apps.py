from importlib import import_module

from django.apps import AppConfig


class RegimesConfig(AppConfig):
    name = "caicach.regimes"
    label = "regimes"

    def ready(self) -> None:
        import_module("caicach.regimes.jobs")
        import_module("caicach.regimes.searching")
        import_module("caicach.regimes.witnesses")
        import_module("caicach.regimes.unit_work")
