"""The pure tests on two cores: the process forks before it collects, and each half collects and runs its own files.

Workers of xdist start, load the applications and collect everything each, and tell a third process of every test; here
what is loaded is loaded once, and no file is collected twice. The child writes its reports into an unnamed file; the
parent tells them when its own half is done. A child that ends otherwise than by its last test fails the run.
"""

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# The rooms of the one half, by what they took on one machine: what a room loads is loaded in one half alone.
FIRST = {"correspondence", "documents", "dossiers", "drafts", "kernel", "notifications", "organisations"}
# Interrupted: a file did not load, which its report tells.
ENDED = {getattr(pytest.ExitCode, name) for name in ("OK", "TESTS_FAILED", "NO_TESTS_COLLECTED", "INTERRUPTED")}


class Halves:
    """Registered with pytest where ``--halves`` is asked for."""

    def __init__(self, config: pytest.Config) -> None:
        self._config, self._child = config, 0
        self._told = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - until the process ends

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> None:
        """``tests/<room>`` and ``src/caicach/<room>`` go to the same half."""
        self._child = os.fork()
        if not self._child:
            self._config.pluginmanager.unregister(name="terminalreporter")

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        rooms = set(collection_path.relative_to(self._config.rootpath).parts[:3])
        is_mine = bool(rooms & FIRST) == bool(self._child)
        return None if is_mine or collection_path.suffix != ".py" else True

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._tell(report)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._tell(report)

    def _tell(self, report: pytest.CollectReport | pytest.TestReport) -> None:
        if not self._child:
            kept = self._config.hook.pytest_report_to_serializable(config=self._config, report=report)
            self._told.write(f"{json.dumps(kept)}\n")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Iterator[None]:
        """The other half counts, also where something of this one did not load."""
        try:
            return (yield)
        finally:
            if self._child:
                self._hear(session)
            else:
                self._told.flush()

    def _hear(self, session: pytest.Session) -> None:
        _, status = os.waitpid(self._child, 0)
        self._told.seek(0)
        reports = [json.loads(line) for line in self._told]
        session.testscollected += len({report["nodeid"] for report in reports})
        for kept in reports:
            report = session.config.hook.pytest_report_from_serializable(config=session.config, data=kept)
            if isinstance(report.longrepr, list):  # why a test was skipped: JSON knows no tuple
                report.longrepr = tuple(report.longrepr)
            name = "pytest_collectreport" if isinstance(report, pytest.CollectReport) else "pytest_runtest_logreport"
            getattr(session.config.hook, name)(report=report)
        if (code := os.waitstatus_to_exitcode(status)) not in ENDED:
            pytest.exit(f"The other half of the tests ended with {code}.", returncode=pytest.ExitCode.INTERNAL_ERROR)
