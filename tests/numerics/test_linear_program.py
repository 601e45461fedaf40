"""Nonnegative multipliers that cancel: what must vanish by signs alone never hides a combination that exists."""

from random import Random

from flint import fmpq

from lemmata.numerics.linear_program import vertex


def column(*values: int) -> dict[int, fmpq]:
    return {row: fmpq(value) for row, value in enumerate(values) if value}


def test_one_sign_in_a_row_rules_columns_out_one_after_the_other() -> None:
    falling = [column(1, 1, 0), column(0, -1, 1), column(0, 0, -1)]
    assert vertex(falling, [True, False, False]) is None
    assert vertex([*falling, column(-1, 0, 0)], [True, False, False, False]) is not None


def test_a_combination_that_exists_is_found_among_columns_that_cannot_take_part() -> None:
    random = Random(7)
    for _ in range(20):
        parts = [[random.randint(-3, 3) for _ in range(4)] for _ in range(3)]
        closing = [-sum(values) for values in zip(*parts, strict=True)]
        beside = [[*(random.randint(-3, 3) for _ in range(4)), random.randint(1, 3)] for _ in range(3)]
        columns = [column(*part) for part in (*parts, closing, *beside)]
        values = vertex(columns, [True] + [False] * 6)
        if not any(parts[0]):
            continue
        assert values is not None
        assert values[0] == 1
        assert all(value >= 0 for value in values)
        assert not any(values[4:])
        for row in range(5):
            assert sum((c.get(row, fmpq(0)) * v for c, v in zip(columns, values, strict=True)), fmpq(0)) == 0
