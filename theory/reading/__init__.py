"""From what a user types, plain or LaTeX, to an expression: by an allow-list, never by evaluation."""
