"""The guard before every YAML file: aliases are read for what they stand for, and bounded as that."""

import pytest

from caicach.kernel.yaml_values import YamlFault, compose, tree_of


def test_an_alias_is_what_it_stands_for() -> None:
    node = compose("- &cot {by: [huyen, gioi]}\n- *cot\n- &a x\n- *a\n")
    assert node is not None
    first, second, third, fourth = tree_of(node)[3]
    assert (first, third) == (second, fourth)


_LAUGHS = "a0: &a0 [x, x]\n" + "".join(f"a{at}: &a{at} [*a{at - 1}, *a{at - 1}]\n" for at in range(1, 30))
_DEEP = "a0: &a0 [x]\n" + "".join(f"a{at}: &a{at} [*a{at - 1}]\n" for at in range(1, 70))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (_LAUGHS, "quá nhiều giá trị"),
        (_DEEP, "lồng quá sâu"),
        ("a: &a [*a]\n", "«*a» chưa được đặt ở trên"),
        ("a: *b\nb: &b 1\n", "«*b» chưa được đặt ở trên"),
        ("[" * 61 + "]" * 61, "lồng quá sâu"),
        ("- x\n" * 100_001, "quá nhiều giá trị"),
    ],
    ids=["laughs", "deep by aliases", "within itself", "not yet said", "deep", "many"],
)
def test_what_would_not_end_is_refused_with_its_line(text: str, told: str) -> None:
    with pytest.raises(YamlFault) as fault:
        compose(text)
    assert told in str(fault.value.problem)
    assert fault.value.line >= 1


def test_sixty_collections_deep_is_read() -> None:
    assert compose("[" * 60 + "]" * 60) is not None
