"""How much of the chapters the independent checker looks at again: the share of steps, by rule.

Run as ``python benchmarks/checker_share.py [CHAPTER ...]``. Nothing is judged: what a certificate says of a step, and
whether the checker finds that it holds, depends on its proof alone. What a chapter rests on is counted, too, and what
several rest on once.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

from lemmata.verifier.certificate.document import certificate_of_all
from lemmata.verifier.chapters import select
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.status import statuses


def main() -> None:
    """Print how many steps of each rule the checker finds right, of how many."""
    selection = select(sys.argv[1:])
    claims = {claim.id: claim for claim in selection.claims}
    nothing: dict[str, list[Evidence]] = {name: [] for name in claims}
    start = time.process_time()
    made = certificate_of_all(
        [claims[name] for name in selection.asked],
        selection.claims,
        statuses(selection.claims, nothing),
        nothing,
        {"effort": "quick", "seed": 0},
        " ".join(sys.argv[1:]) or "every chapter",
    )
    every, held = Counter[str](), Counter[str]()
    for link in (link for row in made["claims"] for link in row["steps"]):
        rule = "use" if link["kind"] == "UseRule" else link["rule"]
        every[rule] += 1
        held[rule] += bool(link["hint"].get("checked"))
    print(f"{held.total()} of {every.total()} steps looked at again ({time.process_time() - start:.0f} s)")
    print("\n".join(f"  {rule:<32} {held[rule]:>4} of {count}" for rule, count in sorted(every.items())))


if __name__ == "__main__":
    main()
