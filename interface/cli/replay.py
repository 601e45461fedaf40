"""``lemmata replay``: compute the verdict of a certificate again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

EXPONENTS = "lemmata.exponents-certificate/3"


@click.command()
@click.argument("certificate", metavar="CERTIFICATE")
@click.option("--trust", metavar="FILE", help="The derivation file that the certificate is of, once you have read it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.replay/1).")
def command(certificate: str, trust: str | None, as_json: bool) -> int:
    """Check a certificate file (as written by "lemmata show CLAIM --json"), or that of a claim by its id."""
    from lemmata.interface.certificate_shape import read_certificate
    from lemmata.interface.cli.output import emit_json
    from lemmata.numerics.errors import InputError

    if Path(certificate).is_file():
        result = _replayed(*read_certificate(Path(certificate)), trust)
    elif certificate.endswith(".json") or Path(certificate).is_dir():
        raise InputError("CERTIFICATE", certificate, "a file that exists, or the id of a claim")
    else:
        document, own_file = _of_claim(certificate)
        result = _replayed(document, {}, own_file)
    if as_json:
        emit_json("lemmata.replay/1", result.to_json())
    else:
        for line in result.lines():
            click.echo(line)
    return 0 if result.confirmed else 1


def _replayed(document: Mapping[str, Any], shown: Mapping[str, Any], trust: str | None) -> Any:
    """The outcome; what is shown beside the certificate must be what the claim is found to be, too."""
    from lemmata.interface.certificate_shape import looked_at

    if document["schema"] == EXPONENTS:
        from lemmata.interface.cli.exponents import derivation_document
        from lemmata.verifier.exponents.certificates import check

        checked = check(document, trust)
        if checked.derived is not None:
            checked.failures += _differing(shown, derivation_document(*checked.derived))
        return checked
    looked_at(document, "lemmata.certificate/2")
    from lemmata.interface.documents import claim_document
    from lemmata.verifier.replay import Line, replay

    found = replay(document, trust)
    claim = next(claim for claim in found.outcome.selection.claims if claim.id == found.claim)
    differing = _differing(shown, {"claim": claim_document(claim, found.outcome)}) if shown else []
    lines = [Line("shown beside it", "", False, words) for words in differing]
    return replace(found, findings=(*found.findings, *lines))


_OF_A_RUN = ("seconds", "file")
"""What is shown and is not what was found: how long it took, and where the file stood."""


def _differing(shown: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """What a document shows and what was found is not, in words."""
    read_back = json.loads(json.dumps(found))
    return [f"{name} is not what was found" for name in _names_of_others(dict(shown), read_back, "")]


def _names_of_others(shown: Any, found: Any, name: str) -> Iterator[str]:
    """The places of a document at which another shows something else."""
    if isinstance(shown, dict) and isinstance(found, dict):
        for key in shown.keys() - _OF_A_RUN:
            yield from _names_of_others(shown[key], found.get(key), f"{name}.{key}" if name else key)
    elif isinstance(shown, list) and isinstance(found, list) and len(shown) == len(found):
        for place, (one, other) in enumerate(zip(shown, found, strict=True)):
            yield from _names_of_others(one, other, f"{name}[{place}]")
    elif shown != found or type(shown) is not type(found):  # true is not 1
        yield name


def _of_claim(name: str) -> tuple[Mapping[str, Any], str | None]:
    """The certificate of a claim, and the user's own file that it is of: who names it trusts it."""
    from lemmata.verifier.chapters import find_claim

    _, claim = find_claim(name)
    from lemmata.interface.cli.progress import judged
    from lemmata.interface.documents import certificate_of
    from lemmata.verifier.listing import file_and_name
    from lemmata.verifier.outcome import Settings

    settings = Settings(jobs=1)
    outcome = judged([name], settings=settings, always=False)
    file = file_and_name(name)[0]
    return certificate_of(claim, outcome, settings, str(file or claim.id)), None if file is None else str(file)
