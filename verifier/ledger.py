"""The ledger: evidence on disk, found again by content.

One SQLite file keeps what was found, keyed by a hash of all that the finding depends on: the claim (statement,
assumptions, proof, rules with their versions and parameters), the effort and seed, the versions of the libraries, and
the source of the engines. A second run therefore re-judges only what changed, and stale evidence cannot be met.

Recording can never raise a status: the ledger holds findings, and the status is computed from them each time.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any

from lemmata.numerics.errors import InputError
from lemmata.verifier.claim import Claim
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.step import Context

LIBRARIES = ("sympy", "mpmath", "python-flint", "z3-solver", "hypothesis", "numpy", "scipy")
_ENGINES = ("numerics", "theory", "verifier")
_SCHEMA = 1


def default_path() -> Path:
    """``$LEMMATA_LEDGER``, or ``.lemmata/ledger.sqlite`` below the current folder."""
    return Path(os.environ.get("LEMMATA_LEDGER", ".lemmata/ledger.sqlite"))


@lru_cache(maxsize=1)
def engine_key() -> str:
    """A hash of the library versions and of the source of the rooms that judge."""
    digest = hashlib.sha256()
    for library in LIBRARIES:
        digest.update(f"{library}=={version(library)}\n".encode())
    root = Path(__file__).resolve().parent.parent
    for room in _ENGINES:
        for file in sorted((root / room).rglob("*.py")):
            if "cli" not in file.parts:
                digest.update(file.read_bytes())
    return digest.hexdigest()


def key(claim: Claim, context: Context) -> str:
    """The key under which the evidence for a claim is kept."""
    parts = (claim.content_key, engine_key(), context.effort, str(context.seed), str(context.digits))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def run_key(*parts: str) -> str:
    """The key under which a run is kept that the given words describe fully."""
    return hashlib.sha256("\n".join((engine_key(), *parts)).encode()).hexdigest()


class Ledger:
    """Evidence by key. Use it as a context manager; every record is committed at once, so an interrupt loses nothing.

    Raises:
        InputError: when the file is not a ledger, or was written by another version of the format.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=30)
            self._prepare()
        except (OSError, sqlite3.DatabaseError) as reason:
            raise InputError("ledger", path, f"a ledger file that can be read and written ({reason})") from None

    def _prepare(self) -> None:
        found = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if found not in (0, _SCHEMA):
            raise sqlite3.DatabaseError(f"its format is {found}, not {_SCHEMA}; delete it or name another")
        with self._connection:
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS evidence "
                "(key TEXT PRIMARY KEY, claim TEXT NOT NULL, document TEXT NOT NULL)"
            )
            self._connection.execute("CREATE TABLE IF NOT EXISTS runs (key TEXT PRIMARY KEY, document TEXT NOT NULL)")
            self._connection.execute(f"PRAGMA user_version = {_SCHEMA}")

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def find(self, key: str) -> list[Evidence] | None:
        """The evidence kept under a key, or None. A record that cannot be read counts as absent and is judged again."""
        row = self._connection.execute("SELECT document FROM evidence WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        try:
            return [Evidence.from_json(item) for item in json.loads(row[0])]
        except (ValueError, TypeError, KeyError):
            return None

    def record(self, key: str, claim: str, evidence: Sequence[Evidence]) -> None:
        """Keep the evidence for a claim."""
        document = json.dumps([item.to_json() for item in evidence])
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO evidence VALUES (?, ?, ?)", (key, claim, document))

    def run(self, key: str) -> dict[str, Any] | None:
        """The document of a finished run, or None."""
        row = self._connection.execute("SELECT document FROM runs WHERE key = ?", (key,)).fetchone()
        try:
            return None if row is None else dict(json.loads(row[0]))
        except (ValueError, TypeError):
            return None

    def record_run(self, key: str, document: Mapping[str, Any]) -> None:
        """Keep the document of a finished run."""
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", (key, json.dumps(document)))
