"""Saved answers of the national portal kept beside our own figures."""

import hashlib
import re
from datetime import datetime
from typing import Final

from django.db import transaction

from caicach.dossiers.domain.portal_answers import PortalAnswer, PortalUnit
from caicach.dossiers.models import PortalFigureRow, PortalFile
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput
from caicach.kernel.files.services import clean_name
from caicach.kernel.periods import Period
from caicach.kernel.text.folding import fold, squeeze
from caicach.organisations.queries import unit_codes_by_name

_OF_PROVINCE: Final = re.compile(r"\s+-\s+(?:tinh|thanh pho|tp)\b.*$")
_SHOWN: Final = 5


@transaction.atomic
def keep_portal_answer(
    actor: Actor, *, filename: str, data: bytes, answer: PortalAnswer, period: Period, now: datetime
) -> int:
    """Keep what an answer says of the units there are; the same bytes of the same period are kept once.

    ``answer`` is what the child read of ``data``. Raises InvalidInput where it has no unit of the list.
    """
    require(actor, Permission.DOSSIER_IMPORT)
    digest = hashlib.sha256(data).hexdigest()
    known = PortalFile.objects.filter(sha256=digest, period=period.id).first()
    if known:
        return known.pk
    names = unit_codes_by_name(period.last, with_codes=True)
    told = [(_unit_of(unit, names), unit) for unit in answer.units]
    strangers = [unit.name or unit.code for code, unit in told if code is None]
    ours = {code: unit for code, unit in told if code is not None}
    if not ours:
        raise InvalidInput(
            "portal_answer.no_unit",
            what="Không đơn vị nào của câu trả lời có trong danh sách đơn vị.",
            why="Câu trả lời có: {names}.",
            todo="Hãy lưu câu trả lời của tỉnh mình, hoặc thêm tên khác của đơn vị.",
            names="; ".join(strangers[:_SHOWN]),
            column="answer",
        )
    row = PortalFile.objects.create(
        filename=clean_name(filename),
        sha256=digest,
        period=period.id,
        strangers=strangers,
        unread=list(answer.unread),
        received_at=now,
        received_by_name=actor.name,
    )
    PortalFigureRow.objects.bulk_create(
        PortalFigureRow(
            file=row,
            unit_id=code,
            leaf=one.leaf,
            numerator=one.numerator,
            denominator=one.denominator,
            value=one.value,
            score=one.score,
            maximum=one.maximum,
            note=one.note,
        )
        for code, unit in ours.items()
        for one in unit.figures
    )
    new = {"file": row.filename, "period": period.id, "units": len(ours), "strangers": len(strangers)}
    audit.record(actor, "dossiers.portal_answer.kept", subject=("dossier_portal", row.pk), now=now, new=new)
    return row.pk


def _unit_of(unit: PortalUnit, names: dict[str, str]) -> str | None:
    """By code, else by name as the portal writes it: «Sở Y tế - Tỉnh Hà Tĩnh», «UBND xã A»."""
    name = fold(squeeze(unit.name)).replace("uy ban nhan dan", "ubnd")
    tries = (fold(unit.code), name, _OF_PROVINCE.sub("", name))
    return next((names[one] for one in tries if one in names), None)
