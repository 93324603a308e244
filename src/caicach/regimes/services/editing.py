"""Making the one report: an edition freezes what every unit stated, and a person's words over it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from caicach.correspondence import services as correspondence
from caicach.correspondence.domain.letters import SubjectRef
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.periods import Period
from caicach.kernel.said import joint_sentence
from caicach.regimes.attached_forms import attached_forms, register_form_as_json
from caicach.regimes.domain.catalogue import window_of
from caicach.regimes.domain.consolidation import Consolidation, consolidation
from caicach.regimes.domain.forms import Joining, ReportForm
from caicach.regimes.domain.stating import breaches_of_own
from caicach.regimes.domain.words import words_kept
from caicach.regimes.gathering import own_figures, participants_of
from caicach.regimes.kept_forms import form_of_period, keep_form
from caicach.regimes.models import Edition
from caicach.regimes.obtaining import edition_seen
from caicach.regimes.queries import amounts_before, edition_paper, paper_issuer
from caicach.regimes.written_values import amount_as_json, participant_as_json, stated_as_json

_LONGEST = 50_000


@transaction.atomic
def make_edition(
    actor: Actor,
    *,
    form: ReportForm,
    period: Period,
    edits: Mapping[str, str],
    own: Mapping[str, Decimal],
    now: datetime,
) -> int:
    """Freeze the period's report as it stands; the edition's id. Later acceptances make another edition, both stay."""
    require(actor, Permission.TASK_DECIDE)
    form, window = form_of_period(form.id, period), window_of(form, period)
    keep_form(form)
    _check_words(form, edits)
    participants = participants_of(form, window)
    own_stated = own_figures(form, window, own)
    _check_own(form, own, consolidation(form, participants, own=own_stated))
    issuer = paper_issuer(actor, form, window)
    frozen: dict[str, object] = {
        "participants": [participant_as_json(one) for one in participants],
        "own": {code: stated_as_json(stated) for code, stated in own_stated.items()},
        "edits": {number: words_kept(text) for number, text in edits.items() if text.strip()},
        "before": {code: amount_as_json(amount) for code, amount in amounts_before(form, window).items()},
        "attached": [register_form_as_json(one) for one in attached_forms(form, window)],
    }
    digest = hashlib.sha256(json.dumps(frozen, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    number = Edition.objects.filter(form=form.id, period=period.id).count() + 1
    edition = Edition.objects.create(
        form=form.id,
        form_digest=form.digest,
        period=period.id,
        number=number,
        issuer=issuer.issuer,
        superior=issuer.superior or "",
        symbol=issuer.symbol or "",
        place=issuer.place or "",
        scope_name=issuer.scope,
        digest=digest,
        made_at=now,
        made_by_name=actor.name,
        **frozen,
    )
    new = {"form": form.id, "text": form.digest, "period": period.id, "number": number, "digest": digest}
    audit.record(actor, "regimes.edition.made", subject=("edition", edition.pk), now=now, new=new)
    return edition.pk


def _check_words(form: ReportForm, edits: Mapping[str, str]) -> None:
    known = {one.number for one in form.headings}
    if set(edits) - known or any(len(text) > _LONGEST for text in edits.values()):
        raise InvalidInput(
            "periodic.edits",
            what="Nội dung biên tập có mục lạ hoặc quá dài.",
            why="Chỉ biên tập các mục của biểu, mỗi mục tối đa {most} ký tự.",
            todo="Hãy tải lại trang, hoặc rút gọn.",
            most=_LONGEST,
        )


def _check_own(form: ReportForm, own: Mapping[str, Decimal], report: Consolidation) -> None:
    """Figures of the consolidating body keep what a unit's keep: only those asked, within bounds and rules."""
    unknown = sorted(set(own) - {one.code for one in form.indicators() if one.joining is Joining.OWN})
    if unknown:
        raise InvalidInput(
            "periodic.own_not_asked",
            what="Cơ quan tổng hợp không ghi chỉ tiêu: {codes}.",
            why="Các chỉ tiêu này do đơn vị báo cáo, do công thức tính, hoặc không có trong biểu.",
            todo="Hãy tải lại trang rồi ghi lại.",
            codes=", ".join(unknown)[:200],
        )
    amounts = {code: found.amount for code, found in report.figures.items()}
    if found := breaches_of_own(form, own, amounts):
        raise InvalidInput(
            "periodic.own_breaches",
            what="Chưa lập được bản tổng hợp, có {count} chỗ chưa đúng: {told}",
            why="Số liệu do cơ quan tổng hợp ghi phải theo quy tắc của biểu như số liệu của đơn vị.",
            todo="Hãy sửa các chỗ này rồi lập lại.",
            count=len(found),
            told=joint_sentence(breach.told for breach in found[:20]),
        )


@transaction.atomic
def draft_edition_letter(actor: Actor, *, edition_id: int, now: datetime) -> int:
    """The edition as a draft among the letters to send; the letter's id. Once."""
    require(actor, Permission.LETTER_DRAFT)
    edition = edition_seen(actor, edition_id, for_update=True)
    return correspondence.draft_letter_of_report(
        actor,
        edition,
        document=edition_paper(edition),
        subject=SubjectRef("edition", str(edition_id)),
        event="regimes.edition.drafted",
        exists=Conflict(
            "periodic.letter_exists",
            what="Bản tổng hợp này đã có dự thảo văn bản đi.",
            why="Mỗi bản được đưa vào văn bản đi một lần.",
            todo="Hãy mở dự thảo đã có.",
        ),
        now=now,
    )
