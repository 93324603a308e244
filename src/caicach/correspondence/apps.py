from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "caicach.correspondence"
    label = "correspondence"
