from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "caicach.kernel.backups"
    label = "backups"
