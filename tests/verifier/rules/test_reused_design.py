"""A design that is fitted twice: Penrose's equations without a condition on the shape, and equations of matrices."""

from lemmata.derivations.dohmatob2024.theorem_4_6_moments import same_step
from lemmata.theory.notation import T0, T, d, n, ridge
from lemmata.theory.quantities.regression import SAME_LAWS, X0, R, X, eps, eps0, w_same
from lemmata.theory.random_matrices import E, GaussianRows, identity, norm2, pinv
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import expectation, matrix_identity, use
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

ANY = Context(assumptions=(ridge > 0,))


def verdict(before, after, context=ANY, rule=matrix_identity):
    return judged(rule, Step(before, "=", after), context).verdict


def test_a_fit_does_not_see_what_the_same_design_projected_away():
    assert verdict(X.T * X * pinv(X), X.T) is Verdict.PROVED
    assert verdict(pinv(X) * X * X.T, X.T) is Verdict.PROVED
    assert verdict(R * X.T * X * pinv(X) * eps, R * X.T * eps) is Verdict.PROVED


def test_the_projection_itself_is_not_the_identity():
    assert verdict(X * pinv(X) * eps, eps) is Verdict.REFUTED
    assert verdict(pinv(X) * X, identity(d)) is Verdict.REFUTED
    assert verdict(X.T * X * pinv(X) * eps, 2 * X.T * eps) is Verdict.REFUTED


def test_an_equation_of_matrices_is_used_inside_a_norm():
    context = Context(assumptions=(T0 <= d,), laws=SAME_LAWS)
    following = w_same[n + 1] + pinv(X0[0]) * eps0[n + 1]
    rule = use(same_step)
    assert verdict(E(norm2(w_same[n + 2])), E(norm2(following)), context, rule) is Verdict.PROVED
    assert verdict(w_same[n + 2], following, context, rule) is Verdict.PROVED
    assert verdict(E(norm2(w_same[n + 2])), E(norm2(w_same[n + 1])), context, rule) is not Verdict.PROVED
    assert verdict(E(norm2(w_same[n + 3])), E(norm2(following)), context, rule) is not Verdict.PROVED
    assert verdict(E(norm2(w_same[n + 2])), E(norm2(following)), Context(laws=SAME_LAWS), rule) is not Verdict.PROVED


def test_the_parameter_of_a_reused_design_depends_on_it():
    """E||X0 w||^2 does not factorise into E tr X0'X0 and E||w||^2 when w was fitted on X0."""
    context = Context(laws=(GaussianRows(X0, identity(d)), GaussianRows(X, identity(d)), *SAME_LAWS))
    length = E(norm2(w_same[n + 1]))
    assert verdict(E(norm2(X * w_same[n + 1])), T * length, context, expectation) is Verdict.PROVED
    assert verdict(E(norm2(X0[0] * w_same[n + 1])), T0 * length, context, expectation) is not Verdict.PROVED
