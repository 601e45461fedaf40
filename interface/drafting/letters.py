r"""The letters of a formula, each with a name of its own in the draft.

``\hat\sigma_\epsilon`` is one letter, and another one than ``\sigma``: accents and indices belong to it. The safe
reader is given keys in the place of letters, so that no two of them are taken for one.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator
from typing import Any

from sympy import Expr, Function, Integer, Symbol

GREEK = [
    "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta", "iota",
    "kappa", "lambda", "mu", "nu", "xi", "rho", "varrho", "sigma", "tau", "upsilon", "phi", "varphi", "chi",
    "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Sigma", "Upsilon", "Phi", "Psi", "Omega", "ell",
]  # fmt: skip
ACCENTS = [
    "hat", "widehat", "bar", "tilde", "widetilde", "overline", "check", "dot", "mathbf", "boldsymbol", "bm",
    "mathcal", "mathsf", "mathbb", "vec",
]  # fmt: skip
_INDEX = r"(?:\s*_\s*(?:\{(?P<braced>[^{}]{1,30})\}|(?P<single>\\[A-Za-z]+|[A-Za-z0-9])))?"
_STAR = r"\s*\^\s*(?:\{\s*(?:\*|\\star|\\ast)\s*\}|\*|\\(?:star|ast)(?![A-Za-z]))"
_LETTER = re.compile(
    rf"(?:\\(?P<accent>{'|'.join(ACCENTS)})(?![A-Za-z])\s*(?:\{{\s*(?P<inside>\\?[A-Za-z]+)\s*\}}|(?P<bare>\\[A-Za-z]+|[A-Za-z]))"
    rf"|\\(?:mathrm|operatorname|text|mathit)\s*\{{\s*(?P<upright>[A-Za-z]{{1,12}})\s*\}}"
    rf"|(?P<greek>\\(?:{'|'.join(GREEK)}))(?![A-Za-z])|(?P<command>\\[A-Za-z]+|\\.)|(?P<latin>[A-Za-z]))(?P<star>{_STAR})?{_INDEX}(?P<late>{_STAR})?"
)
_DERIVATIVE = re.compile(
    r"\\frac\s*\{\s*(?:\\mathrm\s*\{\s*d\s*\}|d)[^{}]{0,40}\}\s*\{\s*(?:\\mathrm\s*\{\s*d\s*\}|d)\s*\\?[A-Za-z]"
)
_FUNCTIONS = frozenset([r"\Gamma", r"\zeta"])
_ORDERS = frozenset(["O", "o", "Theta", "Omega", "psi", "f", "g", "h", "F", "G", "H"])
_PROBABILITIES = frozenset([r"\Pr", r"\P", r"\prob", r"\Prob"])
_PROBABILITY = "a probability; state it as an integral of the density, or as a mean"
_AT = re.compile(r"(?P<number>\d{1,9})|(?P<letter>[A-Za-z])(?P<shift>[+-]\d{1,9})?")
"""The index of a member of a sequence."""
_WORD_SIGNS = frozenset([r"\operatorname", r"\mathrm", r"\text", r"\mathit"])
_WORDS = frozenset(["exp", "log", "ln", "max", "min", "sqrt"])
TAKEN = frozenset([
    "E", "S", "Q", "N", "I", "O", "pi", "oo", "exp", "log", "sqrt", "sin", "cos", "zeta", "gamma", "Sum",
    "Product", "Max", "Min", "Abs", "Rational", "Integer", "Symbol", "Function", "PAPER", "Paper", "equal",
    "at_most", "at_least", "less_than", "greater_than", "tends", "Path", "by", "calc", "algebra", "limit",
])  # fmt: skip
"""Names that a draft uses otherwise."""


class Unread(ValueError):
    """Why a formula could not be read, in words."""


class Letters:
    """The letters of a whole source: the key of each for the reader, and its symbol in the draft."""

    def __init__(self) -> None:
        self.symbols: dict[str, Expr] = {}
        self.latex: dict[str, str] = {"dim": "the dimension of vectors"}
        self.sequences: dict[tuple[str, str], Any] = {}
        self.functions: dict[str, Any] = {}
        """By their keys, the functions that the source defines."""
        self.vectors: frozenset[str] = frozenset()
        """The keys of what a source writes as vectors or matrices: no numbers."""
        self.tied: frozenset[str] = frozenset()  # those that stand in a formula once, as in an assumption
        self.euler: bool | None = False  # whether a bare e is Euler's number; None where it may be a letter
        self.euclidean = True  # whether a norm without an index is Euclid's
        self._keys: dict[tuple[str, str, str], str] = {}

    def key(self, letter: tuple[str, str, str], latex: str) -> str:
        """What stands for a letter (core, accent, index) while it is read: capital letters only."""
        if letter not in self._keys:
            core, accent, index = letter
            member = self.member(core, accent, index, frozenset())
            name = self._name("_".join(filter(None, (core, accent, re.sub(r"[^A-Za-z0-9]", "", index)))))
            self._keys[letter] = self.stand_in(Symbol(name, real=True) if member is None else member)
            if member is None:
                self.latex[name] = latex
        return self._keys[letter]

    def stand_in(self, expression: Expr) -> str:
        """A key for an expression that was read before the formula in which it stands."""
        number, word = len(self.symbols), ""
        for _ in range(4):
            number, rest = divmod(number, 26)
            word = chr(ord("A") + rest) + word
        self.symbols[f"QZ{word}"] = expression
        return f"QZ{word}"

    def sequence(self, core: str, accent: str, counter: str) -> tuple[Any, Symbol]:
        """The letter as a sequence from now on, and its counter, which is a whole number."""
        name = self._name("_".join(filter(None, (core, accent))))
        self.latex[name] = f"{name}_{counter}"
        self.sequences[core, accent] = Function(name, real=True)
        key = self.key((counter, "", ""), counter)
        if not self.symbols[key].is_integer:
            self.symbols[key] = Symbol(str(self.symbols[key]), integer=True, nonnegative=True)
        return self.sequences[core, accent], self.symbols[key]

    def forget(self, letter: tuple[str, str]) -> None:
        """What was taken for a sequence is letters again."""
        del self.sequences[letter]
        self._keys = {known: key for known, key in self._keys.items() if known[:2] != letter}

    def member(self, core: str, accent: str, index: str, bound: Iterable[str]) -> Expr | None:
        """The member of a sequence at an index such as 0, t or t+1; nothing where it is none."""
        found = _AT.fullmatch(index) if (core, accent) in self.sequences else None
        if found is None:
            return None
        if found["number"]:
            at: Any = Integer(found["number"])
        elif found["letter"] in bound:
            at = Symbol(found["letter"], integer=True)  # as the reader of sums has it
        else:
            at = self.symbols[self.key((found["letter"], "", ""), found["letter"])]
        return self.sequences[core, accent](at + int(found["shift"] or 0))

    def _name(self, name: str) -> str:
        name = _python_name(name)
        while name in self.latex:
            name += "_"
        return name

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
            if match["command"] in _PROBABILITIES:
                raise Unread(f"{match['command']}: {_PROBABILITY}")
            if match["command"] in _WORD_SIGNS:
                raise Unread(f"{' '.join(formula[match.start() : match.start() + 30].split())} ...: words")
            if match["command"]:
                return match["command"] + self._keyed(match.group()[len(match["command"]) :], bound)
            after = formula[match.end() :].lstrip()[:1]
            if match["upright"] in _WORDS:
                return rf" \{match['upright']} "
            latin, index = match["latin"], match["braced"] or match["single"] or ""
            if latin in bound and not index:
                return f" {match.group()} "
            if latin == "e" and not index and self.euler is None:
                raise Unread("e is a letter here, and the base of a power: write exp(1) for Euler's number")
            if not index and (match["upright"] == "e" or (latin == "e" and (after == "^" or self.euler))):
                return r" \mathrm{e}" if after == "^" else r" \exp(1) "  # a sign of LaTeX, where e^x is exp(x)
            if match["greek"] in _FUNCTIONS and not index and after == "(":
                return f"{match.group()} "
            core = match["inside"] or match["bare"] or match["upright"] or match["greek"] or latin
            member = self.member(core.strip("\\"), _accent(match), "".join(index.split()), bound)
            if member is not None:
                return f" {self.stand_in(member)} "
            known = self._keys.get((core.strip("\\"), _accent(match), "".join(index.split())))
            if known in self.functions:
                return f" {known} "
            return f" {self.key(_checked(match, core, index, bound, after), ' '.join(match.group().split()))} "

        return _LETTER.sub(put, formula)


def _checked(match: re.Match[str], core: str, index: str, bound: set[str], after: str) -> tuple[str, str, str]:
    shown, accent = match.group().strip(), _accent(match)
    if accent == "mathbb" or (match["upright"] in ("P", "Pr") and after in ("(", "[", "\\", "{")):
        raise Unread(f"{shown}: {_PROBABILITY if core in ('P', 'Pr') else 'a mean, or a set'}")
    if len(match["upright"] or "") > 1 and (after.isalpha() or after in ("(", "[", "{", "\\", "|")):
        raise Unread(f"{shown}: a word")
    if after == "(" and core.strip("\\") in _ORDERS:
        raise Unread(f"{shown}(...): an order of growth, or a function")
    if bound & set(re.findall(r"(?<![\\A-Za-z])[A-Za-z](?![A-Za-z])", index)):
        raise Unread(f"{shown} depends on what the sum runs over")
    if re.fullmatch(r"\\?[A-Za-z]+\s*[+-]\s*\d+", index):
        raise Unread(f"{shown} is a member of a sequence, of which no recursion from 0 on was read")
    if not re.fullmatch(r"[\\A-Za-z0-9, +-]*", index):
        raise Unread(f"the index of {shown}")
    return core.strip("\\"), accent, "".join(index.split())


def _accent(match: re.Match[str]) -> str:
    """What is set above a letter, a star behind it among it."""
    return f"{match['accent'] or ''}{'star' if match['star'] or match['late'] else ''}"


def _python_name(name: str) -> str:
    name = {"lambda": "lam"}.get(name, name)
    return f"{name}_" if keyword.iskeyword(name) or name in TAKEN else name


def letters_in(text: str) -> Iterator[tuple[str, str, str]]:
    r"""The letters of a text, each as (core, accent, index); what is written in braces, too.

    >>> [*letters_in(r"\hat x_{t + 1} - \eta g_k")]
    [('x', 'hat', 't+1'), ('eta', '', ''), ('g', '', 'k')]
    """
    for match in _LETTER.finditer(text):
        if match["command"]:
            yield from letters_in(match.group()[len(match["command"]) :])
        else:
            yield _parts(match)


def single(text: str) -> tuple[str, str, str] | None:
    """A text that is one letter and nothing else, as (core, accent, index)."""
    match = _LETTER.fullmatch(text.strip())
    return None if match is None or match["command"] else _parts(match)


def _parts(match: re.Match[str]) -> tuple[str, str, str]:
    core = match["inside"] or match["bare"] or match["upright"] or match["greek"] or match["latin"]
    return core.strip("\\"), _accent(match), "".join((match["braced"] or match["single"] or "").split())


def applied(formulas: Iterable[str]) -> frozenset[str]:
    """The keys that are followed by an argument somewhere, as in f(x): they are functions, and no factors."""
    argument = re.compile(r"(QZ[A-Z]{4})\s*\(\s*(?:QZ[A-Z]{4}|[A-Za-z]|\d+)\s*(?:[,;|][^()]*)?\)")
    return frozenset(key for formula in formulas for key in argument.findall(formula))


def euler(source: str) -> bool | None:
    r"""Whether a bare e is Euler's number, as powers of it say; None where it may be a letter, and e^2 its square.

    >>> euler("e^{-t} < 1; 1 - 1/e"), euler("e^2 + 1; 2 e"), euler("e = y - x; e^t > 0"), euler("2 e")
    (True, None, None, False)
    """
    powers = re.findall(r"(?<![A-Za-z\\])e\s*\^\s*(\{[^{}]*|.)", source)
    if not powers or re.search(r"(?<![A-Za-z\\])e(?![A-Za-z]|\s*[\^_])", source.replace(r"\mathrm{e}", "")) is None:
        return False
    euler = any(re.search("[A-Za-z-]", power) for power in powers) and not re.search(r"(?:^|;)\s*e\s*:?=", source)
    return euler or None
