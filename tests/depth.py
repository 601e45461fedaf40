"""How much the tests look at: a sample that takes minutes, or with LEMMATA_DEEP=1 (``make deep``) everything."""

import os

DEEP = os.environ.get("LEMMATA_DEEP") == "1"


def often(plain, deep):
    """How many times, in a plain and in a deep run."""
    return deep if DEEP else plain


def some(cases, every=2):
    """In a plain run every second of the cases, of which neighbours are of one kind; in a deep one all."""
    return [*cases] if DEEP else [*cases][::every]
