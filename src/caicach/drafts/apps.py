from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "caicach.drafts"
    label = "drafts"
