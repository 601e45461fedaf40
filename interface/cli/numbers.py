"""Numbers that are typed for options: written 0 to 9, finite, in a range."""

from __future__ import annotations

from math import isfinite
from typing import Any

import click


class Whole(click.IntRange):
    """A whole number; Python itself would also read digits of other scripts and ``1_000``."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number.

        Raises:
            click.BadParameter: for anything else.
        """
        if isinstance(value, str) and not (value.isascii() and value.removeprefix("-").isdigit()):
            self.fail(f"{value!r} is not a whole number such as 100.", param, ctx)
        return super().convert(value, param, ctx)


class Real(click.FloatRange):
    """A finite number."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number.

        Raises:
            click.BadParameter: for anything else.
        """
        number = super().convert(value, param, ctx)
        if not isfinite(number) or (isinstance(value, str) and not (value.isascii() and "_" not in value)):
            self.fail(f"{value!r} is not a number such as 1.5.", param, ctx)
        return number
