"""Matrix expressions: letters, sums, products, transposes, inverses and pseudo-inverses.

They are SymPy ``Basic`` nodes, so they hash and compare by structure, take part in ``subs`` and ``xreplace`` (of
dimensions too), and have a stable ``srepr``. SymPy's own ``MatrixExpr`` is not used because it evaluates products
while they are written (``A*A**-1`` is the identity before anyone asked why).

>>> from lemmata.theory.notation import T, d
>>> X = Letter("X", T, d)
>>> (X.T*X/T + 2*Identity(d)).shape
(d, d)
>>> X*X
Traceback (most recent call last):
    ...
lemmata.numerics.errors.InputError: X*X = T x d times T x d: must be a product of matrices whose inner dimensions agree
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import sympy
from sympy import Basic, Expr, Integer
from sympy.core.symbol import Str

from lemmata.numerics.errors import InputError
from lemmata.theory.random_matrices.order import Ordered
from lemmata.theory.random_matrices.trace import Trace


def same_size(one: Expr, other: Expr) -> bool:
    """Whether two dimensions are the same expression (``T - T0 + T0`` is ``T``)."""
    return bool(one == other or sympy.expand(one - other) == 0)


class MatrixExpression(Ordered, Basic):
    """A matrix: something with ``rows`` and ``cols`` that is added, multiplied, transposed."""

    is_commutative = False
    is_Matrix = False
    __array_ufunc__ = None  # NumPy scalars leave products to us

    rows: Expr
    cols: Expr

    @property
    def shape(self) -> tuple[Expr, Expr]:
        """Rows and columns."""
        return self.rows, self.cols

    @property
    def zeros(self) -> MatrixExpression:
        """The zero matrix of this shape."""
        return Zero(*self.shape)

    @property
    def is_square(self) -> bool:
        """Whether rows and columns are the same expression."""
        return same_size(self.rows, self.cols)

    @property
    def T(self) -> MatrixExpression:
        """The transpose, X'."""
        return self.args[0] if isinstance(self, Transpose) else Transpose(self)

    def __add__(self, other: Any) -> Any:
        return _added(self, other)

    def __radd__(self, other: Any) -> Any:
        return _added(other, self)

    def __sub__(self, other: Any) -> Any:
        return _added(self, -1 * _operand(other))

    def __rsub__(self, other: Any) -> Any:
        return _added(other, -1 * self)

    def __neg__(self) -> Any:
        return _scaled(Integer(-1), self)

    def __mul__(self, other: Any) -> Any:
        return _multiplied(self, other)

    def __rmul__(self, other: Any) -> Any:
        return _multiplied(other, self)

    def __truediv__(self, other: Any) -> Any:
        return _scaled(1 / as_expression(other), self)

    def __pow__(self, exponent: Any) -> Any:
        if not isinstance(exponent, (int, Integer)):
            raise InputError("exponent", exponent, "a whole number: the power of a matrix")
        power = int(exponent)
        base = Inverse(self) if power < 0 else self
        product: Any = Identity(self.rows)
        for count in range(abs(power)):
            product = base if count == 0 else product * base
        return product

    def _latex(self, printer: Any) -> str:
        raise NotImplementedError

    def _sympystr(self, printer: Any) -> str:
        raise NotImplementedError


_KINDS = ("general", "isometry", "invertible", "symmetric", "semidefinite", "positive")


class Letter(MatrixExpression):
    """A matrix symbol; ``kind`` is general, isometry, invertible, symmetric, semidefinite or positive (definite)."""

    def __new__(cls, name: Any, rows: Any, cols: Any, kind: Any = "general", *index: Any) -> Letter:
        """Checked: sizes are positive, symmetric kinds square."""
        rows, cols = _dimension(rows, "rows"), _dimension(cols, "cols")
        kind = Str(str(kind))
        if kind.name not in _KINDS:
            raise InputError(f"kind of {name}", kind.name, f"one of {', '.join(_KINDS)}")
        if kind.name not in ("general", "isometry") and not same_size(rows, cols):
            raise InputError(f"shape of {name}", f"{rows} x {cols}", f"square for a matrix that is {kind.name}")
        made: Letter = super().__new__(
            cls, Str(str(name)), rows, cols, kind, *(sympy.sympify(one, strict=True) for one in index)
        )
        return made

    name = property(lambda self: self.args[0].name)
    rows = property(lambda self: self.args[1])
    cols = property(lambda self: self.args[2])
    kind = property(lambda self: self.args[3].name)
    index = property(lambda self: self.args[4:])

    @property
    def is_symmetric_letter(self) -> bool:
        """Whether the letter equals its transpose."""
        return self.kind in ("symmetric", "semidefinite", "positive")

    def __getitem__(self, index: Any) -> Letter:
        """The member of the family ``X`` at ``index``: ``X[j]``."""
        return Letter(self.name, self.rows, self.cols, self.kind, *self.index, index)

    def _sympystr(self, printer: Any) -> str:
        return str(self.name) + "".join(f"[{printer._print(i)}]" for i in self.index)

    def _latex(self, printer: Any) -> str:
        base = printer._print(sympy.Symbol(re.sub(r"^eps(?![A-Za-z])", "epsilon", self.name)))
        index = ",".join(printer._print(i) for i in self.index)
        return f"{{{base}}}_{{{index}}}" if index else str(base)


