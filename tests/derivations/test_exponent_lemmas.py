"""The lemmas that derivations of exponents name are claims of the chapter, and hold."""

import json

import pytest
from click.testing import CliRunner

from lemmata.derivations.exponent_lemmas import lemmas_of
from lemmata.interface.cli.exponents import command
from lemmata.theory.scaling import derive_exponents
from lemmata.verifier.chapters import select
from lemmata.verifier.judge import context_of, judge
from lemmata.verifier.status import statuses
from lemmata.verifier.verdict import Verdict

MODELS = [
    {"ell": "ell"},
    {"ell": "ell", "d": "T^delta", "T0": "T^b"},
    {"ell": "3", "d": "T"},
    {"ell": "ell", "d": "T - T^h"},
    {"ell": "ell", "d": "T + T^h"},
]


@pytest.mark.parametrize("inputs", MODELS)
def test_every_lemma_is_stated(inputs):
    stated = {claim.id for claim in select(["spectral_sums"]).claims}
    named = lemmas_of(derive_exponents(2, "1/2", **inputs))
    assert set(named) <= stated
    assert len(named) == len(set(named))


def test_the_lemmas_of_the_interpolation_line_are_proved():
    named = lemmas_of(derive_exponents(2, "1/2", ell=3, d="T"))
    claims = select(named[-4:]).claims
    evidence = {claim.id: judge(claim, context_of(claim, effort="quick")) for claim in claims}
    assert {status.verdict for status in statuses(claims, evidence).values()} == {Verdict.PROVED}


def test_the_document_names_them():
    arguments = ["--beta", "2", "--r", "1/2", "--ell", "1", "--json"]
    document = json.loads(CliRunner().invoke(command, arguments, standalone_mode=False).output)
    assert "spectral_sums:gap" in document["lemmas"]
