"""Pictures of derived exponents; which one is drawn follows from what is free in the problem.

* Two exponents free: a phase diagram of the dominant terms, exact polygons with the exponent in each. With ``ell``
  among the two the optimal ``ell`` is drawn over it; with ``ell`` optimised the diagram is that of the optimal ridge.
* One: the exponents along it, kinks at their exact places; with ``ell`` optimised the rate, and the optimal ``ell``.
* None: the local slope of the risk against T, with the exponent and the envelope ``T^-h`` that are predicted.

Other names are fixed by conditions such as ``g == 0``; beta and r must be numbers. The files depend on nothing but the
problem: the same bytes whenever and wherever they are drawn.
"""

from __future__ import annotations

from pathlib import Path

from lemmata.interface.writing import whole
from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.derive import Exponents
from lemmata.theory.scaling.optimum import OptimalRidge

SUFFIXES = (".svg", ".pdf", ".png")


def drawable(path: str) -> None:
    """Look at the name of a picture, before anything is derived.

    Raises:
        InputError: for a format or a folder that there is not.
    """
    if Path(path).suffix not in SUFFIXES:
        raise InputError("plot", path, "a file with suffix .svg, .pdf or .png")
    if not Path(path).absolute().parent.is_dir():
        raise InputError("plot", path, "a file that can be written (there is no such folder)")


def draw(found: Exponents, path: str, optimum: OptimalRidge | None = None) -> None:
    """Write a picture; the suffix of ``path`` says in which format.

    Raises:
        InputError: when matplotlib is missing, a parameter is not a number, or too many names are free.
    """
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        raise InputError("plot", path, 'drawn with matplotlib: install the extra "figures"') from None
    names = free_names(found, optimum)
    drawable(path)
    from lemmata.interface.exponent_figures.phases import draw_phases
    from lemmata.interface.exponent_figures.rates import draw_rates
    from lemmata.interface.exponent_figures.slopes import draw_slopes
    from lemmata.interface.figures.drawing import DOTS_PER_INCH, STYLE

    with matplotlib.rc_context(STYLE):
        figure = Figure(layout="constrained")
        (draw_slopes, draw_rates, draw_phases)[len(names)](figure, found, names, optimum)
        dated = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}
        with whole(Path(path), "plot") as aside:
            figure.savefig(aside, dpi=DOTS_PER_INCH, metadata=dated.get(aside.suffix))


def free_names(found: Exponents, optimum: OptimalRidge | None) -> list[str]:
    """The names that a picture has axes for, ``ell`` first.

    Raises:
        InputError: when beta or r is among them, or there are more than two.
    """
    names = sorted(found.problem.names - ({optimum.ell} if optimum else set()), key=lambda name: (name != "ell", name))
    for parameter in ("beta", "r"):
        if parameter in names:
            raise InputError(parameter, parameter, "a number for a picture, such as --beta 2 --r 1/2")
    if len(names) > 2:
        advice = "add 'g == 0'" if optimum or "ell" not in names else "add --optimise, or 'g == 0'"
        raise InputError("where", ", ".join(names), f"such that one or two names are free for a picture ({advice})")
    return names
