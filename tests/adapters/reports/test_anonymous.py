"""Known names are replaced in whatever people wrote, and no piece of another word is."""

from __future__ import annotations

import pytest

from incident.adapters.reports.anonymous import unnamed
from incident.adapters.reports.document import Document, paragraph
from incident.wording.speech import Speech


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ana was asked, then Anaïs", "facilitator 1 was asked, then Anaïs"),
        ("由Ana记录，王敏已到", "由facilitator 1记录，commander已到"),
    ],
)
def test_a_name_is_replaced_where_it_stands_by_itself(written: str, read: str) -> None:
    document = Document(title="", standing="", is_exercise=True, foot="", front=(paragraph(written),), parts=())
    spoken = Speech(names={"ana": "facilitator 1", "wang": "commander"})
    assert unnamed(document, {"ana": "Ana", "wang": "王敏"}, spoken).front == (paragraph(read),)