class Identity(MatrixExpression):
    """The identity matrix I_d."""

    def __new__(cls, size: Any) -> Identity:
        """Checked: the size is positive."""
        made: Identity = super().__new__(cls, _dimension(size, "size"))
        return made

    rows = property(lambda self: self.args[0])
    cols = property(lambda self: self.args[0])

    def _sympystr(self, printer: Any) -> str:
        return f"I_{printer._print(self.rows)}"

    def _latex(self, printer: Any) -> str:
        return f"I_{{{printer._print(self.rows)}}}"


class Zero(MatrixExpression):
    """The zero matrix."""

    def __new__(cls, rows: Any, cols: Any) -> Zero:
        """Checked: the sizes are positive."""
        made: Zero = super().__new__(cls, _dimension(rows, "rows"), _dimension(cols, "cols"))
        return made

    rows = property(lambda self: self.args[0])
    cols = property(lambda self: self.args[1])

    def _sympystr(self, printer: Any) -> str:
        return "0"

    def _latex(self, printer: Any) -> str:
        return "0"


class Transpose(MatrixExpression):
    """X'."""

    rows = property(lambda self: self.args[0].cols)
    cols = property(lambda self: self.args[0].rows)

    def _sympystr(self, printer: Any) -> str:
        return f"{_bracketed(self.args[0], printer)}'"

    def _latex(self, printer: Any) -> str:
        return _latex_raised(self.args[0], printer, r"\top")


class Inverse(MatrixExpression):
    """A^-1 of a square matrix."""

    rows = property(lambda self: self.args[0].rows)
    cols = property(lambda self: self.args[0].cols)

    def _sympystr(self, printer: Any) -> str:
        return f"inv({printer._print(self.args[0])})"

    def _latex(self, printer: Any) -> str:
        return _latex_raised(self.args[0], printer, "-1")


class PseudoInverse(MatrixExpression):
    """The Moore-Penrose pseudo-inverse X^+."""

    rows = property(lambda self: self.args[0].cols)
    cols = property(lambda self: self.args[0].rows)

    def _sympystr(self, printer: Any) -> str:
        return f"pinv({printer._print(self.args[0])})"

    def _latex(self, printer: Any) -> str:
        return _latex_raised(self.args[0], printer, "+")


class ExpectedMatrix(MatrixExpression):
    """The entrywise expectation of a random matrix."""

    rows = property(lambda self: self.args[0].rows)
    cols = property(lambda self: self.args[0].cols)

    def _sympystr(self, printer: Any) -> str:
        return f"E({printer._print(self.args[0])})"

    def _latex(self, printer: Any) -> str:
        return rf"\mathbb{{E}}\left[{printer._print(self.args[0])}\right]"


class Scaled(MatrixExpression):
    """A scalar times a matrix."""

    rows = property(lambda self: self.args[1].rows)
    cols = property(lambda self: self.args[1].cols)

    def _sympystr(self, printer: Any) -> str:
        scalar, body = self.args
        if scalar.could_extract_minus_sign():
            positive = _scaled(-scalar, body)
            return f"-{_bracketed(positive, printer, product=True) if scalar == -1 else printer._print(positive)}"
        top, bottom = scalar.as_numer_denom()
        shown = _bracketed(body, printer, product=True)
        if top != 1:
            shown = f"{printer.parenthesize(top, _PRODUCT)}*{shown}"
        return shown if bottom == 1 else f"{shown}/{printer.parenthesize(bottom, _PRODUCT)}"

    def _latex(self, printer: Any) -> str:
        scalar, body = self.args
        if scalar.could_extract_minus_sign():
            positive = _scaled(-scalar, body)
            return (
                f"- {_latex_bracketed(positive, printer, product=True) if scalar == -1 else printer._print(positive)}"
            )
        return f"{printer.parenthesize(scalar, _PRODUCT)} {_latex_bracketed(body, printer, product=True)}"


