"""Runs any flow: asks its questions one by one, keeps a draft of every key, and answers with its commands.

Letters are words while the field has the focus. Enter takes words, or the choice
under a cursor that was moved there; it never confirms a card. Esc goes one
question back, and out from the first one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Key as KeyPressed
from textual.events import Mount
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input

from incident.application.ports import Summary
from incident.domain.commands import Command
from incident.i18n import N_, _
from incident.tui.keys import settled
from incident.tui.messages import NotDone, RestsRead
from incident.tui.screens.guarding import Guarding
from incident.tui.views.asking import Asking, answers_of, asking_lines, key_lines
from incident.tui.views.foreseen import beside_lines, kept_under, under_lines
from incident.tui.views.lines import STYLES
from incident.tui.widgets.field import Field
from incident.tui.widgets.pane import TALLEST, Pane
from incident.walk.drafts import Drafts
from incident.walk.flows.asking import (
    Answers,
    Card,
    Flow,
    Question,
    Ready,
    begins_with_words,
    has_open_field,
    is_guarded,
)
from incident.walk.flows.conversation import Conversation
from incident.walk.flows.resuming import values_of
from incident.walk.moment import Walk

if TYPE_CHECKING:  # most dialogues need nothing but what they were given
    from collections.abc import Mapping
    from datetime import datetime

    from incident.tui.gateway import Gateway

__all__ = ["Dialogue"]

FIELD_ROWS: Final = 2
"""The field, and the row under it."""


class Dialogue(Guarding, ModalScreen[None]):
    """Asks until the flow is ready, or until Esc."""

    CSS_PATH = "dialogue.tcss"
    COMPONENT_CLASSES = set(STYLES)
    AUTO_FOCUS = ""  # the field has the focus when words are asked for, and only then
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "app.language", N_("language"), id="dialogue.language", tooltip=N_("Change it at once")),
        Binding("escape", "leave", N_("back"), id="dialogue.leave", tooltip=N_("One question back; words are kept")),
        Binding("down,j", "move(1)", N_("down"), id="dialogue.down", tooltip=N_("The next answer, or further down")),
        Binding("up,k", "move(-1)", N_("up"), id="dialogue.up", tooltip=N_("The answer before, or further up")),
        Binding("enter", "take", N_("take"), id="dialogue.take", tooltip=N_("Take the answer under the cursor")),
    ]

    field = query_one("#field", Field)

    def __init__(
        self,
        flow: Flow,
        *,
        drafts: Drafts | None,
        incident: str,
        finish: Callable[[Ready], None],
        perform: Callable[[Command], None] | None = None,
        goes_on: bool = False,
        gateway: Gateway | None = None,
    ) -> None:
        """`goes_on`: take up the draft where it was left, without asking whether to; `gateway` knows who rests."""
        super().__init__()
        self._talk = Conversation(flow, drafts=drafts, incident=incident, goes_on=goes_on)
        self._finish = finish
        self._perform = perform
        self._gateway = gateway
        self._said_of: str | None = None
        """The words in the field of which something was said last."""
        self._is_over = False
        self._unsaid = ""
        """What was to be said before there was a question to say it under."""

    def compose(self) -> ComposeResult:
        """The lines of the dialogue, and the field to type into; beside or under them, what it would come to."""
        with Horizontal(id="room"):
            with Vertical(id="dialogue"):
                yield Pane(asking_lines, id="asking")
                yield Field(id="field", compact=True, select_on_focus=False)
                yield Pane(key_lines, id="keys")
                yield Pane(under_lines, id="under")
            yield Pane(beside_lines, id="beside")
        yield self.small_pane()

    def on_mount(self, event: Mount) -> None:
        """Begin where the draft was left, or ask whether to."""
        self._last_key = event.time
        self.watch(self.field, "value", self._keep, init=False)
        if self._gateway is not None and (wakes := self._talk.wakes) is not None:
            self._talk.say_who_rests(None)
            self._gateway.read_rests(wakes.walk.incident.mode, self)
        self._show()
        if self._unsaid:
            self._complain(self._unsaid)

    def on_rests_read(self, message: RestsRead) -> None:
        """Name those who rest; whoever was chosen already is asked about now, or not."""
        self._learn(message.rests)

    def on_not_done(self, message: NotDone) -> None:
        """Who rests cannot be read: at 3 a.m. nobody waits for that."""
        message.stop()
        self._learn({})

    def _learn(self, rests: Mapping[str, datetime]) -> None:
        self._talk.say_who_rests(rests)
        part = self._talk.part
        if isinstance(part, Question) and self.asking is not None:
            self.asking = replace(self.asking, part=part)
        else:
            self._show()

    @property
    def _is_drawn(self) -> bool:
        """Whether there is anything to draw in: not before it is composed, and no more while it is taken away."""
        return bool(self.query("#asking"))

    def look_again(self) -> None:
        """The language has changed: the same question in it; what is typed or chosen stays."""
        if self._is_drawn and self.asking is not None:
            talk = self._talk
            talk.say_anew()
            if not isinstance(part := talk.part, Ready):
                anew = replace(self.asking, title=talk.title, part=part, said=talk.said, ahead=talk.ahead)
                self.asking = replace(anew, complaint="")

    def renew(self, walk: Walk) -> None:
        """Show what the log has by now, where the dialogue is about that; end it where nothing is left to ask."""
        if not self._is_drawn or self.asking is None or not self._talk.renew(walk):
            return
        part = self._talk.part
        if isinstance(part, Ready):
            self._show()
        else:
            self.asking = replace(self.asking, part=part)

    def renew_list(self, summaries: Sequence[Summary]) -> None:
        """What is open by now may be the very event that is being declared."""
        if self._talk.renew_list(summaries):
            self.look_again()

    def watch_asking(self) -> None:
        """Draw the moment; what is asked leaves room for the field and for the keys, however small the window is."""
        self._leave_room()
        for pane in self.query(Pane):
            pane.view = self.asking

    def on_resize(self) -> None:
        """Another room for what is asked."""
        self.call_after_refresh(self.watch_asking)

    def _leave_room(self) -> None:
        """How tall the pane of the question may become."""
        asking = self.asking
        if asking is None or not self._is_drawn:
            return
        room = self.query_one("#dialogue", Vertical).content_size
        rows = len(asking_lines(asking, room.width or self.size.width, TALLEST)) + 1
        is_card = isinstance(asking.part, Card)  # its keys stand right under it in a tall window too
        self.query_one("#asking").styles.max_height = rows if is_card else None
        if not room.height or (isinstance(asking.part, Question) and asking.part.is_beneath):
            return
        left = room.height - len(key_lines(asking, room.width, room.height)) - FIELD_ROWS * asking.is_typing
        kept = kept_under(asking, room.width, left) if self.query_one("#under").display else 0
        self.query_one("#asking", Pane).tallest = max(1, left - kept)

    def _show(self) -> None:
        """Ask what comes next, or answer."""
        part = self._talk.part
        if isinstance(part, Ready):
            if self._is_over:
                return  # who rests was read after all was said
            self._is_over = True
            self._talk.lend()
            settle = partial(_settled, self._talk, part.keeps)
            self._finish(replace(part, settle=settle))  # before the next key, which dismissing would not promise
            if not part.commands and part.leads is None:
                settle(True)  # noqa: FBT003  (there was nothing to write)
            self.dismiss(None)
            return
        ahead = self._talk.ahead
        self.asking = Asking(title=self._talk.title, part=part, said=self._talk.said, ahead=ahead)
        self.set_class(bool(ahead), "-foreseen")
        self.field.wants_typing = is_guarded(part)
        self.set_class(isinstance(part, Card) and not part.phrase, "-card")
        self.set_class(isinstance(part, Question) and part.is_beneath, "-beneath")
        words = self._talk.interrupted_words
        if words or begins_with_words(part):
            suggestion = part.suggestion if isinstance(part, Question) else ""
            self._type(words or self._talk.words_for(part.id, suggestion))
        else:
            self._choose()

    def _type(self, words: str) -> None:
        self.add_class("-typing")
        with self.prevent(Input.Changed):  # nobody has typed: what was said of the question still holds
            self.field.value = words
        self.field.cursor_position = len(words)
        self.set_focus(self.field)  # at once: the next key is already on its way
        self.asking = self._asking(is_typing=True, is_prefilled=bool(words))

    def _choose(self) -> None:
        self.remove_class("-typing")
        self.set_focus(None)
        self.asking = self._asking(is_typing=False)

    def _asking(self, **changes: object) -> Asking | None:
        return replace(self.asking, **changes) if self.asking else None  # type: ignore[arg-type]  # fields by name

    def _answer(self, words: str) -> None:
        """Take the answer, or say what is wrong with it."""
        complaint = self._talk.complaint(words)
        if complaint:
            self._complain(complaint)
            return
        command = self._talk.take(words)
        if command is not None and self._perform is not None:
            self._perform(command)
        self._show()

    def say(self, words: str) -> None:
        """Under the question, where complaints stand too."""
        self._complain(words)

    def _complain(self, words: str) -> None:
        if self._is_drawn and self.asking is not None:
            self._said_of = self.field.value
            self.asking = replace(self.asking, complaint=words)
        else:
            self._unsaid = words

    announce = say  # what happened elsewhere; the page below keeps it for afterwards

    def _keep(self, words: str) -> None:
        """Every key goes to the draft, before it is drawn."""
        if self.asking is not None and self.asking.is_typing:
            self._talk.keep(words)

    def on_input_changed(self, _event: Input.Changed) -> None:
        """What was wrong with the words may be right now; a number alone stands for the answer beside the field."""
        asking = self.asking
        if asking is not None and asking.is_typing:
            numbered = asking.numbered(self.field.value)
            chosen = asking.choices.index(numbered) if numbered else None
            complaint = asking.complaint if self.field.value == self._said_of else ""
            self.asking = self._asking(complaint=complaint, chosen=chosen)

    def on_field_paste_refused(self, _message: Field.PasteRefused) -> None:
        """A phrase is typed by somebody who reads it."""
        self._complain(_("Type the phrase; pasting it does not count."))

    async def take_key(self, event: KeyPressed) -> bool:
        """Deal with the key now, if it is the dialogue's; whether it was."""
        self._calm, self._last_key = event.time - self._last_key, event.time
        asking = self.asking
        if asking is None or self.let_go():
            return asking is not None
        if not asking.is_typing:
            return self._chosen_by(asking, event)
        if event.key in {"down", "up"}:
            self.action_move(1 if event.key == "down" else -1)
            return True
        if event.key not in {"enter", "escape", "tab"}:
            return False
        await settled(self.field)
        match event.key:
            case "enter":
                self._submit(self.field.value)
            case "escape":
                self.action_leave()
            case "tab":
                self._turn(asking)
        return True

    def _turn(self, asking: Asking) -> None:
        """Tab: what goes with the words changes, and the words stay; or they are completed."""
        part, words = asking.part, self.field.value
        if isinstance(part, Question) and part.complete is not None:
            self.field.value = part.complete(words)  # the change is kept and drawn as one that was typed
            self.field.cursor_position = len(self.field.value)
        if isinstance(part, Question) and part.tab is not None:
            self._talk.set(part.tab, words)
            self._show()
            self._type(words)

    def _chosen_by(self, asking: Asking, event: KeyPressed) -> bool:
        """Digits choose an answer, a card's own keys confirm it, `t` begins to type; all else does nothing, aloud."""
        pressed, part = event.character or "", asking.part
        found = answers_of(asking, pressed)
        if found:
            self._take(part, pressed, found[0])
        elif pressed == "t" and isinstance(part, Question) and part.is_typed:
            self._type(self._talk.words_for(part.id))
        elif event.is_printable and event.key not in self.active_bindings:
            self._refuse_key(asking, _("Space") if pressed == " " else pressed)
        else:
            return False
        return True

    def _submit(self, words: str) -> None:
        """Take the words; a phrase has to be the one that is asked for."""
        part = self._talk.part
        if isinstance(part, Card) and values_of(words) != values_of(part.phrase):
            self._complain(_("That is not the phrase. Nothing happened."))
            return
        if isinstance(part, Card) and not self._has_rested(_("Enter")):
            return  # a paste that the terminal does not mark ends with it
        numbered = self.asking.numbered(words) if self.asking else None
        self._answer(words if numbered is None else numbered.value)

    def action_take(self) -> None:
        """Take the choice under the cursor, where there is one; a card does not know Enter."""
        asking = self.asking
        if asking is None or asking.is_typing:
            return
        if asking.choices and asking.chosen is not None:
            self._answer(asking.choices[asking.chosen].value)
        else:
            self._refuse_key(asking, _("Enter"))

    def action_move(self, rows: int) -> None:
        """Move the cursor over the choices, or scroll the text, with the arrows also while words are typed."""
        asking = self.asking
        if asking is None or (asking.is_typing and asking.choices):
            return
        if asking.choices:
            place = (-1 if rows > 0 else len(asking.choices)) if asking.chosen is None else asking.chosen
            self.asking = replace(asking, chosen=max(0, min(len(asking.choices) - 1, place + rows)), complaint="")
        else:
            self.asking = replace(asking, scrolled=max(0, asking.scrolled + rows))

    def action_leave(self) -> None:
        """From the field to its choices, else one question back, else out; words that were typed stay."""
        asking = self.asking
        typed = self.field.value if asking and asking.is_typing else ""
        if asking is not None and asking.is_typing and asking.choices and not has_open_field(asking.part):
            self._talk.park(typed)
            self._choose()
        elif self._talk.go_back(typed):
            self._show()
        else:
            self._talk.leave(typed)
            self.dismiss(None)


def _settled(talk: Conversation, keeps: Answers, is_written: bool) -> None:  # noqa: FBT001  (what the log says)
    if is_written:
        talk.end(keeps)
    else:
        talk.stay()
