"""A model by its name, or from a user's own file."""

from __future__ import annotations

from pathlib import Path

from lemmata.numerics.errors import InputError
from lemmata.theory.models.shelf import shipped_model
from lemmata.theory.models.statement import Model
from lemmata.verifier.chapters import user_module


def is_file(target: str) -> bool:
    """Whether a model's name is that of a file."""
    return target.endswith(".py") or "/" in target


def find_model(target: str) -> Model:
    """The model that ``--model`` names: one that comes with the project, or the one in a file.

    Raises:
        InputError: for an unknown name, and for a file that cannot be read, states no model, or several, or one with
            letters that cannot be told apart.
    """
    if not is_file(target):
        return shipped_model(target)
    module = user_module(Path(target), "model")
    models = {id(value): value for value in vars(module).values() if isinstance(value, Model)}
    if len(models) != 1:
        raise InputError("model", target, "a file that states exactly one Model")
    model = next(iter(models.values()))
    if not model.quantities:
        raise InputError("model", target, 'a model with a quantity: MODEL.quantity("risk", E(...))')
    model.place = target
    _ = model.parameters  # looked at here, whatever is asked of the model
    return model
