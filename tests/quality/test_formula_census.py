"""The census of single-edit mutants: every true formula is changed at one place, and the change must be noticed.

A mutant that is the same function (decided by normal form, under the conditions that fix symbols) is not counted. In a
plain run every formula meets a few of its mutants, chosen by a seed; in a deep one it meets all of them.
"""

from fractions import Fraction
from itertools import islice
from random import Random
from statistics import median
from time import process_time

import pytest

from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes
from lemmata.verifier.property_test import property_test
from lemmata.verifier.property_test.edits import single_edits, typed_relation
from lemmata.verifier.property_test.question import Question
from lemmata.verifier.verdict import Verdict
from tests.depth import DEEP, some

PER_FORMULA = 1
NO_RIDGE = ("ridge==0",)
CLEAN = ("ridge==0", "n==0")
UNDER = ("ridge==0", "T0>=d+2")
ENOUGH = (*UNDER, "T>=d+2")
IDENTITY = "spectrum==isotropic"
OLS = "sigma^2*d/(T-d-1)"
FAKE = "n*sigma0^2*d/(T0-d-1)"
MIN_NORM = "signal*(1-T/d) + sigma^2*T/(d-T-1)"
LIMIT = "sigma^2*phi/(1-phi)"
U = "1/(1+kappa)"
RHO = "phi0/(1-phi0)*(1/(1+kappa)^2 + phi*kappa^2/((1+kappa)^2*((1+kappa)^2-phi)))"

TRUE = [
    # risk, exact: least squares on either side, with and without generations
    (OLS, "risk", "exact", (*CLEAN, "T>=d+2")),
    (f"{OLS} + {FAKE}", "risk", "exact", ENOUGH),
    ("d*(sigma^2/(T-d-1) + n*sigma0^2/(T0-d-1))", "risk", "exact", ENOUGH),
    ("sigma^2*phi/(1-phi-1/T) + n*sigma0^2*phi0/(1-phi0-1/T0)", "risk", "exact", ENOUGH),
    (FAKE, "risk", "exact", (*ENOUGH, "sigma==0")),
    ("sigma^2*d*(n+1)/(T-d-1)", "risk", "exact", (*NO_RIDGE, "T0==T", "sigma0==sigma", "T>=d+2")),
    ("sigma^2/(T-2)", "risk", "exact", (*CLEAN, "d==1")),
    ("sigma^2*d", "risk", "exact", (*CLEAN, "T==d+2")),
    ("sigma^2*d/(d-1)", "risk", "exact", (*CLEAN, "T==2*d", "d>=2")),
    (MIN_NORM, "risk", "exact", (*CLEAN, "T<=d-2", IDENTITY)),
    ("signal*(1-T/d)", "risk", "exact", (*CLEAN, "sigma==0", "T<=d-2", IDENTITY)),
    ("signal*(1-T/d) + n*sigma0^2*T/(T0-d-1)", "risk", "exact", (*UNDER, "sigma==0", "T<=d-2", IDENTITY)),
    (f"{MIN_NORM} + n*sigma0^2*T/(T0-d-1)", "risk", "exact", (*UNDER, "T<=d-2", IDENTITY)),
    (f"{OLS} + signal*(1-T0/d) + sigma0^2*T0/(d-T0-1)", "risk", "exact",
     (*NO_RIDGE, "n==1", "T>=d+2", "T0<=d-2", IDENTITY)),
    ("signal*(1-(T0/d)^n)", "risk", "exact",
     (*NO_RIDGE, "sigma==0", "sigma0==0", "T>=d+2", "T0<=d-2", IDENTITY)),
    (f"{OLS} + signal*(1-T0^2/d^2) + sigma0^2*T0/(d-T0-1)*(1+T0/d)", "risk", "exact",
     (*NO_RIDGE, "n==2", "T>=d+2", "T0<=d-2", IDENTITY)),
    ("sigma0^2*d*Sum(j/j, (j, 1, n))/(T0-d-1)", "risk", "exact", (*ENOUGH, "sigma==0")),
    # risk, in the proportional limit
    (LIMIT, "risk", "limit", (*CLEAN, "T>=d+2")),
    (f"{LIMIT} + n*sigma0^2*phi0/(1-phi0)", "risk", "limit", ENOUGH),
    ("signal*(1-1/phi) + sigma^2/(phi-1)", "risk", "limit", (*CLEAN, "T<=d-2", IDENTITY)),
    ("signal*(1-phi0^(-n))", "risk", "limit",
     (*NO_RIDGE, "sigma==0", "sigma0==0", "T>=d+2", "T0<=d-2", IDENTITY)),
    (f"{LIMIT} + signal*(1-1/phi0) + sigma0^2/(phi0-1)", "risk", "limit",
     (*NO_RIDGE, "n==1", "T>=d+2", "T0<=d-2", IDENTITY)),
    # risk, as a deterministic equivalent
    (LIMIT, "risk", "equivalent", (*CLEAN, "T>=d+2")),
    ("signal*(1-1/phi) + sigma^2/(phi-1)", "risk", "equivalent", (*CLEAN, "T<=d-2", IDENTITY)),
    ("(kappa^2*signal + sigma^2*phi)/((1+kappa)^2 - phi)", "risk", "equivalent", ("n==0", IDENTITY)),
    ("(kappa^2*signal/(1+kappa)^2 + sigma^2*df2/T)/(1-df2/T)", "risk", "equivalent", ("n==0", IDENTITY)),
    ("kappa^2*signal/(1+kappa)^2/(1-df2/T)", "risk", "equivalent", ("n==0", "sigma==0", IDENTITY)),
    ("sigma^2*df2/(T-df2)", "risk", "equivalent", ("n==0", "signal==0")),
    (f"(kappa^2*signal + sigma^2*phi)/((1+kappa)^2 - phi) + n*sigma0^2*{RHO}", "risk", "equivalent",
     ("T0>=d+2", IDENTITY)),
    (f"n*sigma0^2*{RHO}", "risk", "equivalent", ("T0>=d+2", "sigma==0", "signal==0", IDENTITY)),
    ("n*sigma0^2*(df2 + d*kappa^2/(1+kappa)^2*df2/(T-df2))/(T0-d)", "risk", "equivalent",
     ("T0>=d+2", "sigma==0", "signal==0", IDENTITY)),
    ("signal*(1 - 2*T0/d/(1+kappa) + T0/d*(1+phi-2*phi/(1+kappa))/((1+kappa)^2-phi))", "risk", "equivalent",
     ("n==1", "T0<=d-2", "sigma==0", "sigma0==0", IDENTITY)),
    # kappa
    ("(ridge+phi-1+sqrt((ridge+phi-1)^2+4*ridge))/2", "kappa", "exact", (IDENTITY,)),
    ("phi-1", "kappa", "exact", ("ridge==0", "T<d", IDENTITY)),
    ("d/T-1", "kappa", "exact", ("ridge==0", "T<=d-1", IDENTITY)),
    ("(ridge+sqrt(ridge^2+4*ridge))/2", "kappa", "exact", ("T==d", IDENTITY)),
    # spectral sums of finite dimension
    ("Sum(1/(1+kappa*k^beta), (k,1,d))", "df1", "exact", ()),
    ("Sum(k^(-beta)/(k^(-beta)+kappa), (k,1,d))", "df1", "exact", ()),
    ("1/(1+kappa)", "df1", "exact", ("d==1",)),
    ("1/(1+kappa) + 1/(1+4*kappa)", "df1", "exact", ("d==2", "beta==2")),
    ("Sum(1/(1+kappa*k^beta)^2, (k,1,d))", "df2", "exact", ()),
    ("1/(1+kappa)^2 + 1/(1+2*kappa)^2", "df2", "exact", ("d==2", "beta==1")),
    ("Sum(k^(-u)/(k^(-beta)+kappa)^q, (k,1,d))", "spectral_sum", "exact", ()),
    ("(1+kappa)^(-q)", "spectral_sum", "exact", ("d==1",)),
]  # fmt: skip


