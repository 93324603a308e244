"""Which engine answers the questions of the pages, by the settings of the installation."""

from pathlib import Path

from django.conf import settings

from caicach.dossiers.engine.choosing import Engine, EngineKind


def engine_in_force() -> Engine:
    shared = settings.SPARK_SHARED_DIR
    return Engine(EngineKind(settings.DOSSIER_ENGINE), settings.SPARK_MASTER, Path(shared) if shared else None)
