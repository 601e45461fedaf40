"""Polynomials without minus signs: identities modulo relations, and what has no sign."""

import pytest
import sympy
from sympy.abc import T, a, b, e, g, m, y

from lemmata.theory.scaling.of_models.positive import minus_free

FEATURES = [T - a - y - e, m - b - y - e]
"""Samples and features: their slacks a and b, with df1 = y + e and df2 = y."""


@pytest.mark.parametrize(
    ("expression", "relations", "expected"),
    [
        (T - y, FEATURES, a + e),
        (T * m - T * y - m * y - (y + e) ** 2 + 2 * (y + e) * y, FEATURES, a * b + a * e + b * e),
        ((y + e) ** 2 - 2 * (y + e) * y + m * y, FEATURES, b * y + e**2 + e * y),
        (T**2 - y**2, FEATURES, None),
        (T + 3, [], T + 3),
    ],
)
def test_differences_become_sums_by_an_identity(expression, relations, expected):
    found = minus_free(sympy.expand(expression), relations).as_expr()
    assert all(value > 0 for value in sympy.Poly(found).coeffs())
    by_relations = {T: a + y + e, m: b + y + e}
    assert sympy.expand((found - expression).xreplace(by_relations)) == 0
    assert expected is None or sympy.expand((found - expected).xreplace(by_relations)) == 0


@pytest.mark.parametrize("expression", [y - T, T - m, a - b, T - 2 * y, y * e - T * g, -sympy.Integer(1)])
def test_what_may_be_negative_is_not_written_without_minus_signs(expression):
    assert minus_free(sympy.expand(expression), FEATURES) is None
