"""The letters of the chapter: an old system of two or three equations, and what an extension adds to it.

An old equation is a set ``old`` of old variables and ``new`` of new ones, and so is an added equation, ``below`` and
``own``; new variables have the higher bits.
"""

from sympy import Symbol


def whole(name: str) -> Symbol:
    """An integer that is not negative."""
    return Symbol(name, integer=True, nonnegative=True)


old1, old2, old3 = (whole(f"old{k}") for k in (1, 2, 3))
"""The variables of the old equations."""
new1, new2, new3 = (whole(f"new{k}") for k in (1, 2, 3))
"""The new variables that they come to contain: feedback of the extension into the old system."""
below1, below2 = whole("below1"), whole("below2")
"""The old variables of the added equations."""
own1, own2 = whole("own1"), whole("own2")
"""Their new variables."""
v, e, u = whole("v"), whole("e"), whole("u")
"""An old variable, an old equation, another old variable."""

OLD = (old1, old2)
ADDED = (own1, own2)
EXTENDED = (old1 + 4 * new1, old2 + 4 * new2, below1 + 4 * own1, below2 + 4 * own2)
"""Two equations and two more."""
WITHOUT_FEEDBACK = (old1, old2, below1 + 4 * own1, below2 + 4 * own2)
WIDER = (old1, old2, old3)
WIDER_EXTENDED = (old1 + 8 * new1, old2 + 8 * new2, old3 + 8 * new3, below1 + 8)
"""Three equations and one more, which contains the new variable."""
