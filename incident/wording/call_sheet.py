"""The call sheet in words: rows for a printer of any kind, 78 cells wide, with boxes to tick by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from incident.domain.events import IncidentMode
from incident.domain.exercises import mark
from incident.i18n import NAMES, _
from incident.wording.cells import hanging, wrap
from incident.wording.delivery import delivery_state_word
from incident.wording.escalating import answer_command, ended_words, ways_words
from incident.wording.people import ways_in_full
from incident.wording.quoting import said
from incident.wording.safe import clean, clean_line
from incident.wording.tiers import mode_of_incident, tier_word
from incident.wording.times import long_time
from incident.wording.titles import title_of

if TYPE_CHECKING:
    from incident.application.messages.call_sheet import Call, CallSheet, Errand
    from incident.application.ports import Person
    from incident.wording.speech import Speech

__all__ = ["WIDTH", "call_sheet_lines"]

WIDTH: Final = 78
"""Cells of a row on paper."""
_BLANKS: Final = "________"


def call_sheet_lines(sheet: CallSheet, speech: Speech, now: datetime, width: int = WIDTH) -> Iterator[str]:
    """Everything from the first row to the last, in rows of at most `width` cells."""
    incident = sheet.incident
    mode = mode_of_incident(incident.mode)
    title = _("CALL SHEET")
    yield from wrap(f"{title}  {incident.id} {said(title_of(incident))}", width)
    yield f"{tier_word(incident.tier)}  {mode}  {long_time(now, speech.zone)}"
    yield ""
    yield from wrap(_("Phone in this order and say the words. Tick, and write down the time and your initials."), width)
    if sheet.is_copy:
        from incident.wording.custody import held_row  # here: most logs are nobody's copy

        yield from wrap(held_row(), width)
    for errand in sheet.errands:
        yield from _errand(errand, speech, width, is_exercise=incident.mode is IncidentMode.EXERCISE)
        words = _('Then: incident message told {incident} {message} "by phone"')
        yield from ("", *wrap(words.format(incident=incident.id, message=errand.message.id), width))
        if ended := ended_words(incident, errand.message):
            yield from wrap(ended, width)
            yield from wrap(answer_command(incident, errand.message), width)
    if not sheet.errands:
        words = _(
            "No message failed or waits. Sent is not read: 'incident message list {incident}' says who has not "
            "acknowledged. Name a message to print its words all the same."
        )
        yield from ("", *wrap(words.format(incident=incident.id), width))
    yield from _vacancies(sheet, speech, width)
    yield from _holders(sheet, speech, width)
    if incident.mode is IncidentMode.EXERCISE:
        yield from ("", mode)


def _errand(errand: Errand, speech: Speech, width: int, *, is_exercise: bool) -> Iterator[str]:
    message = errand.message
    title = _("== {message} to {audience} ==")
    yield from ("", *wrap(title.format(message=message.id, audience=speech.audience(message.audience)), width))
    for language, words in errand.wordings:
        body = str(words.body) if words.body.words is not None else _("(erased)")
        yield from ("", _("Say ({language}):").format(language=NAMES.get(language, clean_line(language))))
        text = f"{said(words.title)}\n{body}"
        for piece in clean(mark.wrapped(text) if is_exercise else text).split("\n"):
            yield from (f"  | {line}".rstrip() for line in wrap(piece, width - 4) or [""])
    yield ""
    if not errand.calls:
        yield from wrap(_("The program can reach nobody of this audience: tell them in the way you have."), width)
    for call in errand.calls:
        yield from _call(call, speech, width)


def _call(call: Call, speech: Speech, width: int) -> Iterator[str]:
    yield from hanging("[x] " if call.has_read else "[ ] ", _told(call), width)
    if call.attempts:
        words = _("the program tries: {attempts}").format(attempts=ways_words(call.attempts, speech))
        yield from hanging("    ", words, width)
    state = delivery_state_word(call.state) if call.state is not None else _("nothing was sent: no way is set")
    state = _("not acknowledged") if call.attempts else state
    state = _("not known without the server") if call.is_unknown else state
    state = _("acknowledged") if call.has_read else state
    words = _("{state}   time {blank}   initials {blank}").format(state=state, blank=_BLANKS)
    yield f"    {words}"


def _told(call: Call) -> str:
    match call.people:
        case []:
            words = _("whoever reads {target}").format(target=clean_line(call.target_id))
        case [person]:
            return _reached(person)
        case several:
            ids = _(", ").join(clean_line(person.id) for person in several)
            said = _("{count} people are called so ({ids}), and nothing tells which of them is meant")
            words = said.format(count=len(several), ids=ids)
    return _titled(clean_line(call.name), words)


def _vacancies(sheet: CallSheet, speech: Speech, width: int) -> Iterator[str]:
    if sheet.vacancies:
        yield from ("", _("== Roles that nobody holds =="))
    for each in sheet.vacancies:
        yield from ("", _("{role}: nobody, wanted now").format(role=speech.role(each.role)))
        nobody = _("nobody is named who may fill it")
        yield from _people(each.able, width) if each.able else (f"  {nobody}",)


def _people(people: Sequence[Person], width: int) -> Iterator[str]:
    for person in people:
        yield from hanging("[ ] ", _reached(person), width)


def _holders(sheet: CallSheet, speech: Speech, width: int) -> Iterator[str]:
    if sheet.holders:
        yield from ("", _("== At work on it =="))
    for role, person in sheet.holders:
        yield from hanging("    ", _titled(speech.role(role), _reached(person)), width)


def _reached(person: Person) -> str:
    return _titled(clean_line(person.name), ways_in_full(person) or _("NO WAY TO REACH"))


def _titled(name: str, words: str) -> str:
    return _("{title}: {words}").format(title=name, words=words)
