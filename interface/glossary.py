"""What letters of the model, quantities and words of verdicts mean, from where they are defined."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable
from functools import lru_cache
from types import ModuleType
from typing import Any

from sympy import Basic, Symbol, preorder_traversal

from lemmata.theory import notation
from lemmata.theory.quantities import regression
from lemmata.theory.random_matrices import GaussianNoise, GaussianRows, WhiteNoise
from lemmata.verifier import verdict
from lemmata.verifier.verdict import Verdict

ALIASES = {
    "lambda": "ridge", "lam": "ridge", "λ": "ridge", "σ": "sigma", "Σ": "Sigma", "κ": "kappa", "φ": "phi", "β": "beta",
    "gamma": "phi", "p": "d", "N": "T", "m": "T", "epsilon": "eps", "ε": "eps", "sigma2": "sigma", "sigma_0": "sigma0",
    "T_0": "T0", "df_1": "df1", "df_2": "df2", "w_0": "w0",
}  # fmt: skip
"""What other papers call them."""
_KINDS = ("positive", "nonnegative", "integer", "real")


@lru_cache(maxsize=1)
def symbols() -> dict[str, str]:
    """Each letter of the model with what it means and the values that it may take."""
    found = {}
    for module in (notation, regression):
        for name, meaning in _documented(module).items():
            value = getattr(module, name, None)
            if isinstance(value, Symbol):
                found[name] = f"{meaning} It is {_values(value)}."
            elif isinstance(value, Basic) or name in ("X0", "eps0", "w"):
                found[name] = meaning
    return found


def quantities(expressions: Iterable[Basic]) -> dict[str, str]:
    """Each function that is written by its name in some expressions, with what its definition says of it.

    >>> from sympy import Function
    >>> from lemmata.theory.notation import beta, kappa
    >>> from lemmata.theory.spectra.spectral_functions import Df1
    >>> quantities([1 + Df1(beta, kappa)])
    {'Df1': 'First degrees of freedom, sum_{k<=d} k^-beta/(k^-beta + kappa).'}
    >>> quantities([Function("f")(kappa)])
    {}
    """
    found: dict[str, str] = {}
    for expression in expressions:
        text = str(expression)
        for node in preorder_traversal(expression):
            kind = type(node)
            own = kind.__module__ is not None and not kind.__module__.startswith("sympy.")  # None: a function unknown
            if own and kind.__doc__ and f"{kind.__name__}(" in text:
                found[kind.__name__] = meaning_of(kind)
    return dict(sorted(found.items()))


def meaning_of(kind: type) -> str:
    """The first paragraph of a documentation string, without marks."""
    return " ".join((inspect.getdoc(kind) or "").partition("\n\n")[0].replace("`", "").split())


def law_in_words(law: Any) -> str:
    """What a letter is drawn from.

    >>> from lemmata.theory.models.language import *
    >>> law_in_words(GaussianRows(design("X", T, d), identity(d)))
    'X: T rows N(0, I_d)'
    """
    letter = law.letter
    if isinstance(law, GaussianRows):
        return f"{letter}: {letter.rows} row{'s' if letter.rows != 1 else ''} N(0, {law.covariance})"
    if isinstance(law, WhiteNoise):
        kind = "Gaussian" if isinstance(law, GaussianNoise) else "white"
        return f"{letter}: {kind} noise of variance {law.variance}, {letter.rows} x {letter.cols}"
    return f"{letter}: {type(law).__name__}({', '.join(map(str, law.parameters))})"


@lru_cache(maxsize=1)
def verdicts() -> dict[str, str]:
    """Each word for a verdict with what it means."""
    said = _documented(verdict)
    return {word.value: said[word.name] for word in Verdict if word.name in said}


def _values(symbol: Symbol) -> str:
    kinds = [kind for kind in _KINDS if getattr(symbol, f"is_{kind}")]
    if "positive" in kinds:
        kinds.remove("nonnegative")
    words = {"positive": "positive", "nonnegative": "not negative"}
    signs = " and ".join(words[kind] for kind in kinds if kind in words) or "any"
    return f"a whole number, {signs}" if "integer" in kinds else f"a real number, {signs}"


def _documented(module: ModuleType) -> dict[str, str]:
    """The texts that stand under assignments, by the name that is assigned."""
    found: dict[str, str] = {}
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        body = getattr(node, "body", None)
        for one, two in zip(body or (), (body or ())[1:], strict=False) if isinstance(body, list) else ():
            if isinstance(one, (ast.Assign, ast.AnnAssign)) and isinstance(two, ast.Expr):
                target = one.targets[0] if isinstance(one, ast.Assign) else one.target
                if isinstance(two.value, ast.Constant) and isinstance(target, ast.Name):
                    found[target.id] = " ".join(str(two.value.value).replace("``", "").split())
    return found
