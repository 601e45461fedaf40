"""From an expression to its value: exactly, in balls, or as an enclosure for all large arguments."""
