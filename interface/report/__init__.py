"""Reports: what a run found, as pages to read and to send."""

from lemmata.interface.report.page import page

__all__ = ["page"]
