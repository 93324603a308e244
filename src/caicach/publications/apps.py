from importlib import import_module

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "caicach.publications"
    label = "publications"

    def ready(self) -> None:
        import_module("caicach.publications.searching")
        import_module("caicach.publications.witnesses")
