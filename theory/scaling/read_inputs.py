"""Reading the inputs of a scaling problem: powers of T and conditions on exponents.

Texts go through the allow-list of :mod:`lemmata.theory.reading.parsing`; what may stand in an exponent is any name.

>>> read_power("3*T^(delta/2)", "d", {})
Monomial(exponent=delta/2, log_power=Fraction(0, 1), constant=3)
>>> [str(row) for row in read_condition("b >= delta + 1/2", {})]
['2*b >= 2*delta + 1']
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from math import gcd
from typing import Any

import sympy

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import instead_of_float
from lemmata.theory.reading.parsing import CONSTANTS, FUNCTIONS, parse, parse_relation
from lemmata.theory.scaling.forms import Form, symbol
from lemmata.theory.scaling.monomial import Monomial
from lemmata.theory.scaling.regions import Row

T = sympy.Symbol("T", positive=True)

_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*")


_FRACTION = re.compile(r"(?<![\w.])([A-Za-z]\w*)\s*(?:\^|\*\*)\s*(-?\s*\w+)\s*/\s*(\d+)(?![\w.^*(])")
_NUMBERS = ("nan", "inf", "infinity")
"""Words that programs write for numbers: they name no exponent."""


def fractions_raised(text: str) -> str:
    """A power as an author means it: what is typed ``T^-1/2`` is T^(-1/2); one half of T^-1 is ``(1/2)*T^-1``.

    >>> [fractions_raised(text) for text in ("T^-1/2", "3*T^ell/2", "T^2/4", "T^(3/2)", "T^2")]
    ['T^(-1/2)', '3*T^(ell/2)', 'T^2/4', 'T^(3/2)', 'T^2']
    """

    def raised(found: re.Match[str]) -> str:
        letter, above, below = found.groups()
        whole = above.lstrip("- ").isdecimal()
        reduced = not whole or (int(below) > 1 and gcd(int(above.replace(" ", "")), int(below)) == 1)
        return f"{letter}^({above}/{below})" if reduced else found[0]

    return _FRACTION.sub(raised, text)


def names_in(text: str) -> dict[str, Any]:
    """A symbol for every name in a text that is no function."""
    found = dict.fromkeys(_NAME.findall(text))
    letters = (name for name in found if name not in {*FUNCTIONS, *CONSTANTS, "Sum"} and name.lower() not in _NUMBERS)
    return {name: T if name == "T" else symbol(name) for name in letters}


def read_expression(text: object, argument: str, values: Mapping[str, Form]) -> Any:
    """An expression in T and exponents; ``values`` gives the names that are numbers."""
    if isinstance(text, (bool, float)):
        raise InputError(argument, text, instead_of_float(text) or "an exact number or a text such as T^(3/2)")
    shown = str(text)
    expr = parse(shown, names_in(shown), argument=argument)
    return expr.xreplace({symbol(name): value.to_sympy() for name, value in values.items()})


def read_form(text: object, argument: str, values: Mapping[str, Form]) -> Form:
    """An exponent: a number, a name, or an affine form such as ``2*delta - 1/3``."""
    expr = read_expression(text, argument, values)
    if expr.has(T):
        raise InputError(argument, text, "an exponent, without T")
    return Form.from_sympy(expr, argument)


def read_power(text: object, argument: str, values: Mapping[str, Form]) -> Monomial:
    """A power of T with an optional positive factor: ``T^delta``, ``3*T^(5/2)``, ``T^-s``, ``1``."""
    return as_power(read_expression(text, argument, values), text, argument)


def as_power(expr: Any, text: object, argument: str) -> Monomial:
    """A product as a power of T."""
    domain = "a power of T with a positive factor, such as T^delta, 3*T^(5/2) or T^-s"
    constant, exponent = sympy.Integer(1), Form.number(0)
    for factor in sympy.Mul.make_args(expr):
        base, power = factor.as_base_exp()
        if base == T:
            exponent = exponent + Form.from_sympy(power, argument)
        elif factor.is_number and factor.is_positive:
            constant = constant * factor
        else:
            raise InputError(argument, text, domain)
    return Monomial(exponent, constant=constant)


def read_close(expr: Any) -> tuple[int, Form] | None:
    """``T + T^h`` or ``T - T^h`` as (sign, h); None when the expression is something else."""
    if not (isinstance(expr, sympy.Add) and len(expr.args) == 2 and T in expr.args):
        return None
    rest = expr - T
    sign = -1 if rest.could_extract_minus_sign() else 1
    base, power = (sign * rest).as_base_exp()
    return (sign, Form.from_sympy(power, "d")) if base == T else None


def read_condition(text: str, values: Mapping[str, Form]) -> list[Row]:
    """A condition on exponents as rows; an equation gives two.

    Raises:
        InputError: when it is not a comparison of rational functions, or never holds.
    """
    relation = parse_relation(text, names_in(text), argument="where")
    if relation is sympy.true:
        return []
    if relation is sympy.false or isinstance(relation, sympy.Ne) or relation.has(T):
        raise InputError("where", text, "a condition on exponents that can hold, such as delta > 1")
    relation = relation.xreplace({symbol(name): value.to_sympy() for name, value in values.items()})
    if relation in (sympy.true, sympy.false):
        if relation == sympy.true:
            return []
        raise InputError("where", text, "a condition that holds for the given beta and r")
    form = (
        Form.from_sympy(relation.gts - relation.lts, "where")
        if not isinstance(relation, sympy.Eq)
        else (Form.from_sympy(relation.lhs - relation.rhs, "where"))
    )
    if isinstance(relation, sympy.Eq):
        return [Row(form), Row(-form)]
    return [Row(form, strict=isinstance(relation, (sympy.Gt, sympy.Lt)))]


def read_parameter(value: object, name: str, least: Fraction) -> Form:
    """``beta`` or ``r``: a rational number above ``least``, or the letter itself."""
    text = str(value).strip()
    if text == name:
        return Form.name(name)
    form = read_form(value, name, {})
    number = form.constant
    if number is None or number <= least:
        raise InputError(name, value, f"a rational number > {least}, or the letter {name}")
    return form
