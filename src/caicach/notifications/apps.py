from importlib import import_module

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "caicach.notifications"
    label = "notifications"

    def ready(self) -> None:
        import_module("caicach.notifications.jobs")  # registers the kinds of job; they stand on models
        import_module("caicach.notifications.outcomes")  # registers how people hear what became of what they asked for
