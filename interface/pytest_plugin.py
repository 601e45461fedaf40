"""A pytest plugin: derivation files are collected, and each of their claims is a test.

It is switched on by naming files, in the settings of pytest or on the command line::

    [tool.pytest.ini_options]
    lemmata_files = ["derivations/*.py"]

    pytest --lemmata-files 'derivations/*.py'

A claim passes when it holds, or when it is a refuted statement whose corrected claim holds. Evidence is kept in the
usual ledger, so that an unchanged claim costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from lemmata.verifier.outcome import Outcome


def pytest_addoption(parser: pytest.Parser) -> None:
    """The names of derivation files."""
    parser.addini("lemmata_files", "derivation files whose claims are tests (patterns below the root)", type="args")
    group = parser.getgroup("lemmata")
    group.addoption("--lemmata-files", action="append", default=[], help="derivation files whose claims are tests")
    group.addoption("--lemmata-effort", choices=["quick", "standard", "deep"], default="standard")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A file that was named; by a pattern, one that speaks of a paper, and no module beside it."""
    patterns = [*parent.config.getini("lemmata_files"), *parent.config.getoption("lemmata_files")]
    root = parent.config.rootpath
    found = [pattern for pattern in patterns if file_path.suffix == ".py" and file_path in root.glob(pattern)]
    exact = any(root / pattern == file_path for pattern in found)
    named = exact or (found and "paper" in file_path.read_text(encoding="utf-8", errors="replace").lower())
    return Derivation.from_parent(parent, path=file_path) if named else None


class Derivation(pytest.File):
    """A derivation file; it is judged once, when the first of its claims is looked at."""

    _outcome: Outcome | None = None

    def collect(self) -> Iterator[pytest.Item]:
        """One test a claim."""
        from lemmata.numerics.errors import InputError
        from lemmata.verifier.chapters import select

        try:
            claims = select([str(self.path)]).asked_claims
        except InputError as reason:
            raise self.CollectError(str(reason)) from None
        for claim in claims:
            yield ClaimTest.from_parent(self, name=claim.id.partition(":")[2], identifier=claim.id)

    def outcome(self) -> Outcome:
        """What was found about the claims of the file."""
        from lemmata.verifier.ledger import Ledger, default_path
        from lemmata.verifier.outcome import Settings
        from lemmata.verifier.run import run

        if self._outcome is None:
            settings = Settings(effort=self.config.getoption("lemmata_effort"))
            with Ledger(default_path()) as ledger:
                self._outcome = run([str(self.path)], ledger, settings)
        return self._outcome


class ClaimDoesNotHold(Exception):
    """The claim, where it stands, and why it does not hold."""


class ClaimTest(pytest.Item):
    """One claim as a test."""

    def __init__(self, *, identifier: str, **given: Any) -> None:
        super().__init__(**given)
        self.identifier = identifier

    def runtest(self) -> None:
        """The claim holds, or is a refuted statement whose corrected claim does."""
        from lemmata.interface.annotations import message

        assert isinstance(self.parent, Derivation)
        outcome = self.parent.outcome()
        claim = next(claim for claim in outcome.asked if claim.id == self.identifier)
        if not outcome.accounted_for(claim):
            raise ClaimDoesNotHold(message(claim, outcome))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """One line, as editors read it; a defect of ours in full."""
        known = isinstance(excinfo.value, ClaimDoesNotHold)
        return str(excinfo.value) if known else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the claim stands."""
        return self.path, None, self.identifier
