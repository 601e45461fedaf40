"""Completion in the shell: chapters at once, claims once they are known, nothing built for it."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from lemmata.interface.cli import COMPLETION, lemmata


def completed(words, ledger):
    """What bash is offered for the last of the words."""
    run = "from lemmata.interface.cli import main; main()"
    asked = {COMPLETION: "bash_complete", "COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
    found = subprocess.run(
        [sys.executable, "-c", run], capture_output=True, text=True, check=True, timeout=600,
        env={**os.environ, **asked, "LEMMATA_LEDGER": str(ledger)},
    )  # fmt: skip
    return [line.partition(",")[2] for line in found.stdout.splitlines()]


def test_commands_options_and_chapters_are_completed(tmp_path):
    assert "verify" in completed(["lemmata", "ver"], tmp_path / "none.sqlite")
    assert "--watch" in completed(["lemmata", "verify", "--w"], tmp_path / "none.sqlite")
    assert "heat_death" in completed(["lemmata", "show", "hea"], tmp_path / "none.sqlite")
    assert not (tmp_path / "none.sqlite").exists()


@pytest.mark.parametrize("command", ["verify", "show", "explain", "report", "list"])
def test_every_command_that_takes_a_claim_completes_it(command):
    asked = CliRunner().invoke(lemmata, [command, "--help"]).exit_code
    context = lemmata.make_context("lemmata", [command, "spectral"], resilient_parsing=True)
    inner = lemmata.get_command(context, command)
    offered = inner.params[0].shell_complete(context, "spectral_s")
    assert asked == 0
    assert [item.value for item in offered] == ["spectral_sums", "spectral_s"]
