"""A model of one's own, stated as data: letters with laws, parameters, an estimator, and quantities of it.

A statement is made in the vocabulary that proofs use, in some fifteen lines, and serves every command.

>>> from lemmata.theory.models.language import *
>>> X, eps = design("X", T, d), noise_vector("eps", T)
>>> Sigma, w0 = covariance("Sigma", d), vector("w0", d)
>>> estimator = inv(gram(X)/T + ridge*identity(d))*X.T*(X*w0 + eps)/T
>>> MODEL = Model("my-ridge", "Ridge regression", covariance=Sigma, target=w0, estimator=estimator,
...               laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)], witness={d: 2, T: 5, ridge: 1, sigma: 1})
>>> risk = MODEL.quantity("risk", E(norm2(estimator - w0, Sigma)))
>>> MODEL.quantity("variance", without(risk, w0), "what the label noise adds").expression()
E(norm2(inv(X'*X/T + ridge*I_d)*X'*eps/T, Sigma))
>>> [parameter.option for parameter in MODEL.parameters]
['T', 'ridge', 'sigma2']

**Parameters** are the symbols that occur; nothing is listed twice. The dimension of the covariance, its eigenvalues and
the coordinates of the target come from a spectrum. Integer symbols are sizes and must be given; a standard deviation
``sigma`` is given by its square, ``sigma2``, and is 0 where nothing is said, as are ridges; any other number must be
given unless ``usual`` says what it is. **Structure**: where an integer decides how long the expression is (steps,
generations), a quantity is a function of it, ``MODEL.quantity("risk", lambda steps: E(...))``, and the symbol is listed
in ``structure``.

**Deterministic matrices** that are neither the covariance nor the target stand in ``matrices``, as a :class:`Spread`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias, cast

import sympy
from sympy import Basic, Expr, Integer, Symbol, latex

from lemmata.numerics.displayed import table
from lemmata.numerics.errors import InputError
from lemmata.theory.models.declared import called, looked_at, named, told, typed_apart
from lemmata.theory.random_matrices import Expectation, Letter, MatrixExpression, law_of
from lemmata.theory.random_matrices.laws import with_one_law_each
from lemmata.theory.reading.parsing import number

Body: TypeAlias = "Expr | Callable[..., Expr]"
Draw = Callable[..., Any]
"""A sampler of a model's own: ``draw(quantity, numbers, eigenvalues, squared_weights, rng, replicates)``."""


@dataclass(frozen=True)
class Spread:
    """A diagonal matrix, in the eigenbasis of the covariance where it has its size; or a vector, by its entries.

    Attributes:
        total: its trace, spread evenly over the directions (a symbol, hence a parameter).
        each: the option that gives its entries one by one instead, a comma list.
        target: whether it is diag(c_k^2), the squared coordinates of the target, and no option is asked for.
        whole: whether ``each`` gives it by rows, in the eigenbasis of the covariance: it need not be diagonal.
    """

    total: Expr | None = None
    each: str = ""
    target: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Parameter:
    """A number that a model is evaluated at.

    Attributes:
        symbol: the letter in its formulas.
        option: its name on the command line.
        kind: ``size``, ``square`` (the option is the square of the letter) or ``number``.
        usual: what it is where nothing is said; None where it must be given.
        about: what it means.
    """

    symbol: Symbol
    option: str
    kind: str
    usual: Expr | None
    about: str = ""


@dataclass(frozen=True)
class ModelQuantity:
    """A number that a model has: an expression with expectations, or a function of its structure that gives one."""

    model: Model
    name: str
    body: Body
    title: str = ""
    exact: Callable[..., Any] | None = None

    def expression(self, **structure: int) -> Expr:
        """The expression, at a structure where it needs one.

        Raises:
            InputError: naming what is missing.
        """
        if isinstance(self.body, Expr):
            return self.body
        names = [symbol.name for symbol in self.model.structure]
        missing = [name for name in names if name not in structure]
        if missing:
            raise InputError(", ".join(missing), "nothing", f"given: {self.name} is a function of it")
        body = cast("Callable[..., Expr]", self.body)
        return sympy.sympify(body(*(structure[name] for name in names)), strict=True)

    def at_witness(self) -> Expr:
        """The expression at the structure of the witness."""
        return self.expression(**{s.name: int(self.model.witness[s]) for s in self.model.structure})


