"""Reports: what a run found, as pages to read and to send, and as LaTeX to paste."""

from lemmata.interface.report.latex import latex_of
from lemmata.interface.report.site import site

__all__ = ["latex_of", "site"]
