"""Scaling exponents judged again: certificates by rational arithmetic, and the lemmas they rest on."""
