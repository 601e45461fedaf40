"""The pages for readers name what is there, and every example in them gives what it shows."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from lemmata.interface.cli import lemmata
from lemmata.interface.cli import main as command_line
from lemmata.verifier import rules

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
EXAMPLES = [
    pytest.param(block, id=f"{page.name}:{command.split(chr(10))[0][:60]}")
    for page in PAGES
    for block in re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    for command in [block.removeprefix("$ ")]
]


def test_every_rule_is_explained_and_every_explained_rule_exists():
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)", row)}
    assert named == set(rules.__all__)


@pytest.mark.parametrize("block", EXAMPLES)
def test_an_example_prints_what_the_page_shows(block, tmp_path, monkeypatch):
    """A block is `$ command` and its output; `...` stands for any text, a line of `...` for any lines."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("LEMMATA_LEDGER", str(tmp_path / "ledger.sqlite"))
    monkeypatch.setenv("COLUMNS", "120")
    for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
        printed = printed_by(shlex.split(command))
        pattern = "".join(
            "(?:.*\n)*" if line.strip() == "..." else re.escape(line).replace(re.escape("..."), ".*") + "\n"
            for line in shown.rstrip().splitlines()
        )
        assert re.fullmatch(pattern, printed.rstrip() + "\n"), f"$ {command}\n{printed}"


def printed_by(words):
    """What a command prints, on stdout and in one line of error."""
    assert words[0] == "lemmata"
    found = CliRunner().invoke(lemmata, words[1:], standalone_mode=False)
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        with pytest.raises(SystemExit):  # bad input: what the program itself prints
            command_line(words[1:])
    return found.output


def test_the_derivation_in_the_readme_is_the_example_file():
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    example = (ROOT / "docs" / "examples" / "my_paper.py").read_text(encoding="utf-8")
    shown = [block.strip() for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL)]
    assert any(block in example for block in shown)


def test_every_cited_work_is_in_the_bibliography():
    """A citation is one or more names and a year; the first author and the year are the key."""
    table = (ROOT / "docs" / "bibliography.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^\| (.+?) ((?:19|20)\d\d) \|", table, re.MULTILINE))
    name = r"(?<!\w)(?!NeurIPS)[A-Z][\w-]+"
    cited = re.compile(rf"({name})(?:(?:,| and|, and) (?:von |van |de )?{name})*,? \(?((?:19|20)\d\d)\)?(?=[,;.:) \"])")
    for room in ("numerics", "theory", "verifier", "derivations"):
        for file in sorted((ROOT / room).rglob("*.py")):
            text = re.sub(r"[\s\"]*\n[\s\"#]*", " ", file.read_text(encoding="utf-8"))
            for author, year in cited.findall(text):
                assert (author, year) in known, f"{file.name}: {author} {year}"
