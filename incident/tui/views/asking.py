"""A dialogue as lines: what it is about, what is asked, what helps, and the answers with their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from incident.i18n import _, ngettext
from incident.tui.views.lines import Line, beside, blank, line, shortened, width_of, wrap
from incident.walk.flows.asking import Card, Choice, Part, Question
from incident.walk.flows.foreseeing import Ahead
from incident.walk.keys import key_of
from incident.wording.sentences import in_a_row

__all__ = ["Asking", "answers_of", "asking_lines", "does_nothing", "key_lines"]

CHOICES_A_PAGE = 9
"""As many as there are digits."""
GAP: Final = "   "
"""What stands between two hints."""
MOST_BENEATH: Final = 10
"""So many rows has a dialogue under what it is about, which stays in sight above it."""
TITLE_ROWS: Final = 2
"""Of what it is about."""
MOST_COMPLAINT: Final = 8
"""Rows of what is wrong: a sentence may name a long path in its middle."""
MOST_KEY: Final = 4
"""Rows of what a card's key does: a line of a runbook may have two sentences."""
LEAST_SAID: Final = 2
"""Rows from which one of them says how many answers there were before."""
LEAST_QUESTION: Final = 20
"""Cells of a question beside its whole answer."""
_ENDS: Final = ("?  ", "？  ", "  ")
"""Where a question ends and its answer begins: its place among others has two blanks behind it too."""
_LEAD: Final = 4
"""Cells before the words of an answer: the cursor, the digit, two blanks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One moment of a dialogue."""

    title: str
    part: Part
    said: Sequence[str] = ()
    """What was asked and answered before."""
    ahead: Sequence[Ahead] = ()
    """What it would come to by now."""
    chosen: int | None = None
    """The choice under the cursor, over all pages; None while there is no cursor, so that Enter takes nothing."""
    is_typing: bool = False
    is_prefilled: bool = False
    """Whether words stood in the field before anybody typed there."""
    complaint: str = ""
    scrolled: int = 0
    """How many of a card's notes lie above the window."""

    @property
    def choices(self) -> Sequence[Choice]:
        """The answers to choose from; empty for a card."""
        return self.part.choices if isinstance(self.part, Question) else ()

    def numbered(self, typed: str) -> Choice | None:
        """The answer beside the open field whose number is all that was typed; None where words were."""
        digit = normalize("NFKC", typed.strip())  # an input method may write a wide one
        found = [each for n, each in enumerate(self.choices[:CHOICES_A_PAGE], start=1) if digit == str(n)]
        return found[0] if found and _stands_beside(self.part) else None


def page_of(asking: Asking) -> Sequence[Choice]:
    """The choices that have a digit now."""
    first = (asking.chosen or 0) // CHOICES_A_PAGE * CHOICES_A_PAGE
    return asking.choices[first : first + CHOICES_A_PAGE]


def answers_of(asking: Asking, pressed: str) -> Sequence[str]:
    """What the key stands for: a card's own key, or the digit of a choice."""
    if isinstance(asking.part, Card):
        return [key.value for key in asking.part.keys if key.key == pressed]
    return [choice.value for number, choice in enumerate(page_of(asking), start=1) if pressed == str(number)]


def does_nothing(asking: Asking, pressed: str) -> str:
    """What to say of a key that is not one of this moment's."""
    part = asking.part
    words = _("'{key}' does nothing here.").format(key=pressed)
    if pressed == key_of("app.language", "c"):
        words = in_a_row(words, _("{key} changes the language.").format(key="F2"))
    if isinstance(part, Card):
        return in_a_row(words, _meant(part, pressed))
    if isinstance(part, Question) and part.choices:
        chosen, typed = _("Choose with its number."), _("Choose with its number, or t types other words.")
        return in_a_row(words, typed if part.is_typed else chosen)
    return words


def _meant(card: Card, pressed: str) -> str:
    """The card's keys in a sentence; a letter pressed small where the capital is meant says which it is."""
    meant = [key for key in card.keys if key.key == pressed.swapcase()]
    if not meant and not card.is_guarded and len(card.keys) > 1:  # to name one would read as advice to press it
        return _("The keys are {keys}; Esc goes back.").format(keys=_(", ").join(_named(key.key) for key in card.keys))
    meant = meant or list(card.keys)
    said = _("Nothing happened. {key}: {words}") if card.is_guarded else _("The key is {key}: {words}")
    return "  ".join(said.format(key=_named(k.key), words=k.words) for k in meant[:1])


