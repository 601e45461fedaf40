r"""Where the exponents of an equivalent are those of the exact mean at finite size, by what is proved of few degrees.

A claim about an exponent speaks of the exact mean of the risk. The calculus reads the deterministic equivalent; the
bounds of :mod:`lemmata.theory.quantities.few_degrees` (proved in the chapter ``gaussian_equivalents``) hold for every
Sigma and ridge, and are within factors 1 + O((df + 1)/T) of the same sums at kappa = ridge. For lambda_k = k^-beta,
beta > 1, and a ridge T^-ell, df is of the order of min(d, T^max(ell/beta, 0)), so that df/T -> 0 where ell < beta or d
is a power below T. Then kappa/ridge -> 1, the gap 1 - df2/T tends to 1, and

* bias and variance are the equivalent's times 1 + o(1): same exponent, same constant;
* the variance has the exponent of the equivalent at ell = beta, too: it falls as the ridge grows, by no more than the
  square of the ridge, and at a large multiple of T^-beta the degrees of freedom are a small share of T;
* the collapse n sigma0^2/(T0 - d - 1) E tr Sigma R S Sigma^-1 S R, for generators without ridge on T0 > d independent
  samples (exactly, by the inverse Wishart mean), is (1 + d/T) df2 times 1 + o(1) where ell >= 0, for then df is of the
  order of df2: same exponent, same constant;
* the optimum over the ridge: for d a power below T everything holds uniformly. Otherwise the ridges below
  T^-(beta - eps) must not do better: they do not with label noise of order 1, since the variance falls as the ridge
  grows and is there at least T^-(eps/beta); nor with generators whose noise n sigma0^2 d/T0 is of order 1 or more: the
  collapse is at least the trace of the squared fit, which is T^(1 - eps/beta) there and grows as the ridge falls, and
  at least (d - T - 1)/T times the noise;
* the exponent of the optimum where d is a power above T, or infinite, whatever the noise: at kappa = c T^-beta the
  degrees of freedom are 2 T + 4, say, and what a fit misses at any ridge is at least the sum of
  lambda_k c_k^2/(1 + theta lambda_k)^2 with theta of the order of T^beta, which is T^(-2 beta min(r, 1)): the value of
  the equivalent at ell = beta and below. Noise and collapse do not fall with the ridge, and the exponents are
  continuous in ell.

Nothing is said of the bias at ell = beta from above, without ridge, or of generators that lose information. With
d = oo every bound is the limit of those of finite d, in which d does not occur (but in the collapse, with d < T0).
"""

from __future__ import annotations

from collections.abc import Iterator

from lemmata.theory.scaling.claims import ARGMIN, OPTIMUM
from lemmata.theory.scaling.derive import Exponents
from lemmata.theory.scaling.problem import Case, Problem
from lemmata.theory.scaling.regions import Row
from lemmata.theory.scaling.risk import TOTAL, Risk

RIDGE = "ridge"
"""The prefactor of the optimal ridge, among constants."""


def parts_needed(found: Exponents, subject: str) -> tuple[str, ...]:
    """The parts of the risk that a statement about ``subject`` speaks of."""
    if subject not in (TOTAL, OPTIMUM, ARGMIN, RIDGE):
        return (subject,)
    return tuple(dict.fromkeys(name for case in found.cases for name in case.risk.names))


def beyond(found: Exponents, subject: str, *, constants: bool) -> str:
    """Why the bounds do not reach a statement about a part of a model's risk; empty where they do.

    Args:
        found: the model's exponents.
        subject: a part of the risk, the total, or what is optimal.
        constants: whether leading constants are spoken of.
    """
    return next(_obstacles(found, subject, constants), "")


def _obstacles(found: Exponents, subject: str, constants: bool) -> Iterator[str]:
    problem = found.problem
    if not isinstance(problem, Problem):
        yield "the model is not the chain"
        return
    if problem.ell is None:
        yield "there is no ridge"
        return
    if problem.close is not None or (problem.beta.constant is not None and problem.beta.constant <= 1):
        yield "d is within o(T) of T, or beta is not above 1"
    if problem.inputs.designs != "independent" or problem.inputs.protocol != "replace":
        yield "the generators share a design, or labels accumulate"
    parts = parts_needed(found, subject)
    if "collapse" in parts:
        if constants and subject != "collapse" and subject != TOTAL:
            yield "the constant of an optimum with a collapse is not looked at"
        if not all(_keeps(case) for case in found.cases):
            yield "generators lose information"
    best = subject in (OPTIMUM, ARGMIN, RIDGE)
    for case in found.cases:
        alone = subject == OPTIMUM and not constants
        obstacle = _of_optimum(problem, case, alone) if best else _of_ridge(problem, case, parts, constants)
        yield from filter(None, [obstacle])


def _keeps(case: Case) -> bool:
    """Whether the generators see every direction: no ridge, and T0 > d."""
    generators = case.risk.generators if isinstance(case.risk, Risk) else None
    return generators is not None and generators.kappa0 is None


def _of_ridge(problem: Problem, case: Case, parts: tuple[str, ...], constants: bool) -> str:
    """What is in the way at a ridge T^-ell, anywhere on the stated domain, also between the parts of a problem."""
    assert problem.ell is not None
    large = [] if problem.d is None else [Row(problem.d.exponent - 1)]
    closed = parts == ("variance",) and not constants
    if case.base.where(Row(problem.ell - problem.beta, strict=closed), *large).has_point():
        return f"ell may be {'above beta' if closed else 'beta or more'}: the degrees of freedom are not few beside T"
    if "collapse" in parts and case.base.where(Row(-problem.ell, strict=True)).has_point():
        return "ell may be negative, where df2 is smaller than df"
    return ""


def _of_optimum(problem: Problem, case: Case, alone: bool) -> str:
    """What is in the way of an optimum over every ridge, of which the exponent may be asked for alone."""
    if problem.noise is not None and problem.noise.exponent.is_zero:
        return ""
    wide, square = case.base, []
    if problem.d is not None:
        wide, square = wide.where(Row(problem.d.exponent - 1)), [Row(1 - problem.d.exponent)]
        noisy = isinstance(case.risk, Risk) and case.risk.generators
        if noisy and noisy.noise is not None:
            wide = wide.where(Row(noisy.kept.exponent - noisy.noise.exponent - problem.d.exponent, strict=True))
        if not wide.has_point():
            return ""
    if alone and not (square and wide.where(*square).has_point()):
        return ""
    return "d may be T or more without noise of order 1: nothing is known below the ridge T^-beta"
