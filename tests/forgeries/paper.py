"""Genuine claims to forge the certificates of."""

from sympy import Eq, Sum, Symbol

from lemmata.theory.notation import T, d, n, phi, sigma
from lemmata.theory.relations import Path, at_most, equal, tends
from lemmata.verifier.claim import Paper, at_most_by, by, calc, tends_by
from lemmata.verifier.rules import algebra, cited, given, inequality, limit, use

x = Symbol("x", positive=True)
y = Symbol("y", positive=True)
PAPER = Paper("genuine", "Claims to forge")

square = PAPER.claim("square", "A square", equal((x + 1) ** 2, x**2 + 2 * x + 1), witness={x: 1}, proof=algebra)
mean = PAPER.claim(
    "mean",
    "The geometric mean",
    at_most(x * y, (x**2 + y**2) / 2),
    witness={x: 1, y: 2},
    proof=inequality,
)
share = PAPER.claim(
    "share",
    "A share",
    at_most(d / (T - d - 1), d),
    where=[T >= d + 2],
    witness={d: 1, T: 3},
    proof=calc(d / (T - d - 1), at_most_by(inequality), d),
)
put_in = PAPER.claim(
    "put-in",
    "The square at another place",
    equal(2 * (y + 2) ** 2 + 1, 2 * (y + 1) ** 2 + 4 * y + 7),
    witness={y: 1},
    proof=calc(
        2 * (y + 2) ** 2 + 1,
        by(use(square, {x: y + 1})),
        2 * ((y + 1) ** 2 + 2 * (y + 1) + 1) + 1,
        by(algebra),
        2 * (y + 1) ** 2 + 4 * y + 7,
    ),
)
defined = PAPER.claim(
    "defined",
    "An equation put in",
    equal(phi * T, d),
    where=[Eq(phi, d / T)],
    witness={d: 1, T: 2, phi: "1/2"},
    proof=given,
)
tail = PAPER.claim(
    "tail",
    "A limit",
    tends(T / (T + d), 1, along=Path(T)),
    witness={T: 2, d: 1},
    proof=calc(T / (T + d), tends_by(limit), 1),
)
false = PAPER.claim("false", "A slip", equal(sigma**2 / (T - d), sigma**2 / (T - d - 1)), where=[T >= d + 2],
                    witness={d: 1, T: 3, sigma: 1})  # fmt: skip
seen = PAPER.claim("seen", "Seen only", equal(Sum(1, (n, 1, T)), T), witness={T: 2})
taken = PAPER.claim("taken", "Taken from elsewhere", equal((x + 2) ** 2, x**2 + 4 * x + 4), witness={x: 1},
                    proof=calc((x + 2) ** 2, by(cited("a friend")), x**2 + 4 * x + 4))  # fmt: skip
above = PAPER.claim("above", "On what was taken", equal((x + 2) ** 2 + 1, x**2 + 4 * x + 5), witness={x: 1},
                    proof=calc((x + 2) ** 2 + 1, by(use(taken)), x**2 + 4 * x + 5))  # fmt: skip
