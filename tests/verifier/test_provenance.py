"""Evidence that a user's rule gives is kept under all of the user's files that it may rest on."""

import sys

import pytest

from lemmata.verifier.execution.reading import execute, module_of
from lemmata.verifier.provenance import sources

RULE = """
from a_rule_beside.below.within import answer
class Own:
    def judge(self, step, context):
        return answer()
"""


@pytest.mark.parametrize("place", ["rule.py", "a_rule_beside/__init__.py", "a_rule_beside/below/within.py"])
def test_what_a_rule_imports_from_a_package_beside_it_belongs_to_its_source(place, tmp_path, monkeypatch):
    (tmp_path / "a_rule_beside" / "below").mkdir(parents=True)  # with no __init__.py
    (tmp_path / "a_rule_beside" / "__init__.py").write_text("")
    (tmp_path / "a_rule_beside" / "below" / "within.py").write_text("def answer(): return True")
    (tmp_path / "rule.py").write_text(RULE)
    monkeypatch.syspath_prepend(str(tmp_path))

    def kept_under():
        module = module_of("lemmata_user_rule_beside", tmp_path / "rule.py")
        monkeypatch.setitem(sys.modules, module.__name__, module)
        execute(module)
        return sources(module.Own())

    before = kept_under()
    assert kept_under() == before
    changed = tmp_path / place
    changed.write_text(changed.read_text() + "\n# another")
    assert kept_under() != before
    for name in [name for name in sys.modules if name.startswith("a_rule_beside")]:
        del sys.modules[name]
