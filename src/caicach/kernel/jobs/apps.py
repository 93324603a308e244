from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "caicach.kernel.jobs"
    label = "jobs"
