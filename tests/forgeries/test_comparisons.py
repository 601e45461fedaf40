"""Comparisons that are forged beside true ones: magnitudes, traces, means, equivalents, letters under sums."""

from typing import Any

import pytest

from lemmata import lemmata_check as checker

from .test_places import SYMBOLS, claim, found, j, link, n, q

MARK, HERE = ["s", "mark"], claim(["", "=", ""])
LETTERS = [["s", name] for name in "xyz"]
x, y, z = LETTERS
SYMBOLS.update({name: ["real"] for name in "xyz"})


def minus(term: Any) -> list[Any]:
    return ["*", "-1", term]


def size(term: Any) -> list[Any]:
    return ["Abs", term]


def triangle(signs: list[str], terms: list[Any], small: Any, **changes: Any) -> dict[str, Any]:
    by = {"kind": "GivenRule", "rule": "given", "uses": [], "hint": {}, **changes}
    row = link("TriangleRule", small, ["+", *terms], [], signs=signs, terms=terms, by=by)
    return {**row, "relation": "<="}


@pytest.mark.parametrize(
    ("signs", "small", "right"),
    [
        (["1", "1"], ["+", x, minus(z)], True),
        (["1", "-1"], ["+", x, z, minus(["*", "2", y])], True),
        (["1", "0"], ["+", x, minus(y)], True),
        (["1", "1"], ["+", x, z], False),
        (["2", "1"], ["+", ["*", "2", x], minus(y), minus(z)], False),
    ],
)
def test_magnitudes_add_up_with_signs(signs, small, right):
    terms = [size(["+", x, minus(y)]), size(["+", y, minus(z)])]
    assert found(HERE, triangle(signs, terms, size(small))) is right


@pytest.mark.parametrize(("factor", "right"), [(q, True), (x, False), (minus(q), False)])
def test_the_factor_of_a_magnitude_is_not_negative(factor, right):
    terms = [["*", factor, size(x)], size(y)]
    assert found(HERE, triangle(["1", "1"], terms, size(["+", ["*", factor, x], y]))) is right


def test_a_term_of_the_larger_side_is_not_left_out():
    row = triangle(["1", "1"], [size(x), size(y)], size(["+", x, y]))
    assert found(HERE, row)
    assert not found(HERE, {**row, "after": size(x)})
    assert not found(HERE, {**row, "before": row["after"], "after": row["before"]})
    assert found(HERE, {**row, "before": row["after"], "after": row["before"], "relation": ">="})


@pytest.mark.parametrize("kind", ["DefinitionRule", "TriangleRule", "RecurrenceRule"])
def test_the_equation_of_a_triangle_is_by_a_plain_rule(kind):
    hint = {"definitions": [[["Risk", x], "0"]]}
    row = triangle(["1"], [size(y)], size(["+", ["Risk", x], y]), kind=kind, hint=hint)
    assert not found(HERE, row)


def test_a_triangle_rests_on_what_its_step_names_only():
    use = {"kind": "UseRule", "uses": ["lemma"]}
    hint = {"instance": [], "reversed": False, "mark": MARK, "marked": MARK}
    row = triangle(["1", "1"], [size(x), size(y)], size(["F", z]), **use, hint=hint)
    lemma = claim([["F", z], "=", ["+", x, y]])
    assert found(HERE, {**row, "uses": ["lemma"]}, lemma=lemma)
    assert not found(HERE, row, lemma=lemma)


def letter(name: str, kind: str, *shape: Any) -> list[Any]:
    return ["Letter", ["'", name], *(shape or (n, n)), ["'", kind]]


K, M = letter("K", "semidefinite"), letter("M", "semidefinite")
S, G = letter("S", "symmetric"), letter("G", "general")
P = letter("P", "positive")
Gt, ridged = ["Transpose", G], ["Inverse", ["Plus", P, ["Scaled", q, ["Identity", n]]]]


@pytest.mark.parametrize(
    ("matrix", "right"),
    [
        (["Times", K, M], True),
        (["Times", Gt, K, G], True),
        (["Times", S, S], True),
        (["Times", G, Gt, M], True),
        (["Times", P, ridged, K], True),
        (["Times", M, Gt, G, ridged, K, ridged], False),
        (["Times", K, M, P], False),
        (["Times", G, G], False),
        (["Times", S, K], False),
        (["Times", Gt, S, G], False),
        (["Scaled", x, K], False),
        (["Plus", K, S], False),
        (["Times", K, ["ExpectedMatrix", K], M], False),
    ],
    ids=lambda value: checker.show(value) if isinstance(value, list) else "",
)
@pytest.mark.parametrize("mean", [False, True])
def test_traces_that_are_not_negative(matrix, right, mean):
    term = ["Expectation", ["Trace", matrix]] if mean else ["Trace", matrix]
    for before, after, holds in ((["Trace", ["Zero", n, n]], term, right), (term, "0", False)):
        before = "0" if head_is_zero(before) else before
        assert found(HERE, {**link("InequalityRule", before, after, []), "relation": "<="}) is holds


