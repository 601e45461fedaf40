"""Reading a certificate that anybody may have written: its shape is looked at before anything is done with it.

Numbers of absurd size, fields given twice, values of another type and nesting without end are bad input, said in one
line. No mathematics is imported here, so that a refusal comes at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lemmata.numerics.errors import InputError

_BYTES = 64 * 1024 * 1024
_DIGITS = 15
_LONGEST = 100_000
_NUMBER_WITH_EXPONENT = re.compile(r"[-+]?[\d.]+[eE][-+]?\d{4,}")

_CARRIED = ("schema", "certificate")
_TEXT, _LIST, _OBJECT, _COUNT = (str,), (list,), (dict,), (int,)
_TOP = {"target": _TEXT, "claim": _TEXT, "settings": _OBJECT, "symbols": _OBJECT, "claims": _LIST}
_CLAIM = {"id": _TEXT, "statement": _LIST, "where": _LIST, "steps": _LIST, "evidence": _LIST}
_EVIDENCE = {
    "part": _TEXT,
    "method": _TEXT,
    "verdict": _TEXT,
    "position": _COUNT,
    "counterexample": (dict, type(None)),
}


def read_certificate(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The certificate in a file, on its own or inside a document that carries one, and what else that document shows.

    Raises:
        InputError: when the file holds none, saying what is wrong.
    """
    try:
        if path.stat().st_size > _BYTES:
            raise InputError("CERTIFICATE", path, "a certificate of at most 64 MiB")
        document = json.loads(
            path.read_text(encoding="utf-8"), parse_int=_integer, parse_constant=_refused, object_pairs_hook=_object
        )
    except RecursionError:
        raise InputError("CERTIFICATE", path, "a JSON document that is not nested so deeply") from None
    except (OSError, ValueError) as reason:
        raise InputError("CERTIFICATE", path, f"a JSON certificate ({str(reason)[:200]})") from None
    found = document.get("certificate", document) if isinstance(document, dict) else None
    if not isinstance(found, dict) or not isinstance(found.get("schema"), str):
        raise InputError("CERTIFICATE", path, "a certificate with a schema field")
    _texts(document)
    return found, {} if found is document else {name: document[name] for name in document if name not in _CARRIED}


def looked_at(document: Mapping[str, Any], schema: str) -> Mapping[str, Any]:
    """The certificate of a claim, once it has the fields that it must have, of the types that they must have.

    Raises:
        InputError: naming the field that is missing or of another type.
    """
    if document.get("schema") != schema:
        raise InputError("CERTIFICATE", document.get("schema"), f"of schema {schema}")
    _fields(document, _TOP, "certificate")
    settings = document["settings"]
    if settings.keys() != {"effort", "seed"} or settings["effort"] not in ("quick", "standard", "deep"):
        raise InputError("CERTIFICATE", "settings", "an effort and a seed")
    if not (_is(settings["seed"], _COUNT) and 0 <= settings["seed"] < 2**32):
        raise InputError("CERTIFICATE", "seed", "a whole number from 0 on, below 2^32")
    for row in document["claims"]:
        _fields(row, _CLAIM, "claim")
        for item in row["evidence"]:
            _fields(item, _EVIDENCE, "evidence")
            point = item["counterexample"] or {}
            if not all(isinstance(value, str) for value in point.values()):
                raise InputError("CERTIFICATE", "counterexample", "written with numbers as strings")
    if len({row["id"] for row in document["claims"]}) != len(document["claims"]):
        raise InputError("CERTIFICATE", "claims", "each there once")
    return document


def _fields(value: Any, wanted: Mapping[str, tuple[type, ...]], what: str) -> None:
    if not isinstance(value, dict):
        raise InputError("CERTIFICATE", what, "an object")
    for name, kinds in wanted.items():
        if name not in value or not _is(value[name], kinds):
            raise InputError("CERTIFICATE", f"{what}.{name}", f"of type {' or '.join(kind.__name__ for kind in kinds)}")


def _is(value: Any, kinds: tuple[type, ...]) -> bool:
    return isinstance(value, kinds) and not isinstance(value, bool)


def _integer(text: str) -> int:
    if len(text) > _DIGITS:
        raise ValueError(f"a number of {len(text)} digits")
    return int(text)


def _refused(text: str) -> Any:
    raise ValueError(f"{text} is no number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field is given twice")
    return found


def _texts(value: Any) -> None:
    """No text is of absurd length, and none is a number with an absurd exponent."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += [*part, *part.values()]
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, str) and (len(part) > _LONGEST or _NUMBER_WITH_EXPONENT.fullmatch(part)):
            raise InputError("CERTIFICATE", part[:40], "a text of reasonable length, and a number of reasonable size")
        elif isinstance(part, float) and not abs(part) < 1e300:
            raise InputError("CERTIFICATE", part, "a finite number")
