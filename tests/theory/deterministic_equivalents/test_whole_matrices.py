"""Matrices without a common eigenbasis: the equation in traces, against commuting cases and simulation."""

from dataclasses import replace

import numpy as np
import pytest
from sympy import Add, Mul, Symbol, symbols

from lemmata.numerics.errors import InputError
from lemmata.theory.deterministic_equivalents.algebras import NoSolution
from lemmata.theory.deterministic_equivalents.derivation import derived
from lemmata.theory.deterministic_equivalents.eigenvalues import letter_of
from lemmata.theory.deterministic_equivalents.whole_matrices import confirm
from lemmata.theory.models.rows import exact_rows
from lemmata.theory.notation import T, d, ridge
from lemmata.theory.quantities.regression import LAWS, R, S, Sigma, X, w0
from lemmata.theory.random_matrices import (
    E,
    GaussianNoise,
    GaussianRows,
    covariance,
    design,
    gram,
    identity,
    inv,
    matrix,
    norm2,
    tr,
)
from lemmata.theory.random_matrices.evaluation import evaluate_floats
from lemmata.theory.spectra.eigensum import c2, s

m = symbols("m", integer=True, positive=True)
Sigma2, Theta = covariance("Sigma2", d), covariance("Theta", d)
Y, F = design("Y", T, d), matrix("F", d, m)
I = identity(d)  # noqa: E741 - the identity
MORE = (*LAWS, GaussianRows(Y, Sigma2), GaussianNoise(F, 1 / m))
both = inv(S + gram(Y) / T + ridge * I)
CASES = {
    "two designs": tr(both * Sigma2 * both * Sigma) / d,
    "two designs, bias": norm2(both * (S * w0) - w0, Sigma2),
    "a matrix twice": tr(Theta * R * Theta * R) / d,
    "a matrix inside": tr(Sigma * inv(S + Theta + ridge * I)) / d,
    "features": tr(F * inv(F.T * S * F + ridge * identity(m)) * F.T * Theta * S * Theta) / d,
}
FOUND = {}


def of(name):
    if name not in FOUND:
        FOUND[name] = derived(E(CASES[name]), MORE, (ridge > 0,))
    return FOUND[name]


def turned(size, angle):
    """An orthogonal matrix that is far from the identity."""
    q, _ = np.linalg.qr(np.cos(angle * np.outer(np.arange(1, size + 1), np.arange(size) + 0.5)))
    return q


def matrices(size):
    x = (np.arange(1, size + 1) - 0.5) / size
    one, two = turned(size, 1.0), turned(size, 2.3)
    return {
        Sigma: np.diag(0.1 + 1.5 * x**2),
        Sigma2: one @ np.diag(1.1 - x) @ one.T,
        Theta: two @ np.diag(0.2 + x) @ two.T,
    }


