"""What leaves the building: a step's message, an approval, the due update. Each is read first and confirmed by S."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incident.application.ports import Person, Recipient
from incident.domain import commands as c
from incident.domain.decide.informing import has_left
from incident.domain.events import MessageDrafted, Wording
from incident.domain.grading.tiers import Tier
from incident.domain.incident import CUSTOMERS
from incident.domain.messages.message import Message
from incident.domain.messages.promising import promised
from incident.domain.messages.repeating import stated_since
from incident.domain.runbooks.wordings import render, unstated
from incident.domain.walking.checklist import Item
from incident.i18n import NAMES, _
from incident.walk.flows.alone import PHONE, WAY, Alone, kept_by_night
from incident.walk.flows.asking import Answers, Card, Key, Part, Ready
from incident.walk.flows.leaving_out import left_out_notes, mute_notes
from incident.walk.flows.persons import approver_asked
from incident.walk.flows.reasons import not_expected
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.delivery import sent_before_words
from incident.wording.duty import with_duty
from incident.wording.promising import waited_words
from incident.wording.repeating import old_words, said_wrong_before
from incident.wording.safe import clean
from incident.wording.usual import LET_IN, spoken

__all__ = [
    "ASK",
    "NIGHT",
    "ApproveFlow",
    "TellFlow",
    "agreed",
    "approval_keys",
    "by_night",
    "goes_to",
    "gone_words",
    "is_alone",
    "let_in",
    "message_text",
    "missing",
    "not_stated",
    "old_notes",
    "reaches",
    "told_notes",
    "wording_lines",
]

ASK = "ask"
NIGHT = "night"
REFUSE = "refuse"


def message_text(walk: Walk, template: str, audience: str = "", draft: Message | None = None) -> Sequence[str]:
    """The message as it would leave now, in each language of those who are told, the reader's first.

    A draft that waits leaves as it was written.
    """
    wordings = draft.wordings if draft is not None else render(walk.incident, template, walk.now, audience)
    told = sorted({each.language for each in walk.told(audience) or ()}) or tuple(wordings)
    leaving = dict.fromkeys(name if name in wordings else next(iter(wordings), "") for name in told)
    rows: list[str] = []
    for language in sorted(leaving, key=lambda name: name != walk.speech.language):
        if language in wordings:
            rows += ["", f"-- {NAMES.get(language, language)} --", *wording_lines(wordings[language])]
    return rows[1:]


def wording_lines(wording: Wording) -> list[str]:
    """A text as it is read, title first."""
    return [clean(str(wording.title)), *clean(str(wording.body)).split("\n")]


def approval_keys(walk: Walk, role: str | None, author: str, *, is_heard: bool = True) -> tuple[Key, ...]:
    """The ways in which a message by that author can leave: by itself, by the approver, by phone, or by asking.

    `is_heard`: whether it would reach anybody; else it is only marked.
    """
    if role is None:
        words = _("send now") if is_heard else _("mark it: nothing is sent, you tell them otherwise")
        return (Key(key="S", word="send", words=words, value="send"),)
    holder = walk.incident.person_of(role)
    if holder is None:
        return ()
    name = walk.speech.person(holder)
    words = _("{name} agreed by phone: send") if is_heard else _("{name} agreed by phone: mark it, nothing is sent")
    phone = Key(key="P", word="phone", words=words.format(name=name), value=PHONE)
    ask = Key(key="A", word="request", words=_("ask {name} to approve").format(name=name), value=ASK)
    if holder != walk.person:
        return (ask, phone)
    if is_alone(walk, role, author):
        return ()
    words = _("approve and send now") if is_heard else _("approve and mark it: nothing is sent")
    return (Key(key="S", word="send", words=words, value="send"),)


def by_night(walk: Walk, role: str | None, template: str, author: str) -> tuple[Key, ...]:
    """The way in which a text leaves by night without its approver, where the team's policy names it."""
    holder = walk.incident.person_of(role) if role else None
    may_approve = holder == walk.person and not is_alone(walk, role, author)
    if holder is None or walk.directory is None or may_approve:
        return ()
    found = walk.directory.preapproval(walk.incident.runbook, template, walk.now)
    if found is None or (walk.incident.tier is Tier.MAJOR and found.by == author):
        return ()
    words = _("night policy: {name} approved it before; send")
    return (Key(key="N", word="night", words=words.format(name=walk.speech.person(found.by)), value=NIGHT),)


def is_alone(walk: Walk, role: str | None, author: str) -> bool:
    """Whether this person would approve words of their own, which tier 1 does not allow."""
    is_approver = role is not None and walk.incident.person_of(role) == walk.person
    return is_approver and author == walk.person and walk.incident.tier is Tier.MAJOR


