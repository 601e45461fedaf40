"""Simulation of retraining chains: cheap draws that are exact in law, and whatever can be integrated, integrated."""

from lemmata.numerics.simulation.setting import INPUTS, Setting

__all__ = ["INPUTS", "Setting"]
