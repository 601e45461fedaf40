"""How statements about random matrices are judged.

Two routes that share nothing but the language of :mod:`lemmata.theory.random_matrices`:

* *by algebra*: ``elements`` and ``rewriting`` (the free algebra and its relations), ``words`` and ``scalars``
  (expressions brought into it), ``moments`` and ``mean_laws`` (expectations), ``reduction`` (both sides of a step);
* *by evaluation*: ``points`` (small exact matrices), ``field`` (random matrices over a prime field), ``sampling``
  (expectations, with a stated probability of a false alarm), ``refutation`` (which of them fits a step).
"""
