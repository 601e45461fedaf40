"""The paper that this chapter is about, and its table of contents."""

from lemmata.verifier.paper import Paper

PAPER = Paper(
    "renormalization",
    "Scaling and renormalization in high-dimensional regression",
    "Atanasov, Zavatone-Veth, Pehlevan, arXiv 2405.00592v4 (30 June 2025)",
    contents={
        "S-transform": "white Wishart noise, and how it renormalises a ridge",
        "Ridge regression": "test and training error, and what cross-validation sees",
        "Cross-validation": "its exact bias at finite size",
        "Optimal ridge": "for a truth without direction, in every covariance",
        "Random features": "a ridge renormalised twice, and the pieces of the error",
        "Power laws": "exponents, constants and the plateau of the noise",
        "Closed case": "eigenvalues 1/k^2 and a source of 3/4: rational in T and pi",
        "Regimes": "what the features add, and where it leads",
    },
)
