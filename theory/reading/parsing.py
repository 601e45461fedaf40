r"""From text to an expression, by an allow-list.

A formula that a user types is read by Python's grammar into a syntax tree, and the tree is translated node by node:
numbers, known names, ``+ - * / ^``, relations, and the functions in :data:`FUNCTIONS`; where an eigenvalue ``s`` is
among the names, so is ``EigenSum(f)``, the sum of f over eigenvalues. Whatever is not on the list is
refused by name. Nothing is ever evaluated as code, decimals are read as the rationals they denote, and size, depth
and the size of powers are bounded before any arithmetic is done. A number that is not rational is enclosed in a ball
before SymPy sees it in a comparison, since SymPy would evaluate ``exp(exp(exp(9)))`` without bound.

>>> parse("0.1*T^(5/2)")
T**(5/2)/10
>>> parse("().__class__")  # doctest: +ELLIPSIS
Traceback (most recent call last):
    ...
lemmata.numerics.errors.InputError: formula = ().__class__: must be made of numbers, letters, ...
"""

from __future__ import annotations

import ast
import difflib
import re
import warnings
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import sympy
from sympy import Expr, Rational, Symbol
from sympy.core.function import AppliedUndef

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import instead_of_float, whole
from lemmata.theory.notation import FORMULA_NAMES
from lemmata.theory.spectra.eigensum import EigenSum

LONGEST = 2_000
DEEPEST = 60
LARGEST_EXPONENT = 1_000
LARGEST_NUMBER_BITS = 10_000
LARGEST_ROOT_BITS = 1_000
LONGEST_SUM = 1_000


def _harmonic(order: Expr) -> Expr:
    """1 + 1/2 + ... + 1/n = digamma(n + 1) + EulerGamma."""
    return sympy.digamma(order + 1) + sympy.EulerGamma


def _factorial(order: Expr) -> Expr:
    return sympy.gamma(order + 1)


def _binomial(above: Expr, below: Expr) -> Expr:
    """A polynomial where ``below`` is a number, n!/(m! (n - m)!) by gamma functions elsewhere."""
    if below.is_Integer and 0 <= below <= LARGEST_EXPONENT:
        return sympy.Mul(*(above - j for j in range(int(below)))) / sympy.factorial(below)
    return sympy.gamma(above + 1) / (sympy.gamma(below + 1) * sympy.gamma(above - below + 1))


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "sqrt": sympy.sqrt,
    "exp": sympy.exp,
    "log": sympy.log,
    "sin": sympy.sin,
    "cos": sympy.cos,
    "tan": sympy.tan,
    "atan": sympy.atan,
    "floor": sympy.floor,
    "ceiling": sympy.ceiling,
    "sinh": sympy.sinh,
    "cosh": sympy.cosh,
    "tanh": sympy.tanh,
    "zeta": sympy.zeta,
    "gamma": sympy.gamma,
    "factorial": _factorial,
    "binomial": _binomial,
    "harmonic": _harmonic,
    "Abs": sympy.Abs,
    "abs": sympy.Abs,
    "Max": sympy.Max,
    "Min": sympy.Min,
    "max": sympy.Max,
    "min": sympy.Min,
}
_ARGUMENTS = {"binomial": 2}
_OF_MANY = {"Max", "Min", "max", "min"}
_COMPUTED = {"gamma", "zeta", "harmonic", "factorial", "binomial"}
"""SymPy computes their values at integers in full: (10^9)! without end."""
_EXPONENTIAL = {"exp", "sinh", "cosh", "tanh"}
CONSTANTS: Mapping[str, Expr] = {"oo": sympy.oo, "pi": sympy.pi}
_RELATIONS: Mapping[type, Callable[..., Any]] = {
    ast.Eq: sympy.Eq,
    ast.NotEq: sympy.Ne,
    ast.Lt: sympy.Lt,
    ast.LtE: sympy.Le,
    ast.Gt: sympy.Gt,
    ast.GtE: sympy.Ge,
}
_SINGLE_EQUALS = re.compile(r"(?<![<>=!])=(?!=)")


