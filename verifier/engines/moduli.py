"""What an assumption on a modulus says of what is inside: b |u| < c with b > 0 gives -c/b < u < c/b."""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Abs, Basic, Ge, Gt, Le, Lt

from lemmata.verifier.engines.signs import sign


def with_moduli_opened(assumptions: Sequence[Basic]) -> tuple[Basic, ...]:
    """With u < c/b and u > -c/b beside b |u| < c."""
    found = list(assumptions)
    for one in assumptions:
        if not (isinstance(one, (Lt, Le, Gt, Ge)) and one.has(Abs)):
            continue
        weight, modulus = one.lts.as_independent(Abs, as_Add=False)
        if isinstance(modulus, Abs) and sign(weight) == {1}:
            kind, bound = Lt if isinstance(one, (Lt, Gt)) else Le, one.gts / weight
            found += [kind(modulus.args[0], bound), kind(-bound, modulus.args[0])]
    return tuple(one for one in found if one is not sympy.true)
