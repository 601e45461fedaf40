"""A test file for the user to own: what was asked, what was found, and room for more.

>>> from lemmata.verifier.property_test.answering import property_test
>>> result = property_test("sigma^2*d/(T-d-1)", "risk", given=["ridge==0", "n==0", "T>=d+2"])
>>> "def test_the_formula_holds" in written_test(result, ["ridge==0", "n==0", "T>=d+2"])
True
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from lemmata.verifier.property_test.result import Result
from lemmata.verifier.verdict import Verdict

_HEAD = '''"""A property test of one formula, written by "lemmata test --write". It is yours: change what you like."""

{imports}

FORMULA = {formula!r}
GIVEN = {given!r}
'''
_HOLDS = """

def test_the_formula_holds():
    assert_formula(FORMULA, {quantity!r}, sense={sense!r}, given=GIVEN)
"""
_FAILS = """

@pytest.mark.xfail(strict=True, raises=FormulaRefuted, reason="refuted when this file was written")
def test_the_formula_holds():
    assert_formula(FORMULA, {quantity!r}, sense={sense!r}, given=GIVEN)


def test_the_counterexample():
    found = values_at(FORMULA, {quantity!r}, sense={sense!r}, given=GIVEN, {point})
    assert found.gap >= Fraction({gap!r})
"""
_INSTEAD = '''

def test_what_holds_instead():
    """{change}."""
    assert_formula({formula!r}, {quantity!r}, sense={sense!r}, given={given!r})
'''


def written_test(result: Result, given: Sequence[str]) -> str:
    """The text of a pytest file that repeats a property test.

    Args:
        result: what was found.
        given: the conditions as they were typed.
    """
    words = {"quantity": result.quantity, "sense": result.sense}
    if result.verdict is not Verdict.REFUTED or result.counterexample is None:
        head = _HEAD.format(
            imports="from lemmata.verifier.property_test import assert_formula",
            formula=result.formula,
            given=list(given),
        )
        return head + _HOLDS.format(**words)
    imports = (
        "from fractions import Fraction\n\nimport pytest\n\n"
        "from lemmata.verifier.property_test import FormulaRefuted, assert_formula, values_at"
    )
    head = _HEAD.format(imports=imports, formula=result.formula, given=list(given))
    gap = result.gap if result.gap is not None else 1
    point = ", ".join(f"{name}={value!r}" for name, value in result.counterexample.items())
    text = head + _FAILS.format(**words, point=point, gap=str(Fraction(gap).limit_denominator(1000) * 99 / 100))
    instead = [miss for miss in result.near_misses if not miss.change.startswith("as a limit")]
    if instead:
        miss = instead[0]
        conditions = [*given, *miss.given]
        text += _INSTEAD.format(**words, change=miss.change, formula=miss.formula, given=conditions)
    return text
