"""``lemmata replay``: check a certificate again, without any search."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from lemmata.numerics.errors import InputError


@click.command()
@click.argument("certificate", metavar="CERTIFICATE")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.replay/1).")
def command(certificate: str, as_json: bool) -> int:
    """Check a certificate file again (as written by "lemmata show CLAIM --json"), or that of a claim by its id."""
    from lemmata.interface.cli.output import emit_json
    from lemmata.theory.scaling.certificate import SCHEMA
    from lemmata.verifier import replay
    from lemmata.verifier.exponents import certificates as exponent_certificates

    document = _read(certificate)
    exponents = document["schema"] == SCHEMA
    result = exponent_certificates.check(document) if exponents else replay.replay(document)
    if as_json:
        emit_json("lemmata.replay/1", result.to_json())
    else:
        for line in result.lines():
            click.echo(line)
    return 0 if result.confirmed else 1


def _read(name: str) -> Mapping[str, Any]:
    """The certificate in a file, on its own or inside a document that carries one; or that of a claim."""
    path = Path(name)
    if not path.is_file():
        return _of_claim(name)
    try:
        document = json.loads(path.read_text())
    except (OSError, ValueError) as reason:
        raise InputError("CERTIFICATE", name, f"a JSON certificate ({reason})") from None
    found = document.get("certificate", document) if isinstance(document, dict) else None
    if not isinstance(found, dict) or "schema" not in found:
        raise InputError("CERTIFICATE", name, "a certificate with a schema field")
    return found


def _of_claim(name: str) -> Mapping[str, Any]:
    from lemmata.interface.documents import certificate
    from lemmata.verifier.chapters import find_claim
    from lemmata.verifier.ledger import Ledger, default_path
    from lemmata.verifier.run import Settings, run

    _, claim = find_claim(name)
    settings = Settings(jobs=1)
    with Ledger(default_path()) as kept:
        outcome = run([name], kept, settings)
    said = {"effort": settings.effort, "seed": settings.seed}
    return certificate(claim, outcome.status[claim.id], outcome.evidence[claim.id], said, name)
