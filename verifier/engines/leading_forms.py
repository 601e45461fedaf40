"""Leading forms: what an expression is to first order along a path, in all moving symbols jointly.

Every moving symbol x is known as (c + o(1)) T^w, with c free of what moves and nothing known of the o(1). A polynomial
in such symbols is (P + o(1)) T^W, with W the largest weight of its monomials and P their sum at the leading
coefficients; so a quotient of polynomials without a common factor has a leading form as soon as the P below is not
zero. Where P is zero only the upper bound o(T^W) is left: d - phi T is no o(1) for d/T -> phi.

Roots, maxima and functions that are known to be continuous where their argument goes have leading forms as well;
``sign``, ``floor`` and ``ceiling`` only away from their jumps. Whatever must hold for this of the coefficients is
collected in :attr:`LeadingForms.owed`, and decided elsewhere.

>>> from lemmata.theory.notation import T, d, phi
>>> forms = LeadingForms({T: Leading(Integer(1), Fraction(1)), d: Leading(phi, Fraction(1))})
>>> forms.of(d / (T - d - 1))
Leading(c=phi/(1 - phi), w=Fraction(0, 1))
>>> forms.owed
{Ne(1 - phi, 0): 'T - d - 1 stays away from zero'}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import sympy
from flint import fmpq_mpoly
from sympy import Abs, Add, Basic, Dummy, Expr, Gt, Integer, Max, Min, Mul, Ne, Pow, Rational, Symbol, ceiling, floor

from lemmata.theory.spectra.eigensum import EigenSum
from lemmata.verifier.engines.normal_form import Algebra, NotAlgebraic


class NoLeadingForm(ValueError):
    """The order of an expression along the path is not known; the message names the part."""


@dataclass(frozen=True)
class Leading:
    """(c + o(1)) T^w; with c = 0 the bound o(T^w)."""

    c: Expr
    w: Fraction

    @property
    def limit(self) -> Expr | None:
        """The finite limit; None for what may grow."""
        if self.w < 0:
            return Integer(0)
        return self.c if self.w == 0 else None


ANYWHERE = {sympy.exp, sympy.sin, sympy.cos, sympy.atan, sympy.sinh, sympy.cosh, sympy.tanh, sympy.erf}
"""Continuous on the real line."""
ABOVE_ZERO = {sympy.log, sympy.gamma, sympy.loggamma, sympy.digamma}
"""Continuous on the positive half-line."""


class LeadingForms:
    """Leading forms along one path; what they need is in ``owed``, a relation between constants and what it is for."""

    def __init__(self, moving: Mapping[Symbol, Leading], *, spectrum_moves: bool = False) -> None:
        self.known: dict[Basic, Leading] = dict(moving)
        self.spectrum_moves = spectrum_moves
        self.owed: dict[Basic, str] = {}
        self.constants: dict[Expr, None] = {}
        self.opened: dict[Basic, Dummy] = {}

    def of(self, expression: Expr) -> Leading:
        """The leading form.

        Raises:
            NoLeadingForm: naming the part that has none.
        """
        if not self._moves(expression):
            return Leading(self._constant(expression), Fraction(0))
        rational = self.rational(expression)
        try:
            field = Algebra([rational])
            quotient = field.quotient(rational)
        except NotAlgebraic as reason:
            raise NoLeadingForm(str(reason)) from None
        above, below = (self.top(field, part) for part in (quotient.numerator, quotient.denominator))
        self._owe(Ne(below.c, 0), f"{field.expression(quotient.denominator)} stays away from zero")
        return Leading(above.c / below.c, above.w - below.w)

    def _moves(self, expression: Basic) -> bool:
        return any(symbol in self.known for symbol in expression.free_symbols)

    def _constant(self, expression: Expr) -> Expr:
        """Without what moves; its own definedness is owed, and its size must not hide in a notation."""
        for node in sympy.preorder_traversal(expression):
            if not type(node).__module__.startswith("sympy.") and not isinstance(node, EigenSum):
                raise NoLeadingForm(f"{node} must be opened by its definition first")
        if self.spectrum_moves and expression.has(EigenSum):
            raise NoLeadingForm("sums over eigenvalues move with the dimension")
        if not expression.is_Rational and not expression.is_Symbol:
            self.constants[expression] = None
        return expression

    def rational(self, expression: Expr) -> Expr:
        """The expression as a rational function of symbols whose leading forms are known."""
        if expression in self.known:
            return expression
        if not self._moves(expression):
            return self._constant(expression)
        if isinstance(expression, (Add, Mul)):
            return expression.func(*map(self.rational, expression.args))
        if isinstance(expression, Pow) and isinstance(expression.exp, Integer):
            if expression.exp < 0:
                self._owe(Ne(self.of(expression.base).c, 0), f"{expression.base} stays away from zero")
            return Pow(self.rational(expression.base), expression.exp)
        if expression not in self.opened:
            form = self._form_of(expression)
            self.opened[expression] = Dummy("form", real=True)
            self.known[self.opened[expression]] = form
        return self.opened[expression]

    def top(self, field: Algebra, polynomial: fmpq_mpoly) -> Leading:
        """The monomials of the largest weight, at the leading coefficients."""
        forms = [self.known.get(generator, Leading(generator, Fraction(0))) for generator in field.generators]
        weights: dict[Fraction, list[Expr]] = {}
        for exponents, coefficient in polynomial.to_dict().items():
            powers = [(form, int(e)) for form, e in zip(forms, exponents, strict=False) if e]
            weight = sum((form.w * e for form, e in powers), Fraction(0))
            term = Mul(Rational(int(coefficient.p), int(coefficient.q)), *(form.c**e for form, e in powers))
            weights.setdefault(weight, []).append(term)
        heaviest = max(weights, default=Fraction(0))
        return Leading(Add(*weights.get(heaviest, [])), heaviest)

    def _form_of(self, node: Expr) -> Leading:
        """The leading form of a root, an extreme or a function."""
        if isinstance(node, Pow):
            return self._power(node)
        if isinstance(node, (Max, Min)):
            return self._extreme(node)
        if isinstance(node, (Abs, sympy.sign, floor, ceiling)) or node.func in ANYWHERE | ABOVE_ZERO:
            inner = self.of(node.args[0])
            return (
                self._jumping(node, inner)
                if isinstance(node, (floor, ceiling, sympy.sign))
                else self._smooth(node, inner)
            )
        raise NoLeadingForm(f"{node} is not known to be continuous where it goes")

    def _power(self, node: Pow) -> Leading:
        """A fixed power of what stays positive."""
        if self._moves(node.exp):
            raise NoLeadingForm(f"the exponent of {node} moves")
        base = self.of(node.base)
        self._owe(Gt(base.c, 0), f"{node.base} stays positive")
        if base.w == 0:
            return Leading(base.c ** self._constant(node.exp), Fraction(0))
        if not isinstance(node.exp, Rational):
            raise NoLeadingForm(f"the order of {node}")
        power = Fraction(int(node.exp.p), int(node.exp.q))
        return Leading(base.c**node.exp, base.w * power)

    def _extreme(self, node: Expr) -> Leading:
        """Arguments of a smaller order count as zero beside the largest."""
        forms = [self.of(part) for part in node.args]
        weight = max(form.w for form in forms)
        return Leading(node.func(*(form.c if form.w == weight else Integer(0) for form in forms)), weight)

    def _smooth(self, node: Expr, inner: Leading) -> Leading:
        if isinstance(node, Abs):
            return Leading(Abs(inner.c), inner.w)
        at = inner.limit
        if at is None:
            raise NoLeadingForm(f"the argument of {node} may grow")
        if node.func in ABOVE_ZERO:
            self._owe(Gt(at, 0), f"the argument of {node} stays positive")
        return Leading(node.func(at), Fraction(0))

    def _jumping(self, node: Expr, inner: Leading) -> Leading:
        """Only away from the jumps."""
        if isinstance(node, sympy.sign):
            self._owe(Ne(inner.c, 0), f"{node.args[0]} keeps its sign")
            return Leading(sympy.sign(inner.c), Fraction(0))
        if inner.w > 0:
            return inner  # rounding changes it by less than one
        at = inner.limit
        if isinstance(at, Rational):
            side = Integer(0) if not at.is_Integer else self.of(node.args[0] - at).c
            if not at.is_Integer or side.is_positive or side.is_negative:
                near = at if not at.is_Integer else at + (Rational(1, 2) if side.is_positive else -Rational(1, 2))
                return Leading(node.func(near), Fraction(0))
        raise NoLeadingForm(f"{node} jumps at integers")

    def _owe(self, relation: Basic, why: str) -> None:
        if relation is sympy.false:
            raise NoLeadingForm(f"it is not known that {why}: its leading coefficient vanishes")
        if relation is not sympy.true:
            self.owed.setdefault(relation, why)
