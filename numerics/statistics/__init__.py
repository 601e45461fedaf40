"""Sequential statistics: what a stream of independent replicates says about its mean, at any time one looks.

>>> from lemmata.numerics.statistics import decide
>>> import numpy as np
>>> rng = np.random.default_rng(0)
>>> decide((rng.normal(0.0, 1.0, 1000) for _ in range(1000)), alpha=1e-9, resolution=0.02).outcome
'consistent'
"""

from lemmata.numerics.statistics.bounded import BoundedSequence
from lemmata.numerics.statistics.decision import Decision, decide
from lemmata.numerics.statistics.moments import RunningMoments
from lemmata.numerics.statistics.rate_of_approach import Ladder, judge_ladder
from lemmata.numerics.statistics.sequences import AsymptoticSequence, Interval, confidence_sequence, half_width, trusted

__all__ = [
    "AsymptoticSequence",
    "BoundedSequence",
    "Decision",
    "Interval",
    "Ladder",
    "RunningMoments",
    "confidence_sequence",
    "decide",
    "half_width",
    "judge_ladder",
    "trusted",
]
