"""Bounds in seconds are meant for work: a machine that is slower, or busy with other things, is given more."""

import time

_REFERENCE = 0.1
"""Seconds of processor time that the loop takes where the bounds were set."""


def within(seconds, bound):
    """Whether so much processor time is at most the bound, on a machine as fast as the one where it was set."""
    return seconds < bound or seconds < bound * _loop() / _REFERENCE


def _loop():
    """Seconds of processor time that a fixed loop takes now."""
    start, total = time.process_time(), 0
    for number in range(1_500_000):
        total += number & 7
    return time.process_time() - start
