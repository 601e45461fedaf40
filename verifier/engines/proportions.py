"""Leading forms in the regime of equivalents: sizes in proportion, everything else by its bounds.

Every size is x = (x/T) T with x/T in a compact part of (0, oo), and a trace of a bounded function of Sigma is a
nonnegative letter times T. Noise levels, ridges and numbers of generations are bounded; everything else (traces that
are weighted by w0, letters of the author's own) may be of any size. Inequalities of the assumptions between sizes or
traces (or their ratios, renormalised ridges beside them) hold with a margin: in the limit they hold strictly.

>>> from lemmata.theory.notation import T, d
>>> Proportions((T >= d + 2,)).facts
(1 - d/T > 0,)
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from itertools import permutations

import sympy
from sympy import Basic, Dummy, Eq, Expr, Ge, Gt, Integer, Le, Lt, Symbol

from lemmata.theory.notation import T0, T, d, df1, df2, kappa, kappa0, n, ridge, ridge0, sigma, sigma0
from lemmata.theory.relations import BOUNDED_BELOW, Regime
from lemmata.theory.spectra.eigensum import EigenSum, s
from lemmata.verifier.engines.engines_used import remembered
from lemmata.verifier.engines.leading_forms import Leading, LeadingForms, NoLeadingForm
from lemmata.verifier.engines.linear_facts import implies
from lemmata.verifier.engines.path_domain import conjuncts
from lemmata.verifier.engines.positivity import implied

SIZES = frozenset({T, T0, d})
BOUNDED = frozenset({n, sigma, sigma0, ridge, ridge0, kappa, kappa0})
TRACES = frozenset({df1, df2})
"""Degrees of freedom, as letters of their own where no assumption defines them."""


class Proportions:
    """The regime within a domain; ``more_sizes`` are sizes of the author's own."""

    def __init__(self, assumptions: Iterable[Basic], more_sizes: Iterable[Symbol] = ()) -> None:
        self.sizes = SIZES | frozenset(more_sizes)
        self.assumptions = tuple(conjuncts(assumptions))
        self.traces: dict[Symbol, Expr] = {}
        self.definitions: dict[Symbol, Expr] = {}
        for relation in self.assumptions:
            if isinstance(relation, Eq) and isinstance(relation.lhs, Symbol) and relation.lhs not in self.sizes:
                self.definitions.setdefault(relation.lhs, relation.rhs)

    def read(self, expression: Expr) -> Expr:
        """With definitions put in and every sum over eigenvalues as a letter."""
        for _ in range(len(self.definitions)):
            expression = expression.xreplace(self.definitions)
        return expression.xreplace({node: self._letter(node) for node in expression.atoms(EigenSum)})

    def _letter(self, node: EigenSum) -> Symbol:
        letter, summand = _named(node), self.at_positive(node.summand)
        if summand.free_symbols <= {s, kappa, _POSITIVE} and bounded(summand):
            self.traces[letter] = summand
        return letter

    def at_positive(self, function: Expr) -> Expr:
        """With a letter that is positive for a renormalised ridge that the assumptions keep away from zero."""
        return function.xreplace({kappa0: _POSITIVE}) if Gt(kappa0, 0) in self.assumptions else function

    def forms(self, symbols: Iterable[Symbol]) -> LeadingForms:
        """Leading forms of expressions in these symbols, as :meth:`read` gives them."""
        return LeadingForms({symbol: _share(symbol) for symbol in symbols if self.grows(symbol)})

    def grows(self, symbol: Basic) -> bool:
        """Whether a letter is of the order of T."""
        return symbol in self.sizes or symbol in TRACES or symbol in self.traces

    def free(self, symbol: Basic) -> bool:
        """Whether a letter may have any size."""
        return not self.grows(symbol) and symbol not in BOUNDED

    @property
    def facts(self) -> tuple[Basic, ...]:
        """What the assumptions say of the shares of T, and what is known of the traces that were read."""
        return (*(fact for fact in self._found() if fact is not sympy.false), *self._comparisons())

    @property
    def empty(self) -> bool:
        """Whether no sizes of the regime are in the domain: with the margins, the assumptions contradict each other.

        >>> Proportions((T >= d + 2, T <= d + 5)).empty, Proportions((T >= d + 2,)).empty
        (True, False)
        """
        return sympy.false in self._found() or implies(Ge(_ANYTHING, 0), self.facts)

    def _found(self) -> list[Basic]:
        found = (self._fact(relation) for relation in self.assumptions)
        return [fact for fact in found if fact is not None and fact is not sympy.true]

    @property
    def shares(self) -> frozenset[Symbol]:
        """The letters for what grows over T."""
        return frozenset(x for symbol in (*self.sizes, *TRACES, *self.traces) for x in _share(symbol).c.free_symbols)

    def _fact(self, relation: Basic) -> Basic | None:
        if not isinstance(relation, (Eq, Ge, Gt, Le, Lt)):
            return None
        left, right = (self.read(side) for side in relation.args)
        symbols = left.free_symbols | right.free_symbols
        if any(self.free(symbol) for symbol in symbols):
            return None
        forms = self.forms(symbols)
        try:
            sides = forms.of(left), forms.of(right)
            if forms.owed:
                return None
        except NoLeadingForm:
            return None
        weight = max(side.w for side in sides)
        above, below = (side.c if side.w == weight else Integer(0) for side in sides)
        if isinstance(relation, Eq):
            return Eq(above - below, 0)
        larger, smaller = (above, below) if isinstance(relation, (Ge, Gt)) else (below, above)
        between_sizes = any(map(self.grows, symbols)) and all(self.grows(x) or x in (kappa, kappa0) for x in symbols)
        margin = between_sizes and larger.is_positive  # a share of what may be small, such as a trace, may be small
        strict = margin or relation in (Gt(ridge, 0), Gt(ridge0, 0))
        return Gt(larger - smaller, 0) if strict else Ge(larger - smaller, 0)

    def _comparisons(self) -> list[Basic]:
        """Which traces are at most another one or d, eigenvalue by eigenvalue, and which of them by a fixed share."""
        sums = {**self.traces, d: Integer(1)}
        found: list[Basic] = []
        for less, more in permutations(sorted(sums, key=str), 2):
            if _below(sums[less], sums[more]):
                share = 1 - _MARGIN if _below_by_a_share(sums[less], sums[more]) else 1
                found.append(Ge(share * _share(more).c, _share(less).c))
        return found


