"""Where a claim, or the step of it that failed, stands in its file: for editors, continuous integration and reports."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from lemmata.verifier.claim import Claim
from lemmata.verifier.evidence import Evidence


def file_of(claim: Claim) -> str:
    """The file that states a claim, as seen from the current folder; empty where it is not known."""
    if not claim.file:
        return ""
    found = Path(claim.file).resolve(), Path(claim.file).absolute()
    for path, here in zip(found, (Path.cwd().resolve(), Path.cwd()), strict=True):
        if path.is_relative_to(here):
            return str(path.relative_to(here))
    return str(found[0])


def place(claim: Claim, evidence: Sequence[Evidence] = ()) -> tuple[str, int]:
    """File and line: of the first step that does not hold, where its line is known, or else of the claim."""
    broken = next((item for item in evidence if item.part == "step" and not item.verdict.holds), None)
    line = None if broken is None else _line_of_step(claim.file, claim.line, broken.position)
    return file_of(claim), line or claim.line


@lru_cache(maxsize=256)
def _line_of_step(file: str, line: int, position: int) -> int | None:
    """The line of the reason of a step, where the proof is a list that is written out in the call at this line."""
    try:
        tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError, SyntaxError, RecursionError, MemoryError):
        return None
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.lineno == line]
    for call in calls:
        for keyword in call.keywords:
            if keyword.arg == "proof" and isinstance(keyword.value, ast.List):
                parts = keyword.value.elts[0::2]
                return parts[position - 1].lineno if position <= len(parts) else None
    return None
