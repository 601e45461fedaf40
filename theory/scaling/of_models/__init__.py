"""Exponents of any model: a derived equivalent, written without minus signs, in the place of the risk of the chain.

* :mod:`~lemmata.theory.scaling.of_models.model_inputs`: the equivalent is derived and written as text;
* :mod:`~lemmata.theory.scaling.of_models.formula`, :mod:`~lemmata.theory.scaling.of_models.positive`: as sums of
  positive terms, exactly, or refused;
* :mod:`~lemmata.theory.scaling.of_models.shared_kappa`: the order of kappa where several sizes share it;
* :mod:`~lemmata.theory.scaling.of_models.equivalent_problem`: the parts of parameter space with one formula each.

What follows (regimes, constants, optimum, claims, certificates, numbers) is that of :mod:`lemmata.theory.scaling`.
"""