def missing(walk: Walk, role: str | None, template: str = "") -> tuple[str, ...]:
    """Why the message cannot leave by this person's hand, if so."""
    if role is not None and walk.incident.person_of(role) is None:
        words = _("Nobody is {role}, who has to approve it. {key} fills the role.")
        return (words.format(role=walk.speech.role(role), key=key_of("walk.roles", "r")),)
    return kept_by_night(walk, role, template)


def goes_to(walk: Walk, audience: str) -> tuple[str, ...]:
    """Whom it would tell now, by name, or that it would tell nobody; said before it is let go."""
    told, kept = walk.told(audience), left_out_notes(walk, audience)
    if told:
        return (_told_words(walk, told), *mute_notes(walk, audience), *kept, "")
    if told is None or kept:
        return kept
    words = _("NOBODY CAN BE REACHED: '{audience}' has no target. Sending only records it: tell them otherwise.")
    return (words.format(audience=walk.speech.audience(audience)), "")


def not_stated(walk: Walk, template: str) -> tuple[str, ...]:
    """What the text says as not known, or says wrong still, and what states it; read before it is let go."""
    wrong = said_wrong_before(walk.incident, template, walk.speech)
    facts = [walk.speech.fact(fact.id).rstrip("?？") for fact in unstated(walk.incident, template)]
    if facts:
        words = _("NOT KNOWN YET, and the text says so: {facts}. {key} states them.")
        wrong.append(words.format(facts=_(", ").join(facts), key=key_of("walk.fact", "f")))
    return (*wrong, "") if wrong else ()


def _anew(walk: Walk, draft: Message) -> tuple[Key, ...]:
    """The way in which its author asks again with what is known now, where that is something else."""
    if draft.author != walk.person or not stated_since(walk.incident, draft):
        return ()
    return (Key(key="A", word="request", words=_("write it anew with what is known now, and ask again"), value=ASK),)


def told_notes(walk: Walk, template: str, audience: str, draft: Message | None = None) -> tuple[str, ...]:
    """Whom it tells, and when it says that customers hear again: above the text, so in sight in little room too."""
    wordings = draft.wordings if draft is not None else render(walk.incident, template, walk.now, audience)
    text = MessageDrafted(message="", audience=audience, template=template, wordings=wordings, external=False)
    at = promised(walk.incident, text) if audience == CUSTOMERS else None
    words = _("It promises the next update for {time}.")
    promise = () if at is None else (words.format(time=walk.speech.when(at, walk.now)), "")
    return (*goes_to(walk, audience), *promise)


def old_notes(walk: Walk, draft: Message) -> tuple[str, ...]:
    """What a text that waits says wrong or old by now; read before it is let go."""
    said = old_words(walk.incident, draft, walk.speech)
    return (*said, "") if said else ()


def gone_words(walk: Walk, audience: str, on_its_way: str) -> str:
    """What to say once it is let go: that it leaves, or that it left for nobody."""
    if reaches(walk, audience):
        return on_its_way
    words = _("Recorded. NOTHING WAS SENT: '{audience}' has no target. Tell them otherwise.")
    return words.format(audience=walk.speech.audience(audience))


def reaches(walk: Walk, audience: str) -> bool:
    """Whether it would reach anybody, or nobody can say that; who sends to somebody left out lets them in."""
    told = walk.told(audience)
    return told is None or bool(told) or bool(left_out_notes(walk, audience))


def let_in(walk: Walk, audience: str) -> list[c.Command]:
    """Who sends to an audience that is left out takes that decision back."""
    if (audience, "") not in walk.incident.left_out:
        return []
    return [c.LetIn(by=walk.person, audience=audience, because=spoken(LET_IN)[0])]


def _told_words(walk: Walk, told: Sequence[Recipient]) -> str:
    ends = {each.shift.person: each for each in reversed(walk.on_duty)}
    names = dict.fromkeys((each.person, walk.speech.recipient(each.name)) for each in told)
    said = (with_duty(name, [ends[who]] if who in ends else (), walk.speech, walk.now) for who, name in names)
    return _("Goes now to: {names}.").format(names=_(", ").join(said))


