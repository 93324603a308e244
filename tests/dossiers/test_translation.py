"""What a question says is what Spark is asked: what would be dropped or changed is said anew."""

import pytest

pytest.importorskip("sqlglot", reason="the translation for Spark needs sqlglot (requirements/dev.lock)")

from sqlglot.errors import UnsupportedError

from caicach.dossiers.engine.spark.translating import spark_sql, syntax_tree


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("SELECT us // 86400000000 FROM t", "SELECT us DIV 86400000000 FROM t"),
        ("SELECT count(*) FILTER (a < b) FROM t", "SELECT COUNT(*) FILTER(WHERE a < b) FROM t"),
        ("SELECT x FROM t ORDER BY x", "SELECT x FROM t ORDER BY x NULLS LAST"),
        ("SELECT a FROM t ANTI JOIN u USING (n)", "SELECT a FROM t ANTI JOIN u USING (n)"),
        ("SELECT * EXCLUDE (a) FROM t", "SELECT * EXCEPT (a) FROM t"),
        ("SELECT places[1] FROM t", "SELECT places[0] FROM t"),
        ("SELECT days / 180.0 FROM t", "SELECT days / CAST(180.0 AS DOUBLE) FROM t"),
        (
            "SELECT list(act ORDER BY (us, n)) FROM t",
            "SELECT TRANSFORM(ARRAY_SORT(COLLECT_LIST(STRUCT((us, n) AS k0, act AS v))), s -> s.v) FROM t",
        ),
        (
            "SELECT list(list(a ORDER BY b) ORDER BY c / 2.0) FROM t",
            "SELECT TRANSFORM(ARRAY_SORT(COLLECT_LIST(STRUCT(c / CAST(2.0 AS DOUBLE) AS k0, TRANSFORM(ARRAY_SORT("
            "COLLECT_LIST(STRUCT(b AS k0, a AS v))), s -> s.v) AS v))), s -> s.v) FROM t",
        ),
        (
            "SELECT quantile_disc(x, [0.5, 0.9]) FROM t",
            "SELECT PERCENTILE_DISC(ARRAY(0.5, 0.9)) WITHIN GROUP (ORDER BY x) FROM t",
        ),
        (
            "SELECT list_position(['a', 'b'], x) FROM t",
            "SELECT NULLIF(ARRAY_POSITION(ARRAY('a', 'b'), x), 0) FROM t",
        ),
        (
            "SELECT strftime(make_timestamp(us), '%Y-%m') FROM t",
            "SELECT DATE_FORMAT(TIMESTAMP_MICROS(us), 'yyyy-MM') FROM t",
        ),
        (
            "SELECT string_agg(a, '' ORDER BY us, seq) FROM t",
            "SELECT LISTAGG(a, '') WITHIN GROUP (ORDER BY us NULLS LAST, seq NULLS LAST) FROM t",
        ),
    ],
)
def test_a_question_in_the_words_of_spark(asked: str, said: str) -> None:
    assert spark_sql(syntax_tree(asked)) == said


@pytest.mark.parametrize(
    "asked",
    [
        "SELECT hitherto_unknown(x) FROM t",
        "SELECT try_strptime(x, ['%d']) FROM t",
        "SELECT list(x ORDER BY y DESC) FROM t",
        "SELECT * FROM read_parquet(['a', 'b'], union_by_name = true)",
    ],
)
def test_what_has_no_words_there_is_refused(asked: str) -> None:
    with pytest.raises(UnsupportedError):
        spark_sql(syntax_tree(asked))
