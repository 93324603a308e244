"""Tables of a PDF."""

from caicach.documents.plan.reader import PlanSource
from caicach.documents.read.loading import load


def pdf_plan(data: bytes, *, name: str) -> PlanSource:
    return PlanSource((), load(data, filename=name).text)
