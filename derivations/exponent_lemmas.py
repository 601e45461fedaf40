"""The lemmas that a derivation of exponents rests on, as claims that ``lemmata verify`` proves.

The calculus (:mod:`lemmata.theory.scaling`) uses the order of a spectral sum, the size of the renormalised ridge and
the gap 1 - df2/T. They are stated and proved in the chapter ``spectral_sums``, for all parameters; here each model is
given the ones that it needs. Not among them: the equations of a chain whose generators lose information, which are
assumed. The command line reads this table by name, as it reads the chapters.

>>> from lemmata.theory.scaling import derive_exponents
>>> lemmas_of(derive_exponents(2, "1/2", ell=1))[-2:]
['spectral_sums:limit-equation-below', 'spectral_sums:limit-equation-above']
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lemmata.theory.scaling.derive import Exponents
from lemmata.theory.scaling.renormalised import Side

CHAPTER = "spectral_sums"

_ORDER = (
    "sum-at-most-maximum",
    "sum-at-least-maximum",
    "maximum-at-the-knee",
    "rising-powers-above",
    "rising-powers-below",
    "falling-powers-above",
    "falling-powers-below",
    "harmonic-above",
    "harmonic-below",
    "convergent-powers-above",
    "convergent-powers-below",
)
_GAP = ("gap",)
_NEAR = ("interpolation-above", "interpolation-below")
_KAPPA: Mapping[Side, Sequence[str]] = {
    "above": ("proportional-equation-below", "proportional-equation-above", "many-dimensions-floor"),
    "below": ("finite-kappa-above-ridge", "few-dimensions"),
    "equal": (*_NEAR, "line-kappa-below", "line-kappa-above"),
    "close below": (*_NEAR, "close-below-floor", "close-below-ceiling"),
    "close above": (*_NEAR, "close-above-floor", "close-above-ceiling"),
}
_INFINITE = ("limit-equation-below", "limit-equation-above")


def lemmas_of(found: Exponents) -> list[str]:
    """The ids of the claims, in the order of their chapter's parts."""
    names = [*_ORDER, *_GAP]
    for case in found.cases:
        if case.risk.kappa is not None:
            names += _INFINITE if case.risk.d is None else _KAPPA[case.risk.kappa.side]
    return [f"{CHAPTER}:{name}" for name in dict.fromkeys(names)]
