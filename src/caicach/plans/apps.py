from importlib import import_module
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from caicach.kernel.calendar.in_force import look_for_years_in


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
        look_for_years_in(lambda: Path(settings.DATA_DIR))
