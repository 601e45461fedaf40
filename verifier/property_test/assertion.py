"""For a user's own pytest suite: an assertion that a formula holds.

>>> assert_formula("sigma^2*d/(T-d-1)", "risk", given=["ridge==0", "n==0", "T>=d+2"]).points > 20
True
>>> try:
...     assert_formula("sigma^2*d/(T-d)", "risk", given=["ridge==0", "n==0", "T>=d+2"])
... except FormulaRefuted as refuted:
...     dict(refuted.result.counterexample)
{'d': '1', 'T': '3', 'sigma': '1'}
"""

from __future__ import annotations

from collections.abc import Iterable

from sympy import Expr

from lemmata.numerics.exact import Exact
from lemmata.verifier.property_test.answering import property_test
from lemmata.verifier.property_test.result import Result
from lemmata.verifier.verdict import Verdict


class FormulaRefuted(AssertionError):
    """The formula differs from the truth; the message has the counterexample and near misses.

    Attributes:
        result: all that was found.
    """

    def __init__(self, result: Result) -> None:
        super().__init__("\n".join(result.lines()))
        self.result = result


class FormulaUndecided(AssertionError):
    """The formula was not refuted, and not tested well enough to say that it holds.

    Attributes:
        result: all that was found.
    """

    def __init__(self, result: Result) -> None:
        super().__init__("\n".join(result.lines()))
        self.result = result


def assert_formula(
    formula: str | Expr,
    quantity: str,
    *,
    sense: str = "exact",
    given: Iterable[str] = (),
    resolution: Exact = "1/100",
    seed: int = 0,
    max_seconds: Exact = 10,
) -> Result:
    """Raise unless a formula holds; see :func:`~lemmata.verifier.property_test.property_test` for the arguments.

    Raises:
        FormulaRefuted: with the smallest counterexample.
        FormulaUndecided: when too little could be compared.
        InputError: for bad input.
    """
    result = property_test(
        formula, quantity, sense=sense, given=given, resolution=resolution, seed=seed, max_seconds=max_seconds
    )
    if result.verdict is Verdict.REFUTED:
        raise FormulaRefuted(result)
    if not result.verdict.holds:
        raise FormulaUndecided(result)
    return result
