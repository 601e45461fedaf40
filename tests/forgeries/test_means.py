"""Forged steps about what is random: dependent letters, weights, instances, definitions, beside genuine ones."""

from typing import Any

import pytest

from .test_places import SYMBOLS, claim, found, link, n, q

MARK, T, d, x = ["s", "mark"], ["s", "T"], ["s", "d"], ["s", "x"]
HERE = claim(["", "=", ""])


def letter(name: str, rows: Any = "1", cols: Any = "1", *index: Any) -> list[Any]:
    return ["Letter", ["'", name], rows, cols, ["'", "general"], *index]


def trace(*factors: Any) -> list[Any]:
    return ["Trace", ["Times", *factors] if len(factors) > 1 else factors[0]]


def mean(term: Any) -> list[Any]:
    return ["Expectation", term]


def made_of(name: Any, *parents: Any) -> list[Any]:
    return ["Unspecified", name, ["Tuple", *parents]]


u, v, A = letter("u"), letter("v"), letter("A", n, n)
ANY, NOISE = [made_of(A)], [["GaussianNoise", u, ["s", "variance"]]]
SYMBOLS.update(
    variance=["positive"],
    s=["positive"],
    x=["real"],
    k=["integer", "positive"],
    T=["integer", "positive"],
    d=["integer", "positive"],
)


@pytest.mark.parametrize(
    ("laws", "right"),
    [
        ([made_of(u), made_of(v)], True),
        ([made_of(u), made_of(v, u)], False),
        ([made_of(u, v), made_of(v)], False),
        ([made_of(u), ["GaussianNoise", v, trace(u)]], False),
        ([made_of(u)], True),
    ],
)
def test_a_mean_of_a_product_is_one_of_means_for_independent_letters_only(laws, right):
    before, after = mean(["*", ["Abs", trace(u)], trace(v)]), ["*", mean(["Abs", trace(u)]), mean(trace(v))]
    assert found(claim(["", "=", ""], laws=laws), link("ExpectationRule", before, after, [])) is right


def test_a_letter_has_one_law():
    before, after = mean(["SquaredNorm", u]), ["s", "variance"]
    other = ["GaussianNoise", u, ["s", "x"]]
    for laws, right in ((NOISE, True), ([*NOISE, other], False)):
        assert found(claim(["", "=", ""], laws=laws), link("ExpectationRule", before, after, [])) is right


def test_a_later_letter_of_a_family_may_be_made_of_an_earlier_one():
    first, second = (letter("w", "1", "1", place) for place in ("0", "1"))
    here = claim(["", "=", ""], laws=[made_of(letter("w", "1", "1", n))])
    product = link(
        "ExpectationRule",
        mean(["*", trace(first), trace(second)]),
        ["*", mean(trace(first)), mean(trace(second))],
        [],
    )
    assert not found(here, product)
    total = mean(["+", trace(first), trace(second)]), ["+", mean(trace(first)), mean(trace(second))]
    assert found(here, link("ExpectationRule", *total, []))


@pytest.mark.parametrize("power", ["1", "2"])
def test_an_inequality_under_a_mean_needs_a_weight_of_one_sign(power):
    """E (u + 1)(u - 3)^2 = 9 - 5 var, though E (u + 1) = 1."""
    square, weight = ["^", ["+", trace(u), "-3"], "2"], ["^", ["+", trace(u), "1"], power]
    marked = mean(["*", weight, MARK])
    slope = "1" if power == "1" else mean(weight)
    row = link("UseRule", mean(["*", weight, "0"]), mean(["*", weight, square]), ["lemma"], marked=marked, slope=slope)
    lemma = claim(["0", "<=", square], laws=NOISE)
    assert found(claim(["", "=", ""], laws=NOISE), {**row, "relation": "<="}, lemma=lemma) is (power == "2")


@pytest.mark.parametrize(("value", "right"), [(trace(A), False), (mean(trace(A)), True)])
def test_no_letter_of_a_mean_stands_for_what_is_random(value, right):
    here = claim(["", "=", ""], laws=ANY)
    lemma = claim([mean(["*", x, trace(A)]), "=", ["*", x, mean(trace(A))]], laws=ANY)
    before, after = mean(["*", value, trace(A)]), ["*", value, mean(trace(A))]
    assert found(here, link("UseRule", before, after, ["lemma"], marked=MARK, instance=[[x, value]]), lemma=lemma) is (
        right
    )


