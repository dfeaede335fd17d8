"""The words of how an exercise went: ratings, how an inject came, what became of an expected action.

Apart from the words of a scenario, which say what was planned.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from incident.domain.exercises.leading import Mark, ObservationKind, Rating
from incident.domain.exercises.results import Answer, Way
from incident.domain.exercises.tally import Tally
from incident.i18n import N_, _

__all__ = [
    "MARK_WORDS",
    "RATING_WORDS",
    "answer_word",
    "mark_word",
    "observation_word",
    "rating_word",
    "tally_words",
    "way_word",
]

RATING_WORDS: Final[Mapping[Rating, str]] = {
    Rating.PERFORMED: N_("Performed without challenges."),
    Rating.SOME: N_("Performed with some challenges."),
    Rating.MAJOR: N_("Performed with major challenges; it still met the objective."),
    Rating.UNABLE: N_("Unable to be performed."),
}
_WAYS: Final[Mapping[Way, str]] = {
    Way.ITSELF: N_("by the clock"),
    Way.HAND: N_("released by hand"),
    Way.HELD: N_("held back"),
    Way.SKIPPED: N_("skipped"),
    Way.NOT_NEEDED: N_("not needed"),
    Way.NOT_COME: N_("did not come"),
    Way.NOT_REACHED: N_("play ended before"),
    Way.WAITING: N_("waits"),
}
_ANSWERS: Final[Mapping[Answer, str]] = {
    Answer.MET: N_("done in time"),
    Answer.LATE: N_("done late"),
    Answer.MISSING: N_("not done in the log"),
    Answer.BEFORE: N_("done before the inject came"),
    Answer.STOOD: N_("done while play stood"),
    Answer.OPEN: N_("still open"),
    Answer.PERSON: N_("for a person to judge"),
}
MARK_WORDS: Final[Mapping[Mark, str]] = {
    Mark.MET: N_("met"),
    Mark.PART: N_("met in part"),
    Mark.NOT: N_("not met"),
}
_KINDS: Final[Mapping[str, str]] = {
    ObservationKind.STRENGTH: N_("strength"),
    ObservationKind.IMPROVE: N_("to improve"),
    ObservationKind.QUESTION: N_("question"),
    ObservationKind.SAFETY: N_("safety"),
}


def rating_word(rating: Rating) -> str:
    """What a rating means."""
    return _(RATING_WORDS[rating])


def tally_words(tally: Tally) -> str:
    """How many objectives have which rating; what the log proposes is never called a rating."""
    parts = [_("rated: {ratings}").format(ratings=_counted(tally.given))] if tally.given else []
    if tally.proposed:
        parts.append(_("proposed: {ratings}").format(ratings=_counted(tally.proposed)))
    if tally.neither:
        parts.append(_("neither rated nor proposed: {count}").format(count=tally.neither))
    if not tally.given:
        parts.append(_("rated by nobody yet"))
    return _("; ").join(parts)


def _counted(ratings: Mapping[Rating, int]) -> str:
    said = _("{rating}: {count}")
    return _(", ").join(said.format(rating=rating.value, count=count) for rating, count in ratings.items())


def way_word(way: Way) -> str:
    """How an inject came to the players, or why it did not."""
    return _(_WAYS[way])


def answer_word(answer: Answer) -> str:
    """What became of an expected action."""
    return _(_ANSWERS[answer])


def mark_word(mark: Mark) -> str:
    """What somebody who watched said of an inject's expected actions."""
    return _(MARK_WORDS[mark])


def observation_word(kind: str) -> str:
    """What an observation is about."""
    return _(_KINDS[kind])
