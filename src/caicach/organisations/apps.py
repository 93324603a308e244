from importlib import import_module

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "caicach.organisations"
    label = "organisations"

    def ready(self) -> None:
        import_module("caicach.organisations.witnesses")  # registers the rows that the trail answers for
        import_module("caicach.organisations.searching")  # registers what can be found
