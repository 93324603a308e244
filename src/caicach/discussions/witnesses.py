"""What the trail answers for of remarks: the words in force and all former ones."""

from collections.abc import Sequence

from django.utils.translation import gettext_noop

from caicach.discussions.models import Remark, Wording
from caicach.kernel.audit.witnesses import About, Table, Witness, register, themselves


def _remarks(about: Sequence[About]) -> dict[int, set[int]]:
    return themselves("remark", about)


register(
    Witness(
        kind="remark",
        stream="discussions",
        title=gettext_noop("Ý kiến trao đổi"),
        form=1,
        tables=(
            Table(Remark, "pk", ("kind", "thing_id", "part", "text", "is_question", "author_id", "version", "called")),
            Table(Wording, "remark_id", ("remark_id", "version", "text")),
        ),
        roots=_remarks,
    )
)
