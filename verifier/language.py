"""The words of derivations, in one line: ``from lemmata.verifier.language import *``.

>>> from lemmata.verifier.language import *
>>> paper = Paper("demo", "A demonstration")
>>> statement = tends(d / (T - d - 1), phi / (1 - phi), along=Path(T, keeping={d: phi * T}))
>>> paper.claim("limit", "Noise per direction", statement, where=[T >= d + 2, phi < 1],
...             witness={d: 1, T: 3, phi: Rational(1, 3)}, proof=limit).proof.relation
'->'

The letters are those of the field (:mod:`lemmata.theory.notation`) and of the retraining chain
(:mod:`lemmata.theory.quantities.regression`); the rest are the words of random matrices, of spectral sums, of SymPy,
the relations of statements, all rules of proofs and all checks. A name of one's own may take the place of any of them.
"""

from sympy import (
    Abs,
    Derivative,
    Eq,
    Expr,
    Function,
    Integer,
    Integral,
    Max,
    Min,
    Mod,
    Ne,
    Product,
    Rational,
    Sum,
    Symbol,
    cos,
    exp,
    gamma,
    log,
    oo,
    pi,
    sin,
    sqrt,
    zeta,
)

from lemmata.theory.notation import (
    T0,
    T,
    beta,
    d,
    df1,
    df2,
    kappa,
    kappa0,
    n,
    phi,
    phi0,
    r,
    ridge,
    ridge0,
    sigma,
    sigma0,
    signal,
)
from lemmata.theory.quantities.regression import LAWS, X0, R, S, Sigma, X, eps, eps0, generator_error, risk, w, w0
from lemmata.theory.random_matrices import (
    E,
    GaussianNoise,
    GaussianRows,
    MatrixExpression,
    Unspecified,
    WhiteNoise,
    block_matrix,
    covariance,
    design,
    eigenvalue_of,
    gram,
    identity,
    inner,
    inv,
    invertible,
    isometry,
    matrix,
    noise_vector,
    norm2,
    pinv,
    semidefinite,
    stack,
    symmetric,
    tr,
    vector,
    zero,
)
from lemmata.theory.relations import (
    BOUNDED_BELOW,
    Path,
    at_least,
    at_most,
    equal,
    equivalent,
    greater_than,
    less_than,
    tends,
    within,
)
from lemmata.theory.spectra.eigensum import SPECTRUM, EigenSum, c2, s
from lemmata.theory.spectra.scaling_integral import ScalingIntegral
from lemmata.theory.spectra.spectral_functions import Df1, Df2, Kappa, SpectralSum
from lemmata.theory.structure.counted import (
    Blocks,
    Deficiency,
    GenericRank,
    InverseEntry,
    PerfectMatchings,
    Permuted,
    Reaches,
)
from lemmata.theory.structure.finite_maps import Commutes, DependsOn
from lemmata.verifier.checks import *
from lemmata.verifier.claim import Claim
from lemmata.verifier.paper import (
    Paper,
    at_least_by,
    at_most_by,
    by,
    calc,
    equivalent_by,
    greater_than_by,
    less_than_by,
    tends_by,
)
from lemmata.verifier.rules import *

__all__ = [
    "BOUNDED_BELOW", "LAWS", "SPECTRUM", "T0", "X0", "Abs", "Blocks", "Claim", "Commutes", "Deficiency", "DependsOn",
    "Derivative", "Df1", "Df2", "E", "EigenSum", "Eq", "Expr", "Function", "GaussianNoise", "GaussianRows",
    "GenericRank", "Integer", "Integral", "InverseEntry", "Kappa", "MatrixExpression", "Max", "Min", "Mod", "Ne",
    "Paper", "Path", "PerfectMatchings", "Permuted", "Product", "R", "Rational", "Reaches", "S", "ScalingIntegral",
    "Sigma", "SpectralSum", "Split", "Sum", "Symbol", "T", "Unspecified", "WhiteNoise", "X", "algebra", "at_least",
    "at_least_by", "at_most", "at_most_by", "at_the_knee", "beta", "block_matrix", "by", "c2", "calc", "cases",
    "cited", "contour_remainder", "cos", "coth_expansion", "covariance", "d", "definition",
    "derived_constant", "derived_equivalent", "derived_exponent", "design", "df1", "df2", "differentiate",
    "eigenbasis", "eigenvalue_of", "elementary_bound", "enumeration", "eps", "eps0", "equal", "equivalent",
    "equivalent_at", "equivalent_by", "exact_sizes", "exp", "expectation", "first_eigenvalues", "fixed_point",
    "from_within", "functional_recurrence", "gamma", "gaussian_covariance", "generator_error",
    "given", "gram", "greater_than", "greater_than_by", "identity",
    "in_every_direction", "inequality", "inequality_per_eigenvalue", "infinite_mean", "inner", "integral_comparison",
    "integral_rows", "integral_test", "integration", "inv", "inverse_function", "invertible", "isometry", "isotropic",
    "kappa", "kappa0", "ladder", "less_than", "less_than_by", "limit", "log", "matrix", "matrix_identity",
    "measured_constant", "measured_slope", "mellin_expansion", "n", "noise_vector", "norm2", "oo", "per_eigenvalue",
    "per_term", "phi", "phi0", "pi", "pinv", "propagated", "r",
    "raised", "recurrence", "ridge", "ridge0", "risk", "rotation_invariant_mean", "s", "same_leading_order",
    "semidefinite", "sigma", "sigma0", "sigma_is_identity", "signal", "simulated_median", "simulation", "sin",
    "spectral_order", "spectral_rows", "sqrt", "square_root", "stack", "stein", "summation", "symmetric",
    "telescoping", "telescoping_product", "tends", "tends_by", "term_by_term", "tr", "trace_of_product", "triangle",
    "triangle_by", "use", "vector", "w", "w0", "wishart_moment", "within", "zero", "zeta",
]  # fmt: skip
