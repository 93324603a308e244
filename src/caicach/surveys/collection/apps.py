from importlib import import_module

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "caicach.surveys.collection"
    label = "surveys"

    def ready(self) -> None:
        import_module("caicach.surveys.collection.jobs")
        import_module("caicach.surveys.collection.searching")
