"""The rules that judge one step of a proof. Each is one small object; users add their own."""

from verifier.rules.algebra import algebra, per_eigenvalue
from verifier.rules.cited import cited
from verifier.rules.derivative import differentiate
from verifier.rules.given import given
from verifier.rules.inequality import inequality, inequality_per_eigenvalue
from verifier.rules.isotropic import isotropic, sigma_is_identity
from verifier.rules.limit import limit
from verifier.rules.recurrence import recurrence
from verifier.rules.square_root import square_root
from verifier.rules.use import use

__all__ = [
    "algebra",
    "cited",
    "differentiate",
    "given",
    "inequality",
    "inequality_per_eigenvalue",
    "isotropic",
    "limit",
    "per_eigenvalue",
    "recurrence",
    "sigma_is_identity",
    "square_root",
    "use",
]
