"""Pages of the documentation that are made from other files: the README, the tutorial notebook, figures, changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parent.parent
MADE = {
    "index.md": "README.md", "results.md": "benchmarks/RESULTS.md", "changelog.md": "CHANGELOG.md",
    "architecture.md": "ARCHITECTURE.md", "contributing.md": "CONTRIBUTING.md",
}  # fmt: skip
MOVED = {
    "](docs/": "](", "](../benchmarks/RESULTS.md": "](results.md", "](benchmarks/RESULTS.md": "](results.md",
    "](CHANGELOG.md": "](changelog.md", "](ARCHITECTURE.md": "](architecture.md",
    "](CONTRIBUTING.md": "](contributing.md",
}  # fmt: skip
"""Links of the repository, and where they lead on the site."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what is made from other files; the notebook itself is left out."""
    for name, source in MADE.items():
        files.append(File.generated(config, name, content=(ROOT / source).read_text(encoding="utf-8")))
    files.append(File.generated(config, "tutorial.md", content=tutorial(ROOT / "docs/tutorial.ipynb")))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Links as they are on the site."""
    for old, new in MOVED.items():
        markdown = markdown.replace(old, new)
    return markdown


def tutorial(path: Path) -> str:
    """A notebook as Markdown: text, code, and the tables that it shows."""
    parts: list[str] = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        parts.append(source if cell["cell_type"] == "markdown" else f"```python\n{source}\n```")
        for output in cell.get("outputs", ()):
            data = output["data"]
            plain = f"```text\n{''.join(data.get('text/plain', ''))}\n```"
            parts.append("".join(data["text/html"]) if "text/html" in data else plain)
    return "\n\n".join(parts) + "\n"
