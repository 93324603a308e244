"""Where an audit keeps its pages while it runs, and by which name the queue knows it."""

from pathlib import Path
from typing import Final

from django.conf import settings

AUDIT_KIND: Final = "procedures.audit"


def folder_of(audit_id: int) -> Path:
    return Path(settings.DATA_DIR) / "audits" / str(audit_id)


def job_key(audit_id: int, run: int) -> str:
    """A run that was stopped is another job when it is taken up."""
    return f"{AUDIT_KIND}:{audit_id}:{run}"
