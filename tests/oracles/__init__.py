"""Slow and plain computations that tests and benchmarks compare with; nothing that users run rests on them."""
