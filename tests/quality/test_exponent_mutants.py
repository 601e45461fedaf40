"""Planted errors in exponents, regimes and certificates: every one must be caught.

A certificate is changed in one place (a coefficient, a sign, a multiplier, a part left out) and checked again. A change
that is not noticed would be a hole in the checker.
"""

import copy
import json
from fractions import Fraction

import pytest

from lemmata.numerics.digest import signed
from lemmata.theory.scaling import derive_exponents, spectral
from lemmata.theory.scaling.certificate import NotProved, certificate
from lemmata.theory.scaling.claims import judge_claim
from lemmata.theory.scaling.confirm import constant_of, slope_of
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.optimum import optimal_ridge
from lemmata.theory.scaling.renormalised import Renormalised
from lemmata.theory.scaling.tropical import tropical
from lemmata.verifier.exponents import certificates
from tests.depth import DEEP, often


def check(document):
    """What is found in a document that was given a digest of its own: no mutant is refused for its digest alone."""
    return certificates.check(signed(document))


@pytest.fixture(scope="module")
def document():
    found = derive_exponents(2, "1/2", sigma2="T^-s")
    return json.loads(json.dumps(certificate(found, optimal_ridge(found))))


def test_the_certificate_is_sound_before_it_is_changed(document):
    result = check(document)
    assert result.confirmed, result.failures
    assert result.facts > 50


def _coefficients(part, path=()):
    """Paths of all coefficients of forms (``[coefficient, {name: power}]``) and multipliers."""
    if isinstance(part, list):
        if len(part) == 2 and isinstance(part[0], str) and isinstance(part[1], dict):
            yield (*path, 0)
        elif len(part) == 2 and isinstance(part[0], list) and isinstance(part[1], str) and part[1] != "solver":
            yield (*path, 1)
        elif part[:1] != [[]]:  # 0/d is 0 whatever d is
            for i, item in enumerate(part):
                yield from _coefficients(item, (*path, i))
    elif isinstance(part, dict):
        for key, item in part.items():
            if key not in ("inputs", "assumed"):
                yield from _coefficients(item, (*path, key))


def _changed(document, path, change):
    mutant = copy.deepcopy(document)
    place = mutant
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = str(change(Fraction(place[path[-1]])))
    return mutant


