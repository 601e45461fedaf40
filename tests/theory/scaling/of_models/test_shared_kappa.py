"""kappa and its slacks where sizes share it: against the equation solved at large T."""

from fractions import Fraction
from math import log

import pytest
from flint import ctx

from lemmata.theory.models import shipped_model
from lemmata.theory.scaling.derive import exponents_of
from lemmata.theory.scaling.of_models.model_inputs import model_inputs
from lemmata.theory.scaling.readings.values import Values

MODELS = [
    {"m": "T^(3/2)", "ridge": "T^-1"},
    {"m": "T^(3/2)", "ridge": "T^-4"},
    {"m": "T^(1/2)", "ridge": "T^-3"},
    {"m": "T", "ridge": "T^-3"},
    {"m": "T", "ridge": "T^-1"},
    {"m": "2*T", "ridge": "T^-3"},
]


@pytest.mark.parametrize("given", MODELS, ids=str)
def test_kappa_solves_its_equation_and_has_the_derived_order(given):
    """ridge = kappa (1 - df1/T)(1 - df1/m); between T = 10^6 and 10^8 logarithms grow by the exponents."""
    found = exponents_of(model_inputs(shipped_model("random-features"), "variance", given, beta="2", r="1/2"))
    equation = found.cases[0].risk.kappa
    logs = []
    for log10_T in (6, 8):
        with ctx.workprec(400):
            read = Values({}, equation.beta, None, Fraction(log10_T))
            kappa, slacks = read.kappa(equation), [read.slack(equation, place) for place in (0, 1)]
            sizes = [read.known(size) for size, _ in equation.sizes]
            left = kappa * slacks[0] / sizes[0] * slacks[1] / sizes[1] * 10 ** (log10_T * int(equation.ell.constant))
            assert abs(left - 1) < 1e-12
            logs.append([float(x.log()) / log(10) for x in (kappa, *slacks)])
    slopes = [(b - a) / 2 for a, b in zip(*logs, strict=True)]
    expected = [-equation.exponent().at({}), *(equation.slack(place).at({}) for place in (0, 1))]
    assert slopes == pytest.approx([float(x) for x in expected], abs=2e-2)