def numbers(size):
    return {d: size, T: 3 * size // 2, m: 2 * size // 3, ridge: 0.1}


def given(whole, size):
    return {**{letter_of(x): value for x, value in whole.items()}, c2: [1 / size] * size}


def simulated(expression, size, draws, seed):
    rng, whole, n = np.random.default_rng(seed), matrices(size), numbers(size)
    roots = {letter: np.linalg.cholesky(value).T for letter, value in whole.items()}
    drawn = {
        X: rng.standard_normal((draws, n[T], size)) @ roots[Sigma],
        Y: rng.standard_normal((draws, n[T], size)) @ roots[Sigma2],
        F: rng.standard_normal((draws, size, n[m])) / np.sqrt(n[m]),
        w0: np.full((1, size, 1), size**-0.5),
        **{letter: value[None] for letter, value in whole.items()},
    }
    values = evaluate_floats(expression, drawn, n)
    return values.mean(), values.std() / np.sqrt(draws)


@pytest.mark.parametrize("name", CASES)
def test_simulation_agrees_to_the_next_order(name):
    """The gap of the equivalent is seen, and the corrected value closes it."""
    size = 16
    found = of(name)
    solution = found.at(numbers(size), given(matrices(size), size))
    mean, error = simulated(CASES[name], size, 4_000, 5)
    corrected = found.corrected(solution)
    assert abs(mean - corrected) < 5 * error + 0.2 * abs(mean - solution.value)


@pytest.mark.parametrize("name", CASES)
def test_matrices_that_do_commute_give_what_eigenvalues_give(name):
    size = 5
    diagonal = {x: np.diag(np.diag(value)) for x, value in matrices(size).items()}
    lists = {letter_of(x): list(np.diag(value)) for x, value in diagonal.items()}
    by_eigenvalue = derived(E(CASES[name]), MORE, (ridge > 0,), (Sigma, Sigma2, Theta))
    assert not by_eigenvalue.system.whole
    assert of(name).system.whole
    one = by_eigenvalue.at(numbers(size), {**lists, c2: [1 / size] * size})
    other = of(name).at(numbers(size), given(diagonal, size))
    assert other.value == pytest.approx(one.value, rel=1e-11)
    assert of(name).corrected(other) == pytest.approx(by_eigenvalue.corrected(one), rel=1e-9)


def test_another_basis_changes_nothing():
    size, turn = 5, turned(5, 0.7)
    whole = matrices(size)
    other = {x: turn @ value @ turn.T for x, value in whole.items()}
    values = [of("two designs").at(numbers(size), given(w, size)).value for w in (whole, other)]
    assert values[0] == pytest.approx(values[1], rel=1e-11)


def test_a_spike_is_a_whole_matrix():
    """inv(S + c u u') by the formula of Sherman and Morrison: two traces of R, the vector's and the whole."""
    size, u = 6, np.cos(np.arange(1, 7.0))
    whole = {**matrices(size), Theta: 2 * np.outer(u, u)}
    spiked = of("a matrix inside").at(numbers(size), given(whole, size))
    g = spiked.unknowns[Symbol("g0", real=True)]
    resolvent = np.diag(1 / (0.1 - g * np.diag(whole[Sigma])))
    moved = resolvent - 2 * np.outer(resolvent @ u, resolvent @ u) / (1 + 2 * u @ resolvent @ u)
    assert spiked.value == pytest.approx(np.trace(whole[Sigma] @ moved) / size, rel=1e-11)


def test_of_a_matrix_that_occurs_once_the_diagonal_counts():
    found = derived(E(tr(Theta * R)), MORE, (ridge > 0,))
    theta = matrices(5)[Theta]
    lists = {s: [1, 2, 3, 4, 5], letter_of(Theta): theta}
    values = [found.at(numbers(5), {**lists, letter_of(Theta): x}).value for x in (theta, np.diag(theta))]
    assert values[0] == values[1]
    said = derived(E(tr(Theta * R * Theta * R)), MORE, (ridge > 0,), (Sigma, Theta))
    with pytest.raises(NoSolution, match="not diagonal"):
        said.at(numbers(5), lists)


def test_what_is_no_matrix_is_refused():
    letter = {letter_of(x): value for x, value in matrices(4).items()}
    with pytest.raises(NoSolution, match="4 x 4, not 6 x 6"):
        of("a matrix inside").at(numbers(6), letter)
    with pytest.raises(NoSolution, match="no matrix is given for s_Theta"):
        of("a matrix inside").at(numbers(4), {s: [1, 2, 3, 4]})
    for text in ("1,2;3,4", "1,2;2", "1,2;2,1", "file:/none", ""):
        with pytest.raises(InputError):
            exact_rows(text, "theta", semidefinite=True)


def test_an_equation_that_is_written_wrongly_is_not_confirmed():
    """Two factors in another order are right where matrices commute; a coefficient may be off by little."""
    system = of("two designs").system
    confirm(system)
    terms = [(u, e, term) for u, e in system.summands.items() for term in Add.make_args(e)]
    unknown, summand, term = next(one for one in terms if len(one[2].args_cnc()[1]) > 3)
    scalars, (first, second, third, *rest) = term.args_cnc()
    for wrong in (summand - term + Mul(*scalars, first, third, second, *rest), summand + second / 10**9):
        with pytest.raises(NoSolution, match="not confirmed"):
            confirm(replace(system, summands={**system.summands, unknown: wrong}))
