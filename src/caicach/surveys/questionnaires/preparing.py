"""A form as the conversion shall see it: what it would get wrong in silence is written out first."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

from caicach.kernel.said import tell
from caicach.surveys.questionnaires.choice_lists import choice_lists
from caicach.surveys.questionnaires.defaults import is_text_read_as_formula, quotation
from caicach.surveys.questionnaires.headings import KINDS
from caicach.surveys.questionnaires.languages import language_code, languages, translated_book
from caicach.surveys.questionnaires.structure import Question
from caicach.surveys.questionnaires.values import CHOICES, SETTINGS, SURVEY, Book, Heading, Level, Problem, Row, Sheet

OTHER: Final = "other"
_WORDS: Final = {"vi": ("Khác", "Xin ghi rõ"), "en": ("Other", "Please specify"), "fr": ("Autre", "Veuillez préciser")}
_CODES: Final = {"english": "en", "french": "fr", "français": "fr"}
_GROUPED: Final = frozenset({"bind", "control", "body", "instance", "media"})
_COLUMN_NAMES: Final = """
type name label hint guidance_hint constraint_message required_message image big-image audio video relevant
constraint calculation required readonly choice_filter repeat_count default appearance parameters trigger
noAppErrorString jr:noAppErrorString autoplay rows intent query sms_field save_to entities:saveto
"""
_COLUMNS: Final = frozenset(_COLUMN_NAMES.split())

_SETTING_NAMES: Final = """
form_title form_id version default_language instance_name instance_id public_key submission_url auto_send auto_delete
style namespaces instance_xmlns allow_choice_duplicates clean_text_values name omit_instanceID sms_keyword
sms_separator sms_allow_media sms_date_format sms_datetime_format sms_response prefix compact_prefix add_none_option
client_editable flat delimiter
"""
_SETTINGS: Final = frozenset(_SETTING_NAMES.split())


def prepared_book(book: Book, questions: tuple[Question, ...]) -> Book:
    """Defaults that are words quoted, «other» in the form's languages, every text in every language."""
    rows: list[Row] = []
    by_row = {question.row.number: question for question in questions}
    lists: dict[str, Row] = {}
    for row in book.survey.rows:
        question = by_row.get(row.number)
        rows.append(_quoted(book.survey, row, question))
        if question and question.with_other:
            rows[-1] = _without_other(book.survey, rows[-1])
            rows.append(_specification(book, question))
            lists[question.choices] = row
    sheets = dict(book.sheets)
    sheets[SURVEY] = replace(book.survey, rows=tuple(rows), headings=_known_headings(book.survey))
    if SETTINGS in sheets:
        known = tuple(heading for heading in sheets[SETTINGS].headings if _is_setting(heading))
        sheets[SETTINGS] = replace(sheets[SETTINGS], headings=known)
    if lists:
        sheets[CHOICES] = _with_other(book, tuple(lists))
    return translated_book(replace(book, sheets=sheets))


def _known_headings(survey: Sheet) -> tuple[Heading, ...]:
    return tuple(heading for heading in survey.headings if _is_known(heading))


def _is_setting(heading: Heading) -> bool:
    return heading.column in _SETTINGS or heading.text.startswith("attribute::")


def _is_known(heading: Heading) -> bool:
    group, colon, _ = heading.text.partition(":")
    return heading.column in _COLUMNS or bool(colon and group.strip().lower() in _GROUPED)


def heading_problems(book: Book) -> Iterator[Problem]:
    survey, settings = book.survey, book.sheets.get(SETTINGS)
    unknown = [(survey, heading) for heading in survey.headings if not _is_known(heading)]
    if settings:
        unknown += [(settings, heading) for heading in settings.headings if not _is_setting(heading)]
    for sheet, heading in unknown:
        said = tell("Cột «{column}» không thuộc chuẩn XLSForm nên bị bỏ qua.", column=heading.text)
        yield Problem(Level.WARNING, "column_unknown", said, sheet.title, 1, heading.text)
    missing = KINDS - book.sheets.keys()
    for title in book.titles:
        near = get_close_matches(title.strip().lower(), missing, n=1, cutoff=0.8)
        if near and title not in {sheet.title for sheet in book.sheets.values()}:
            said = tell("Trang tính «{title}» bị bỏ qua; có phải là «{near}»?", title=title, near=near[0])
            yield Problem(Level.WARNING, "sheet_unknown", said, title)


def other_problems(book: Book, questions: tuple[Question, ...]) -> Iterator[Problem]:
    survey = book.survey
    for question in questions:
        if question.with_other:
            said = tell(
                "«or_other» được viết thành lựa chọn «{other}» và câu hỏi «{name}_other»; nên tự ghi hai dòng này bằng "
                "lời của biểu mẫu.",
                other=_WORDS["vi"][0],
                name=question.name,
            )
            yield Problem(Level.WARNING, "or_other", said, survey.title, question.row.number, survey.named("type"))


def _quoted(survey: Sheet, row: Row, question: Question | None) -> Row:
    text = survey.text(row, "default")
    if question is None or not text or not is_text_read_as_formula(question, text):
        return row
    return Row(row.number, {**row.cells, survey.named("default"): quotation(text)})


def _without_other(survey: Sheet, row: Row) -> Row:
    heading = survey.named("type")
    words = row.cells[heading].split()
    kept = words[:-1] if words[-1] == "or_other" else words[: words.index("or")]
    return Row(row.number, {**row.cells, heading: " ".join(kept)})


def _labels(book: Book, sheet: Sheet, at: int) -> dict[str, str]:
    """The words for «other» (0) or «specify» (1) under each heading for labels."""
    main = next(iter(languages(book)), "")
    cells = {}
    for heading in sheet.headings:
        if heading.column == "label":
            name = heading.language or main
            code = language_code(name) or _CODES.get(name.lower(), "vi")
            cells[heading.text] = _WORDS.get(code, _WORDS["vi"])[at]
    return cells


def _specification(book: Book, question: Question) -> Row:
    survey = book.survey
    cells = {
        survey.named("type"): "text",
        survey.named("name"): f"{question.name}_other",
        survey.named("relevant"): f"selected(${{{question.name}}}, '{OTHER}')",
        **_labels(book, survey, 1),
    }
    return Row(question.row.number, cells)


def _with_other(book: Book, names: tuple[str, ...]) -> Sheet:
    sheet = book.choices
    rows: list[Row] = list(sheet.rows)
    for name, found in choice_lists(book).items():
        if name in names and OTHER not in {sheet.text(row, "name") for row in found}:
            cells = {sheet.named("list_name"): name, sheet.named("name"): OTHER, **_labels(book, sheet, 0)}
            rows.append(Row(max(row.number for row in rows) + 1, cells))
    return replace(sheet, rows=tuple(rows))
