"""Normal forms in the free algebra: matrix expressions as sums of words, and what the words satisfy.

A matrix expression is a sum of terms: a coefficient in Q(d, T, sigma, ...), a monomial of scalars (traces, mostly) and
a word of atoms. Atoms are letters, their transposes, inverses and pseudo-inverses. An inverse R = A^-1 enters through
its relations A R = 1 and R A = 1, read as rewriting rules from the longest word of A; rules that overlap give new
rules (Bergman, "The diamond lemma for ring theory", Adv. Math. 29, 1978; the noncommutative Buchberger procedure of
Mora), which is how ``X (X'X + c)^-1 = (XX' + c)^-1 X`` is found. Every rule is a consequence of the relations, so two
expressions with one normal form are equal in every dimension; the converse is not claimed, because completion stops at
a bound. Words under a trace are moreover cyclic and may be transposed, and at a junction of dimension one they split:
tr(a b' c d') = (b'c)(d'a) for vectors.

>>> from theory.notation import T, d
>>> from theory.random_matrices import design, gram, identity, inv
>>> X = design("X", T, d)
>>> words = Words()
>>> words.learn(inv(gram(X) + 2*identity(d)))
>>> words.complete()
>>> words.shown(words.matrix(inv(gram(X) + 2*identity(d))*gram(X)))
"1 - 2*inv(2 + X'*X)"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import sympy
from sympy import Basic, Expr, Symbol
from sympy.polys.domains import QQ

from theory.random_matrices import (
    Expectation,
    ExpectedMatrix,
    Identity,
    Inverse,
    Letter,
    MatrixExpression,
    Plus,
    PseudoInverse,
    Scaled,
    Times,
    Trace,
    Transpose,
    Zero,
)
from verifier.linear_facts import implies_at_least

Word = tuple[str, ...]
Monomial = tuple[tuple[str, int], ...]
Element = dict[tuple[Monomial, Word], Any]
"""A sum: (monomial of scalars, word) to coefficient. A scalar has the empty word throughout."""

_ONE: tuple[Monomial, Word] = ((), ())
_MOST_RULES = 80
_MOST_STEPS = 4000


class NoNormalForm(ArithmeticError):
    """The expression leaves the algebra, or the bound on the work was reached; the message says where."""


class Words:
    """The algebra of one judgement: its atoms, their shapes and transposes, and the relations between them."""

    def __init__(self, assumptions: Iterable[Basic] = ()) -> None:
        self.assumptions = tuple(assumptions)
        self.field: Any = QQ
        self.symbols: tuple[Symbol, ...] = ()
        self.transposed: dict[str, str] = {}
        self.shape: dict[str, tuple[Expr, Expr]] = {}
        self.letters: dict[str, frozenset[Letter]] = {}
        self.atom_of: dict[MatrixExpression, Element] = {}
        self.rules: dict[Word, Element] = {}
        self.trace_words: dict[str, Word] = {}
        self.meaning: dict[str, Basic] = {}
        self.full_rank: set[str] = set()
        self.missing: list[str] = []
        self._pending: list[tuple[Word, Word]] = []

    # -- entering expressions -------------------------------------------------------------------------------------

    def learn(self, *expressions: Basic) -> None:
        """Take in the symbols and the inverses of the expressions, with their relations."""
        seen = {*self.symbols, *(s for e in expressions for s in e.atoms(Symbol))}
        if len(seen) > len(self.symbols):
            if self.atom_of:
                raise NoNormalForm("symbols must be learnt before the first inverse")
            self.symbols = tuple(sorted(seen, key=str))
            self.field = QQ.frac_field(*self.symbols)
        for expression in expressions:
            for node in sympy.postorder_traversal(expression):
                if isinstance(node, (Inverse, PseudoInverse)):
                    self.matrix(node)

    def number(self, value: Any) -> Any:
        """A coefficient."""
        return self.field.from_sympy(sympy.sympify(value))

    def matrix(self, expr: MatrixExpression) -> Element:
        """The normal form of a matrix expression."""
        if isinstance(expr, Letter):
            return self.reduce({((), (self._letter(expr),)): self.field.one})
        if isinstance(expr, Identity):
            return {_ONE: self.field.one}
        if isinstance(expr, Zero):
            return {}
        if isinstance(expr, Transpose):
            return self.reduce(self.transpose(self.matrix(expr.args[0])))
        if isinstance(expr, Scaled):
            return self.reduce(self.product(self.scalar(expr.args[0]), self.matrix(expr.args[1])))
        if isinstance(expr, Plus):
            return self.sum(self.matrix(part) for part in expr.args)
        if isinstance(expr, Times):
            result: Element = {_ONE: self.field.one}
            for part in expr.args:
                result = self.reduce(self.product(result, self.matrix(part)))
            return result
        if isinstance(expr, Inverse):
            return self.reduce(self._inverse(expr))
        if isinstance(expr, PseudoInverse):
            return self.reduce(self._pseudo_inverse(expr))
        if isinstance(expr, ExpectedMatrix):
            return self.expected_matrix(expr)
        raise NoNormalForm(f"{expr} is not a matrix of the language")

    def scalar(self, expr: Expr) -> Element:
        """The normal form of a scalar expression."""
        from verifier.matrix_scalars import scalar_element

        return scalar_element(self, expr)

    def expected_matrix(self, expr: ExpectedMatrix) -> Element:
        """An expectation is a letter of its own here; the expectation rules know more."""
        inside = self.matrix(expr.args[0])
        return {((), (self._opaque(f"E({self.shown(inside)})", expr),)): self.field.one}

    def expectation(self, element: Element) -> Element:
        """The expectation of a scalar: linear, and otherwise a letter; the expectation rules know more."""
        total: Element = {}
        for (monomial, _), value in element.items():
            inside = self.shown({(monomial, ()): self.field.one})
            name = f"E({inside})"
            self.letters[name] = frozenset()
            self.meaning[name] = Expectation(self.scalar_expression({(monomial, ()): self.field.one}))
            _accumulate(total, (((name, 1),) if monomial else (), ()), value)
        return total

    # -- arithmetic -----------------------------------------------------------------------------------------------

    def word(self, word: Word) -> Element:
        """The element that is one word."""
        return {((), word): self.field.one}

    def sum(self, parts: Iterable[Element]) -> Element:
        """The sum of elements."""
        total: Element = {}
        for part in parts:
            for key, value in part.items():
                _accumulate(total, key, value)
        return total

    def scaled(self, element: Element, factor: Any) -> Element:
        """A coefficient times an element."""
        return {key: value * factor for key, value in element.items()} if factor else {}

    def difference(self, one: Element, other: Element) -> Element:
        """``one - other``."""
        return self.sum([one, self.scaled(other, -self.field.one)])

    def product(self, one: Element, other: Element) -> Element:
        """The product, not yet reduced."""
        total: Element = {}
        for (monomial, word), value in one.items():
            for (monomial2, word2), value2 in other.items():
                _accumulate(total, (multiplied(monomial, monomial2), word + word2), value * value2)
        return total

    def transpose(self, element: Element) -> Element:
        """The transpose: words reversed, every atom transposed."""
        return {(monomial, self.transpose_word(word)): value for (monomial, word), value in element.items()}

    def transpose_word(self, word: Word) -> Word:
        """A word read backwards, every atom transposed."""
        return tuple(self.transposed[atom] for atom in reversed(word))

    def trace(self, element: Element, size: Expr) -> Element:
        """The trace of a square element; ``size`` is its dimension, for the trace of the identity."""
        total: Element = {}
        steps = 0
        work = [(monomial, word, value, size) for (monomial, word), value in element.items()]
        while work:
            steps += 1
            if steps > _MOST_STEPS:
                raise NoNormalForm("a trace with too many rewriting steps")
            monomial, word, value, size = work.pop()
            turned = self._reducible_rotation(word)
            if turned is not None:
                size = self.shape[turned[0]][0]
                rest = self.reduce({(monomial, turned): value})
                work += [(m, w, v, size) for (m, w), v in rest.items()]
            elif not word:
                total = self.sum([total, self.product({(monomial, ()): value}, self.scalar(size))])
            else:
                _accumulate(total, (multiplied(monomial, self._trace_monomial(word)), ()), value)
        return total

    def _reducible_rotation(self, word: Word) -> Word | None:
        for k in range(len(word)):
            turned = word[k:] + word[:k]
            if self._match(turned) is not None:
                return turned
        return None

    def _trace_monomial(self, word: Word) -> Monomial:
        """The traces that a cyclic word stands for: split where the dimension is one, each in its smallest form."""
        cuts = [k for k, atom in enumerate(word) if self.shape[atom][0] == 1]
        if len(cuts) >= 2:
            pieces = [word[a:b] for a, b in pairwise(cuts)] + [word[cuts[-1] :] + word[: cuts[0]]]
        else:
            pieces = [word]
        monomial: Monomial = ()
        for piece in pieces:
            least = min(_rotations(piece) + _rotations(self.transpose_word(piece)))
            key = f"tr({'*'.join(least)})"
            self.trace_words[key] = least
            self.meaning[key] = Trace(self._product_expression(least))
            self.letters[key] = frozenset().union(*(self.letters[atom] for atom in least))
            monomial = multiplied(monomial, ((key, 1),))
        return monomial

    # -- rewriting ------------------------------------------------------------------------------------------------

    def reduce(self, element: Element) -> Element:
        """Rewrite every word until no rule applies, and take scalars that stand inside a word out of it."""
        done: Element = {}
        work = dict(element)
        steps = 0
        while work:
            steps += 1
            if steps > _MOST_STEPS:
                raise NoNormalForm("too many rewriting steps")
            (monomial, word), value = work.popitem()
            found = self._match(word)
            if found is not None:
                at, left = found
                for (extra, middle), factor in self.rules[left].items():
                    key = (multiplied(monomial, extra), word[:at] + middle + word[at + len(left) :])
                    _accumulate(work, key, value * factor)
                continue
            inside = self._scalar_inside(word)
            if inside is None:
                _accumulate(done, (monomial, word), value)
                continue
            first, last = inside
            scalar = self.trace({((), word[first:last]): self.field.one}, sympy.Integer(1))
            for (extra, _), factor in scalar.items():
                _accumulate(work, (multiplied(monomial, extra), word[:first] + word[last:]), value * factor)
        return done

    def _match(self, word: Word) -> tuple[int, Word] | None:
        for left in self.rules:
            size = len(left)
            for at in range(len(word) - size + 1):
                if word[at : at + size] == left:
                    return at, left
        return None

    def _scalar_inside(self, word: Word) -> tuple[int, int] | None:
        cuts = [k for k in range(1, len(word)) if self.shape[word[k]][0] == 1]
        return (cuts[0], cuts[1]) if len(cuts) >= 2 else None

    def relate(self, element: Element) -> None:
        """Take ``element = 0`` as a relation, with its transpose."""
        work = [element, self.transpose(element)]
        while work:
            relation = self.reduce(work.pop())
            if not relation:
                continue
            lead = max((word for _, word in relation), key=lambda w: (len(w), w))
            value = relation.get(((), lead))
            unique = sum(word == lead for _, word in relation) == 1
            if value is None or not unique or not lead or not self.certainly_nonzero(value):
                continue
            if len(self.rules) >= _MOST_RULES:
                continue
            longer = [left for left in self.rules if _contains(left, lead)]
            work += [self.difference(self.word(old), self.rules.pop(old)) for old in longer]
            self.rules[lead] = self.scaled({k: v for k, v in relation.items() if k[1] != lead}, -1 / value)
            self._pending += [(lead, other) for other in self.rules] + [(other, lead) for other in self.rules]

    def complete(self, most_pairs: int = 400) -> None:
        """Add the rules that overlapping rules imply, shortest overlaps first, up to a bound."""
        for _ in range(most_pairs):
            self._pending = [(a, b) for a, b in self._pending if a in self.rules and b in self.rules]
            if not self._pending:
                return
            pair = min(self._pending, key=lambda ab: (len(ab[0]) + len(ab[1]), ab))
            self._pending = [other for other in self._pending if other != pair]
            for ambiguity in self._overlaps(*pair):
                self.relate(ambiguity)

    def _overlaps(self, one: Word, other: Word) -> Iterator[Element]:
        """For each proper overlap u v w with one = u v, other = v w: the two ways of rewriting, subtracted."""
        for size in range(1, min(len(one), len(other))):
            if one[-size:] == other[:size] and one in self.rules and other in self.rules:
                left, right = self.word(one[:-size]), self.word(other[size:])
                yield self.difference(self.product(self.rules[one], right), self.product(left, self.rules[other]))

    def certainly_nonzero(self, value: Any) -> bool:
        """Whether a coefficient is known not to vanish at any admissible sizes.

        A coefficient without integer symbols may vanish for special values of the scalars only; both sides are
        rational in those, so that an identity outside extends to wherever both sides are defined.
        """
        expr = sympy.factor_terms(self.field.to_sympy(value))
        return not any(s.is_integer for s in expr.free_symbols) or expr.is_zero is False

    # -- atoms ----------------------------------------------------------------------------------------------------

    def _letter(self, letter: Letter) -> str:
        name = str(letter)
        if name not in self.shape:
            self._enter(name, letter.is_symmetric_letter, letter, frozenset([letter]))
        elif self.letters[name] != {letter}:
            raise NoNormalForm(f"two different letters are called {name}")
        return name

    def _opaque(self, name: str, expr: MatrixExpression) -> str:
        if name not in self.shape:
            self._enter(name, False, expr, frozenset())
        return name

    def _enter(self, name: str, is_symmetric: bool, expr: MatrixExpression, letters: frozenset[Letter]) -> None:
        other = name if is_symmetric else f"{name}'"
        self.transposed[name], self.transposed[other] = other, name
        self.shape[name], self.shape[other] = (expr.rows, expr.cols), (expr.cols, expr.rows)
        self.letters[name] = self.letters[other] = letters
        self.meaning[name] = expr
        self.meaning.setdefault(other, Transpose(expr))

    def _inverse(self, expr: Inverse) -> Element:
        if expr not in self.atom_of:
            inside = self.matrix(expr.args[0])
            scale = self._leading_coefficient(inside)
            monic = self.scaled(inside, 1 / scale)
            size = f", {expr.rows}" if all(word == () for _, word in monic) else ""
            name = f"inv({self.shown(monic)}{size})"
            if name not in self.shape:
                value = expr if scale == 1 else Scaled(self.field.to_sympy(scale), expr)
                self._enter(name, monic == self.reduce(self.transpose(monic)), value, self._letters_in(monic))
                atom = self.word((name,))
                for side in (self.product(atom, monic), self.product(monic, atom)):
                    self.relate(self.difference(side, {_ONE: self.field.one}))
            self.atom_of[expr] = {((), (name,)): 1 / scale}
        return self.atom_of[expr]

    def _leading_coefficient(self, element: Element) -> Any:
        if not element:
            raise NoNormalForm("the zero matrix is inverted")
        lead = max(element, key=lambda key: (len(key[1]), key[1], key[0]))
        value = element[lead]
        return value if lead[0] == () and self.certainly_nonzero(value) else self.field.one

    def _pseudo_inverse(self, expr: PseudoInverse) -> Element:
        """By the shape when it is known and the body is a letter (of full rank); otherwise by Penrose's equations."""
        if expr not in self.atom_of:
            body = expr.args[0]
            letter = body.args[0] if isinstance(body, Transpose) else body
            tall = isinstance(letter, Letter) and implies_at_least(body.rows, body.cols, self.assumptions)
            wide = isinstance(letter, Letter) and implies_at_least(body.cols, body.rows, self.assumptions)
            if tall or wide:
                self.full_rank.add(str(letter))
                whole = Times(Inverse(body.T * body), body.T) if tall else Times(body.T, Inverse(body * body.T))
                self.atom_of[expr] = self.matrix(whole)
            else:
                self.lacks(f"{body.rows} >= {body.cols} or {body.rows} <= {body.cols}, to open {expr}")
                self.atom_of[expr] = self._penrose(expr)
        return self.atom_of[expr]

    def _penrose(self, expr: PseudoInverse) -> Element:
        """A P A = A, P A P = P, with A P and P A symmetric (Penrose 1955)."""
        A = self.matrix(expr.args[0])
        name = f"pinv({self.shown(A)})"
        P = self.word((name,))
        if name not in self.shape:
            self._enter(name, self.reduce(self.transpose(A)) == A, expr, self._letters_in(A))
            AP, PA = self.product(A, P), self.product(P, A)
            self.relate(self.difference(self.product(AP, A), A))
            self.relate(self.difference(self.product(PA, P), P))
            self.relate(self.difference(AP, self.transpose(AP)))
            self.relate(self.difference(PA, self.transpose(PA)))
        return P

    def _letters_in(self, element: Element) -> frozenset[Letter]:
        names = {atom for _, word in element for atom in word} | {key for mono, _ in element for key, _ in mono}
        return frozenset().union(*(self.letters.get(name, frozenset()) for name in names))

    def lacks(self, what: str) -> None:
        """Remember what would have been needed to decide more."""
        if what not in self.missing:
            self.missing.append(what)

    # -- reading back ---------------------------------------------------------------------------------------------

    def scalar_expression(self, element: Element) -> Expr:
        """The SymPy expression that a scalar element stands for."""
        return sympy.Add(
            *(
                sympy.Mul(self.field.to_sympy(value), *(self.meaning[name] ** power for name, power in monomial))
                for (monomial, _), value in element.items()
            )
        )

    def _product_expression(self, word: Word) -> MatrixExpression:
        factors = [self.meaning[atom] for atom in word]
        return Times(*factors) if len(factors) > 1 else factors[0]

    # -- printing -------------------------------------------------------------------------------------------------

    def shown(self, element: Element) -> str:
        """The element as text, in a fixed order (the identity matrix is 1); the same for the same element."""
        return _joined(self._shown_term(key, value) for key, value in sorted(element.items(), key=_term_order)) or "0"

    def _shown_term(self, key: tuple[Monomial, Word], value: Any) -> str:
        monomial, word = key
        scalars = [name if power == 1 else f"{name}**{power}" for name, power in monomial]
        parts = scalars + list(word)
        number = self.field.to_sympy(value)
        if number == 1 and parts:
            return "*".join(parts)
        if number == -1 and parts:
            return "-" + "*".join(parts)
        text = f"({number})" if number.is_Add else str(number)
        return "*".join([text, *parts])


def multiplied(one: Monomial, other: Monomial) -> Monomial:
    """The product of two monomials; exponents add, zeros vanish."""
    if not one or not other:
        return one or other
    powers: dict[str, int] = dict(one)
    for name, power in other:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def _accumulate(total: Element, key: tuple[Monomial, Word], value: Any) -> None:
    new = total[key] + value if key in total else value
    if new:
        total[key] = new
    else:
        total.pop(key, None)


def _rotations(word: Word) -> list[Word]:
    return [word[k:] + word[:k] for k in range(len(word))]


def _contains(word: Word, part: Word) -> bool:
    return any(word[k : k + len(part)] == part for k in range(len(word) - len(part) + 1))


def _term_order(item: tuple[tuple[Monomial, Word], Any]) -> tuple[int, Word, Monomial]:
    (monomial, word), _ = item
    return len(word), word, monomial


def _joined(terms: Iterable[str]) -> str:
    text = ""
    for term in terms:
        text += term if not text else (f" - {term[1:]}" if term.startswith("-") else f" + {term}")
    return text
