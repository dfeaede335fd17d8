"""One case on a sheet: whose it is, what they ask for, what is due, what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from incident.domain.cases.asking_by import ask_by
from incident.domain.cases.case import case_id
from incident.domain.cases.register import register_of
from incident.i18n import _
from incident.wording.case_rows import case_due, case_standing, shown_words
from incident.wording.cases import cases_phrase, channel_word, element_word, group_word
from incident.wording.quoting import said, with_reason

if TYPE_CHECKING:
    from incident.domain.cases.case import Case, Stamp
    from incident.domain.cases.words import CaseWords
    from incident.domain.incident import Incident
    from incident.wording.speech import Speech

__all__ = ["case_sheet", "later_words", "owner_words", "pending_words"]


def case_sheet(incident: Incident, case: Case, words: CaseWords | None, speech: Speech, now: datetime) -> Iterator[str]:
    """Its lines, each one clean; the words as they are given, masked or not."""
    line = _("{what}: {value}")

    def told(what: str, value: str) -> str:
        return line.format(what=what, value=value)

    yield _("{case}  {state}  {due}").format(case=case.id, state=case_standing(case, now), due=case_due(case, now))
    for name in ("name", "contact", "service", "problem", "request"):
        yield told(element_word(name), shown_words(words, name))
    if words is not None and words.reference:
        yield told(element_word("reference"), shown_words(words, "reference"))
    yield told(element_word("channel"), channel_word(case.channel))
    if case.erased is None:
        yield told(element_word("group"), group_word(case.group))
    yield told(_("who owns it") if case.accepted else element_word("owner"), owner_words(case, speech))
    if case.handed_to:
        yield told(_("handed on to"), speech.person(case.handed_to))
    yield from _linked(incident, case, line)
    yield told(_("came in"), speech.moment(case.received_at))
    if case.erased is not None:
        yield told(_("words erased, and its duties ended"), _stamped(case.erased, speech))
    yield told(_("first answer"), _stamped(case.answered, speech) or _owed(case, _due(case.answer_due_at, speech)))
    yield told(_("finished"), _stamped(case.done, speech) or _owed(case, _due(case.done_due_at, speech)))
    if case.paused is not None and not case.is_over:
        yield told(_("waits for the customer"), _("since {time}").format(time=speech.moment(case.paused.at)))
    yield from _extended(case, speech, line)
    if pending := pending_words(incident, case, speech):
        yield told(_("erasure that waits"), pending)
    yield told(_("customer told"), _stamped(case.told, speech) or _owed(case, _("not yet")))
    yield from _asked(incident, case, speech, line)


def _linked(incident: Incident, case: Case, line: str) -> Iterator[str]:
    """Where else this customer is; nothing of one who was erased: it would lead from them to their name."""
    if case.erased is not None:
        return
    if case.repeats:
        yield line.format(what=_("repeats"), value=case_id(case.repeats))
    later = register_of(incident).repeated_by(case.number)
    if later:
        yield line.format(what=_("repeated by"), value=later_words(later))


def pending_words(incident: Incident, case: Case, speech: Speech) -> str:
    """Which erasure of its words waits for a second person, who asked for it and why; '' for none."""
    asked = next((each for each in incident.evidence.proposed if case.number in each.cases), None)
    if asked is None:
        return ""
    words = _("{erasure}, proposed by {person}").format(erasure=asked.id, person=speech.person(asked.proposed_by))
    return with_reason(words, asked.because)


def later_words(later: Sequence[int]) -> str:
    """The cases of a customer who was heard again, whose number may have changed since."""
    words = _("{cases} (look there too: the contact may have been corrected)")
    return words.format(cases=cases_phrase(later))


def owner_words(case: Case, speech: Speech) -> str:
    """Whose it is, and since when they have accepted it, which whoever was reached first has not yet."""
    person = speech.person(case.owner)
    if case.accepted is None:
        return _("{person}, not accepted yet").format(person=person)
    return _("{person}, accepted {time}").format(person=person, time=speech.moment(case.accepted.at))


def _owed(case: Case, words: str) -> str:
    """What is still due, unless nobody can be reached any more."""
    return words if case.erased is None else _("no longer owed")


def _extended(case: Case, speech: Speech, line: str) -> Iterator[str]:
    more = case.extension
    if more is None:
        return
    until = _("until {time}, approved by {person}").format(
        time=speech.moment(more.until), person=speech.person(more.approved_by)
    )
    yield line.format(what=_("more time"), value=until)
    yield line.format(what=_("because"), value=said(more.because))
    yield line.format(what=_("customer told of it"), value=said(more.message))


def _asked(incident: Incident, case: Case, speech: Speech, line: str) -> Iterator[str]:
    until = ask_by(incident, case)
    if until is not None:
        yield line.format(what=_("ask whether they are content"), value=_due(until, speech))
    given = case.satisfaction
    if given is None:
        return
    score = _("no answer yet") if given.score is None else _("{score} of 5").format(score=given.score)
    yield line.format(what=_("content"), value=score)
    if given.text is not None:
        yield line.format(what=_("they said"), value=said(given.text))


def _stamped(stamp: Stamp | None, speech: Speech) -> str:
    if stamp is None:
        return ""
    return _("{time}, {person}").format(time=speech.moment(stamp.at), person=speech.person(stamp.by))


def _due(at: datetime, speech: Speech) -> str:
    return _("due {time}").format(time=speech.moment(at))
