"""Double descent: exact errors against drawn fits, the least singular value against drawn ones, wrong variants."""

import numpy as np
import pytest
from sympy import Eq, Integer, Rational, exp, oo

from lemmata.derivations.double_descent import PAPER
from lemmata.derivations.double_descent.beyond_the_peak import beyond, exact, least, t
from lemmata.derivations.double_descent.edelman import LeastTail
from lemmata.derivations.double_descent.gaussian_designs import b, c, narrow, wide
from lemmata.derivations.double_descent.nested_designs import A, J, V, W, Z, m
from lemmata.derivations.double_descent.ridge import best, k, r2, value, x
from lemmata.derivations.double_descent.ridge import shape as phi_of
from lemmata.theory.notation import T, d, kappa, phi, ridge, sigma, signal
from lemmata.theory.quantities.regression import Sigma, X
from lemmata.theory.random_matrices import E, GaussianRows, eigenvalue_of, gram, inv, norm2, tr
from lemmata.theory.relations import at_least, at_most, equal, less_than
from lemmata.theory.values.enclosure import enclose
from lemmata.verifier.rules import inequality, infinite_mean, matrix_identity
from lemmata.verifier.verdict import Verdict
from tests.derivations.variants import judged, verdict_of

DRAWS = 20_000


def test_every_claim_holds():
    found = judged(PAPER)
    assert {name for name, verdict in found.items() if not verdict.holds} == set()


@pytest.mark.parametrize(("rows", "features", "formula"), [(12, 4, narrow), (4, 12, wide)])
def test_exact_errors_against_drawn_fits(rows, features, formula):
    """Two more features carry labels and are not fitted; the error is that of a new label, noise included."""
    rng = np.random.default_rng(19)
    truth, others = np.array([2.0] + [0.0] * (features - 1)), np.array([1.0, 0.5])
    design = rng.standard_normal((DRAWS, rows, features))
    labels = design @ truth + rng.standard_normal((DRAWS, rows, 2)) @ others + rng.standard_normal((DRAWS, rows))
    fit = (np.linalg.pinv(design) @ labels[..., None])[..., 0]
    errors = ((fit - truth) ** 2).sum(axis=1) + others @ others + 1
    expected = formula.xreplace({norm2(b): Integer(4), norm2(c): Rational(5, 4)})
    expected = float(expected.subs({d: features, T: rows, sigma: 1}))
    assert abs(errors.mean() - expected) < 4 * errors.std() / DRAWS**0.5


@pytest.mark.parametrize("size", [1, 2, 6])
def test_the_law_of_the_least_singular_value_against_drawn_ones(size):
    rng = np.random.default_rng(size)
    drawn = size**0.5 * np.linalg.svd(rng.standard_normal((DRAWS, size, size)), compute_uv=False)[:, -1]
    for threshold in (Rational(1, 2), Integer(1)):
        expected = float(enclose(LeastTail(size, threshold), {}).mid)
        assert abs((drawn > float(threshold)).mean() - expected) < 4 * (expected * (1 - expected) / DRAWS) ** 0.5


def test_the_law_approaches_its_limit_as_one_over_the_size():
    limit = enclose(exp(-Rational(3, 2)), {})
    gaps = [float(enclose(LeastTail(size, 1), {}).mid - limit.mid) * size for size in (100, 1_000, 10_000)]
    assert max(gaps) / min(gaps) < 1.01


def wrong():
    """What is false, its witness, its assumptions, and a proof that might be given for it."""
    shape, sizes = {"where": [m <= d]}, {d: 2, m: 1}
    ones = {t: 3, phi: 2, sigma: 1}
    fewer, all_of_them = eigenvalue_of(J.T * A * J, m), eigenvalue_of(A, d)
    yield "fewer features lower it", at_most(fewer, all_of_them), sizes, shape
    yield "the bound falls with features", at_least(m / fewer, d / all_of_them), sizes, shape
    yield "more rows lower it", at_most(eigenvalue_of(W + Z * Z.T, T), eigenvalue_of(W, T)), {T: 2, Z.cols: 1}, {}
    yield "the variance falls with features", at_least(tr(inv(J.T * A * J)), tr(inv(A))), sizes, shape
    yield "the variance grows beyond the peak", at_least(tr(V), tr(inv(W))), {T: 2}, {}
    yield (
        "the peak is a limit only",
        equal(narrow, narrow.subs(T, T + 1)),
        {d: 2, T: 5, sigma: 1},
        {"where": [T >= d + 2, sigma > 0]},
    )
    yield (
        "one row more never hurts",
        at_most(exact.xreplace({T: T + 1}), exact),
        {d: 5, T: 2, sigma: 1, signal: 1},
        {"where": [T <= d - 3]},
    )
    yield "the minimum is t^2", at_least(beyond, sigma**2 * t**2), ones, {"where": [phi > 1]}
    yield "a minimum for weak signals", less_than(least, sigma**2 * t**2), {**ones, t: 1}, {"where": [t <= 1]}
    yield "the filter is at most 1/(4 ridge)", at_most(x / (x**2 + ridge), 1 / (4 * ridge)), {x: 1, ridge: 1}, {}
    yield (
        "no ridge is best",
        at_least(value, sigma**2 * phi / (1 - phi)),
        {kappa: 1, phi: Rational(1, 2)},
        {"where": [phi < 1]},
    )
    away = {k: 1, phi: 1, r2: 2, sigma: 1}
    yield "the best kappa without noise", equal(phi_of, phi), away, {"where": [Eq(k, phi)]}
    yield "half of the signal at most", at_most(best, r2 / 2), {k: 1, r2: 1}, {}
    yield "the tail of a Gaussian", at_least(exp(-t - t**2 / 2), exp(-(t**2) / 2)), {t: 1}, {}


@pytest.mark.parametrize(("name", "statement", "witness", "fields"), list(wrong()), ids=[name for name, *_ in wrong()])
def test_wrong_variants_are_refuted(name, statement, witness, fields):
    proof = matrix_identity if statement.relation == "=" else inequality
    assert verdict_of(statement, witness, **fields, proof=proof) is Verdict.REFUTED, name


@pytest.mark.parametrize("rows", [d + 2, d + 3])
def test_with_two_rows_more_the_mean_is_not_infinite(rows):

    statement = equal(E(tr(Sigma * inv(gram(X)))), oo)
    found = verdict_of(
        statement, {d: 2, T: rows.subs(d, 2)}, where=[Eq(T, rows)], laws=[GaussianRows(X, Sigma)], proof=infinite_mean
    )
    assert found is Verdict.REFUTED
