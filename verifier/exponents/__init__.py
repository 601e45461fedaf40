"""Scaling exponents judged again: certificates by rational arithmetic."""
