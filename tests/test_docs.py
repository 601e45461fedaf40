"""The pages for readers name what is there, and every example in them gives what it shows."""

import ast
import calendar
import re
import shlex
import sys
from pathlib import Path

import pytest
from click import Context
from click.testing import CliRunner

from lemmata import lemmata_check
from lemmata.interface.cli import lemmata
from lemmata.interface.cli import main as command_line
from lemmata.verifier import language, rules
from lemmata.verifier.obligation import Obligation

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCKS = {
    block: f"{page.name}:{block.removeprefix('$ ').partition(chr(10))[0][:60]}"
    for page in PAGES
    for block in re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
}
LONG = (
    "$ lemmata test 'm^-2'",
    "$ lemmata test 'sigma^2*d/(T-d-1) + n*sigma0^2*d/(T0-d-1)'",
)
"""What takes ten seconds and more is tried in the deep run; shorter examples of the same commands are tried always."""
EXAMPLES = [
    pytest.param(block, id=name, marks=[pytest.mark.deep] if block.startswith(LONG) else [])
    for block, name in BLOCKS.items()
]


def test_every_rule_is_explained_and_every_explained_rule_exists():
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)", row)}
    assert named == set(rules.__all__)


def test_every_word_of_the_language_is_in_the_vocabulary():
    page = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    assert set(language.__all__) <= set(re.findall(r"`(\w+)", page))


def test_what_a_rule_owes_is_on_the_page():
    """Every reason for a condition that a rule emits, where it is a plain text in the code."""
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8").partition("## What a rule owes")[2]
    kinds = {kind.__name__ for kind in _below(Obligation)}
    files = [*(ROOT / "verifier" / "rules").glob("*.py"), *(ROOT / "verifier" / "matrices").glob("*.py")]
    calls = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    reasons = {
        call.args[1].value
        for call in calls
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in kinds
        if len(call.args) > 1 and isinstance(call.args[1], ast.Constant)
    }
    assert len(reasons) > 20
    assert {reason for reason in reasons if f'"{reason}"' not in page} == set()


def _below(kind):
    return {kind}.union(*(_below(part) for part in kind.__subclasses__()))


@pytest.fixture
def at_home(tmp_path, monkeypatch):
    """A folder to write in, with the pages' examples and a ledger of its own."""
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEMMATA_LEDGER", str(tmp_path / "ledger.sqlite"))
    monkeypatch.setenv("COLUMNS", "120")


@pytest.mark.parametrize("block", EXAMPLES)
def test_an_example_prints_what_the_page_shows(block, at_home, monkeypatch, capsys):
    """A block is `$ command` and its output; `...` stands for any text, a line of `...` for any lines."""
    for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
        words, _, kept = command.partition(" > ")
        printed = printed_by(shlex.split(words), monkeypatch, capsys)
        if kept:
            Path(kept).write_text(printed, encoding="utf-8")
            printed = ""
        pattern = "".join(
            "(?:.*\n)*" if line.strip() == "..." else re.escape(line).replace(re.escape("..."), ".*") + "\n"
            for line in shown.rstrip().splitlines()
        )
        assert re.fullmatch(pattern, printed.rstrip() + "\n" if printed else ""), f"$ {command}\n{printed}"


def printed_by(words, monkeypatch, capsys):
    """What a command prints, on stdout and in one line of error."""
    if words[0] == "lemmata-check":
        monkeypatch.setattr(sys, "argv", words)
        assert lemmata_check.main() == 0
        return capsys.readouterr().out
    assert words[0] == "lemmata"
    found = CliRunner().invoke(lemmata, words[1:], standalone_mode=False)
    if found.exception is None or isinstance(found.exception, SystemExit):
        return found.stdout
    with pytest.raises(SystemExit):  # bad input: what the program itself prints
        command_line(words[1:])
    return capsys.readouterr().err


SPOKEN = sorted(
    {
        (page.name, words.strip())
        for page in (*PAGES, ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md")
        for text in [page.read_text(encoding="utf-8")]
        for words in (
            *re.findall(r"^    (?:\$ )?((?:lemmata|make|python) [^#\n]*)", text, re.MULTILINE),
            *re.findall(r"`((?:lemmata|make|python|pip) [^`]*)`", text),
        )
    }
)


@pytest.mark.parametrize(("page", "command"), SPOKEN, ids=lambda word: word[:60])
def test_a_command_that_a_page_speaks_of_is_one(page, command):
    """Commands that take minutes, or stand in a sentence, are not run: their names, options and files are looked at."""
    program, *words = shlex.split(command)
    if program == "make":
        assert words
        assert all(re.search(rf"^{word}:", (ROOT / "Makefile").read_text(), re.MULTILINE) for word in words)
    elif program == "python":
        assert (ROOT / words[0]).is_file()
    elif program == "pip":
        extras = re.findall(r"\[(\w+)\]", command)
        assert all(
            re.search(rf"^{extra} = \[", (ROOT / "pyproject.toml").read_text(), re.MULTILINE) for extra in extras
        )
    else:
        known = lemmata.get_command(Context(lemmata), words[0])
        assert known is not None, words[0]
        if len(words) > 1:  # a bare name speaks of the command
            known.make_context(words[0], words[1:])


@pytest.mark.parametrize(
    "block",
    [block for page in PAGES for block in re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)],
    ids=lambda block: block.split("\n")[0],
)
def test_a_block_of_python_runs_and_its_values_are_those_in_its_comments(block):
    names = {}
    for node in ast.parse(block).body:
        line = ast.get_source_segment(block, node)
        comment = block[block.index(line) + len(line) :].partition("\n")[0].strip()
        if isinstance(node, ast.Expr) and comment.startswith("# "):
            assert str(eval(line, names)) == comment.removeprefix("# ")
        else:
            exec(line, names)


def test_the_derivation_in_the_readme_is_the_example_file():
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    example = (ROOT / "docs" / "examples" / "my_paper.py").read_text(encoding="utf-8")
    shown = [block.strip() for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL)]
    assert any(block in example for block in shown)


def test_every_cited_work_is_in_the_bibliography():
    """A citation is one or more names and a year; the first author and the year are the key."""
    table = (ROOT / "docs" / "bibliography.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^\| (.+?) ((?:19|20)\d\d) \|", table, re.MULTILINE))
    others = "|".join(["NeurIPS", *(f"{month} " for month in calendar.month_name if month)])  # 29 April 2024 is a day
    name = rf"(?<!\w)(?!{others})[A-Z][\w-]+"
    cited = re.compile(rf"({name})(?:(?:,| and|, and) (?:von |van |de )?{name})*,? \(?((?:19|20)\d\d)\)?(?=[,;.:) \"])")
    for room in ("numerics", "theory", "verifier", "derivations"):
        for file in sorted((ROOT / room).rglob("*.py")):
            text = re.sub(r"[\s\"]*\n[\s\"#]*", " ", file.read_text(encoding="utf-8"))
            for author, year in cited.findall(text):
                assert (author, year) in known, f"{file.name}: {author} {year}"
