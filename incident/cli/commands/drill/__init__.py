"""`incident drill`: exercises, from the scenario to the rating."""

from __future__ import annotations

from incident.cli.spoken import Group, Late
from incident.i18n import N_

__all__ = ["drill"]


def _late(place: str, words: str) -> Late:
    return Late(module=f"incident.cli.commands.drill.{place}", help=words)


drill = Group(
    "drill",
    late={
        "run": _late("leading:run", N_("Begin an exercise, or go on running one.")),
        "status": _late("status:status", N_("Show its clock and its injects to who leads it.")),
        "inject": _late("leading:inject", N_("Let an inject go, hold it, or skip it.")),
        "improvise": _late("improvising:improvise", N_("Let players have words that are not in the plan.")),
        "hint": _late("improvising:hint", N_("Let players have the next hint of an inject.")),
        "pause": _late("leading:pause", N_("Let the clock of an exercise stand; anybody may.")),
        "resume": _late("leading:resume", N_("Let it go on where it stood.")),
        "speed": _late("leading:speed", N_("Let its clock go faster or slower.")),
        "observe": _late("rating:observe", N_("Keep what you saw, where no player reads it.")),
        "mark": _late("rating:mark", N_("Say whether players did what was expected upon an inject.")),
        "rate": _late("rating:rate", N_("Rate a critical task or an objective, beside what the log proposes.")),
        "kept": _late("erasing:kept", N_("Show what those who lead it wrote, by number.")),
        "erase": _late("erasing:erase", N_("Destroy the words of one of those; somebody else agrees.")),
        "stop": _late("leading:stop", N_("End an exercise; anybody may.")),
        "held": _late("held:held", N_("Show which scenarios were exercised when, by whom, and which are overdue.")),
        "plan": _late("plan:plan", N_("Begin, show, check and approve the year's plan, in drills/.")),
        "calendar": _late("calendar:calendar", N_("Write the plan as a calendar, or the invitation to one exercise.")),
        "remind": _late(
            "reminding:remind", N_("Invite people to planned exercises and remind them, as far as it is due.")
        ),
        "statement": _late(
            "statement:statement", N_("State what a year of exercises came to, with the heads of the log.")
        ),
        "people": _late("people:people", N_("Show who has played how often in a year, whose turn it is first.")),
        "scenario": _late(
            "scenario:scenario",
            N_("Begin, list, show and check scenarios; your own are in scenarios/."),
        ),
    },
)