class Times(MatrixExpression):
    """A product, at least two factors, none of them a product."""

    def __new__(cls, *factors: MatrixExpression) -> Times:
        """Flattened; raises InputError when inner dimensions differ."""
        flat = [part for factor in factors for part in (factor.args if isinstance(factor, Times) else (factor,))]
        for left, right in pairwise(flat):
            if not same_size(left.cols, right.rows):
                raise InputError(
                    f"{left}*{right}",
                    f"{left.rows} x {left.cols} times {right.rows} x {right.cols}",
                    "a product of matrices whose inner dimensions agree",
                )
        made: Times = super().__new__(cls, *flat)
        return made

    rows = property(lambda self: self.args[0].rows)
    cols = property(lambda self: self.args[-1].cols)

    def _sympystr(self, printer: Any) -> str:
        return "*".join(_bracketed(factor, printer) for factor in self.args)

    def _latex(self, printer: Any) -> str:
        return " ".join(_latex_bracketed(factor, printer) for factor in self.args)


class Plus(MatrixExpression):
    """A sum, at least two terms, none of them a sum."""

    def __new__(cls, *terms: MatrixExpression) -> Plus:
        """Flattened; raises InputError when shapes differ."""
        flat = [part for term in terms for part in (term.args if isinstance(term, Plus) else (term,))]
        for term in flat[1:]:
            if not (same_size(term.rows, flat[0].rows) and same_size(term.cols, flat[0].cols)):
                raise InputError(
                    f"{flat[0]} + {term}",
                    f"{flat[0].rows} x {flat[0].cols} plus {term.rows} x {term.cols}",
                    "a sum of matrices of one shape",
                )
        made: Plus = super().__new__(cls, *flat)
        return made

    rows = property(lambda self: self.args[0].rows)
    cols = property(lambda self: self.args[0].cols)

    def _sympystr(self, printer: Any) -> str:
        return _signed(printer._print(term) for term in self.args)

    def _latex(self, printer: Any) -> str:
        return _signed(printer._print(term) for term in self.args)


_PRODUCT = 50  # SymPy's precedence of a product


def _dimension(value: Any, argument: str) -> Expr:
    size = sympy.sympify(value, strict=True)
    if not isinstance(size, Expr) or (size.is_number and not (size.is_Integer and size > 0)):
        raise InputError(argument, value, "a positive integer or an expression for one")
    return size


def _operand(value: Any) -> Any:
    return value if isinstance(value, MatrixExpression) else as_expression(value)


def as_expression(value: Any) -> Expr:
    """A scalar as a SymPy expression; raises InputError for anything else."""
    scalar = sympy.sympify(value, strict=True)
    if not isinstance(scalar, Expr):
        raise InputError("factor", value, "a scalar expression or a matrix of this language")
    return scalar


def _added(left: Any, right: Any) -> Any:
    left, right = _operand(left), _operand(right)
    if isinstance(left, MatrixExpression) and isinstance(right, MatrixExpression):
        return Plus(left, right)
    scalar, other = (right, left) if isinstance(left, MatrixExpression) else (left, right)
    if scalar == 0:
        return other
    if other.shape != (1, 1):
        raise InputError(f"{left} + {right}", "a scalar plus a matrix", "a sum of matrices of one shape")
    return scalar + Trace(other)


def _multiplied(left: Any, right: Any) -> Any:
    left, right = _operand(left), _operand(right)
    if not isinstance(left, MatrixExpression):
        return _scaled(left, right)
    if not isinstance(right, MatrixExpression):
        return _scaled(right, left)
    (first, one), (second, other) = _split(left), _split(right)
    product = Times(one, other)
    scale = first * second
    if product.shape == (1, 1):
        return scale * Trace(product)
    return _scaled(scale, product)


def _scaled(scalar: Expr, body: MatrixExpression) -> MatrixExpression:
    inner, body = _split(body)
    scalar = scalar * inner
    return body if scalar == 1 else Scaled(scalar, body)


def _split(body: MatrixExpression) -> tuple[Expr, MatrixExpression]:
    """The scalar in front of a matrix, and the matrix."""
    return body.args if isinstance(body, Scaled) else (Integer(1), body)


def _bracketed(body: MatrixExpression, printer: Any, *, product: bool = False) -> str:
    shown = str(printer._print(body))
    loose = isinstance(body, (Plus, Scaled)) or (isinstance(body, Times) and not product)
    return f"({shown})" if loose else shown


def _latex_bracketed(body: MatrixExpression, printer: Any, *, product: bool = False) -> str:
    shown = str(printer._print(body))
    loose = isinstance(body, (Plus, Scaled)) or (isinstance(body, Times) and not product)
    return rf"\left({shown}\right)" if loose else shown


def _latex_raised(body: MatrixExpression, printer: Any, sign: str) -> str:
    """A matrix with a sign above it; one that has a sign already is bracketed."""
    shown = _latex_bracketed(body, printer)
    if isinstance(body, (Transpose, Inverse, PseudoInverse)):
        shown = rf"\left({shown}\right)"
    return f"{shown}^{{{sign}}}"


def _signed(terms: Iterator[str]) -> str:
    text = ""
    for term in terms:
        negative = term.startswith("-")
        if not text:
            text = term
        else:
            text += f" - {term[1:].lstrip()}" if negative else f" + {term}"
    return text
