"""Steps that are forged beside true ones: relations, instances, definitions, means of products, bounds of sums."""

from typing import Any

import pytest

from lemmata import lemmata_check as checker

from .test_places import SYMBOLS, claim, found, j, link, n, q

MARK, d, s = ["s", "mark"], ["s", "d"], ["s", "s"]
HERE = claim(["", "=", ""])
NEXT = ["+", "1", n]


def minus(term: Any) -> list[Any]:
    return ["*", "-1", term]


@pytest.mark.parametrize(
    ("used", "shown", "right"),
    [
        ("=", "=", True),
        ("=", "<", False),
        ("=", ">", False),
        ("<=", "<=", True),
        ("<=", "=", False),
        ("<=", "<", False),
    ],
)
def test_a_use_shows_no_more_than_the_claim_says(used, shown, right):
    row = {**link("UseRule", ["F", q], ["G", q], ["lemma"], marked=MARK), "relation": shown}
    assert found(HERE, row, lemma=claim([["F", q], used, ["G", q]])) is right
    falling = {**link("UseRule", minus(["G", q]), minus(["F", q]), ["lemma"]), "relation": shown}
    falling["hint"] = {**falling["hint"], "marked": minus(MARK), "reversed": True, "slope": "-1"}
    assert found(HERE, falling, lemma=claim([["F", q], used, ["G", q]])) is right


@pytest.mark.parametrize(("shown", "right"), [("=", True), ("<", False), (">", False)])
def test_an_induction_shows_an_equation(shown, right):
    base, following = claim([["F", "0"], "=", "0"]), claim([["F", NEXT], "=", ["+", q, ["F", n]]])
    row = link(
        "RecurrenceRule", ["F", n], ["*", n, q], ["base", "step"], index=n, **{"base and step": ["base", "step"]}
    )
    assert found(HERE, {**row, "relation": shown}, base=base, step=following) is right


@pytest.mark.parametrize(("closed", "right"), [(n, True), (["+", ["^", n, "2"], ["*", "-2", n, q]], False)])
def test_a_letter_tied_to_the_index_moves_with_it(closed, right):
    base, following = claim([["F", "0"], "=", "0"]), claim([["F", NEXT], "=", ["+", "1", ["F", n]]])
    row = link("RecurrenceRule", ["F", n], closed, ["base", "step"], index=n, **{"base and step": ["base", "step"]})
    assert found(claim(["", "=", ""], [["==", q, n]]), row, base=base, step=following) is right


@pytest.mark.parametrize(
    ("letter", "value", "right"),
    [(q, "3", True), ("2", "3", False), (["+", "1", q], q, False), (["^", q, "2"], q, False)],
)
def test_an_instance_is_of_letters(letter, value, right):
    sides = ["^", ["+", "1", q], "2"], ["+", "1", ["*", "2", q], ["^", q, "2"]]
    before, after = (checker.put(side, {checker.text(letter): value}) for side in sides)
    row = link("UseRule", before, after, ["lemma"], marked=MARK, instance=[[letter, value]])
    assert found(HERE, row, lemma=claim([sides[0], "=", sides[1]])) is right


@pytest.mark.parametrize(("letter", "right"), [(["s", "d"], False), (q, True)])
def test_the_dimension_is_that_of_the_spectrum(letter, right):
    count = ["EigenSum", ["*", s, ["^", s, "-1"]]]
    row = link("UseRule", ["*", letter, count], ["*", letter, d], ["lemma"], marked=["*", letter, MARK])
    row = {**row, "hint": {**row["hint"], "instance": [] if right else [[d, "7"]]}}
    row = row if right else {**row, "after": ["*", letter, "7"]}
    SYMBOLS.update(d=["integer", "positive"], s=["positive"])
    assert found(HERE, row, lemma=claim([count, "=", d])) is right


@pytest.mark.parametrize(("second", "right"), [("5", True), ("7", False)])
def test_a_name_has_one_definition(second, right):
    steps = [
        link("DefinitionRule", "5", ["Risk", "0"], [], definitions=[[["Risk", "0"], "5"]]),
        link("DefinitionRule", ["Risk", "0"], second, [], definitions=[[["Risk", "0"], second]]),
    ]
    here = claim(["5", "=", second])
    here.row["steps"] = steps
    assert all(found(here, row) for row in steps) is right


A = ["Letter", ["'", "A"], n, n, ["'", "general"]]
INVERSE = ["Trace", ["Inverse", ["Plus", ["Identity", n], A]]]


