from importlib import import_module

from django.apps import AppConfig


class SurveyResultsConfig(AppConfig):
    name = "caicach.surveys.results"
    label = "survey_results"

    def ready(self) -> None:
        import_module("caicach.surveys.results.metrics")
