"""The session of this process on a Spark cluster: begun at the first question, kept until the process ends."""

import atexit
import importlib.util
import os
import shutil
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from caicach.kernel.errors import NotInstalled

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_LOCAL: Final = "local"
_SETTINGS: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.session.timeZone": "UTC",  # moments are whole numbers of local time: nothing is to be shifted
    "spark.sql.ansi.enabled": "true",  # what overflows or is no number is an error, never NULL
    "spark.sql.execution.pythonUDF.arrow.enabled": "false",
}
_ON_ONE_MACHINE: Final = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
}


def is_on_one_machine(master: str) -> bool:
    return master.startswith(_LOCAL)


def session(master: str) -> "SparkSession":
    """Of one question: its tables are seen by no other. Raises NotInstalled."""
    return _begun(master).newSession()


@lru_cache(maxsize=1)
def _begun(master: str) -> "SparkSession":
    _require()
    from py4j.protocol import Py4JError  # noqa: PLC0415 -- heavy
    from pyspark.errors import PySparkRuntimeError  # noqa: PLC0415 -- heavy
    from pyspark.sql import SparkSession  # noqa: PLC0415 -- heavy

    builder = SparkSession.builder.master(master).appName("caicach")
    settings = _SETTINGS | (_ON_ONE_MACHINE if is_on_one_machine(master) else {})
    for name, value in settings.items():
        builder = builder.config(name, value)
    atexit.register(stop_session)
    try:
        return builder.getOrCreate()
    except (PySparkRuntimeError, Py4JError) as error:  # no Java, no such cluster; a cluster that does not answer
        raise NotInstalled(
            "dossiers.spark_start",
            what="Không khởi động được Apache Spark («{master}»).",
            why="Spark báo: {detail}.",
            todo="Hãy kiểm tra địa chỉ CAICACH_SPARK_MASTER và nhật ký của cụm, hoặc dùng bộ máy duckdb.",
            master=master,
            detail=_detail(str(error)),
        ) from error


def _detail(said: str) -> str:
    """What Java said, where it did; the first line of Python's else.

    >>> _detail("An error occurred while calling None.x.\\n: java.lang.IllegalStateException: stopped.\\n\\tat a.b")
    'java.lang.IllegalStateException: stopped'
    """
    lines = said.splitlines() or [""]
    return next((line[2:] for line in lines if line.startswith(": ")), lines[0]).rstrip(".")


def stop_session() -> None:
    """Lets the workers go, at the end of the process at the latest; a next question would begin a session anew."""
    if _begun.cache_info().currsize:
        from pyspark.sql import SparkSession  # noqa: PLC0415 -- heavy

        if active := SparkSession.getActiveSession():
            active.stop()
        _begun.cache_clear()


def _require() -> None:
    if importlib.util.find_spec("pyspark") is None or importlib.util.find_spec("sqlglot") is None:
        raise NotInstalled(
            "dossiers.spark_missing",
            what="Chưa có Apache Spark trong môi trường của chương trình.",
            why="Bộ máy được chọn là spark, nhưng thiếu gói pyspark hoặc sqlglot.",
            todo="Hãy cài phần bổ sung «spark» (xem docs/operations/dossiers.md), hoặc dùng bộ máy duckdb.",
        )
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") is None and not (home and (Path(home) / "bin" / "java").is_file()):
        raise NotInstalled(
            "dossiers.java_missing",
            what="Không tìm thấy Java để chạy Apache Spark.",
            why="Spark cần Java 17 trở lên, trong PATH hoặc ở JAVA_HOME.",
            todo="Hãy cài Java 17, hoặc dùng bộ máy duckdb.",
        )


def nfc_for_workers() -> Callable[[str | None], str | None]:
    """NFC for workers. Made here, it goes to them by value: they need Python, and none of our packages."""
    normalize = unicodedata.normalize

    def nfc(text: str | None) -> str | None:
        return None if text is None else normalize("NFC", text)

    return nfc
