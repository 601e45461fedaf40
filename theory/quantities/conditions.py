"""Where a quantity has a value, and where a finite one: what each class of quantities says of itself.

A quantity has ``defined_where``, relations under which its definition has a value, in its own arguments. A mean of
what is not negative has a value in [0, oo]; ``finite_where`` says where it is finite.
"""

from __future__ import annotations

from sympy import Basic, Contains, Eq, Expr, Ge, Gt, Le, Ne, Or, S, oo

Relations = tuple[Basic, ...]


class NonnegativeMean:
    """A quantity that is the mean of a square."""

    may_be_infinite = True
    never_negative = True


def counts(n: Expr) -> Relations:
    """A number of generations is a whole number, not negative."""
    return (Contains(n, S.Naturals0, evaluate=False),)


def sizes(*numbers: Expr) -> Relations:
    """Dimensions and samples are whole numbers from 1 on; a dimension may be infinite."""
    return tuple(Contains(size, S.Naturals, evaluate=False) for size in numbers if size is not oo)


def after(n: Expr, relation: Basic) -> Basic:
    """What is needed once there are generations."""
    parts = relation.args if isinstance(relation, Or) else (relation,)
    return relation if n.is_positive else Or(Eq(n, 0, evaluate=False), *parts, evaluate=False)


def least_squares_mean(rows: Expr, size: Expr, deviation: Expr) -> Basic:
    """A linear functional of a least-squares fit has a mean: there is no noise, or X^+ has one (rows != size)."""
    return Or(Eq(deviation, 0, evaluate=False), Ne(rows, size, evaluate=False), evaluate=False)


def least_squares_square(rows: Expr, size: Expr, deviation: Expr) -> Or:
    """The square of a least-squares fit has a finite mean: there is no noise, or E tr (X'X)^+ is finite."""
    few, many = Le(rows, size - 2, evaluate=False), Ge(rows, size + 2, evaluate=False)
    return Or(Eq(deviation, 0, evaluate=False), many, few, evaluate=False)


def unless_ridge(penalty: Expr, relation: Or) -> Relations:
    """What is needed where there is no ridge."""
    if penalty.is_positive:
        return ()
    return (relation if penalty == 0 else Or(Gt(penalty, 0, evaluate=False), *relation.args, evaluate=False),)


def invertible(penalty: Expr, rows: Expr, size: Expr) -> Basic:
    """X'X/T + ridge has an inverse almost surely."""
    return Or(Gt(penalty, 0, evaluate=False), Ge(rows, size, evaluate=False), evaluate=False)
