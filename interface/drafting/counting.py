r"""Binomial coefficients and factorials in a formula: keys take their places, and what counts in them is known.

>>> letters = Letters()
>>> keyed = with_counts(letters.keyed(r"n! + \binom{n}{2}"), letters)
>>> [str(expression) for expression in letters.symbols.values()]
['n', 'binomial(n, 2)', 'factorial(n)']
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sympy import Basic, Expr, Product, Sum, Symbol, binomial, factorial

from lemmata.interface.drafting.letters import Letters, Unread
from lemmata.interface.drafting.macros import arguments
from lemmata.theory.reading import latex

COUNTING = (binomial, factorial)
"""Functions of whole numbers, which a draft imports."""
_ONE = r"QZ[A-Z]{4}|\d|[A-Za-z](?![A-Za-z])"
_BEFORE = re.compile(r"(?:QZ[A-Z]{4}|\d+|(?<![A-Za-z\\])[A-Za-z])$")
_OPENING = {")": "(", "]": "["}


def with_counts(keyed: str, letters: Letters) -> str:
    """The formula with a key for each binomial coefficient and factorial; what a sum binds may stand in one."""
    bound = {index: Symbol(index, integer=True) for index in re.findall(r"\\sum\s*_\s*\{\s*([A-Za-z])\s*=", keyed)}
    keyed = re.sub(rf"\\binom\s*({_ONE})\s*({_ONE})", r"\\binom{\1}{\2}", keyed)
    while (at := keyed.rfind(r"\binom")) >= 0:  # the innermost of several comes last
        (above, below), end = arguments(keyed, at + len(r"\binom"), 2)
        plain = [with_factorials(part, letters, bound) for part in (above, below)]
        parts = [latex.read(part, {**letters.symbols, **bound}, argument="formula") for part in plain]
        keyed = f"{keyed[:at]} {letters.stand_in(binomial(*parts))} {keyed[end:]}"
    return with_factorials(keyed, letters, bound)


def with_factorials(keyed: str, letters: Letters, bound: Mapping[str, Expr]) -> str:
    """The formula with a key for each factorial of a letter, a number, or what stands in brackets."""
    while (at := keyed.find("!")) >= 0:  # the innermost of several comes first
        if keyed[at + 1 :].lstrip()[:1] == "!":
            raise Unread("a double factorial")
        start = _start(keyed[:at].rstrip())
        if start is None or keyed[:start].rstrip()[-1:] == "^":
            raise Unread("a factorial, of which it is not said of what")
        of = latex.read(keyed[start:at], {**letters.symbols, **bound}, argument="formula")
        keyed = f"{keyed[:start]} {letters.stand_in(factorial(of))} {keyed[at + 1 :]}"
    return keyed


def _start(text: str) -> int | None:
    """Where the last factor of a text begins."""
    if text[-1:] not in _OPENING:
        found = _BEFORE.search(text)
        return found.start() if found else None
    opening, closing, depth = _OPENING[text[-1]], text[-1], 0
    for place in reversed(range(len(text))):
        depth += (text[place] == closing) - (text[place] == opening)
        if depth == 0:
            return place
    return None


def counted(side: Basic) -> frozenset[Symbol]:
    """The letters in the bounds of sums and products, in binomial coefficients and in factorials: whole numbers."""
    ends = [end for node in side.atoms(Sum, Product) for _, *bounds in node.limits for end in bounds]
    ends += [part for node in side.atoms(*COUNTING) for part in node.args]
    return frozenset(symbol for end in ends for symbol in end.free_symbols if isinstance(symbol, Symbol))
