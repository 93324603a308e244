"""What the trail answers for of published editions: all of each."""

from collections.abc import Sequence

from django.utils.translation import gettext_noop

from caicach.kernel.audit.witnesses import About, Table, Witness, register, themselves
from caicach.publications.models import PublishedEdition


def _editions(about: Sequence[About]) -> dict[int, set[int]]:
    return themselves("public_edition", about)


register(
    Witness(
        kind="public_edition",
        stream="publications",
        title=gettext_noop("Bản công bố"),
        form=1,
        tables=(
            Table(
                PublishedEdition,
                "pk",
                (
                    "number",
                    "kind",
                    "series",
                    "title",
                    "first_on",
                    "last_on",
                    "sealed",
                    "previous",
                    "digest",
                    "corrects_id",
                    "source_ref",
                    "published_at",
                    "published_by_name",
                ),
            ),
        ),
        roots=_editions,
    )
)
