"""Paths that are typed for options and arguments."""

from __future__ import annotations

from typing import Any

import click


class Place(click.Path):
    """A path with a name: an empty one would be the folder in which the command runs."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path.

        Raises:
            click.BadParameter: for an empty one, and where the path is not of the kind that is asked for.
        """
        if value == "":
            self.fail("'' is no path; the folder in which you are is '.'.", param, ctx)
        return super().convert(value, param, ctx)
