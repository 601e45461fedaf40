"""Quantities that only this chapter speaks of: moments of the parameter, and other ways to retrain."""
