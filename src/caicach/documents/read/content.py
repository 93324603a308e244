"""What the words of a document mean: citations, tasks, general duties, each with its quote."""

from collections.abc import Sequence
from dataclasses import dataclass

from caicach.documents.read.body import Placed
from caicach.documents.read.citations import find_citations
from caicach.documents.read.lost_tables import lost_tables, table_span
from caicach.documents.read.obligations import find_obligations
from caicach.documents.read.source import SourceText
from caicach.documents.read.task_drafts import FoundTask
from caicach.documents.read.task_orders import issued_of
from caicach.documents.read.task_tables import find_table_tasks
from caicach.documents.read.tasks import find_tasks
from caicach.documents.values import AssignedTask, Citation, Obligation, OfficialDocument, ReadingWarning, Span
from caicach.kernel.said import tell


@dataclass(frozen=True, slots=True)
class Content:
    citations: tuple[Citation, ...]
    tasks: tuple[AssignedTask, ...]
    obligations: tuple[Obligation, ...]
    spans: dict[str, Span]
    warnings: tuple[ReadingWarning, ...] = ()


def read_content(
    document: OfficialDocument, placed: Sequence[Placed], source: SourceText, *, running_text: Span, own: str | None
) -> Content:
    """``placed`` are the blocks of the body with their quotes; ``running_text`` is where citations are looked for,
    ``own`` the letter's own number, which is none of them.
    """
    cited = find_citations(source.text, span=running_text, own=own)
    issued, year = issued_of(document)
    lost = lost_tables(placed)
    cells = {at for table in lost for at in table}
    kept = [one for at, one in enumerate(placed) if at not in cells]
    tasks = [*find_tasks(document, kept, source.text), *find_table_tasks(source.tables, issued=issued, year=year)]
    tasks.sort(key=lambda found: (found.spans[""].start, found.spans[""].end))
    duties = find_obligations(document, kept, source.text, taken=[found.spans[""] for found in tasks])
    spans = {f"citations.{index}": span for index, (_, span) in enumerate(cited)}
    spans |= _task_spans(tasks)
    spans |= {f"obligations.{index}": span for index, (_, span) in enumerate(duties)}
    return Content(
        tuple(citation for citation, _ in cited),
        tuple(found.task for found in tasks),
        tuple(duty for duty, _ in duties),
        spans | {f"lost_tables.{index}": table_span(placed, table) for index, table in enumerate(lost)},
        tuple(_lost(placed, table, index) for index, table in enumerate(lost)),
    )


def _lost(placed: Sequence[Placed], table: range, index: int) -> ReadingWarning:
    words = " ".join(one.block.text for one in placed[table[0] : table[0] + 4])[:120]
    message = tell(
        "Bảng «{words}» mất đường kẻ nên không lấy nhiệm vụ từng dòng: hãy nạp tệp này ở mục Kế hoạch, "
        "hoặc thêm nhiệm vụ theo bản gốc.",
        words=words,
    )
    return ReadingWarning("reading.table_not_read", message, f"lost_tables.{index}")


def _task_spans(tasks: Sequence[FoundTask]) -> dict[str, Span]:
    return {
        f"tasks.{index}.{name}" if name else f"tasks.{index}": span
        for index, found in enumerate(tasks)
        for name, span in found.spans.items()
    }
