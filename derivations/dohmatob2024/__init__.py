"""Dohmatob, Feng, Kempe."""
