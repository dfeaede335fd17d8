"""What each rule of `runbook check`, `drill scenario check` and `drill plan check` finds, and what to write instead.

Apart from the rules, which tell one place in one file: here somebody reads what an id means.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from incident.i18n import N_, _

__all__ = ["RULES", "rule_words"]

RULES: Final[Mapping[str, str]] = {
    "RB001": N_("The file cannot be read: write plain YAML in UTF-8, each key once, without tabs, tags or aliases."),
    "RB002": N_("A key is unknown or missing, or its value is of another kind: write what 'runbook schema' has there."),
    "RB003": N_("An id stands twice: give the second one a name of its own; an id is never used again."),
    "RB004": N_("A step is never reached at any tier or by any answer: give it a tier or an answer, or delete it."),
    "RB005": N_("A loop has no end, or runbooks run each other in a circle: write 'max', or take one of them out."),
    "RB006": N_("A question lacks a way out for who does not know: add an answer such as 'unknown'."),
    "RB007": N_("A question changes nothing, since all its answers lead to the same: delete it, or add steps."),
    "RB008": N_("A fact is used and not declared: write it under 'facts', or use the right name."),
    "RB009": N_("A fact is read before any step or the triage asks for it: record it earlier."),
    "RB010": N_("A fact is declared and never used: delete it, or use it."),
    "RB011": N_("A comparison makes no sense for the type of its fact: compare a percent with 10%, a time with 30m."),
    "RB012": N_("A role or an audience is not known: declare it under 'roles' or 'audiences', or use the right name."),
    "RB013": N_(
        "A role works at a tier that does not fill it: add it to 'fill' there, or give the work to another one."
    ),
    "RB014": N_("A role can be reached in one way or by nobody: add people to people.yaml; 'doctor' tells this one."),
    "RB015": N_("A graver tier has a laxer limit, or a step is due after its phase: shorten it."),
    "RB016": N_("A clock is unknown, or no step satisfies it: name a known one, or add the step that does."),
    "RB017": N_("Nobody is told in the first phase at tier 1 or 2: add a 'tell' step there."),
    "RB018": N_(
        "A phase has no 'exit', or nobody is told at the end: write when the phase is over, and a closing word."
    ),
    "RB019": N_("Triage has no 'otherwise', or a lowering no 'hold': add them, so that the tier does not flip."),
    "RB020": N_("A critical command has neither 'undo' nor an approval before it: write one of them."),
    "RB021": N_("An approval has no limit or no way on: write 'within' and 'if_late'."),
    "RB022": N_("What is named is missing or retired: another runbook, a template or a need; name one that is there."),
    "RB023": N_("A file that is pointed to is not there: mend the path, or keep a copy beside the runbook."),
    "RB024": N_("Words wait to be written or translated, such as TODO or what # TRANSLATE marks: write what is meant."),
    "RB025": N_("It is hard to use at night, overdue for review, or names a person, a number or a secret: mend that."),
    "RB026": N_("A title is not OBJECT: verb state: write the thing in capitals, a colon, and what is done to it."),
    "RB027": N_("A step does not say what to expect: write 'expect', something that one can see."),
    "RB028": N_(
        "Words do not fit their box of 2 lines of 66 cells: shorten them, or move the rest to 'show' or 'why'."
    ),
    "RB029": N_("More than nine steps stand between two pauses: split the phase."),
    "RB030": N_("The languages differ in structure: give both files the same steps, ids, limits and facts."),
    "RB031": N_("A night shift of three cannot fill the roles: let roles combine under 'staffing', or fill fewer."),
    "RB032": N_("Two actions stand in one step: make two steps of them."),
    "RB033": N_("A phase takes longer than 90 seconds to read: shorten its words, or split it."),
    "RB034": N_("A comment that ignores a rule gives no reason or silences nothing: write the reason, or delete it."),
    "RB035": N_("A step reads off what a fact asks, and leaves it unknown: write 'fact' beside 'ask'."),
    "SC001": N_("A scenario cannot be read: write what 'drill scenario schema' has there."),
    "SC002": N_("An inject goes in no way or in two: write one of 'at', 'on', 'manual', 'contingency'."),
    "SC003": N_("The runbook, or a step or an answer of it, is not there: use the right id."),
    "SC004": N_("A role, an audience or a milestone is not there: use one of the runbook's."),
    "SC005": N_("A fact is not there, or a condition makes no sense: use the facts of the runbook."),
    "SC006": N_("Nobody says how an action shows: write 'evidence', one rule in each."),
    "SC007": N_(
        "The log can never show it: name a step that somebody marks at this tier, or let a person look, without a time."
    ),
    "SC008": N_("An inject reaches nobody or never goes: mend its role, its time, or what it waits for."),
    "SC009": N_("A standard is vague: say by when, how many, or what one can see."),
    "SC010": N_("A task belongs to no objective, or an objective names none that is there: name each task once."),
    "SC011": N_("A text carries the mark of exercises or the word that stops one: delete it there."),
    "SC012": N_("A text names a real number or address, or waits to be written: name a role, write what is meant."),
    "SC013": N_("The languages of a scenario differ: give both files the same ids, times, roles and rules."),
    "SC014": N_("An id of a scenario stands twice: give the second one a name of its own."),
    "PL001": N_("A plan of exercises cannot be read: write what 'drill plan schema' has there."),
    "PL002": N_("Days, hours or a recurrence make no sense: mend the dates, or write the rule as RFC 5545 has it."),
    "PL003": N_("A scenario, a person, a role or a family is not there: use the right id."),
    "PL004": N_("The year lacks its full exercise, or a family its special one: add an entry for it."),
    "PL005": N_("It stands on days on which nobody exercises: hold it on other days."),
    "PL006": N_("Real resources are moved before anybody has talked it through: add a tabletop before it."),
    "PL007": N_("Somebody is asked too often, or nobody who is asked may fill a role: invite somebody else."),
    "PL008": N_("Who keeps the plan approves it: name somebody else."),
    "PL009": N_("Two files plan the same year: make one of them."),
}
"""By id; a test holds it to the rules that the code tells."""


def rule_words(rule: str) -> str:
    """What the rule finds and what to write, in the language in use."""
    return _(RULES[rule])
