"""How numbers are obtained: certified spectral sums, fixed points, exact finite-size laws, simulation, statistics.

Every value comes as a :class:`~lemmata.numerics.ball.Ball`, or with a stated error. Nothing here knows a symbol or a
paper. The certified sums are imported when they are used, so that the rest does without python-flint.
"""

from typing import TYPE_CHECKING

from lemmata.lazy import lazily
from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError, NotAccurate
from lemmata.numerics.exact import Exact, exact

if TYPE_CHECKING:
    from lemmata.numerics.sums.spectral_sums import degrees_of_freedom, df1, df2, spectral_sum

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


__getattr__, __dir__ = lazily(__name__, {"sums.spectral_sums": ("degrees_of_freedom", "df1", "df2", "spectral_sum")})
