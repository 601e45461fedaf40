"""What each rule does, in one plain sentence, and the rule that judged a step."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from typing import Any

from lemmata.interface.glossary import symbols
from lemmata.verifier import language, rules
from lemmata.verifier.step import Rule

WORDS = {
    "algebra": "both sides are the same once everything is over one denominator and multiplied out",
    "cases": "two cases cover the domain, and each is shown by a rule of its own",
    "cited": "a theorem from elsewhere is taken as given and named",
    "contour_remainder": "the sum is expanded to a given order, with a bound of what the contour integral leaves",
    "definition": "a letter is replaced by what it was defined to stand for",
    "derived_constant": "the leading constant is derived from the power laws of the model",
    "derived_equivalent": "the equivalent is derived from the matrices, and the formula is the same per eigenvalue",
    "derived_exponent": "the exponent is derived from the power laws of the model, in every regime",
    "differentiate": "the derivative is carried out",
    "eigenbasis": "a trace is the sum over the eigenvalues of the covariance",
    "elementary_bound": "a + b lies between max(a, b) and 2 max(a, b), in every term of the sum",
    "enumeration": "the integers it speaks of are finitely many, and both sides are computed at every one of them",
    "equivalent_at": "an earlier equivalent, with particular matrices in it",
    "expectation": "the mean is taken: it is linear, independent factors separate, Gaussian moments are known",
    "first_eigenvalues": "the first terms of the sum are counted one by one, the rest is bounded",
    "fixed_point": "the equation that defines the renormalised ridge is put in",
    "functional_recurrence": "induction over the generations, for all functions of the covariance at once",
    "given": "an equation among the assumptions is put in",
    "inequality": "the difference of the sides is written so that its sign can be read off",
    "inequality_per_eigenvalue": "the inequality holds for every eigenvalue, so it holds for the sum",
    "integral_comparison": "the sum lies between integrals of its summand, because that is monotone",
    "integral_rows": "the integral is replaced by a bound of it, or by a recurrence between such integrals",
    "inverse_function": "the derivative of a quantity defined by an equation is one over that of its inverse",
    "isotropic": "all eigenvalues are one",
    "limit": "the limit is taken, along the path that the claim states",
    "matrix_identity": "both sides are the same for all matrices of these shapes, multiplied out in order",
    "mellin_expansion": "the sum is expanded in powers of kappa by moving a contour across poles of the gamma function",
    "raised": "an inequality between positive numbers stays true when both sides are raised to a power",
    "recurrence": "induction: it holds at the start, and each member follows from the one before",
    "rotation_invariant_mean": "a design without preferred direction has means that rotations leave unchanged",
    "same_leading_order": "both expressions have the same leading term as the sizes grow",
    "sigma_is_identity": "the covariance is the identity",
    "spectral_order": "two functions of one matrix are compared at its eigenvalues",
    "spectral_rows": "each term of the sum is bounded by what dominates it",
    "summation": "the sum (or product) has a closed form, found and checked by its differences (or quotients)",
    "telescoping": "the terms are differences, so all cancels but the first and the last",
    "term_by_term": "two sums are compared at every index",
    "use": "an earlier claim is applied; its assumptions are shown to hold here",
    "wishart_moment": "the mean of products of Gram matrices and their inverses is known exactly for Gaussian inputs",
}  # fmt: skip
"""By the name that a derivation uses."""


EXAMPLES = {
    "algebra": "equal(d / T + 1, (d + T) / T), proof=algebra",
    "cases": "equal(Abs(t), Max(t, -t)), proof=cases(below, above)  # claims of the same where t <= 0, and where "
    "t >= 0",
    "cited": 'at_most(d, T**2), where=[T >= d], proof=cited("A. Author, Theorem 3")',
    "definition": "equal(e(n + 1), rho * e(n)), proof=definition(e(n + 1))  # where e is defined so",
    "derived_equivalent": "equivalent(ridge * E(tr(Sigma * R)), kappa * EigenSum(s / (s + kappa))), "
    "where=[Eq(df1, EigenSum(s / (s + kappa))), Eq(ridge, kappa * (1 - df1 / T)), ridge > 0, df1 < T], "
    "laws=LAWS, proof=derived_equivalent",
    "differentiate": "equal(Derivative(log(1 + sigma), sigma), 1 / (1 + sigma)), proof=differentiate",
    "eigenbasis": "equal(tr(Sigma * inv(Sigma + kappa * identity(d))), EigenSum(s / (s + kappa))), where=[kappa >"
    " 0], proof=eigenbasis",
    "elementary_bound": "at_most(SpectralSum(rho, 1, beta, kappa, d), Sum(k**-rho / Max(k**-beta, kappa), (k, 1, "
    "d))), proof=elementary_bound",
    "enumeration": "at_most(n**2, 2**n + 1), where=[n <= 5], proof=enumeration",
    "expectation": "equal(E(tr(gram(X))), T * tr(Sigma)), laws=[GaussianRows(X, Sigma)], proof=expectation",
    "first_eigenvalues": "at_least(SpectralSum(5, 1, 1, kappa), zeta(4) - kappa * zeta(3)), proof=first_eigenvalues(1)",
    "fixed_point": "equal(root * (1 - Df1(beta, root) / T), ridge), where=[beta > 1, root > 0], proof=fixed_point"
    "  # root = Kappa(beta, T, ridge)",
    "from_within": "at_most(t, rho + phi), where=[Abs(t - rho) <= phi], proof=from_within(close)  # close: t is "
    "within phi of rho",
    "given": "equal(kappa * (T - df1), ridge * T), where=[Eq(df1, T * (1 - ridge / kappa))], proof=given",
    "inequality": "at_most(2 * sigma * sigma0, sigma**2 + sigma0**2), proof=inequality",
    "inequality_per_eigenvalue": "at_most(EigenSum(s / (s + kappa)), EigenSum(s / kappa)), "
    "proof=inequality_per_eigenvalue",
    "infinite_mean": "equal(E(tr(inv(gram(X)))), oo), where=[Eq(T, d + 1)], laws=[GaussianRows(X, Sigma)], "
    "proof=infinite_mean",
    "integral_comparison": "at_most(Df1(beta, kappa), kappa ** (-1 / beta) * ScalingIntegral(beta, 1, beta)), "
    "where=[beta > 1], proof=integral_comparison",
    "integral_rows": "at_most(ScalingIntegral(2, 1, 2, rho), rho), proof=integral_rows",
    "integration": "equal(Integral(exp(-kappa * t), (t, 0, oo)), 1 / kappa), proof=integration",
    "inverse_function": "equal(Derivative(Function('kappa')(t), t), 1 / Derivative(kappa**3 + kappa, kappa)), "
    "where=[Eq(t, kappa**3 + kappa)], proof=inverse_function(kappa)",
    "isotropic": "equal(EigenSum(s / (s + kappa)), d / (1 + kappa)), where=[sigma_is_identity, kappa > 0], "
    "proof=isotropic",
    "limit": "tends(d / (T - d - 1), phi / (1 - phi), along=Path(T, keeping={d: phi * T})), where=[phi < 1], "
    "proof=limit",
    "matrix_identity": "equal(X.T * (X * Sigma), gram(X) * Sigma), proof=matrix_identity",
    "propagated": "within(3 * t, 3 * rho, 3 * phi), where=[Abs(t - rho) <= phi], proof=propagated(close, 3 * t)  "
    "# close: t is within phi of rho",
    "raised": "at_most(rho**3, phi**3), where=[rho <= phi], proof=raised(line, 3)  # line: rho <= phi",
    "recurrence": "equal(e(n), rho**n), proof=recurrence(n, zero, more)  # e(0) = 1, e(n + 1) = rho*e(n)",
    "rotation_invariant_mean": "equal(E(inv(gram(X) + ridge * identity(d))), E(tr(inv(gram(X) + ridge * "
    "identity(d)))) / d * identity(d)), where=[ridge > 0], laws=[GaussianRows(X, identity(d))], "
    "proof=rotation_invariant_mean",
    "same_leading_order": "equivalent(d / (T - d - 1), d / (T - d)), where=[T >= 2 * d], "
    "proof=same_leading_order(Path(T, keeping={d: phi * T}))",
    "spectral_order": "at_most(tr(inv(gram(X) + ridge * identity(d))), d / ridge), where=[ridge > 0], "
    "laws=[GaussianRows(X, Sigma)], proof=spectral_order(X)",
    "spectral_rows": "at_most(Df1(beta, kappa), zeta(beta) / kappa), where=[beta > 1], proof=spectral_rows",
    "summation": "equal(Sum(k, (k, 1, n)), n * (n + 1) / 2), proof=summation",
    "telescoping": "equal(Sum(k, (k, 1, n)), n * (n + 1) / 2), proof=telescoping(k * (k + 1) / 2, k)",
    "term_by_term": "at_least(Df1(beta, kappa), Df2(beta, kappa)), where=[beta > 1], proof=term_by_term",
    "trace_of_product": "at_most(tr(Sigma * Sigma), tr(Sigma) * tr(Sigma)), proof=trace_of_product(Sigma, Sigma)",
    "triangle": "at_most(Abs(t - rho), Abs(t) + Abs(rho)), proof=triangle",
    "triangle_by": "at_most(Abs(t), Abs(kappa) + Abs(rho)), where=[Eq(t, kappa + rho)], proof=triangle_by(given)",
    "use": "equal((d + 1) ** 2 + T, d**2 + 2 * d + 1 + T), proof=use(square, {n: d})  # (n + 1)**2 = n**2 + 2*n + 1",
    "wishart_moment": "equal(E(tr(Sigma * inv(gram(X)))), d / (T - d - 1)), where=[T >= d + 2], "
    "laws=[GaussianRows(X, Sigma)], proof=wishart_moment",
}
"""A claim that a rule proves, without its name, title and witness."""


_OWN = {name for name in language.__all__ if getattr(getattr(language, name), "__module__", "").startswith("lemmata")}
"""The words that are not SymPy's."""


