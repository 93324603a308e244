from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "caicach.plans"
    label = "plans"

    def ready(self) -> None:
        # Importing registers the figures; only now, because they stand on the models of this module.
        from caicach.plans import metrics  # noqa: F401, PLC0415
