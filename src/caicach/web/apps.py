from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "caicach.web"
    label = "web"
