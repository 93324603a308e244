from django.apps import AppConfig


class SurveyResultsConfig(AppConfig):
    name = "caicach.surveys.results"
    label = "survey_results"