def _named(key: str) -> str:
    return _("{key} (capital)").format(key=key) if key.isupper() else key


def asking_lines(asking: Asking, width: int, height: int) -> Sequence[Line]:
    """What is asked, with everything that helps to answer; the field and the keys stand below."""
    place = asking.part.place if isinstance(asking.part, Question) else ""
    first, *others = wrap(asking.title, width - width_of(place) - 1, TITLE_ROWS) or [""]
    under = (line((row, ".bright")) for row in others)
    title = [beside(line((first, ".bright")), line((place, ".muted")), width), *under, blank()]
    words = list(_words(asking, width))
    is_open = not asking.is_typing or _stands_beside(asking.part)
    if is_open and len(title) + len(words) + len(page_of(asking)) > height:
        title = title[:-1]  # rather every answer than a row of air
    wrong = wrap(asking.complaint, width, MOST_COMPLAINT) if asking.complaint else ()
    complaint = [line((row, ".wrong")) for row in wrong]
    if wrong and is_open and asking.choices:  # rather every answer than what it is about, or what is asked
        left = height - len(complaint) - len(list(_choices(asking, width, most=1)))
        words = words if len(words) <= left else []
        title = title[: max(0, left - len(words))]
    body = _body(asking, width, max(1, height - len(title) - len(words) - len(complaint)))
    most = min(height, MOST_BENEATH) if isinstance(asking.part, Question) and asking.part.is_beneath else height
    said = _said(asking, width, most - len(title) - len(words) - len(body) - len(complaint))
    return [*title, *said, *words, *body, *complaint][:height]


def key_lines(asking: Asking, width: int, _height: int) -> Sequence[Line]:
    """The keys that go on from here, in as many rows as they need: none of them is cut."""
    return list(_keys(asking, width))


def _said(asking: Asking, width: int, room: int) -> Sequence[Line]:
    """All answers whole where there is room; else the last ones, a row each, and how many there were before."""
    whole = [row for words in asking.said for row in _whole(words, width)]
    if len(whole) <= room:
        return whole
    rows = [line((_answered(words, width), ".muted")) for words in asking.said]
    if len(rows) <= room or room < LEAST_SAID:
        return rows[-room:] if room > 0 else []
    left = len(rows) - room + 1
    before = ngettext(".. {count} answer before", ".. {count} answers before", left).format(count=left)
    return [line((before, ".muted")), *rows[-room + 1 :]]


def _whole(words: str, width: int) -> Sequence[Line]:
    """A question and its answer, in as many rows as they take."""
    row = _answered(words, width)
    if "…" not in row or "…" in words:
        return [line((row, ".muted"))]
    first, *others = wrap(f"[x] {words}", width - len("    "), MOST_COMPLAINT)
    return [line((first, ".muted")), *(line(("    " + each, ".muted")) for each in others)]


def _answered(words: str, width: int) -> str:
    """A question and its answer in a row: the question is cut before the answer is."""
    asked, gap, answer = next((parts for mark in _ENDS if (parts := words.partition(mark))[1]), (words, "", ""))
    question, gap = f"[x] {asked}{gap.strip()}", gap and "  "
    room = width - width_of(gap + answer)
    said = shortened(line(question), room).plain + gap + answer if room >= LEAST_QUESTION else question + gap + answer
    return shortened(line(said), width).plain


def _words(asking: Asking, width: int) -> Iterator[Line]:
    part = asking.part
    words = part.words if isinstance(part, (Question, Card)) else ""
    yield from (line((row, ".bright")) for row in wrap(words, width, 3))


def _body(asking: Asking, width: int, height: int) -> Sequence[Line]:
    part = asking.part
    notes = part.notes if isinstance(part, (Question, Card)) else ()
    rows = [line((row, "" if isinstance(part, Card) else ".muted")) for note in notes for row in wrap(note, width, 20)]
    if asking.choices and (not asking.is_typing or _stands_beside(part)):
        choices = list(_choices(asking, width))
        if len(rows) + len(choices) > height:
            choices = list(_choices(asking, width, most=1))  # rather every answer than the whole of some
        return [*rows[: max(0, height - len(choices))], *choices][:height]
    if len(rows) <= height:
        return rows
    start = min(asking.scrolled, len(rows) - height + 1)
    left = len(rows) - start - height + 1
    return [*rows[start : start + height - 1], line((_further(left, is_typing=asking.is_typing), ".muted"))]


