from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "caicach.accounts"
    label = "accounts"

    def ready(self) -> None:
        import_module("caicach.accounts.jobs")  # registers the kinds of job; they stand on models
        import_module("caicach.accounts.witnesses")  # registers the rows that the trail answers for
