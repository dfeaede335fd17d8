"""What people read who are reminded of a corrective action.

Apart from the plan's own words, because this leaves the program and has to be understood alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.domain.improving.reminding import Stage
from incident.i18n import N_, _
from incident.wording.quoting import said
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.domain.improving.reminding import Reminder
    from incident.wording.speech import Speech

__all__ = ["reminder_words", "stage_word"]

_STAGES: Final = {
    Stage.WEEK: N_("due within a week"),
    Stage.DAY: N_("due within a day"),
    Stage.OVERDUE: N_("overdue"),
    Stage.APPROVER: N_("overdue, told to the approver too"),
}
_TITLES: Final = {
    Stage.WEEK: N_("Action due within a week: {text}"),
    Stage.DAY: N_("Action due within a day: {text}"),
    Stage.OVERDUE: N_("Action overdue: {text}"),
    Stage.APPROVER: N_("Action overdue for days: {text}"),
}


def stage_word(stage: Stage) -> str:
    """How far its day is off, or how long past."""
    return _(_STAGES[stage])


def reminder_words(reminder: Reminder, speech: Speech) -> tuple[str, str]:
    """The title and the text."""
    action = reminder.action
    told = [
        _("Nothing has happened: this reminds you of a corrective action."),
        _("Action {action} of {incident}, {person}'s, due {time}: {text}").format(
            action=action.id,
            incident=clean_line(reminder.incident),
            person=speech.person(action.owner),
            time=speech.moment(action.due_at),
            text=said(action.text),
        ),
        _("How one will see that it holds: {proof}").format(proof=said(action.proof)),
    ]
    if action.approver:
        told.append(_("Approver: {person}").format(person=speech.person(action.approver)))
    told.append(
        _("Once it is done: incident actions done {incident} {action} --because WORDS").format(
            incident=clean_line(reminder.incident), action=action.id
        )
    )
    return _(_TITLES[reminder.stage]).format(text=said(action.text)), "\n".join(told)
