"""Certificates: what a verdict can be computed from again, here and by programs that share no code with this."""
