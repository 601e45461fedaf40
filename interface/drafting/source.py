r"""The text of a LaTeX source: one file or an archive, with what it includes, its comments left out.

Nothing is executed and nothing is unpacked to disk. What a source includes (``\input``, ``\include``) is looked for
beside it or in the archive, and nowhere else.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from lemmata.numerics.errors import InputError

MOST = 4_000_000
_FILES = 2000
_INCLUDES = 200
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_INCLUDE = re.compile(r"\\(?:input|include|subfile)\s*\{([^{}]{1,200})\}")


def read_source(path: Path) -> str:
    r"""The source as one text.

    Raises:
        InputError: for a file that cannot be read, is no LaTeX, or is too large.
    """
    try:
        if path.suffix == ".zip":
            files = _archive(path)
            main = _main(files, path)
        else:
            if path.stat().st_size > MOST:
                raise InputError("PAPER", path, f"a source of at most {MOST} bytes")
            files = _beside(path)
            main = path.name
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as reason:
        if isinstance(reason, InputError):
            raise
        words = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
        raise InputError("PAPER", path, f"a LaTeX source that can be read ({words})") from None
    text = _included(main, files, [0, 0])
    if "\\" not in text:
        raise InputError("PAPER", path, "a LaTeX source: there is no command in it")
    return text


def _archive(path: Path) -> dict[str, str]:
    """The .tex files of an archive; what they hold is bounded before it is unpacked."""
    with zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if member.filename.endswith(".tex")]
        if len(members) > _FILES or sum(member.file_size for member in members) > MOST:
            raise InputError("PAPER", path, f"an archive with at most {MOST} bytes of LaTeX")
        found = {}
        for member in members:
            with archive.open(member) as file:
                found[member.filename] = _decoded(file.read(MOST + 1)[:MOST])
    return found


def _beside(path: Path) -> dict[str, str]:
    """The file, and the .tex files in its folder."""
    found = {path.name: _decoded(path.read_bytes())}
    left = MOST
    for other in sorted(path.parent.glob("*.tex"))[:_FILES]:
        if other.name != path.name and other.is_file() and other.stat().st_size <= left:
            left -= other.stat().st_size
            found[other.name] = _decoded(other.read_bytes())
    return found


def _main(files: Mapping[str, str], path: Path) -> str:
    documents = [name for name, text in files.items() if r"\begin{document}" in text]
    if not documents:
        raise InputError("PAPER", path, r"an archive with a .tex file that has \begin{document}")
    return min(documents, key=lambda name: (name.count("/"), len(name)))


def _decoded(data: bytes) -> str:
    """UTF-8, or else Latin-1; line ends as one sign, comments and unprintable characters left out."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    text = "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    text = "".join(sign if sign.isprintable() or sign in "\n\t" else " " for sign in text)
    return _COMMENT.sub(r"\1", text)


def _included(name: str, files: Mapping[str, str], count: list[int], above: tuple[str, ...] = ()) -> str:
    """A file with what it includes put in, each at most as deep as there are files."""

    def put(match: re.Match[str]) -> str:
        wanted = match[1].strip()
        wanted = wanted if wanted.endswith(".tex") else f"{wanted}.tex"
        folder = PurePosixPath(name).parent
        for candidate in (str(folder / wanted), wanted, PurePosixPath(wanted).name):
            if candidate in files and candidate not in (*above, name) and count[0] < _INCLUDES and count[1] < MOST:
                count[0] += 1
                count[1] += len(files[candidate])
                return _included(candidate, files, count, (*above, name))
        return match[0]

    return _INCLUDE.sub(put, files[name])[:MOST]
