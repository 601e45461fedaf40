"""A part of a model that is not what it should be is named, in one line, when the model is stated."""

import pytest

from lemmata.numerics.errors import InputError

MODEL = """
from lemmata.theory.models.language import *
X, eps = design("X", T, d), noise_vector("eps", T)
Sigma, w0, c = covariance("Sigma", d), vector("w0", d), number("c")
estimator = c*pinv(X)*(X*w0 + eps)
MODEL = Model("shrunken", "Shrunken", covariance=Sigma, target=w0, estimator=estimator,
    laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)], where=[T >= d + 2],
    witness={d: 2, T: 5, c: 1, sigma: 1}, usual={}, about={}, structure=[], matrices={}, draw=None)
risk = MODEL.quantity("risk", E(norm2(estimator - w0, Sigma)), "the error", exact=None)
MODEL.parameters
"""
WRONG = {
    '"shrunken"': ("5", "''", "'a b'", "'../x'", "'\\x1b[31m'", "None"),
    '"Shrunken"': ("5", "None", "'\\x1b[31m'", "'a\\nb'"),
    "covariance=Sigma": ("covariance=5", "covariance=None", "covariance='Sigma'", "covariance=d", "covariance=X"),
    "target=w0": ("target=5", "target='w0'", "target=X", "target=d"),
    "estimator=estimator": ("estimator=5", "estimator='x'", "estimator=[]"),
    "laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)]": ("laws=5", "laws=[5]", "laws=None", "laws=['x']"),
    "where=[T >= d + 2]": ("where=5", "where=[5]", "where=['T > d']", "where=[True]", "where=[False]", "where=[T]"),
    "witness={d: 2, T: 5, c: 1, sigma: 1}": (
        "witness=5", "witness=None", "witness=[1]", "witness={'d': 2}", "witness={d: 'x'}", "witness={d: 2.5}",
        "witness={d: 2, T: 3, c: 1, sigma: 1}",
    ),
    "usual={}": ("usual=5", "usual={'c': 1}", "usual={c: 'x'}"),
    "about={}": ("about=5", "about={c: 'x'}", "about={'c': 5}"),
    "structure=[]": ("structure=5", "structure=[5]", "structure=[c]"),
    "matrices={}": ("matrices=5", "matrices={5: 5}", "matrices={Sigma: 5}"),
    "draw=None": ("draw=5",),
    '"risk"': ("5", "''", "'a b'", "None", "'<script>'"),
    '"the error"': ("5", "None", "'\\x1b[31m'"),
    "exact=None": ("exact=5", "exact='x'"),
    'number("c")': ("number('')", "number('a b')", "number('\\x1b[31m')"),
}  # fmt: skip
KINDS = [(part, wrong) for part, every in WRONG.items() for wrong in every]


def test_the_model_itself_is_stated_and_fifty_kinds_are_tried():
    exec(MODEL, {})
    assert len(KINDS) >= 50


@pytest.mark.parametrize(("part", "wrong"), KINDS)
def test_a_wrong_part_is_named_in_one_line(part, wrong):
    assert MODEL.count(part) == 1
    with pytest.raises(InputError) as refused:
        exec(MODEL.replace(part, wrong), {})
    assert str(refused.value).isprintable()
