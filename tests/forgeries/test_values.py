"""Forged steps whose reasons have no value, whose letters are bound twice or caught, and whose names mean something."""

from typing import Any

import pytest

from lemmata import lemmata_check as checker

from .test_places import SYMBOLS, claim, found, j, link, n

SYMBOLS.update({name: ["real"] for name in "xy"} | {name: ["integer", "positive"] for name in "imTd"})
SYMBOLS.update(
    {name: ["nonnegative"] for name in ("a", "v", "signal")} | {"s": ["positive"], "nz": ["nonzero", "real"]}
)
SYMBOLS.update(p=["positive"])
i, m, x, y, z, d, s, a, p = (["s", name] for name in ("i", "m", "x", "y", "nz", "d", "s", "a", "p"))
MARK = ["s", "mark"]


def times(*terms: Any) -> list[Any]:
    return ["*", *terms]


def total(term: Any, letter: Any, low: Any = "1", high: Any = n) -> list[Any]:
    return ["Sum", term, ["Tuple", letter, low, high]]


def letter(name: str, rows: Any, cols: Any, kind: str = "general", *index: Any) -> list[Any]:
    return ["Letter", ["'", name], rows, cols, ["'", kind], *index]


def trace(*factors: Any) -> list[Any]:
    return ["Trace", ["Times", *factors] if len(factors) > 1 else factors[0]]


def mean(term: Any) -> list[Any]:
    return ["Expectation", term]


def fact(term: Any, sign: str, scale: list[Any], *factors: Any) -> dict[str, Any]:
    return {"term": ["+", term, times("-1", "0")], "sign": sign, "scale": [["1", scale]], "sum": [["1", [*factors]]]}


def below(low: Any, relation: str, high: Any, *facts: Any) -> dict[str, Any]:
    return {**link("InequalityRule", low, high, [], facts=list(facts)), "relation": relation}


M, K, P = letter("M", n, n), letter("K", n, n, "semidefinite"), letter("P", n, n, "positive")


@pytest.mark.parametrize(("base", "right"), [(x, False), (p, True), (z, True)])
def test_what_a_sign_is_shown_by_has_a_value(base, right):
    """x^2 > 0 for x^2 * x^-2 = 1 > 0, where x is not zero."""
    square, inverse = ["^", base, "2"], ["^", base, "-2"]
    assert found(claim([]), below("0", "<", square, fact(square, ">", [inverse]))) is right
    again = fact(square, ">", [], ["^", inverse, "-1"])
    assert found(claim([]), below("0", "<", square, again)) is right


@pytest.mark.parametrize(("base", "right"), [(x, False), (p, True)])
def test_no_root_shows_its_own_sign(base, right):
    root = ["^", base, "1/2"]
    assert found(claim([]), below("0", "<=", base, fact(base, ">=", [], root, root))) is right
    assert found(claim([]), below("0", "<=", base, fact(base, ">=", [], ["square", root]))) is right


@pytest.mark.parametrize(("matrix", "right"), [(K, False), (P, True)])
def test_no_inverse_shows_that_a_matrix_is_definite(matrix, right):
    shown = fact(trace(matrix), ">", [], trace(["Inverse", ["Inverse", matrix]]))
    where = [["<", "0", n]]
    assert found(claim([], where), below("0", "<", trace(matrix), shown)) is right
    assert found(claim([], where), below("0", "<", trace(matrix))) is right


@pytest.mark.parametrize("known", [True, False])
def test_a_letter_of_the_checker_is_none_of_the_certificate(known):
    """A mean that is compared is a letter of the checker's own: no sign of that is known, and no reason names it."""
    X = letter("X", "1", "1")
    term = mean(trace(X))
    reason = {**fact(term, ">", [], ["s", "#0"]), "sum": [["1", [["s", "#0"]]], ["0", [term]]]}
    here = checker.Claim(claim([], laws=[["GaussianNoise", X, "1"]]).row, {**SYMBOLS, "#0": ["positive"]})
    assert not found(here if known else claim([]), below("0", "<", term, reason))


