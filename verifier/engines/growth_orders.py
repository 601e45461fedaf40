"""Which of two monomials is of the larger order, and what that needs of constants (see :mod:`.growth`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cmp_to_key

import sympy
from sympy import Basic, Expr, Gt, Integer, Lt, Ne, Symbol

from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.verifier.engines.growth_series import Generator, Monomial
from lemmata.verifier.engines.leading_forms import NoLeadingForm
from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes
from lemmata.verifier.engines.signs import NEGATIVE, POSITIVE, sign


class Monomials:
    """Comparisons of monomials in one variable; what they need of constants is in ``owed``.

    ``known`` says of a relation between constants whether it holds for all of them.
    """

    def __init__(self, variable: Symbol, known: Callable[[Basic], bool]) -> None:
        self.variable = variable
        self.known = known
        self.owed: dict[Basic, str] = {}
        self.constants: dict[Expr, None] = {}

    def compare(self, one: Monomial, other: Monomial) -> int:
        """The sign of log(one/other): which of the two is of the larger order.

        Raises:
            NoLeadingForm: when the sign of a coefficient is not known.
        """
        if one == other:
            return 0
        quotient = self._times(one, Monomial(tuple((generator, -e) for generator, e in other.log)))
        assert quotient is not None
        return self._sign(quotient.log[0][1]) if quotient.log else 0

    def _times(self, one: Monomial | None, other: Monomial | None) -> Monomial | None:
        if one is None or other is None:
            return None
        gathered: list[tuple[Generator, Expr]] = []
        for generator, e in sorted((*one.log, *other.log), key=cmp_to_key(self._growing_first)):
            if gathered and self._compare_generators(gathered[-1][0], generator) == 0:
                gathered[-1] = (gathered[-1][0], gathered[-1][1] + e)
            else:
                gathered.append((generator, e))
        tidied = ((generator, self._tidy(e)) for generator, e in gathered)
        return Monomial(tuple((generator, e) for generator, e in tidied if not is_zero(e)))

    def _larger_first(self, one: tuple[Monomial, Expr], other: tuple[Monomial, Expr]) -> int:
        return -self.compare(one[0], other[0])

    def _growing_first(self, one: tuple[Generator, Expr], other: tuple[Generator, Expr]) -> int:
        return -self._compare_generators(one[0], other[0])

    def _compare_generators(self, one: Generator, other: Generator) -> int:
        if isinstance(one, int) and isinstance(other, int):
            return (other > one) - (other < one)
        return self.compare(standing_for(one), standing_for(other))

    def _largest(self, monomials: Iterable[Monomial | None]) -> Monomial | None:
        best = None
        for monomial in monomials:
            if monomial is not None and (best is None or self.compare(monomial, best) > 0):
                best = monomial
        return best

    # constants

    def _tidy(self, c: Expr) -> Expr:
        if c.is_Rational:
            return c
        return sympy.cancel(sympy.expand_log(c, factor=True))

    def _sign(self, c: Expr) -> int:
        found = sign(c)
        if not c.free_symbols:
            try:
                ball = enclose(c)
            except NoEnclosure:
                raise NoLeadingForm(f"the sign of {c}") from None
            found = frozenset() if ball.contains(0) else POSITIVE if ball.mid > 0 else NEGATIVE
        if found in (POSITIVE, NEGATIVE):
            return 1 if found == POSITIVE else -1
        if c.free_symbols:
            asked = [(c, Integer(0), 1)]
            if (power := power_whose_logarithm(c)) is not None:
                above, below = power.as_numer_denom()  # the same question of c and of -c, below what is shorter
                longer = len(below.args) > len(above.args)
                asked.append((1 / power, Integer(1), -1) if longer else (power, Integer(1), 1))
            for side, edge, way in asked:
                for relation, value in ((Gt(side, edge), way), (Lt(side, edge), -way)):
                    if self.known(relation):
                        return value
        raise NoLeadingForm(f"the sign of {c}")

    def _owe_positive(self, c: Expr, why: str) -> None:
        self._owe(Gt(c, 0), why)

    def _owe_nonzero(self, c: Expr, why: str) -> None:
        self._owe(Ne(c, 0), why)

    def _owe(self, relation: Basic, why: str) -> None:
        if relation is sympy.false:
            raise NoLeadingForm(f"it is not known that {why}")
        if relation is not sympy.true:
            self.owed.setdefault(relation, why)


def power_whose_logarithm(c: Expr) -> Expr | None:
    """The product of u^k for c a sum of k log u with whole k, u positive where c is defined; None where it is none.

    >>> from sympy.abc import N
    >>> power_whose_logarithm(sympy.log(N - 1) - sympy.log(N))
    (N - 1)/N
    """
    product: Expr = Integer(1)
    for term in sympy.Add.make_args(sympy.expand_mul(c)):
        k, node = term.as_coeff_Mul()
        if not isinstance(node, sympy.log) or not k.is_Integer:
            return None
        product *= node.args[0] ** k
    return sympy.cancel(product)


def is_zero(c: Expr) -> bool:
    """Whether a constant vanishes by its normal form."""
    if c.is_Rational:
        return bool(c == 0)
    try:
        return vanishes(c)
    except NotAlgebraic:
        return False


def standing_for(generator: Generator) -> Monomial:
    """The monomial that a generator is: of a logarithm by its number, the next one has the exponent one."""
    return Monomial(((generator + 1, Integer(1)),)) if isinstance(generator, int) else generator
