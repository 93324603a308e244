"""``caicach index composite`` and ``caicach index uncertainty`` as a person or a script meets them."""

import json
import subprocess
import sys

import pytest

from caicach.cli.commands import Exit
from caicach.cli.main import main

META = """\ufeffLevel,iCode,Direction,Weight,Denominator,Parent,Type
1,a,1,1,pop,T,Indicator
1,b,-1,1,,T,Indicator
2,T,1,1,,,Aggregate
,pop,,,,,Denominator
"""
DATA = "uName,uCode,a,b,pop\nMột,u1,0,10,1\nHai,u2,5,30,2\nBa,u3,10,NA,3\nBốn,u4,,,4\n"


@pytest.fixture
def paths(tmp_path):
    for name, text in (("meta.csv", META), ("data.csv", DATA)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "meta.csv"), str(tmp_path / "data.csv")


def answer(capsysbinary, *arguments):
    code = main(["index", *arguments])
    said = capsysbinary.readouterr()
    return code, said.out.decode(), said.err.decode()


def test_an_index_as_json_has_every_level_and_says_what_is_missing(paths, capsysbinary):
    code, out, _ = answer(capsysbinary, "composite", *paths, "--json")
    found = json.loads(out)
    assert code == Exit.DONE
    assert found["normalised"] == {
        "u1": {"a": 0, "b": 100},
        "u2": {"a": 50, "b": 0},
        "u3": {"a": 100, "b": None},
        "u4": {"a": None, "b": None},
    }
    assert {unit: scores["T"] for unit, scores in found["scores"].items()} == {
        "u1": 50,
        "u2": 25,
        "u3": 100,
        "u4": None,
    }
    assert {unit: ranks["T"] for unit, ranks in found["ranks"].items()} == {"u1": 2, "u2": 3, "u3": 1, "u4": None}
    assert found["partial"] == {"u3": {"T": ["b"]}}
    assert set(found["missing"]["u4"]) == {"a", "b", "T"}


def test_methods_and_range_are_chosen_by_options(paths, capsysbinary):
    options = ("--normalise", "minmax", "--aggregate", "geometric", "--range", "1,100", "--json")
    _, out, _ = answer(capsysbinary, "composite", *paths, *options)
    assert json.loads(out)["scores"]["u1"]["T"] == pytest.approx(10)


@pytest.mark.parametrize("method", ["minmax", "zscore", "rank", "distance-to-best", "none"])
@pytest.mark.parametrize("how", ["arithmetic", "sum"])
def test_every_normalisation_can_be_aggregated(paths, capsysbinary, method, how):
    code, out, _ = answer(capsysbinary, "composite", *paths, "--normalise", method, "--aggregate", how, "--json")
    assert code == Exit.DONE
    assert set(json.loads(out)["scores"]) == {"u1", "u2", "u3", "u4"}


def test_a_table_for_people_names_the_units_and_what_was_missing(paths, capsysbinary):
    _, out, _ = answer(capsysbinary, "composite", *paths)
    assert out.index("Ba") < out.index("Một") < out.index("Hai")
    assert "u3: T tính khi thiếu b" in out


def test_uncertainty_as_json_has_intervals_groups_and_effects(paths, capsysbinary):
    code, out, _ = answer(capsysbinary, "uncertainty", *paths, "--draws", "200", "--seed", "4", "--json")
    found = json.loads(out)
    assert code == Exit.DONE
    assert set(found["units"]["u1"]["rank"]) == {"median", "p05", "p95"}
    assert found["units"]["u3"]["group"] == 1
    assert found["units"]["u4"] == {
        "rank": {"median": None, "p05": None, "p95": None},
        "group": None,
        "published_rank": None,
    }
    assert set(found["sensitivity"]) == {"weights", "normalisation", "aggregation"}
    assert set(found["sensitivity"]["weights"]) == {"first", "total"}
    assert (found["draws"], found["seed"], found["target"]) == (200, 4, "T")


def test_draws_made_elsewhere_are_run_exactly(paths, tmp_path, capsysbinary):
    given = tmp_path / "weights.csv"
    given.write_text("a,b\n1,0\n1,0\n0,1\n", encoding="utf-8")
    _, out, said = answer(capsysbinary, "uncertainty", *paths, "--weights", str(given), "--draws", "7", "--json")
    found = json.loads(out)
    assert found["draws"] == 3
    assert "3 lần rút" in said
    assert found["units"]["u1"]["rank"]["median"] == 3  # 3, 3, 1: u3 has no b and so no rank in the third draw
    assert found["units"]["u2"]["rank"]["median"] == 2
    assert found["units"]["u3"]["rank"] == {"median": 1, "p05": 1, "p95": 1}


def test_ranks_without_each_indicator_are_given_when_asked_for(paths, capsysbinary):
    _, out, _ = answer(capsysbinary, "uncertainty", *paths, "--draws", "20", "--leave-one-out", "--json")
    found = json.loads(out)["leave_one_out"]
    assert found["b"]["ranks"] == {"u1": 3, "u2": 2, "u3": 1, "u4": None}  # a alone: 0, 5, 10


def test_the_same_seed_repeats_the_same_output(paths, capsysbinary):
    run = ("uncertainty", *paths, "--draws", "50", "--seed", "1", "--json")
    assert answer(capsysbinary, *run) == answer(capsysbinary, *run)


def test_a_table_of_uncertainty_shows_the_share_of_each_assumption(paths, capsysbinary):
    _, out, _ = answer(capsysbinary, "uncertainty", *paths, "--draws", "50")
    assert "weights: riêng nó" in out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Hai,u2,5", "Hai,u2,năm", "dòng 3, cột «a»"),
        ("Hai,u2,5", "Hai,u1,5", "dòng 3, cột «uCode»"),
        ("uName,uCode,a,", "uName,uCode,x,", "cột «a»"),
    ],
)
def test_bad_data_is_refused_with_its_place(paths, tmp_path, capsysbinary, old, new, said):
    (tmp_path / "data.csv").write_text(DATA.replace(old, new), encoding="utf-8")
    code, out, err = answer(capsysbinary, "composite", *paths, "--json")
    assert (code, out) == (Exit.REFUSED, "")
    assert "data.csv" in err
    assert said in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("composite", "--normalise", "rank", "--range", "0,1"),
        ("composite", "--range", "0"),
        ("uncertainty", "--draws", "0"),
        ("uncertainty", "--draws", "10", "--normalise", "softmax"),
        ("uncertainty", "--draws", "10", "--target", "nowhere"),
        ("uncertainty", "--weights", "nowhere.csv"),
    ],
)
def test_impossible_requests_are_refused(paths, capsysbinary, arguments):
    name, *options = arguments
    code, out, err = answer(capsysbinary, name, *paths, *options)
    assert (code, out) == (Exit.REFUSED, "")
    assert "[composite." in err


def test_a_file_that_does_not_end_is_refused(paths, capsysbinary):
    code, _, err = answer(capsysbinary, "composite", "/dev/zero", paths[1])
    assert code == Exit.REFUSED
    assert "[composite.file_too_large]" in err


def test_neither_draws_nor_weights_is_a_wrong_use(paths, capsysbinary):
    with pytest.raises(SystemExit) as left:
        main(["index", "uncertainty", *paths])
    assert left.value.code == Exit.USAGE


@pytest.mark.slow
def test_an_index_needs_neither_django_nor_the_database(paths):
    program = (
        "import sys; from caicach.cli.main import main; "
        f"main(['index', 'composite', {paths[0]!r}, {paths[1]!r}, '--json']); "
        "sys.exit('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
