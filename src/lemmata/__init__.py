"""A symbolic-numeric theory verifier: what is proved, what is only tested, what is assumed, what is false.

    lemmata.numerics      how numbers are obtained: certified sums, exact laws, simulation
    lemmata.theory        what is stated: models, quantities, random matrices, scaling
    lemmata.verifier      how a claim is judged: claims, rules, evidence, verdicts
    lemmata.derivations   the papers, one package each

The command line (``lemmata --help``) does three jobs: ``verify`` judges derivations step by step, ``exponents`` derives
scaling exponents with proof, ``test`` property-tests a formula. From Python, begin with
``from lemmata.theory import Chain, Isotropic, exact_risk``.
"""

import time

from lemmata.lazy import lazily

LOADED = time.time()
"""When this package began to be read: a file that is older is the one that was read."""

__version__ = "0.1.0"

__all__ = ["derivations", "interface", "numerics", "theory", "verifier"]

__getattr__, __dir__ = lazily(__name__, {}, packages=__all__)
