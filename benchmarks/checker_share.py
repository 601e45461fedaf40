"""How much of the chapters the independent checker looks at again: the share of steps, by rule.

Run as ``python benchmarks/checker_share.py [CHAPTER ...]``. What the ledger has is not judged again; without one, the
chapters are judged first, which takes minutes.
"""

from __future__ import annotations

import json
import sys
import time

from lemmata import lemmata_check
from lemmata.verifier.certificate.document import certificate_of_all
from lemmata.verifier.ledger import Ledger, default_path
from lemmata.verifier.listing import chapter_keys
from lemmata.verifier.outcome import Settings
from lemmata.verifier.run import run


def main() -> None:
    """Print the checker's report on one certificate of each chapter, and on all of them."""
    total, settings = lemmata_check.Report(), Settings()
    with Ledger(default_path()) as ledger:
        for chapter in sys.argv[1:] or chapter_keys():
            outcome = run([chapter], ledger, settings)
            said = {"effort": settings.effort, "seed": settings.seed}
            start = time.perf_counter()
            made = certificate_of_all(
                outcome.asked, outcome.selection.claims, outcome.status, outcome.evidence, said, chapter
            )
            document = json.loads(json.dumps(made))
            middle = time.perf_counter()
            report = lemmata_check.check(document)
            print(f"{chapter}: written in {middle - start:.0f} s, checked in {time.perf_counter() - middle:.0f} s")
            total.add(report)
    total.grades.clear()
    print("\n".join(total.lines()))


if __name__ == "__main__":
    main()