@pytest.mark.parametrize(("factor", "right"), [(z, False), (p, False), (None, True)])
def test_a_definite_matrix_between_others_may_vanish(factor, right):
    inner = [["Transpose", M], ["Scaled", factor, P], M] if factor else [P, P]
    term, where = trace(*inner), [["<", "0", n]]
    assert found(claim([], where), link("AlgebraRule", times(term, ["^", term, "-1"]), "1", [])) is right


@pytest.mark.parametrize(("size", "right"), [(n, False), (m, True)])
def test_a_trace_of_no_rows_vanishes(size, right):
    assert found(claim([]), below("0", "<", trace(["Identity", size]))) is right
    assert found(claim([]), below("0", "<", ["Df1", "2", "1", size])) is right


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (total(total(total(times(x, y), y), x), x), total(total(total(times(y, y), y), x), x)),
        (total(total(j, i, high="3"), j, "0", ["+", "1", i]), ["+", total(total(j, i, high="3"), j, "0", i), "9"]),
        (["+", times("0", ["EigenSum", ["^", s, "2"]]), total(["EigenSum", s], s, high="2")],
         ["+", times("0", ["EigenSum", ["^", s, "3"]]), times("3", d)]),
        (["Integral", ["^", a, "1/2"], ["Tuple", a, "1", x]],) * 2,
        (total(x, x), total(["bound", "0", "0"], x)),
        (["Derivative", times(y, ["+", "1", y]), ["Tuple", ["+", "1", y], "1"]], y),
    ],
    ids=["three times", "caught in an end", "an eigenvalue", "an integral backwards", "a head", "no letter"],
)  # fmt: skip
def test_a_bound_letter_is_one(before, after):
    assert not found(claim([]), link("AlgebraRule", before, after, []))


def test_a_sum_is_opened_at_its_end_where_nothing_is_caught():
    before, after = (total(total(j, i, high="3"), j, "0", high) for high in (["+", "1", m], m))
    assert found(claim([]), link("AlgebraRule", before, ["+", after, times("3", ["+", "1", m])], []))
    assert found(claim([]), link("AlgebraRule", total(total(times(x, y), y), x), total(total(times(y, x), x), y), []))


def F(at: Any) -> list[Any]:
    return ["fn:F", at]


@pytest.mark.parametrize(("start", "right"), [(i, False), (p, True)])
def test_a_closed_form_is_not_caught_under_a_sum(start, right):
    """F(n + 1) = F(n) + sum_{i <= 2} F(n) is 3 F(n), whatever letter F begins with."""
    base = claim([F("0"), "=", start])
    following = claim([F(["+", "1", n]), "=", ["+", F(n), total(F(n), i, high="2")]])
    power = ["^", "3", n]
    closed = ["+", i, times("3/2", ["+", "-1", power])] if start == i else times(start, power)
    names = ["base", "step"]
    row = link("RecurrenceRule", F(n), closed, names, index=n, **{"base and step": names})
    assert found(claim([]), row, base=base, step=following) is right


@pytest.mark.parametrize(("value", "right"), [(j, False), (i, True)])
def test_no_value_is_caught_in_a_condition(value, right):
    used = claim([["fn:G", x], "=", "0"], [["<=", total(times(x, j), j, high="3"), "14"]])
    here = claim([], [["<=", total(times(value, j), j, high="3"), "14"]])
    row = link("UseRule", ["fn:G", value], "0", ["lemma"], marked=MARK, instance=[[x, value]])
    assert found(here, row, lemma=used) is right


@pytest.mark.parametrize(("relation", "right"), [("=", True), ("<=", True), ("->", False)])
def test_an_equation_gives_no_limit(relation, right):
    row = {**link("UseRule", F(n), ["+", "1", n], ["lemma"], marked=MARK), "relation": relation}
    assert found(claim([]), row, lemma=claim([F(n), "=", ["+", "1", n]])) is right


SIGMA, W0 = letter("Sigma", d, d, "positive"), letter("w0", d, "1")
SIGNAL = ["s", "signal"]


