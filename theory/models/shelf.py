"""The models that come with the project, found by name.

>>> shipped_model("mixture").title
'Ridge regression on n1 real and n2 synthetic rows'
"""

from __future__ import annotations

import difflib
import pkgutil
from importlib import import_module

from lemmata.numerics.errors import InputError
from lemmata.theory.models import shipped
from lemmata.theory.models.statement import Model


def shipped_names() -> list[str]:
    """Their names, the chain first."""
    found = sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(shipped.__path__))
    return ["chain", *(name for name in found if name != "chain")]


def shipped_model(name: str) -> Model:
    """One of them.

    Raises:
        InputError: listing the names there are.
    """
    names = shipped_names()
    if name not in names:
        near = difflib.get_close_matches(name, names, n=1)
        meant = f"; did you mean {near[0]}?" if near else ""
        raise InputError("model", name, f"a file that ends in .py, or one of {', '.join(names)}{meant}")
    model = import_module(f"{shipped.__name__}.{name.replace('-', '_')}").MODEL
    assert isinstance(model, Model)
    return model
