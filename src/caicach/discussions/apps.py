from importlib import import_module

from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    name = "caicach.discussions"
    label = "discussions"

    def ready(self) -> None:
        import_module("caicach.discussions.witnesses")  # registers the rows that the trail answers for
