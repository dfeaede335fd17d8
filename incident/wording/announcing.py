"""What people read who are invited to an exercise or reminded of it.

Apart from the plan's own words, because this leaves the program and has to be understood alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.application.noticing import ACKNOWLEDGE
from incident.domain.exercises.announcing import Stage
from incident.domain.exercises.programme import Notice
from incident.i18n import N_, _
from incident.wording.programme import form_word
from incident.wording.safe import clean_line
from incident.wording.times import duration

if TYPE_CHECKING:
    from incident.domain.exercises.announcing import Announcement
    from incident.wording.speech import Speech

__all__ = ["notice_words", "stage_word"]

_STAGES: Final = {
    Stage.INVITED: N_("invited"),
    Stage.WEEK: N_("a week before"),
    Stage.DAY: N_("a day before"),
    Stage.HOUR: N_("an hour before"),
}
_TITLES: Final = {
    Stage.INVITED: N_("Invitation to an exercise: {title}, {at}"),
    Stage.WEEK: N_("Exercise within a week: {title}, {at}"),
    Stage.DAY: N_("Exercise within a day: {title}, {at}"),
    Stage.HOUR: N_("Exercise within an hour: {title}, {at}"),
}
_SECRETS: Final = {
    Notice.LIMITED: N_("The players do not know when it is. Tell nobody."),
    Notice.NO_NOTICE: N_("The players do not know of it. Tell nobody."),
}


def stage_word(stage: Stage) -> str:
    """How long before the exercise."""
    return _(_STAGES[stage])


def notice_words(due: Announcement, title: str, speech: Speech) -> tuple[str, str]:
    """The title and the text; nothing of what is to come in the exercise."""
    entry, at = due.row.entry, speech.long_moment(due.begins)
    head = _(_TITLES[due.stage]).format(title=clean_line(title), at=at)
    told = [_("Only an exercise is planned; nothing has happened.")]
    said = _("It begins {at} and takes {length}: {form}.")
    told.append(said.format(at=at, length=duration(entry.length), form=form_word(entry.form)))
    told.append(_("Seen to by: {person}").format(person=speech.person(entry.owner)))
    if entry.notice in _SECRETS:
        told.append(_(_SECRETS[entry.notice]))
    told.append(_("Say that you have read this: {command}").format(command=ACKNOWLEDGE))
    declining = _(
        "If you cannot come: tell {person}, or decline the calendar entry where a mail has one. Name who stands in."
    )
    told.append(declining.format(person=speech.person(entry.owner)))
    return head, "\n".join(told)
