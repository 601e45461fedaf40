"""Quantities that claims are about: risks, moments and equivalents, in the letters of a proof."""