@dataclass(eq=False)
class Model:
    """Letters with laws, parameters, an estimator, quantities; see the module for an example.

    Attributes:
        name, title: what it is called, and in words.
        covariance: the letter Sigma, whose eigenvalues a spectrum gives.
        target: the deterministic vector whose coordinates the spectrum gives; None where there is none.
        laws: of the random letters; a letter without a law is deterministic.
        estimator: a matrix expression, or a function of the structure; shown, and used by quantities.
        where: conditions under which the quantities exist.
        witness: exact numbers for which the conditions hold.
        matrices: what other deterministic matrices are.
        usual: exact values of parameters where nothing is said.
        about: what parameters mean, by option.
        structure: integers on which the length of expressions depends.
        draw: a sampler that is quicker than evaluating the expression.
        place: the file in which it is stated, where it is one's own.
        quantities: what was stated, by name.
    """

    name: str
    title: str
    covariance: Letter
    target: Letter | None = None
    laws: Iterable[Any] = ()
    estimator: Any = None
    where: Iterable[Basic] = ()
    witness: Mapping[Symbol, Any] = field(default_factory=dict)
    matrices: Mapping[Letter, Spread] = field(default_factory=dict)
    usual: Mapping[Symbol, Any] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    structure: Iterable[Symbol] = ()
    draw: Draw | None = None
    place: str = ""
    quantities: dict[str, ModelQuantity] = field(default_factory=dict)

    def __post_init__(self) -> None:
        looked_at(self, Spread)
        self.laws = with_one_law_each(self.laws)
        self.where, self.structure = tuple(self.where), tuple(self.structure)
        self.witness = {symbol: number(value, f"witness of {symbol}") for symbol, value in self.witness.items()}
        self.usual = {symbol: number(value, f"usual {symbol}") for symbol, value in self.usual.items()}
        broken = next((c for c in self.where if c.xreplace(dict(self.witness)) is sympy.false), None)
        if broken is not None:
            said = ", ".join(f"{symbol} = {self.witness[symbol]}" for symbol in sorted(broken.free_symbols, key=str))
            raise InputError("witness", said, f"numbers for which {broken} holds")
        for argument, letter in (("covariance", self.covariance), ("target", self.target)):
            if letter is not None and not isinstance(letter, Letter):
                raise InputError(argument, letter, 'a letter, such as covariance("Sigma", d) or vector("w0", d)')
            if letter is not None and law_of(letter, self.laws) is not None:
                raise InputError(argument, letter, "a letter without a law: a spectrum gives it")

    def _repr_html_(self) -> str:
        given = [
            (p.symbol, f"{p.option}, {'needed' if p.usual is None else f'usually {p.usual}'}") for p in self.parameters
        ]
        said = [(name, f"${latex(one.at_witness())}$") for name, one in self.quantities.items()]
        return table([*given, *said], title=f"{self.name}: {self.title}")

    def quantity(
        self, name: str, body: Any, title: str = "", *, exact: Callable[..., Any] | None = None
    ) -> ModelQuantity:
        """State a quantity.

        Args:
            name: what users ask for, such as ``risk``.
            body: an expression with expectations, another quantity's, or a function of the structure.
            title: what it is, in words.
            exact: a function of the spectrum and the parameters (by option) that returns an exact number or a ball;
                what it says is the author's own word.

        Raises:
            InputError: for a name that is taken, or a letter that has neither a law nor a value.
        """
        named("quantity", name)
        told(f"title of {name}", title)
        called(f"exact law of {name}", exact)
        if name in self.quantities:
            raise InputError("quantity", name, f"a name that {self.name} does not have yet")
        stated = ModelQuantity(self, name, body if callable(body) else sympy.sympify(body, strict=True), title, exact)
        self._check(stated)
        self.quantities[name] = stated
        self.__dict__.pop("parameters", None)
        return stated

    def _check(self, stated: ModelQuantity) -> None:
        expression = stated.at_witness()
        if not isinstance(expression, Expr) or isinstance(expression, MatrixExpression):
            raise InputError("quantity", stated.name, "a scalar, such as E(norm2(estimator - w0, Sigma))")
        known = {self.covariance, self.target, *self.matrices}
        for letter in sorted(expression.atoms(Letter), key=str):
            if letter not in known and law_of(letter, self.laws) is None:
                raise InputError(str(letter), "nothing", "given a law, or a place in matrices")
        outside = expression.xreplace({mean: Symbol("mean") for mean in expression.atoms(Expectation)})
        random = [x for x in outside.atoms(Letter) if law_of(x, self.laws) is not None]
        if random:
            raise InputError("quantity", stated.name, f"a number: {random[0]} stands outside an expectation E(...)")

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters, sizes first.

        Raises:
            InputError: for a letter that cannot be typed beside the others.
        """
        texts: list[Basic] = [*self.structure, *(q.at_witness() for q in self.quantities.values()), *self.where]
        letters = {letter for text in texts for letter in text.atoms(Letter)}
        for law in self.laws:
            if any(law_of(letter, (law,)) is not None for letter in letters):
                texts += law.parameters
        texts += [m.total for m in self.matrices.values() if m.total is not None]
        symbols = {s for text in texts for s in text.free_symbols if isinstance(s, Symbol)}
        symbols -= {self.covariance.rows, *self._indices()}
        found = sorted((self._parameter(s) for s in symbols), key=lambda p: (p.kind != "size", _order(p.option)))
        typed_apart(((p.symbol, p.option) for p in found), self.covariance.rows)
        return tuple(found)

    def _indices(self) -> set[Symbol]:
        return {s for law in self.laws for i in law.letter.index for s in i.free_symbols}

    def _parameter(self, symbol: Symbol) -> Parameter:
        name = symbol.name
        named("parameter", name)
        if symbol.is_integer:
            kind, option = "size", name
        elif name.startswith("sigma"):
            kind, option = "square", name + ("_2" if name[-1].isdigit() else "2")
        else:
            kind, option = "number", name
        usual = self.usual.get(symbol)
        if usual is None and (kind == "square" or name.startswith("ridge")):
            usual = Integer(0)
        return Parameter(symbol, option, kind, usual, self._about(option))

    def _about(self, option: str) -> str:
        return self.about.get(option, _MEANINGS.get(option, ""))

    @property
    def typed(self) -> str:
        """What ``--model`` is followed by."""
        return self.place or self.name

    def named(self, quantity: str) -> ModelQuantity:
        """A quantity by its name.

        Raises:
            InputError: listing those that there are.
        """
        if quantity not in self.quantities:
            raise InputError("NAME", quantity, f"one of {', '.join(self.quantities)} (model {self.name})")
        return self.quantities[quantity]

    @property
    def letters(self) -> tuple[Letter, ...]:
        """Every letter of its quantities (at the witness), by name."""
        found = {x for q in self.quantities.values() for x in q.at_witness().atoms(Letter)}
        return tuple(sorted(found, key=str))


_MEANINGS = {
    "T": "samples",
    "ridge": "ridge parameter",
    "sigma2": "variance of the label noise",
    "steps": "steps",
    "eta": "step size",
}


def _order(option: str) -> tuple[bool, str]:
    return option.startswith("sigma"), option
