"""Means that are infinite: inverse Gram matrices of too few Gaussian rows, and inverse lengths of short vectors.

Let W be the Gram matrix of N independent rows in dimension p, of positive definite covariances. It is at most a
multiple of a Wishart matrix with N degrees of freedom, eigenvalue by eigenvalue, whose least eigenvalue l has a density
of order l^((N - p - 1)/2) near zero: E tr B W^-k = oo for positive definite B where p <= N <= p + 2k - 1, and so is
E tr (B W^-j)^m where k = j m: it is the trace of a power of B^(1/2) W^-j B^(1/2). A sum of means, each finite or at
least zero and added, is infinite with one of them. Of N independent N(0, v) entries |z|^2 is v times a chi-square
variable, and E |z|^-2k = oo where N <= 2k.

>>> from sympy import Eq, oo
>>> from lemmata.theory.notation import T, d, sigma
>>> from lemmata.theory.random_matrices import E, GaussianRows, covariance, design, gram, inv, tr
>>> X, Sigma = design("X", T, d), covariance("Sigma", d)
>>> noise = Step(sigma**2 * E(tr(Sigma * inv(gram(X)))), "=", oo)
>>> few = Context((Eq(T, d + 1), sigma > 0), (GaussianRows(X, Sigma),))
>>> found = infinite_mean.judge(noise, few)
>>> found.verdict, [owed.condition for owed in found.owed if "infinite" in owed.why]
(<Verdict.PROVED: 'proved'>, ['T <= d + 1'])
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Add, Expr, Le, Mul, oo
from sympy.core.relational import Relational

from lemmata.theory.random_matrices import Expectation, GaussianNoise, Letter, SquaredNorm, law_of, norm2, tr
from lemmata.verifier.matrices.conditions import existence, splitting
from lemmata.verifier.matrices.elements import Element, NoNormalForm, Word
from lemmata.verifier.matrices.integrable import gaussian_rows_inside
from lemmata.verifier.matrices.moments import Moments
from lemmata.verifier.matrices.ranks import is_positive, not_definite
from lemmata.verifier.obligation import Holds
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

_THEOREM = "the law of the least eigenvalue of a Wishart matrix near zero (Muirhead 1982, Section 3.2)"


class InfiniteMeanRule(Rule):
    """`before` has a term that is the mean of an inverse Gram matrix of too few Gaussian rows, and `after` is oo."""

    name = "infinite mean"
    version = 4

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when a positive term is infinite; that the rows are too few, and no other term is -oo, is owed."""
        if step.relation != "=" or step.after is not oo:
            return Finding(Verdict.UNDECIDED, "this rule proves that a mean equals oo")
        words = Moments(context.assumptions, context.laws)
        norms = [a for a in context.assumptions if isinstance(a, Relational) and a.has(SquaredNorm)]
        try:
            words.learn(step.before, *norms)
            known = (a.func(_scalar(words, words.scalar(a.lhs - a.rhs)), 0) for a in norms)
            words.assumptions = (*words.assumptions, *known)
            terms = words.scalar(step.before)
            found = list(_too_few(words, terms))
        except NoNormalForm as reason:
            return Finding(Verdict.UNDECIDED, f"no normal form: {reason}")
        if not found:
            return Finding(Verdict.UNDECIDED, "no positive term is the mean of an inverse Gram matrix or length")
        (infinite, few) = found[0]
        return Finding(
            Verdict.PROVED,
            f"{infinite} is infinite where {few.condition}, and no other term is -oo",
            cited=(_THEOREM,),
            owed=(
                few,
                *existence(context, step.before),
                *splitting(context, step.before),
            ),
        )


def _scalar(words: Moments, terms: Element, beside: str | None = None) -> Expr:
    """The sum of the terms, or what stands beside a name in those that have it once."""
    return Add(
        *(
            Mul(words.field.to_sympy(value), *(words.meaning[name] ** k for name, k in monomial if name != beside))
            for (monomial, _), value in terms.items()
            if beside is None or (beside, 1) in monomial
        )
    )


def _too_few(words: Moments, terms: Element) -> Iterator[tuple[Expr, Holds]]:
    """Means of the kind with a positive coefficient, which may be a sum, and when they are infinite."""
    for name in sorted({name for monomial, _ in terms for name, _ in monomial}):
        mean = words.meaning.get(name)
        if not isinstance(mean, Expectation):
            continue
        few = _too_few_rows(words, _traced(words, mean.args[0])) or _too_few_entries(words, mean.args[0])
        if few is not None and is_positive(words, _scalar(words, terms, name)):
            yield mean, few


def _traced(words: Moments, integrand: Expr) -> tuple[Word, ...]:
    """The words of whose traces the integrand is the product; none for another integrand."""
    inside = words.scalar(integrand)
    if len(inside) != 1:
        return ()
    [((traces, _), value)] = inside.items()
    found = [words.trace_words.get(name) for name, power in traces for _ in range(power)]
    known = tuple(word for word in found if word is not None)
    return known if len(known) == len(found) and value == words.field.one else ()


def _too_few_rows(words: Moments, traced: tuple[Word, ...]) -> Holds | None:
    """N <= p + 2k - 1 for traces of cyclic words (B W^-j)^m whose j m add up to k; None for words of another form.

    Each is at least a multiple of the power j m of the largest eigenvalue of W^-1.
    """
    powers = [_inverse_power(words, word) for word in traced]
    known = [power for power in powers if power is not None]
    if not known or len(known) < len(powers) or len({atom for atom, _ in known}) > 1:
        return None
    atom, order = known[0][0], sum(order for _, order in known)
    rows, _ = gaussian_rows_inside(words, words.inside_inverse[atom])
    if rows is None:
        return None
    return Holds(Le(rows, words.shape[atom][0] + 2 * order - 1, evaluate=False), "the mean is infinite")


def _too_few_entries(words: Moments, integrand: Expr) -> Holds | None:
    """N <= 2k for the mean of |z|^-2k, z of N independent Gaussian entries; None for another mean."""
    base, power = integrand.as_base_exp()
    letters = integrand.atoms(Letter)
    if len(letters) != 1 or not (power.is_integer and power.is_negative):
        return None
    [z] = letters
    law = law_of(z, words.laws)
    if base not in (tr(z.T * z), tr(z * z.T), norm2(z)) or not isinstance(law, GaussianNoise):
        return None
    fixed = not any(law_of(letter, words.laws) for letter in law.variance.atoms(Letter))
    return Holds(Le(z.rows * z.cols, -2 * power, evaluate=False), "the mean is infinite") if fixed else None


def _inverse_power(words: Moments, word: Word) -> tuple[str, int] | None:
    """W^-1 and j m of a cyclic word (B W^-j)^m, B definite; None for another word."""
    inverses = {atom for atom in word if atom in words.inside_inverse and words.random(atom)}
    if len(inverses) != 1:
        return None
    [atom] = inverses
    period = next(k for k in range(1, len(word) + 1) if word[k:] + word[:k] == word)
    once = word[:period]
    order, size = once.count(atom), words.shape[atom][0]
    turns = (once[k:] + once[:k] for k in range(period))
    outer = next((turn[order:] for turn in turns if set(turn[:order]) == {atom}), None)
    if outer is None or any(words.random(part) for part in outer):
        return None
    if outer and not_definite(words, words.word(outer), size) is not None:
        return None
    return atom, word.count(atom)


infinite_mean = InfiniteMeanRule()
