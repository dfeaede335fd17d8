"""What is said of a log that is a copy: that nothing leaves it, since when, and what lets it send.

Apart from deliveries, because every interface says it, and most logs are nobody's copy.
"""

from __future__ import annotations

from datetime import datetime

from incident.application.ports import Backup, DeliveryState, Unconfirmed
from incident.i18n import _, ngettext
from incident.wording.safe import clean_line
from incident.wording.sentences import in_a_row
from incident.wording.speech import Speech
from incident.wording.times import duration

__all__ = ["backup_words", "copied_words", "doubt_in_copy", "held_row", "held_words", "standing_in_copy"]


def standing_in_copy(state: DeliveryState) -> str:
    """How what was on its way stands in a copy; '' for what had ended."""
    if state is DeliveryState.PENDING:
        return _("held: a backup")
    return _("perhaps sent") if state is DeliveryState.SENDING else ""


def doubt_in_copy(state: DeliveryState) -> str:
    """Why, of what nobody knows; '' for all else."""
    if state is not DeliveryState.SENDING:
        return ""
    return _("it was being sent when the backup was taken, so nobody knows whether it went out")


def held_row() -> str:
    """The same in the last row of a screen."""
    return _("A restored backup: nothing is sent before 'incident db confirm'.")


def held_words(waiting: int = 0) -> str:
    """That nothing is sent, why, what to do, and how much waits for that."""
    said = _(
        "Nothing is sent: this log is a backup, and the one it was copied from may have sent the same. "
        "'incident db confirm' lets it send."
    )
    if not waiting:
        return said
    more = ngettext("{count} message waits.", "{count} messages wait.", waiting)
    return in_a_row(said, more.format(count=waiting))


def copied_words(unconfirmed: Unconfirmed, speech: Speech) -> str:
    """When the backup was taken, and when it was put back, as far as that is known."""
    words = []
    if unconfirmed.backed_up_at is not None:
        words.append(_("The backup is of {moment}.").format(moment=speech.moment(unconfirmed.backed_up_at)))
    if unconfirmed.restored_at is not None:
        words.append(_("It was put back at {moment}.").format(moment=speech.moment(unconfirmed.restored_at)))
    return in_a_row(*words)


def backup_words(backup: Backup, now: datetime) -> str:
    """How old the last backup is, and where it was put."""
    age, place = duration(now - backup.taken_at), clean_line(backup.place)
    return _("The last backup of the log that is known is {age} old: '{place}'.").format(age=age, place=place)
