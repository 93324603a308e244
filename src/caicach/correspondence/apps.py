from importlib import import_module

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "caicach.correspondence"
    label = "correspondence"

    def ready(self) -> None:
        import_module("caicach.correspondence.jobs")  # registers them; only now, for they stand on models
        import_module("caicach.correspondence.witnesses")  # registers the rows that the trail answers for
        import_module("caicach.correspondence.searching")  # registers what can be found
