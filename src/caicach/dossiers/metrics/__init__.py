"""Figures that dossiers offer to reports and indices, by unit and period: the unit's own, as known at its end."""

from caicach.dossiers.metrics import by_law, index_766, nine_indicators

__all__ = ["by_law", "index_766", "nine_indicators"]
