"""What the check finds in scenarios: can it be played on its runbook, and can everybody tell how it went?

    SC001  the file cannot be read, or a key is unknown, missing or of another kind
    SC002  an inject goes in no way, or in two
    SC003  the runbook, or a step or an answer of it, is not there
    SC004  a role, an audience or a milestone is not there
    SC005  a fact is not there, or a condition makes no sense
    SC006  a rule of evidence is missing, or says nothing
    SC007  the log can never show it, or nobody can time it
    SC008  an inject reaches nobody, or never goes
    SC009  a standard is vague
    SC010  a task belongs to no objective, or an objective names none that is there
    SC011  a text carries the mark of exercises, or the word that stops one
    SC012  a text names a real number or address, or waits to be written
    SC013  the languages differ in structure
    SC014  an id stands twice

Apart from the compiler, which says what a file means. The texts of people and files are asked in every language.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import did_you_mean, problem
from incident.adapters.documents.rules.wording import PERSONAL, UNWRITTEN
from incident.domain.exercises.mark import MARK
from incident.domain.exercises.scenario import EVERYBODY, TriggerKind
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from incident.adapters.documents.scenarios.compiler import Compiled
    from incident.application.errors import Problem

__all__ = ["RULES"]

VAGUE: Final = re.compile(
    r"\b(?:promptly|quickly|swiftly|soon|timely|in (?:good|due) time|adequate(?:ly)?|appropriate(?:ly)?|proper(?:ly)?|"
    r"well|effective(?:ly)?|efficient(?:ly)?|as (?:needed|necessary|possible)|improve|reasonable)\b"
    r"|尽快|及时|迅速|尽早|适当|妥善|有效|合理|酌情|必要时|做好|加强|改善",
    re.IGNORECASE,
)
_STOPS: Final = re.compile(r"\breal[- ]world\b|真实事件", re.IGNORECASE)
"""The reserved word, which nobody may read aloud in play (reference/DRILLS.md 1.7)."""
_MARKS: Final = re.compile(rf"{re.escape(MARK)}|\*\*\* ?EXERCISE|【演练】|EXERCISE,? EXERCISE")
_PLAYED: Final = (".text", ".title", ".from")


def _vague(compiled: Compiled) -> Iterator[Problem]:
    for key, words in compiled.words.items():
        is_standard = key.startswith(("objective.", "task.")) or ".expect." in key
        found = VAGUE.search(words) if is_standard and not key.endswith(".capability") else None
        if found:
            said = _("'{word}' is no standard that one can judge by.").format(word=found.group())
            yield problem(compiled.places[key], "SC009", said, _("Say by when, how many, or what one can see."))


def _belonging(compiled: Compiled) -> Iterator[Problem]:
    tasks = {task.id for task in compiled.scenario.tasks}
    named = {name for objective in compiled.scenario.objectives for name in objective.tasks}
    for objective in compiled.scenario.objectives:
        for index, name in enumerate(objective.tasks):
            if name not in tasks:
                place = compiled.place / "objectives" / objective.id / "tasks" / index
                said = _("There is no task '{name}'.").format(name=name)
                yield problem(place, "SC010", said, did_you_mean(name, tasks))
    for name in sorted(tasks - named):
        said = _("No objective names the task '{name}'.").format(name=name)
        yield problem(compiled.place / "tasks" / name, "SC010", said)
    for number, inject in enumerate(compiled.scenario.injects):
        for index, expected in enumerate(inject.expected):
            for name in set(expected.tasks) - tasks:
                place = compiled.place / "injects" / number / "expect" / index / "tasks"
                said = _("There is no task '{name}'.").format(name=name)
                yield problem(place, "SC010", said, did_you_mean(name, tasks))


def _marked(compiled: Compiled) -> Iterator[Problem]:
    for key, words in compiled.words.items():
        place = compiled.places[key]
        found = _MARKS.search(words)
        if found:
            said = _("The program puts the mark '{mark}' on by itself.").format(mark=found.group())
            yield problem(place, "SC011", said, _("Delete it here."))
        stop = _STOPS.search(words)
        if stop and key.startswith("inject.") and key.endswith(_PLAYED):
            said = _("'{word}' is the word that stops an exercise; nobody may read it aloud in play.")
            yield problem(place, "SC011", said.format(word=stop.group()))


def _written(compiled: Compiled) -> Iterator[Problem]:
    for key, words in compiled.words.items():
        place = compiled.places[key]
        if PERSONAL.search(words):
            said = _("A number, an address or a secret of a person stands here.")
            yield problem(place, "SC012", said, _("An exercise reaches nobody outside: name the role."))
        found = UNWRITTEN.search(words)
        if found:
            yield problem(place, "SC012", _("'{found}' waits to be written.").format(found=found.group()))


def _twice(compiled: Compiled) -> Iterator[Problem]:
    counted = Counter(inject.id for inject in compiled.scenario.injects)
    for number, inject in enumerate(compiled.scenario.injects):
        if counted[inject.id] > 1:
            said = _("The id '{id}' stands twice.").format(id=inject.id)
            yield problem(compiled.place / "injects" / number / "id", "SC014", said)
    for name in sorted(
        {task.id for task in compiled.scenario.tasks} & {each.id for each in compiled.scenario.objectives}
    ):
        said = _("A task and an objective are both called '{id}', so nobody could rate either.").format(id=name)
        yield problem(compiled.place / "tasks" / name, "SC014", said)


def _reaching(compiled: Compiled) -> Iterator[Problem]:
    """Injects that wait for one that is not there or for each other, or that would go after the end."""
    scenario = compiled.scenario
    ids = {inject.id: inject for inject in scenario.injects}
    starts = {task.id: (task.after, compiled.place / "tasks" / task.id / "after") for task in scenario.tasks}
    here = compiled.place / "injects"
    starts |= {f"inject {n}": (each.trigger.after, here / n / "after") for n, each in enumerate(scenario.injects)}
    for after, place in starts.values():
        if after and after not in ids:
            yield problem(
                place, "SC008", _("There is no inject '{name}'.").format(name=after), did_you_mean(after, ids)
            )
    for number, inject in enumerate(scenario.injects):
        chain, due = [inject.id], inject.trigger.delay
        while ids.get(chain[-1]) and ids[chain[-1]].trigger.after in ids:
            chain.append(ids[chain[-1]].trigger.after)
            due += ids[chain[-1]].trigger.delay
            if chain[-1] in chain[:-1]:
                said = _("The injects '{names}' wait for each other.").format(names=_(", ").join(chain))
                yield problem(here / number / "after", "SC008", said)
                break
        else:
            if due > scenario.length and not inject.trigger.is_by_hand:
                yield problem(here / number, "SC008", _("The inject is due after the end of the exercise."))
        if inject.trigger.kind is not TriggerKind.CONTINGENCY and EVERYBODY in inject.to and len(inject.to) > 1:
            yield problem(here / number / "to", "SC008", _("'all' stands alone."))


RULES: Final = (_vague, _belonging, _marked, _written, _twice, _reaching)
"""Asked of every language of a scenario, without its runbook."""
