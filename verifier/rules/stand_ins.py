"""What a letter of a claim may stand for: something of its kind, with its law, that nothing in the claim binds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sympy import Basic, Expr, Symbol

from lemmata.theory.notation import d, signal
from lemmata.theory.occurring import occurring
from lemmata.theory.quantities.regression import Sigma, w0
from lemmata.theory.quantities.resolvents import EIGENVALUE, PER_EIGENVALUE, WEIGHTS, eigenvalue_of
from lemmata.theory.random_matrices import (
    Expectation,
    ExpectedMatrix,
    Identity,
    Letter,
    MatrixExpression,
    WhiteNoise,
    identity,
    law_of,
)
from lemmata.theory.random_matrices.expressions import same_size
from lemmata.theory.spectra.eigensum import depends_on_spectrum
from lemmata.verifier.claim import Claim
from lemmata.verifier.engines.binders import bound_in
from lemmata.verifier.engines.identity_covariance import sigma_is_identity
from lemmata.verifier.engines.signs import semidefinite, transposed
from lemmata.verifier.step import Context

_ALSO = {"positive": ("semidefinite", "symmetric", "invertible"), "semidefinite": ("symmetric",)}
"""What a letter of a kind is besides."""


def _caught_by(said: tuple[Basic, ...], instance: Mapping[Any, Any]) -> str | None:
    """Which symbol of a value would be bound by a sum or derivative of the claim or its conditions, if any."""
    bound = frozenset[Symbol]().union(*map(bound_in, said))
    caught = bound & ({s for value in instance.values() for s in value.free_symbols} | set(instance))
    letters = caught - set(PER_EIGENVALUE)
    return f"{min(map(str, letters))} is bound in the claim" if letters else None


def _of_another_spectrum(said: tuple[Basic, ...], instance: Mapping[Any, Any]) -> str | None:
    """Which matrix would be put in for one to which a sum over eigenvalues, or the norm of w0, belongs, if any."""
    spectral = any(map(depends_on_spectrum, said))
    for letter, belongs in ((Sigma, spectral), (w0, spectral or any(signal in part.free_symbols for part in said))):
        if belongs and instance.get(letter, letter) != letter:
            return f"the spectrum that is spoken of is that of {letter}, and not of {instance[letter]}"
    return None


def other_laws(claim: Claim, instance: Mapping[Any, Any], context: Context) -> str | None:
    """Which letter of the claim is bound there, has a law there and another one here, or stands for another matrix.

    A covariance that the claim does not speak of is the one that the letter has here.
    """
    said = (claim.statement.lhs, claim.statement.rhs, *claim.where)
    if problem := _caught_by(said, instance) or _of_another_spectrum(said, instance):
        return problem
    letters = _letters(claim)
    values = dict(instance)
    taken: dict[Any, Letter] = {}
    if sigma_is_identity in context.assumptions:
        values.setdefault(Sigma, identity(d))
    for letter in letters:
        value = values.get(letter, letter)
        if letter in instance and not _of_shape(value, [size.xreplace(values) for size in letter.shape]):
            return f"{letter} is {' x '.join(map(str, letter.shape))}, and {value} is not"
        if isinstance(value, Letter) and not _is_of_kind(value, letter.kind):
            return f"{letter} is {letter.kind} and stands for {value}, which is not known to be"
        there = law_of(letter, claim.laws)
        if there is None:
            continue
        if value in taken:
            return f"{letter} and {taken[value]} are drawn independently in {claim.id}, and both stand for {value}"
        taken[value] = letter
        here = law_of(value, context.laws) if isinstance(value, Letter) else None
        if here is None or not _as_strong(here, there, values, letters):
            return f"{letter} has a law in {claim.id} that {value} does not have here"
    return None


def _of_shape(value: Any, shape: list[Expr]) -> bool:
    return isinstance(value, MatrixExpression) and all(map(same_size, value.shape, shape))


def _is_of_kind(value: Any, kind: str) -> bool:
    """Whether a matrix is of the kind of a letter; that it is invertible is owed besides."""
    if isinstance(value, Letter):
        return kind in ("general", value.kind, *_ALSO.get(value.kind, ()))
    if kind == "isometry":
        return isinstance(value, Identity)
    if kind == "symmetric":
        return bool(transposed(value) == value)
    return kind in ("general", "invertible") or semidefinite(value)


def other_kind(claim: Claim, instance: Mapping[Any, Any]) -> str | None:
    """Which letter stands for a matrix that is not known to be of its kind, if any."""
    found = (letter for letter in _letters(claim) if not _is_of_kind(instance.get(letter, letter), letter.kind))
    return next((f"{letter} is {letter.kind}, and its value is not known to be" for letter in found), None)


def two_of_no_template(claim: Claim, instance: Mapping[Any, Any]) -> str | None:
    """Which letters of one template stand for matrices of which neither is a function of Sigma, if any.

    A claim that holds both letters of a template is about matrices of which at most one is other than a function of
    the covariance: the mean between them is diagonal then, and no further term stands beside the equivalent.
    """
    standing = [instance.get(letter, letter) for letter in EIGENVALUE if letter in _letters(claim)]
    loose = [value for value in standing if value not in EIGENVALUE and not _of_the_covariance(value)]
    return f"{loose[0]} and {loose[1]} are no functions of {Sigma}, and {claim.id} allows one" if loose[1:] else None


def _of_the_covariance(value: Any) -> bool:
    try:
        return not eigenvalue_of(value).has(*WEIGHTS)
    except ValueError:
        return False


def made_random(claim: Claim, instance: Mapping[Any, Any], context: Context) -> str | None:
    """Which letter without a law in a claim about means, a constant there, stands for something random, if any."""
    if not any(side.has(Expectation, ExpectedMatrix) for side in (claim.statement.lhs, claim.statement.rhs)):
        return None
    for letter in _letters(claim):
        if law_of(letter, claim.laws) is None:
            drawn = instance.get(letter, letter).atoms(Letter)
            found = next((other for other in sorted(drawn, key=str) if law_of(other, context.laws) is not None), None)
            if found is not None:
                return f"{letter} is constant in {claim.id}, and {found} is random here"
    return None


def _letters(claim: Claim) -> list[Letter]:
    sides = (claim.statement.lhs, claim.statement.rhs)
    return sorted({letter for side in sides for letter in occurring(side, Letter)}, key=str)


def _as_strong(here: Any, there: Any, values: dict[Any, Any], spoken: list[Letter]) -> bool:
    """Whether what is known of a letter here is at least what the claim supposes; Gaussian noise is white."""
    kind = WhiteNoise if type(there) is WhiteNoise else type(there)
    if not isinstance(here, kind):
        return False
    for name in (field.name for field in fields(there) if field.name != "letter"):
        wanted, found = getattr(there, name), getattr(here, name)
        if isinstance(wanted, Letter) and wanted not in spoken and isinstance(found, (Letter, Identity)):
            wanted = values.setdefault(wanted, found)
        if wanted.xreplace(values) != found.xreplace(values):
            return False
    return True
