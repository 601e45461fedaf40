"""Evidence that a user's rule gives is kept under all of the user's files that it may rest on."""

import sys
import zipfile

import pytest

from lemmata.verifier.execution.opened import opened
from lemmata.verifier.execution.reading import execute, module_of
from lemmata.verifier.provenance import sources

RULE = """
from pathlib import Path
from a_rule_beside.below.within import answer
from a_rule_elsewhere import AT
from a_rule_zipped import NUMBER
DATA = [Path(__file__).with_name(name).read_text() for name in ("data.csv", "a_rule_run.py")]
exec(DATA[1])
class Own:
    def judge(self, step, context):
        return answer()
"""
TEXTS = {
    "own/rule.py": RULE,
    "own/data.csv": "1,2",
    "own/a_rule_run.py": "VALUE = 1",
    "own/a_rule_beside/__init__.py": "",
    "own/a_rule_beside/below/within.py": "def answer(): return True",  # with no __init__.py
    "far/a_rule_elsewhere.py": "from pathlib import Path; AT = Path(__file__).with_name('more.csv').read_text()",
    "far/more.csv": "3",
}


@pytest.mark.parametrize("place", [*TEXTS, "far/a_rule.zip"])
def test_what_a_rule_imports_or_opens_while_it_is_read_belongs_to_its_source(place, tmp_path, monkeypatch):
    for name, text in TEXTS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    with zipfile.ZipFile(tmp_path / "far" / "a_rule.zip", "w") as archive:
        archive.writestr("a_rule_zipped.py", "NUMBER = 4")
    for folder in ("own", "far", "far/a_rule.zip"):
        monkeypatch.syspath_prepend(str(tmp_path / folder))

    def kept_under():
        module = module_of("lemmata_user_rule_beside", tmp_path / "own" / "rule.py")
        monkeypatch.setitem(sys.modules, module.__name__, module)
        execute(module)
        return sources(module.Own())

    kept_under()
    before = kept_under()  # what was imported is not opened again
    assert kept_under() == before
    with (tmp_path / place).open("a") as changed:
        changed.write("\n# another")
    assert kept_under() != before
    for name in [name for name in sys.modules if name.startswith("a_rule_")]:
        del sys.modules[name]


def test_what_is_installed_written_or_of_the_system_is_not_said_to_be_opened(tmp_path):
    with opened() as found:
        for name in (pytest.__file__, "/dev/null", tmp_path):
            with_it = open(name) if name is not tmp_path else (tmp_path / "made").open("w")  # noqa: SIM115
            with_it.close()
        (tmp_path / "made").read_text()
        assert not (tmp_path / "none").exists()
        with pytest.raises(FileNotFoundError):
            (tmp_path / "none").read_text()
    assert found == {str(tmp_path / "none"): f"no {tmp_path / 'none'}"}
