"""Figures of theory and simulation together: described, measured, drawn and written down as data.

A chapter describes its figures (:mod:`~lemmata.interface.figures.description`); what is drawn in them is its own
affair. Here every curve is evaluated, every point simulated from a stream of its own
(:mod:`~lemmata.interface.figures.measure`), and both are drawn (:mod:`~lemmata.interface.figures.drawing`) and written
as one JSON document (:mod:`~lemmata.interface.figures.document`).
"""
