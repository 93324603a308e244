"""The example province, read once from its files."""

from datetime import date
from pathlib import Path

import pytest

from caicach.organisations.domain.directory import Directory, Register
from caicach.organisations.province_files import read_province

PROVINCE = Path(__file__).resolve().parents[2] / "examples" / "province"


@pytest.fixture(scope="session")
def register() -> Register:
    return read_province(PROVINCE).register


@pytest.fixture(scope="session")
def in_2023(register: Register) -> Directory:
    return register.on(date(2023, 2, 10))


@pytest.fixture(scope="session")
def in_march_2025(register: Register) -> Directory:
    return register.on(date(2025, 3, 1))


@pytest.fixture(scope="session")
def in_july_2025(register: Register) -> Directory:
    return register.on(date(2025, 7, 1))
