r"""From what people type to what the readers know: Greek letters and signs of Unicode, products without a sign.

>>> plain_signs("σ²·d/(T−d−1)")
' sigma ^(2)*d/(T-d-1)'
>>> with_products("2 sigma^2 d/(T - d - 1)", {"sigma", "d", "T"})
'2*sigma^2*d/(T - d - 1)'
>>> with_products("log(T) exp(-d) (1 + d)", {"d", "T"})
'log(T)*exp(-d)*(1 + d)'
>>> with_products("2(T-d)^2 d", {"d", "T"})
'2*(T-d)^2*d'
"""

from __future__ import annotations

import re
from collections.abc import Collection

_GREEK = {"σ": "sigma", "β": "beta", "φ": "phi", "ϕ": "phi", "κ": "kappa", "λ": "ridge", "π": "pi", "∞": "oo"} | {
    "α": "alpha",
    "ε": "epsilon",
    "ϵ": "epsilon",
    "γ": "gamma",
    "δ": "delta",
    "η": "eta",
    "ζ": "zeta",
    "θ": "theta",
    "μ": "mu",
    "ρ": "rho",
    "τ": "tau",
    "ω": "omega",
    "ψ": "psi",
    "Γ": "gamma",
    "χ": "chi",
    "ν": "nu",
    "ξ": "xi",
}
_SIGNS = {
    **dict.fromkeys("−–‒", "-"),
    **dict.fromkeys("·×⋅∗", "*"),
    "÷": "/",
    "∕": "/",
    "⁄": "/",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "‖": r"\|",
    "√": "sqrt",
    **dict.fromkeys("\u00a0\u2009\u202f", " "),
}
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
_TOKEN = re.compile(r"\s+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![A-Za-z])|\d+\.?\d*|[A-Za-z_]\w*|\*\*|.", re.DOTALL)


def plain_signs(text: str) -> str:
    """Greek letters by their names, signs by their plain counterparts, raised digits as powers."""
    for letter, name in _GREEK.items():
        text = re.sub(f"{letter}([₀-₉]*)", rf" {name}\1 ", text)
    text = re.sub(f"[{''.join(_RAISED)}]+", lambda found: f"^({''.join(_RAISED[c] for c in found[0])})", text)
    return "".join(_LOWERED.get(sign, _SIGNS.get(sign, sign)) for sign in text)


def with_products(text: str, names: Collection[str]) -> str:
    """A plain formula with a ``*`` wherever two factors stand side by side.

    Args:
        text: the formula.
        names: the names of numbers; a bracket after any other name is the argument of a function.
    """
    written, last = "", ""
    for token in _TOKEN.findall(text):
        if token.isspace():
            written += token
            continue
        ends = last == ")" or last[:1].isdigit() or last[-1:].isdigit() or last in names
        function = last[:1].isalpha() and last not in names
        starts = token[0].isalnum() or token[0] == "_" or (token == "(" and not function)
        if ends and starts and not (last[:1].isdigit() and (token[0].isdigit() or token[0] == "_")):
            written = written.rstrip() + "*"
        written += token
        last = token
    return written
