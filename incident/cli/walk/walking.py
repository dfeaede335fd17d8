"""The walk in line mode: what is new, the step if it is another one, a prompt, one line, and what that line asks for.

What others and the clocks do while it waits is said at once, and the prompt again. Each step is read once. A word acts
on the step that was read before it was typed, whatever others did meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from incident.application.ports import Person
from incident.cli.walk import sheets
from incident.cli.walk.asker import Asker
from incident.cli.walk.lines import Lines, Typed
from incident.cli.walk.messaging import message_flow, message_lines
from incident.cli.walk.news import News
from incident.cli.walk.place import Place
from incident.cli.walk.reading import detail_lines, head_lines, prompt_words, step_lines
from incident.cli.walk.requests import listed_first
from incident.cli.walk.undoing import UndoFlow
from incident.cli.walk.vocabulary import Said, help_lines, understood, usual_words
from incident.cli.walk.voice import Left, Voice
from incident.domain.commands import Command, DeclareIncident, UndoMark
from incident.i18n import _, current, next_after, use
from incident.walk.drafts import Drafts
from incident.walk.flows.asking import Flow, Ready
from incident.walk.flows.beginning import NowFlow
from incident.walk.flows.cases.every import CASE_FLOWS
from incident.walk.flows.erasing import EraseFlow
from incident.walk.flows.evidence import EVIDENCE_FLOWS
from incident.walk.flows.law import LAW_FLOWS
from incident.walk.half_typed import with_half_typed
from incident.walk.looking import ends_look
from incident.walk.moment import Walk
from incident.walk.redoing import again, again_on_walk, taken_back, unread_words
from incident.walk.returning import held_by, return_rows
from incident.walk.standing import closed_words
from incident.walk.undoing import later_act
from incident.walk.verbs import Begun, Nothing, Verbs

__all__ = ["Walking"]

MOST: Final = 500
"""Entries of the timeline that are said at once."""


class Walking:
    """One person walks one incident."""

    def __init__(
        self, *, place: Place, lines: Lines, voice: Voice, people: Sequence[Person], drafts: Drafts | None
    ) -> None:
        self._place = place
        self._voice = voice
        self._people = tuple(people)
        self._drafts = drafts
        self._read: tuple[object, ...] = ()
        self._is_left = self._has_told_half = False
        walk = place.seen()
        self._news = News(walk, place.entries())
        self._asker = Asker(
            lines=lines,
            voice=voice,
            drafts=drafts,
            incident=walk.incident.id,
            renewed=self._renewed,
            reads=self._says_alone,
            speaks_another=self._speak_another,
        )

    def run(self) -> None:
        """Walk until it is left, or the lines end; the place is kept in either case."""
        self._voice.say(*head_lines(self._place.seen()), usual_words())
        try:
            self._take_up()
            while not self._is_left:
                self._tell()
                typed = self._asker.typed(prompt_words(self._place.seen()), self._break_in)
                self._voice.say(*self._caught_up())
                self._obey(typed)
        except Left:
            self._voice.interrupt(_("Left. The place is kept."))

    def _take_up(self) -> None:
        """Go on with the question in which the program ended the last time, or with what comes before every step."""
        walk = self._place.seen()
        draft = self._drafts.interrupted(walk.incident.id) if self._drafts else None
        flow = self._verbs(walk).named(draft.flow) if draft else None
        if flow is not None:
            self._ask(flow, goes_on=True)
        elif walk.incident.now_unanswered and walk.can_write:
            self._ask(NowFlow(walk=walk))

    def _tell(self) -> None:
        """Say what is new, and the step if it is another one than was read."""
        self._place.pass_time()
        self._voice.say(*self._place.read())
        walk = self._seen()
        shown = _shown(walk)
        reads_step, self._read = shown != self._read, shown
        self._voice.say(*self._news.of(walk, self._place.entries(self._news.heard), reads_step=reads_step))
        if reads_step:
            self._voice.say(*step_lines(walk, walk.shown))

    def _break_in(self, prompt: str) -> None:
        """Say at once what comes while no line is ended, and prompt again.

        Half a line is in the terminal's hands, which keeps it: that is said once.
        """
        if said := self._caught_up():
            half = "" if self._has_told_half else _("If you had typed half a line, it still counts: go on with it.")
            self._voice.interrupt(*said, half)
            self._voice.prompt(prompt)
            self._has_told_half = True

    def _caught_up(self) -> list[str]:
        """What came since the prompt; the step that was read stays the one that the next word is about."""
        self._place.pass_time()
        before, shown = self._place.look, self._place.seen().shown
        self._place.look = shown.step.id if shown else None
        said = tuple(self._place.read())
        self._place.look = before
        entries = self._place.entries(self._news.heard)
        return [*said, *self._news.since_prompt(self._seen(), entries)]

    def _obey(self, typed: Typed) -> None:
        said = None if typed.is_pasted else understood(typed.words)
        if typed.is_pasted:
            count = len(typed.lines)
            self._voice.say(_("{count} lines came at once, as if pasted: nothing was done.").format(count=count))
        elif said is None and not typed.words.strip():
            self._voice.say(usual_words())
        elif said is None:
            self._voice.say(
                _("'{key}' does nothing here. ? says what can be typed, q leaves.").format(key=typed.words.strip())
            )
        elif said.name in BEGUN:
            self._voice.say(*(self._back() if said.name == "hold" else ()))
            self._begin(BEGUN[said.name])
        elif said.name in LAW_FLOWS:
            self._begin(lambda verbs: verbs.law(said.name))
        elif said.name == "evidence-erase":
            self._begin(lambda verbs: EraseFlow(walk=verbs.walk, naming=self._place.naming))
        elif said.name in EVIDENCE_FLOWS:
            self._begin(lambda verbs: EVIDENCE_FLOWS[said.name](verbs.walk, verbs.people))
        elif said.name == "case-call" or said.name in CASE_FLOWS:
            self._case(said)
        elif said.name.startswith("resource-"):
            self._resource(said)
        elif not self._says(said):
            self._do(said)

    def _back(self) -> Iterator[str]:
        """Where somebody was who goes on from a hold."""
        walk = self._place.seen()
        held = held_by(walk)
        if held is not None and held.progress is not None:
            entries = self._place.entries(held.progress.seq)
            for label, words in return_rows(walk, entries, held.progress.at):
                yield _("{label}: {words}").format(label=label, words=words) if label else words

    def _case(self, said: Said) -> None:
        """Begin what is to be done about the cases that were named."""
        from incident.cli.walk.casework import called_back, case_flow  # here: few incidents have cases

        walk = self._place.seen()
        if not walk.is_open and said.name not in ("case-content", "case-erase"):
            self._voice.say(closed_words())
            return
        if said.name == "case-call":
            found = called_back(self._place, said.rest)
        else:
            found = case_flow(said.name, self._place, self._people, said.rest)
        if isinstance(found, list):
            self._voice.say(*found)
        else:
            self._ask(found)

    def _resource(self, said: Said) -> None:
        """Begin what is to be done about resources."""
        from incident.cli.walk.resourcing import resource_flow  # here: few nights ask for any

        walk = self._place.seen()
        if not walk.is_open:
            self._voice.say(closed_words())
            return
        found = resource_flow(said.name, walk, self._people, self._place.stock(), said.rest)
        if isinstance(found, list):
            self._voice.say(*found)
        else:
            self._ask(found)

    def _says_alone(self, typed: str) -> bool:
        """Say what a whole word asks to hear, in the middle of a dialogue; a letter alone may be meant for that."""
        said = understood(typed) if len(typed.strip()) > 1 else None
        return said is not None and not said.rest and self._says(said)

    def _says(self, said: Said) -> bool:
        """Say it, where nothing else was asked for; whether it was."""
        walk = self._place.seen()
        match said.name:
            case name if name in HEARD:
                self._voice.say(*HEARD[name](walk))
            case "messages" if not said.rest:
                self._voice.say(*message_lines(walk))
            case "list" if not said.rest:
                self._voice.say(*sheets.whole(walk))
            case "timeline":
                count = min(int(said.rest), MOST) if said.rest.isdecimal() else sheets.LAST
                self._voice.say(*sheets.last_entries(walk, self._place.entries(), count))
            case "cases":
                from incident.cli.walk.casework import case_lines  # here: few incidents have cases

                self._voice.say(*case_lines(walk, self._place.case_words(), said.rest))
            case "briefing":
                self._voice.say(*sheets.briefing_lines(walk, self._place.entries()))
            case "help":
                self._voice.say(*help_lines(), usual_words())
            case _:
                return False
        return True

    def _do(self, said: Said) -> None:
        """What is neither begun at once nor only heard."""
        match said.name:
            case "option":
                self._begin(lambda verbs: verbs.option(int(said.rest)))
            case "undo":
                self._begin(self._undo)
            case "redo":
                self._begin(self._redo)
            case "next" | "before":
                self._place.look = self._place.seen().beside(1 if said.name == "next" else -1)
            case "current":
                self._place.look, self._read = None, ()
            case "list":
                self._look(said.rest)
            case "messages":
                self._messages(said.rest)
            case "language":
                self._speak_another()
            case _:
                self._is_left = True
                self._voice.say(_("Left. The place is kept."), *self._place.unsent())

    def _speak_another(self) -> None:
        """Go to the next language; the step is read in it."""
        use(next_after(current()))
        self._read = ()

    def _begin(self, verb: Callable[[Verbs], Begun]) -> None:
        """Do it to the step that was read, as it stood when the line came."""
        begun = listed_first(verb(self._verbs(self._seen())))
        if isinstance(begun, Nothing):
            self._voice.say(begun.words)
        elif isinstance(begun, Ready):
            self._finish(begun.commands, begun.said)
        else:
            self._ask(begun)

    def _ask(self, flow: Flow, *, goes_on: bool = False) -> None:
        self._asker.run(self._place.with_rests(flow), self._finish, self._break_in, goes_on=goes_on)

    def _finish(self, commands: Sequence[Command | DeclareIncident], said: str) -> bool:
        """Give the commands to the log, up to the first that it does not take; whether nothing has to be kept."""
        words = [said]
        for command in commands:
            outcome, more, is_kept = self._place.act(command)
            if outcome is None:
                self._voice.say(*more)
                return not is_kept
            self._news.did(outcome.entries)
            words += [*more, *self._place.send(outcome)]
        if said and ends_look(commands):
            self._place.look = None
        self._voice.say(*words)
        return True

    def _undo(self, verbs: Verbs) -> Begun:
        """The dialogue that takes the last mark back."""
        walk = verbs.walk
        mark = walk.undoable()
        if not walk.is_open or mark is None:
            return Ready(commands=(UndoMark(by=walk.person),))  # the rules say why not
        later = later_act(self._place.entries(), walk.person)
        return UndoFlow(walk=walk, mark=mark, later=later)

    def _redo(self, verbs: Verbs) -> Begun:
        """What was taken back last, as a command."""
        walk = verbs.walk
        entry = taken_back(self._place.entries(), walk.person)
        command = again(entry, walk.incident, walk.person) if entry is not None else None
        if entry is None or command is None:
            return Nothing(words=unread_words(entry, walk.speech))
        return Ready(commands=(command,), said=again_on_walk(entry, walk))

    def _look(self, number: str) -> None:
        """Look at the step of that number."""
        items = self._place.seen().checklist.items
        found = next((item for item in items if item.number == number.casefold()), None)
        if found is None:
            self._voice.say(_("There is no step {number}.").format(number=number))
            return
        self._place.look, self._read = found.step.id, ()

    def _messages(self, rest: str) -> None:
        """Every message; or what is asked for of one."""
        walk = self._place.seen()
        flow = message_flow(walk, rest, self._people)
        if flow is None:
            self._voice.say(*message_lines(walk))
        else:
            self._ask(flow)

    def _renewed(self) -> Walk:
        """The moment as it is after an act in the middle of a dialogue."""
        self._voice.say(*self._place.read())
        return self._place.seen()

    def _seen(self) -> Walk:
        """The moment, and what whoever sits here has half typed."""
        return with_half_typed(self._place.seen(), self._drafts)

    def _verbs(self, walk: Walk) -> Verbs:
        return Verbs(walk=walk, people=self._people)


def _shown(walk: Walk) -> tuple[object, ...]:
    """What makes it another step: which one it is, or what is left where none can be worked."""
    if walk.shown is not None:
        return (walk.shown.step.id, current())
    return (walk.is_open, *(item.step.id for item in walk.checklist.open_work), current())


BEGUN: Final[Mapping[str, Callable[[Verbs], Begun]]] = {
    "done": Verbs.as_expected,
    "take": Verbs.take,
    "hold": Verbs.hold,
    "now": Verbs.now,
    "note": Verbs.note,
    "paper": Verbs.paper,
    "answer": Verbs.questions,
    "fact": Verbs.fact,
    "up": Verbs.raise_tier,
    "down": Verbs.lower_tier,
    "roles": Verbs.roles,
    "call": Verbs.call,
    "hand-over": Verbs.hand_over,
    "call-off": Verbs.call_off,
    "take-command": Verbs.take_command,
    "update": Verbs.update,
    "close": Verbs.close,
    "not-expected": lambda verbs: verbs.of_step("not-expected"),
    "defer": lambda verbs: verbs.of_step("defer"),
    "rule-out": lambda verbs: verbs.of_step("rule-out"),
    "override": lambda verbs: verbs.of_step("override"),
    "ask": lambda verbs: verbs.of_step("ask"),
}
"""What a verb begins, by its name."""
HEARD: Final[Mapping[str, Callable[[Walk], Iterable[str]]]] = {
    "details": detail_lines,
    "where": sheets.where_lines,
    "clocks": sheets.clock_lines,
    "people": sheets.people_lines,
    "law": sheets.law_lines,
    "evidence": sheets.evidence_lines,
    "resources": sheets.resource_lines,
}
"""What is only said, by its name."""
