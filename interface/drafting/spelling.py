r"""What papers write in several ways, written in one: arrows with words on them, signs of definitions, bounds of sums.

>>> spelled(r"e^{-x} \xrightarrow[x\to\infty]{} 0")
'e^{-x} \\to 0 \\quad (x\\to\\infty)'
>>> spelled(r"\sum_{\substack{1 \le k < n}} k + \sum_{k \ge 0} 2^{-k} \stackrel{(a)}{=} c")
'\\sum_{k=1}^{n-1} k + \\sum_{k=0}^{\\infty} 2^{-k} = c'
>>> spelled(r"f(x) \overset{\mathrm{def}}{=} x^2")
'f(x) := x^2'
"""

from __future__ import annotations

import re

from lemmata.interface.drafting.beside import ARROW
from lemmata.interface.drafting.macros import arguments, braced

_STACK = re.compile(r"\\substack\s*(?=\{)")
_OVER = re.compile(
    r"\\(?P<kind>x(?:long)?rightarrow|overset|underset|stackrel)\s*(?:\[(?P<below>[^\[\]]*)\])?\s*(?=\{)"
)
_DEFINED = re.compile(r"\\(?:coloneqq|coloneq|triangleq|eqdef|defeq|vcentcolon\s*=)(?![A-Za-z])|:\s*=")
_AT_MOST = r"\s*(<|\\leq?(?:slant)?(?![A-Za-z]))\s*"
_BOUNDS = re.compile(
    rf"\\(sum|prod)\s*_\s*\{{\s*(?:(?P<low>[^{{}}=<>,]+?){_AT_MOST}(?P<k>[A-Za-z]){_AT_MOST}(?P<high>(?:(?!\\leq?)[^{{}}=<>,])+?)"
    r"|(?P<index>[A-Za-z])\s*(?P<least>>|\\geq?(?:slant)?(?![A-Za-z]))\s*(?P<from>[^{}=<>,]+?))\s*\}(?!\s*\^)"
)


def spelled(row: str) -> str:
    """A row with one way of writing each thing; the path that stands on an arrow stands behind all."""
    paths: list[str] = []
    row = re.sub(r"\\operatorname\*", r"\\operatorname", re.sub(r"\\eqqcolon(?![A-Za-z])|=\s*:", "=:", row))
    row = _BOUNDS.sub(_bounds, _DEFINED.sub(":=", _unstacked(re.sub(r"\\mathrm\s+([A-Za-z])", r"\\mathrm{\1}", row))))
    at = 0
    while (found := _OVER.search(row, at)) is not None and (upon := braced(row, found.end())) is not None:
        at, end = found.end(), found.end() + len(upon) + 2
        words, sign = [found["below"] or "", upon], r"\to"
        if found["kind"][0] != "x":
            (sign,), end = arguments(row, end, 1)
        path = next((word for word in words if re.search(ARROW, word)), "")
        said = re.sub(r"\\(?:text|mathrm|rm|mathsf)|[{}\s.]", "", "".join(words))
        if path:
            paths.append(path.strip(" ()"))
        elif said in ("def", r"\Delta", r"\triangle"):
            sign = ":="
        elif said and not re.fullmatch(r"\([a-z0-9]{1,4}\)|!", said):
            continue  # in law, in probability: relations of their own
        row = f"{row[: found.start()]}{sign} {row[end:].lstrip()}"
    return row + "".join(rf" \quad ({path})" for path in paths)


def _unstacked(row: str) -> str:
    while (found := _STACK.search(row)) is not None and (inside := braced(row, found.end())) is not None:
        row = f"{row[: found.start()]}{inside.strip()}{row[found.end() + len(inside) + 2 :]}"
    return row


def _bounds(found: re.Match[str]) -> str:
    """A sum over what its bounds compare with the index."""
    if found["index"]:
        more = "+1" if found["least"] == ">" else ""
        return rf"\{found[1]}_{{{found['index']}={found['from']}{more}}}^{{\infty}}"
    low, high = found["low"].strip(), found["high"].strip()
    low, high = low + "+1" * (found[3] == "<"), high + "-1" * (found[5] == "<")
    return rf"\{found[1]}_{{{found['k']}={low}}}^{{{high}}}"
