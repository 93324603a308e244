from django.apps import AppConfig


class IndicesConfig(AppConfig):
    name = "caicach.indices"
    label = "indices"