def head_is_zero(term: Any) -> bool:
    return term[0] == "Trace" and term[1][0] == "Zero"


def test_a_square_of_unknown_sign_is_not_monotone():
    """F <= G gives no F^2 <= G^2, whatever the certificate calls the slope."""
    slope = ["+", ["s", "#1"], ["s", "#2"]]
    row = link("UseRule", ["^", ["F", x], "2"], ["^", x, "2"], ["lemma"], marked=["^", MARK, "2"], slope=slope)
    assert not found(HERE, {**row, "relation": "<="}, lemma=claim([["F", x], "<=", x]))
    for name in ("#more j", "#1"):
        row = link("AlgebraRule", ["s", name], ["s", name], [])
        assert not found(HERE, row)


@pytest.mark.parametrize(
    ("marked", "slope", "right"),
    [
        (["*", q, MARK], q, True),
        (["+", q, MARK], "1", True),
        (["+", minus(q), MARK], "1", False),
        (["+", x, MARK], "1", False),
        (["^", MARK, "2"], "1", False),
        (["+", minus(q), minus(MARK)], "-1", True),
    ],
)
@pytest.mark.parametrize(
    ("regimes", "covered"), [((None, None), True), (("True", None), True), ((None, "True"), False)]
)
def test_equivalents_replace_terms_that_do_not_cancel(marked, slope, right, regimes, covered):
    here, lemma = claim(["", "=", ""]), claim([["F", q], "~", ["exp", q]])
    for one, regime in zip((here, lemma), regimes, strict=True):
        one.row["regime"] = None if regime is None else ["Regime", ["'", regime]]
    before, after = (checker.put(marked, {checker.text(MARK): side}) for side in (["F", q], ["exp", q]))
    row = {**link("UseRule", before, after, ["lemma"], marked=marked, slope=slope), "relation": "~"}
    assert found(here, row, lemma=lemma) is (right and covered)
    for relation in ("=", "<=", "<", "->"):
        assert not found(here, {**row, "relation": relation}, lemma=lemma)


def test_an_equivalent_of_nothing_is_not_used():
    here, lemma = claim(["", "=", ""]), claim([["F", q], "~", "0"])
    here.row["regime"] = lemma.row["regime"] = None
    row = {**link("UseRule", ["F", q], "0", ["lemma"], marked=MARK, slope="1"), "relation": "~"}
    assert not found(here, row, lemma=lemma)


@pytest.mark.parametrize(
    ("term", "limits", "right"),
    [
        (["+", "1", j], [j, "0", n], True),
        (j, [j, "1", n], True),
        (j, [j, "0", n], False),
        (["+", "1", ["*", "3", j]], [j, "5", n], True),
        (["+", "-1", j], [j, "1", n], False),
        (["+", "-2", ["*", "2", j]], [j, "2", n], False),
        (["+", "3", minus(j)], [j, "1", "2"], False),
    ],
    ids=str,
)
@pytest.mark.parametrize("head", ["Sum", "Product"])
def test_a_denominator_under_a_binder_does_not_vanish(term, limits, right, head):
    SYMBOLS.update(i=["integer"])
    term, limits = (checker.put(part, {checker.text(j): ["s", "i"]}) for part in (term, ["Tuple", *limits]))
    inverse = ["^", term, "-1"]
    row = link("AlgebraRule", ["*", "2", [head, inverse, limits]], ["*", [head, inverse, limits], "2"], [])
    assert found(HERE, row) is right


def test_the_range_of_a_sum_is_not_that_of_a_free_letter():
    SYMBOLS.update(i=["integer"])
    i = ["s", "i"]
    for inner in (["Tuple", i, "1", ["^", i, "-1"]], ["Tuple", j, "1", ["^", i, "-1"]]):
        total = ["Sum", "1", inner]
        assert not found(HERE, link("AlgebraRule", ["*", "2", total], ["*", total, "2"], []))
    inner = ["Integral", ["^", i, "-1"], ["Tuple", i, "0", "1"]]
    total = ["Sum", inner, ["Tuple", i, "1", n]]
    assert not found(HERE, link("AlgebraRule", ["*", "2", total], ["*", total, "2"], []))


def test_unknown_means_are_the_same_for_the_same_words_only():
    one, other = (["Expectation", ["Trace", ["Times", *factors]]] for factors in ((G, K), (G, M)))
    assert found(HERE, link("GivenRule", ["*", one, ["+", one, other]], ["+", ["^", one, "2"], ["*", one, other]], []))
    assert not found(HERE, link("GivenRule", ["*", one, one], ["*", one, other], []))
