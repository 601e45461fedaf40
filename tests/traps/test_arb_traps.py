"""What Arb does that one would not expect: true enclosures all of them, but useless ones, or compared wrongly."""

from flint import arb, ctx, fmpq


def test_precision_is_that_of_the_moment_of_conversion():
    """1/3 read before the precision is raised stays a ball of 53 bits; Lemmata converts inside the precision."""
    with ctx.workprec(53):
        early = arb(fmpq(1, 3))
    with ctx.workprec(300):
        late = arb(fmpq(1, 3))
        assert (early * 3 - 1).rad() > arb(2) ** -60
        assert (late * 3 - 1).rad() < arb(2) ** -290


def test_union_outside_the_precision_rounds_both_ends():
    with ctx.workprec(300):
        low, high = arb(fmpq(1, 3)), arb(fmpq(1, 3)) + arb(2) ** -200
    with ctx.workprec(53):
        assert low.union(high).rad() > arb(2) ** -60


def test_equality_of_equal_numbers_is_false():
    """== on balls asks for certainty: two enclosures of the same number are not equal, and not different either."""
    with ctx.workprec(53):
        third = arb(fmpq(1, 3))
        equal, different = third + third + third == arb(1), third + third + third != arb(1)
    assert (equal, different) == (False, False)


def test_erfc_of_a_large_argument_loses_every_digit_and_u_does_not():
    """e^z erfc(sqrt z) at z = 10^31, by erfc and by Tricomi's U(1/2, 1/2, z)/sqrt(pi) (DLMF 13.6.8)."""
    with ctx.workprec(300):
        z = arb(10) ** 31  # its root is irrational
        assert not (z.exp() * z.sqrt().erfc()).rel_accuracy_bits() > 0
        assert (z.hypgeom_u(arb(1) / 2, arb(1) / 2) / arb.pi().sqrt()).rel_accuracy_bits() > 250
