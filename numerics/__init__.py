"""How numbers are obtained: certified spectral sums, fixed points, exact finite-size laws, simulation, statistics.

Every value comes as a :class:`~numerics.ball.Ball`, or with a stated error. Nothing here knows a symbol or a paper.
"""

from numerics.ball import Ball
from numerics.errors import InputError
from numerics.exact import Exact, exact
from numerics.spectral_sums import degrees_of_freedom, df1, df2, spectral_sum

__all__ = ["Ball", "Exact", "InputError", "degrees_of_freedom", "df1", "df2", "exact", "spectral_sum"]
