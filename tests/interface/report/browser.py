"""A page in headless Chromium, where there is one."""

import re
import shutil
import subprocess

import pytest

from lemmata.interface.report.page import resource
from lemmata.interface.report.site import BESIDE

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
in_browser = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here (Debian: apt-get install chromium)")


def opened(page, tmp_path, script=""):
    """The page's elements after its scripts ran, and what the console said."""
    file = tmp_path / "page.html"
    for name in BESIDE:
        (tmp_path / name).write_text(resource(name), encoding="utf-8")
    page = re.sub(r"=\.\./(?=[a-z]+\.(css|js))", "=", page)  # from beside it, where the page of a chapter has it above
    file.write_text(page.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    quiet = ("background-networking", "component-update", "sync", "gpu")
    shown = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--no-first-run", *(f"--disable-{part}" for part in quiet),
         "--enable-logging=stderr", f"--user-data-dir={tmp_path}/c", "--virtual-time-budget=4000", "--dump-dom",
         file.as_uri()],
        capture_output=True, text=True, timeout=110, check=True,
    )  # fmt: skip
    return shown.stdout, [line for line in shown.stderr.splitlines() if "CONSOLE" in line]
