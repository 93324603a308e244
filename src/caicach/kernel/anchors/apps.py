from importlib import import_module

from django.apps import AppConfig


class AnchorsConfig(AppConfig):
    name = "caicach.kernel.anchors"
    label = "anchors"

    def ready(self) -> None:
        import_module("caicach.kernel.anchors.jobs")  # registers the daily anchor
