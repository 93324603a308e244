"""The only way to the store: which units' dossiers an actor sees, and the files that are in force."""

from pathlib import Path

from caicach.dossiers.domain.limits import Limits
from caicach.dossiers.limits_reading import read_limits
from caicach.dossiers.models import DossierImport, LimitList, Partition
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import NotFound
from caicach.kernel.files.queries import path_of

Files = tuple[tuple[Path, Path], ...]
LIMITS_FILE = "thoi-han.yaml"


def seen_units(actor: Actor) -> frozenset[str] | None:
    """None: every unit's. Others see the dossiers of their own units and of those below."""
    return None if actor.may(Permission.DOSSIER_SEE_ALL) else actor.visible_units


def files_in_force() -> Files:
    """Steps and clocks of every partition. One SQL query."""
    rows = Partition.objects.order_by("name").values_list("events__sha256", "dossiers__sha256")
    return tuple((path_of(events), path_of(dossiers)) for events, dossiers in rows)


def limits_in_force() -> Limits:
    """One SQL query."""
    row = LimitList.objects.order_by("-id").first()
    return read_limits(Path(LIMITS_FILE), row.text) if row else Limits()


def import_seen(actor: Actor, import_id: int) -> DossierImport:
    require(actor, Permission.DOSSIER_IMPORT)
    row = DossierImport.objects.select_related("source", "aside_file").filter(pk=import_id).first()
    if row is None:
        raise NotFound("dossier.no_import", what="Không có lần nạp này.", todo="Hãy quay lại danh sách lần nạp.")
    return row
