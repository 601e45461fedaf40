"""Formulas as a line of text with indices: short, copied as they are read, no higher than the line they stand in."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, fromstring

from lemmata.interface.report.mathematics import mathml, plain_text

_INDICES = dict.fromkeys(("msub", "msubsup", "munder", "munderover"), ("sub", "sup")) | {"msup": ("sup",)}
_KNOWN = ("math", "mrow", "msqrt", "mfrac", "mi", "mn", "mo", *_INDICES)
_EDGES = "()[],|‖"
_UNSPACED = f"{_EDGES}∑∏∫∂⊤′"


def in_line(relation: Any) -> str:
    """An assumption as text; as MathML where it has parts that a line has no form for.

    >>> from lemmata.theory.notation import T, T0, d
    >>> in_line(T >= T0 + 2)
    '<i>T</i> ≥ <i>T</i><sub>0</sub> + 2'
    >>> in_line(d / (2 * T) < 1)
    '<i>d</i>/(2<i>T</i>) &lt; 1'
    """
    found = mathml(relation)
    if not found.startswith("<math"):
        return found
    node = fromstring(found)
    return " ".join(_said(node).split()) if all(part.tag in _KNOWN for part in node.iter()) else found


def _said(node: Element) -> str:
    if node.tag == "mfrac":
        above, below = node
        return f"{_enclosed(above, any(map(_sign, above)))}/{_enclosed(below, len(below) > 1)}"
    if node.tag == "msqrt":
        return f"√({_row(node)})"
    if node.tag in _INDICES:
        base, *raised = (_said(part).strip() for part in node)
        return base + "".join(f"<{tag}>{text}</{tag}>" for tag, text in zip(_INDICES[node.tag], raised, strict=False))
    said = plain_text(node.text or "")
    if node.tag == "mi" and len(said) == 1 and said.isalpha():
        return f"<i>{said}</i>"
    return said + _row(node)


def _row(node: Element) -> str:
    """Parts beside each other; a fraction that multiplies something stands in brackets, a name of letters apart."""
    said = ""
    for before, part, after in zip((None, *node[:-1]), node, (*node[1:], None), strict=False):
        beside = [one for one in (before, after) if one is not None and not _sign(one) and one.text not in (*_EDGES,)]
        inside = _enclosed(part, part.tag == "mfrac" and bool(beside))
        if _sign(part):
            first = before is None or _sign(before) or before.text in ("(", "[")
            said += inside if first else f" {inside} "
        elif part.text == ",":
            said += ", "
        else:
            apart = before in beside and ((_name(before) and part.tag != "mrow") or _name(part))
            said += f"{' ' * apart}{inside}"
    return said.replace("</i><i>", "")


def _name(node: Element | None) -> bool:
    """Whether it is a name of several letters, also with an index."""
    base = node[0] if node is not None and node.tag in _INDICES else node
    return base is not None and len(base.text or "") > 1 and str(base.text).isalpha()


def _enclosed(node: Element, needed: bool) -> str:
    """A part, in brackets where they are needed and it has none."""
    bare = node.tag != "mrow" or len(node) == 0 or (node[0].text, node[-1].text) != ("(", ")")
    needed = needed and node.tag not in _INDICES and bare
    return f"({_said(node)})" if needed else _said(node)


def _sign(node: Element) -> bool:
    """Whether it has a space on both sides."""
    return node.tag == "mo" and not (node.text or "").isalnum() and (node.text or "x") not in _UNSPACED
