r"""The letters of a formula, each with a name of its own in the draft.

``\hat\sigma_\epsilon`` is one letter, and another one than ``\sigma``: accents and indices belong to it. The safe
reader is given keys in the place of letters, so that no two of them are taken for one.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable

from sympy import Symbol

GREEK = [
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "varepsilon",
    "zeta",
    "eta",
    "theta",
    "vartheta",
    "iota",
    "kappa",
    "lambda",
    "mu",
    "nu",
    "xi",
    "rho",
    "varrho",
    "sigma",
    "tau",
    "upsilon",
    "phi",
    "varphi",
    "chi",
    "psi",
    "omega",
    "Gamma",
    "Delta",
    "Theta",
    "Lambda",
    "Xi",
    "Sigma",
    "Upsilon",
    "Phi",
    "Psi",
    "Omega",
    "ell",
]
_ACCENTS = [
    "hat",
    "widehat",
    "bar",
    "tilde",
    "widetilde",
    "overline",
    "check",
    "dot",
    "mathbf",
    "boldsymbol",
    "bm",
    "mathcal",
    "mathsf",
    "mathbb",
    "vec",
]
_INDEX = r"(?:\s*_\s*(?:\{(?P<braced>[^{}]{1,30})\}|(?P<single>\\[A-Za-z]+|[A-Za-z0-9])))?"
_LETTER = re.compile(
    rf"(?:\\(?P<accent>{'|'.join(_ACCENTS)})(?![A-Za-z])\s*(?:\{{\s*(?P<inside>\\?[A-Za-z]+)\s*\}}|(?P<bare>\\[A-Za-z]+|[A-Za-z]))"
    rf"|\\(?:mathrm|operatorname|text|mathit)\s*\{{\s*(?P<upright>[A-Za-z]{{1,12}})\s*\}}"
    rf"|(?P<greek>\\(?:{'|'.join(GREEK)}))(?![A-Za-z])|(?P<command>\\[A-Za-z]+|\\.)|(?P<latin>[A-Za-z])){_INDEX}"
)
_DERIVATIVE = re.compile(
    r"\\frac\s*\{\s*(?:\\mathrm\s*\{\s*d\s*\}|d)[^{}]{0,40}\}\s*\{\s*(?:\\mathrm\s*\{\s*d\s*\}|d)\s*\\?[A-Za-z]"
)
_FUNCTIONS = frozenset([r"\Gamma", r"\zeta"])
_ORDERS = frozenset(["O", "o", "Theta", "Omega", "psi", "f", "g", "h", "F", "G", "H"])
_WORDS = frozenset(["exp", "log", "ln", "max", "min", "sqrt"])
TAKEN = frozenset(
    [
        "E",
        "S",
        "Q",
        "N",
        "I",
        "O",
        "pi",
        "oo",
        "exp",
        "log",
        "sqrt",
        "sin",
        "cos",
        "zeta",
        "gamma",
        "Sum",
        "Product",
        "Max",
        "Min",
        "Abs",
        "Rational",
        "Integer",
        "Symbol",
        "Function",
        "PAPER",
        "Paper",
        "equal",
        "at_most",
        "at_least",
        "less_than",
        "greater_than",
        "tends",
        "Path",
        "by",
        "calc",
        "algebra",
        "limit",
    ]
)
"""Names that a draft uses otherwise."""


class Unread(ValueError):
    """Why a formula could not be read, in words."""


class Letters:
    """The letters of a whole source: the key of each for the reader, and its symbol in the draft."""

    def __init__(self) -> None:
        self.symbols: dict[str, Symbol] = {}
        self.latex: dict[str, str] = {}
        self._keys: dict[tuple[str, str, str], str] = {}

    def key(self, letter: tuple[str, str, str], latex: str) -> str:
        """What stands for a letter (core, accent, index) while it is read: capital letters only."""
        if letter not in self._keys:
            number, word = len(self._keys), ""
            for _ in range(4):
                number, rest = divmod(number, 26)
                word = chr(ord("A") + rest) + word
            core, accent, index = letter
            name = _python_name("_".join(filter(None, (core, accent, re.sub(r"[^A-Za-z0-9]", "", index)))))
            while name in self.latex:
                name += "_"
            self._keys[letter] = f"QZ{word}"
            self.symbols[self._keys[letter]] = Symbol(name, real=True)
            self.latex[name] = latex
        return self._keys[letter]

    def keyed(self, formula: str) -> str:
        """The formula with keys in the place of its letters; those that a sum binds stay.

        Raises:
            Unread: for what only looks like a letter: a mean, a derivative, a word, an index that a sum binds.
        """
        if _DERIVATIVE.search(formula):
            raise Unread("a derivative")
        return self._keyed(formula, set(re.findall(r"\\sum\s*_\s*\{\s*([A-Za-z])\s*=", formula)))

    def _keyed(self, formula: str, bound: set[str]) -> str:
        def put(match: re.Match[str]) -> str:
            if match["command"]:
                return match["command"] + self._keyed(match.group()[len(match["command"]) :], bound)
            after = formula[match.end() :].lstrip()[:1]
            if match["upright"] in _WORDS:
                return rf" \{match['upright']} "
            latin, index = match["latin"], match["braced"] or match["single"] or ""
            if latin in bound and not index:
                return f" {match.group()} "
            if latin == "e" and not index and after == "^":
                return r" \mathrm{e}"  # with a sign of LaTeX, where e^x is exp(x)
            if match["greek"] in _FUNCTIONS and not index and after == "(":
                return f"{match.group()} "
            core = match["inside"] or match["bare"] or match["upright"] or match["greek"] or latin
            return f" {self.key(_checked(match, core, index, bound, after), ' '.join(match.group().split()))} "

        return _LETTER.sub(put, formula)


def _checked(match: re.Match[str], core: str, index: str, bound: set[str], after: str) -> tuple[str, str, str]:
    shown, accent = match.group().strip(), match["accent"] or ""
    if accent == "mathbb":
        raise Unread(f"{shown}: a mean, a probability or a set")
    if len(match["upright"] or "") > 1 and (after.isalpha() or after in ("(", "[", "{", "\\", "|")):
        raise Unread(f"{shown}: a word")
    if after == "(" and core.strip("\\") in _ORDERS:
        raise Unread(f"{shown}(...): an order of growth, or a function")
    if bound & set(re.findall(r"(?<![\\A-Za-z])[A-Za-z](?![A-Za-z])", index)):
        raise Unread(f"{shown} depends on what the sum runs over")
    if not re.fullmatch(r"[\\A-Za-z0-9, +-]*", index):
        raise Unread(f"the index of {shown}")
    return core.strip("\\"), accent, "".join(index.split())


def _python_name(name: str) -> str:
    name = {"lambda": "lam"}.get(name, name)
    return f"{name}_" if keyword.iskeyword(name) or name in TAKEN else name


def applied(formulas: Iterable[str]) -> frozenset[str]:
    """The keys that are followed by an argument somewhere, as in f(x): they are functions, and no factors."""
    argument = re.compile(r"(QZ[A-Z]{4})\s*\(\s*(?:QZ[A-Z]{4}|[A-Za-z]|\d+)\s*(?:[,;|][^()]*)?\)")
    return frozenset(key for formula in formulas for key in argument.findall(formula))
