"""Writes of results, one use case each."""

from caicach.surveys.results.services.satisfaction import remove_satisfaction, set_satisfaction
from caicach.surveys.results.services.tables import import_published, set_rules

__all__ = ["import_published", "remove_satisfaction", "set_rules", "set_satisfaction"]
