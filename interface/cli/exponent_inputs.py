"""What ``lemmata exponents`` is asked about: the chain with its formulas, or a quantity of any model, derived."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from lemmata.interface.cli.model_options import asked_model, extra_options
from lemmata.numerics.errors import InputError

if TYPE_CHECKING:
    from lemmata.theory.models.statement import Model
    from lemmata.theory.scaling.inputs import Inputs
    from lemmata.theory.scaling.of_models.equivalent_inputs import EquivalentInputs

ELL = "ell"


def inputs_of(
    model_name: str, quantity: str, ell: str | None, optimise: str | None, given: Mapping[str, Any]
) -> Inputs | EquivalentInputs:
    """The inputs of the problem.

    Raises:
        InputError: naming what does not apply or is missing.
    """
    from lemmata.theory.scaling.inputs import Inputs

    if optimise is not None and ell is not None and optimise == ELL:
        raise InputError(ELL, ell, "left out when it is optimised")
    model = asked_model(model_name)
    known = {name: value for name, value in given.items() if value is not None}
    if model is not None:
        return _of_a_model(model, quantity, ell, optimise, known)
    if quantity != "risk":
        raise InputError("quantity", quantity, "risk for the chain, whose parts are listed; or give a model (--model)")
    if optimise not in (None, ELL):
        raise InputError("optimise", optimise, "ell for the chain: other sizes are optimised over with --model")
    return Inputs(known.pop("beta"), known.pop("r"), ell=ELL if ell is None else ell, **known)


def _of_a_model(
    model: Model, quantity: str, ell: str | None, optimise: str | None, known: dict[str, Any]
) -> EquivalentInputs:
    from lemmata.theory.scaling.of_models.model_inputs import model_inputs

    shared = {name: known.pop(name) for name in ("beta", "r", "d", "where") if name in known}
    own = {**known, **extra_options(click.get_current_context().args)}
    if ell is not None:
        ridges = [p.option for p in model.parameters if p.option.startswith("ridge")]
        if len(ridges) != 1 or ridges[0] in own:
            raise InputError(ELL, ell, f"left out: the ridges of {model.name} are {', '.join(ridges) or 'none'}")
        own[ridges[0]] = "0" if ell == "oo" else f"T^-({ell})"
    return model_inputs(model, quantity, own, **shared, ell=optimise or ELL)
