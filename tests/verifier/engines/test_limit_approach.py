"""The ladder presumes no rate: slow true limits look like it, wrong ones do not, however far out they differ."""

import pytest
from sympy import E as EULER
from sympy import Integer, Max, Rational, exp, log, loggamma, sqrt

from lemmata.theory.notation import T, d, phi, sigma
from lemmata.theory.relations import Path
from lemmata.verifier.engines.limit_approach import climb

ALONG, IN_PROPORTION = Path(T), Path(T, keeping={d: phi * T})

TRUE = [
    (1 + 1 / log(T), Integer(1), ALONG),
    (1 + T ** Rational(-1, 2), Integer(1), ALONG),
    (1 + T ** Rational(-1, 4), Integer(1), ALONG),
    (1 - T ** Rational(-1, 20), Integer(1), ALONG),
    (1 - T ** Rational(-1, 200), Integer(1), ALONG),
    (1 + 1 / log(log(T)), Integer(1), ALONG),
    (1 + 1 / sqrt(log(T)), Integer(1), ALONG),
    (sigma * log(2 * T) / log(T), sigma, ALONG),
    (d / (T - d - 1), phi / (1 - phi), IN_PROPORTION),
    ((1 + 1 / T) ** T, EULER, ALONG),
    (loggamma(T) / (T * log(T)), Integer(1), ALONG),
]
FALSE = [
    (1 + 1 / log(T), Rational(11, 10), ALONG),
    (1 + T ** Rational(-1, 4), 1 + Rational(1, 10**6), ALONG),
    (1 + T ** Rational(-1, 200), 1 + Rational(1, 100), ALONG),
    (Max(1, T / 10**15), Integer(1), ALONG),
    (d / (T - d - 1), phi / (1 - phi) + Rational(1, 1000), IN_PROPORTION),
    ((1 + 1 / T) ** T, Rational(2718281828, 10**9), ALONG),
    (log(T), 2 + log(T) / 2, ALONG),
    (exp(1 / T) + Rational(1, 10**12), Integer(1), ALONG),
]


@pytest.mark.parametrize(("expression", "value", "path"), TRUE, ids=str)
def test_a_true_limit_looks_like_it_at_any_rate(expression, value, path):
    assert climb(expression, value, path, (phi < 1,)).shrinks


@pytest.mark.parametrize(("expression", "value", "path"), FALSE, ids=str)
def test_a_wrong_limit_does_not(expression, value, path):
    assert not climb(expression, value, path, (phi < 1,)).shrinks
