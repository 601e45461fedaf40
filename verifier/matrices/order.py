"""Inequalities between traces, squared norms, quadratic forms and matrices, by what holds for all matrices.

The difference of the two sides is brought to normal form, a polynomial in traces, and follows

* from signs by structure (tr K M >= 0 for p.s.d. K and M), from the Cauchy-Schwarz inequality tr(U V)^2 <= ||U||^2
  ||V||^2 and from tr K M <= tr K tr M, put in as assumptions of a polynomial problem; or
* from the order of matrices: it is tr(K N), K p.s.d. or u u', and N is p.s.d. as a sum of squares, as it is or after
  multiplication with an inverted matrix from both sides (:mod:`lemmata.verifier.matrices.squares`). So
  inv(S) - inv(S + B) = R (B + B inv(S) B) R with R = inv(S + B) (Horn and Johnson, Matrix Analysis, 7.7).

The difference of two matrices is not negative where it is p.s.d., and positive where it is positive definite.

>>> from sympy import Integer
>>> from lemmata.theory.notation import d
>>> from lemmata.theory.random_matrices import covariance, inv, norm2, semidefinite, tr, vector
>>> S, B, u, v = covariance("S", d), semidefinite("B", d), vector("u", d), vector("v", d)
>>> shown_nonnegative(tr(inv(S)) - tr(inv(S + B)), Context())
'tr(K N) with N = -inv(B + S) + inv(S) p.s.d.: p.s.d. by structure, seen beside inv(B + S)'
>>> shown_nonnegative(norm2(u) * norm2(v) - tr(u.T * v)**2, Context()) != ""
True
>>> shown_nonnegative(tr(inv(S + B)) - tr(inv(S)), Context())
''
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from typing import Any

from sympy import Add, Basic, Dummy, Expr, Ge, Gt, Integer, Mul, Pow
from sympy.core.relational import Relational

from lemmata.theory.random_matrices import Letter, MatrixExpression, Plus, SquaredNorm, Trace
from lemmata.verifier.engines.positivity import nonnegative
from lemmata.verifier.matrices.assumed import of_matrices, of_numbers
from lemmata.verifier.matrices.conditions import MEANS
from lemmata.verifier.matrices.elements import ONE, Element, NoNormalForm, Word
from lemmata.verifier.matrices.interlacing import facts_of_eigenvalues, in_letters
from lemmata.verifier.matrices.moments import Moments
from lemmata.verifier.matrices.ranks import is_positive_name
from lemmata.verifier.matrices.reduction import COMPLETION
from lemmata.verifier.matrices.signs import (
    above_zero,
    is_nonnegative,
    is_nonnegative_monomial,
    is_semidefinite,
    semidefinite_word,
    splits,
)
from lemmata.verifier.matrices.squares import shown_semidefinite
from lemmata.verifier.step import Context

_MOST_TRACES = 8


def shown_nonnegative(difference: Expr | MatrixExpression, context: Context, *, strict: bool = False) -> str:
    """How it is known that a scalar made of matrices is not negative (or positive); empty where it is not.

    Means are not looked into, and that the inverses exist is owed by the step.
    """
    if difference.has(*MEANS):
        return ""
    try:
        if isinstance(difference, MatrixExpression):
            return _between_matrices(difference, context, strict=strict)
        general = _of_any_vectors(difference)
        if general != difference and (how := shown_nonnegative(general, context, strict=strict)):
            return f"{how}, whatever the sums of vectors are"
        words = Moments(context.assumptions, context.laws)
        said = [relation for relation in of_matrices(context.assumptions) if _is_of_scalars(relation)]
        words.learn(difference, *(side for relation in said for side in relation.args))
        words.complete(COMPLETION[1])
        if not strict and is_nonnegative(words, difference):
            return "traces of products of two p.s.d. matrices, as they are written"
        element = words.scalar(difference)
        if how := _as_a_form(words, difference, strict=strict):
            return how
        return _by_traces(words, element, said, context, strict=strict) or ("" if strict else _by_order(words, element))
    except NoNormalForm:
        return ""


def _of_any_vectors(difference: Expr) -> Expr:
    """With a vector of its own in the place of each sum of which it has a squared norm."""
    norms = sorted(difference.atoms(SquaredNorm), key=str)
    sums = dict.fromkeys(norm.args[0] for norm in norms if isinstance(norm.args[0], Plus))
    made: Expr = difference.xreplace({one: Letter(f"sum {k}", *one.shape) for k, one in enumerate(sums)})
    return made


# -- traces as the letters of a polynomial --------------------------------------------------------------------------


def _is_of_scalars(relation: Basic) -> bool:
    return isinstance(relation, Relational) and all(isinstance(side, Expr) for side in relation.args)


def _by_traces(words: Moments, element: Element, relations: list[Basic], context: Context, *, strict: bool) -> str:
    said = [(one.func, words.scalar(one.lhs - one.rhs)) for one in relations if not one.has(*MEANS)]
    names = sorted({name for part in (element, *(one for _, one in said)) for mono, _ in part for name, _ in mono})
    if not names or len(names) > _MOST_TRACES or not all(_is_real(words, name) for name in names):
        return ""
    letters = {name: Dummy(name, real=True) for name in names}
    facts: list[Relational] = [Ge(letters[name], 0) for name in names if is_nonnegative_monomial(words, ((name, 1),))]
    facts += [
        Gt(letters[name], 0)
        for name in names
        if (strict or name not in words.trace_words) and is_positive_name(words, name)
    ]
    facts += [func(in_letters(words, one, letters), 0) for func, one in said]
    facts += _products(words, letters)
    facts += facts_of_eigenvalues(words, letters)
    facts = [fact for fact in dict.fromkeys(facts) if isinstance(fact, Relational)]
    wanted = in_letters(words, element, letters)
    decision = nonnegative(wanted, [*of_numbers(context.assumptions), *facts], strict=strict)
    return f"as a polynomial in {', '.join(names)}" if decision.answer == "proved" else ""


def _is_real(words: Moments, name: str) -> bool:
    """Whether a scalar is a real number: a trace, or made of traces without roots."""
    meaning = words.meaning.get(name)
    if name in words.trace_words or not isinstance(meaning, Expr):
        return name in words.trace_words
    rational = all(power.exp.is_Integer for power in meaning.atoms(Pow))
    return (rational and meaning.has(MatrixExpression)) or meaning.is_real is True


def _products(words: Moments, letters: dict[str, Dummy]) -> Iterator[Relational]:
    """Cauchy-Schwarz for each way in which a trace is one of two factors, with K between them where K is p.s.d.

    2 |tr U V| <= ||U||^2 + ||V||^2 besides, (tr M)^2 <= d tr M M' for M of size d, and tr K M <= tr K tr M where both
    are p.s.d., d^2 <= tr K tr inv(K) for definite K.
    """
    for inverse, inside in words.inside_inverse.items():
        within = next((word for _, word in inside), ())
        if within and inside == words.word(within) and semidefinite_word(words, within):
            pair = [_value(words, word, letters) for word in (within, (inverse,))]
            if None not in pair:
                yield Ge(Mul(*pair) - words.shape[inverse][0] ** 2, 0)
        yield from _beside_few_rows(words, inverse, inside, letters)
    for name, trace in letters.items():
        word = words.trace_words.get(name, ())
        for turned in (word[k:] + word[:k] for k in range(len(word))):
            length = _value(words, turned + words.transpose_word(turned), letters)
            if length is not None:
                yield Ge(words.shape[turned[0]][0] * length - trace**2, 0)
        for one, other in dict.fromkeys(splits(word)):
            if not one:
                continue
            for first, last in _lengths(words, one, other):
                length, width = _value(words, first, letters), _value(words, last, letters)
                if length is not None and width is not None:
                    yield Ge(length * width - trace**2, 0)
                    yield Ge(length + width - 2 * trace, 0)
                    yield Ge(length + width + 2 * trace, 0)
            if other and semidefinite_word(words, one) and semidefinite_word(words, other):
                length, width = _value(words, one, letters), _value(words, other, letters)
                if length is not None and width is not None:
                    yield Ge(length * width - trace, 0)


def _beside_few_rows(words: Moments, inverse: str, inside: Element, letters: dict[str, Dummy]) -> Iterator[Relational]:
    """The trace of inv(c + N), N p.s.d. of rank at most r >= 1, is above (d - r)/c: on the kernel of N it is 1/c."""
    c, rest = inside.get(ONE), {key: value for key, value in inside.items() if key != ONE}
    value = _value(words, (inverse,), letters)
    if c is None or value is None or not rest or not (above_zero(words, c) and is_semidefinite(words, rest)):
        return
    size, number = words.shape[inverse][0], words.field.to_sympy(c)
    widths = [sorted({words.shape[atom][0] for atom in word} - {size}, key=str) or [size] for _, word in rest]
    yield from (Gt(value * number - size + Add(*ranks), 0) for ranks in islice(product(*widths), _MOST_TRACES))


def _lengths(words: Moments, one: Word, other: Word) -> Iterator[tuple[Word, Word]]:
    """Words of U U' and V' V for tr U V; of U K U' and V' K V for tr U K V; of U K U' and V' inv(K) V for tr U V."""
    flipped = words.transpose_word
    if not other:
        return
    yield one + flipped(one), flipped(other) + other
    rest = other[1:]
    if rest and semidefinite_word(words, other[:1]):
        yield (*one, other[0], *flipped(one)), (*flipped(rest), *other)
    for inverse, inside in words.inside_inverse.items():
        within = max((word for _, word in inside), default=())
        alone = len(within) == 1 and inside == words.word(within) and semidefinite_word(words, within)
        if alone and words.shape[inverse][0] == words.shape[other[0]][0]:
            yield (*one, *within, *flipped(one)), (*flipped(other), inverse, *other)
            yield (*one, inverse, *flipped(one)), (*flipped(other), *within, *other)


def _value(words: Moments, word: Word, letters: dict[str, Dummy]) -> Expr | None:
    return in_letters(words, words.trace(words.word(word), words.shape[word[0]][0]), letters)


def _as_a_form(words: Moments, difference: Expr, *, strict: bool) -> str:
    """A sum of numbers and u'M v, as a matrix of one row and column."""
    form: Element = {}
    for term in Add.make_args(difference.expand()):
        number, body = term.as_independent(MatrixExpression)
        square = body.as_trace() if isinstance(body, SquaredNorm) else body
        if body == 1:
            part = {ONE: words.field.one}
        elif isinstance(square, Trace) and square.args[0].shape == (1, 1):
            part = words.matrix(square.args[0])
        else:
            return ""
        form = words.sum([form, words.scaled(part, words.number(number))])
    return shown_semidefinite(words, form, Integer(1), definite=strict) if any(word for _, word in form) else ""


