"""Why the rules of an exercise say no; the form is that of all refusals.

Apart from those of incidents, because few of them are exercises.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from incident.domain.refusals import Refusal, RefusalCode
from incident.i18n import N_

__all__ = ["EXERCISING"]

EXERCISING: Final[Mapping[RefusalCode, str]] = {
    Refusal.NO_EXERCISE: N_("Incident '{incident}' is real. Only an exercise has an exercise clock and injects."),
    Refusal.EXERCISE_UNPREPARED: N_(
        "Exercise '{incident}' has no scenario. Begin another with 'incident drill run SCENARIO'."
    ),
    Refusal.EXERCISE_PREPARED: N_(
        "Exercise '{incident}' has a scenario already: '{scenario}'. Begin another exercise."
    ),
    Refusal.EXERCISE_READY: N_("Exercise '{incident}' has not begun. Start it first."),
    Refusal.EXERCISE_RUNS: N_("Exercise '{incident}' is running. Pause it first, or let it run."),
    Refusal.EXERCISE_PAUSED: N_("Exercise '{incident}' is paused. Resume it first, or let it stand."),
    Refusal.EXERCISE_SUSPENDED: N_(
        "Exercise '{incident}' is suspended by the real incident '{other}'. Resume it when that allows."
    ),
    Refusal.EXERCISE_ENDED: N_("Exercise '{incident}' is over. Look at its timeline, or begin another."),
    Refusal.EXERCISE_NEEDS_LEAD: N_("Only who leads the exercise may do that. Ask {person}; to stop play, pause it."),
    Refusal.EXERCISE_EVALUATED: N_(
        "You evaluate this exercise: you observe and rate it, and steer nothing. Ask {person}, who leads it; "
        "to stop play, pause it."
    ),
    Refusal.EXERCISE_OBSERVED: N_(
        "You evaluate this exercise, and its players would read the note. What you saw goes to those who lead: "
        "'incident drill observe {incident} KIND TEXT', or key o of their screen."
    ),
    Refusal.EXERCISE_LED_SIDE: N_(
        "This is the side of those who lead exercise '{incident}' ({people}): players neither read it nor write it. "
        "Afterwards you rate it yourself with 'incident debrief rate {incident}'; to stop play, pause it."
    ),
    Refusal.EXERCISE_NO_LAPSE: N_(
        "Nothing that was missed while nobody led waits in exercise '{incident}': there is no time to count as a "
        "pause. To stop play, pause it."
    ),
    Refusal.EXERCISE_PLAYED_ON: N_(
        "Something was done in exercise '{incident}' since nobody led it: that time counts as played. "
        "Let what waits go by hand."
    ),
    Refusal.EXERCISE_NOT_NOW: N_(
        "The real incident '{incident}' ({tier}) is open. Begin the exercise once it is closed, "
        "or say '--despite {incident}' if it needs none of the players."
    ),
    Refusal.EXERCISE_NOT_YET: N_(
        "The real incident '{incident}' that ceased play is still open. Let the exercise go on once it is closed, "
        "or say '--despite {incident}' if it needs none of the players."
    ),
    Refusal.EXERCISE_TAKES_PEOPLE: N_(
        "The real incident '{incident}' needs people of the exercise: {people}. "
        "Give their roles in it to others, or wait until it is closed."
    ),
    Refusal.EXERCISE_SIDES: N_(
        "{person} leads or evaluates this exercise and does not play in it. Let a player do it; "
        "alone, begin a rehearsal with 'incident drill run --solo'."
    ),
    Refusal.EXERCISE_RATE: N_("The clock of an exercise cannot go {number} times as fast. Say 1 to {limit}."),
    Refusal.RATING_NEEDS_WHY: N_(
        "A rating '{rating}' needs a reason: it is grave, or not what the log proposes. Say --because."
    ),
    Refusal.LEAD_ENTRY_UNKNOWN: N_(
        "Those who lead the exercise wrote no entry {seq}; their last one is {last}. "
        "Look for the number with 'incident drill kept'."
    ),
    Refusal.INJECT_AHEAD: N_("Inject {number} is not with the players yet. Let it go first."),
    Refusal.HINTS_GIVEN: N_(
        "The plan has no further hint about inject {number}. Say it in your own words: incident drill improvise."
    ),
    Refusal.NO_NEXT_INJECT: N_(
        "No inject of the plan is left to go by itself. One that waits for a hand goes by its number: 'incident drill "
        "status' names them."
    ),
    Refusal.INJECT_RELEASED: N_("Inject {number} was released at {at}. The players have it; go on with the next."),
}
