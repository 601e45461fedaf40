r"""The trace, the one scalar that matrix expressions themselves make: a product of shape 1 x 1 is its trace."""

from __future__ import annotations

from typing import Any

from sympy import Expr


class MatrixScalar(Expr):
    """A real number computed from matrices."""

    is_commutative = True
    is_real = True
    is_number = False


class Trace(MatrixScalar):
    """tr A of a square matrix."""

    def _sympystr(self, printer: Any) -> str:
        return f"tr({printer._print(self.args[0])})"

    def _latex(self, printer: Any) -> str:
        return rf"\operatorname{{tr}}\left({printer._print(self.args[0])}\right)"
