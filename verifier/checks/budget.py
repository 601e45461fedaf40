"""The budget of false alarms of a whole run.

A true statement is refuted by chance with probability at most :data:`FALSE_ALARM` in a whole run. Each statistical
decision gets an equal share (union bound) of a run of at most :data:`DECISIONS` decisions.
"""

from __future__ import annotations

FALSE_ALARM = 1e-9
DECISIONS = 1000
ALPHA = FALSE_ALARM / DECISIONS
"""The probability with which one decision may err."""

RESOLUTION = {"quick": 5.0, "standard": 1.0, "deep": 0.1}
"""By effort: what the relative resolution that a check asks for is multiplied with."""
