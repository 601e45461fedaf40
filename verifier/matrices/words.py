"""Matrix expressions brought to normal form: letters, inverses and pseudo-inverses as atoms with their relations.

An inverse R = A^-1 is an atom with the relations A R = 1 and R A = 1; completion
(:mod:`lemmata.verifier.matrices.rewriting`) draws the consequences, such as ``X (X'X + c)^-1 = (XX' + c)^-1 X``. A is
made monic first, so that (X'X/T)^-1 and T (X'X)^-1 are one atom. A pseudo-inverse of a letter is opened by its shape
when the assumptions decide it; otherwise it is an atom with Penrose's four relations. Two expressions with one normal
form are equal in every dimension.

>>> from lemmata.theory.notation import T, d
>>> from lemmata.theory.random_matrices import design, gram, identity, inv
>>> X = design("X", T, d)
>>> words = Words()
>>> words.learn(inv(gram(X) + 2*identity(d)))
>>> words.complete()
>>> words.shown(words.matrix(inv(gram(X) + 2*identity(d))*gram(X)))
"1 - 2*inv(2 + X'*X)"
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations_with_replacement
from typing import Any

import sympy
from sympy import Basic, Expr, Integer, Ne, Symbol
from sympy.core.function import AppliedUndef
from sympy.polys.domains import QQ

from lemmata.theory.occurring import occurring
from lemmata.theory.random_matrices import (
    ExpectedMatrix,
    Identity,
    Inverse,
    Letter,
    MatrixExpression,
    Plus,
    PseudoInverse,
    Scaled,
    Selection,
    Times,
    Trace,
    Transpose,
    Zero,
    law_of,
)
from lemmata.theory.random_matrices.order import AtMost, Below
from lemmata.theory.spectra.eigensum import EigenSum
from lemmata.verifier.engines.binders import bound_by
from lemmata.verifier.engines.linear_facts import implies_at_least
from lemmata.verifier.engines.positivity import implied
from lemmata.verifier.matrices.assumed import equations_of_matrices, of_numbers, orders_of_matrices
from lemmata.verifier.matrices.elements import ONE, Element, NoNormalForm, Word, accumulate
from lemmata.verifier.matrices.scalars import Scalars

_HEAVY = 10
_BINDERS = (sympy.Sum, sympy.Product, sympy.Integral, sympy.Derivative, EigenSum)


class Words(Scalars):
    """The algebra of one judgement: its atoms, their shapes and transposes, and the relations between them."""

    def __init__(self, assumptions: Iterable[Basic] = (), laws: Iterable[Any] | None = None) -> None:
        """Made with laws, it opens the pseudo-inverses of letters that have one only; otherwise of every letter."""
        super().__init__()
        self.assumptions: Sequence[Basic] = tuple(assumptions)
        self.opened_laws = None if laws is None else tuple(laws)
        self.symbols: tuple[Expr, ...] = ()
        self.atom_of: dict[MatrixExpression, Element] = {}
        self.full_rank: set[Letter] = set()
        self.missing: list[str] = []
        self.given = equations_of_matrices(self.assumptions)
        self.ordered = orders_of_matrices(self.assumptions)
        self.tied = bool(self.given or self.ordered)
        self.semidefinite: list[Element] = []
        self.definite: list[Element] = []
        self.eliminated: dict[str, int] = {}
        self.weight: dict[str, int] = {}
        self.written: dict[str, Basic] = {}

    # -- entering expressions -------------------------------------------------------------------------------------

    def learn(self, *expressions: Basic) -> None:
        """Take in the symbols and the inverses of the expressions, with their relations.

        An assumption on a free index says nothing of a bound one. A pseudo-inverse does not depend continuously on a
        number that may vanish: what is divided by beside it is to be known.
        """
        bound = {s for e in expressions for node in occurring(e, *_BINDERS) for s in bound_by(node)}
        if bound:
            known = (self.assumptions, self.given, self.ordered)
            self.assumptions, self.given, self.ordered = (
                [one for one in relations if not one.free_symbols & bound] for relations in known
            )
        self.tied |= any(node.atoms(Scaled) for e in expressions for node in occurring(e, PseudoInverse))
        self._written_apart(expressions)
        seen = {
            *self.symbols,
            *(s for e in (*expressions, *self.given, *self.ordered) for s in occurring(e, Symbol, AppliedUndef)),
        }
        if len(seen) > len(self.symbols):
            if self.atom_of:
                raise NoNormalForm("symbols must be learnt before the first inverse")
            self.symbols = tuple(sorted(seen, key=str))
            self.field = QQ.frac_field(*self.symbols)
        for expression in expressions:
            for node in sympy.postorder_traversal(expression):
                isometry = isinstance(node, Letter) and node.kind == "isometry"
                if isometry or isinstance(node, (Inverse, PseudoInverse, Selection)):
                    self.matrix(node)
        given, self.given = self.given, []
        for equation in given:
            self.learn(equation.lhs, equation.rhs)
            if isinstance(equation.lhs, MatrixExpression):
                self.relate(self.difference(self.matrix(equation.lhs), self.matrix(equation.rhs)))
            else:
                self.relate(self.with_numbers_as_words(self.scalar(equation.lhs - equation.rhs)))
        ordered, self.ordered = self.ordered, []
        # What is p.s.d. or definite, and no word any more because of another order, stays known.
        signed = {letter for order in ordered for letter in (self._order(order), *order.atoms(Letter))}
        for letter in sorted(signed, key=str):
            found = self.matrix(letter)
            if letter.kind in ("semidefinite", "positive") and found != self.word((self._letter(letter),)):
                self.semidefinite.append(found)
                self.definite += [found] if letter.kind == "positive" else []

    def _written_apart(self, expressions: Iterable[Basic]) -> None:
        """Atoms are known by their text: what is different must not be written alike."""
        for one in (x for e in expressions for x in occurring(e, Symbol, AppliedUndef, Letter)):
            if self.written.setdefault(str(one), one) != one:
                raise NoNormalForm(f"two different letters or symbols are called {one}")

    def _order(self, order: AtMost | Below) -> Letter:
        """A <= B: B = A + N with a p.s.d. letter N, a rule for the longest word, and for B where it is a letter."""
        smaller, larger = order.args
        self.learn(smaller, larger)
        kind = "positive" if isinstance(order, Below) else "semidefinite"
        excess = Letter(f"({larger} - {smaller})", larger.rows, larger.cols, kind)
        if isinstance(larger, Letter):
            self.eliminated[self._letter(larger)] = 2
        self.eliminated[self._letter(excess)] = 1
        gap = self.difference(self.matrix(larger), self.matrix(smaller))
        for left, right in self._places(gap):
            part = self.reduce(self.product(self.product(left, gap), right))
            if len(part) == 1:  # a letter in its place is made of the whole
                atoms = [atom for _, word in part if len(word) == 1 for atom in (*word, *self.transpose_word(word))]
                self.weight.update(dict.fromkeys(atoms, _HEAVY))
            whole = self.product(self.product(left, self.matrix(excess)), right)
            self.relate(self.difference(part, whole))
        return excess

    def _places(self, gap: Element) -> list[tuple[Element, Element]]:
        """What takes the parts out of a block matrix: J' and K for each place of it; the identity for any other."""
        found = next((self.meaning[word[0]] for _, word in gap if word), None)
        if not isinstance(found, Selection):
            return [({ONE: self.field.one}, {ONE: self.field.one})]
        parts = [self.matrix(Selection(Integer(k), *found.sizes)) for k in range(len(found.sizes))]
        return [(self.transpose(one), other) for one, other in combinations_with_replacement(parts, 2)]

    def rank(self, word: Word) -> Any:
        """By length, some letters being heavier; of letters, those that an order eliminates are larger than others."""
        length = len(word) + sum(self.weight.get(atom, 0) for atom in word)
        return length, sum(self.eliminated.get(atom, 0) for atom in word), word

    def with_numbers_as_words(self, element: Element) -> Element:
        """A sum of traces with those of one row and column, u'v, as the words that they are."""
        total: Element = {}
        for (monomial, word), value in element.items():
            name, power = monomial[0] if len(monomial) == 1 else ("", 0)
            cuts = [k for k, atom in enumerate(self.trace_words.get(name, ())) if self.shape[atom][0] == 1]
            if power == 1 and len(cuts) == 1:
                inner = self.trace_words[name]
                accumulate(total, ((), inner[cuts[0] :] + inner[: cuts[0]]), value)
            else:
                accumulate(total, (monomial, word), value)
        return total

    def certainly_nonzero(self, value: Any) -> bool:
        """As before; where matrices are tied by equations nothing extends from elsewhere, and it is to be known."""
        if not self.tied:
            return super().certainly_nonzero(value)
        number = self.field.to_sympy(value)
        return number.is_zero is False or implied(Ne(number, 0), of_numbers(self.assumptions)).answer == "proved"

    def divides(self, value: Any) -> bool:
        """As before, and known not to vanish where matrices are tied by equations."""
        return super().divides(value) and (not self.tied or self.certainly_nonzero(value))

    def matrix(self, expr: MatrixExpression) -> Element:
        """The normal form of a matrix expression."""
        if isinstance(expr, Letter):
            return self.reduce({((), (self._letter(expr),)): self.field.one})
        if isinstance(expr, Identity):
            return {ONE: self.field.one}
        if isinstance(expr, Zero):
            return {}
        if isinstance(expr, Selection):
            return self._selection(expr)
        if isinstance(expr, Transpose):
            return self.reduce(self.transpose(self.matrix(expr.args[0])))
        if isinstance(expr, Scaled):
            return self.reduce(self.product(self.scalar(expr.args[0]), self.matrix(expr.args[1])))
        if isinstance(expr, Plus):
            return self.sum(self.matrix(part) for part in expr.args)
        if isinstance(expr, Times):
            result: Element = {ONE: self.field.one}
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

    def expected_matrix(self, expr: ExpectedMatrix) -> Element:
        """An expectation is a letter of its own here; the expectation rules know more."""
        inside = self.matrix(expr.args[0])
        name = f"E({self.told(inside, expr.rows)})"
        if name not in self.shape:
            self._enter(name, inside == self.reduce(self.transpose(inside)), expr, frozenset())
        return self.word((name,))

    # -- atoms ----------------------------------------------------------------------------------------------------

    def _letter(self, letter: Letter) -> str:
        name = str(letter)
        if name not in self.shape:
            self._enter(name, letter.is_symmetric_letter, letter, frozenset([letter]))
            if letter.kind == "isometry":
                self.relate(self.difference(self.word((self.transposed[name], name)), {ONE: self.field.one}))
        elif self.meaning[name] != letter:
            raise NoNormalForm(f"two different letters are called {name}")
        return name

    def _selection(self, expr: Selection) -> Element:
        """J'J = 1, J'K = 0 for other parts K of the same sizes, and the sum of all J J' is 1."""
        parts = [Selection(Integer(k), *expr.sizes) for k in range(len(expr.sizes))]
        if str(expr) not in self.shape:
            for part in parts:
                self._enter(str(part), False, part, frozenset())
            flipped = [self.transposed[str(part)] for part in parts]
            for k, part in enumerate(parts):
                for other, name in enumerate(flipped):
                    one: Element = {ONE: self.field.one} if k == other else {}
                    self.relate(self.difference(self.word((name, str(part))), one))
            whole = self.sum(self.word((str(part), name)) for part, name in zip(parts, flipped, strict=True))
            self.relate(self.difference(whole, {ONE: self.field.one}))
        return self.reduce(self.word((str(expr),)))

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
            name = f"inv({self.told(monic, expr.rows)})"
            if name not in self.shape:
                value = expr if scale == 1 else Scaled(self.field.to_sympy(scale), expr)
                self._enter(name, monic == self.reduce(self.transpose(monic)), value, self.letters_in(monic))
                self.inside_inverse[name] = monic
                self.inside_inverse[self.transposed[name]] = self.reduce(self.transpose(monic))
                atom = self.word((name,))
                for side in (self.product(atom, monic), self.product(monic, atom)):
                    self.relate(self.difference(side, {ONE: self.field.one}))
            self.atom_of[expr] = {((), (name,)): 1 / scale}
        return self.atom_of[expr]

    def _leading_coefficient(self, element: Element) -> Any:
        if not element:
            raise NoNormalForm("the zero matrix is inverted")
        lead = max(element, key=lambda key: (len(key[1]), key[1], key[0]))
        value = element[lead]
        return value if lead[0] == () and self.certainly_nonzero(value) else self.field.one

    def _pseudo_inverse(self, expr: PseudoInverse) -> Element:
        """By the kind or shape of the body where it is a letter (of full rank); otherwise by Penrose's equations."""
        if expr not in self.atom_of:
            body = expr.args[0]
            letter = body.args[0] if isinstance(body, Transpose) else body
            if isinstance(letter, Letter) and letter.kind in ("positive", "invertible"):
                self.atom_of[expr] = self.matrix(Inverse(body))
                return self.atom_of[expr]
            opens = isinstance(letter, Letter) and (
                self.opened_laws is None or law_of(letter, self.opened_laws) is not None
            )
            tall = opens and implies_at_least(body.rows, body.cols, self.assumptions)
            wide = opens and implies_at_least(body.cols, body.rows, self.assumptions)
            if tall or wide:
                self.full_rank.add(letter)
                whole = Times(Inverse(body.T * body), body.T) if tall else Times(body.T, Inverse(body * body.T))
                self.atom_of[expr] = self.matrix(whole)
            else:
                self.lacks(f"{body.rows} >= {body.cols} or {body.rows} <= {body.cols}, to open {expr}")
                self.atom_of[expr] = self._penrose(expr)
        return self.atom_of[expr]

    def _penrose(self, expr: PseudoInverse) -> Element:
        """A P A = A, P A P = P, with A P and P A symmetric (Penrose 1955); hence A'A P = A' and P A A' = A'."""
        A = self.matrix(expr.args[0])
        At = self.reduce(self.transpose(A))
        name = f"pinv({self.told(A, expr.cols)})"
        P = self.word((name,))
        if name not in self.shape:
            self._enter(name, At == A, expr, self.letters_in(A))
            AP, PA = self.product(A, P), self.product(P, A)
            self.relate(self.difference(self.product(AP, A), A))
            self.relate(self.difference(self.product(PA, P), P))
            self.relate(self.difference(AP, self.transpose(AP)))
            self.relate(self.difference(PA, self.transpose(PA)))
            self.relate(self.difference(self.product(At, AP), At))
            self.relate(self.difference(self.product(PA, At), At))
        return P

    def lacks(self, what: str) -> None:
        """Remember what would have been needed to decide more."""
        if what not in self.missing:
            self.missing.append(what)

    def told(self, element: Element, rows: Expr) -> str:
        """A matrix as text; a multiple of an identity with its size, which no letter tells."""
        return self.shown(element) + ("" if any(word for _, word in element) else f", {rows}")

    # -- reading back ---------------------------------------------------------------------------------------------

    def name_trace(self, key: str, word: Word) -> None:
        """As before, remembering what the trace stands for."""
        super().name_trace(key, word)
        self.meaning[key] = Trace(self.product_expression(word))

    def matrix_expression(self, element: Element, size: Expr) -> MatrixExpression:
        """The square matrix that an element of numbers and words stands for.

        Raises:
            NoNormalForm: where traces stand before a word.
        """
        if any(monomial for monomial, _ in element) or not element:
            raise NoNormalForm("a matrix with traces in it")
        parts = [
            Scaled(self.field.to_sympy(value), self.product_expression(word) if word else Identity(size))
            for (_, word), value in element.items()
        ]
        return Plus(*parts) if len(parts) > 1 else parts[0]

    def product_expression(self, word: Word) -> MatrixExpression:
        """The product of matrices that a word stands for."""
        factors = [self.meaning[atom] for atom in word]
        return Times(*factors) if len(factors) > 1 else factors[0]