@pytest.mark.parametrize(
    ("term", "meaning", "right"),
    [
        (F(n), n, True),
        (["harmonic", n], n, False),
        (["Df1", n, n, n], n, False),
        (SIGMA, ["Zero", d, d], False),
        (P, ["Scaled", "-1", ["Identity", n]], False),
        (P, ["Scaled", "2", ["Identity", n]], True),
        (M, ["Scaled", "-1", ["Identity", n]], True),
        (SIGNAL, ["SquaredNorm", W0], True),
        (SIGNAL, ["SquaredNorm", W0, SIGMA], False),
    ],
    ids=lambda value: checker.show(value) if isinstance(value, list) else "",
)
def test_a_definition_gives_no_other_meaning(term, meaning, right):
    one, other = (trace(term, M), trace(meaning, M)) if term in (P, M) else (term, meaning)
    assert found(claim([]), link("DefinitionRule", one, other, [], definitions=[[term, meaning]])) is right


@pytest.mark.parametrize(("place", "right"), [("2", False), ("0", True)])
def test_a_sequence_is_not_defined_twice_at_a_place(place, right):
    """F(n + 1) = 2 F(n) is a definition at 1, 2, ..."""
    pairs = [[F(place), "5"], [F(["+", "1", n]), times("2", F(n))]]
    steps = [link("DefinitionRule", *pair, [], definitions=[pair]) for pair in pairs]
    for order in (steps, steps[::-1]):
        first, second = claim([]), claim([])
        first.row["steps"], second.row["steps"] = order[:1], order[1:]
        assert found(first, order[0])
        assert found(second, order[1], first=first) is right


@pytest.mark.parametrize(("variance", "right"), [("-1", False), ("2", True), (x, False), (a, True)])
def test_a_variance_is_not_negative(variance, right):
    noise = letter("e", n, "1")
    row = link("ExpectationRule", mean(["SquaredNorm", noise]), times(variance, n), [])
    assert found(claim([], laws=[["GaussianNoise", noise, variance]]), row) is right


@pytest.mark.parametrize(("covariance", "right"), [(M, False), (K, True), (P, True)])
def test_a_covariance_is_one(covariance, right):
    X = letter("X", m, n)
    row = link("ExpectationRule", ["ExpectedMatrix", ["Times", ["Transpose", X], X]], ["Scaled", m, covariance], [])
    here = claim([], [["<=", m, n]], [["GaussianRows", X, covariance]])
    assert found(here, row) is right
    rank = link("MatrixIdentityRule", trace(X, ["PseudoInverse", X]), m, [])
    assert found(here, rank) is (covariance == P)


@pytest.mark.parametrize(("second", "right"), [(j, False), (["+", "1", i], True)])
def test_independent_letters_stand_for_independent_ones(second, right):
    X, Y = letter("X", m, n), letter("Y", m, n)
    Z = [letter("Z", m, n, "general", index) for index in (i, second)]
    used = claim([mean(trace(X, ["Transpose", Y])), "=", "0"], laws=[["GaussianRows", one, P] for one in (X, Y)])
    row = link("UseRule", mean(trace(Z[0], ["Transpose", Z[1]])), "0", ["lemma"], marked=MARK)
    row["hint"]["instance"] = [[X, Z[0]], [Y, Z[1]]]
    assert found(claim([], laws=[["GaussianRows", Z[0], P]]), row, lemma=used) is right


ISOTROPIC = ["==", ["EigenSum", ["^", ["+", "-1", s], "2"]], "0"]


@pytest.mark.parametrize(("size", "right"), [(n, False), (d, True)])
def test_the_covariance_of_a_sum_over_eigenvalues_is_one_matrix(size, right):
    sigma, other = letter("Sigma", size, size, "positive"), letter("M", size, size)
    row = link("IsotropicRule", trace(sigma, other), trace(other), [])
    assert found(claim([], [ISOTROPIC]), row) is right
    A = letter("A", size, size, "semidefinite" if right else "general")
    turned = [["+", trace(*word), ["EigenSum", s]] for word in ((A, sigma, A, sigma), (A, A, sigma, sigma))]
    assert found(claim([]), link("MatrixIdentityRule", *turned, [])) is right


