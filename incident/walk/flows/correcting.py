"""The correction of a wrong message: which text is right, who gets it, then the key that sends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from incident.application.delivery.retrying import is_untried
from incident.application.ports import Delivery, DeliveryState
from incident.domain import commands as c
from incident.domain.content import FreeText
from incident.domain.decide.correcting import approver_of
from incident.domain.events import Wording
from incident.domain.incident import CUSTOMERS
from incident.domain.messages.message import Message
from incident.domain.messages.updating import update_templates
from incident.domain.runbooks.wordings import corrected, render
from incident.i18n import NAMES, _
from incident.walk.flows.asking import Answers, Card, Choice, Part, Question, Ready, asked_text
from incident.walk.flows.messages import ASK, agreed, approval_keys, is_alone, missing, wording_lines
from incident.walk.moment import Walk
from incident.wording.promising import unmoved_words
from incident.wording.repeating import repeats_words
from incident.wording.safe import clean, clean_line
from incident.wording.sentences import in_a_row

__all__ = ["CorrectFlow", "may_be_corrected"]

TEMPLATE = "template:"
MOST = 4
_LEFT = frozenset({DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN})


def may_be_corrected(message: Message | None) -> bool:
    """Whether it was let go and nothing has corrected it yet."""
    return message is not None and message.released_at is not None and message.corrected_by is None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectFlow:
    """Own words in each language that somebody read the wrong text in, or a text of the runbook."""

    walk: Walk
    message: Message

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"correct.{self.message.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("CORRECT {message}").format(message=clean_line(self.message.id))

    def part(self, answers: Answers) -> Part:
        """The words, the card, the correction."""
        if "right" not in answers:
            role, walk = approver_of(self.walk.incident, self.message), self.walk
            words = _("At tier 1 you cannot approve your own words: somebody else writes the correction.")
            return Card(id="alone", words=words) if is_alone(walk, role, walk.person) else self._asked()
        for language in self._languages()[1:]:
            if not answers["right"].startswith(TEMPLATE) and language not in answers:
                words = _("The same in {language}, for those who read it so:")
                return asked_text(language, words.format(language=NAMES.get(language, language)))
        role = approver_of(self.walk.incident, self.message)
        if "send" not in answers:
            return self._card(role, answers)
        order = c.CorrectMessage(
            by=self.walk.person,
            message=self.message.id,
            template=self._template(answers),
            approved_by=agreed(self.walk, role, answers),
            as_read=self._right(answers),
        )
        return Ready(commands=(order,), said=in_a_row(_("The correction is on its way."), *self._repeats()))

    def _asked(self) -> Question:
        words = _("'{subject}' was wrong. What is right? Nothing of it is said again but its subject.")
        choices = [
            Choice(value=f"{TEMPLATE}{name}", words=_("the text '{title}', as it reads now").format(title=title))
            for name, title in self._templates()
        ]
        return Question(
            id="right",
            words=words.format(subject=self._subject()),
            choices=choices[:MOST],
            is_typed=True,
            takes_words_first=True,
        )

    def _card(self, role: str | None, answers: Answers) -> Card:
        walk = self.walk
        keys = tuple(key for key in approval_keys(walk, role, walk.person) if key.value != ASK)
        notes = [*self._goes_to(), *self._repeats(), *missing(walk, role), *self._unmoved(answers)]
        if is_alone(walk, role, walk.person):
            notes.append(_("At tier 1 you cannot approve your own words: somebody else writes the correction."))
        for language, wording in self._right(answers).items():
            text = corrected(wording, (self.message,), language, walk.incident.zone)
            notes += ["", f"-- {NAMES.get(language, language)} --", *wording_lines(text)]
        return Card(id="send", words=_("Send this correction?"), notes=notes, keys=keys, is_guarded=True)

    def _unmoved(self, answers: Answers) -> list[str]:
        walk = self.walk
        return unmoved_words(walk.incident, self.message.audience, self._template(answers), walk.speech, walk.now)

    def _repeats(self) -> list[str]:
        return repeats_words(self.walk.incident, self.message, self.walk.speech, self.walk.now)

    def _goes_to(self) -> list[str]:
        """Whom it corrects, whom nothing of the wrong text reaches any more."""
        rows = [row for row in self.walk.deliveries if row.message == self.message.id]
        waiting = [row for row in rows if row.state is DeliveryState.PENDING and is_untried(row)]
        had = [row for row in rows if row.state in {*_LEFT, DeliveryState.PENDING} and row not in waiting]
        said = [_("Corrected, because they may have it: {names}").format(names=self._names(had))] if had else []
        if waiting:
            said.append(
                _("Not sent any more; they read only what is right: {names}").format(names=self._names(waiting))
            )
        return said or [_("No delivery of it has left: whoever has it was told in another way.")]

    def _names(self, rows: Sequence[Delivery]) -> str:
        return _(", ").join(dict.fromkeys(self.walk.speech.recipient(row.recipient) for row in rows))

    def _languages(self) -> list[str]:
        """Those in which somebody has the wrong text, the reader's own first."""
        first = next(iter(self.message.wordings), "")
        rows = (row.language for row in self.walk.deliveries if row.message == self.message.id)
        read = {tag if tag in self.message.wordings else first for tag in rows} or set(self.message.wordings)
        own = self.walk.speech.language
        return sorted(read, key=lambda tag: (tag != own, tag))

    def _templates(self) -> list[tuple[str, str]]:
        """Id and subject of each text of the runbook for that audience, that of the message first."""
        incident, audience = self.walk.incident, self.message.audience
        steps = (step for step in incident.runbook.steps() if step.audience == audience)
        names = dict.fromkeys(filter(None, (self.message.template, *(step.template for step in steps))))
        if audience == CUSTOMERS:
            names |= dict.fromkeys(update_templates(incident, self.walk.speech.language))
        return [(name, self._title_of(name)) for name in names]

    def _title_of(self, template: str) -> str:
        walk = self.walk
        wordings = render(walk.incident, template, walk.now, self.message.audience)
        wording = wordings.get(walk.speech.language) or next(iter(wordings.values()), None)
        return clean(str(wording.title)) if wording else template

    def _template(self, answers: Answers) -> str:
        right = answers["right"]
        return right.removeprefix(TEMPLATE) if right.startswith(TEMPLATE) else ""

    def _right(self, answers: Answers) -> Mapping[str, Wording]:
        """What is right, by language."""
        template = self._template(answers)
        if template:
            return render(self.walk.incident, template, self.walk.now, self.message.audience)
        first, *others = self._languages()
        said = {first: answers["right"], **{language: answers[language] for language in others}}
        return {
            tag: Wording(title=FreeText(self._subject(tag)), body=FreeText(words.strip()))
            for tag, words in said.items()
        }

    def _subject(self, language: str = "") -> str:
        wordings = self.message.wordings
        wording = wordings.get(language or self.walk.speech.language) or next(iter(wordings.values()), None)
        return clean_line(str(wording.title)) if wording else ""
