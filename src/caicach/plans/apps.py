from importlib import import_module

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "caicach.plans"
    label = "plans"

    def ready(self) -> None:
        # Loading registers figures and jobs; by name and only now, because they stand on models that do not exist
        # earlier.
        import_module("caicach.plans.metrics")
        import_module("caicach.plans.order_metrics")
        import_module("caicach.plans.jobs")
        import_module("caicach.plans.witnesses")
        import_module("caicach.plans.searching")  # registers what can be found
        import_module("caicach.plans.unit_work")
