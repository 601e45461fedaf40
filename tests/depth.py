"""How much the tests look at: a sample that takes minutes, or with LEMMATA_DEEP=1 (``make deep``) everything."""

import os

DEEP = os.environ.get("LEMMATA_DEEP") == "1"


def often(plain, deep):
    """How many times, in a plain and in a deep run."""
    return deep if DEEP else plain