def name_of(rule: Rule) -> str:
    """The name under which a derivation finds a rule that judged a step; its own name for one from elsewhere."""
    for name in rules.__all__:
        if getattr(rules, name) is rule:
            return name
    home = type(rule).__module__
    makers = [name for name in rules.__all__ if getattr(getattr(rules, name), "__module__", "") == home]
    said = str(rule.name).replace(" ", "_")
    return next((name for name in makers if said.startswith(name)), makers[0] if makers else str(rule.name))


def in_words(name: str) -> str:
    """One plain sentence about a rule; its own first line where there is none."""
    return WORDS.get(name) or first_line(getattr(rules, name, None))


def first_line(thing: Any) -> str:
    """The first line of the documentation of a rule or of what makes it."""
    return (_documentation(thing) or [""])[0].rstrip(".")


def rule_lines(name: str) -> Iterator[str]:
    """All that is to be said about a rule, in paragraphs."""
    thing = getattr(rules, name)
    yield f"{name}{_arguments(thing)}: {in_words(name)}"
    relations = ", ".join(getattr(thing, "proves", ()))
    if relations:
        yield f"shows: {relations}"
    home = sys.modules.get(type(thing).__module__ if isinstance(thing, Rule) else getattr(thing, "__module__", ""))
    yield from _documentation(thing)
    if home is not None and home.__name__.startswith("lemmata.verifier"):
        yield from _documentation(home)
        owed = _owed(home)
        if owed:
            yield f"owes, and has discharged before it proves anything: {'; '.join(owed)}"
    if name in EXAMPLES:
        statement, mark, remark = EXAMPLES[name].partition("  #")
        yield f"for example PAPER.claim(name, title, {statement}){mark}{remark}"


