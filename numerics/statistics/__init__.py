"""Sequential statistics: what a stream of independent replicates says about its mean, at any time one looks.

>>> from numerics.statistics import decide
>>> import numpy as np
>>> rng = np.random.default_rng(0)
>>> decide((rng.normal(0.0, 1.0, 1000) for _ in range(1000)), alpha=1e-9, resolution=0.02).outcome
'consistent'
"""

from numerics.statistics.bounded import BoundedSequence
from numerics.statistics.decision import Decision, decide
from numerics.statistics.ladder import Ladder, judge_ladder
from numerics.statistics.moments import RunningMoments
from numerics.statistics.sequences import AsymptoticSequence, Interval, confidence_sequence, half_width, trusted

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
