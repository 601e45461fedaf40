"""How a claim is judged."""
