from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "caicach.kernel.files"
    label = "files"
