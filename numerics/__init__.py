"""How numbers are obtained: certified spectral sums, fixed points, exact finite-size laws, simulation, statistics.

Every value comes as a :class:`~numerics.ball.Ball`, or with a stated error. Nothing here knows a symbol or a paper.
The certified sums are imported when they are used, so that the rest does without python-flint.
"""

from typing import TYPE_CHECKING, Any

from numerics.ball import Ball
from numerics.errors import InputError, NotAccurate
from numerics.exact import Exact, exact

if TYPE_CHECKING:
    from numerics.spectral_sums import degrees_of_freedom, df1, df2, spectral_sum

__all__ = [
    "Ball",
    "Exact",
    "InputError",
    "NotAccurate",
    "degrees_of_freedom",
    "df1",
    "df2",
    "exact",
    "spectral_sum",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from numerics import spectral_sums

    return getattr(spectral_sums, name)