@pytest.mark.parametrize(("index", "right"), [([], False), ([n], True)])
def test_weights_are_those_of_a_parameter(index, right):
    w = letter("w", d, "1", "general", *index)
    row = link("EigenbasisRule", mean(["SquaredNorm", w]), ["EigenSum", ["s", "v"]], [])
    assert found(claim([], laws=[["Unspecified", w, ["Tuple"]]]), row) is right


@pytest.mark.parametrize(
    ("symbols", "right"),
    [
        ({"x": ["real"]}, True),
        ({"x": ["imaginary"]}, False),
        ({"x": ["not real"]}, False),
        ({"d": ["negative"]}, False),
    ],
)
def test_letters_are_real_numbers_and_the_dimension_is_one(symbols, right):
    meant = {name: ["positive" if name == "s" else "nonnegative"] for name in (*checker.PER_EIGENVALUE, "signal")}
    row = {**claim([["^", x, "2"], "=", times(x, x)]).row, "witness": [], "evidence": [], "kind": "claim"}
    document = {
        "per_eigenvalue": [*checker.PER_EIGENVALUE],
        "symbols": {**meant, "d": ["integer", "positive"], **symbols},
        "claims": [row],
        "claim": "paper:c",
        "verdict": "undecided",
    }
    report = checker.Report()
    checker.certificate(document, report)
    assert any("letter" in words for words in report.wrong) is not right


OO, BACK = ["Infinity"], times("-1", ["Infinity"])


@pytest.mark.parametrize(
    ("term", "right"),
    [(["NaN"], False), (["+", OO, BACK], False), (["Abs", ["+", OO, BACK]], False), (OO, True),
     (["Df1", "2", "1", OO], True)],
)  # fmt: skip
def test_infinity_is_equal_to_itself_and_in_no_sum(term, right):
    assert found(claim([]), link("AlgebraRule", term, term, [])) is right


@pytest.mark.parametrize(("index", "right"), [("2", False), ("1", True)])
def test_a_law_on_the_diagonal_says_nothing_beside_it(index, right):
    here, there = (letter("X", m, n, "general", *at) for at in ((i, i), ("1", index)))
    row = link("ExpectationRule", mean(trace(there, ["Transpose", there])), times(m, trace(P)), [])
    assert found(claim([], laws=[["GaussianRows", here, P]]), row) is right


def of_matrix(at: Any) -> list[Any]:
    return ["fn:F", ["Scaled", at, ["Identity", n]]]


LONG = letter("M", ["+", "1", n], ["+", "1", n])
G = letter("G", "1", "1")


@pytest.mark.parametrize(
    ("before", "after", "right"),
    [
        (total(total(of_matrix(j), j), i, high=m), total(total(of_matrix(j), i), j, high=m), False),
        (total(of_matrix(j), j), total(of_matrix(j), j), True),
        (["+", trace(LONG), total(["+", "1", n], n, high=m)],
         ["+", trace(["Transpose", LONG]), total(["+", "1", n], i, high=m)], False),
        (["+", trace(LONG), total(["+", "1", n], i, high=m)],
         ["+", trace(["Transpose", LONG]), total(["+", "1", n], j, high=m)], True),
        (total(mean(times(j, trace(G))), j, high="3"), times("3", mean(times(j, trace(G)))), False),
        (total(mean(times(x, trace(G))), j, high="3"), times("3", mean(times(x, trace(G)))), True),
        (["EigenSum", mean(times(s, trace(G)))], times(d, mean(times(s, trace(G)))), False),
        (total(i, i, "1/2", "5/2"), "9/2", False),
        (total(i, i, "1", "3"), "6", True),
    ],
    ids=["ranges", "", "a size", "", "a mean", "", "an eigenvalue", "halves", ""],
)  # fmt: skip
def test_nothing_bound_is_taken_for_what_is_free(before, after, right):
    assert found(claim([]), link("AlgebraRule", before, after, [])) is right


@pytest.mark.parametrize("index", ["1", "2"])
def test_matrices_of_a_family_are_not_one(index):
    first, second = (letter("A", d, d, "semidefinite", at) for at in ("1", index))
    sides = [["+", trace(one, letter("M", d, d)), ["EigenSum", s]] for one in (first, second)]
    assert found(claim([]), link("AlgebraRule", *sides, [])) is (index == "1")


