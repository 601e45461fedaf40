"""Text of files of the user's: never more than so much is read, whatever the file is (a device may never end)."""

from __future__ import annotations

import errno
import os
from pathlib import Path


def text_of(path: Path, most: int, encoding: str = "utf-8") -> str:
    """The text of a file, or of a pipe.

    Raises:
        OSError: where it cannot be read, or holds more than so many bytes.
        UnicodeDecodeError: where it is no text.
    """
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return content.decode(encoding)
