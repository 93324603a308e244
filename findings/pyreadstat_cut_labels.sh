#!/usr/bin/env bash
# Labels of a file of SPSS that are longer than the format bears, written by pyreadstat.
#
# Seen with pyreadstat 1.3.7 (polars 2.1.0), write_sav, labels of Vietnamese letters of three bytes each:
#   label of a variable, 100 times «ế»     85 letters are left (256 bytes), no error, no warning
#   labels of two values that differ in their 41st letter and later: both are left with the same 40 letters (120 bytes),
#                                          so that two answers bear one label in the file
# write_dta(version=15) of a label of 84 letters raises ("A provided label is too long for the file format") and leaves an
# empty file behind. Whoever writes such files measures labels first: 256 and 120 bytes, 80 letters, shortens them with
# a sign, keeps them distinct, and writes to another name until it is done.
#
# Needs the network for pip only; everything stays in a temporary folder. Fails if any of this changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install "pyreadstat==1.3.7" "polars==2.1.0"
venv/bin/python - <<'PY'
import warnings
from pathlib import Path

import polars
import pyreadstat

warnings.simplefilter("error")
frame = polars.DataFrame({"q": [1, 2]})
values = {1: "ế" * 40 + " một", 2: "ế" * 40 + " hai"}
pyreadstat.write_sav(frame, "a.sav", column_labels={"q": "ế" * 100}, variable_value_labels={"q": values})
_, told = pyreadstat.read_sav("a.sav", output_format="dict")
print(len(told.column_names_to_labels["q"]), told.variable_value_labels["q"])
assert told.column_names_to_labels["q"] == "ế" * 85
assert set(told.variable_value_labels["q"].values()) == {"ế" * 40}
try:
    pyreadstat.write_dta(frame, "a.dta", version=15, column_labels={"q": "ế" * 84})
except pyreadstat.ReadstatError as error:
    print(error, Path("a.dta").stat().st_size)
    assert Path("a.dta").stat().st_size == 0
else:
    raise AssertionError("a label of 84 letters was taken")
PY
echo "as described"
