"""Customers' cases line by line: heard masked, acted on by number, called back in the clear once that is logged.

Apart from the walk, which only hands over what stood behind the word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from incident.application.cases.finding import Asked, holding, numbers_asked_for
from incident.domain.cases.register import register_of
from incident.i18n import _, ngettext, pgettext
from incident.walk.flows.cases.calling import CallBackFlow
from incident.walk.flows.cases.erasing import EraseCasesFlow
from incident.walk.flows.cases.every import CASE_FLOWS
from incident.wording.case_board import counted, no_cases_words
from incident.wording.case_finding import RowWords
from incident.wording.case_rows import FIRST, case_due, case_standing, shown_words, what_words
from incident.wording.typed_cases import parse_cases

if TYPE_CHECKING:
    from incident.application.cases.finding import MaskedWords
    from incident.application.ports import Person
    from incident.cli.walk.place import Place
    from incident.domain.cases.case import Case
    from incident.walk.flows.asking import Flow
    from incident.walk.moment import Walk

__all__ = ["called_back", "case_flow", "case_lines"]

_MOST: Final = 10
"""Cases that are said one after the other."""


def case_lines(walk: Walk, words: MaskedWords, typed: str) -> Iterator[str]:
    """How many wait, then those that are not done and hold the words, what is overdue first."""
    register = register_of(walk.incident)
    if not len(register):
        yield no_cases_words(pgettext("typed", "newcase"), walk.incident.id)
        return
    yield counted(register, walk.now)
    meant = numbers_asked_for(register, Asked(open=not typed), walk.now)
    found = holding(meant, words, typed, RowWords(register, walk.now))
    for number in found[:_MOST]:
        yield _line(walk, register.case(number), words)
    more = len(found) - _MOST
    if more > 0:
        yield ngettext(
            "{count} case more; words behind 'cases' find some.",
            "{count} cases more; words behind 'cases' find some.",
            more,
        ).format(count=more)
    if not found:
        yield _("Nothing fits the filter.") if typed else _("All cases are done.")


def _line(walk: Walk, case: Case, words: MaskedWords) -> str:
    own = words.get(case.number)
    name = shown_words(own, "name")
    said = (
        case_standing(case, walk.now),
        case_due(case, walk.now),
        f"{FIRST} {name}" if case.group else name,
        walk.speech.person(case.owner),
        what_words(own),
    )
    return _("{title}: {words}").format(title=case.id, words=pgettext("aloud", ", ").join(said))


def case_flow(name: str, place: Place, people: Sequence[Person], rest: str) -> Flow | list[str]:
    """What the word begins, about the cases behind it; what has to be said where those are none."""
    numbers = parse_cases(rest) if rest else ()
    if numbers is None:
        return [_("Write the number of a case, such as C-0004, or the first and the last, C-0004..C-0009.")]
    if name == "case-erase":
        return EraseCasesFlow(walk=place.seen(), people=people, numbers=numbers, naming=place.naming)
    return CASE_FLOWS[name](place.seen(), people, numbers)


def called_back(place: Place, rest: str) -> Flow | list[str]:
    """The dialogue with whoever is called, once it is logged that somebody looked; else what has to be said."""
    numbers = parse_cases(rest) or ()
    if len(numbers) != 1:
        return [_("Write the number of a case, such as C-0004, not '{value}'.").format(value=rest)]
    words, said = place.contact(numbers[0])
    if words is None:
        return said or [_("The words of this case were erased: nobody can be called.")]
    walk = place.seen()
    case = register_of(walk.incident).case(numbers[0])
    return CallBackFlow(walk=walk, case=case, words=words, looked_by=place.looked_by)