def parse(
    text: str,
    names: Mapping[str, Expr] = FORMULA_NAMES,
    *,
    argument: str = "formula",
    functions: Mapping[str, Callable[..., Any]] = FUNCTIONS,
) -> Expr:
    """Read an expression over the given names.

    Args:
        text: the formula; ``^`` and ``**`` both mean power.
        names: the symbols that may occur.
        argument: what to call the text in an error.
        functions: the functions that may occur.

    Raises:
        InputError: naming what is not allowed, or the bound that is exceeded.

    >>> parse("sigma^2*d/(T-d-1)")
    d*sigma**2/(T - d - 1)
    """
    return _Reader(text, names, argument, functions).read(relation=False)


def parse_relation(text: str, names: Mapping[str, Expr] = FORMULA_NAMES, *, argument: str = "condition") -> Any:
    """Read one relation, such as ``T >= d + 2``, ``ridge == 0`` or ``0 < phi < 1``.

    Args:
        text: the relation; ``=`` and ``==`` both mean equality.
        names: the symbols that may occur.
        argument: what to call the text in an error.

    Raises:
        InputError: naming what is not allowed, or the bound that is exceeded.

    >>> parse_relation("T0 >= d + 2")
    T0 >= d + 2
    """
    return _Reader(text, names, argument).read(relation=True)


def number(value: object, argument: str = "value") -> Expr:
    """Read an exact real number: an integer, a fraction, a numeral, an expression in numbers, or a SymPy number.

    >>> number("0.1"), number("sqrt(2)/2")
    (1/10, sqrt(2)/2)
    """
    words = "an exact number: 3, 3/2, 0.1, sqrt(2)"
    if isinstance(value, (bool, float)):
        raise InputError(argument, value, instead_of_float(value) or words)
    if isinstance(value, (int, Fraction)):
        return Rational(value)
    if not isinstance(value, (str, Expr)) and (integer := whole(value)) is not None:
        return Rational(integer)
    if isinstance(value, str):
        value = parse(value, {}, argument=argument)
    if isinstance(value, Expr) and _is_number(value) and not value.has(sympy.Float) and value.is_extended_real:
        return value
    raise InputError(argument, value, instead_of_float(value) or words)


