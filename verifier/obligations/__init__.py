"""The engine that discharges what steps owe: signs on the domain, definedness, finiteness."""

from lemmata.verifier.obligations.discharge import discharge, discharged, judged

__all__ = ["discharge", "discharged", "judged"]
