r"""From LaTeX to the plain formulas of :mod:`lemmata.theory.reading.parsing`.

The source is cut into tokens, and a small grammar rewrites them as text: ``\frac{\sigma^2 d}{T-d-1}`` becomes
``((sigma^2*d)/(T-d-1))``. The text then goes through the same allow-list and the same bounds as everything that a user
types; nothing is evaluated here. (SymPy's own LaTeX parsers build and evaluate expressions while they read, powers of
any size included, and need a further package; that is why they are not used.)

Letters stand side by side for a product, as on paper; known names may carry their index (``\sigma_0``, ``T_0``,
``\mathrm{df}_2``), ``\lambda`` is the ridge and ``\|w_0\|`` the square root of the signal.

>>> to_text(r"\frac{\sigma^2 d}{T-d-1} + n\sigma_0^2 \frac{d}{T_0-d-1}")
'((sigma^(2)*d)/(T-d-1))+n*sigma0^(2)*((d)/(T0-d-1))'
>>> read(r"\frac{1}{2}\sqrt{T}")
sqrt(T)/2
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from sympy import Expr

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import FORMULA_NAMES
from lemmata.theory.reading.parsing import DEEPEST, FUNCTIONS, LONGEST, parse, parse_relation
from lemmata.theory.reading.tokens import END, Tokens
from lemmata.theory.reading.typography import plain_signs, with_products

NOISE = ("epsilon", "varepsilon", "eps", "noise")
"""The index of a noise level of which there is only one."""
_NAMES = {
    r"\sigma": "sigma",
    r"\lambda": "ridge",
    r"\kappa": "kappa",
    r"\phi": "phi",
    r"\varphi": "phi",
    r"\epsilon": "epsilon",
    r"\varepsilon": "varepsilon",
    r"\beta": "beta",
    r"\pi": "pi",
    r"\infty": "oo",
}
_LAMBDA = re.compile(r"(?<!\\)\blambda\b")
_WORD = re.compile(r"\b[A-Za-z_]\w*\b(?!\s*\()")
"""A name that is called like no function: where nothing is known of it, it is a letter all the same."""
_OPERATORS = {r"\cdot": "*", r"\times": "*", "*": "*", "/": "/", r"\div": "/"}
_RELATIONS = {sign: sign for sign in ("<", ">", "<=", ">=", "==", "!=")} | {
    "=": "==",
    r"\le": "<=",
    r"\leq": "<=",
    r"\ge": ">=",
    r"\geq": ">=",
    r"\lt": "<",
    r"\gt": ">",
    r"\ne": "!=",
    r"\neq": "!=",
}
_FUNCTIONS = {r"\log": "log", r"\ln": "log", r"\exp": "exp", r"\max": "Max", r"\min": "Min"} | {
    r"\sin": "sin",
    r"\cos": "cos",
    r"\tan": "tan",
    r"\arctan": "atan",
    r"\sinh": "sinh",
    r"\cosh": "cosh",
    r"\tanh": "tanh",
    r"\zeta": "zeta",
    r"\Gamma": "gamma",
}
_UPRIGHT = {r"\mathrm", r"\operatorname", r"\text", r"\rm"}
_CLOSING = {"(": ")", "[": "]", r"\{": r"\}"}
_NORMS = {r"\|": r"\|", r"\lVert": r"\rVert", r"\Vert": r"\Vert"}
_MAGNITUDES = {"|": "|", r"\lvert": r"\rvert", r"\vert": r"\vert"}
_ROUNDED = {r"\lfloor": ("floor", r"\rfloor"), r"\lceil": ("ceiling", r"\rceil")}
_BARS = _NORMS | _MAGNITUDES


def is_latex(text: str) -> bool:
    r"""Whether a formula is written in LaTeX: it has a backslash, a brace or an index, a bar or a factorial.

    >>> is_latex("d/(T-d)"), is_latex(r"\phi"), is_latex("T_0"), is_latex("|d - T|"), is_latex("d!")
    (False, True, True, True, True)
    >>> is_latex("T != d")
    False
    """
    return re.search(r"[\\{_|]|!(?!=)", text) is not None


def read(
    text: str,
    names: Mapping[str, Expr] = FORMULA_NAMES,
    *,
    argument: str = "formula",
    functions: Mapping[str, Callable[..., Any]] = FUNCTIONS,
) -> Expr:
    """Read an expression, plain or in LaTeX.

    Args:
        text: the formula.
        names: the symbols that may occur.
        argument: what to call the text in an error.
        functions: the functions that may occur; of LaTeX, also by names that are among ``names``.

    Raises:
        InputError: naming what is not allowed.
    """
    names = _readable(names)
    plain = _plain(text, names, argument, functions.keys() & names.keys())
    return parse(plain, names, argument=argument, functions=functions)


def read_relation(text: str, names: Mapping[str, Expr] = FORMULA_NAMES, *, argument: str = "condition") -> Any:
    r"""Read a relation, plain or in LaTeX.

    >>> read_relation(r"T_0 \ge d + 2")
    T0 >= d + 2
    """
    names = _readable(names)
    return parse_relation(_plain(text, names, argument), names, argument=argument)


def _readable(names: Mapping[str, Expr]) -> Mapping[str, Expr]:
    """A letter called lambda is read as the ridge is: what is no LaTeX is read by Python, which has that word."""
    return {"ridge": names["lambda"], **names} if "lambda" in names else names


def _plain(text: str, names: Mapping[str, Expr], argument: str, functions: Collection[str] = ()) -> str:
    """The plain formula, with all its products written out."""
    text = plain_signs(text) if not text.isascii() else text
    if _LAMBDA.search(text):
        if "ridge" not in names:
            raise InputError(argument, text, f"written with the names {', '.join(sorted(names))} ('lambda')")
        text = _LAMBDA.sub("ridge", text)
    if is_latex(text):
        return to_text(text, names, argument=argument, functions=functions)
    words = set(_WORD.findall(text)) - {*FUNCTIONS, "Sum"}
    return with_products(text, {*names, *words, "pi", "oo"} - {*functions})


def to_text(
    text: str,
    names: Mapping[str, Expr] = FORMULA_NAMES,
    *,
    argument: str = "formula",
    functions: Collection[str] = (),
) -> str:
    r"""The plain formula that a piece of LaTeX stands for.

    Raises:
        InputError: naming the piece that has no meaning here.

    >>> to_text(r"\sum_{j=1}^{n} \frac{1}{j^2}")
    'Sum(((1)/(j^(2))),(j,1,n))'
    """
    if len(text) > LONGEST:
        raise InputError(argument, text, f"at most {LONGEST} characters")
    if not text.isascii():
        raise InputError(argument, ascii(text), "written in ASCII")
    translator = _Translator(text.strip().strip("$"), names, argument)
    translator.functions = functions
    return translator.all()


class _Translator(Tokens):
    """Recursive descent over the tokens: statement, sum, product, power, atom."""

    depth = 0
    functions: Collection[str] = ()
    """Names whose argument stands in brackets behind them."""

    def __init__(self, text: str, names: Mapping[str, Expr], argument: str) -> None:
        super().__init__(text, names, argument)
        self.closing: list[str] = []
        """What closes the groups that are open: a bar that looks the same on both sides closes before it opens."""

    def all(self) -> str:
        parts = [self.sum()]
        while self.next() in _RELATIONS:
            parts += [_RELATIONS[self.take()], self.sum()]
        if self.next() != END:
            raise self.refuse(f"LaTeX of a formula (not {self.next()!r} here)")
        return "".join(parts)

    def sum(self) -> str:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.refuse(f"nested at most {DEEPEST} deep")
        parts = [self.take() if self.next() in ("+", "-") else "", self.product()]
        while self.next() in ("+", "-"):
            parts += [self.take(), self.product()]
        self.depth -= 1
        return "".join(parts)

    def product(self) -> str:
        parts = [self.power()]
        while True:
            if self.next() in _OPERATORS:
                parts += [_OPERATORS[self.take()], self.power()]
            elif self.starts_factor():
                parts += ["*", self.power()]
            else:
                return "".join(parts)

    def starts_factor(self) -> bool:
        token = self.next()
        if token in _NORMS:
            return self.tokens[self.at + 1 : self.at + 2] == ["w"]
        if token in _MAGNITUDES:
            return self.closing[-1:] != [token]
        return token in _CLOSING or token == "{" or token[:1].isalnum() or token[:1] == "." or self.is_command(token)

    def is_command(self, token: str) -> bool:
        known = token in _NAMES or token in _FUNCTIONS or token in _UPRIGHT or token in _STRUCTURES or token in _ROUNDED
        return known or self.is_own(token)

    def is_own(self, token: str) -> bool:
        r"""Whether it is a letter that was named for this formula: ``\gamma``."""
        return token[:1] == "\\" and token[1:] in self.names

    def power(self) -> str:
        base = self.atom()
        if self.next() == "!":
            self.take()
            base = f"factorial({base})"
            if self.next() == "!":
                raise self.refuse("LaTeX without double factorials")
        if self.next() == "^":
            self.take()
            if self.next().isdigit() and len(self.next()) > 1:
                raise self.refuse(rf"LaTeX with braces around an exponent of several digits, ^{{{self.next()}}}")
            return f"{base}^({self.argument_of()})"
        return base

    def argument_of(self) -> str:
        r"""One braced group, or the single character that follows: ``x^2``, ``\frac12``."""
        if self.next() == "{":
            return self.group("{", "}")
        token = self.take()
        if token[:1].isalnum() and len(token) > 1 and token not in self.names:
            self.split([token[0], token[1:]])
            token = self.take()
        if token[:1].isdigit():
            return token
        self.at -= 1
        return self.atom()

    def group(self, opening: str, closing: str) -> str:
        self.expect(opening)
        return self.inside(closing)

    def inside(self, closing: str) -> str:
        """What stands in a group that was opened, up to its end."""
        self.closing.append(closing)
        inside = self.sum()
        self.closing.pop()
        self.expect(closing)
        return inside

    def atom(self) -> str:
        token = self.take()
        if token[:1].isdigit() or token[:1] == ".":
            return token
        if token in _CLOSING:
            inside = self.inside(_CLOSING[token])
            return f"Max({inside},0)" if self.took_positive_part() else f"({inside})"
        if token == "{":
            self.at -= 1
            return f"({self.group('{', '}')})"
        if token in _NORMS or (token in _MAGNITUDES and self.next() == "w" and "w" not in self.names):
            return self.norm(token)
        if token in _MAGNITUDES:
            return f"Abs({self.inside(_MAGNITUDES[token])})"
        if token in _ROUNDED:
            name, closing = _ROUNDED[token]
            return f"{name}({self.inside(closing)})"
        if token in _STRUCTURES:
            return _STRUCTURES[token](self)
        if self.is_own(token) and token not in _NAMES:
            return self.indexed(token[1:])
        if token in _FUNCTIONS:
            return self.function(_FUNCTIONS[token])
        if token in _UPRIGHT:
            return self.indexed(self.upright())
        if token in _NAMES:
            return self.indexed(_NAMES[token], token)
        if token[:1].isalpha():
            return self.letters(token)
        raise self.refuse(f"LaTeX of a formula ({f'not {token!r} here' if token else 'it ends too early'})")

    def took_positive_part(self) -> bool:
        """Whether a ``_+`` or ``_{+}`` follows, which is read then."""
        for index in (["_", "+"], ["_", "{", "+", "}"]):
            if self.tokens[self.at : self.at + len(index)] == index:
                self.at += len(index)
                return True
        return False

    def letters(self, token: str) -> str:
        """A known name, or single letters side by side; an index belongs to the last."""
        if token in self.functions and self.next() == "(":
            return self.function(token)
        if longer := self.underscored(token):
            return longer
        if token in self.names or token == "df" or len(token) == 1:
            return self.indexed(token)
        self.split(list(token))
        return self.letters(self.take())

    def underscored(self, token: str) -> str:
        """The longest known name written with underscores, such as a parameter ``ridge_t`` of a model; or nothing."""
        found, end, name, at = "", self.at, token, self.at
        while self.tokens[at : at + 1] == ["_"] and at + 1 < len(self.tokens):
            name, at = f"{name}_{self.tokens[at + 1]}", at + 2
            known = next((known for known in (name, name.replace("_", "")) if known in self.names), "")
            if known:
                found, end = known, at
        self.at = end
        return found

    def upright(self) -> str:
        self.expect("{")
        name = self.take()
        while self.next() not in ("}", END):
            name += self.take()
        self.expect("}")
        return name

    def indexed(self, name: str, written: str = "") -> str:
        """``T_0`` and ``T_{0}`` are T0, where that is a name; what is none is named as it was written."""
        written = written or name
        if self.next() == "_":
            self.take()
            index = self.index()
            if f"{name}_{index}" in self.names:
                return f"{name}_{index}"
            written = f"{written}_{index}"
            name += "" if name == "sigma" and index in NOISE else index
        if name == "e":
            return self.exponential()
        if name not in self.names and len(name) > 1:
            raise self.refuse(f"written with the names {', '.join(sorted(self.names))} ('{written[:20]}')")
        return name

    def index(self) -> str:
        braced = self.next() == "{"
        if braced:
            self.take()
        token = self.take()
        token = _NAMES.get(token, token)
        if len(token) > 1 and not braced and token[0].isdigit():
            self.split([token[0], token[1:]])
            token = self.take()
        if braced:
            self.expect("}")
        if not token.isalnum():
            raise self.refuse("LaTeX with an index such as T_0")
        return token

    def exponential(self) -> str:
        self.expect("^")
        return f"exp({self.argument_of()})"

    def function(self, name: str) -> str:
        r"""``\log(x)``, ``\log x``, ``\log_2 x``, ``\max(a, b)``, ``\max\{a, b\}``: what is no call is in brackets."""
        shape = f"{name}(%s)"
        if name == "log" and self.next() == "_":
            self.take()
            shape = f"({shape}/log({self.argument_of()}))"
        if self.next() == "^":
            self.take()
            shape = f"({shape}^({self.argument_of()}))"
        token = self.next()
        if token not in _CLOSING and token != "{":
            return shape % self.bare_argument()
        self.take()
        self.closing.append("}" if token == "{" else _CLOSING[token])
        parts = [self.sum()]
        while self.next() == ",":
            self.take()
            parts.append(self.sum())
        self.expect(self.closing.pop())
        return shape % ",".join(parts)

    def bare_argument(self) -> str:
        r"""``\log x``; of ``\log 2x`` it is not said where the argument ends."""
        argument, token = self.power(), self.next()
        if token[:1].isalnum() or token in _NAMES or self.is_own(token):
            raise self.refuse(r"LaTeX with brackets around an argument of several factors, \log(2x)")
        return argument

    def norm(self, bar: str) -> str:
        r"""``\|w_0\|``: its square is the signal. No other norm is a number here."""
        for token in ("w", "_", "0"):
            self.expect(token)
        self.expect(_BARS[bar])
        if self.next() == "_":
            self.take()
            if self.index() != "2":
                raise self.refuse("LaTeX with Euclidean norms only")
        return "sqrt(signal)"

    def fraction(self) -> str:
        above, below = self.argument_of(), self.argument_of()
        return f"(({above})/({below}))"

    def binomial(self) -> str:
        return f"binomial({self.argument_of()},{self.argument_of()})"

    def root(self) -> str:
        if self.next() == "[":
            order = self.group("[", "]")
            return f"(({self.argument_of()})^(1/({order})))"
        return f"sqrt({self.argument_of()})"

    def series(self) -> str:
        r"""``\sum_{j=1}^{n} term``: the term is the product that follows."""
        for token in ("_", "{"):
            self.expect(token)
        index = self.take()
        if not (index.isalpha() and len(index) == 1) or index in self.names:
            raise self.refuse("LaTeX with sums over an index of its own, such as j")
        self.expect("=")
        first = self.inside("}")
        self.expect("^")
        last = self.argument_of()
        self.names.add(index)
        term = self.product()
        self.names.discard(index)
        return f"Sum({term},({index},{first},{last}))"


_STRUCTURES = {
    **dict.fromkeys((r"\frac", r"\dfrac", r"\tfrac", r"\cfrac"), _Translator.fraction),
    **dict.fromkeys((r"\binom", r"\dbinom", r"\tbinom"), _Translator.binomial),
    r"\sqrt": _Translator.root,
    r"\sum": _Translator.series,
}