# -- the order of matrices ------------------------------------------------------------------------------------------


def _between_matrices(difference: MatrixExpression, context: Context, *, strict: bool) -> str:
    words = Moments(context.assumptions, context.laws)
    words.learn(difference)
    known = -1
    for pairs in COMPLETION:
        words.complete(pairs)
        if len(words.rules) == known:
            continue
        known = len(words.rules)
        how = shown_semidefinite(words, words.matrix(difference), difference.rows, definite=strict)
        if how or not words.overlapping:
            return how
    return ""


def _by_order(words: Moments, element: Element) -> str:
    for within in _cofactors(words, element):
        rows = next((words.shape[word[0]][0] for _, word in within if word), None)
        how = shown_semidefinite(words, within, rows) if rows is not None else ""
        if how:
            return f"tr(K N) with N = {words.shown(within)} p.s.d.: {how}"
    return ""


def _cofactors(words: Moments, element: Element) -> Iterator[Element]:
    """The symmetric N for which the element is tr(K N), for K = 1, each p.s.d. letter, and each u u'."""
    terms, constant = [], words.field.zero
    for (monomial, _), value in element.items():
        if not monomial:
            constant = value
        elif len(monomial) == 1 and monomial[0][1] == 1 and monomial[0][0] in words.trace_words:
            terms.append((words.trace_words[monomial[0][0]], value))
        else:
            return
    if not terms:
        return
    common = set.intersection(*({*word, *words.transpose_word(word)} for word, _ in terms))
    kinds: list[Word] = [(atom,) for atom in sorted(common) if semidefinite_word(words, (atom,))]
    kinds += [(words.transposed[a], a) for a in sorted(common) if words.shape[a][1] == 1 and words.shape[a][0] != 1]
    sizes = dict.fromkeys(words.shape[atom][0] for word, _ in terms for atom in word)
    whole: list[tuple[Word, Any]] = [((), size) for size in sizes if size != 1]
    for ends, size in whole + [(ends, words.shape[ends[-1]][0]) for ends in kinds]:
        total: Element = {}
        for word, value in terms:
            rest = _without(words, word, ends, size)
            if rest is None:
                break
            half = words.scaled(words.word(rest), value / 2)
            total = words.sum([total, half, words.transpose(half)])
        else:
            within = words.inside_inverse.get(ends[0]) if len(ends) == 1 else None if ends else {ONE: words.field.one}
            if constant and within is None:
                continue
            if constant and within is not None:  # c = tr(c/size 1), or tr(c/size inv(M) M)
                total = words.sum([total, words.scaled(within, constant / words.number(size))])
            yield words.reduce(total)


def _without(words: Moments, word: Word, ends: Word, size: Any) -> Word | None:
    """What is left of a cyclic word when K is taken out, or u' before and u after it; in either direction.

    Where there are several, one that is its own transpose.
    """
    turns = (form[k:] + form[:k] for form in (word, words.transpose_word(word)) for k in range(len(word)))
    if not ends:
        left = [turned for turned in turns if words.shape[turned[0]][0] == size]
    elif len(ends) == 1:
        left = [turned[1:] for turned in turns if turned[:1] == ends]
    else:
        left = [turned[1:-1] for turned in turns if len(turned) >= 2 and (turned[0], turned[-1]) == ends]
    return min(left, key=lambda rest: rest != words.transpose_word(rest), default=None)
