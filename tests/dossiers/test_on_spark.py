"""Spark says what the embedded engine and counting row by row say: two workers on this machine, one session for all."""

import json
import os
import random
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from datetime import date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from caicach.dossiers.analysing import Question, analyse
from caicach.dossiers.as_json import analysis_as_json
from caicach.dossiers.clocks import Clocks
from caicach.dossiers.domain.board import Grouping, Kind
from caicach.dossiers.domain.board import Question as BoardQuestion
from caicach.dossiers.domain.limiting import Told
from caicach.dossiers.domain.limits import Limits
from caicach.dossiers.engine import standing
from caicach.dossiers.engine.choosing import EMBEDDED, Engine, EngineKind, answering
from caicach.dossiers.engine.connecting import Connection
from caicach.dossiers.engine.leaves import leaf_lines
from caicach.dossiers.engine.outlook import add_mornings, cells_after, cells_learnt, open_dossiers
from caicach.dossiers.engine.spark import sessions
from caicach.dossiers.engine.standing import PartFiles
from caicach.dossiers.engine.store_flow import process_flow
from caicach.dossiers.limits_reading import read_limits
from caicach.kernel.errors import NotInstalled
from caicach.kernel.ordering import Order
from dossiers.made_store import CLOCK, UNTIL, laid_store
from dossiers.made_store import LIMITS as LIMITS_OF_STORE
from dossiers.plain_analysis import assert_same
from dossiers.random_logs import as_xes, random_log, written