class _Reader:
    """One pass over the syntax tree of one formula."""

    def __init__(
        self,
        text: str,
        names: Mapping[str, Expr],
        argument: str,
        functions: Mapping[str, Callable[..., Any]] = FUNCTIONS,
    ) -> None:
        self.text, self.names, self.argument, self.functions = text, names, argument, functions
        self.source = text
        self.inside_sum = False

    def refuse(self, domain: str) -> InputError:
        return InputError(self.argument, self.text, domain)

    def example(self, relation: bool) -> str:
        """What is to be typed, with letters that are known here."""
        if not relation:
            return f"a formula such as {'sigma^2*d/(T-d-1)' if 'sigma' in self.names else '3*T^(5/2)'}"
        return f"a relation such as {'T >= d + 2' if 'd' in self.names else 'ell >= 1/2'}"

    def read(self, *, relation: bool) -> Any:
        if len(self.text) > LONGEST:
            raise self.refuse(f"at most {LONGEST} characters")
        if not self.text.isascii():
            raise InputError(self.argument, ascii(self.text), "written in ASCII (sigma, not its Greek letter)")
        source = self.text.replace("^", "**").strip()
        if relation:
            source = _SINGLE_EQUALS.sub("==", source)
        self.source = source
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")  # "1(2)" is a warning of Python's and a mistake here
                tree = ast.parse(source, mode="eval").body
        except SyntaxError as error:
            raise self.refuse(f"{self.example(relation)}{_stopped(source, error)}") from None
        except (ValueError, RecursionError, MemoryError, Warning):
            raise self.refuse(self.example(relation)) from None
        if isinstance(tree, ast.Compare) != relation:
            raise self.refuse(self.example(relation) if relation else "an expression, not a relation")
        try:
            return self.relation(tree) if isinstance(tree, ast.Compare) else self.translate(tree, DEEPEST)
        except InputError:
            raise
        except (ArithmeticError, TypeError, ValueError, RecursionError, NotImplementedError):
            raise self.refuse("a formula in real numbers") from None

    def relation(self, node: ast.Compare) -> Any:
        """One relation, or the conjunction that a chain such as ``0 < phi < 1`` means."""
        sides = [self.translate(side, DEEPEST) for side in (node.left, *node.comparators)]
        parts = []
        for op, left, right in zip(node.ops, sides, sides[1:], strict=False):
            if type(op) not in _RELATIONS:
                raise self.refuse(f"free of {type(op).__name__}")
            parts.append(_RELATIONS[type(op)](left, right))
        return sympy.And(*parts)

    def translate(self, node: ast.expr, depth: int) -> Any:
        if depth == 0:
            raise self.refuse(f"nested at most {DEEPEST} deep")
        return self.checked(self.node(node, depth))

    def checked(self, value: Expr) -> Expr:
        """The value of one node, unless it is no real number of reasonable size."""
        if value in (sympy.nan, sympy.zoo):
            raise self.refuse("free of division by zero")
        if value.is_Rational:
            if max(_integer_bits(value)) > LARGEST_NUMBER_BITS:
                raise self.refuse("free of numbers with thousands of digits")
            return value
        if value.is_infinite or not _is_number(value):
            return value
        from lemmata.theory.values.enclosure import NoEnclosure, enclose  # rational numbers do without balls

        try:
            ball = enclose(value, digits=5)
        except NoEnclosure:
            raise self.refuse("free of numbers without a real value, or too large to compare") from None
        if ball.mantissa and abs(ball.exponent + ball.mantissa.bit_length()) > LARGEST_NUMBER_BITS:
            raise self.refuse("free of numbers too large or too small to compare")
        return value

    def node(self, node: ast.expr, depth: int) -> Any:
        match node:
            case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
                return self.numeral(node)
            case ast.Name(id=name):
                return self.name(name)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self.translate(operand, depth - 1)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.translate(operand, depth - 1)
            case ast.BinOp():
                return self.operation(node, depth)
            case ast.Call(func=ast.Name(id="Sum"), args=[_, ast.Tuple()], keywords=[]):
                return self.sum(node, depth)
            case ast.Call(func=ast.Name(id="EigenSum"), args=[summand], keywords=[]) if "s" in self.names:
                return EigenSum(self.translate(summand, depth - 1))
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in self.functions and args:
                return self.call(name, args, depth)
        shown = ast.get_source_segment(self.source, node) or ""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in self.names:
            raise self.refuse(f"written with * between factors ({shown[:40]!r})")
        raise self.refuse(f"made of numbers, letters, + - * / ^ and {', '.join(FUNCTIONS)} (not {shown[:40]!r})")

    def numeral(self, node: ast.Constant) -> Expr:
        """The rational that was typed, from the text itself: the parsed float has already lost it."""
        written = ast.get_source_segment(self.source, node) or ""
        if not re.fullmatch(r"(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", written):
            plain = ", without _ between digits" * ("_" in written)
            raise self.refuse(f"written with decimal numbers{plain} ({written[:20]!r})")
        return Rational(Fraction(written))

    def name(self, name: str) -> Expr:
        found = self.names.get(name, CONSTANTS.get(name))
        if found is None:
            close = difflib.get_close_matches(name, self.names, n=1, cutoff=0.6)
            meant = f"; did you mean {close[0]}" if close else ""
            raise self.refuse(f"written with the names {', '.join(self.names) or 'of numbers only'} ({name!r}{meant})")
        return found

    def operation(self, node: ast.BinOp, depth: int) -> Expr:
        left, right = self.translate(node.left, depth - 1), self.translate(node.right, depth - 1)
        match node.op:
            case ast.Add():
                return left + right
            case ast.Sub():
                return left - right
            case ast.Mult():
                return left * right
            case ast.Div():
                return left / right
            case ast.Pow():
                return self.power(left, right)
        raise self.refuse(f"free of {type(node.op).__name__}")

    def power(self, base: Expr, exponent: Expr) -> Expr:
        """Bounded powers only: 9^9^9 is refused before it is computed."""
        if exponent.is_Rational:
            if abs(exponent) > LARGEST_EXPONENT:
                raise self.refuse(f"free of exponents beyond {LARGEST_EXPONENT}")
            size = max((bits for number in base.atoms(sympy.Rational) for bits in _integer_bits(number)), default=0)
            self.bounded(size, exponent)
        elif _is_huge(exponent):
            raise self.refuse(f"free of exponents beyond {LARGEST_EXPONENT}")
        result = base**exponent
        if isinstance(result, sympy.Pow) and result.exp.is_Rational and abs(result.exp) > LARGEST_EXPONENT:
            raise self.refuse(f"free of exponents beyond {LARGEST_EXPONENT}")
        return result

    def bounded(self, size: int, exponent: Expr) -> None:
        """Powers with thousands of digits are not computed, nor are roots of large numbers searched for squares."""
        if size * abs(exponent) > LARGEST_NUMBER_BITS:
            raise self.refuse("free of powers with thousands of digits")
        if not exponent.is_Integer and size > LARGEST_ROOT_BITS:
            raise self.refuse("free of roots of numbers with hundreds of digits")

    def call(self, name: str, args: list[ast.expr], depth: int) -> Expr:
        if name in FUNCTIONS and name not in _OF_MANY and len(args) != _ARGUMENTS.get(name, 1):
            raise self.refuse(f"a formula where {name} has {('one argument', 'two arguments')[name in _ARGUMENTS]}")
        values = [self.translate(arg, depth - 1) for arg in args]
        if name == "sqrt":
            return self.power(values[0], Rational(1, 2))
        if name in _EXPONENTIAL and _is_huge(values[0]):
            raise self.refuse(f"free of exponents beyond {LARGEST_EXPONENT}")
        if name in _COMPUTED and any(map(_is_huge, values)):
            raise self.refuse(f"free of {name} of numbers beyond {LARGEST_EXPONENT}")
        return self.functions[name](*values)

    def sum(self, node: ast.Call, depth: int) -> Expr:
        """``Sum(term, (j, first, last))`` over a named index."""
        bounds = node.args[1]
        assert isinstance(bounds, ast.Tuple)
        match bounds.elts:
            case [ast.Name(id=index), first, last] if index not in {*self.names, *CONSTANTS, *FUNCTIONS}:
                if self.inside_sum:  # n sums of n terms each: the cost of one value must stay in hand
                    raise self.refuse("free of sums inside sums")
                low, high = self.translate(first, depth - 1), self.translate(last, depth - 1)
                if (high - low).is_Rational and high - low > LONGEST_SUM:
                    raise self.refuse(f"free of sums with more than {LONGEST_SUM} terms")
                outer = self.names
                symbol = Symbol(index, integer=True)
                self.names, self.inside_sum = {**outer, index: symbol}, True
                term = self.translate(node.args[0], depth - 1)
                self.names, self.inside_sum = outer, False
                return sympy.Sum(term, (symbol, low, high))
        raise self.refuse("a formula with sums like Sum(1/j^2, (j, 1, n))")


