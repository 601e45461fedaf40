"""Models of training: models as data, those that come with the project, and the retraining chain with its laws.

>>> from lemmata.theory.models import shipped_names
>>> "mixture" in shipped_names()
True
"""

from typing import TYPE_CHECKING

from lemmata.lazy import lazily

if TYPE_CHECKING:
    from lemmata.theory.models.parts import without
    from lemmata.theory.models.shelf import shipped_model, shipped_names
    from lemmata.theory.models.statement import Model, ModelQuantity, Parameter, Spread

__all__ = ["Model", "ModelQuantity", "Parameter", "Spread", "shipped_model", "shipped_names", "without"]

__getattr__, __dir__ = lazily(
    __name__,
    {
        "parts": ("without",),
        "shelf": ("shipped_model", "shipped_names"),
        "statement": ("Model", "ModelQuantity", "Parameter", "Spread"),
    },
)