def test_letters_are_exchanged_once():
    """tr K >= 0 says nothing of a matrix M, with M for K and K for M."""
    used = claim(["0", "<=", trace(K)])
    for value, right in ((M, False), (P, True)):
        row = {**link("UseRule", "0", trace(value), ["lemma"], marked=MARK), "relation": "<="}
        row["hint"]["instance"] = [[K, value], [value, K]]
        assert found(claim([]), row, lemma=used) is right


def test_a_matrix_is_put_in_for_no_number_and_nothing_for_what_is_bound():
    square = claim([times(x, x), "=", ["^", x, "2"]])
    for value, right in ((M, False), (y, True)):
        row = link("UseRule", times(value, value), ["^", value, "2"], ["lemma"], marked=MARK, instance=[[x, value]])
        assert found(claim([]), row, lemma=square) is right
    tied = claim([x, "=", y], [["==", x, y]])
    for mark, right in ((j, False), (MARK, True)):
        before, after = (total(times(one, j), one if mark == j else j) for one in (x, y))
        row = link("UseRule", before, after, ["lemma"], marked=total(times(mark, j), j), mark=mark)
        assert found(claim([], tied.where), row, lemma=tied) is right


def cases(condition: Any) -> list[Any]:
    return ["Piecewise", ["ExprCondPair", "1", condition], ["ExprCondPair", "2", ["'", "True"]]]


@pytest.mark.parametrize(
    ("before", "after", "pair"),
    [
        (trace(M, M), ["SquaredNorm", M], [["'", "general"], ["'", "symmetric"]]),
        (cases(["<", x, "0"]), cases(["'", "True"]), [["<", x, "0"], ["'", "True"]]),
        (["EigenSum", ["fn:F"]], ["EigenSum", s], [["fn:F"], s]),
        (trace(M), trace(letter("M", m, m)), [M, letter("M", m, m)]),
    ],
    ids=["a kind", "a condition", "an eigenvalue", "a shape"],
)
def test_only_names_are_defined(before, after, pair):
    assert not found(claim([]), link("DefinitionRule", before, after, [], definitions=[pair]))


@pytest.mark.parametrize(("last", "right"), [(F(n), False), (F(["+", "-1", n]), True)])
def test_definitions_do_not_run_in_a_circle(last, right):
    """F(n) = G(n) + 1 and G(n) = F(n) + 1 would show that 0 is 2."""
    pairs = [[F(n), ["+", "1", ["fn:G", n]]], [["fn:G", n], ["+", "1", last]]]
    here = claim([])
    here.row["steps"] = [link("DefinitionRule", *pair, [], definitions=[pair]) for pair in pairs]
    assert all(found(here, row) for row in here.row["steps"]) is right


@pytest.mark.parametrize(("place", "right"), [(total(y, j, high="3"), False), (times("3", y), True)])
def test_no_equation_is_caught_in_a_fact(place, right):
    """Of p = 3 y > 0 and y = j - 10 does not follow that the sum of j - 10 over j is positive."""
    here = claim([], [["==", p, place], ["==", y, ["+", "-10", j]]])
    assert found(here, below("0", "<", checker.put(place, {checker.text(y): ["+", "-10", j]}))) is right


def test_a_power_of_a_number_is_not_larger_than_primes_can_tell():
    """2^k is 1 modulo a prime for k = (p - 1)! already."""
    for power, right in ((str(10**19), False), ("1000", True)):
        more = str(int(power) + 1)
        assert found(claim([]), link("AlgebraRule", ["^", "2", more], times("2", ["^", "2", power]), [])) is right


@pytest.mark.parametrize(("low", "right"), [("<=", False), ("==", True)])
def test_an_induction_begins_in_its_domain(low, right):
    base, following = claim([F("0"), "=", "0"]), claim([F(["+", "1", n]), "=", ["+", "1", F(n)]])
    row = link("RecurrenceRule", F(n), n, ["base", "step"], index=n, **{"base and step": ["base", "step"]})
    assert found(claim([], [[low, "4", n] if low == "<=" else ["==", x, n]]), row, base=base, step=following) is right
