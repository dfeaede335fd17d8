from __future__ import annotations

import pytest

from incident.domain.nearest import nearest

KNOWN = ("commander", "scribe", "technical")


@pytest.mark.parametrize("word", ["scrib", "SCRIBE", "Scirbe"])
def test_the_nearest_word_is_found_whatever_its_case(word: str) -> None:
    assert nearest(word, KNOWN) == "scribe"


def test_the_word_is_given_as_it_is_written_where_it_is_known() -> None:
    assert nearest("inc-001", ["INC-0001"]) == "INC-0001"


def test_what_looks_like_nothing_gets_no_guess() -> None:
    assert nearest("zebra", KNOWN) == ""
    assert nearest("zebra", []) == ""
