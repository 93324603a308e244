"""What the example province publishes: the ranking of its finished year, and of a quarter its plan and two rooms."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from caicach.kernel.access import Actor

QUARTER: Final = (date(2026, 7, 1), date(2026, 9, 30))
ROOMS: Final = ("dossiers", "procedures")


def load_publications(actor: "Actor", *, now: datetime) -> None:
    """Once: what is published already stays as it is."""
    from caicach.publications import queries, services
    from caicach.publications.domain.values import PublicKind
    from caicach.publications.gathering import SourceRef
    from caicach.reports import services as reports

    if queries.current_editions():
        return
    for offer in queries.offers(actor):
        if offer.source.kind is PublicKind.RANKING:
            services.publish(actor, source=offer.source, now=now)
    first, last = QUARTER
    made = reports.make_progress_report(actor, first=first, last=last, unit="", now=now)
    services.publish(actor, source=SourceRef(PublicKind.PROGRESS, str(made)), now=now)
    for room in ROOMS:
        services.publish(actor, source=SourceRef(PublicKind.FIGURES, f"{room}/2026Q3"), now=now)
