"""Limits, equivalents and exponents looked for in finite dimensions: drawn settings, a short ladder, the rate.

What a chapter states with ``->`` or ``~``, or of an exponent or a leading constant, is registered by being stated
(:func:`registered`). For each, Hypothesis draws a :class:`~tests.limits.rates.setting.Setting` (spectrum, sizes,
ridge, noises, generations), both sides are evaluated along a ladder of sizes, and the rate decides
(:func:`examined`). A failure is shrunk by Hypothesis (:func:`searched`).

>>> from lemmata.theory.notation import T, T0, d
>>> from lemmata.theory.relations import Path, tends
>>> from lemmata.verifier.paper import Paper
>>> paper = Paper("one", "A paper")
>>> paper.claim("late", "Many samples", tends(d/(T0 - d - 1) + d/T, d/(T0 - d), Path(T)), where=[T0 >= d + 2],
...     witness={d: 1, T0: 3, T: 1}) and None
>>> found = searched(paper.claims["one:late"])
>>> found.verdict.value, found.setting["numbers"]
('refuted', {'d': '1', 'T0': '3'})
"""

from tests.limits.rates.search import Searched, examined, kind_of, planted, registered, searched

__all__ = ["Searched", "examined", "kind_of", "planted", "registered", "searched"]
