"""Formulas that want to act, to fill the memory or never to end: nothing is executed, and each is answered at once.

They are put together from a seed, of what does harm elsewhere: names of Python's, attributes, calls, towers of powers,
sums over sums, brackets without end, digits of other scripts, commands of a terminal.
"""

import random
import re
import sys
import time
from contextlib import suppress

import hypothesis.configuration  # noqa: F401  its folder is where it is imported: not in that of a test
import pytest
from sympy import Basic

from lemmata.numerics.errors import InputError
from lemmata.theory.reading.latex import read, read_relation
from lemmata.theory.reading.parsing import number, parse, parse_relation
from tests.depth import often
from tests.faults.test_absurd_input import ended
from tests.pace import within

HOSTILE = often(200, 20_000)
ASKED = often(3, 300)
SECONDS = 1.0
ACTS = """
__import__('os').system('touch canary') | open('canary','w') | eval('open("canary","w")') | exec('1') | d.__class__
().__class__.__bases__[0].__subclasses__() | T.free_symbols | d.subs(d,1) | lambda: d | [d for d in T] | (d:=T) | f'{d}'
{d: T} | d if T else n | d and T | not d | *d | **d | yield d | await d | d[0] | d@T | d//T | d%T | ~d | d<<T | print(d)
globals() | breakpoint() | help(d) | sympify('d') | Lambda(d,T) | Function('f')(d) | Symbol('d') | factorial(10^9)
expand((d+T)^200) | integrate(d,d) | simplify(d) | N(d,10^9) | solve(d) | zeta | E(d)
"""
GROWS = """
(1+d+T+n)^1000 | T^(10^9) | 9^9^9^9 | d^d^d^d | 10^(10^(10^10)) | Sum(j^j^j,(j,1,T)) | Sum(j,(j,1,10^9)) | gamma(10^9)
zeta(10^9) | zeta(-10^9) | harmonic(10^9) | gamma(1/3+10^99) | exp(exp(exp(9))) | log(log(1)) | zeta(1) | 1/0 | 0^-1
Sum(Sum(Sum(1,(i,1,T)),(j,1,T)),(k,1,T)) | Sum(1/j,(j,1,Sum(1/j,(j,1,n)))) | 0^0 | sqrt(-1) | log(-1) | oo-oo | oo*0
1e999999 | 1e-999999 | 0x10 | 1_0 | nan | NaN | inf | 1j | 'd' | True | None | ... | \uff11 | \u0661 | \u202ed
\x1b[31md | d\x00
"""
PLAIN = "d | T | n | sigma | phi | 1 | 7/3 | T-d-1 | sigma^2"
FRAMES = """
{0} | ({0}) | -{0} | sqrt({0}) | exp({0}) | Max({0},{1}) | {0}+{1} | {0}*{1} | {0}/{1} | {0}^{1} | ({0})^({1}) | {0},{1}
Sum({0},(j,1,{1})) | {0}<={1} | {0}=={1} | \\frac{{{0}}}{{{1}}} | ({0} | {0}) | {0}{1} | {0};{1}
"""
LISTS = [re.split(r" \| |\n", text.strip(" \n")) for text in (ACTS, GROWS, PLAIN, FRAMES)]
LISTS[1] += ["", f"Max({','.join(f'd+{i}' for i in range(300))})", "d\nT"]
WATCHED = {"os.system", "subprocess.Popen", "os.exec", "os.posix_spawn", "os.fork", "os.remove", "os.mkdir"}
_seen: list[str] = []
_watching: list[bool] = []


def _watch(event, arguments):
    path = str(arguments[0]) if arguments else ""  # folders of whoever runs the tests, and of what is imported first
    own = event == "os.mkdir" and (".hypothesis" in path or path.endswith("__pycache__"))
    if _watching and not own and (event in WATCHED or (event == "open" and "canary" in str(arguments[0]))):
        _seen.append(event)


sys.addaudithook(_watch)


@pytest.fixture
def nothing_is_executed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _seen.clear()
    _watching.append(True)
    yield
    _watching.clear()
    assert _seen == []
    assert list(tmp_path.iterdir()) == []


def hostile(draw, depth=0):
    """A formula that means no good, or one that holds such a one."""
    acts, grows, plain, frames = LISTS
    kind = draw.random()
    if depth > 3 or kind < 0.3:
        return draw.choice(acts + grows if kind < 0.2 else plain)
    if kind < 0.35:
        return draw.choice(["(", "[", "sqrt(", "-", "d^", "1/("]) * draw.randrange(1, 400) + draw.choice(plain)
    return draw.choice(frames).format(hostile(draw, depth + 1), hostile(draw, depth + 1))


def test_every_hostile_formula_is_read_or_refused_at_once(nothing_is_executed):
    draw = random.Random(14)
    answered = 0
    for _ in range(HOSTILE):
        text = hostile(draw)
        for reader in (parse, read, parse_relation, read_relation, number):
            start = time.process_time()
            with suppress(InputError):
                assert isinstance(reader(text), Basic)
                answered += 1
            assert within(time.process_time() - start, SECONDS), text[:200]
    assert 0 < answered < 2 * HOSTILE  # of the readings: most say no


@pytest.mark.parametrize("number_", range(ASKED))
def test_asking_for_one_ends_in_an_answer_or_in_one_line(number_, nothing_is_executed, capfd):
    text = hostile(random.Random(f"asked {number_}"))
    if text.startswith("-") or "\x00" in text:
        text = f"d*({text})".replace("\x00", "\u0001")
    words = "test -- '" + text.replace("'", "'\"'\"'") + "'"
    words = words.replace("test -- ", "test --quantity risk --max-seconds 1/2 -- ")
    status, out, err, seconds = ended(words, capfd)
    assert status in (0, 1, 2)
    assert (status == 2) == (out == "")
    assert status != 2 or len(err.splitlines()) == 1
    assert "\x1b" not in out + err
    assert "Traceback" not in err
    assert within(seconds, 8)
