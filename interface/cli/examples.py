"""Two commands to begin with, for every command; ``--help`` ends with them."""

EXAMPLES: dict[str, tuple[str, str]] = {
    "": ("lemmata verify mine.py", "lemmata explain ols-growth"),
    "verify": ("lemmata verify mine.py", "lemmata verify dohmatob2024 --only refuted,assumed"),
    "list": ("lemmata list dohmatob2024", "lemmata list --errata"),
    "show": ("lemmata show ols-growth", "lemmata show 'dohmatob2024:Theorem 4.1' --json"),
    "explain": ("lemmata explain ols-growth", "lemmata explain kappa"),
    "help": ("lemmata help wishart_moment", "lemmata help verify"),
    "replay": ("lemmata replay dohmatob2024:ols-growth", "lemmata replay certificate.json --trust mine.py"),
    "exponents": (
        "lemmata exponents --beta 2 --r 1/2 --optimise",
        "lemmata exponents --beta 2 --r 1/2 --d T^2 --claim 'max(-2*ell, ell/2-1)'",
    ),
    "test": (
        "lemmata test 'sigma^2*d/(T-d-1)' --quantity risk --given ridge==0 --given n==0",
        "lemmata test 'sigma^2*phi/(1-phi)' --quantity risk --as limit --given ridge==0 --given n==0 --given 'phi<1'",
    ),
    "evaluate": (
        "lemmata evaluate risk --d 8 --T 12 --sigma2 1/2",
        "lemmata evaluate df1 --beta 2 --kappa 1/1000 --digits 50",
    ),
    "simulate": (
        "lemmata simulate risk --d 8 --T 12 --sigma2 1/2",
        "lemmata simulate risk --d 8 --T 12 --ridge 1/10 --sigma2 1/2 --relative-error 0.01",
    ),
    "figures": ("lemmata figures dohmatob2024 --out figures", "lemmata figures dohmatob2024 --out figures --figure 1a"),
    "report": ("lemmata report mine.py --out site", "lemmata report dohmatob2024 --latex"),
    "new": ("lemmata new mine.py", "lemmata new second.py"),
    "fit": ("lemmata fit spectrum eigenvalues.csv", "lemmata fit curve losses.csv --json"),
    "draft": ("lemmata draft paper.tex --out paper.py", "lemmata draft source.zip --out paper.py"),
    "models": ("lemmata models", "lemmata models chain"),
    "derive": ("lemmata derive risk", "lemmata derive random-features:risk --json"),
    "doctor": ("lemmata doctor", "lemmata doctor --json"),
}


def examples_of(command: str) -> str:
    """The last lines of a help text; click leaves a paragraph alone that begins with a backspace."""
    found = EXAMPLES.get(command)
    return "" if found is None else "\b\nExamples:\n  " + "\n  ".join(found)
