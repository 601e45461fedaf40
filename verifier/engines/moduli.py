"""What an assumption on a modulus says of what is inside: |u| < c gives -c < u < c."""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Abs, Basic, Ge, Gt, Le, Lt


def with_moduli_opened(assumptions: Sequence[Basic]) -> tuple[Basic, ...]:
    """With u < c and u > -c beside |u| < c."""
    found = list(assumptions)
    for one in assumptions:
        small, large = (one.gts, one.lts)[::-1] if isinstance(one, (Lt, Le, Gt, Ge)) else (None, None)
        if isinstance(small, Abs) and large is not None:
            kind = Lt if isinstance(one, (Lt, Gt)) else Le
            found += [kind(small.args[0], large), kind(-large, small.args[0])]
    return tuple(one for one in found if one is not sympy.true)
