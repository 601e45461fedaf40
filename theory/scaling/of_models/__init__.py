"""Exponents of any model."""
