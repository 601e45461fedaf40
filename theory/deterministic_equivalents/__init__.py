"""Deterministic equivalents derived from an expression, by linearisation and the matrix Dyson equation.

The route of one quantity, a module a step:

* :mod:`~lemmata.theory.deterministic_equivalents.opening`: label noise integrated out exactly, vectors as weights;
* :mod:`~lemmata.theory.deterministic_equivalents.scope`: every inverse is bounded, seen from its structure, or refused;
* :mod:`~lemmata.theory.deterministic_equivalents.pencil`: the expression is a corner of the inverse of a linear pencil;
* :mod:`~lemmata.theory.deterministic_equivalents.dyson`: its equation in finitely many scalars, pruned soundly;
* :mod:`~lemmata.theory.deterministic_equivalents.system`: exact inverses class by class, the system of equations;
* :mod:`~lemmata.theory.deterministic_equivalents.closed_form`: kappa, df1, df2 recognised, everything else solved;
* :mod:`~lemmata.theory.deterministic_equivalents.solving`: numbers on the branch that is analytic from large ridges.

:func:`~lemmata.theory.deterministic_equivalents.derivation.derived` does all of it. What it gives rests on one named
principle (:data:`~lemmata.theory.deterministic_equivalents.derivation.PRINCIPLE`): to leading order, in the
proportional regime. Linearisation: Haagerup and Thorbjornsen 2005; Helton, Mai and Speicher 2018. Dyson equations:
Ajanki, Erdos and Krueger 2019, Probab. Theory Relat. Fields 173.
"""
