"""The doctor finds this installation well, and a broken one not."""

import json

import pytest

from lemmata.interface.cli import doctor, main


def examined(capfd, *words):
    with pytest.raises(SystemExit) as end:
        main(["doctor", *words])
    return end.value.code, capfd.readouterr().out


def test_this_installation_is_well(tmp_path, capfd):
    status, out = examined(capfd, "--json", "--ledger", str(tmp_path / "none" / "ledger.sqlite"))
    document = json.loads(out)
    assert status == 0
    assert document["well"]
    assert not document["missing"]
    assert {"lemmata", "python", "sympy", "python-flint", "cvc5"} <= document["versions"].keys()
    assert not (tmp_path / "none").exists()


def test_a_wrong_answer_a_missing_library_and_a_broken_ledger_are_told(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(doctor, "_QUESTIONS", (("one and one", lambda: "3", "2"), ("zero", lambda: str(1 // 0), "0")))
    monkeypatch.setattr(doctor, "NEEDED", (*doctor.NEEDED, "no-such-library"))
    (tmp_path / "ledger.sqlite").write_text("no database")
    status, out = examined(capfd, "--ledger", str(tmp_path / "ledger.sqlite"))
    assert status == 1
    assert [line.split()[0] for line in out.splitlines()].count("WRONG") == 4
    assert "ZeroDivisionError" in out


def test_a_package_that_is_installed_and_cannot_be_imported_is_named(tmp_path, monkeypatch, capfd):
    monkeypatch.setitem(doctor._MODULES, "networkx", "lemmata.no_such_module")
    monkeypatch.setattr(doctor, "_QUESTIONS", ())
    status, out = examined(capfd, "--ledger", str(tmp_path / "ledger.sqlite"))
    assert status == 1
    assert "WRONG  networkx: cannot be imported (ModuleNotFoundError" in out


@pytest.mark.parametrize(
    ("target", "status", "said"), [("ledger.sqlite", 1, "WRONG  ledger: "), ("none.sqlite", 0, "can be made")]
)
def test_a_ledger_that_is_a_link_is_where_it_leads(target, status, said, tmp_path, monkeypatch, capfd):
    """One that leads to itself cannot be made; one to a file that is still to come can, and is not."""
    monkeypatch.setattr(doctor, "_QUESTIONS", ())
    (tmp_path / "ledger.sqlite").symlink_to(tmp_path / target)
    ended, out = examined(capfd, "--ledger", str(tmp_path / "ledger.sqlite"))
    assert ended == status
    assert said in out.splitlines()[-1]
    assert [file.name for file in tmp_path.iterdir()] == ["ledger.sqlite"]
