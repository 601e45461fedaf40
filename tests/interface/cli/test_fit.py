"""``lemmata fit``: a file in, exponents with intervals out, and what the theory says of them."""

import json

import numpy as np
import pytest

from lemmata.interface.cli import main

K = np.arange(1.0, 201.0)


@pytest.fixture
def fit(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    np.savetxt("spectrum.csv", np.stack([K**-2.0, K**-0.5], 1), delimiter=",", header="lambda,c", comments="")
    np.save("spectrum.npy", np.stack([K**-2.0, K**-0.5], 1))
    n = np.geomspace(10, 1e5, 12)
    np.savetxt("curve.txt", np.stack([n, (1.5 + 3 * n ** (-2 / 3)) * (1 + 1e-4 * np.sin(n))], 1))

    def call(*words):
        with pytest.raises(SystemExit) as stopped:
            main(("fit", *words))
        printed = capsys.readouterr()
        return stopped.value.code, printed.out, printed.err

    return call


@pytest.mark.parametrize("file", ["spectrum.csv", "spectrum.npy"])
def test_a_spectrum_gives_the_exponents_and_their_regime(fit, file):
    """beta = 2, r = 1/2: the best ridge is T^-(beta/(1 + 2 beta r)), its rate 2 beta r/(1 + 2 beta r) = 2/3."""
    status, out, _ = fit("spectrum", file, "--json")
    found = json.loads(out)
    assert (status, found["schema"]) == (0, "lemmata.fit/1")
    assert found["parameters"]["beta"]["value"] == "2"
    assert found["parameters"]["r"]["value"] == "0.5"
    assert found["theory"] == {
        "command": "lemmata exponents --beta 2 --r 1/2 --optimise", "ell": ["2/3", "2/3"], "exponent": "-2/3"
    }  # fmt: skip


def test_a_curve_is_compared_with_the_theory_of_its_exponents(fit):
    status, out, _ = fit("curve", "curve.txt", "--beta", "2", "--r", "1/2")
    assert status == 0
    assert "a = 0.66" in out
    assert "its exponent 0.6667 is within the interval of a" in out


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        (b"1 2\n3\n", "curve", "line 2 has 1"),
        (b"1 2\n3 x\n", "curve", "line 2"),
        (b"1 nan\n3 4\n", "curve", "finite"),
        (b"\xff\xfe\x00", "curve", "must be text"),
        (b"", "spectrum", "one to three columns"),
        (b"1 2 3 4\n", "curve", "one to three columns"),
        (b"1\n" * 20, "curve", "two columns"),
        (b"1 2 3\n" * 20, "spectrum", "one column"),
    ],
)
def test_a_file_that_is_none_is_one_line(fit, tmp_path, text, words, said):
    (tmp_path / "bad.txt").write_bytes(text)
    status, out, err = fit(words, "bad.txt")
    assert (status, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_pickled_array_is_not_read(fit, tmp_path):
    np.save(tmp_path / "object.npy", np.array([{}], dtype=object), allow_pickle=True)
    status, _, err = fit("spectrum", "object.npy")
    assert status == 2
    assert "a NumPy array of real numbers" in err
