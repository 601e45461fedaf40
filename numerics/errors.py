"""The errors: one that a user's input can raise, and one for accuracy that was not reached.

Every function that takes a value from outside checks it first and raises :class:`InputError`, whose message names
the argument, the value and the allowed domain in one line. The command line prints that line and exits with 2.
"""

from __future__ import annotations

_LONGEST = 1000
"""Letters of what an error says that are shown."""


class InputError(ValueError):
    """A value outside the domain of what was asked.

    Args:
        argument: the name of the argument, as its user wrote it.
        value: what was given.
        domain: what would have been allowed, in words.

    >>> raise InputError("beta", "1/2", "a rational number > 1 when d is infinite")
    Traceback (most recent call last):
        ...
    lemmata.numerics.errors.InputError: beta = 1/2: must be a rational number > 1 when d is infinite
    """

    def __init__(self, argument: str, value: object, domain: str) -> None:
        shown = str(value)
        shown = shown if len(shown) <= 120 else shown[:117] + "..."
        super().__init__(f"{argument} = {shown}: must be {domain}")
        self.argument = argument
        self.value = value
        self.domain = domain


def named(error: BaseException) -> str:
    """The kind of an error and what it says, which may be long, or fail itself.

    >>> named(KeyError("a")), len(named(ValueError("x" * 10**6)))
    ("KeyError: 'a'", 1000)
    """
    try:
        said = f"{type(error).__name__}: {error}"
    except BaseException:  # an error of the user's own
        said = type(error).__name__
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 3]}..."


class NotAccurate(ArithmeticError):
    """The accuracy asked for was not reached; nothing wider is returned in its place."""
