"""A file is there as a whole or as it was, and nothing is left beside it."""

import os
import resource
import signal
import stat
from pathlib import Path

import pytest

from lemmata.interface.writing import refuse_unwritable, whole, write, write_new, write_together
from lemmata.numerics.errors import InputError

LONG = "x" * 100_000


@pytest.fixture
def no_room():
    """A limit on the size of files stands for the disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(LONG) // 2, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("before", [None, "what was there"])
def test_where_there_is_no_room_all_is_as_before(before, tmp_path, no_room):
    page = tmp_path / "page.html"
    if before is not None:
        page.write_text(before)
    for texts in ({page: LONG}, {tmp_path / "style.css": "", page: LONG}, {page: "new", tmp_path / "graph.js": LONG}):
        with pytest.raises(InputError, match=r"out = .*: must be a file that can be written \(File too large\)"):
            write_together(texts, "out")
    assert [file.read_text() for file in tmp_path.iterdir()] == ([] if before is None else [before])


def test_what_is_interrupted_leaves_nothing(tmp_path):
    def interrupted():
        with whole(tmp_path / "figure.svg", "out") as aside:
            aside.write_text("<svg")
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [*tmp_path.iterdir()] == []


def test_a_text_replaces_what_is_there_and_what_a_link_names(tmp_path):
    page, link = tmp_path / "page.html", tmp_path / "link"
    write(page, LONG, "out")
    link.symlink_to(page)
    write(link, "caf\u00e9 \udcff", "out")
    assert link.is_symlink()
    assert page.read_bytes() == "caf\u00e9 \\udcff".encode()
    write(Path(os.devnull), LONG, "out")
    assert not Path(os.devnull).is_file()
    with pytest.raises(InputError, match="does not exist yet"):
        write_new(page, "", "out")
    with pytest.raises(InputError, match="must be a file that can be written"):
        write(page / "below", "", "out")


def test_who_may_read_a_file_is_as_before(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("mine")
    page.chmod(0o600)
    write(page, LONG, "out")
    assert (page.read_text(), stat.S_IMODE(page.stat().st_mode)) == (LONG, 0o600)


def test_a_file_that_must_not_be_written_is_left(tmp_path, monkeypatch):
    page = tmp_path / "page.html"
    page.write_text("mine")
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # nothing is forbidden to root
    with pytest.raises(InputError, match=r"must be a file that can be written \(Permission denied\)"):
        write(page, LONG, "out")
    assert page.read_text() == "mine"


def test_a_folder_that_cannot_be_made_or_written_is_said_before_it_is_made(tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    refuse_unwritable(tmp_path / "not" / "yet", "out")
    refuse_unwritable(tmp_path, "out")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "nowhere"]
    for name in ("file/below", "nowhere/below", "nowhere"):
        with pytest.raises(InputError, match=r"out = .*must be a folder that can be written"):
            refuse_unwritable(tmp_path / name, "out")