@pytest.mark.parametrize(
    ("laws", "index", "right"),
    [
        ([], "1", False),
        ([made_of(letter("w", n, n, n))], "0", False),
        ([made_of(letter("w", n, n, n))], "1", True),
        ([made_of(letter("w", n, n, n), letter("A", n, n, "0"))], "0", True),
    ],
)
def test_what_is_defined_as_something_random_has_a_law_that_says_so(laws, index, right):
    name, what = letter("w", n, n, index), letter("A", n, n, "0")
    here = claim(["", "=", ""], laws=[*laws, made_of(what)])
    assert found(here, link("DefinitionRule", trace(name), trace(what), [], definitions=[[name, what]])) is right
    number = ["Risk", q]
    assert not found(here, link("DefinitionRule", number, trace(what), [], definitions=[[number, trace(what)]]))
    value = mean(trace(what))
    assert found(here, link("DefinitionRule", number, value, [], definitions=[[number, value]]))


@pytest.mark.parametrize(("first", "right"), [("0", False), ("1", True)])
def test_a_letter_that_is_bound_has_its_range_whatever_is_said_of_it(first, right):
    k = ["s", "k"]
    limits = ["Tuple", k, first, n]
    row = link("AlgebraRule", ["Sum", ["*", k, ["^", k, "-1"]], limits], ["Sum", "1", limits], [])
    assert found(HERE, row) is right
    unit = ["Tuple", q, "-1" if first == "0" else "1", "2"]
    row = link("AlgebraRule", ["Integral", ["*", q, ["^", q, "-1"]], unit], ["Integral", "1", unit], [])
    assert found(HERE, row) is right


def hankel() -> tuple[list[Any], list[Any]]:
    """Three moments of four as a sum of squares, each from one sum over eigenvalues that is written once."""
    j = ["s", "j"]
    power = ["EigenSum", ["^", ["s", "s"], j]]
    terms = [["^", ["EigenSum", ["^", ["s", "s"], str(place)]], "2"] for place in range(1, 8)]
    return ["Sum", ["^", power, "2"], ["Tuple", j, "1", "7"]], ["+", *terms]


def test_sums_over_eigenvalues_that_are_written_once_count_as_often_as_they_occur():
    """Seven moments have relations wherever there are three eigenvalues."""
    written_once, written_out = hankel()
    assert found(HERE, link("AlgebraRule", written_once, written_out, []))
    assert not found(HERE, link("AlgebraRule", written_once, ["*", "1", ["+", written_once]], []))


@pytest.mark.parametrize("outer", ["Abs", "F"])
def test_functions_of_traces_are_equal_where_the_traces_are(outer):
    B = letter("M", d, d)
    row = link("MatrixIdentityRule", [outer, trace(B)], [outer, trace(["Transpose", B])], [])
    assert found(HERE, row)
    small = ["*", trace(B), *(["+", d, f"-{place}"] for place in range(1, 6))]
    assert not found(HERE, link("MatrixIdentityRule", [outer, small], [outer, "0"], []))


def test_a_mean_under_an_inverse_is_a_number():
    here, one = claim(["", "=", ""], laws=ANY), ["Identity", n]
    resolvent = ["Inverse", ["Plus", ["Scaled", mean(trace(A)), one], letter("M", n, n)]]
    moved = ["Scaled", ["*", "-1", mean(trace(A))], resolvent]
    for product, right in ((["Times", letter("M", n, n), resolvent], True), (resolvent, False)):
        assert found(here, link("MatrixIdentityRule", product, ["Plus", one, moved], [])) is right


@pytest.mark.parametrize(
    ("declared", "right"),
    [
        (letter("u"), True),
        (letter("u", n), False),
        (letter("u", "1", n), False),
        (["Letter", ["'", "u"], "1", "1", ["'", "semidefinite"]], False),
        (letter("u", "1", "1", n), None),
    ],
)
def test_a_law_is_one_of_the_letter_as_it_is_declared(declared, right):
    """A letter of another shape or kind by the same name is another one; that of a family is no member of it."""
    before, after = mean(["SquaredNorm", u]), ["s", "variance"]
    here = claim(["", "=", ""], laws=[["GaussianNoise", declared, ["s", "variance"]]])
    assert found(here, link("ExpectationRule", before, after, [])) is bool(right)
