"""Figures of theory and simulation together: described, measured, drawn and written down as data.

A chapter describes its figures (:mod:`~verifier.figures.description`); what is drawn in them is its own affair. Here
every curve is evaluated, every point simulated from a stream of its own (:mod:`~verifier.figures.measure`), and both
are drawn (:mod:`~verifier.figures.drawing`) and written as one JSON document (:mod:`~verifier.figures.document`).
"""
