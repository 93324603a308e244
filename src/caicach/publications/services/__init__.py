"""Publishing an edition, and correcting one by another."""

from caicach.publications.services.publishing import correct, publish

__all__ = ["correct", "publish"]