def word_lines(name: str) -> Iterator[str]:
    """All that is to be said about another word of derivations, in paragraphs, with its first example."""
    thing = getattr(language, name)
    if name in symbols():
        yield f"{name}: {symbols()[name]}"
    elif inspect.isclass(thing) or inspect.isfunction(thing):
        first, *others = _documentation(thing) or [""]
        yield f"{name}{_arguments(thing) if name in _OWN else ''}: {first}"
        yield from others if name in _OWN else ()
        yield from _example(thing) if name in _OWN else ()
    else:
        yield f"{name}: {thing}"


def _example(thing: Any) -> list[str]:
    """The first example of a docstring, line by line."""
    _, sign, shown = (inspect.getdoc(thing) or "").partition(">>>")
    return [f"    {line}" for line in (sign + shown).partition("\n\n")[0].splitlines()]


def _documentation(thing: Any) -> list[str]:
    """The paragraphs of a docstring up to its first example."""
    text = inspect.getdoc(type(thing) if isinstance(thing, Rule) else thing) or ""
    plain = re.sub(r":\w+:`~?(?:\w+\.)*(\w+)`", r"\1", text.partition(">>>")[0]).replace("``", "")
    return [" ".join(part.split()) for part in plain.split("\n\n") if part.strip()]


def _arguments(thing: Any) -> str:
    if isinstance(thing, Rule) or not (inspect.isfunction(thing) or inspect.isclass(thing)):
        return ""
    return f"({', '.join(inspect.signature(thing).parameters)})"


def _owed(home: Any) -> list[str]:
    """The reasons for conditions that stand as plain texts in a module."""
    try:
        tree = ast.parse(inspect.getsource(home))
    except (OSError, TypeError):
        return []
    kinds = ("Holds", "Defined", "Finite", "OfKind", "Either", "AlongPath", "NoCancellation", "InRegime")
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and len(node.args) > 1)
    reasons = (
        call.args[1].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in kinds and isinstance(call.args[1], ast.Constant)
    )
    return list(dict.fromkeys(str(reason) for reason in reasons))