_POSITIVE = Dummy("kappa0", positive=True)
_ANYTHING = Dummy("anything", real=True)
_MARGIN = Dummy("margin", positive=True)


def regime_of(assumptions: Iterable[Basic], regime: Regime) -> Regime:
    """The regime within a domain: for Sigma = 1 the eigenvalues are bounded below whatever is stated."""
    return BOUNDED_BELOW if Eq(EigenSum((s - 1) ** 2), 0) in tuple(conjuncts(assumptions)) else regime


@remembered(4096)
def _below(less: Expr, more: Expr) -> bool:
    """Whether one summand is at most the other for all eigenvalues."""
    return implied(Ge(more - less, 0), ()).answer == "proved"


@remembered(4096)
def _below_by_a_share(less: Expr, more: Expr) -> bool:
    """Whether less/more stays below 1 for eigenvalues in [0, b]: the quotient is continuous there."""
    s0 = Dummy("s", nonnegative=True)
    quotient = sympy.cancel(less / more).xreplace({s: s0})
    return implied(Gt(1 - quotient, 0), ()).answer == "proved"


@lru_cache(maxsize=4096)
def _named(node: EigenSum) -> Symbol:
    """A letter for a sum over eigenvalues."""
    return Symbol(str(node), nonnegative=node.summand.is_nonnegative, real=True)


@lru_cache(maxsize=4096)
def bounded(function: Expr, small: tuple[Symbol, ...] = (s,)) -> bool:
    """Whether a quotient of polynomials is bounded on a compact part of where its letters are positive, or ``small``.

    The denominator must have coefficients of one sign, and stay away from zero where the small letters vanish.

    >>> bounded(s / (s + kappa)), bounded(s / (s - kappa)), bounded(sympy.log(s)), bounded(1 / s)
    (True, False, False, False)
    """
    letters = tuple(function.free_symbols)
    if not letters or not function.is_rational_function(*letters):
        return not letters
    _, below = sympy.together(function).as_numer_denom()
    one_sign = {coefficient.is_positive for coefficient in sympy.Poly(below, *letters).coeffs()} in ({True}, {False})
    return one_sign and below.xreplace(dict.fromkeys(small, Integer(0))).expand() != 0


def _share(symbol: Symbol) -> Leading:
    """What grows, as a letter times T."""
    if symbol == T:
        return Leading(Integer(1), Fraction(1))
    signs = {"positive": True} if symbol.is_positive else {"nonnegative": symbol.is_nonnegative, "real": True}
    return Leading(Symbol(f"{symbol.name}/T", **signs), Fraction(1))