def _further(left: int, *, is_typing: bool) -> str:
    """How many lines are below, and the keys that go there: where words are typed, letters are words."""
    if is_typing:
        words = ngettext("{count} more line: Down and Up scroll", "{count} more lines: Down and Up scroll", left)
        return words.format(count=left) if left else _("the end: Up scrolls back")
    return _("{count} more lines: j and k scroll").format(count=left) if left else _("the end: k scrolls back")


def _stands_beside(part: Part) -> bool:
    """Whether the choices stay in sight while words are typed."""
    return isinstance(part, Question) and part.takes_words_first


def _choices(asking: Asking, width: int, most: int = 9) -> Iterator[Line]:
    """The answers with their digits, each in at most so many rows."""
    page = page_of(asking)
    place = None if asking.chosen is None else asking.chosen % CHOICES_A_PAGE
    for number, choice in enumerate(page):
        cursor = ">" if number == place else " "
        first, *others = wrap(choice.words, width - _LEAD, most) or [""]
        rows = [line(cursor, (str(number + 1), ".key"), "  ", first), *(line(" " * _LEAD, each) for each in others)]
        for row in rows:
            shown = shortened(row, width, pad=number == place)
            yield shown.stylize(".selected") if number == place else shown
    pages = -(-len(asking.choices) // CHOICES_A_PAGE)
    if pages > 1:
        here = (asking.chosen or 0) // CHOICES_A_PAGE + 1
        yield line((_("page {here} of {pages}: j and k turn").format(here=here, pages=pages), ".muted"))


def _keys(asking: Asking, width: int) -> Iterator[Line]:
    part = asking.part
    if isinstance(part, Card):
        yield from _card_keys(part, width)
    elif asking.is_typing:
        typing = _("TYPING")
        first, *others = _in_rows(_typing_keys(asking), width - width_of(typing) - 2)
        yield line((typing, ".selected"), "  ") + bright_keys(first)
        yield from (line(" " * (width_of(typing) + 2)) + bright_keys(row) for row in others)
    elif isinstance(part, Question):
        yield blank()
        typed = _("t types other words   ") if part.is_typed else ""
        taken = _("Enter takes >   ") if asking.chosen is not None else ""
        said = _("{digits} choose   {typed}{taken}Esc back").format(digits=_digits(part), typed=typed, taken=taken)
        yield from (bright_keys(row) for row in _in_rows(said, width))


def _in_rows(hints: str, width: int) -> Sequence[str]:
    """The hints of a row in as many rows as they fill; a hint stays whole where it fits at all."""
    rows: list[str] = []
    for hint in hints.split(GAP):
        joined = GAP.join([*rows[-1:], hint])
        rows[-1:] = [joined] if width_of(joined) <= width or not rows else [rows[-1], hint]
    return [piece for row in rows for piece in ([row] if width_of(row) <= width else wrap(row, width, 2))]


def bright_keys(hints: str) -> Line:
    """Hints in a row, each with its key to be found at a glance: the key is its first word."""
    split = [hint.partition(" ") for hint in hints.split(GAP)]
    return line(GAP).join([line((key, ".key"), (blank + words, ".muted")) for key, blank, words in split])


def _digits(part: Question) -> str:
    """The keys that choose, as many as there are."""
    last = min(len(part.choices), CHOICES_A_PAGE)
    return f"1-{last}" if last > 1 else "1"


def _card_keys(card: Card, width: int) -> Iterator[Line]:
    if card.phrase:
        yield line(_("Type: "), (card.phrase, ".key"))
        yield line(" ", (_("Enter"), ".key"), "  ", _("takes it; any other key only types"))
    for key in card.keys:
        capital = _("(capital)") if key.key.isupper() else ""
        first, *others = wrap(key.words, width - _LEAD - width_of(capital) - len(GAP) * bool(capital), MOST_KEY)
        yield line(" ", (key.key, ".key"), "  ", (first, ".bright"), GAP, (capital, ".muted"))
        yield from (line(" " * _LEAD, (row, ".bright")) for row in others)
    yield line(" ", ("Esc", ".key"), "  ", _("back, nothing happens"))


def _typing_keys(asking: Asking) -> str:
    part, clears = asking.part, GAP + _("Ctrl+U clears it") if asking.is_prefilled else ""
    if isinstance(part, Question) and part.choices and part.takes_words_first:
        said = _("{digits} or words of your own   Enter takes them   Esc back, words kept")
        return said.format(digits=_digits(part)) + clears
    return _("Enter takes it   Esc back, the words are kept") + clears
