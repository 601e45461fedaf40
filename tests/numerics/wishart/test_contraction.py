"""Moments of Gaussian matrices against the chi-square law, older closed forms, and drawn matrices."""

from fractions import Fraction
from math import prod
from random import Random

import numpy as np
import pytest

from lemmata.numerics.wishart.contraction import COVARIANCE, PRECISION, mean
from lemmata.numerics.wishart.weingarten import neighbours, pairings, partitions, type_of, weingarten


@pytest.mark.parametrize("order", [1, 2, 3, 4, 5])
def test_the_gram_equations_hold_when_multiplied_out(order):
    """sum_q Wg(p, q) z^loops(q, r) = [p = r], for the pairing p of neighbours and one r of each type."""
    p, rows = neighbours(2 * order), [*pairings(2 * order)]
    typical = {type_of(p, r): r for r in rows}
    assert {*typical} == {*partitions(order)}
    for z in (Fraction(-23), Fraction(17, 3), Fraction(40)):
        table = {shape: value.at(z) for shape, value in weingarten(order).items()}
        for shape, r in typical.items():
            total = sum(table[type_of(p, q)] * z ** len(type_of(q, r)) for q in rows)
            assert total == (max(shape) == 1)


def test_the_weingarten_function_of_order_two():
    z = Fraction(11)
    table = {shape: value.at(z) for shape, value in weingarten(2).items()}
    assert table == {(1, 1): (z + 1) / (z * (z - 1) * (z + 2)), (2,): -1 / (z * (z - 1) * (z + 2))}
    assert partitions(6) == sorted(partitions(6), reverse=True)


def chi_square_moment(rows, power):
    """E chi^2_rows ^ power, for power > -rows/2."""
    up = prod((Fraction(rows + 2 * k) for k in range(max(power, 0))), start=Fraction(1))
    down = prod((Fraction(rows - 2 * k) for k in range(1, max(-power, 0) + 1)), start=Fraction(1))
    return up / down


@pytest.mark.parametrize("seed", range(40))
def test_in_dimension_one_every_word_is_a_moment_of_chi_square(seed):
    """With d = 1 and C = 1 every loop of columns is one, and so is any product of W and V up to its power."""
    random = Random(seed)
    tokens = [random.choice("WV") for _ in range(random.randint(1, 6))]
    cut = random.randint(1, len(tokens))
    traces = [[(token, (random.choice(("", "A")),)) for token in part] for part in (tokens[:cut], tokens[cut:]) if part]
    traces = [[(token, word if word != ("",) else ()) for token, word in trace] for trace in traces]
    found = mean(traces, {})
    rows = 25
    value = sum((part.at(Fraction(rows), Fraction(1)) for part in found.terms.values()), Fraction(0))
    assert value == chi_square_moment(rows, tokens.count("W") - tokens.count("V"))
    assert found.order <= tokens.count("V")


def loops_of(traces, rows, size):
    terms = mean(traces, {}).terms
    return {tuple(loop.word for loop in loops): c.at(Fraction(rows), Fraction(size)) for loops, c in terms.items()}


def test_second_moments_are_those_of_the_tables():
    """E W A W, E V A V and E tr(A V) V (Haff 1979; von Rosen 1988)."""
    C, P = COVARIANCE, PRECISION
    size, rows = 3, 9
    c2 = Fraction(1, (rows - size) * (rows - size - 1) * (rows - size - 3))
    c1 = (rows - size - 2) * c2
    assert loops_of([[("W", ("A",)), ("W", ("B",))]], rows, size) == {
        ((C, "A", C, "B"),): rows * (rows + 1),
        ((C, "A"), (C, "B")): rows,
    }
    assert loops_of([[("V", ("A",)), ("V", ("B",))]], rows, size) == {
        ((P, "A", P, "B"),): c1 + c2,
        ((P, "A"), (P, "B")): c2,
    }
    assert loops_of([[("V", ("A",))], [("V", ("B",))]], rows, size) == {
        ((P, "A", P, "B"),): 2 * c2,
        ((P, "A"), (P, "B")): c1,
    }


WORDS = {
    "V V V": [[("V", ("A",)), ("V", ("B",)), ("V", ())]],
    "W and V": [[("W", ("A",)), ("V", ("B",))]],
    "W V W V": [[("W", ("A",)), ("V", ("B",)), ("W", ()), ("V", ("A",))]],
    "two traces": [[("W", ("A",)), ("V", ("B",))], [("V", ("B",)), ("V", ())]],
    "hat matrices": [[("X", ()), ("V", ()), ("X'", ("K",)), ("X", ()), ("V", ()), ("X'", ("K",))]],
    "a design inside": [[("X", ("A",)), ("V", ("B",)), ("X'", ("K",))]],
    "two designs and an inverse": [[("X", ("A",)), ("X'", ("K",)), ("X", ("V'",)), ("X'", ())], [("V", ("A",))]],
    "four W": [[("W", ("A",)), ("W", ("B",))], [("W", ()), ("W", ("A",))]],
}


@pytest.mark.parametrize("name", WORDS)
def test_words_agree_with_drawn_matrices(name):
    """40 000 draws at d = 2, T = 16; within five standard errors."""
    size, rows, count = 2, 16, 40_000
    rng = np.random.default_rng(7)
    root = np.array([[1.0, 0.0], [0.4, 0.7]])
    C = root @ root.T
    K = rng.standard_normal((rows, rows))
    fixed = {"A": np.array([[1.0, 0.5], [-0.2, 0.8]]), "B": np.array([[0.3, -1.0], [1.0, 0.6]]), "K": K}
    fixed["V'"] = fixed["B"] @ fixed["A"]
    fixed |= {COVARIANCE: C, PRECISION: np.linalg.inv(C)}
    transposed = {"A": "At", "At": "A", "B": "Bt", "Bt": "B", "K": "Kt", "Kt": "K", "V'": "V't", "V't": "V'"}
    fixed |= {f"{key}t": fixed[key].T for key in ("A", "B", "K", "V'")}

    X = rng.standard_normal((count, rows, size)) @ root.T
    W = np.swapaxes(X, 1, 2) @ X
    drawn = {"X": X, "X'": np.swapaxes(X, 1, 2), "W": W, "V": np.linalg.inv(W)}
    samples = np.ones(count)
    for trace in WORDS[name]:
        whole = None
        for token, word in trace:
            for factor in (drawn[token], *(fixed[atom] for atom in word)):
                whole = factor if whole is None else whole @ factor
        samples = samples * np.trace(whole, axis1=1, axis2=2)

    expected = 0.0
    for loops, coefficient in mean(WORDS[name], transposed).terms.items():
        value = float(coefficient.at(Fraction(rows), Fraction(size)))
        for loop in loops:
            if loop.word:
                factors = [fixed[atom] for atom in loop.word]
                value *= np.trace(np.linalg.multi_dot(factors) if len(factors) > 1 else factors[0])
            else:
                value *= size if loop.room == "col" else rows
        expected += value
    assert abs(samples.mean() - expected) < 5 * samples.std() / count**0.5
