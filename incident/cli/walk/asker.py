"""Asks what a flow asks, a line each, and gives its commands to the log once everything was answered.

Apart from the walk around it. A dot goes one question back, as Esc does on a screen; a card takes its own word and no
letter, and where it wakes or tells people, nothing that was typed or pasted before it could be read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from incident.cli.walk.lines import Lines, Typed
from incident.cli.walk.vocabulary import confirms, own_word, understood
from incident.cli.walk.voice import Left, Voice
from incident.domain.commands import Command
from incident.domain.events import NoteKind
from incident.i18n import _
from incident.walk.drafts import Drafts
from incident.walk.flows.asking import Card, Choice, Flow, Part, Question, Ready, begins_with_words, is_stray
from incident.walk.flows.conversation import Conversation
from incident.walk.flows.resuming import values_of
from incident.walk.keys import CALM
from incident.walk.moment import Walk
from incident.wording.cells import cut
from incident.wording.milestones import note_kind_word

__all__ = ["Asker"]

BACK: Final = "."
AGAIN: Final = "?"
_HINTED: Final = 400
"""Cells of the words that Enter alone takes; more of them would hide the question."""

Finish: TypeAlias = Callable[[Sequence[Command], str], bool]
"""Gives the commands to the log and says the words; whether they need not be kept."""

Idle: TypeAlias = Callable[[str], None]
"""Called now and then while no line is ended, with the prompt that stands there."""


class Asker:
    """Asks one person."""

    def __init__(
        self,
        *,
        lines: Lines,
        voice: Voice,
        drafts: Drafts | None,
        incident: str,
        renewed: Callable[[], Walk],
        reads: Callable[[str], bool],
        speaks_another: Callable[[], None],
    ) -> None:
        """`renewed` reads the incident again after an act in the middle of a dialogue.

        `speaks_another` goes to the next language.

        `reads` says what a word only asks to hear, and whether it was such a word: a card that wakes nobody waits.
        """
        self._lines = lines
        self._voice = voice
        self._drafts = drafts
        self._incident = incident
        self._renewed = renewed
        self._reads = reads
        self._speaks_another = speaks_another
        self._has_told_way_back = False
        self._refused = ""
        """Words that were complained of: they are offered again when the question is."""

    def run(self, flow: Flow, finish: Finish, idle: Idle, *, goes_on: bool = False) -> None:
        """Ask until the flow is ready, or until the person turns away.

        Raises:
            Left: the lines have ended; what was answered is kept.
        """
        talk = Conversation(flow, drafts=self._drafts, incident=self._incident, goes_on=goes_on)
        if not isinstance(talk.part, Ready):
            self._voice.say(talk.title)
        while not isinstance(part := talk.part, Ready):
            answer = self._card(part, talk, idle) if isinstance(part, Card) else self._question(part, talk, idle)
            if answer is None:
                if isinstance(part, Card) and part.is_guarded:
                    self._voice.say(_("Nothing happened."))
                elif talk.go_back(""):
                    continue
                talk.leave(self._refused)
                return
            if talk.follows:
                talk.renew(self._renewed())
            command = talk.take(answer)
            if command is not None and not finish([command], ""):
                talk.stay()
                return
            if command is not None:
                talk.renew(self._renewed())
        if finish(part.commands, part.said):
            talk.end(part.keeps)
        else:
            talk.stay()

    def typed(self, prompt: str, idle: Idle) -> Typed:
        """What is typed next.

        Raises:
            Left: nothing more comes.
        """
        self._voice.prompt(prompt)
        typed = self._lines.next(lambda: idle(prompt))
        if typed is None:
            raise Left
        return typed

    def _question(self, part: Question, talk: Conversation, idle: Idle) -> str | None:
        """The answer; None to go back."""
        offered = talk.interrupted_words.rstrip() or talk.words_for(part.id, part.suggestion)
        kept = next((each for each in part.choices if offered and each.value == offered), None)
        refused = "" if kept or not _complaint(part, offered) else offered  # Enter alone would be refused again
        offered = kept.words if kept else "" if refused else offered
        self._voice.say(*_asked(part), *_refused(refused), *self._hints(cut(offered, _HINTED)))
        self._refused = ""
        while True:
            words = self.typed(_("Answer: "), idle).words.strip()
            if words == BACK:
                return None
            another = self._in_another_language(words, talk, is_word=_may_be_words(part, words))
            part = another if isinstance(another, Question) else part
            if words == AGAIN or another is not None:
                self._voice.say(*_asked(part), *self._hints(cut(offered, _HINTED), again=True))
                continue
            chosen = kept if kept and not words else _chosen(part, words)
            if chosen is not None:
                self._voice.say(chosen.words)
                return chosen.value
            answer = words or offered
            complaint = _complaint(part, answer)
            if not complaint:
                return answer
            if part.is_typed and answer:
                self._refused = answer
                talk.keep(answer)
            self._voice.say(complaint)

    def _in_another_language(self, words: str, talk: Conversation, *, is_word: bool = False) -> Part | None:
        """The same part in the next language, if that was asked for; where a letter is a word, by the whole word."""
        said = understood(words)
        if said is None or said.name != "language" or (is_word and len(words) == 1):
            return None
        self._speaks_another()
        talk.say_anew()
        return talk.part

    def _hints(self, offered: str, *, again: bool = False) -> Sequence[str]:
        """What Enter takes, and the way back: told once, and whenever somebody asks `again`."""
        hints = [_("Enter alone takes: {words}").format(words=offered)] if offered else []
        if again or not self._has_told_way_back:
            self._has_told_way_back = True
            hints.append(_("A dot alone goes back; what was answered is kept."))
        if again:
            hints.append(_("The word 'language' changes the language."))
        return hints

    def _card(self, card: Card, talk: Conversation, idle: Idle) -> str | None:
        """The value of the word that confirms; None if another line was typed.

        Raises:
            Left: the word that leaves was typed, or nothing more comes.
        """
        self._voice.say(card.words, *card.notes, *_ways(card), *self._hints(""))
        if card.is_guarded:
            self._lines.forget()
        while True:
            typed = self.typed(_("Answer: ") if _is_choice(card) else _("Confirm: "), idle)
            if card.is_guarded and self._lines.is_terminal and (typed.is_pasted or typed.seconds < CALM):
                self._voice.say(_("That came too fast after the question, and was not taken. Type it again."))
                continue
            value = _confirmed(card, typed.words)
            if value is not None:
                return value
            if card.is_guarded or typed.words.strip() == BACK:
                return None
            another = None if typed.is_pasted else self._in_another_language(typed.words.strip(), talk)
            card = another if isinstance(another, Card) else card
            if typed.words.strip() == AGAIN or another is not None:
                self._voice.say(card.words, *card.notes, *_ways(card), *self._hints("", again=True))
                continue
            if _leaves(typed):
                raise Left
            if typed.is_pasted or not self._reads(typed.words):
                self._voice.say(_("'{key}' does nothing here.").format(key=typed.words.strip()))


def _asked(part: Question) -> Sequence[str]:
    """The question, what helps, and the answers with what is typed for them."""
    notes = part.notes
    if part.tab is not None:
        kinds = _(", ").join(f"{kind.value} {note_kind_word(kind)}" for kind in NoteKind)
        notes = (_("A letter and a colon before the words change the kind: {kinds}").format(kinds=kinds),)
    said = _("{title}: {words}")
    return [part.words, *notes, *(said.format(title=key, words=each.words) for key, each in _numbered(part))]


def _numbered(part: Question) -> Sequence[tuple[str, Choice]]:
    """Each answer with its number: its place, or its value where the values are numbers themselves."""
    are_numbers = all(choice.value.isdecimal() for choice in part.choices)
    return [(each.value if are_numbers else str(n), each) for n, each in enumerate(part.choices, start=1)]


def _chosen(part: Question, words: str) -> Choice | None:
    """The answer of that number, or of those words."""
    named = [each for key, each in _numbered(part) if words == key]
    said = [each for each in part.choices if words.casefold() in (each.value.casefold(), each.words.casefold())]
    return next(iter(named or said), None)


def _complaint(part: Question, words: str) -> str:
    if not words and not part.may_be_empty:
        return _("Type a word or two, or a dot to go back.")
    if part.choices and not part.is_typed:
        return _("Type the number of an answer, or a dot to go back.")
    return part.complaint(words)


def _ways(card: Card) -> Sequence[str]:
    """What has to be typed, and what happens otherwise."""
    said = _("Type {word}: {words}")
    keys = [said.format(word=own_word(key.word), words=key.words) for key in card.keys]
    phrase = [_("Type {phrase} to do it.").format(phrase=card.phrase)] if card.phrase else []
    return [*keys, *phrase, _("Anything else: nothing happens.") if card.is_guarded else ""]


def _refused(words: str) -> Sequence[str]:
    """What was typed here before, and cannot be taken as it is."""
    return [_("Typed before, and not taken: {words}").format(words=cut(words, _HINTED))] if words else []


def _may_be_words(part: Question, typed: str) -> bool:
    """Whether that can be an answer in words, and no key that somebody meant."""
    return begins_with_words(part) and not is_stray(part, typed)


def _leaves(typed: Typed) -> bool:
    """Whether it is the word that leaves, which the first lines name: where nothing is typed in words, it holds too."""
    said = None if typed.is_pasted else understood(typed.words)
    return said is not None and said.name == "leave"


def _is_choice(card: Card) -> bool:
    """Whether it only asks which way to go on: nothing is confirmed by that."""
    return not card.is_guarded and not card.phrase and len(card.keys) > 1


def _confirmed(card: Card, words: str) -> str | None:
    if card.phrase:
        return words if values_of(words) == values_of(card.phrase) else None
    return next((key.value for key in card.keys if confirms(words, key.word)), None)
