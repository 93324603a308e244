"""SHA-256 of a text, reckoned by the database."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField
from django.db.models.functions import SHA256
from django.db.models.sql.compiler import SQLCompiler


class TextDigest(SHA256):
    """The same on both databases; of Django's own, PostgreSQL knows the function only with an extension."""

    output_field = CharField()

    def as_postgresql(  # type: ignore[override]  # nobody gives it a context
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        template = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
        sql, values = self.as_sql(compiler, connection, template=template)
        return sql, tuple(values)
