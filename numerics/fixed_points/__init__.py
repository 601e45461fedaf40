"""The renormalised ridge: the fixed-point equation of a spectrum, its root and its certificate."""
