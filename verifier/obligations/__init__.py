"""The engine that discharges what steps owe: signs on the domain, definedness, finiteness."""

from lemmata.verifier.obligations.discharge import discharge, judged

__all__ = ["discharge", "judged"]
