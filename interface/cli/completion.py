"""What the shell completes: chapters, files, and the names of claims that the ledger knows."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem


def targets(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Chapters and claims that begin so, with files; a claim is found by its name alone, as everywhere."""
    from lemmata.verifier.listing import chapter_keys

    keys = [key for key in chapter_keys() if key.startswith(incomplete)]
    names = [name for name in _claims() if name.startswith(incomplete)] if incomplete and not keys else []
    found = [CompletionItem(name) for name in (*keys, *names)]
    return [*found, CompletionItem(incomplete, type="file")]


def _claims() -> list[str]:
    from lemmata.verifier.ledger import Ledger, default_path
    from lemmata.verifier.recollection import NotRecorded, recorded_selection, sources_key

    if not default_path().exists():
        return []
    with Ledger(default_path()) as ledger:
        try:
            selection = recorded_selection([], ledger, sources_key())
        except NotRecorded:
            return []
    return sorted({claim.id.partition(":")[2] for claim in selection.claims})
