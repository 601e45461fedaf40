"""How far the deterministic equivalents are from the exact means at finite size: proved bounds, for Gaussian rows."""
