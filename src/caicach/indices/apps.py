from importlib import import_module

from django.apps import AppConfig


class IndicesConfig(AppConfig):
    name = "caicach.indices"
    label = "indices"

    def ready(self) -> None:
        import_module("caicach.indices.witnesses")  # registers the rows that the trail answers for
        import_module("caicach.indices.searching")  # registers what can be found
        import_module("caicach.indices.jobs")  # registers the kinds and schedules of the queue
        import_module("caicach.indices.unit_work")
