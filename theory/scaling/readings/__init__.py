"""One formula, four readings.

The risk is written once, as sums, products and quotients of positive quantities (:mod:`lemmata.theory.scaling.risk`).
What such a quantity is, a reading says (:mod:`lemmata.theory.scaling.readings.protocol`):

    orders        its exponent, a tropical expression: needs only max <= sum <= m max and a bound of spectral sums
    leadings      on a region its leading monomial, with logarithm and constant, by Mellin transforms
    corrections   at a point its exponent and the powers by which the leading law is corrected
    values        at a point and a size T the number itself

The first two must have the same exponent, which :mod:`lemmata.theory.scaling.certificate` proves on every regime; the
last two confirm it by numbers (:mod:`lemmata.theory.scaling.confirm`).
"""
