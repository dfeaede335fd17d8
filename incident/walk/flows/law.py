"""What is stated of the law: moments that clocks hang on, classes, reports, more time, rules switched on or off."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.events import Milestone
from incident.domain.law.asked import NO_CLASS
from incident.domain.law.statutory import Duty, duties, register_of, sleeping
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Flow, Part, Question, Ready, asked_text
from incident.walk.flows.moments import asked_moment, read_moment, recorded_moment
from incident.walk.flows.persons import of_people
from incident.walk.moment import Walk
from incident.walk.proofs import read_proof, unreadable_words
from incident.wording.milestones import milestone_word
from incident.wording.statutory import again_words, duty_due

__all__ = ["LAW_FLOWS", "ClassFlow", "ExtendFlow", "FiledFlow", "MomentFlow", "SwitchFlow", "law_flow"]

EVERY = "-"
"""The answer for all regimes, or for nobody."""
OFTEN = (Milestone.AWARE, Milestone.CONTAINED, Milestone.RESTORED, Milestone.HANDLING_ENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentFlow:
    """Which moment, for which regime where there are several, and when it was."""

    walk: Walk
    name: str = "law-moment"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("STATE A MOMENT")

    def part(self, answers: Answers) -> Part:
        """Which, for which law, when, the statement."""
        walk = self.walk
        if "moment" not in answers:
            choices = tuple(Choice(value=each.value, words=milestone_word(each)) for each in self._order())
            return Question(id="moment", words=_("What happened? Clocks begin or end there."), choices=choices)
        regimes = self._regimes()
        if len(regimes) > 1 and "regime" not in answers:
            every = Choice(value=EVERY, words=_("for all of them"))
            only = (Choice(value=each, words=walk.speech.regime(each)) for each in regimes)
            return Question(id="regime", words=_("For which law?"), choices=(every, *only))
        milestone = Milestone(answers["moment"])
        if "at" not in answers:
            return asked_moment(walk, _("When was it? A time (02:40), a day and a time, or now."))
        at, regime = recorded_moment(answers["at"], walk), answers.get("regime", EVERY)
        command = c.MarkMilestone(by=walk.person, milestone=milestone, at=at, regime="" if regime == EVERY else regime)
        time = walk.speech.when(at, walk.now) if at else _("now")
        said = _("{moment}: {time}.").format(moment=milestone_word(milestone), time=time)
        return Ready(commands=(command,), said=said)

    def _order(self) -> Sequence[Milestone]:
        """Those that clocks wait for first, then those that are stated most."""
        known = {each.value: each for each in Milestone}
        waiting = [each.obligation.start.value for each in duties(self.walk.incident, self.walk.now) if each.waits]
        return list(dict.fromkeys([*(known[name] for name in waiting if name in known), *OFTEN, *Milestone]))

    def _regimes(self) -> Sequence[str]:
        return list(dict.fromkeys(each.obligation.regime for each in duties(self.walk.incident, self.walk.now)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassFlow:
    """Of which regime, which class it is, and why."""

    walk: Walk
    name: str = "law-class"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("STATE A CLASS")

    def part(self, answers: Answers) -> Part:
        """Which law, which class, why, the statement."""
        speech, law = self.walk.speech, self.walk.incident.law
        register = register_of(self.walk.incident)
        regimes = [each for each in register.regimes if each.classes] if register else []
        if not regimes:
            return Ready(said=_("None of the rules that count here has classes."))
        if "regime" not in answers:
            choices = tuple(Choice(value=each.id, words=speech.regime(each.id)) for each in regimes)
            return Question(id="regime", words=_("The class of which law? The tier stays."), choices=choices)
        regime = next((each for each in regimes if each.id == answers["regime"]), regimes[0])
        if "class" not in answers:
            ids = [*(each.id for each in reversed(regime.classes)), NO_CLASS]
            choices = tuple(Choice(value=each, words=speech.statutory_class(regime.id, each)) for each in ids)
            return Question(id="class", words=_("Which class is it?"), choices=choices)
        if "because" not in answers:
            changes = law.classes.get(regime.id) not in (None, answers["class"])
            words = _("Why is it another class now?") if changes else _("Why? Enter alone leaves it out.")
            return asked_text("because", words, may_be_empty=not changes)
        command = c.StateClass(
            by=self.walk.person, regime=regime.id, statutory_class=answers["class"], because=answers["because"]
        )
        name = speech.statutory_class(regime.id, answers["class"])
        words = _("{regime}: {statutory_class}").format(regime=speech.regime(regime.id), statutory_class=name)
        return Ready(commands=(command,), said=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledFlow:
    """Which report was made, its proof, and when."""

    walk: Walk
    name: str = "law-filed"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("A REPORT WAS MADE")

    def part(self, answers: Answers) -> Part:
        """Which, the proof, when, the entry."""
        walk = self.walk
        binding = [each for each in duties(walk.incident, walk.now) if each.binds]
        if not binding:
            return Ready(said=_("The law asks for no report."))
        if "duty" not in answers:
            order = sorted(binding, key=lambda each: (not each.is_open, each.is_met))
            return Question(id="duty", words=_("Which report was made?"), choices=_listed(walk, order))
        if "reference" not in answers:
            return _asked_reference(binding, answers["duty"], walk)
        if "at" not in answers:
            return asked_moment(walk, _("When was it made? A time (02:40), a day and a time, or now."))
        if "proof" not in answers:
            words = _("Is there a file that proves it? Its path, or Enter alone: its name and SHA-256 are kept.")
            return Question(id="proof", words=words, is_typed=True, may_be_empty=True, complaint=_no_proof)
        name, _slash, recipient = answers["duty"].partition("/")
        proof = read_proof(answers["proof"]) if answers["proof"].strip() else None
        command = c.FileReport(
            by=walk.person,
            obligation=name,
            recipient=recipient,
            reference=answers["reference"],
            at=recorded_moment(answers["at"], walk),
            file=proof.name if proof else "",
            file_digest=proof.digest if proof else "",
            file_size=proof.size if proof else 0,
        )
        said = _("Entered: {report}.").format(report=walk.speech.obligation(answers["duty"]))
        return Ready(commands=(command,), said=said)


def _asked_reference(binding: Sequence[Duty], key: str, walk: Walk) -> Question:
    """What proves the report of that key; above it, that somebody entered it before."""
    words = _("What proves it: a number that you were given, or who took the call?")
    before = (again_words(each, walk.speech) for each in binding if each.key == key)
    return Question(id="reference", words=words, is_typed=True, notes=tuple(filter(None, before)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendFlow:
    """For which report there is more time, until when, why, who approved it, and when whoever waits was told."""

    walk: Walk
    people: Sequence[Person] = ()
    name: str = "law-extend"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("MORE TIME, where the law allows it")

    def part(self, answers: Answers) -> Part:
        """Which, until when, why, approved by whom, told when, the extension."""
        walk = self.walk
        open_ = [each for each in duties(walk.incident, walk.now) if each.cap_at is not None and not each.is_met]
        if not open_:
            return Ready(said=_("No open report may be extended."))
        if "duty" not in answers:
            return Question(id="duty", words=_("Which report needs more time?"), choices=_listed(walk, open_))
        if "until" not in answers:
            words = _("Until when? A day and a time: 2026-11-21 02:40.")
            return asked_moment(walk, words, id="until", suggestion="")
        if "because" not in answers:
            return asked_text("because", _("Why is more time needed?"))
        if "approver" not in answers:
            nobody = Choice(value=EVERY, words=_("nobody"))
            choices = (nobody, *of_people(self.people))
            return Question(id="approver", words=_("Who approved it?"), choices=choices)
        if "told" not in answers:
            words = _("When was whoever waits told of it? A time, or Enter alone if not yet.")
            return asked_moment(walk, words, id="told", suggestion="", may_be_empty=True)
        name, _slash, recipient = answers["duty"].partition("/")
        command = c.ExtendObligation(
            by=walk.person,
            obligation=name,
            recipient=recipient,
            until=read_moment(answers["until"], walk),
            because=answers["because"],
            approved_by="" if answers["approver"] == EVERY else answers["approver"],
            told_at=read_moment(answers["told"], walk) if answers["told"].strip() else None,
        )
        return Ready(commands=(command,), said=_("Extended."))


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchFlow:
    """Which rule counts although it is no law, or does not apply here, and why."""

    walk: Walk
    is_on: bool

    @property
    def name(self) -> str:
        """Names its draft."""
        return "law-on" if self.is_on else "law-off"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("SWITCH A RULE ON") if self.is_on else _("A RULE DOES NOT APPLY")

    def part(self, answers: Answers) -> Part:
        """Which, why, the switch."""
        walk, rules = self.walk, self._rules()
        if not rules:
            return Ready(said=_("There is no such rule."))
        if "rule" not in answers:
            choices = tuple(Choice(value=each, words=walk.speech.obligation(each)) for each in rules)
            return Question(id="rule", words=_("Which rule?"), choices=choices)
        if "because" not in answers:
            return asked_text("because", _("Why?"))
        kind = c.EnableObligation if self.is_on else c.RuleOutObligation
        command = kind(by=walk.person, obligation=answers["rule"], because=answers["because"])
        said = _("It counts now.") if self.is_on else _("It is ruled out; the record keeps why.")
        return Ready(commands=(command,), said=said)

    def _rules(self) -> Sequence[str]:
        incident = self.walk.incident
        if self.is_on:
            return [*incident.law.ruled_out, *(each.id for each in sleeping(incident))]
        return list(dict.fromkeys(each.obligation.id for each in duties(incident, self.walk.now)))


LAW_FLOWS: Mapping[str, Callable[[Walk, Sequence[Person]], Flow]] = {
    "law-moment": lambda walk, _people: MomentFlow(walk=walk),
    "law-filed": lambda walk, _people: FiledFlow(walk=walk),
    "law-class": lambda walk, _people: ClassFlow(walk=walk),
    "law-extend": lambda walk, people: ExtendFlow(walk=walk, people=people),
    "law-off": lambda walk, _people: SwitchFlow(walk=walk, is_on=False),
    "law-on": lambda walk, _people: SwitchFlow(walk=walk, is_on=True),
}


def law_flow(name: str, walk: Walk, people: Sequence[Person]) -> Flow | None:
    """The dialogue of that name, or None."""
    make = LAW_FLOWS.get(name)
    return make(walk, people) if make is not None else None


def _listed(walk: Walk, every: Sequence[Duty]) -> tuple[Choice, ...]:
    words = _("{report}: {due}")
    return tuple(
        Choice(
            value=each.key,
            words=words.format(
                report=walk.speech.obligation(each.key), due=duty_due(each, walk.incident, walk.now, walk.speech)
            ),
        )
        for each in every
    )


def _no_proof(path: str) -> str:
    return unreadable_words(path) if path.strip() and read_proof(path) is None else ""
