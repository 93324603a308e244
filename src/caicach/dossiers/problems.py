"""Errors of logs and of what is asked of them: each with its file."""

from caicach.kernel.errors import InvalidInput


def bad_log(code: str, source: str, why: str, *, todo: str, **values: object) -> InvalidInput:
    return InvalidInput(
        f"dossiers.{code}", what="Không đọc được nhật ký «{source}».", why=why, todo=todo, source=source, **values
    )


def bad_limits(code: str, source: str, line: int, why: str, *, todo: str, **values: object) -> InvalidInput:
    what = "Tệp thời hạn «{source}», dòng {line}: không dùng được."
    return InvalidInput(f"dossiers.{code}", what=what, why=why, todo=todo, source=source, line=line, **values)
