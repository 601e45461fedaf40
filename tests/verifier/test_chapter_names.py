"""What a chapter can state is known by its source alone: no claim is missed, and what is misspelt builds nothing."""

import pytest

from lemmata.numerics.errors import InputError
from lemmata.verifier import chapters
from lemmata.verifier.chapter_names import chapter_names
from lemmata.verifier.chapters import refuse_misspelt, select
from lemmata.verifier.listing import chapter_keys


@pytest.mark.parametrize("key", chapter_keys())
def test_no_claim_and_no_place_is_missed(key):
    known = chapter_names(key)
    for claim in select([key]).papers[0].claims.values():
        places = [claim.source.place, claim.source.place.split(" (")[0]] if claim.source else []
        asked = [claim.id.partition(":")[2], *places]
        assert [name for name in asked if not known.may_state(name)] == []


@pytest.mark.parametrize(
    ("target", "near"),
    [("ols-groth", "ols-growth"), ("dohmatob2042", "dohmatob2024"), ("dohmatob2024:ols-groth", "ols-growth"),
     ("dohmatob2042:ols-growth", "dohmatob2024"), ("xyzzy", ""), ("spectral_sums:xyzzy", ""), ("no theorem", "")],
)  # fmt: skip
def test_what_is_misspelt_is_refused_before_a_chapter_is_built(target, near, monkeypatch):
    monkeypatch.setattr(chapters, "_chapter", None)
    for refuse in (refuse_misspelt, select):
        with pytest.raises(InputError) as refused:
            refuse([target])
        assert (f"did you mean {near}?" in str(refused.value)) == bool(near)


@pytest.mark.parametrize("target", ["df1-expansion-abov", "spectral_sums:df1-expansion-abov"])
def test_a_name_that_is_composed_is_suggested_as_well(target):
    with pytest.raises(InputError, match=r"did you mean df1-expansion-above\?"):
        select([target])