needs_spark = pytest.mark.skipif(
    find_spec("pyspark") is None or shutil.which("java") is None,
    reason="no Apache Spark: `make spark` installs it; Java 17 or later has to be there",
)
pytestmark = [pytest.mark.slow, pytest.mark.spark, pytest.mark.timeout(900)]
TODAY = date(2026, 11, 29)
WORKERS = "local-cluster[2,1,1024]"
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # a session of a minute: what is compiled well is not worth it
FOR_SMALL_TABLES = {
    "spark.driver.extraJavaOptions": QUICK,
    "spark.executor.extraJavaOptions": QUICK,
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
LIMITS = """
by: ma_tthc
limit: {working_days: 5}
limits:
  A1: {working_hours: 30}
  A2:
    - {days: 6, to: 2023-06-01}
    - {hours: 100, from: 2023-06-01}
ends: [Trả kết quả, Từ chối]
"""


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SPARK_WORKER_DIR", str(tmp_path_factory.mktemp("workers")))
        given = " ".join(f"--conf '{name}={value}'" for name, value in FOR_SMALL_TABLES.items())
        environment.setenv("PYSPARK_SUBMIT_ARGS", f"{given} pyspark-shell")
        yield Engine(EngineKind.SPARK, WORKERS)
        sessions.stop_session()


def told(path: Path, engine: Engine, limits: Limits | None = None, *, keeps_duplicates: bool = False) -> str:
    asked = Question(limits=limits, engine=engine, keeps_duplicates=keeps_duplicates)
    return json.dumps(analysis_as_json(analyse(path, asked, today=TODAY)), ensure_ascii=False)


def crooked_log(seed: int) -> str:
    """What offices send: cases between each other, names composed otherwise, copies, ties, rows that are none."""
    chance = random.Random(seed)
    rows = []
    for number in range(120):
        at = datetime(2023, 1, 3, 8) + timedelta(minutes=chance.randrange(300 * 1440))
        procedure = chance.choice(("A1", "A2", "A3", ""))
        for step in range(chance.randrange(1, 7)):
            activity = chance.choice(("Tiếp nhận", "Thẩm định", "Trả kết quả", "Từ chối", "Bổ sung"))
            form = chance.choice(("NFC", "NFD"))
            case = unicodedata.normalize(form, f"Hồ sơ {number}")
            named = procedure if step or chance.random() < 0.5 else ""
            rows.append(f"{case},{unicodedata.normalize(form, activity)},{at.isoformat()},{named}")
            at += timedelta(minutes=chance.choice((0, 0, 30, 1440, chance.randrange(20000))))
    rows += chance.choices(rows, k=20)
    rows += ["Hồ sơ 1,,2023-01-03T08:00:00,A1", ",Tiếp nhận,2023-01-03T08:00:00,A1", "Hồ sơ 2,Tiếp nhận,hôm qua,A1"]
    rows += ["Hồ sơ 3,Tiếp nhận,1900-01-03T08:00:00,A1", "Hồ sơ 4,Tiếp nhận,2014-05-03T08:00:00,A2"]
    chance.shuffle(rows)
    return "\n".join(("case_id,activity,time,ma_tthc", *rows, ""))


@needs_spark
@pytest.mark.parametrize(("seed", "form"), [(1, "csv"), (2, "xes"), (3, "parquet")])
def test_counts_and_times_of_random_logs(spark: Engine, seed: int, form: str, tmp_path: Path) -> None:
    rows = random_log(seed)
    found = analyse(written(rows, form, tmp_path), Question(top=10_000, engine=spark), today=TODAY)
    assert found.aside == ()
    assert_same(found, rows)


@needs_spark
@pytest.mark.parametrize("keeps_duplicates", [False, True])
def test_a_crooked_log_with_limits_is_told_byte_by_byte_as_by_the_embedded_engine(
    spark: Engine, keeps_duplicates: bool, tmp_path: Path
) -> None:
    path, limits = tmp_path / "log.csv", read_limits(Path("han.yaml"), LIMITS)
    path.write_text(crooked_log(7), encoding="utf-8")
    by_embedded = told(path, EMBEDDED, limits, keeps_duplicates=keeps_duplicates)
    assert told(path, spark, limits, keeps_duplicates=keeps_duplicates) == by_embedded
    found = json.loads(by_embedded)
    assert found["on_time"]["late"] > 0
    assert found["on_time"]["open_overdue"] > 0
    assert ("duplicate" in {one["reason"] for one in found["quarantine"]["reasons"]}) is not keeps_duplicates


@needs_spark
def test_due_times_of_traces_are_told_byte_by_byte_as_by_the_embedded_engine(spark: Engine, tmp_path: Path) -> None:
    path, limits = tmp_path / "log.xes", read_limits(Path("han.yaml"), "due: hen_tra")
    text = as_xes(random_log(5))
    for number, due in enumerate(("03/05/2020", "2021-02-03 10:00", "2024-01-01T00:00:00+02:00", "mai")):
        text = text.replace(f'value="HS000{number}"/>', f'value="HS000{number}"/><string key="hen_tra" value="{due}"/>')
    path.write_text(text, encoding="utf-8")
    by_embedded = told(path, EMBEDDED, limits)
    assert told(path, spark, limits) == by_embedded
    assert json.loads(by_embedded)["on_time"]["late"] > 0


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[PartFiles, ...]:
    summed = laid_store(tmp_path_factory.mktemp("store"))
    return (*summed[:3], *(PartFiles(one.events, one.dossiers) for one in summed[3:5]), *summed[5:])


def asked_of_the_store(db: Connection, parts: tuple[PartFiles, ...], first: date, now: datetime) -> dict[str, Any]:
    """Everything that pages ask of the store."""
    clocks, begins = Clocks(LIMITS_OF_STORE, CLOCK), datetime.combine(first, datetime.min.time())

    def past(some: Sequence[Told]) -> Sequence[standing.Then]:
        return clocks.past(some, begins=begins, now=now)

    asked = BoardQuestion(first, now, None)
    found: dict[str, Any] = {}
    standing.add_board(db, parts, asked, past)
    found["board"] = [standing.lines(db, grouping) for grouping in (None, Grouping.UNIT, Grouping.MONTH)]
    found["parts"] = standing.lines(db, Grouping.FIELD, by_part=True)
    found["beside"] = standing.backlog(db), standing.suspicious(db), standing.choices(db, parts, None)
    db.execute("DROP VIEW standing")
    db.execute("DROP TABLE past")
    standing.add_standing(db, parts, asked, past)
    for kind, order in ((Kind.ALL, None), (Kind.OVERDUE, Order("field", is_descending=True)), (Kind.LATE_766, None)):
        of_kind = BoardQuestion(first, now, None, kind=kind, order=order)
        found[f"list {kind}"] = standing.rows(db, of_kind, limit=40, offset=7)
    found["leaves"] = leaf_lines(db, parts, asked, Grouping.UNIT), leaf_lines(db, parts, asked, None)
    found["flow"] = process_flow(db, parts, asked, CLOCK)
    db.execute("DROP TABLE days")
    db.execute("DROP TABLE workdays")
    add_mornings(db, parts, first, now, CLOCK)
    found["mornings"] = cells_after(db, now.date() - timedelta(days=60))
    found["open"] = open_dossiers(db, now)
    found["learnt"] = cells_learnt(db, now.date())
    return found


@needs_spark
@pytest.mark.parametrize("now", [datetime(2026, 6, 30, 23, 59), UNTIL])
def test_the_store_is_told_as_by_the_embedded_engine(
    spark: Engine, parts: tuple[PartFiles, ...], now: datetime
) -> None:
    answers = []
    for engine in (EMBEDDED, spark):
        with answering(engine, "512MB") as db:
            answers.append(asked_of_the_store(db, parts, date(2026, 3, 1), now))
    by_embedded, by_spark = answers
    learnt, expected = by_spark.pop("learnt"), by_embedded.pop("learnt")
    assert by_spark == by_embedded
    assert learnt.keys() == expected.keys()
    for cell, seen in learnt.items():  # sums of halves of days: no order of adding is like another
        assert astuple(seen) == pytest.approx(astuple(expected[cell]), rel=1e-12)
    assert len(by_embedded["open"]) > 0


def test_without_the_extra_it_is_said_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log.csv"
    path.write_text(crooked_log(1), encoding="utf-8")
    sessions.stop_session()
    monkeypatch.setattr(sessions.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(NotInstalled, match="pyspark"):
        told(path, Engine(EngineKind.SPARK))


@needs_spark
def test_java_that_does_not_start_is_told_by_the_command(tmp_path: Path) -> None:
    log, java = tmp_path / "log.csv", tmp_path / "bin" / "java"
    log.write_text(crooked_log(1), encoding="utf-8")
    java.parent.mkdir()
    java.write_text("#!/bin/sh\nexit 1\n")
    java.chmod(0o755)
    command = "import sys; from caicach.cli.main import main; sys.exit(main(sys.argv[1:]))"
    arguments = ["dossiers", "analyse", str(log), "--engine", "spark", "--master", "local[1]"]
    environment = {**os.environ, "JAVA_HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", command, *arguments], check=False, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 4
    assert "[dossiers.spark_start]" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("is_java", [True, False])
def test_a_cluster_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch, *, is_java: bool) -> None:
    """As py4j and Spark raise: a master that is silent for three times twenty seconds, and one that is no address."""

    class OfPython(Exception):
        pass

    class OfJava(Exception):
        pass

    said = "An error occurred while calling None.x.\n: java.lang.IllegalStateException: stopped.\n\tat a.b"
    error = OfJava(said) if is_java else OfPython("[JAVA_GATEWAY_EXITED] Java gateway process exited.")

    class Builder:
        def config(self, *_given: str) -> "Builder":
            return self

        def master(self, _master: str) -> "Builder":
            return self

        appName = master  # noqa: N815 -- Spark's own name

        def getOrCreate(self) -> None:
            raise error

    built = SimpleNamespace(SparkSession=SimpleNamespace(builder=Builder()))
    for name, module in (
        ("py4j", SimpleNamespace()),
        ("py4j.protocol", SimpleNamespace(Py4JError=OfJava)),
        ("pyspark", SimpleNamespace()),
        ("pyspark.errors", SimpleNamespace(PySparkRuntimeError=OfPython)),
        ("pyspark.sql", built),
    ):
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(sessions.importlib.util, "find_spec", lambda name: name)
    monkeypatch.setattr(sessions.shutil, "which", lambda name: name)
    monkeypatch.setattr(sessions.atexit, "register", lambda act: act)
    sessions.stop_session()
    with pytest.raises(NotInstalled, match="IllegalStateException: stopped" if is_java else "JAVA_GATEWAY") as refused:
        sessions.session("spark://may-1:7077")
    assert refused.value.code == "dossiers.spark_start"


def test_without_java_it_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log.csv"
    path.write_text(crooked_log(1), encoding="utf-8")
    sessions.stop_session()
    monkeypatch.setattr(sessions.importlib.util, "find_spec", lambda name: name)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(NotInstalled, match="Java 17"):
        told(path, Engine(EngineKind.SPARK))
