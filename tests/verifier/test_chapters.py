"""What a target names: in the order of its paper, and one paper for each key."""

import os
import subprocess
import sys

import pytest

from lemmata.numerics.errors import InputError
from lemmata.verifier.chapters import find_claim, select
from lemmata.verifier.paper import Paper

FILE = """
from lemmata.verifier.language import *

PAPER = Paper({key!r}, "", contents={{"Section 1": "First", "Section 2": "Second"}})
with PAPER.section("Section 2"):
    late = PAPER.claim("late", "", equal(d * (d + 1), d**2 + d), witness={{d: 1}}, proof=algebra)
with PAPER.section("Section 1"):
    PAPER.claim("early", "", equal(2 * d * (d + 1), 2 * d**2 + 2 * d),
        witness={{d: 1}}, proof=[late, 2 * (d**2 + d), algebra])
"""


@pytest.fixture
def written(tmp_path):
    def write(name, key):
        file = tmp_path / name
        file.write_text(FILE.format(key=key))
        return str(file)

    return write


def test_claims_are_named_in_the_order_of_the_contents_and_judged_after_what_they_rest_on(written):
    selection = select([written("mine.py", "mine")])
    assert selection.asked == ("mine:early", "mine:late")
    assert [claim.id for claim in selection.asked_claims] == ["mine:early", "mine:late"]
    assert [claim.id for claim in selection.claims] == ["mine:late", "mine:early"]


def test_a_claim_of_a_file_is_named_after_the_file(written):
    file = written("mine.py", "mine")
    assert select([f"{file}:early"]).asked == ("mine:early",)
    with pytest.raises(
        InputError, match=r"a claim of mine \(lemmata list .*mine.py shows them; did you mean early\?\)"
    ):
        select([f"{file}:earyl"])
    with pytest.raises(InputError, match=r"one claim, such as .*mine.py:early"):
        find_claim(file)


def test_two_files_of_one_key_are_an_error_in_either_order(written):
    one, other = written("one.py", "mine"), written("other.py", "mine")
    for targets in ([one, other], [other, one]):
        with pytest.raises(InputError, match="a paper with a key of its own"):
            select(targets)


def test_two_files_of_different_keys_and_one_file_twice_are_fine(written):
    one, other = written("one.py", "one"), written("other.py", "other")
    assert [paper.key for paper in select([one, other, one]).papers] == ["one", "other"]


def test_a_file_with_the_key_of_a_chapter_is_an_error(written):
    with pytest.raises(InputError, match="'spectral_sums' is that of a chapter"):
        select([written("mine.py", "spectral_sums")])


def test_chapters_are_listed_as_their_papers_are_read():
    selection = select(["dohmatob2024"])
    paper: Paper = selection.papers[0]
    sections = [claim.section for claim in selection.asked_claims]
    assert sections == sorted(sections, key=list(paper.contents).index)
    assert sections[0] == "Section 3"
    assert sections[-1] == "Beyond the paper"
    assert set(sections) == set(paper.contents)


IMPORTING = """
from lemmata.verifier.language import *
import a_{folder}_beside as beside, a_{folder}_packed.within as packed
PAPER = Paper("stale", "")
PAPER.claim("it", "", equal(d + {own}, d + beside.VALUE + packed.VALUE), witness={{d: 1}}, proof=algebra)
"""
ALSO_PRINTED = (
    "import sys; from lemmata.verifier.chapters import select; print(select([sys.argv[1]]).claims[0].statement)"
)


def test_what_a_file_imports_hangs_on_no_file_that_was_read_before(tmp_path):
    """Two folders with a module of one name: a run for each."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        states(tmp_path / name, 5, 3, 4)
        (tmp_path / name / "a_one_beside.py").write_text("VALUE = 3")
    select([str(tmp_path / "one" / "stale.py")])
    with pytest.raises(InputError, match=r"a_one_beside.py: .*another name, or files that are read in runs"):
        select([str(tmp_path / "two" / "stale.py")])


@pytest.fixture
def bytecode(monkeypatch):
    """Python keeps bytecode, as it does by itself."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def states(folder, own, beside, within):
    """Write a file and two modules that it imports, all of the same size and second at every call."""
    (folder / f"a_{folder.name}_packed").mkdir(exist_ok=True)
    values = {"beside.py": beside, "packed/within.py": within}
    texts = {"stale.py": IMPORTING.format(own=own, folder=folder.name)} | {
        f"a_{folder.name}_{name}": f"VALUE = {value}" for name, value in values.items()
    }
    for name, text in texts.items():
        (folder / name).write_text(text)
        os.utime(folder / name, (10**9, 10**9))
    return folder / "stale.py"


@pytest.mark.parametrize("numbers", [(7, 3, 4), (5, 1, 4), (5, 3, 2)], ids=["the file", "beside it", "in a package"])
@pytest.mark.usefixtures("bytecode")
def test_a_file_is_read_as_it_stands_and_so_are_the_modules_it_imports(tmp_path, numbers):
    """A second reading sees what has changed though size and time have not, in this process and in another."""
    file = states(tmp_path, 5, 3, 4)
    [claim] = select([str(file)]).claims
    assert str(claim.statement) == "d + 5 = d + 7"
    stated, kept = f"d + {numbers[0]} = d + {sum(numbers[1:])}", claim.content_key
    states(tmp_path, *numbers)
    [claim] = select([str(file)]).claims
    assert str(claim.statement) == stated
    assert claim.content_key != kept
    printed = subprocess.run([sys.executable, "-c", ALSO_PRINTED, file], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == stated
