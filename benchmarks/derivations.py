"""How long an equivalent takes to derive, after import, in processor time: the system, and its closed form.

    python benchmarks/derivations.py

Each is derived once, nothing of it being known before; at the end stands the largest sum.
"""

from __future__ import annotations

import time

from sympy import Symbol

from lemmata.theory.deterministic_equivalents.closed_form import closed_form
from lemmata.theory.deterministic_equivalents.derivation import commuting, renamed
from lemmata.theory.deterministic_equivalents.system import system_of
from lemmata.theory.models import shipped_model
from lemmata.theory.notation import T, d, ridge

SPECIAL = {"chain": {"n": 1}, "early-stopping": {"steps": 3}}
NAMES = ("ridge", "least-squares", "mixture", "random-features", "chain", "early-stopping")


def timed(work: object, *arguments: object) -> tuple[float, object]:
    """Processor time, and the answer."""
    start = time.process_time()
    answer = work(*arguments)  # type: ignore[operator]
    return time.process_time() - start, answer


def main() -> None:
    worst = 0.0
    for name in NAMES:
        model = shipped_model(name)
        where = [ridge > 0, d < T, d < Symbol("T0", integer=True, positive=True)]
        for quantity in model.quantities:
            expression, laws = renamed(model, model.named(quantity).expression(**SPECIAL.get(name, {})))
            system_time, system = timed(system_of, expression, laws, (*model.where, *where), commuting(model))
            try:
                closed_time, _ = timed(closed_form, system)
                closed = f"closed form {closed_time:.3f} s"
            except ArithmeticError as reason:
                closed_time, closed = 0.0, f"no closed form ({reason})"
            worst = max(worst, system_time + closed_time)
            print(f"{name + ':' + quantity:<28} system {system_time:.3f} s   {closed}")
    print(f"largest sum: {worst:.3f} s")


if __name__ == "__main__":
    main()
