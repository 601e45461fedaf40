"""Draws of Hypothesis that depend on their seed alone (semantics: no verdict depends on what else was loaded).

Hypothesis mixes constants that it reads in the loaded modules outside site-packages, such as a user's own files, into
what it draws, and has no setting against that.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from hypothesis.internal.conjecture.providers import HypothesisProvider


def _none(*_args: Any, **_options: Any) -> None:
    """No constant: corners are the business of our own strategies."""


@contextmanager
def by_seed_alone() -> Iterator[None]:
    """Within it a test of Hypothesis draws the same points whatever modules are loaded."""
    with patch.object(HypothesisProvider, "_maybe_draw_constant", _none):
        yield