def test_every_changed_coefficient_or_multiplier_is_noticed(document):
    """Numerators, denominators, splits, exponents, rows, multipliers: five, evenly spread (60 in the deep run)."""
    paths = list(_coefficients(document))
    chosen = paths[:: max(1, len(paths) // often(5, 60))]
    survivors = [path for path in chosen if check(_changed(document, path, lambda v: v + Fraction(1, 7))).confirmed]
    assert survivors == []


def test_left_out_parts_are_noticed(document):
    for remove in (
        lambda m: m["cases"].pop(),
        lambda m: m["cases"][0]["regimes"].pop(),
        lambda m: m["cases"][0]["cover"].popitem(),
        lambda m: m["cases"][0]["regimes"][0]["rows"].pop(),
        lambda m: m["cases"][0]["optimum"][0]["bounds"].pop(),
        lambda m: m["cases"][0]["optimum"].pop(),
        lambda m: m["inputs"].update(sigma2="T^-2*s"),
        lambda m: m["inputs"].update(r="3/4"),
    ):
        mutant = copy.deepcopy(document)
        remove(mutant)
        assert not check(mutant).confirmed


def test_every_condition_of_every_regime_is_needed(document):
    """A regime with one inequality less, or with one turned round, is refused."""
    for position, regime in enumerate(document["cases"][0]["regimes"]):
        for row in range(len(regime["rows"])) if DEEP else [position % len(regime["rows"])]:
            for change in (lambda rows, i: rows.pop(i), _turn_round):
                mutant = copy.deepcopy(document)
                change(mutant["cases"][0]["regimes"][position]["rows"], row)
                assert not check(mutant).confirmed, (position, row)


def _turn_round(rows, i):
    rows[i] = (-Form.from_json(rows[i])).to_json()


def test_exchanged_exponents_are_refused(document):
    regimes = document["cases"][0]["regimes"]
    for i in range(1, len(regimes)):
        mutant = copy.deepcopy(document)
        pair = mutant["cases"][0]["regimes"]
        pair[0]["exponent"], pair[i]["exponent"] = pair[i]["exponent"], pair[0]["exponent"]
        assert not check(mutant).confirmed


def test_a_moved_end_or_value_of_the_optimum_is_refused(document):
    for position, part in enumerate(document["cases"][0]["optimum"]):
        for path in (("exponent",), *(("attained", i, "ell") for i in range(len(part["attained"])))):
            for shift in (Fraction(1, 100), Fraction(-1, 100)) if DEEP else [Fraction((-1) ** position, 100)]:
                mutant = copy.deepcopy(document)
                place = mutant["cases"][0]["optimum"][position]
                for step in path[:-1]:
                    place = place[step]
                place[path[-1]] = (Form.from_json(place[path[-1]]) + shift).to_json()
                assert not check(mutant).confirmed, (position, path)


def _leaves(tree):
    if "split" in tree:
        yield from _leaves(tree["above"])
        yield from _leaves(tree["below"])
    else:
        yield tree


def test_a_missing_fact_is_refused(document):
    for position, regime in enumerate(document["cases"][0]["regimes"]):
        for i, genuine in enumerate(_leaves(regime["proof"])):
            if genuine["facts"]:
                mutant = copy.deepcopy(document)
                list(_leaves(mutant["cases"][0]["regimes"][position]["proof"]))[i]["facts"].pop()
                assert not check(mutant).confirmed


def _is_fact(part):
    return (
        len(part) in (2, 3)
        and isinstance(part[1], list)
        and bool(part[1])
        and all(len(item) == 2 and isinstance(item[0], list) and isinstance(item[1], str) for item in part[1])
    )


def _facts(part):
    """Every fact with multipliers in a certificate."""
    if isinstance(part, list):
        if _is_fact(part):
            yield part
            return
        for item in part:
            yield from _facts(item)
    elif isinstance(part, dict):
        for key, item in part.items():
            if key not in ("inputs", "assumed", "expression"):
                yield from _facts(item)


def test_negative_or_exchanged_multipliers_are_refused(document):
    count = len(list(_facts(document)))
    assert count > 50
    for i in range(0, count, max(1, count // often(2, 25))):
        for change in (_negate, _drop, _elsewhere):
            mutant = copy.deepcopy(document)
            change(list(_facts(mutant))[i])
            assert not check(mutant).confirmed, (i, change.__name__)


def _negate(fact):
    fact[1][0][1] = str(-Fraction(fact[1][0][1]))


def _drop(fact):
    fact[1].pop()


def _elsewhere(fact):
    fact[1][0][0] = [position + 1 for position in fact[1][0][0]] or [0]


def test_the_solver_is_no_reason_for_a_linear_fact(document):
    mutant = copy.deepcopy(document)
    next(_facts(mutant))[1] = "solver"
    mutant["solver_facts"] = 1
    assert any("linear" in failure for failure in check(mutant).failures)


def test_facts_of_the_solver_are_counted(document):
    mutant = copy.deepcopy(document)
    mutant["solver_facts"] = 1
    assert not check(mutant).confirmed


@pytest.fixture(scope="module")
def symbolic():
    found = derive_exponents("beta", "r")
    return json.loads(json.dumps(certificate(found, optimal_ridge(found))))


def test_factors_of_facts_must_be_positive(symbolic):
    """``p f`` shows ``f >= 0`` only for p > 0: neither a negative factor nor one with ell in it will do."""
    assert check(symbolic).confirmed
    assert symbolic["solver_facts"] == 0
    scaled = [i for i, fact in enumerate(_facts(symbolic)) if len(fact) == 3]
    assert scaled
    factors = [Form.number(-1), Form.name("ell"), Form.number(1), 1 - Form.name("r"), Form.number(0)]
    for i in scaled if DEEP else scaled[:1]:
        form = Form.from_json(list(_facts(symbolic))[i][0])
        for factor in factors if DEEP else factors[:2]:
            mutant = copy.deepcopy(symbolic)
            list(_facts(mutant))[i][2] = factor.to_json()
            assert not check(mutant).confirmed, (form, factor)


def test_a_wrong_reading_contradicts_the_other_one(monkeypatch):
    """Orders by two-sided bounds and leading terms by Mellin transforms: an error in one of them has no certificate."""
    found = derive_exponents(2, "1/2", d="T^delta", where=["delta < 1"])
    for wrong in (
        lambda u, factors, beta, delta: spectral.exponent(u, factors, beta, None if delta is None else delta * 2),
        lambda u, factors, beta, delta: spectral.exponent(u + 1, factors, beta, delta),
    ):
        with monkeypatch.context() as patch:
            patch.setattr("lemmata.theory.scaling.readings.orders.spectral.exponent", _keeping(wrong))
            with pytest.raises((NotProved, IndexError, AssertionError)):
                certificate(derive_exponents(2, "1/2", d="T^delta", where=["delta < 1"]))
    assert check(certificate(found)).confirmed


def _keeping(wrong):
    right = spectral.exponent

    def changed(*arguments):
        spectral.exponent = right
        try:
            return wrong(*arguments)
        finally:
            spectral.exponent = changed

    return changed


def test_an_error_in_both_readings_contradicts_the_numbers(monkeypatch):
    """The fixed point of kappa is solved numerically, whatever order it is said to have."""
    monkeypatch.setattr(Renormalised, "exponent", lambda self: tropical(self.ell * Fraction(9, 10)))
    found = derive_exponents(2, "1/2", ell=1)
    slope, tolerance = slope_of(found, {})
    assert abs(slope - float(found.total.exponent_at({}))) > 0.04 > 1e3 * tolerance


def test_a_mutated_constant_contradicts_the_numbers():
    for given in ({"ell": 1}, {"ell": "oo", "d": "2*T"}, {"d": "T", "ell": 3}):
        found = derive_exponents(2, "1/2", **given)
        constant, tolerance = constant_of(found, {})
        derived = float(found.total.regimes[0].constant.evalf(20))
        assert abs(constant - derived) < 1e-9 < abs(constant - derived * 1.000001)
        assert tolerance < 1e-9


EXPONENTS = {
    "bias": "-2*ell*min(r,1)",
    "variance": "ell/beta - 1 - s",
    "collapse": "g + max(1, delta) - b - (1 - ell/beta)",
}


@pytest.fixture(scope="module")
def chain():
    sizes = {"d": "T^delta", "T0": "T^b", "n": "T^g", "sigma2": "T^-s"}
    return derive_exponents("beta", "r", **sizes, where=["ell > 0", "ell < beta", "delta > ell/beta", "r < 1"])


@pytest.mark.parametrize("term", EXPONENTS)
def test_mutated_exponents_are_refuted(term, chain):
    right = EXPONENTS[term]
    assert judge_claim(chain, f"{term} == {right}").verdict == "proved"
    mutants = {right.replace(a, b) for a, b in [("2", "3"), ("1", "2"), ("-", "+"), ("+", "-"), ("max", "min")]} - {
        right
    }
    mutants |= {right + " + 1/100", right.replace("ell/beta", "ell"), right.replace("s", "2*s")} - {right}
    mutants -= {"-2*ell*min(r,2)"} if term == "bias" else set()  # r < 1 here: the same function
    for mutant in mutants:
        judged = judge_claim(chain, f"{term} == {mutant}")
        assert judged.verdict == "refuted", mutant
        assert judged.derived != judged.claimed


def test_a_wrong_condition_is_refuted():
    """The power law of the bias does not go on beyond ell = beta."""
    found = derive_exponents("beta", "r", where=["r < 1"])
    assert judge_claim(found, "bias == -2*ell*r", where=["ell > 0", "ell < beta"]).verdict == "proved"
    assert judge_claim(found, "bias == -2*ell*r", where=["ell > 0"]).verdict == "refuted"


def test_json_of_forms_is_lossless():
    form = (Form.name("ell") * 3 - 2) / (2 * Form.name("beta") * Form.name("r") + 1)
    assert Form.from_json(json.loads(json.dumps(form.to_json()))) == form
