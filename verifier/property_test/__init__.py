"""Property-testing a formula: from a suspicion to a minimal counterexample.

>>> from lemmata.verifier.property_test import property_test
>>> result = property_test("sigma^2*d/(T-d-1)", "risk", given=["ridge==0", "n==0", "T>=d+2"])
>>> result.verdict, result.resolution
(<Verdict.PROVED: 'proved'>, Fraction(0, 1))

In a pytest suite of one's own, ``assert_formula(...)`` raises with the smallest counterexample, and
:mod:`lemmata.verifier.property_test.strategies` draws chains, spectra and parameters.
"""

from lemmata.verifier.property_test.answering import property_test, values_at
from lemmata.verifier.property_test.assertion import FormulaRefuted, FormulaUndecided, assert_formula
from lemmata.verifier.property_test.result import NearMiss, Result

__all__ = [
    "FormulaRefuted",
    "FormulaUndecided",
    "NearMiss",
    "Result",
    "assert_formula",
    "property_test",
    "values_at",
]