def _stopped(source: str, error: SyntaxError) -> str:
    """Where reading stopped, on the same line."""
    place = (error.offset or 0) - 1
    if not 0 <= place <= len(source):
        return ""
    rest = source[place : place + 20].replace("**", "^")
    return f"; reading stopped at character {len(source[:place].replace('**', '^')) + 1}, before {rest!r}"


def _integer_bits(number: Expr) -> tuple[int, int]:
    return int(number.p).bit_length(), int(number.q).bit_length()


def _is_number(value: Expr) -> bool:
    """Whether it is one number; a sum of numbers is one, too, which SymPy is kept from evaluating."""
    summed = value.has(sympy.Sum, sympy.Product, sympy.Integral) and not value.has(AppliedUndef)
    return value.is_number or (summed and not value.free_symbols)


def _is_huge(exponent: Expr) -> bool:
    """Whether SymPy might compute a power with it that fills the memory, even beside a symbol: 2^(10^99 - x)."""
    if any(abs(number) > LARGEST_EXPONENT for number in exponent.atoms(sympy.Rational)):
        return True
    if exponent.is_Rational or exponent.is_infinite or not _is_number(exponent):
        return False
    from lemmata.theory.values.enclosure import enclose

    return not enclose(exponent, digits=5).upper <= LARGEST_EXPONENT
