"""Reports: what a run found, as pages to read and to send."""

from verifier.report.page import page

__all__ = ["page"]
