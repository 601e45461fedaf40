"""The rules that judge one step of a proof. Each is one small object; users add their own."""

from verifier.rules.algebra import algebra, per_eigenvalue
from verifier.rules.given import given

__all__ = ["algebra", "given", "per_eigenvalue"]
