"""Every command, worker and child pays for what is loaded at the start: heavy libraries wait until they are used."""

HEAVY = {
    "aiohttp", "duckdb", "fido2", "fontTools", "fpdf", "icalendar", "openpyxl", "pandas", "polars", "pyhanko",
    "pyreadstat", "pyspark", "pyxform", "scipy", "scrapy", "segno", "sqlglot", "twisted", "xlrd", "xlsxwriter",
}  # fmt: skip

READER = "caicach.documents.read.reader"  # where nothing is read


def test_no_heavy_library_is_loaded_before_it_is_used(loaded_at_start: frozenset[str]) -> None:
    assert "caicach.plans.services" in loaded_at_start, "the applications stand"
    assert HEAVY & loaded_at_start == set()
    assert READER not in loaded_at_start
