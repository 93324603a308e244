from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "caicach.reports"
    label = "reports"
