"""Sequences and spectra made concrete: every occurrence alike, and nothing else touched."""

from sympy import Function, Sum, Symbol

from lemmata.theory.notation import d
from lemmata.theory.quantities.concrete import concrete, letters_of
from lemmata.theory.spectra.eigensum import EigenSum, c2, depends_on_spectrum, s

i = Symbol("i", integer=True, nonnegative=True)
size = Function("size", integer=True, positive=True)
other = Function("other", integer=True, positive=True)


def test_a_sequence_falls_and_rises_and_two_sequences_are_independent() -> None:
    first, more = letters_of(size)
    at = concrete(Sum(size(i), (i, 0, 2))).doit()
    assert at.subs({first: 3, more: 2}) == (3 + 2) + 3 + (3 + 2)
    assert not set(letters_of(size)) & set(letters_of(other))
    assert concrete(size(1) - other(1)) == first - letters_of(other)[0] != 0


def test_functions_that_count_nothing_stay_as_they_are() -> None:
    unknown = Function("f")(i) + Function("g", integer=True)(i) + Function("h", integer=True, positive=True)(i, i)
    assert concrete(unknown) == unknown


def test_a_concrete_spectrum_leaves_nothing_to_depend_on() -> None:
    statement = size(1) * EigenSum(s * c2) <= d
    assert depends_on_spectrum(concrete(statement))
    found = concrete(statement, ((2, 3), (1, 0)))
    assert not depends_on_spectrum(found)
    assert found == (6 * letters_of(size)[0] <= 2)
