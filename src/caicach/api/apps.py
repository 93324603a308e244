from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "caicach.api"
    label = "api"
