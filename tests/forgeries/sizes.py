"""Terms that vanish at small sizes only, and not at all others: what a forger adds to one side of an identity."""

from __future__ import annotations

from typing import Any

Term = Any
T, D = ["s", "T"], ["s", "d"]
SIGMA = ["Letter", ["'", "Sigma"], D, D, ["'", "positive"]]
OTHER = ["Letter", ["'", "M"], D, D, ["'", "general"]]
X = ["Letter", ["'", "X"], T, D, ["'", "general"]]


def vanishing(size: Term, *values: Term) -> Term:
    """The product of the differences of a size and some values."""
    return ["*", *(["+", size, ["*", "-1", value]] for value in values)]


def trace(*factors: Term) -> Term:
    """The trace of a product."""
    return ["Trace", ["Times", *factors] if len(factors) > 1 else factors[0]]


def fourth(one: Term, two: Term, three: Term, four: Term) -> Term:
    """The fourth elementary symmetric function by power sums (Newton): zero for fewer than four eigenvalues."""
    terms = [["^", one, "4"], ["*", "-6", ["^", one, "2"], two], ["*", "3", ["^", two, "2"]], ["*", "8", one, three]]
    return ["+", *terms, ["*", "-6", four]]


def second(matrix: Term) -> Term:
    """(tr M)^2 - tr M^2 - 2 tr M / tr M^-1: zero for two rows and columns."""
    inverse = ["*", "-2", trace(matrix), ["^", trace(["Inverse", matrix]), "-1"]]
    return ["+", ["^", trace(matrix), "2"], ["*", "-1", trace(matrix, matrix)], inverse]


def hall(matrix: Term, other: Term) -> Term:
    """tr of [A, B]^2 C (A - C) less the other order (Hall): [A, B]^2 is a number for two rows and columns."""
    A, B, C = matrix, other, ["Transpose", other]
    square = []
    for sign, words in ((1, (A, B, A, B)), (-1, (A, B, B, A)), (-1, (B, A, A, B)), (1, (B, A, B, A))):
        for more, rest in ((1, (C, A, C)), (-1, (A, C, C))):
            first = trace(*words, *rest)
            square.append(["*", str(sign * more), first])
    return ["+", *square]


SMALL: dict[str, Term] = {
    **{f"T from 1 to {n}": vanishing(T, *map(str, range(1, n + 1))) for n in (3, 5, 8, 12, 18, 40)},
    **{f"T from 3 to {n}": vanishing(T, *map(str, range(3, n + 1))) for n in (5, 8, 11)},
    **{f"d from 1 to {n}": vanishing(D, *map(str, range(1, n + 1))) for n in (1, 2, 3, 4, 6, 9, 18)},
    "T by d": vanishing(T, *(["+", D, str(k)] for k in range(-3, 8))),
    "d by T": vanishing(D, *(["+", T, str(k)] for k in range(-6, 3))),
    "T = 2d": vanishing(T, *(["*", str(k), D] for k in range(1, 9))),
    "T and d": ["*", vanishing(T, "1", "2", "3", "4", "5"), vanishing(D, "1", "2", "3")],
    "below a fraction line": ["*", vanishing(T, "1", "2", "3", "4", "5", "6"), ["^", ["+", D, "1"], "-9"]],
    "traces of Sigma": fourth(*(trace(*[SIGMA] * k) for k in range(1, 5))),
    "traces of X'X": fourth(*(trace(*[["Transpose", X], X] * k) for k in range(1, 5))),
    "eigenvalues": fourth(*(["EigenSum", ["^", ["s", "s"], str(k)]] for k in range(1, 5))),
    "an inverse": second(SIGMA),
    "the square of a commutator": hall(SIGMA, OTHER),
    "the number of rows": vanishing(trace(["Identity", D]), "1", "2", "3", "4", "5", "6", "7", "8"),
}  # fmt: skip
