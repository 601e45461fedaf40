"""Answers from the ledger alone are those of a run, and stale or altered words are never believed."""

import json
import sqlite3
from pathlib import Path

import pytest

import lemmata
from lemmata.interface.documents import verify_document
from lemmata.numerics.errors import InputError
from lemmata.verifier import recollection
from lemmata.verifier.chapters import select
from lemmata.verifier.judge import context_of, judge
from lemmata.verifier.ledger import Ledger, _digest, files_of
from lemmata.verifier.outcome import Settings
from lemmata.verifier.recollection import NotRecorded, answer, recorded_selection, remember, sources_key
from lemmata.verifier.verdict import Verdict
from tests.depth import DEEP

TARGETS: list[str] = [] if DEEP else ["sgd", "spectral_sums"]
SETTINGS = Settings(effort="quick", jobs=1)


@pytest.fixture(scope="module", autouse=True)
def long_after_the_last_change() -> None:
    """As if the program had been started now: the files are older."""
    patch = pytest.MonkeyPatch()
    patch.setattr(lemmata, "LOADED", lemmata.LOADED + 10**9)
    yield
    patch.undo()


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A ledger that remembers the chapters."""
    path = tmp_path_factory.mktemp("recollection") / "ledger.sqlite"
    with Ledger(path) as ledger:
        remember(select(TARGETS), ledger, sources_key())
    return path


@pytest.fixture
def no_run(monkeypatch) -> None:
    """Nothing can be judged, and no chapter built."""
    monkeypatch.setattr("lemmata.verifier.run.run", None)


def words(selection):
    """All that is said of claims, in their order."""
    claims = [
        (c.id, c.title, str(c.statement), c.statement.relation, [*map(str, c.where)], c.kind, str(c.source),
         c.reference, c.corrected_by, c.printed, c.misprint, c.note, c.section, c.file, c.line,
         c.content_key, c.principles, c.rests_on,
         c.proof and [link.step.relation for link in c.proof.steps], c.proof and c.proof.relation)
        for c in selection.claims
    ]  # fmt: skip
    papers = [
        (p.key, p.title, p.reference, [*p.contents], [c.id for c in p.in_order()], [p.heading(c) for c in p.in_order()])
        for p in selection.papers
    ]
    return claims, papers, selection.asked


@pytest.mark.parametrize("targets", [TARGETS, ["sgd"], ["spectral_sums:gap"], ["sgd", "spectral_sums:gap"]], ids=str)
def test_what_is_recorded_is_what_is_stated(kept, targets) -> None:
    with Ledger(kept) as ledger:
        found = recorded_selection(targets, ledger, sources_key())
    assert words(found) == words(select(targets))
    assert all(c.foundations == tuple(x for u in c.rests_on for x in found.claims if x.id == u) for c in found.claims)


@pytest.mark.parametrize("target", ["sgd:nothing", "sg", "nothing at all"])
def test_what_is_not_there_is_refused_in_the_same_words(kept, target) -> None:
    with pytest.raises(InputError) as built:
        select([target])
    try:
        with Ledger(kept) as ledger, pytest.raises(InputError) as found:
            recorded_selection([target], ledger, sources_key())
    except NotRecorded:  # whether another chapter has it is not known
        assert ":" not in target
        return
    assert str(found.value) == str(built.value)


def test_a_second_answer_builds_nothing_and_says_the_same(tmp_path, monkeypatch) -> None:
    target = [select(["sgd"]).claims[0].id]
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        first = verify_document(answer(target, ledger, SETTINGS))
        monkeypatch.setattr("lemmata.verifier.run.run", None)
        again = verify_document(answer(target, ledger, SETTINGS))
        for other in (Settings(effort="standard"), Settings(effort="quick", seed=1), Settings("quick", fresh=True)):
            with pytest.raises(TypeError, match="not callable"):
                answer(target, ledger, other)
    spent = {"seconds": 0, "work": {}}
    assert again | spent == first | spent
    assert again["claims"][0]["verdict"] == "proved"


def test_the_key_moves_with_every_file_library_and_interpreter(tmp_path, monkeypatch) -> None:
    (tmp_path / "theory").mkdir()
    files = [tmp_path / "theory" / "a.py", tmp_path / "theory" / "b.txt"]
    monkeypatch.setattr("lemmata.verifier.ledger.ROOT", tmp_path)
    for file in files:
        file.write_text("content")
    seen = [sources_key()]
    assert sources_key() == seen[0]
    files[0].write_text("Content")
    seen.append(sources_key())
    files[1].unlink()
    seen.append(sources_key())
    files[0].rename(tmp_path / "theory" / "c.py")
    seen.append(sources_key())
    monkeypatch.setattr("lemmata.verifier.ledger.version", lambda name: "0")
    seen.append(sources_key())
    monkeypatch.setattr("sys.version", "other")
    seen.append(sources_key())
    assert len(set(seen)) == len(seen)


def test_every_room_that_builds_or_judges_is_in_the_key() -> None:
    root = Path(recollection.__file__).resolve().parent.parent
    files = set(files_of(recollection._ROOMS))
    assert {file.relative_to(root).parts[0] for file in files} == {"numerics", "theory", "verifier", "derivations"}
    assert Path(recollection.__file__).resolve() in files


def test_other_sources_are_not_answered(kept, no_run) -> None:
    with Ledger(kept) as ledger, pytest.raises(NotRecorded):
        recorded_selection(["sgd"], ledger, "another key")
    with Ledger(kept) as ledger, pytest.raises(NotRecorded):
        recorded_selection(["mine.py"], ledger, sources_key())


def test_nothing_is_kept_that_may_differ_from_what_was_read(tmp_path, monkeypatch) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        monkeypatch.setattr(lemmata, "LOADED", 0.0)  # files were changed after that
        remember(select(["sgd"]), ledger, sources_key())
        monkeypatch.undo()
        remember(select(["sgd"]), ledger, "what stood there before")
        with pytest.raises(NotRecorded):
            recorded_selection(["sgd"], ledger, sources_key())


def altered(path: Path, change, *, signed: bool) -> None:
    """Change the document of a chapter; signed: with the digest that fits."""
    with sqlite3.connect(path) as connection:
        key, document = connection.execute("SELECT key, document FROM runs WHERE key = 'chapter sgd'").fetchone()
        changed = change(json.loads(document))
        new = json.dumps(changed)
        digest = _digest(key, new) if signed else _digest(key, document)
        connection.execute("UPDATE runs SET document = ?, digest = ? WHERE key = ?", (new, digest, key))
    connection.close()


@pytest.mark.parametrize(
    ("change", "signed"),
    [
        (lambda d: d | {"order": []}, False),
        (lambda d: {name: d[name] for name in d if name != "claims"}, True),
        (lambda d: d | {"claims": [d["claims"][0] | {"used": ["sgd:none"]}]}, True),
        (lambda d: d | {"claims": 5}, True),
        (lambda d: d | {"paper": ["one"]}, True),
        (lambda d: [d], True),
    ],
    ids=["edited", "incomplete", "no such foundation", "claims of another type", "a paper cut short", "a list"],
)
def test_altered_words_are_not_believed(tmp_path, change, signed) -> None:
    path, said = tmp_path / "ledger.sqlite", []
    with Ledger(path) as ledger:
        remember(select(["sgd"]), ledger, sources_key())
    altered(path, change, signed=signed)
    with Ledger(path, say=said.append) as ledger, pytest.raises(NotRecorded):
        recorded_selection(["sgd"], ledger, sources_key())
    assert bool(said) == (not signed)


def test_words_cannot_be_judged(kept) -> None:
    with Ledger(kept) as ledger:
        claims = recorded_selection(["sgd"], ledger, sources_key()).claims
    for claim in claims[:5]:
        try:
            found = judge(claim, context_of(claim, effort="quick"))
        except (AttributeError, TypeError):
            continue
        assert all(item.verdict is not Verdict.PROVED for item in found if item.part in ("step", "shape", "statement"))
