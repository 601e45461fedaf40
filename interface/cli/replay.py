"""``lemmata replay``: compute the verdict of a certificate again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

EXPONENTS = "lemmata.exponents-certificate/2"


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
        result = _replayed(read_certificate(Path(certificate)), trust)
    elif certificate.endswith(".json") or Path(certificate).is_dir():
        raise InputError("CERTIFICATE", certificate, "a file that exists, or the id of a claim")
    else:
        result = _replayed(*_of_claim(certificate))
    if as_json:
        emit_json("lemmata.replay/1", result.to_json())
    else:
        for line in result.lines():
            click.echo(line)
    return 0 if result.confirmed else 1


def _replayed(document: Mapping[str, Any], trust: str | None) -> Any:
    from lemmata.interface.certificate_shape import looked_at

    if document["schema"] == EXPONENTS:
        from lemmata.verifier.exponents.certificates import check

        return check(document, trust)
    looked_at(document, "lemmata.certificate/2")
    from lemmata.verifier.replay import replay

    return replay(document, trust)


def _of_claim(name: str) -> tuple[Mapping[str, Any], str | None]:
    """The certificate of a claim, and the user's own file that it is of: who names it trusts it."""
    from lemmata.verifier.chapters import find_claim

    _, claim = find_claim(name)
    from lemmata.interface.cli.output import remark
    from lemmata.interface.documents import certificate_of
    from lemmata.verifier.ledger import Ledger, default_path
    from lemmata.verifier.listing import file_and_name
    from lemmata.verifier.outcome import Settings
    from lemmata.verifier.run import run

    settings = Settings(jobs=1)
    with Ledger(default_path(), say=remark) as kept:
        outcome = run([name], kept, settings)
    file = file_and_name(name)[0]
    return certificate_of(claim, outcome, settings, str(file or claim.id)), None if file is None else str(file)
