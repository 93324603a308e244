"""What can be wrong with the tables of a composite index, said with file, row and column."""

from caicach.kernel.errors import InvalidInput


def bad_table(source: str, why: str, *, todo: str, **values: object) -> InvalidInput:
    """The file as a whole cannot be used."""
    return InvalidInput(
        "composite.table", what="Không dùng được tệp «{source}».", why=why, todo=todo, source=source, **values
    )


def bad_cell(code: str, source: str, row: int, column: str, why: str, *, todo: str, **values: object) -> InvalidInput:
    """One cell is wrong; ``row`` is the line in the file, the header being line 1."""
    return InvalidInput(
        f"composite.{code}",
        what="Tệp «{source}», dòng {row}, cột «{column}»: không dùng được.",
        why=why,
        todo=todo,
        source=source,
        row=row,
        column=column,
        **values,
    )


def bad_column(code: str, source: str, column: str, why: str, *, todo: str, **values: object) -> InvalidInput:
    """A whole column cannot be used as asked."""
    return InvalidInput(
        f"composite.{code}",
        what="Tệp «{source}», cột «{column}»: không tính được.",
        why=why,
        todo=todo,
        source=source,
        column=column,
        **values,
    )


def too_large(source: str, column: str) -> InvalidInput:
    """The arithmetic ran over its end; no number is better than a wrong one."""
    why = "Số quá lớn hoặc quá gần nhau để tính."
    todo = "Hãy kiểm tra số liệu và trọng số, hoặc đổi đơn vị tính."
    return bad_column("too_large", source, column, why, todo=todo)
