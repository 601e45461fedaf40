r"""Which estimator of the risk to draw from.

All of them have the same mean; they differ in what is integrated and so in cost and spread:

* *naive* draws everything (``integrate="nothing"``);
* *conditional* draws the designs only, or signs besides (:mod:`~lemmata.numerics.simulation.conditional`), and serves
  all;
* *isotropic* draws spectra only (:mod:`~lemmata.numerics.simulation.isotropic`);
* *resolvent* draws one Wishart matrix (:mod:`~lemmata.numerics.simulation.resolvent`), with control variates where many
  replicates are needed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Protocol

import numpy as np

from lemmata.numerics.errors import InputError
from lemmata.numerics.simulation import isotropic, resolvent
from lemmata.numerics.simulation.conditional import Conditional
from lemmata.numerics.simulation.naive import naive_risks
from lemmata.numerics.simulation.setting import Array, Setting

Integrate = Literal["all", "noise", "nothing"]
"""What is integrated in closed form: all that can be, the noises and the truth given the designs, or nothing."""

MANY = 200
"""Replicates beyond which control variates pay for their pilot run."""


class Estimator(Protocol):
    """A source of independent replicates."""

    @property
    def setting(self) -> Setting:
        """What it estimates the risk of."""

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        """``size`` rows: (bias, variance, collapse), or the squared error alone. The risk is the mean row sum."""


@dataclass(frozen=True)
class Naive:
    """Draws the squared error."""

    setting: Setting

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        """``size`` rows with the squared error."""
        return naive_risks(self.setting, rng, size)[:, None]


def choose(setting: Setting, integrate: Integrate, relative_error: float, rng: np.random.Generator) -> Estimator:
    """The cheapest estimator that integrates as much as is allowed; ``rng`` serves a pilot run.

    Raises:
        InputError: for an unknown ``integrate``.
    """
    if integrate not in ("all", "noise", "nothing"):
        raise InputError("integrate", integrate, "all, noise or nothing")
    if integrate == "nothing" or setting.rows is not None:  # what is integrated rests on the symmetry of the inputs
        return Naive(setting)
    setting = replace(setting, closed_forms=integrate == "all")
    if isotropic.applies(setting):
        return isotropic.Isotropic(setting)
    if resolvent.applies(setting):
        # The risk given W fluctuates by about 1.5/sqrt(d T) of itself (observed for power-law spectra).
        expected = 4.0 * 1.5**2 / (setting.d * setting.T * relative_error**2)
        return resolvent.controlled_resolvent(setting, rng) if expected > MANY else resolvent.Resolvent(setting)
    return Conditional(setting)


def batch_size(estimator: Estimator) -> int:
    """Enough replicates that bookkeeping is cheap, few enough that a run can stop within a second."""
    if isinstance(estimator, isotropic.Isotropic):
        return 1000
    setting = estimator.setting
    work = sum(rows * setting.d * min(rows, setting.d) for rows in (setting.T, *setting.T0))
    return int(np.clip(5e8 / work, 2, 500))