def agreed(walk: Walk, role: str | None, answers: Answers) -> str | None:
    """Who agreed by phone, or None."""
    if answers["send"] != PHONE:
        return None
    return answers.get(WAY, "").strip() or (walk.incident.person_of(role) if role else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TellFlow:
    """The text of the step's message, and the key that sends it."""

    walk: Walk
    item: Item
    people: Sequence[Person] = ()

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"tell.{self.item.step.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        audience = self.walk.speech.audience(self.item.step.audience or "")
        return _("SEND to {audience}").format(audience=audience)

    def part(self, answers: Answers) -> Part:
        """The card, then the message."""
        step, walk = self.item.step, self.walk
        draft = walk.draft_of(step.id)
        author = draft.author if draft is not None else walk.person
        alone = self._alone() if is_alone(walk, step.approver, author) else None
        if alone is not None and (part := alone.part(answers)) is not None:
            return part
        if "send" not in answers:
            return self._card(draft, alone, answers)
        approved_by = agreed(walk, step.approver, answers)
        commands: list[c.Command] = [] if alone is None else alone.commands(answers)
        commands += let_in(walk, step.audience or "")
        read = None if draft else render(walk.incident, step.template or "", walk.now, step.audience or "")
        commands.append(
            c.CompleteStep(
                by=walk.person, step=step.id, approved_by=approved_by, as_read=read, night=answers["send"] == NIGHT
            )
        )
        said = gone_words(walk, step.audience or "", _("The message is on its way."))
        if answers["send"] == ASK:
            said = approver_asked(walk, self.people, walk.incident.person_of(step.approver or "") or "")
        if has_left(walk.incident, step):
            said = _("Marked. It is not sent again: nothing new has been stated since.")
        return Ready(commands=tuple(commands), said=said)

    def _card(self, draft: Message | None, alone: Alone | None, answers: Answers) -> Card:
        """All that has to be known before it leaves, then the text, and the keys by which it can leave."""
        step, walk = self.item.step, self.walk
        audience, template = step.audience or "", step.template or ""
        author = draft.author if draft is not None else walk.person
        is_heard = reaches(walk, audience)
        keys = alone.keys(answers) if alone else approval_keys(walk, step.approver, author, is_heard=is_heard)
        if draft is not None:
            keys = (*_anew(walk, draft), *(key for key in keys if key.value != ASK))
        if alone is None:
            keys = (*keys, *by_night(walk, step.approver, template, author))
        stale = waited_words(walk.incident, draft, step.id, walk.speech, walk.now)
        unknown = (*stale, *(old_notes(walk, draft) if draft else not_stated(walk, template)))
        gone = sent_before_words(walk.incident, step, walk.speech, walk.now)
        approval = alone.notes(answers) if alone else missing(walk, step.approver, template)
        text = message_text(walk, template, audience, draft)
        notes = (
            *told_notes(walk, template, audience, draft),
            *unknown,
            *gone,
            *approval,
            *text,
        )
        return Card(id="send", words=self._words(), notes=notes, keys=keys, is_guarded=True)

    def _alone(self) -> Alone:
        how = _(
            "{name} presses Space on step {number} at their own terminal (here: incident --as {id}); you then send it"
        )
        said = _("{name} presses Space on step {number}; then Space and S by you send it.")
        step, number = self.item.step, self.item.number
        return Alone(
            walk=self.walk,
            people=self.people,
            role=step.approver or "",
            writer=step.by,
            how=how.replace("{number}", number),
            said=said.replace("{number}", number),
            night=by_night(self.walk, step.approver, step.template or "", self.walk.person),
        )

    def _words(self) -> str:
        audience = self.walk.speech.audience(self.item.step.audience or "")
        return _("Send this to {audience}?").format(audience=audience)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveFlow:
    """The question that a role answers, here or by phone."""

    walk: Walk
    item: Item

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"approve.{self.item.step.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("APPROVE: step {number}").format(number=self.item.number)

    def part(self, answers: Answers) -> Part:
        """The card, then the approval."""
        step, walk = self.item.step, self.walk
        role = step.approver or ""
        holder = walk.incident.person_of(role)
        if "approve" not in answers:
            words = walk.speech.text(f"step.{step.id}.what") or walk.speech.step(step.id)
            return Card(id="approve", words=words, notes=missing(walk, role), keys=self._keys(holder), is_guarded=True)
        if answers["approve"] == REFUSE:
            return not_expected(walk, self.item).part(answers)
        command = c.CompleteStep(by=walk.person, step=step.id, approved_by=holder)
        return Ready(commands=(command,), said=_("Step {number}: approved.").format(number=self.item.number))

    def _keys(self, holder: str | None) -> tuple[Key, ...]:
        refuse = Key(key="n", word="refuse", words=_("not approved: not as expected, with the reason"), value=REFUSE)
        if holder == self.walk.person:
            return (Key(key="Y", word="approve", words=_("I approve"), value="yes"), refuse)
        name = self.walk.speech.person(holder) if holder else ""
        late = Key(key="Y", word="proceed", words=_("go on without it, if the step allows that"), value="yes")
        phone = Key(key="P", word="phone", words=_("{name} approved by phone").format(name=name), value=PHONE)
        return (phone, refuse) if holder else (late,)
