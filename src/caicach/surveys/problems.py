"""What can be wrong with a sample and its design, said with file, column and row."""

from caicach.kernel.errors import InvalidInput


def bad_data(code: str, source: str, why: str, *, todo: str, **values: object) -> InvalidInput:
    """The file of answers as a whole cannot be used."""
    return InvalidInput(
        f"survey.{code}", what="Không dùng được tệp «{source}».", why=why, todo=todo, source=source, **values
    )


def bad_cell(code: str, source: str, row: int, column: str, why: str, *, todo: str, **values: object) -> InvalidInput:
    """One cell is wrong; ``row`` is the line in the file, the header being line 1."""
    return InvalidInput(
        f"survey.{code}",
        what="Tệp «{source}», dòng {row}, cột «{column}»: không dùng được.",
        why=why,
        todo=todo,
        source=source,
        row=row,
        column=column,
        **values,
    )


def bad_design(code: str, source: str, why: str, *, todo: str, **values: object) -> InvalidInput:
    """The design contradicts the data or itself."""
    return InvalidInput(
        f"survey.{code}",
        what="Không ước lượng được theo thiết kế «{source}».",
        why=why,
        todo=todo,
        source=source,
        **values,
    )
