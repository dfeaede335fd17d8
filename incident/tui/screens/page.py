"""What every full screen has: the style names, the notice row, the help key, and a sentence when it is too small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, Generic, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Key, Resize, ScreenResume
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Input

from incident.i18n import N_, _
from incident.tui.keys import LEAST_HEIGHT, LEAST_WIDTH, is_small, key_word, keys_in_force
from incident.tui.messages import LineBack, LogBack, NotDone
from incident.tui.session import Session
from incident.tui.views.lines import STYLES, Line, line, wrap
from incident.tui.views.notice import offline_words
from incident.tui.widgets.hint_bar import HintBar, KeyHint
from incident.tui.widgets.pane import Pane
from incident.walk.keys import key_of
from incident.wording.sentences import in_a_row

if TYPE_CHECKING:  # the first frame waits for none of it
    from textual.binding import ActiveBinding
    from textual.widget import Widget

    from incident.application.ports import Cut, Summary
    from incident.domain.commands import Command
    from incident.tui.views.hints import Hint
    from incident.tui.views.notice import Notice
    from incident.tui.views.palette import Place
    from incident.walk.flows.asking import Flow, Ready
    from incident.walk.moment import Walk
    from incident.wording.speech import Speech

__all__ = ["Asks", "Page", "small_lines"]

ResultT = TypeVar("ResultT")
BREADTHS = [(0, "-narrow"), (LEAST_WIDTH, "-wide"), (116, "-broad")]
HEIGHTS = [(0, "-low"), (LEAST_HEIGHT, "-high")]
INTERRUPT: Final = Binding(  # of a screen: Textual's own for this key is one, and says nothing
    "ctrl+c",
    "app.interrupt",
    N_("copy selected"),
    id="app.interrupt",
    show=False,
    tooltip=N_("Copy what is selected; else say how to leave. It stops nothing"),
)


class Asks(Screen[ResultT], Generic[ResultT]):
    """A screen over a page that takes keys itself."""

    HORIZONTAL_BREAKPOINTS = BREADTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    unseen_field: Input | None = None
    """The field that somebody types into, while the window is too small to draw it."""
    was_struck_away = False
    """Whether a key that was none of its own ended it: what comes in the same breath is not meant for the page."""
    BINDINGS: ClassVar[list[BindingType]] = [
        # The program's own does not reach a modal screen.
        Binding("question_mark", "app.help", N_("keys"), id="app.help", tooltip=N_("All keys of this screen")),
        Binding(
            "exclamation_mark",
            "app.call",
            N_("call for help"),
            id="app.call",
            tooltip=N_("Who would come, and how; in an exercise, pause or stop it"),
        ),
        Binding(
            "ctrl+p", "app.palette", N_("palette"), show=False, id="app.palette", tooltip=N_("Find and do anything")
        ),
        INTERRUPT,
    ]

    async def take_key(self, event: Key) -> bool:
        """Deal with the key now, if it is meant for this screen; whether it was."""
        raise NotImplementedError

    def small_pane(self) -> Pane[bool]:
        """The sentence that stands alone where the window is too small."""
        return Pane(lambda _view, width, height: small_lines(self._small_words(), width, height), id="small")

    def _small_words(self) -> str:
        """What the page below says, and that this screen comes back."""
        pages = (screen for screen in reversed(self.app.screen_stack) if isinstance(screen, Page))
        page = next(pages, None)
        waits = _("What was open here comes back as it was.")
        return in_a_row(page.small_words() if page is not None else "", waits)

    @on(Resize)
    def _keep_focus(self, event: Resize) -> None:
        """Textual takes the focus from what is not drawn: who typed types on when the window has grown again."""
        for pane in self.query("#small").results(Pane):
            pane.view = True
        if is_small(event.size):
            self.unseen_field = self.focused if isinstance(self.focused, Input) else self.unseen_field
        elif self.unseen_field is not None:
            self.set_focus(self.unseen_field)
            self.unseen_field = None

    def take_unseen(self, event: Key) -> None:
        """A letter still goes where it was meant; no other key acts on what is not drawn."""
        if self.unseen_field is not None and event.is_printable:
            self.unseen_field.insert_text_at_cursor(event.character or "")

    def look_again(self) -> None:
        """The language or the people have changed."""

    def renew(self, walk: Walk) -> None:
        """The page below has another moment of its incident; most screens show the one they were opened at."""

    def renew_list(self, summaries: Sequence[Summary]) -> None:
        """Home below has another list of what is open; most screens have nothing to do with it."""

    def tick(self) -> None:
        """A second has gone: draw what shows it; most screens over a page show no time."""

    def announce(self, words: str) -> None:
        """Say what happened elsewhere; a screen without a row for it leaves that to the page below."""

    def withdraw(self, words: str) -> None:
        """Say that no more, if it still stands."""

    def let_go(self) -> bool:
        """Whether a key was waiting to have come alone; it has not, and does not count."""
        return False

    def line_to_copy(self) -> str:
        """What `y` copies here; '' for nothing."""
        return ""

    def say(self, words: str) -> None:
        """Show one sentence until the next key."""

    def own_keys(self) -> Mapping[str, str]:
        """The keys of what is asked now, each with what it does: before its bindings, and instead of them."""
        return {}


class Page(Screen[None]):
    """A full screen of the program."""

    BINDINGS: ClassVar[list[BindingType]] = [INTERRUPT]
    COMPONENT_CLASSES = set(STYLES)
    HORIZONTAL_BREAKPOINTS = BREADTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    notice: reactive[Notice | None] = reactive(None, init=False, repaint=False)
    _has_to_be_read = False
    """Whether the notice stays until somebody presses a key with this page in front of them."""

    _in_force: tuple[Widget | None, dict[str, ActiveBinding]] | None = None

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys in force, found once for each widget in focus: no action of ours comes and goes by itself."""
        if self._in_force is None or self._in_force[0] is not self.focused:
            self._in_force = self.focused, super().active_bindings
        return self._in_force[1]

    def look_again(self) -> None:
        """Make the view anew: the language, the clock or the people have changed."""
        raise NotImplementedError

    def line_to_copy(self) -> str:
        """What `y` copies here."""
        raise NotImplementedError

    def tick(self) -> None:
        """A second has gone: draw what shows it."""
        self.look_again()

    def speech(self) -> Speech:
        """How things are called here."""
        return self.session.speech()

    def say(self, words: str, *, refused: bool = False) -> None:
        """Show one sentence in the last row until the next key; a refusal until the next that is pressed here."""
        self._has_to_be_read = refused
        self.notice = (words, refused)

    def announce(self, words: str) -> None:
        """Say what happened elsewhere and concerns everybody."""
        self.say(words)
        self._has_to_be_read = True

    def withdraw(self, words: str) -> None:
        """Say that no more, if it still stands."""
        if self.notice == (words, False):
            self.notice = None

    def touched(self, _calm: float) -> None:
        """Somebody pressed a key, here or on what lies over it, so many seconds after the key before.

        What was said of an act is old by then, and may not be so any more when what lies over it is gone.
        """
        if not self._has_to_be_read:
            self.notice = None

    async def take_key(self, event: Key) -> bool:
        """A key takes the last notice away; one that is not in use says so."""
        self.notice = None
        if event.is_printable and event.key not in self.active_bindings:
            said = _("'{key}' does nothing here. {help} shows the keys.")
            self.say(
                said.format(
                    key=key_word(event.key) if event.key == "space" else event.character, help=key_of("app.help", "?")
                )
            )
            return True
        return False

    def on_not_done(self, message: NotDone) -> None:
        """Say the refusal in one sentence."""
        from incident.wording.trouble import say_trouble  # here: mostly nothing goes wrong

        message.stop()
        words = say_trouble(message.reason, self.speech(), self.session.gateway.now())
        self.say(words, refused=True)
        if isinstance(self.app.screen, Asks):
            self.app.screen.announce(words)

    def on_log_back(self, _message: LogBack) -> None:
        """Take back that it cannot be used; what an act came to meanwhile says so itself."""
        from incident.wording.trouble import log_back_words  # here: as above

        words = log_back_words()
        if self.notice is None or self.notice[1]:
            self.announce(words)
        if isinstance(self.app.screen, Asks):
            self.app.screen.announce(words)

    def on_line_back(self, message: LineBack) -> None:
        """Say what became of what was done meanwhile."""
        from incident.wording.offline import merged_words  # here: mostly no line is cut

        merged = message.merged
        self.say(merged_words(merged), refused=merged.refused + merged.stranded + len(merged.lost) > 0)

    def on_hint_bar_pressed(self, message: HintBar.Pressed) -> None:
        """A click on a hint is its key."""
        for active in self.active_bindings.values():
            if active.binding.id == message.binding:
                self.call_next(self.app.run_action, active.binding.action, active.node)
                return

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Catch up."""
        self.look_again()

    def small_words(self) -> str:
        """The sentence that stands alone where the window is too small."""
        return ""

    @property
    def led(self) -> Sequence[str]:
        """The open incidents that the person is seen to lead here."""
        return ()

    @property
    def cut(self) -> Cut | None:
        """Since when the server does not answer, and what waits for it; None while it does."""
        return None

    def offline_words(self) -> str:
        """The same in words, for what is shown over this page."""
        return offline_words(self.cut, self.speech(), self.session.gateway.now())

    def standing(self) -> Line:
        """What ends row 1 of what is shown over this page."""
        return line("")

    def call(self) -> Flow:
        """Who would come: everybody, where it is about no incident."""
        from incident.walk.flows.calling import PhoneFlow  # here: the first frame calls nobody

        session = self.session
        return PhoneFlow(
            people=session.reached, rotas=session.rotas, speech=session.speech(), now=session.gateway.now()
        )

    def on_paper(self) -> str:
        """What is written to a file; '' for what is shown."""
        return ""

    def places(self) -> Sequence[Place]:
        """What the palette can go to from here, besides what it offers everywhere."""
        return ()

    async def go(self, place: Place) -> None:
        """Go to what was chosen in the palette."""
        from incident.tui.screens.going import go  # here: the first frame goes nowhere

        await go(self, place)

    async def ask(self, flow: Flow, incident: str = "", *, goes_on: bool = False) -> None:
        """Run a dialogue; whatever it asks for is done when it is ready. `goes_on` takes its draft up unasked."""
        from incident.walk.flows.asking import Ready  # here: the first frame asks nothing

        drafts = self.session.drafts
        part = flow.part({})
        if isinstance(part, Ready) and (drafts is None or drafts.find(flow.name, incident) is None):
            self._finished(part)
            return
        from incident.tui.screens.dialogue import Dialogue  # here: a mark that asks nothing does not wait for it

        dialogue = Dialogue(
            flow,
            drafts=drafts,
            incident=incident,
            finish=self._finished,
            perform=self.perform_one,
            goes_on=goes_on,
            gateway=self.session.gateway,
        )
        await self.app.push_screen(dialogue)

    def _finished(self, ready: Ready) -> None:
        """Do what the dialogue came to; without a command there is only something to say."""
        if ready.leaves:
            self.app.exit()
        elif ready.commands or ready.leads is not None:
            self.perform(ready)
        elif ready.said:
            self.say(ready.said)

    def perform(self, ready: Ready) -> None:
        """Give the commands to the gateway."""
        raise NotImplementedError

    def perform_one(self, command: Command) -> None:
        """Give one command to the gateway while the dialogue goes on."""
        raise NotImplementedError

    def hinted(self, hints: Sequence[Hint]) -> tuple[KeyHint, ...]:
        """The hints with the keys that are in force."""
        return tuple(self._hinted(hints))

    def _hinted(self, hints: Sequence[Hint]) -> Iterator[KeyHint]:
        keys = keys_in_force(self)
        for binding, words in hints:
            key = "1-9" if binding.endswith(".option") else keys.get(binding, "")
            if key:
                yield KeyHint(key=key, words=words, binding=binding)


def small_lines(words: str, width: int, height: int) -> Sequence[Line]:
    """The sentence that stands alone where the window is too small for a screen."""
    return [line(row) for row in wrap(words, width, height)]
