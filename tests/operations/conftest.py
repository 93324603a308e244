"""Places for installations; what a module made is taken away after it."""

from collections.abc import Iterator

import pytest

from operations.places import Places


@pytest.fixture(scope="module")
def places(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    made = Places(tmp_path_factory.mktemp("places"))
    yield made
    made.remove()
