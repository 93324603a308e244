"""Forms of a survey: added in versions, withdrawn, never changed."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotFound
from caicach.kernel.files import services as files
from caicach.kernel.http.texts import check_length
from caicach.surveys.collection.models import FormMedia, FormVersion
from caicach.surveys.collection.obtaining import locked_survey
from caicach.surveys.questionnaires.bounded import HEAD, examined_form
from caicach.surveys.questionnaires.values import CheckedForm, Problem

_ITEMSETS = "itemsets.csv"


class FaultyForm(InvalidInput):
    """``problems`` are all findings, warnings among them, for a door that shows more than the first."""

    problems: tuple[Problem, ...] = ()


def add_form(
    actor: Actor, *, survey_id: int, data: bytes, name: str, beside: Mapping[str, bytes], now: datetime
) -> int:
    """``beside``: the files that the form needs, by name. Gives the id of the version.

    Raises NotAllowed, NotFound, FaultyForm ("survey.form_faulty"), InvalidInput ("questionnaire.…"),
    Conflict ("survey.version_there").
    """
    require(actor, Permission.SURVEY_MANAGE)
    form = examined_form(data, name, {file: content[:HEAD] for file, content in beside.items()})
    if form.errors:
        raise _faulty(name, form)
    with transaction.atomic():
        return _add(actor, survey_id, form, (name, data), beside, now)


def _add(
    actor: Actor,
    survey_id: int,
    form: CheckedForm,
    workbook: tuple[str, bytes],
    beside: Mapping[str, bytes],
    now: datetime,
) -> int:
    survey = locked_survey(actor, survey_id)
    xform = form.xform.encode()
    stored = files.store(actor, data=workbook[1], name=workbook[0], now=now)
    try:
        with transaction.atomic():
            row = FormVersion.objects.create(
                survey=survey,
                form_id=form.form_id,
                version=form.version,
                title=check_length(form.title, 300),
                xform=form.xform,
                digest=_md5(xform),
                workbook=stored,
                added_at=now,
            )
    except IntegrityError:
        raise Conflict(
            "survey.version_there",
            what="Không nạp biểu mẫu «{name}».",
            why="Biểu mẫu «{form}» phiên bản «{version}» đã có trong cuộc khảo sát.",
            todo="Hãy đổi số phiên bản ở trang «settings», cột version.",
            name=workbook[0],
            form=form.form_id,
            version=form.version or "—",
        ) from None
    media = {file: content for file, content in beside.items() if file in form.files}
    if form.itemsets:
        media[_ITEMSETS] = form.itemsets.encode()
    for file, content in media.items():
        kept = files.store(actor, data=content, name=file, now=now)
        FormMedia.objects.create(version=row, name=file, file=kept, digest=_md5(content))
    new = {"form": form.form_id, "version": form.version, "workbook": stored.sha256, "files": sorted(media)}
    audit.record(actor, "surveys.form_added", subject=("survey", survey.pk), now=now, new=new)
    return row.pk


@transaction.atomic
def withdraw_form(actor: Actor, *, survey_id: int, version: str, now: datetime) -> int:
    """Submissions by this version are refused from now on; those received stay. Gives how many forms it was.

    Raises NotAllowed, NotFound ("survey.not_found", "survey.no_version").
    """
    survey = locked_survey(actor, survey_id)
    count = survey.versions.filter(version=version, withdrawn_at=None).update(withdrawn_at=now)
    if not count:
        raise NotFound(
            "survey.no_version",
            what="Cuộc khảo sát «{title}» không có phiên bản «{version}» đang dùng.",
            title=survey.title,
            version=version,
        )
    audit.record(actor, "surveys.form_withdrawn", subject=("survey", survey.pk), now=now, new={"version": version})
    return count


def _md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()  # of the protocol, not of our choice


def _faulty(name: str, form: CheckedForm) -> FaultyForm:
    first = form.errors[0]
    error = FaultyForm(
        "survey.form_faulty",
        what="Không nạp biểu mẫu «{name}»: {count} lỗi.",
        why="Lỗi đầu tiên, trang «{sheet}» dòng {row}: {said}",
        todo="Hãy sửa mọi lỗi trong tệp rồi nạp lại.",
        name=name,
        count=len(form.errors),
        sheet=first.sheet or "—",
        row=str(first.row) if first.row else "—",
        said=first.said,
    )
    error.problems = form.problems
    return error
