"""From a LaTeX source to a derivation file to start from."""

from lemmata.interface.drafting.draft import Draft, draft
from lemmata.interface.drafting.source import read_source

__all__ = ["Draft", "draft", "read_source"]
