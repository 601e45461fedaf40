r"""The derived symbols of a point: the renormalised ridge and the degrees of freedom.

For Sigma = I they have closed forms, which are put into a formula before it is evaluated:

    kappa = (c + sqrt(c^2 + 4 ridge))/2 with c = ridge + d/T - 1,    df1 = d/(1 + kappa),    df2 = d/(1 + kappa)^2,

and kappa0, that of a ridgeless generator, is max(d/T0 - 1, 0) (Dohmatob et al., arXiv 2402.07712, equation 10). For a
power law they are certified balls.

>>> from fractions import Fraction
>>> from theory.exact_value import exact_value
>>> exact_value(ISOTROPIC[kappa], {d: Fraction(3), T: Fraction(1), ridge: Fraction(0)})
Fraction(2, 1)
"""

from __future__ import annotations

from sympy import Expr, Integer, Max, Symbol, sqrt

from theory.notation import T0, T, d, df1, df2, kappa, kappa0, ridge

_c = ridge + d / T - 1
_kappa = (_c + sqrt(_c**2 + 4 * ridge)) / 2

ISOTROPIC: dict[Symbol, Expr] = {
    kappa: _kappa,
    kappa0: Max(d / T0 - 1, Integer(0)),
    df1: d / (1 + _kappa),
    df2: d / (1 + _kappa) ** 2,
}
"""The derived symbols when Sigma is the identity."""
