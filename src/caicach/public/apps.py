from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "caicach.public"
    label = "public"
