"""What may be published, and what each thing would tell: from frozen results of the rooms, as the actor sees them."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.utils import timezone

from caicach.correspondence import queries as letters
from caicach.correspondence.domain.letters import LetterState
from caicach.documents.values import Secrecy
from caicach.indices import queries as indices
from caicach.indices.domain.cycle import Origin
from caicach.indices.domain.score_uncertainty import UnitUncertainty
from caicach.indices.domain.years import RankRow, ResultPage
from caicach.indices.queries import gaps
from caicach.kernel.access import Actor
from caicach.kernel.decimals import rounded_value
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.kernel.metrics import listed, measure
from caicach.kernel.periods import parse_period
from caicach.kernel.said import Said, plain, tell
from caicach.kernel.text.folding import fold
from caicach.organisations import queries as organisations
from caicach.plans.domain.states import TaskState
from caicach.publications.domain.tables import (
    NUMBER,
    UNIT,
    NamedMetric,
    PublishedDocument,
    RankedUnit,
    counts_table,
    documents_table,
    figures_table,
    metrics_table,
    number_cell,
    ranking_table,
    word_column,
)
from caicach.publications.domain.values import Cell, Column, Content, Draft, PublicKind, PublicTable
from caicach.regimes import queries as regimes
from caicach.regimes.domain.consolidation import LEVEL_WORDS, Consolidation, JoinedFigure, JoinedTable
from caicach.regimes.domain.formulas import Amount
from caicach.reports import queries as reports
from caicach.reports.domain.pictures import STATE_WORDS
from caicach.reports.domain.progress import Dimension, GroupLine

GIVING: Final = ("dossiers", "institutions", "procedures", "surveys")
"""Rooms whose metrics are results for the public; a room without metrics has nothing to publish yet."""
_OF_PEOPLE: Final = frozenset({"dossiers", "surveys"})
"""What these count is people's: a small figure could name one."""
_IN_PARTS: Final = frozenset({"dossiers"})
"""Their figures are parts of one another: held back by unit, for one by one the small would follow from the others."""
DRAWS: Final = 1_000
SEED: Final = 1
NOISE: Final = 25  # per cent by which the weights of fields move: as the page of the ranking does
_MOST_DOCUMENTS: Final = 200


@dataclass(frozen=True, slots=True)
class SourceRef:
    """What an edition is made of: its kind, and the key of the thing in its room (``12``, ``dossiers/2023Q1``)."""

    kind: PublicKind
    key: str

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.key}"


def draft_of(actor: Actor, source: SourceRef) -> Draft:
    """What an edition of the source would tell. Raises NotFound where the actor does not see it, or it is not final."""
    return _MAKERS[source.kind](actor, source.key)


def _number(key: str) -> int:
    if not key.isdecimal() or len(key) > 18:
        raise unknown_source()
    return int(key)


def unknown_source() -> NotFound:
    return NotFound(
        "publication.no_source",
        what="Không có số liệu này để công bố.",
        why="Số liệu không tồn tại, chưa chốt, hoặc không thuộc phạm vi của bạn.",
        todo="Hãy chọn lại trong danh sách số liệu công bố được.",
    )


def _ranking(actor: Actor, key: str) -> Draft:
    page = indices.result_page(actor, _number(key))
    if page.head.published_at is None:
        raise unknown_source()
    intervals = _intervals(actor, page)
    notes = [
        tell(
            "Kết quả đã chốt lần {number} ngày {day}.",
            number=page.number,
            day=f"{timezone.localdate(page.frozen_at):%d/%m/%Y}",
        )
    ]
    if intervals:
        notes.append(
            tell(
                "Khoảng thứ hạng chứa 90% số lần tính lại ({draws} lần, mầm {seed}) khi số liệu khảo sát sai số "
                "như mẫu và trọng số các lĩnh vực dao động {noise}%: "
                "hai đơn vị có khoảng chồng nhau thì chưa chắc hơn kém.",
                draws=DRAWS,
                seed=SEED,
                noise=NOISE,
            )
        )
    if page.head.is_illustrative:
        notes.append(tell("Số liệu minh họa, không phải kết quả thật."))
    notes += page.warnings
    head = page.head
    content = Content(
        title=tell("{name} năm {year}: xếp hạng", name=head.set_name, year=str(head.year)),
        source=plain(head.legal_number) if head.legal_number else plain(head.set_name),
        first_on=date(head.year, 1, 1),
        last_on=date(head.year, 12, 31),
        tables=(ranking_table(_ranked(row, intervals) for row in page.rows),),
        notes=tuple(notes),
    )
    return Draft(PublicKind.RANKING, _slug(f"{head.set_code}-{head.year}"), content)


