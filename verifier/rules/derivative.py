"""Derivative: the quotient rule on exact normal forms, under sums over eigenvalues, through roots, logarithms and coth.

SymPy's ``diff`` is not asked. For a root g = b^(1/q) the relation g^q = b gives g' = g b'/(q b).
"""

from __future__ import annotations

from flint import fmpq_mpoly
from sympy import Derivative, Expr, Integer, Symbol, coth, log

from lemmata.theory.spectra.eigensum import EigenSum, c2, s
from lemmata.verifier.engines.eigensum_form import NotPerEigenvalue, in_basis
from lemmata.verifier.engines.equations import equations, opened
from lemmata.verifier.engines.normal_form import Algebra, NotAlgebraic
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


def derivative(expression: Expr, symbol: Symbol) -> Expr:
    """D expression / d symbol for rational functions, roots and sums over eigenvalues.

    Raises:
        NotAlgebraic: when another function of ``symbol`` occurs.

    >>> from sympy import sqrt
    >>> from sympy.abc import x
    >>> derivative(sqrt(x**2 + 1), x).subs(x, 0)
    0
    """
    field = Algebra([expression])
    quotient = field.quotient(expression)
    top, bottom = (field.expression(part) for part in (quotient.numerator, quotient.denominator))
    top_slope = _total(field, quotient.numerator, symbol)
    bottom_slope = _total(field, quotient.denominator, symbol)
    return (top_slope * bottom - top * bottom_slope) / bottom**2


def _total(field: Algebra, polynomial: fmpq_mpoly, symbol: Symbol) -> Expr:
    """The chain rule over the generators of a polynomial."""
    roots = {generator: (order, base) for generator, order, base in field.relations()}
    total: Expr = Integer(0)
    for index, generator in enumerate(field.generators):
        if symbol not in generator.free_symbols:
            continue
        partial = field.expression(polynomial.derivative(index))
        if generator == symbol:
            inner: Expr = Integer(1)
        elif generator in roots:
            order, base = roots[generator]
            inner = generator * derivative(base, symbol) / (order * base)
        elif isinstance(generator, log):
            inner = derivative(generator.args[0], symbol) / generator.args[0]
        elif isinstance(generator, coth):
            inner = (1 - generator**2) * derivative(generator.args[0], symbol)
        elif isinstance(generator, EigenSum) and symbol not in (s, c2):
            inner = EigenSum(derivative(generator.summand, symbol))
        else:
            raise NotAlgebraic(f"no derivative of {generator} with respect to {symbol}")
        total += partial * inner
    return total


class DerivativeRule(Rule):
    """``before`` contains derivatives (``Derivative(f, x)``); ``after`` is the expression with them carried out."""

    name = "derivative"
    version = 3

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when carrying out the derivatives gives the other side, as a normal form."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "this rule proves equations only")
        try:
            before, after = (self.carried_out(side, context) for side in (step.before, step.after))
            return same_normal_form(in_basis(before), in_basis(after))
        except (NotAlgebraic, NotPerEigenvalue) as reason:
            return Finding(Verdict.UNDECIDED, str(reason))

    def carried_out(self, expression: Expr, context: Context) -> Expr:
        """Derivatives replaced by their values; equations of the assumptions are put in first, save that for x itself.

        (At x = 1 the derivative of x^2 is 2, not the derivative of 1.)
        """
        replacements = {}
        for node in expression.atoms(Derivative):
            (symbol, times), *further = node.variable_count
            if further or times != 1:
                raise NotAlgebraic(f"only first derivatives are carried out, not {node}")
            others = [relation for relation in context.assumptions if symbol not in equations([relation])]
            replacements[node] = derivative(opened(node.expr, others), symbol)
        return expression.xreplace(replacements)


differentiate = DerivativeRule()
