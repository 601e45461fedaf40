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
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from lemmata.numerics.errors import InputError
from lemmata.verifier.claim import Claim
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.step import Context

LIBRARIES = ("sympy", "mpmath", "python-flint", "z3-solver", "hypothesis", "numpy", "scipy")
ROOT = Path(__file__).resolve().parent.parent
_ENGINES = ("numerics", "theory", "verifier")
_SCHEMA = 2
_OLDER = (1,)
"""Formats whose rows carry no digest: they are judged again."""
_TABLES = {
    "evidence": "key TEXT PRIMARY KEY, claim TEXT NOT NULL, document TEXT NOT NULL, digest TEXT NOT NULL",
    "runs": "key TEXT PRIMARY KEY, document TEXT NOT NULL, digest TEXT NOT NULL",
}
_PATIENCE = 2.0
_ATTEMPTS = 30
_Found = TypeVar("_Found")


def default_path() -> Path:
    """``$LEMMATA_LEDGER``, or ``.lemmata/ledger.sqlite`` below the current folder."""
    return Path(os.environ.get("LEMMATA_LEDGER") or ".lemmata/ledger.sqlite")


def files_of(rooms: Sequence[str]) -> Iterator[Path]:
    """Every file in rooms of the project, in an order that is always the same."""
    for room in rooms:
        for folder, folders, names in os.walk(ROOT / room):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            yield from (Path(folder, name) for name in sorted(names))


def rooms_key(rooms: Sequence[str]) -> str:
    """A hash of the library versions and of every file in rooms of the project."""
    digest = hashlib.sha256(f"{[version(library) for library in LIBRARIES]}\n".encode())
    for file in files_of(rooms):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(ROOT)}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


@lru_cache(maxsize=1)
def engine_key() -> str:
    """The hash of the rooms that judge, as they were when it was first asked for."""
    return rooms_key(_ENGINES)


def key(claim: Claim, context: Context) -> str:
    """The key under which the evidence for a claim is kept."""
    return evidence_key(claim.content_key, context)


def evidence_key(content_key: str, context: Context) -> str:
    """The key under which the evidence for a claim of this content is kept."""
    parts = (content_key, engine_key(), context.effort, str(context.seed), str(context.digits))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def run_key(*parts: str) -> str:
    """The key under which a run is kept that the given words describe fully."""
    return hashlib.sha256("\n".join((engine_key(), *parts)).encode()).hexdigest()


class Ledger:
    """Evidence by key. Use it as a context manager; every record is committed at once, so an interrupt loses nothing.

    A row carries a digest of its key and its content. What does not fit its digest, or cannot be read, counts as absent
    and is judged again; ``say`` is told of it, of a wait for another process, and once of what is not kept.

    Raises:
        InputError: when the file is not a ledger, or was written by another version of the format.
    """

    def __init__(self, path: Path, say: Callable[[str], None] = lambda _: None) -> None:
        self.path = path
        self.say = lru_cache(maxsize=None)(say)  # a line once
        self._keeps = True
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=_PATIENCE)
            self._connection.text_factory = _text
            self._patiently(self._prepare)
        except (OSError, sqlite3.Error) as reason:
            raise InputError("ledger", path, f"a ledger file that can be read and written ({reason})") from None

    def _prepare(self) -> None:
        found = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if found not in (0, *_OLDER, _SCHEMA):
            raise sqlite3.DatabaseError(f"its format is {found}, not {_SCHEMA}; delete it or name another")
        if found != _SCHEMA:
            with self._connection:
                for table, columns in _TABLES.items():
                    if found in _OLDER:
                        self._connection.execute(f"DROP TABLE IF EXISTS {table}")
                    self._connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({columns})")
                self._connection.execute(f"PRAGMA user_version = {_SCHEMA}")
        for table, columns in _TABLES.items():
            names = [row[1] for row in self._connection.execute(f"PRAGMA table_info({table})")]
            if names != [column.split()[0] for column in columns.split(", ")]:
                raise sqlite3.DatabaseError(f"its table {table} has other columns; delete it or name another")

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def find(self, key: str, whole: Callable[[list[Evidence]], bool] = bool) -> list[Evidence] | None:
        """The evidence kept under a key, or None; ``whole`` says whether it is complete."""
        found = self._found("SELECT claim, document, digest FROM evidence WHERE key = ?", key)
        if found is None:
            return None
        try:
            evidence = [Evidence.from_json(item) for item in found]
            if whole(evidence):
                return evidence
        except (ValueError, TypeError, KeyError, AttributeError):
            pass
        self.say(f"the evidence under {key[:12]} in {self.path} is incomplete or malformed; the claim is judged again")
        return None

    def record(self, key: str, claim: str, evidence: Sequence[Evidence]) -> None:
        """Keep the evidence for a claim."""
        document = json.dumps([item.to_json() for item in evidence])
        self._keep("INSERT OR REPLACE INTO evidence VALUES (?, ?, ?, ?)", key, claim, document)

    def run(self, key: str) -> dict[str, Any] | None:
        """The document of a finished run, or None."""
        found = self._found("SELECT document, digest FROM runs WHERE key = ?", key)
        return found if isinstance(found, dict) else None

    def record_run(self, key: str, document: Mapping[str, Any]) -> None:
        """Keep the document of a finished run."""
        self._keep("INSERT OR REPLACE INTO runs VALUES (?, ?, ?)", key, json.dumps(document))

    def _found(self, query: str, key: str) -> Any:
        """The document of a row whose digest is right; None where there is none."""
        try:
            row = self._patiently(lambda: self._connection.execute(query, (key,)).fetchone())
            if row is None:
                return None
            if row[-1] == _digest(key, *row[:-1]):
                return json.loads(row[-2])
            reason = "it does not fit its digest"
        except (sqlite3.Error, ValueError, TypeError, RecursionError) as error:
            reason = str(error)
        self.say(f"what is kept under {key[:12]} in {self.path} was altered or damaged ({reason}); it is found anew")
        return None

    def _keep(self, statement: str, key: str, *content: str) -> None:
        """Write a row with its digest; a ledger that cannot be written loses nothing of this run."""

        def write() -> None:
            with self._connection:
                self._connection.execute(statement, (key, *content, _digest(key, *content)))

        if not self._keeps:
            return
        try:
            if self._connection.in_transaction or not self.path.exists():
                raise sqlite3.OperationalError("the file was removed")
            self._patiently(write)
        except sqlite3.Error as reason:
            self._keeps = False
            self.say(f"{self.path} cannot be written ({reason}): what is found is not kept")

    def _patiently(self, work: Callable[[], _Found]) -> _Found:
        """Wait for another process that holds the ledger, and say so after the first two seconds."""
        for attempt in range(_ATTEMPTS):
            try:
                return work()
            except sqlite3.OperationalError as reason:
                if "locked" not in str(reason) or attempt == _ATTEMPTS - 1:
                    raise
                if attempt == 0:
                    self.say(f"{self.path} is locked by another process; waiting for it")
        raise AssertionError("unreachable")


def _digest(key: str, *content: str) -> str:
    return hashlib.sha256(json.dumps([key, *content]).encode()).hexdigest()


def _text(stored: bytes) -> str:
    """Text as it is kept; what is no text differs from anything that was written."""
    return stored.decode("utf-8", errors="backslashreplace")
