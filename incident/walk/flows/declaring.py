"""Declaring an incident: which runbook, a title, a tier by number or by questions, and one card that says it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from incident.application.ports import Offer, Summary
from incident.domain import commands as c
from incident.domain.duties.rota import Rota
from incident.domain.events import IncidentMode, NoteKind
from incident.domain.grading.tiers import Tier
from incident.domain.grading.triage import Grading, grade
from incident.domain.incident import COMMANDER
from incident.domain.law.holding import HeldTo
from incident.domain.runbooks.conditions import Situation, Value, facts_of
from incident.domain.runbooks.runbook import Bundle, Runbook
from incident.i18n import _, ngettext
from incident.walk.duty import woken_lines
from incident.walk.flows.asking import Answers, Card, Choice, Key, Part, Question, Ready, asked_text
from incident.walk.flows.facts import fact_question, read_fact
from incident.walk.flows.foreseeing import Ahead, Foreseen, foreseen, wakes
from incident.walk.flows.resembling import (
    SIMILAR,
    alike,
    joined,
    same_events,
    same_keys,
    same_notes,
    similar_card,
    similar_note,
    unsaid,
)
from incident.wording.graded import graded_words
from incident.wording.outlines import family_phrase, in_order
from incident.wording.speech import Speech
from incident.wording.tiers import tier_phrase, tier_word
from incident.wording.times import duration

__all__ = ["DeclareFlow"]

BY_QUESTIONS = "0"
DIGITS = 9
"""More choices than there are digits do not fit one look."""
FACT = "fact."
NOT_SURE = "?"
ENOUGH = "!"
"""The answer that asks no more: what nobody answered counts as not known. An input method may write it wide."""
BOTH_WIDTHS = (ENOUGH, "！")
UNKNOWN = "general.unknown"
"""The runbook for what fits no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareFlow:
    """From nothing to a declared incident; nothing is sent and nobody is woken on the way."""

    offers: Sequence[Offer]
    speech: Speech
    person: str
    now: datetime
    zone: str
    contact: str
    held_to: HeldTo | None = None
    lawless: str = ""
    """Why the rules of law cannot be read, if they cannot."""
    past: Sequence[Summary] = ()
    """Earlier incidents, among which may be one like it."""
    rotas: Sequence[Rota] = ()
    """Who is on duty, by role."""
    chosen: str = ""
    """The runbook that was chosen before anything was asked."""

    @property
    def name(self) -> str:
        """Names its draft; what was begun with one runbook is not gone on with in another."""
        return f"declare.{self.chosen}" if self.chosen else "declare"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("DECLARE AN INCIDENT")

    def part(self, answers: Answers) -> Part:
        """The next question with its place among them, the last card, or the declaration."""
        part = self._part(answers)
        return replace(part, place=self._place(part, answers)) if isinstance(part, Question) else part

    def ahead(self, answers: Answers) -> Sequence[Ahead]:
        """What it would come to after these answers."""
        known = Foreseen(past=self.past, speech=self.speech, now=self.now, lawless=self.lawless)
        if not self.offers or self._which(answers) is not None:
            return foreseen(known)
        bundle = self._offer(answers).bundle
        known, given = replace(known, bundle=bundle), answers.get("tier")
        if given == BY_QUESTIONS:
            grading = grade(bundle.runbook, self._situation(bundle, answers))
            known = replace(known, grading=grading, tier=grading.tier)
        elif given is not None:
            known = replace(known, tier=Tier(int(given)))
        if known.tier is not None:
            fill = bundle.runbook.tiers[known.tier].fill
            known = replace(known, on_duty=self._on_duty(fill, replace(self.speech, bundle=bundle)))
        return foreseen(known)

    def _part(self, answers: Answers) -> Part:
        if not self.offers:
            return Card(id="none", words=_("There is no runbook to declare with. Put one into the workspace."))
        if (question := self._which(answers)) is not None:
            return question
        offer = self._offer(answers)
        if "title" not in answers:
            notes = (_("Enter takes the words as they are."),)
            return asked_text("title", _("What do you call it?"), suggestion=self._titled(offer), notes=notes)
        if "tier" not in answers:
            return self._tier()
        bundle = offer.bundle
        situation = self._situation(bundle, answers)
        grading = grade(bundle.runbook, situation)
        if answers["tier"] == BY_QUESTIONS:
            question = self._question(bundle, answers, grading)
            if question is not None:
                return question
        tier = grading.tier if answers["tier"] == BY_QUESTIONS else Tier(int(answers["tier"]))
        if answers.get("mode") == SIMILAR:
            return similar_card(alike(self.past, bundle.runbook.id), self.speech)
        same = joined(answers.get("mode", ""), self.past)
        if same is not None:
            return self._joined(same, answers)
        if "mode" not in answers:
            return self._card(bundle, tier, grading if answers["tier"] == BY_QUESTIONS else None, answers)
        return self._declared(bundle, tier, situation.facts, grading, answers)

    def _place(self, question: Question, answers: Answers) -> str:
        """How many questions there are: of the facts at most as many as could still make it graver."""
        number = len(answers) + 1
        if question.id.startswith(FACT):
            bundle = self._offer(answers).bundle
            left = len(self._left(bundle, answers))
            return _("question {number} of at most {count}").format(number=number, count=number + left - 1)
        ahead = {"family": 3, "runbook": 2, "title": 1, "tier": 0}[question.id]
        return _("question {number} of {count}").format(number=number, count=number + ahead)

    def _which(self, answers: Answers) -> Question | None:
        """Which runbook, after which kind of event where they are too many for one look; None once it is known."""
        if "runbook" in answers or any(offer.id == self.chosen for offer in self.offers):
            return None
        offers = list(self.offers)
        if len(offers) > DIGITS:
            families = in_order({_family(offer) for offer in offers})
            if "family" not in answers and len(families) > 1:
                choices = tuple(Choice(value=family, words=family_phrase(family)) for family in families)
                return Question(id="family", words=_("What kind of event is it?"), choices=choices)
            offers = self._of_family(answers)
        if len(offers) == 1:
            return None
        listed = [Choice(value=offer.id, words=self._listed(offer)) for offer in offers]
        for offer in (each for each in self.offers if each.id == UNKNOWN and each not in offers):
            words = _("none of these, or not sure: {title}").format(title=self._titled(offer))
            listed.append(Choice(value=offer.id, words=words))
        return Question(id="runbook", words=_("What has happened?"), choices=tuple(listed))

    def _of_family(self, answers: Answers) -> list[Offer]:
        return [offer for offer in self.offers if _family(offer) == answers.get("family", _family(offer))]

    def _offer(self, answers: Answers) -> Offer:
        named = [offer for offer in self.offers if offer.id == (answers.get("runbook") or self.chosen)]
        return (named or self._of_family(answers))[0]

    def _listed(self, offer: Offer) -> str:
        title = self._titled(offer)
        return _("{title} (draft)").format(title=title) if offer.is_draft else title

    def _titled(self, offer: Offer) -> str:
        return (offer.outline.text("title", self.speech.language) if offer.outline else "") or offer.id

    def _tier(self) -> Question:
        meaning = {
            Tier.MAJOR: _("customers at large, safety or data are hit"),
            Tier.SERIOUS: _("many are hit, or a core channel is failing"),
            Tier.GENERAL: _("some are hit, and there is a way around it"),
        }
        choices = [Choice(value=str(int(t)), words=f"{tier_word(t)}  {meaning[t]}") for t in Tier]
        choices.append(Choice(value=BY_QUESTIONS, words=_("not sure: ask me a few questions")))
        notes = (_("In doubt take the graver one. It can be lowered later."),)
        return Question(id="tier", words=_("How bad is it, right now?"), notes=notes, choices=tuple(choices))

    def _situation(self, bundle: Bundle, answers: Answers) -> Situation:
        facts = self._facts(bundle.runbook, answers)
        if not _is_enough(answers):
            return Situation(facts=facts, tier=None, now=self.now)
        while wanted := self._wanted(facts, grade(bundle.runbook, Situation(facts=facts, tier=None, now=self.now))):
            facts.update((fact, None) for fact in wanted)
        return Situation(facts=facts, tier=None, now=self.now)

    def _facts(self, runbook: Runbook, answers: Answers) -> dict[str, Value]:
        stated = dict[str, Value]()
        for key, words in answers.items():
            fact = runbook.fact(key.removeprefix(FACT)) if key.startswith(FACT) else None
            if fact is not None:
                said = NOT_SURE if words.strip() in ("", *BOTH_WIDTHS) else words
                stated[fact.id] = read_fact(fact, said, self.speech, self.now)
        return stated

    def _question(self, bundle: Bundle, answers: Answers, grading: Grading) -> Question | None:
        """The next fact that could still make it graver; None once the tier is certain."""
        wanted = self._wanted(self._facts(bundle.runbook, answers), grading)
        fact = bundle.runbook.fact(wanted[0]) if wanted else None
        if fact is None or _is_enough(answers):
            return None
        speech = Speech(bundle=bundle, language=self.speech.language, zone=self.speech.zone)
        asked = fact_question(FACT + fact.id, fact, speech, self.now)
        sure = _("So far {tier}.").format(tier=tier_phrase(grading.tier))
        if grading.worst is not grading.tier:
            sure = _("So far {tier}; it may still come to {worst}.").format(
                tier=tier_phrase(grading.tier), worst=tier_phrase(grading.worst)
            )
        unsure, enough = list[str](), _("ask no more: what is left counts as not known")
        if asked.is_typed:
            unsure = [_("Not sure? Enter alone says so, and in doubt the graver tier counts.")]
            unsure.append(_("{key} alone: {words}").format(key=ENOUGH, words=enough))
        return replace(
            asked,
            notes=(*asked.notes, *unsure, sure),
            choices=(*asked.choices, *(() if asked.is_typed else (Choice(value=ENOUGH, words=enough),))),
            may_be_empty=asked.is_typed,
            complaint=lambda words: asked.complaint(words) if words.strip() not in ("", *BOTH_WIDTHS) else "",
        )

    def _left(self, bundle: Bundle, answers: Answers) -> Sequence[str]:
        return self._wanted(
            self._facts(bundle.runbook, answers), grade(bundle.runbook, self._situation(bundle, answers))
        )

    def _wanted(self, facts: Mapping[str, Value], grading: Grading) -> Sequence[str]:
        """The facts that could still make it graver, those in doubt first."""
        in_doubt = [line for line in grading.lines if line.is_in_doubt]
        wanted = (
            fact
            for line in dict.fromkeys([*in_doubt, *grading.open_lines])
            for fact in sorted(facts_of(line.condition))
            if fact not in facts
        )
        return list(dict.fromkeys(wanted))

    def _on_duty(self, roles: Sequence[str], speech: Speech) -> list[str]:
        """Whom a call for help would wake now, for the roles of the tier that somebody else may hold."""
        if not self.rotas:
            return []
        from incident.domain.duties.stretches import everybody_on_duty  # here: not every team has a rota

        others = [role for role in roles if role != COMMANDER]
        return list(woken_lines(others, self.rotas, everybody_on_duty(self.rotas, self.now), speech, self.now))

    def _card(self, bundle: Bundle, tier: Tier, grading: Grading | None, answers: Answers) -> Card:
        policy, runbook = bundle.runbook.tiers[tier], bundle.runbook
        speech = Speech(bundle=bundle, language=self.speech.language)
        steps = runbook.count_at(tier)
        words = _("You declare '{title}', {tier}, and lead it until somebody takes over.").format(
            title=answers["title"], tier=tier_phrase(tier)
        )
        notes = [
            ngettext("{runbook} r{revision}: {count} step", "{runbook} r{revision}: {count} steps", steps).format(
                runbook=speech.text("title") or runbook.id, revision=runbook.revision, count=steps
            ),
            _("First message to customers within {length}. Nothing is sent by declaring.").format(
                length=duration(policy.first_update)
            ),
            _("{title}: {words}").format(title=wakes()[0], words=wakes()[1]),
        ]
        like, same = alike(self.past, runbook.id), self._same(bundle)
        notes += same_notes(same, like, self.speech, self.now)
        if self.lawless:
            notes.append(_("No legal clock will run, for the rules cannot be read: {why}").format(why=self.lawless))
        notes += self._on_duty(policy.fill, replace(self.speech, bundle=bundle))
        notes += [*self._why(bundle, grading), *similar_note(unsaid(like, same), self.speech, self.now)]
        return Card(
            id="mode", words=words, notes=tuple(notes), keys=_keys(like, same, self.speech, self.now), is_guarded=True
        )

    def _same(self, bundle: Bundle) -> list[Summary]:
        """The open incidents that this may be."""
        kin = {each.id for each in self.offers if _family(each) == bundle.runbook.family}
        return same_events(self.past, bundle.runbook.id, kin, self.now)

    def _joined(self, same: Summary, answers: Answers) -> Ready:
        """No second checklist: a note in the one that is open."""
        note = c.AddNote(by=self.person, text=answers["title"], kind=NoteKind.AGAIN)
        said = _("Noted in {incident}; no second incident was opened.").format(incident=same.incident_id)
        return Ready(commands=(note,), said=said, joins=same.incident_id)

    def _why(self, bundle: Bundle, grading: Grading | None) -> list[str]:
        if grading is None:
            return []
        words = graded_words(grading, Speech(bundle=bundle, language=self.speech.language))
        return [words] if words else []

    def _declared(
        self, bundle: Bundle, tier: Tier, facts: Mapping[str, Value], grading: Grading, answers: Answers
    ) -> Ready:
        graded = answers["tier"] == BY_QUESTIONS
        because = _("; ").join(self._why(bundle, grading)) if graded else ""
        command = c.DeclareIncident(
            by=self.person,
            title=answers["title"],
            tier=tier,
            bundle=bundle,
            mode=IncidentMode(answers["mode"]),
            facts=facts,
            because=because,
            zone=self.zone,
            contact=self.contact,
            held_to=self.held_to,
        )
        return Ready(commands=(command,))


def _is_enough(answers: Answers) -> bool:
    """Whether a question was answered with asking no more."""
    return any(key.startswith(FACT) and words.strip() in BOTH_WIDTHS for key, words in answers.items())


def _keys(like: Sequence[Summary], same: Sequence[Summary], speech: Speech, now: datetime) -> tuple[Key, ...]:
    """The keys of the last card: open it, one way or the other; or not, where it is open already."""
    keys = [
        Key(key="o", word="real", words=_("open it, for REAL"), value=IncidentMode.REAL.value),
        Key(key="x", word="exercise", words=_("open it as an EXERCISE"), value=IncidentMode.EXERCISE.value),
    ]
    keys += same_keys(same, speech, now)
    if like:
        keys.append(Key(key="i", word="similar", words=_("show what is alike"), value=SIMILAR))
    return tuple(keys)


def _family(offer: Offer) -> str:
    return offer.outline.family if offer.outline else "other"