def _intervals(actor: Actor, page: ResultPage) -> Mapping[str, UnitUncertainty]:
    """None of a result that was imported: its inputs are not here."""
    if page.head.origin is not Origin.SCORED:
        return {}
    _found, sure = gaps.ranking_with_intervals(actor, page.head.id, draws=DRAWS, seed=SEED, noise=NOISE / 100)
    return {one.unit: one for one in sure.units if not math.isnan(one.rank.median)}


def _ranked(row: RankRow, intervals: Mapping[str, UnitUncertainty]) -> RankedUnit:
    sure = intervals.get(row.unit)
    ranks = (_tenth(sure.rank.p05), _tenth(sure.rank.p95)) if sure else None
    return RankedUnit(row.unit, row.unit_name, row.rank, row.group, row.points, row.percentage, ranks)


def _tenth(rank: float) -> Decimal:
    return rounded_value(Decimal(repr(float(rank))), 1)


def _progress(actor: Actor, key: str) -> Draft:
    view = reports.report_view(actor, _number(key))
    line, report = view.line, view.report
    states = tuple(reversed(TaskState))
    columns = [Column(state.value, Said(STATE_WORDS[state]), _state_meaning(state), NUMBER) for state in states]
    whole = [(line.scope, [report.total.value, *(report.states[state].value for state in states)])]
    tables = (
        counts_table("whole", tell("Toàn bộ"), UNIT, columns, whole),
        counts_table("units", tell("Theo đơn vị"), UNIT, columns, _lines(report.groups[Dimension.UNIT], states)),
        counts_table("areas", tell("Theo lĩnh vực"), _AREA, columns, _lines(report.groups[Dimension.AREA], states)),
    )
    content = Content(
        title=line.title,
        source=tell("Nhiệm vụ được giao trong chương trình cải cách hành chính"),
        first_on=line.first,
        last_on=line.last,
        tables=tables,
        notes=(tell("Số liệu chốt ngày {day}.", day=f"{line.cut_off:%d/%m/%Y}"),),
    )
    return Draft(PublicKind.PROGRESS, _slug(f"tien do {line.first:%Y%m%d} {line.last:%Y%m%d} {line.scope}"), content)


_AREA: Final = Column("area", tell("Lĩnh vực"), tell("Lĩnh vực cải cách hành chính của nhiệm vụ"))


def _state_meaning(state: TaskState) -> Said:
    return tell("Số nhiệm vụ ở trạng thái «{state}» tại ngày chốt số liệu", state=Said(STATE_WORDS[state]))


def _lines(lines: Sequence[GroupLine], states: Sequence[TaskState]) -> list[tuple[str, list[int]]]:
    return [(one.name, [one.total.value, *(one.states[state].value for state in states)]) for one in lines]


def _periodic(actor: Actor, key: str) -> Draft:
    view = regimes.edition_view(actor, _number(key))
    form, report, window = view.line.form, view.report, view.head.window
    notes = [tell("Tổng hợp từ báo cáo của các đơn vị, bản {number}.", number=view.line.number)]
    if form.note:
        notes.append(plain(form.note))
    content = Content(
        title=tell("{subject}, {period}", subject=plain(form.subject), period=window.period.said),
        source=plain(form.source),
        first_on=window.opens_on,
        last_on=window.closes_on,
        tables=(_figures(report), *(_joined(one) for one in report.tables)),
        notes=tuple(notes),
    )
    return Draft(PublicKind.PERIODIC, _slug(f"{form.id}-{window.period.id}"), content)


def _figures(report: Consolidation) -> PublicTable:
    columns = (
        Column("indicator", tell("Mã chỉ tiêu"), tell("Mã của chỉ tiêu trong biểu báo cáo")),
        Column("title", tell("Chỉ tiêu"), tell("Tên gọi của chỉ tiêu")),
        Column("unit_of_measure", tell("Đơn vị tính"), tell("Đơn vị tính của chỉ tiêu")),
        Column("value", tell("Số liệu"), tell("Số liệu chung, tính từ số liệu của các đơn vị"), NUMBER),
        Column("units", tell("Đơn vị có số liệu"), tell("Số đơn vị có số liệu trong số chung"), NUMBER),
        Column("units_without", tell("Đơn vị chưa có"), tell("Số đơn vị chưa có số liệu"), NUMBER),
    )
    rows = tuple(_figure_row(one) for one in report.figures.values())
    return PublicTable("figures", tell("Số liệu tổng hợp"), columns, rows)


def _figure_row(one: JoinedFigure) -> tuple[Cell, ...]:
    without = len(one.without)
    counts = (Cell(str(len(one.parts) - without)), Cell(str(without))) if one.parts else (_NO_PARTS, _NO_PARTS)
    words = (Cell(one.indicator.code), Cell(one.indicator.title), Cell(one.indicator.unit))
    return (*words, _amount_cell(one.amount), *counts)


_NO_PARTS: Final = Cell(hidden=tell("chỉ tiêu tính từ các chỉ tiêu khác"))


