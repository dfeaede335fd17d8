"""What taking a mark back does to the messages that it sent: which are called back, and who has them all the same.

Whether people will hear is what one wants to know before `u` and after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from incident.application.messages.recalling import Recall, recalled_by
from incident.domain import events as e
from incident.domain.events import Recorded
from incident.i18n import _, ngettext
from incident.wording.safe import clean_line
from incident.wording.speech import Speech

__all__ = ["recall_tails", "recalled_in", "recalled_words", "recalling_words"]


def recall_tails(recalls: Sequence[Recall], speech: Speech) -> list[str]:
    """The same behind the mark in the last row, the longest first; nothing where no message goes with the mark."""
    if not recalls:
        return []
    return ["".join(_tail(each, speech, size) for each in recalls) for size in ("whole", "short", "bare")]


def recalling_words(recalls: Iterable[Recall], speech: Speech) -> list[str]:
    """A sentence for each message: what would become of it."""
    late = _("This does not call back message {message} to '{audience}': {how_far}.")
    words = _("This calls back message {message} to '{audience}': {how_far}.")
    bare = _("This calls back message {message} to '{audience}'.")
    return [_sentence(each, speech, late if each.is_late else words, bare) for each in recalls]


def recalled_words(recalls: Iterable[Recall], speech: Speech) -> list[str]:
    """A sentence for each message that was called back."""
    words = _("Message {message} to '{audience}' is called back: {how_far}.")
    bare = _("Message {message} to '{audience}' is called back.")
    return [_sentence(each, speech, words, bare) for each in recalls]


def recalled_in(entries: Iterable[Recorded], speech: Speech) -> Mapping[int, str]:
    """What the timeline says of the messages behind a mark that was taken back, by its entry."""
    every = list(entries)
    written = {each.event.message: each.event for each in every if isinstance(each.event, e.MessageDrafted)}
    reached = {each.event.message: each.seq for each in every if isinstance(each.event, e.MessageDelivered)}
    found = {seq: _called_back(seq, came, reached) for seq, came in recalled_by(every).items()}
    for entry in every:
        if isinstance(entry.event, e.StepUndone):
            late = _("; message {message} to '{audience}' has left and stays")
            tails = [*found.get(entry.seq, ()), *((late, each) for each in entry.event.left if each in written)]
            found[entry.seq] = tails
    return {
        seq: "".join(
            words.format(message=clean_line(each), audience=speech.audience(written[each].audience))
            for words, each in tails
        )
        for seq, tails in found.items()
    }


def _called_back(seq: int, messages: Iterable[str], reached: Mapping[str, int]) -> list[tuple[str, str]]:
    nobody = _("; message {message} to '{audience}' is called back, it had reached nobody")
    some = _("; message {message} to '{audience}' is called back, some had it already")
    return [(some if 0 < reached.get(each, 0) < seq else nobody, each) for each in messages]


def _tail(recall: Recall, speech: Speech, size: str) -> str:
    named = {"message": clean_line(recall.message), "audience": speech.audience(recall.audience)}
    if recall.is_late:
        words = _("; {message} to {audience} stays sent") if size == "whole" else _("; {message} stays sent")
        return words.format(**named)
    how_far = "" if size == "bare" else _how_far(recall, is_short=size == "short")
    if not how_far:
        return _(", calls back {message}").format(**named)
    whole, short = _(", calls back {message} to {audience}: {how_far}"), _(", calls back {message}: {how_far}")
    return (whole if size == "whole" else short).format(**named, how_far=how_far)


def _sentence(recall: Recall, speech: Speech, words: str, bare: str) -> str:
    how_far = _how_far(recall)
    return (words if how_far else bare).format(
        message=clean_line(recall.message), audience=speech.audience(recall.audience), how_far=how_far
    )


def _how_far(recall: Recall, *, is_short: bool = False) -> str:
    """`2 not sent, 3 sent stay sent`, `2 unsent, 3 stay sent`; '' where the ledger knows of nobody."""
    unsent = _("{count} unsent") if is_short else _("{count} not sent")
    short = ngettext("{count} stays sent", "{count} stay sent", recall.sent)
    sent = short if is_short else ngettext("{count} sent stays sent", "{count} sent stay sent", recall.sent)
    counted = (
        (recall.unsent, unsent),
        (recall.sent, sent),
        (recall.unsure, _("{count} may have left")),
    )
    return _(", ").join(words.format(count=count) for count, words in counted if count)