def moment(power: int) -> list[Any]:
    return ["Expectation", ["^", INVERSE, str(power)]] if power else "1"


def test_moments_are_those_of_any_law_and_not_of_one_on_few_points():
    """The determinant of the first moments vanishes for every law on two points, and for hardly any other."""
    one, two, three, four = map(moment, range(1, 5))
    terms = [["*", two, four], minus(["^", three, "2"]), minus(["*", one, one, four])]
    terms += [["*", "2", one, two, three], minus(["^", two, "3"])]
    here = claim(["", "=", ""], laws=[["Unspecified", A]])
    assert not found(here, link("MatrixIdentityRule", ["+", *terms], "0", []))
    assert found(here, link("MatrixIdentityRule", ["*", one, one, two], ["*", two, ["^", one, "2"]], []))


@pytest.mark.parametrize(("where", "right"), [([["<", "3", j]], False), ([["<", "3", q]], None)])
def test_what_is_assumed_of_a_letter_is_not_known_of_a_bound_one(where, right):
    factor = ["+", "-3", j if right is False else q]
    term = ["*", factor, ["^", factor, "-1"]]
    row = link("AlgebraRule", ["Sum", term, ["Tuple", j, "1", n]], ["Sum", "1", ["Tuple", j, "1", n]], [])
    assert found(claim(["", "=", ""], where), row) is (right is None)


def test_a_bound_of_a_sum_may_be_bound_itself():
    rows = ["Tuple", j, "1", n], ["Tuple", n, "1", q]
    row = link("GivenRule", ["Sum", "1", *rows], ["Sum", "1", ["Tuple", j, "1", "5"], rows[1]], [])
    assert not found(claim(["", "=", ""], [["==", n, "5"]]), row)


def test_no_derivative_is_taken_with_respect_to_what_a_sum_binds():
    row = link("DerivativeRule", ["Derivative", ["EigenSum", s], ["Tuple", s, "1"]], d, [])
    assert not found(HERE, row)
    twice = ["Sum", ["Sum", ["*", "2", j], ["Tuple", j, "1", "3"]], ["Tuple", j, "1", "2"]]
    assert not found(HERE, link("AlgebraRule", twice, "26", []))


@pytest.mark.parametrize(("rows", "right"), [(n, True), (d, False)])
def test_a_matrix_stands_for_one_of_its_shape(rows, right):
    one = ["Letter", ["'", "A"], n, n, ["'", "invertible"]]
    other = ["Letter", ["'", "M"], rows, rows, ["'", "invertible"]]
    sides = [["Trace", ["Times", letter, ["Inverse", letter]]] for letter in (one, other)]
    row = link("UseRule", sides[1], n, ["lemma"], marked=MARK, instance=[[one, other]])
    assert found(HERE, row, lemma=claim([sides[0], "=", n])) is right


@pytest.mark.parametrize(("value", "right"), [("3", True), (["Infinity"], False)])
def test_nothing_is_put_in_at_infinity(value, right):
    r = ["s", "r"]
    SYMBOLS.update(r=["real"])
    row = link("UseRule", ["+", value, minus(value)], "0", ["lemma"], marked=MARK, instance=[[r, value]])
    assert found(HERE, row, lemma=claim([["+", r, minus(r)], "=", "0"])) is right


@pytest.mark.parametrize(("where", "right"), [("==", True), ("Or", False)])
def test_the_covariance_is_the_identity_where_that_is_assumed(where, right):
    relation = ["==", ["EigenSum", ["^", ["+", "-1", s], "2"]], "0"]
    assumed = [relation] if right else [["Or", relation, ["<", q, "1"]]]
    row = link("IsotropicRule", ["EigenSum", s], d, [])
    assert found(claim(["", "=", ""], assumed), row) is right


def test_an_identity_of_small_matrices_is_none_of_large_ones():
    """The fourth elementary symmetric function of the eigenvalues vanishes up to size 3 (Cayley and Hamilton)."""
    matrix = ["Letter", ["'", "A"], d, d, ["'", "general"]]
    one, two, three, four = (["Trace", ["Times", *([matrix] * k)] if k > 1 else matrix] for k in range(1, 5))
    terms = [["^", one, "4"], ["*", "-6", ["^", one, "2"], two], ["*", "8", one, three]]
    terms += [["*", "3", ["^", two, "2"]], ["*", "-6", four]]
    assert not found(HERE, link("MatrixIdentityRule", ["+", *terms], "0", []))
