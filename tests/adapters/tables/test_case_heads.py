"""What the screens call a column, a channel or a group is understood in a list, in every language of the program."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from incident.adapters.tables.case_heads import HEADS, channel_of, columns_of, group_of
from incident.domain.events.cases import CaseChannel, CaseGroup
from incident.i18n import LANGUAGES, _, current, use
from incident.wording.cases import channel_word, element_word, group_word


@pytest.fixture(autouse=True, params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[None]:
    before = current()
    use(request.param)
    yield
    use(before)


@pytest.mark.parametrize("column", HEADS)
def test_a_column_may_be_called_as_the_sheet_of_a_case_calls_it(column: str) -> None:
    assert columns_of([element_word(column)]) == {column: 0}


def test_a_column_may_be_called_as_the_board_calls_it() -> None:
    heads = [_("CUSTOMER"), _("OWNER"), _("came in"), _("who owns it")]
    assert columns_of(heads[:3]) == {"name": 0, "owner": 1, "received": 2}
    assert columns_of(heads[3:]) == {"owner": 0}


@pytest.mark.parametrize("channel", CaseChannel)
def test_a_channel_may_be_called_as_it_is_shown(channel: CaseChannel) -> None:
    assert channel_of(channel_word(channel)) is channel


@pytest.mark.parametrize("group", CaseGroup)
def test_a_group_may_be_called_as_it_is_shown(group: CaseGroup) -> None:
    assert group_of(group_word(group)) is group
