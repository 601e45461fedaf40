"""What is drawn depends on the seed, never on the modules that happen to be loaded."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st

from lemmata.verifier.seeded_draws import by_seed_alone

ODD_ONES = (700_123, 711_777, 722_891, 733_501)


def drawn(within: AbstractContextManager[None]) -> list[int]:
    points: list[int] = []

    @hypothesis.seed(3)
    @hypothesis.settings(
        max_examples=300, database=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck)
    )
    @hypothesis.given(st.integers(700_000, 10**9))
    def look(x: int) -> None:
        points.append(x)

    with within:
        look()
    return points


def load(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text(f"CONSTANTS = {ODD_ONES}\n")
    spec = spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setitem(sys.modules, path.stem, module)


def test_constants_of_a_users_file_are_not_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = drawn(by_seed_alone())
    load(tmp_path / "constants_of_a_user.py", monkeypatch)
    assert drawn(by_seed_alone()) == before
    # the danger is real, and Hypothesis is itself again afterwards
    assert set(drawn(nullcontext())) & set(ODD_ONES)