def _same_function(formula, mutant, question: Question) -> bool:
    """Whether a mutant is no mutant: the same rational function once the fixed symbols are put in."""
    fixed = dict(question.fixed)
    difference = question.in_parameters(formula - mutant).subs(fixed).subs(fixed)
    try:
        return bool(vanishes(difference.doit() if difference.has(0) else difference))
    except NotAlgebraic:
        return False


def _mutants():
    for number, (text, quantity, sense, given) in enumerate(TRUE):
        question = Question.read(text, quantity, sense, given)
        known = {*question.parameters, *question.in_parameters(question.formula).free_symbols}
        edits = list(single_edits(question.formula))
        Random(number).shuffle(edits)
        wrong = (
            edit
            for edit in edits
            if question.in_parameters(edit.formula).free_symbols <= known
            and not _same_function(question.formula, edit.formula, question)
        )
        chosen = wrong if DEEP else islice(wrong, PER_FORMULA)
        for edit in chosen:
            yield pytest.param(question, edit, id=f"{quantity}-{sense}-{text[:30]}: {edit.change[:60]}")


def test_the_library_of_true_formulas_is_large_enough():
    assert len(TRUE) >= 40
    assert {sense for _, _, sense, _ in TRUE} >= {"exact", "limit", "equivalent"}
    assert {quantity for _, quantity, _, _ in TRUE} == {"risk", "kappa", "df1", "df2", "spectral_sum"}


@pytest.mark.parametrize(("text", "quantity", "sense", "given"), some(TRUE))
def test_no_false_alarm(text, quantity, sense, given):
    seeds = range(25) if DEEP else range(1)
    for seed in seeds:
        found = property_test(
            text, quantity, sense=sense, given=given, seed=seed, near_misses=False, max_seconds=5 if DEEP else 1
        )
        assert found.verdict is not Verdict.REFUTED, "\n".join(found.lines())


def _judged(question: Question, edit):
    """The test of a mutant over the domain of the formula that it was made from."""
    given = [typed_relation(condition) for condition in question.given]
    given += [IDENTITY] if question.spectra == "isotropic" else []
    return property_test(edit.formula, question.quantity, sense=question.sense, given=given, near_misses=False)


def test_single_edits_are_noticed_quickly_with_a_counterexample_to_check_by_hand():
    mutants = [parameter.values for parameter in _mutants()]
    survivors, seconds, integers, broken, gaps = [], [], [], [], []
    for question, edit in mutants:
        start = process_time()
        found = _judged(question, edit)
        seconds.append(process_time() - start)
        if found.verdict is not Verdict.REFUTED:
            survivors.append(f"{question.formula}: {edit.change}: {found.reason}")
            continue
        values = [Fraction(value) for value in found.counterexample.values()]
        integers.append(max((abs(value) for value in values if value.denominator == 1), default=0))
        broken.append(sum(1 for value in values if value.denominator > 1))
        gaps += [] if found.gap is None else [found.gap]  # none where one side has no value
    assert len(survivors) <= 0.005 * len(mutants), survivors
    assert median(integers) <= 5
    assert max(sorted(broken)[: len(broken) * 9 // 10]) <= 1
    assert sorted(gaps)[len(gaps) // 20] >= Fraction(1, 10)
    print(
        f"{len(mutants)} mutants, {len(survivors)} survive; median {median(seconds):.2f} s, most {max(seconds):.2f} s"
    )
