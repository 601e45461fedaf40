"""LaTeX cut into tokens, and where reading stands among them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sympy import Expr

from lemmata.numerics.errors import InputError

_FACING = re.compile(r"\\(left|right|[bB]igg?[lr])\s*(\\?\||\\[vV]ert(?![A-Za-z]))")
_TOKEN = re.compile(rf"{_FACING.pattern}|" r"\\[A-Za-z]+|\\.|\d+\.?\d*|\.\d+|[A-Za-z]+|[<>=!]=|[-+*/^_(){}\[\]|,=<>!]")
_SILENT = re.compile(
    r"\\(left|right|middle|[bB]igg?[lrm]?|displaystyle|textstyle|limits|quad|qquad|[,;!: ]"
    r"|hat|widehat|bar|tilde|bm|boldsymbol)"
)
END = ""
"""What comes after the last token."""


def facing(text: str) -> str:
    r"""Bars that say whether they open or close, by the commands that say nothing else.

    >>> facing(r"\left|x \right|+ \bigl\|w_0 \bigr\|")
    '\\lvert x \\rvert + \\lVert w_0 \\rVert '
    """

    def command(match: re.Match[str]) -> str:
        side = "l" if match[1] == "left" or match[1].endswith("gl") else "r"
        return rf"\{side}{'vert' if match[2] in ('|', chr(92) + 'vert') else 'Vert'} "

    return _FACING.sub(command, text)


class Tokens:
    """The tokens of a formula, read from left to right; what cannot be read is refused at its place."""

    def __init__(self, text: str, names: Mapping[str, Expr], argument: str) -> None:
        self.text = text
        self.names = set(names) | {"pi", "oo"}
        self.argument = argument
        self.at = 0
        self.places: list[int] = []
        self.tokens = self.cut(text)

    def refuse(self, domain: str) -> InputError:
        """The error, with what is wanted and where reading stopped."""
        return InputError(self.argument, self.text, f"{domain}{self.stopped()}")

    def stopped(self) -> str:
        """Where reading stopped, on the same line."""
        if not self.places:
            return ""
        place = self.places[min(max(self.at - 1, 0), len(self.places) - 1)]
        return f"; reading stopped at character {place + 1}, before {self.text[place : place + 20]!r}"

    def cut(self, text: str) -> list[str]:
        """The tokens; what is between them must be blank. A letter with digits is one where that is a name: ``n1``."""
        tokens: list[str] = []
        end = 0
        for match in _TOKEN.finditer(text):
            if text[end : match.start()].strip(" \t\n~"):
                break
            named = (
                tokens and match.start() == end and tokens[-1].isalpha() and tokens[-1] + match.group() in self.names
            )
            end = match.end()
            if named:
                tokens[-1] += match.group()
            elif not _SILENT.fullmatch(match.group()):
                tokens.append(facing(match.group()).strip())
                self.places.append(match.start())
        if text[end:].strip(" \t\n~"):
            raise self.refuse(f"LaTeX of a formula (not {text[end:].strip()[:20]!r})")
        return tokens

    def next(self) -> str:
        """The token that comes, which stays."""
        return self.tokens[self.at] if self.at < len(self.tokens) else END

    def take(self) -> str:
        """The token that comes, which is read."""
        token = self.next()
        self.at += 1
        return token

    def split(self, pieces: list[str]) -> None:
        """Put the last token back, in pieces."""
        self.at -= 1
        place = self.places[self.at]
        self.tokens[self.at : self.at + 1] = pieces
        self.places[self.at : self.at + 1] = [place + sum(map(len, pieces[:i])) for i in range(len(pieces))]

    def expect(self, token: str) -> None:
        """Read this token, or refuse."""
        if self.take() != token:
            raise self.refuse(f"LaTeX with {token!r} where it belongs")
