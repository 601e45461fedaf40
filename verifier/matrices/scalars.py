"""Scalars of the free algebra: traces become words, other scalars rational functions or letters of their own.

Field operations are carried out in Q(d, T, sigma, ...). A scalar that is not rational there (a square root, an unknown
function, a sum over generations) becomes a letter, keyed by its normal form, so that an identity proved with it holds
whatever it stands for.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Basic, Expr

from lemmata.theory.random_matrices import Determinant, Expectation, Letter, MatrixExpression, SquaredNorm, Trace
from lemmata.theory.random_matrices.eigenvalue import Eigenvalue
from lemmata.verifier.matrices.elements import ONE, Element, NoNormalForm, accumulate
from lemmata.verifier.matrices.rewriting import Rewriting

_LARGEST_POWER = 12


@dataclass(frozen=True)
class Spectrum:
    """Which eigenvalue a letter is: of which matrix, at which place from above, and the size of the matrix."""

    matrix: Element
    index: Expr
    size: Expr


class Scalars(Rewriting):
    """Elements modulo relations, entered from scalar expressions; what a matrix is, a subclass says."""

    def __init__(self) -> None:
        super().__init__()
        self.meaning: dict[str, Basic] = {}
        self.spectra: dict[str, Spectrum] = {}
        self.roots: dict[str, tuple[int, Any]] = {}
        self.inside_inverse: dict[str, Element] = {}

    @abstractmethod
    def matrix(self, expr: MatrixExpression) -> Element:
        """The normal form of a matrix expression."""

    @abstractmethod
    def matrix_expression(self, element: Element, size: Expr) -> MatrixExpression:
        """The square matrix that an element stands for."""

    def scalar(self, expr: Expr) -> Element:
        """The normal form of a scalar expression, as a sum of monomials."""
        if not expr.has(MatrixExpression, sympy.Sum):
            rational = self._rational(expr)
            if rational is not None:
                return rational
        if isinstance(expr, Trace):
            return self.trace(self.matrix(expr.args[0]), expr.args[0].rows)
        if isinstance(expr, SquaredNorm):
            return self.scalar(expr.as_trace())
        if isinstance(expr, Determinant):
            return self.determinant(self.matrix(expr.args[0]), expr.args[0].rows)
        if isinstance(expr, Eigenvalue):
            return self._eigenvalue(expr)
        if isinstance(expr, Expectation):
            return self.expectation(self.scalar(expr.args[0]))
        if expr.is_Add:
            return self.sum(self.scalar(part) for part in expr.args)
        if expr.is_Mul:
            product: Element = {((), ()): self.field.one}
            for part in expr.args:
                product = self.product(product, self.scalar(part))
            return product
        if expr.is_Pow:
            return self._power(expr.base, expr.exp)
        if isinstance(expr, sympy.Sum):
            return self._sum(expr)
        if expr.has(MatrixExpression):
            raise NoNormalForm(f"{expr.func.__name__} of a random matrix has no normal form")
        return self._scalar_letter(expr, 1)

    def _rational(self, expr: Expr) -> Element | None:
        try:
            value: Any = self.number(expr)
        except NoNormalForm:
            return None
        return {((), ()): value} if value else {}

    def _scalar_letter(
        self, meaning: Expr, power: int, *, name: str = "", letters: frozenset[Letter] | None = None
    ) -> Element:
        """A scalar that is a letter of its own; it is as random as the matrices in it."""
        name = name or str(meaning)
        if self.meaning.setdefault(name, meaning) != meaning:
            raise NoNormalForm(f"two different scalars are written {name}")
        self.letters[name] = frozenset(meaning.atoms(Letter)) if letters is None else letters
        return {(((name, power),) if power else (), ()): self.field.one}

    def determinant(self, matrix: Element, size: Expr) -> Element:
        """A letter for each matrix; multiples are taken out, products of square matrices and inverses split."""
        if not matrix:
            return {}
        lead = max(matrix, key=lambda key: (len(key[1]), key[1], key[0]))
        (monomial, word), value = lead, matrix[lead]
        if any(other != monomial for other, _ in matrix):  # no number that stands before the whole
            monomial, value = (), self.field.one
        value = value if self.certainly_nonzero(value) else self.field.one
        monic = {((), rest) if monomial else (other, rest): one / value for (other, rest), one in matrix.items()}
        number = self.scalar_expression({(monomial, ()): value})
        outside = {ONE: self.field.one} if number == 1 else self._power(number, size)
        if monic == self.word(word) and all(self.shape[atom] == (size, size) for atom in word):
            parts = [self._determinant_of(atom, size) for atom in word]
        else:
            parts = [self._determinant_letter(monic, size)]
        for part in parts:
            outside = self.product(outside, part)
        return outside

    def _determinant_of(self, atom: str, size: Expr) -> Element:
        if atom not in self.inside_inverse:
            return self._determinant_letter(self.word((min(atom, self.transposed[atom]),)), size)
        [((monomial, _), value)] = self.determinant(self.inside_inverse[atom], size).items()
        return {(tuple((name, -power) for name, power in monomial), ()): 1 / value}

    def _determinant_letter(self, matrix: Element, size: Expr) -> Element:
        meaning = Determinant(self.matrix_expression(matrix, size))
        return self._scalar_letter(meaning, 1, name=f"det({self.shown(matrix)})", letters=self.letters_in(matrix))

    def _eigenvalue(self, expr: Eigenvalue) -> Element:
        """A letter for each matrix and place; multiples of the identity are added to it."""
        matrix, index = expr.args
        inside = self.matrix(matrix)
        shift = {key: value for key, value in inside.items() if not key[1]}
        rest = self.difference(inside, shift)
        if not rest:
            return shift
        name = f"eigenvalue_of({self.shown(rest)}, {index})"
        self.spectra[name] = Spectrum(rest, index, matrix.rows)
        meaning = Eigenvalue(self.matrix_expression(rest, matrix.rows), index)
        return self.sum([shift, self._scalar_letter(meaning, 1, name=name, letters=self.letters_in(rest))])

    def _power(self, base: Expr, exponent: Expr) -> Element:
        if not exponent.is_Rational:
            constant, varying = exponent.as_coeff_Add()
            if constant.is_Integer and (base.is_positive or (varying.is_nonnegative and constant > 0)):
                return self.product(self._power(base, constant), self._scalar_letter(base**varying, 1))
            return self._scalar_letter(base**exponent, 1)
        if not exponent.is_Integer:
            whole, left = divmod(int(exponent.p), int(exponent.q))
            radical = base ** sympy.Rational(1, exponent.q)
            if (number := self._rational(base)) and not base.has(MatrixExpression):
                self.roots[str(radical)] = int(exponent.q), number[ONE]
            root = self._scalar_letter(radical, left)
            return self.product(self._power(base, sympy.Integer(whole)), root)
        inside = self.scalar(base)
        if not inside and exponent < 0:
            raise NoNormalForm(f"division by {base}, which is zero")
        if exponent > 0 and exponent <= _LARGEST_POWER:
            result: Element = {((), ()): self.field.one}
            for _ in range(int(exponent)):
                result = self.product(result, inside)
            return result
        if len(inside) == 1:
            [((monomial, _), value)] = inside.items()
            return {(tuple((name, power * int(exponent)) for name, power in monomial), ()): value ** int(exponent)}
        return self._denominator(inside, int(exponent))

    def product(self, one: Element, other: Element) -> Element:
        """As before, with powers of roots of numbers taken out: sqrt(h)^2 is h."""
        return self._without_roots(super().product(one, other))

    def reduce(self, element: Element) -> Element:
        """As before, with powers of roots of numbers taken out."""
        return self._without_roots(super().reduce(element))

    def _without_roots(self, element: Element) -> Element:
        if not self.roots or not any(name in self.roots for monomial, _ in element for name, _ in monomial):
            return element
        total: Element = {}
        for (monomial, word), value in element.items():
            powers: list[tuple[str, int]] = []
            for name, power in monomial:
                root, base = self.roots.get(name, (0, None))
                whole, left = divmod(power, root) if root else (0, power)
                value = value * base**whole if whole else value
                powers += [(name, left)] if left else []
            accumulate(total, (tuple(powers), word), value)
        return total

    def divides(self, value: Any) -> bool:
        """Whether a coefficient may be divided by: identities of rational functions extend to where it vanishes."""
        return bool(value)

    def _denominator(self, inside: Element, exponent: int) -> Element:
        """A power of a sum with letters in it: a letter, made monic so that multiples of one sum agree."""
        lead = max(inside)
        value = inside[lead] if self.divides(inside[lead]) else self.field.one
        monic = self.scaled(inside, 1 / value)
        meaning, letters = self.scalar_expression(monic), self.letters_in(monic)
        root = self._scalar_letter(meaning, exponent, name=f"({self.shown(monic)})", letters=letters)
        return self.scaled(root, value**exponent)

    def _sum(self, expr: sympy.Sum) -> Element:
        """A sum over an index: coefficients that do not contain the index are taken out, the rest is a letter."""
        if len(expr.limits) != 1 or len(expr.limits[0]) != 3:
            return self._scalar_letter(expr, 1)
        index, low, high = expr.limits[0]
        total: Element = {}
        for (monomial, _), value in self.scalar(expr.function).items():
            constant, varying = sympy.sympify(self.field.to_sympy(value)).as_independent(index, as_Add=False)
            term = self.shown({(monomial, ()): self.number(varying)})
            if re.search(rf"\b{re.escape(str(index))}\b", term):
                body = self.scalar_expression({(monomial, ()): self.number(varying)})
                whole = self._scalar_letter(
                    sympy.Sum(body, (index, low, high)),
                    1,
                    name=f"Sum[{term}, {index}={low}..{high}]",
                    letters=self.letters_in({(monomial, ()): value}),
                )
            else:
                whole = self.product(self.scalar(high - low + 1), {(monomial, ()): self.number(varying)})
            total = self.sum([total, self.scaled(whole, self.number(constant))])
        return total

    def expectation(self, element: Element) -> Element:
        """The expectation of a scalar: linear, and otherwise a letter; the expectation rules know more."""
        total: Element = {}
        for (monomial, _), value in element.items():
            inside = self.shown({(monomial, ()): self.field.one})
            name = f"E({inside})"
            self.letters[name] = frozenset()
            self.meaning[name] = Expectation(self.scalar_expression({(monomial, ()): self.field.one}))
            accumulate(total, (((name, 1),) if monomial else (), ()), value)
        return total

    def scalar_expression(self, element: Element) -> Expr:
        """The SymPy expression that a scalar element stands for."""
        return sympy.Add(
            *(
                sympy.Mul(self.field.to_sympy(value), *(self.meaning[name] ** power for name, power in monomial))
                for (monomial, _), value in element.items()
            )
        )

    def letters_in(self, element: Element) -> frozenset[Letter]:
        """The letters in the atoms and scalars of an element."""
        names = {atom for _, word in element for atom in word} | {key for mono, _ in element for key, _ in mono}
        return frozenset().union(*(self.letters.get(name, frozenset()) for name in names))
