"""``lemmata doctor``: what is installed, whether it gives right answers, and what is not available."""

from __future__ import annotations

import importlib
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from lemmata.interface.cli.paths import Place

NEEDED = (
    "sympy", "mpmath", "python-flint", "numpy", "scipy", "networkx", "z3-solver", "cvc5", "hypothesis", "click", "rich",
    "latex2mathml", "threadpoolctl",
)  # fmt: skip
EXTRAS = {"matplotlib": "figures", "scikit-learn": "digits", "distributed": "cluster"}
"""What only some commands need, and the extra that brings it."""
_MODULES = {"python-flint": "flint", "z3-solver": "z3", "scikit-learn": "sklearn"}
"""What is imported of a package, where it is not called like it."""


@dataclass(frozen=True)
class Check:
    """One question about the installation, the answer, and whether all is well."""

    name: str
    answer: str
    well: bool


@click.command()
@click.option("--ledger", type=Place(path_type=Path, dir_okay=False), help="Where evidence is kept.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.doctor/1).")
def command(ledger: Path | None, as_json: bool) -> int:
    """Say which versions and back ends there are, check that they compute rightly, and name what is missing."""
    from lemmata.interface.cli.output import emit_json

    versions = {"lemmata": version("lemmata"), "python": platform.python_version()}
    versions |= {name: found for name in (*NEEDED, *EXTRAS) if (found := _installed(name))}
    missing = [name for name in NEEDED if name not in versions]
    unavailable = [f"{name} (pip install 'lemmata[{extra}]')" for name, extra in EXTRAS.items() if name not in versions]
    broken = (check for name in (*NEEDED, *EXTRAS) if name in versions for check in _import(name))
    checks = [*broken, *self_checks(), _ledger(ledger)]
    well = not missing and all(check.well for check in checks)
    if as_json:
        told = [{"name": check.name, "answer": check.answer, "well": check.well} for check in checks]
        document = {"versions": versions, "missing": missing, "unavailable": unavailable, "checks": told, "well": well}
        emit_json("lemmata.doctor/1", {**document, "platform": platform.platform(), "cores": os.cpu_count() or 1})
        return 0 if well else 1
    click.echo(f"{platform.platform()}, {os.cpu_count()} cores, {sys.executable}")
    for name, found in versions.items():
        click.echo(f"  {name:<14} {found}")
    for check in checks:
        click.echo(f"{'well' if check.well else 'WRONG':<6} {check.name}: {check.answer}")
    for name in missing:
        click.echo(f"WRONG  {name} is not installed")
    for name in unavailable:
        click.echo(f"not available: {name}")
    return 0 if well else 1


def self_checks() -> Iterator[Check]:
    """Each back end on a small question whose answer is known."""
    for name, ask, right in _QUESTIONS:
        try:
            answer = ask()
        except Exception as error:  # whatever a broken library raises is the answer
            answer = f"{type(error).__name__}: {' '.join(str(error).split())}"
        yield Check(name, answer if answer == right else f"{answer}, not {right}", answer == right)


def _balls() -> str:
    """Sum 1/(1 + k^2/1000) = (pi/2) sqrt(1000) coth(pi sqrt(1000)) - 1/2."""
    from lemmata.numerics import spectral_sum

    return spectral_sum(2, 1, 2, "1/1000", digits=20).to_decimal(20)[0]


def _estimates() -> str:
    from mpmath import mp

    with mp.workdps(20):
        return str(mp.nstr(mp.zeta(2), 15))


def _normal_forms() -> str:
    from sympy import Symbol, sqrt

    from lemmata.verifier.engines.normal_form import vanishes

    x = Symbol("x")
    return str(vanishes(1 / (sqrt(x) - 1) - (sqrt(x) + 1) / (x - 1)))


def _z3() -> str:
    import z3

    x, solver = z3.Real("x"), z3.Solver()
    solver.add(x * x < 0)
    return str(solver.check())


def _cvc5() -> str:
    from lemmata.theory.notation import T, d
    from lemmata.verifier.engines.second_solver import agrees

    return f"{agrees(T - d - 1, [T >= d + 2], 'positive')}, {agrees(T - d - 2, [T >= d + 2], 'positive')}"


def _exact_law() -> str:
    from lemmata.theory import Chain, Isotropic, exact_risk

    return str(exact_risk(Chain(Isotropic(d=2), T=6, sigma2=1)).total)


def _processes() -> str:
    from lemmata.verifier.execution.attempt import failure

    return failure(lambda: "answered", 10.0)


_QUESTIONS: tuple[tuple[str, Callable[[], str], str], ...] = (
    ("balls (python-flint)", _balls, "4.9172941328980506172e1"),
    ("estimates (mpmath)", _estimates, "1.64493406684823"),
    ("normal forms (sympy, python-flint)", _normal_forms, "True"),
    ("z3 finds no x with x*x < 0", _z3, "unsat"),
    ("cvc5 tells T - d - 1 > 0 from T - d - 2 > 0", _cvc5, "True, False"),
    ("exact law of the risk", _exact_law, "2/3"),
    ("processes that can be ended", _processes, "answered"),
)


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _import(name: str) -> Iterator[Check]:
    """What is wrong with a package that is installed, and cannot be imported; nothing where it can."""
    from lemmata.numerics.errors import named

    try:
        importlib.import_module(_MODULES.get(name, name))
    except Exception as error:  # whatever a broken package raises
        yield Check(name, f"cannot be imported ({' '.join(named(error).split())})", well=False)


def _ledger(path: Path | None) -> Check:
    """Whether evidence can be kept where it is kept; nothing is created that was not there."""
    try:
        from lemmata.verifier.ledger import Ledger, default_path

        where, said = path or default_path(), list[str]()
        with suppress(FileNotFoundError):
            where.stat()  # a link to itself exists for nobody, and says why
        if where.exists():
            with Ledger(where, say=said.append):
                pass
            return Check("ledger", f"{where} can be read", not said)
        nearest = next(folder for folder in where.resolve().parents if folder.exists())
        with tempfile.TemporaryFile(dir=nearest):
            return Check("ledger", f"{where} can be made", well=True)
    except Exception as error:  # what the system refuses, or whatever a broken package raises
        return Check("ledger", " ".join(str(error).split()), well=False)
