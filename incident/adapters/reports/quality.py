"""How the exercise itself was, and what those who took part thought of it (reference/DRILLS.md 3, chapters 12 and 13).

Apart from how the players did: an exercise that ran badly says little of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from incident.adapters.reports.document import Block, asking, bullets, heading, paragraph, table
from incident.application.review import Review
from incident.domain.events.debriefing import Aspect
from incident.domain.events.improving import Remark
from incident.domain.exercises.results import Quality, Results
from incident.domain.exercises.scenario import ScenarioBundle
from incident.i18n import N_, _, current, ngettext
from incident.wording.debriefing import aspect_word
from incident.wording.quoting import said

__all__ = ["exercise_quality", "feedback"]

_ASKED = (
    N_("Which injects misfired or were ignored?"),
    N_("Where did players fight the scenario?"),
    N_("What should its design change?"),
)


def feedback(review: Review) -> Iterator[Block]:
    """The form: means with how many answered; then what people wrote."""
    if not review.debriefed.feedback:
        yield paragraph(_("Nobody has filled in the form yet: 'incident debrief feedback'. From 1 to 5:"))
        yield bullets(map(aspect_word, Aspect))
        return
    count = len(review.debriefed.feedback)
    words = ngettext("{count} form was filled in.", "{count} forms were filled in.", count)
    yield paragraph(words.format(count=count))
    yield table(
        (_("From 1, not at all, to 5, wholly"), _("Mean"), _("Answers"), _("Lowest"), _("Highest")),
        (
            (aspect_word(each.aspect), each.mean, str(each.count), str(each.lowest), str(each.highest))
            for each in review.survey
        ),
    )
    for title, texts in (
        (_("What was good"), [each.liked for each in review.debriefed.feedback]),
        (_("What was missing"), [each.missed for each in review.debriefed.feedback]),
    ):
        written = [said(each) for each in texts if each is not None]
        if written:
            yield heading(title)
            yield bullets(sorted(written))


def exercise_quality(review: Review, results: Results, scenario: ScenarioBundle) -> Iterator[Block]:
    """Counts of how it was conducted, why the reserve was needed, how real it was."""
    if results.quality is not None:
        yield table((_("Injects and control"), _("Count")), _counted(results.quality))
    if results.reserve:
        yield heading(_("Injects kept in reserve that were needed, and when they were to be"))
        yield bullets(_reserve(each, scenario) for each in results.reserve)
    yield heading(_("How real it was"))
    yield paragraph(_realism(review))
    unreal = [said(each.text) for each in review.said if each.kind is Remark.UNREAL]
    if unreal:
        yield bullets(unreal)
    yield heading(_("Ask whoever led it"))
    yield asking(map(_, _ASKED))


def _counted(counts: Quality) -> Iterator[tuple[str, str]]:
    rows = (
        (_("released within a minute of the plan"), counts.on_time),
        (_("early"), counts.early),
        (_("late"), counts.late),
        (_("released by hand"), counts.by_hand),
        (_("kept in reserve and needed"), counts.reserve),
        (_("skipped"), counts.skipped),
        (_("held back"), counts.held),
        (_("play ended before"), counts.not_reached),
        (_("improvised"), counts.improvised),
        (_("hints given"), counts.hints),
        (_("acts of those who led it"), counts.acts_of_control),
    )
    yield from ((words, str(count)) for words, count in rows)


def _reserve(inject: str, scenario: ScenarioBundle) -> str:
    title = scenario.text(f"inject.{inject}.title", current())
    call = scenario.text(f"inject.{inject}.call", current())
    return _("{title}: {state}").format(title=title, state=call) if call else title


def _realism(review: Review) -> str:
    score = next((each for each in review.survey if each.aspect is Aspect.REALISM), None)
    if score is None:
        return _("Nobody has said yet how realistic it was: 'incident debrief feedback --realism'.")
    words = _("Realism: {mean} of 5, answers: {count}, from {lowest} to {highest}.")
    return words.format(mean=score.mean, count=score.count, lowest=score.lowest, highest=score.highest)
