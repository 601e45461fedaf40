"""What helps an independent checker is written as the paper means it."""

from lemmata.theory.notation import d
from lemmata.theory.quantities.regression import w, w0
from lemmata.theory.random_matrices import norm2
from lemmata.theory.relations import equal
from lemmata.verifier.certificate.hints import hints_of
from lemmata.verifier.certificate.terms import Symbols, written
from lemmata.verifier.judge import context_of
from lemmata.verifier.rules import definition


def test_a_definition_is_written_as_the_paper_means_it(paper):
    paper.define(w, w0, lambda i: 2 * w[i])
    claim = paper.claim("doubled", "", equal(norm2(w[1]), norm2(2 * w[0])), witness={d: 2}, proof=definition(w[1]))
    symbols = Symbols()
    hints = hints_of(claim.proof.steps[0], context_of(claim), symbols)
    assert hints == {"definitions": [[written(w[1], symbols), written(2 * w[0], symbols)]]}