def _amount_cell(amount: Amount | None) -> Cell:
    if isinstance(amount, Decimal):
        return number_cell(amount, tell("chưa có số liệu"))
    return Cell(hidden=amount or tell("chưa có số liệu"))


def _joined(joined: JoinedTable) -> PublicTable:
    table = joined.table
    columns = (
        Column("level", tell("Cấp"), tell("Cấp của các đơn vị được cộng")),
        word_column("key", table.key, tell("Dòng của biểu")),
        *(Column(one.code, plain(one.title), plain(one.title), NUMBER, plain(one.unit)) for one in table.columns),
    )
    rows = tuple(
        (
            Cell(LEVEL_WORDS.get(level, level)),
            Cell(line.key),
            *(_amount_cell(line.amounts.get(column.code)) for column in table.columns),
        )
        for level, lines in joined.parts.items()
        for line in lines
    )
    return PublicTable(_slug(f"form-{table.code}"), plain(table.title), columns, rows)


def _room_figures(_actor: Actor, key: str) -> Draft:
    room, _slash, written = key.partition("/")
    metrics = [
        NamedMetric(one.name, one.title, one.unit, one.description)
        for one in listed()
        if one.name.partition(".")[0] == room
    ]
    if room not in GIVING or not metrics:
        raise unknown_source()
    period = parse_period(written)
    if period.last >= timezone.localdate():
        raise unknown_source()
    units = [(unit.code, unit.office_name) for unit in organisations.units_on(period.last)]
    figures = {one.name: measure(one.name, [code for code, _name in units], period) for one in metrics}
    least = settings.SMALL_CELL if room in _OF_PEOPLE else 1
    content = Content(
        title=tell("{what}, {period}", what=ROOM_WORDS[room], period=period.said),
        source=ROOM_WORDS[room],
        first_on=period.first,
        last_on=period.last,
        tables=(
            figures_table(metrics, units, figures, least=least, is_by_unit=room in _IN_PARTS),
            metrics_table(metrics),
        ),
        notes=(_held_back_note(least),) if least > 1 else (),
    )
    return Draft(PublicKind.FIGURES, _slug(f"{room}-{period.id}"), content)


def _held_back_note(least: int) -> Said:
    return tell(
        "Số liệu căn cứ ít hơn {least} hồ sơ hoặc phiếu không được công bố, để không nhận ra được ai.", least=least
    )


ROOM_WORDS: Final = {
    "dossiers": tell("Giải quyết hồ sơ thủ tục hành chính"),
    "institutions": tell("Xây dựng văn bản, cắt giảm quy định kinh doanh"),
    "procedures": tell("Thủ tục hành chính"),
    "surveys": tell("Kết quả khảo sát"),
}


def _documents(actor: Actor, key: str) -> Draft:
    """Documents that went out, named one by one. A secret one is refused, whoever asks."""
    numbers = [_number(part) for part in key.split(",")]
    if len(numbers) > _MOST_DOCUMENTS:
        raise unknown_source()
    found = [_document(actor, number) for number in dict.fromkeys(numbers)]
    days = [one.issued_on for one in found if one.issued_on]
    if not days:
        raise unknown_source()
    content = Content(
        title=tell("Văn bản chỉ đạo, điều hành cải cách hành chính"),
        source=tell("Sổ văn bản đi"),
        first_on=min(days),
        last_on=max(days),
        tables=(documents_table(found),),
    )
    return Draft(PublicKind.DOCUMENTS, f"van-ban-{min(days):%Y%m%d}-{max(days):%Y%m%d}", content)


def _document(actor: Actor, number: int) -> PublishedDocument:
    row, document = letters.letter_row_of(actor, number), letters.letter_document(actor, number)
    if row.state is not LetterState.DISPATCHED:
        raise unknown_source()
    if isinstance(document.secrecy, Secrecy):
        raise InvalidInput(
            "publication.secret",
            what="Văn bản {reference} có độ mật nên không công bố được.",
            why="Văn bản mật không được đưa lên trang công khai.",
            todo="Hãy bỏ văn bản này khỏi danh sách.",
            reference=row.reference,
        )
    return PublishedDocument(row.reference, row.doc_type, row.issued_on, row.issuer, row.subject)


_MAKERS: Final[Mapping[PublicKind, Callable[[Actor, str], Draft]]] = {
    PublicKind.RANKING: _ranking,
    PublicKind.PROGRESS: _progress,
    PublicKind.PERIODIC: _periodic,
    PublicKind.FIGURES: _room_figures,
    PublicKind.DOCUMENTS: _documents,
}


def _slug(text: str) -> str:
    """
    >>> _slug("PAR Huyện 2023Q1")
    'par-huyen-2023q1'
    """
    return "-".join("".join(sign if sign.isascii() and sign.isalnum() else " " for sign in fold(text)).split())[:80]
