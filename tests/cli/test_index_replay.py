"""``caicach index replay``: equal to the last figure, or told where it is not."""

import json

import pytest

from caicach.cli.main import main
from caicach.indices import services
from caicach.indices.models import UnitResult
from factories.correspondence import OFFICE
from factories.indices import LATER, at_council

pytestmark = pytest.mark.django_db


def frozen() -> int:
    year_id = at_council()
    services.freeze(OFFICE, year_id=year_id, now=LATER)
    return year_id


def test_an_untouched_result_is_equal(capsysbinary):
    assert main(["index", "replay", str(frozen()), "--json"]) == 0
    said = json.loads(capsysbinary.readouterr().out)
    assert (said["equal"], said["units"], said["differences"]) == (True, 3, [])
    assert said["result_hash"] == said["replayed_hash"]


def test_an_altered_result_names_the_unit_and_fails(capsys):
    year_id = frozen()
    UnitResult.objects.filter(unit_id="STP").update(points=20)
    assert main(["index", "replay", str(year_id)]) == 1
    assert "STP" in capsys.readouterr().err


def test_a_year_that_is_not_there_is_refused_in_words(capsys):
    assert main(["index", "replay", "999"]) not in {0, 1}
    assert capsys.readouterr().err.strip()
