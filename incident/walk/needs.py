"""What of an incident needs a person, in words with the key that sees to it, the gravest first.

Apart from where it is shown: under the box, on Home as a number, and in the line mode as sentences.
"""

from __future__ import annotations

from collections.abc import Sequence

from incident.application.delivery.stuck import SLOW
from incident.application.delivery.turns import silences_of
from incident.domain.grading.doubt import doubt
from incident.domain.grading.proposals import Proposal
from incident.domain.incident import COMMANDER, Conflict, StepState
from incident.domain.runbooks.runbook import Verb
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.walking.approving import texts_asked_for, texts_to_write_anew
from incident.i18n import _
from incident.walk.calling import calling_words
from incident.walk.half_typed import left_behind_words
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.approving import approval_needs, asked_for_words, lapsed_words
from incident.wording.cells import cells
from incident.wording.delivery import counted_by_state, stuck_words, targetless_words
from incident.wording.dropped import owed_words
from incident.wording.endings import end_word
from incident.wording.escalating import paused_words, silence_words
from incident.wording.handover import handover_needs
from incident.wording.offline import conflict_words
from incident.wording.proposals import asked_again, proposal_because
from incident.wording.questions import late_needs, own_needs
from incident.wording.safe import clean_line
from incident.wording.telling import unread_words
from incident.wording.tiers import tier_phrase

__all__ = ["needs", "relieved_words"]


def needs(walk: Walk, width: int = 0, *, is_typed: bool = False) -> Sequence[str]:
    """What a person has to see to, the gravest first; what is listed in it fills at most so many cells, 0 for any.

    `is_typed`: for the line mode, where a step is gone to by its number.
    """
    if walk.is_relieved:
        return [*_approvals(walk), *_handed_over(walk), *_asked(walk)]
    words = [
        *_silence(walk),
        *_approvals(walk),
        *_now(walk),
        *calling_words(walk, is_typed=is_typed),
        *_handed_over(walk),
        *_asked(walk),
        *_legal(walk),
        *(_conflict(walk, each) for each in walk.incident.conflicts),
    ]
    words += [_proposal(walk, proposal) for proposal in walk.proposals]
    words += [*_waited_for(walk), *_unanswered(walk)]
    found = doubt(walk.incident, walk.now)
    if found is not None and not found.counts:
        words.append(
            _("{key} answers: {reason}").format(key=key_of("walk.fact", "f"), reason=asked_again(found, walk.speech))
        )
    words += [*_cases(walk), *_requests(walk, width), *_messages(walk, width), *_undecided(walk, is_soon=False)]
    if _has_settled(walk):
        restore = _("{key} states since when: {end}?")
        end = end_word(walk.incident.runbook.family)
        words.append(restore.format(key=f"{key_of('walk.law', 'L')} {key_of('law.moment', 'M')}", end=end))
    words += [*owed_words(walk.incident, walk.checklist, walk.speech), *_left_undone(walk)]
    if walk.is_open and walk.empty_roles:
        said = _("{key} fills roles: {roles}").replace("{key}", key_of("walk.roles", "r"))
        words.append(_as_many(said, "{roles}", [walk.speech.role(role) for role in walk.empty_roles], width))
    return words


def relieved_words(walk: Walk) -> str:
    """To who has handed over all that they had, that nothing of it needs them; '' to everybody else."""
    if not walk.is_relieved:
        return ""
    leader = walk.speech.person(walk.incident.person_of(COMMANDER) or "")
    words = _("You hold nothing here any more. {person} leads.").format(person=leader)
    left = left_behind_words(walk)
    return _("{words} {more}").format(words=words, more=left) if left else words


def _silence(walk: Walk) -> Sequence[str]:
    """That nobody hears anything by the program, before all that it would tell people."""
    if walk.is_copy:
        from incident.wording.custody import held_row  # here: most logs are nobody's copy

        return [held_row()]
    if not walk.gets_nothing_out:
        return []
    key, sheet = key_of("walk.messages", "N"), key_of("deliveries.sheet", "s")
    return [_("NO MESSAGE GETS OUT: {key}, then {sheet}, says whom to phone").format(key=key, sheet=sheet)]


def _approvals(walk: Walk) -> Sequence[str]:
    """What cannot leave before whoever looks has approved it."""
    found = approval_needs(walk.incident, walk.checklist, walk.person, walk.speech, walk.now) if walk.is_open else ()
    return [_("{key} answers: {words}").format(key=key_of("walk.questions", "A"), words=words) for words in found]


def _waited_for(walk: Walk) -> Sequence[str]:
    """What whoever looks wrote: what they write anew, and who has to approve the rest, and how to reach them."""
    if not walk.is_open:
        return []
    about = (walk.incident, walk.checklist, walk.person, walk.now)
    anew = [lapsed_words(*each, walk.incident, walk.speech, walk.now) for each in texts_to_write_anew(*about)]
    found = texts_asked_for(*about)
    people = walk.with_its_ways(walk.directory.people()) if found and walk.directory is not None else ()
    known = {each.id: each for each in people}
    return [*anew, *(asked_for_words(draft, who, known.get(who), walk.speech, walk.now) for who, draft in found)]


def _now(walk: Walk) -> Sequence[str]:
    """What comes before every step, and nobody has answered."""
    lines = walk.incident.now_unanswered
    if not lines:
        return []
    said = _("{key} answers: NOW line {line}, {words}")
    if len(lines) == 1:
        words = walk.speech.now_line(lines[0])
        return [said.format(key=key_of("walk.now", "0"), line=lines[0], words=words)]
    many = _("{count} NOW lines are open, before everything else: key {key}")
    return [many.format(key=key_of("walk.now", "0"), count=len(lines))]


def _left_undone(walk: Walk) -> Sequence[str]:
    """What comes before every step and was said to be not done: it stays in sight until somebody does it."""
    lines = walk.incident.now_declined if walk.is_open else ()
    said = _("{key} ticks what was not done: NOW {lines}")
    numbers = _(", ").join(map(str, lines))
    return [said.format(key=key_of("walk.now", "0"), lines=numbers)] if lines else []


def _asked(walk: Walk) -> Sequence[str]:
    """What was asked of whoever looks."""
    found = own_needs(walk.incident, walk.person, walk.speech, walk.now) if walk.is_open else ()
    return [_("{key} answers: {words}").format(key=key_of("walk.questions", "A"), words=words) for words in found]


def _unanswered(walk: Walk) -> Sequence[str]:
    """What others were asked and have not answered in time."""
    found = late_needs(walk.incident, walk.clocks, walk.person, walk.now, walk.speech) if walk.is_open else ()
    return [_("{key}: {words}").format(key=key_of("walk.questions", "A"), words=words) for words in found]


def _cases(walk: Walk) -> Sequence[str]:
    """Which customers have waited too long, and what is meant for whoever looks."""
    if not walk.is_open or walk.incident.cases is None:
        return []
    from incident.wording.case_board import case_needs  # here: few incidents have cases

    found, key = case_needs(walk.incident, walk.person, walk.now, walk.speech), key_of("walk.cases", "K")
    return [_("{key}: {words}").format(key=key, words=words) for words in found]


def _requests(walk: Walk, width: int) -> Sequence[str]:
    """What has waited for an answer too long, what a raise wants, and what others approved for them."""
    if not walk.is_open or not walk.incident.resources.allocations:
        return []
    from incident.wording.resource_board import unanswered_words, unasked_words  # here: most nights ask for nothing
    from incident.wording.resource_needs import approved_words

    key = key_of("walk.resources", "R")
    late = unanswered_words(walk.incident, walk.inventory, walk.now)
    own = approved_words(walk.incident, walk.person, walk.now, walk.speech)
    said = [_("{key}: {words}").format(key=key, words=words) for words in (late, own) if words]
    if wanted := unasked_words(walk.incident, walk.inventory):
        words = _("{key} asks for what the raise wants: {things}").replace("{key}", key)
        said.append(_as_many(words, "{things}", wanted, width))
    return said


def _messages(walk: Walk, width: int) -> Sequence[str]:
    """What reached nobody, did not arrive, has not left, or was not read."""
    words = []
    for each in walk.incident.unreached:
        nobody = _("{audience}: nobody was reached. Tell them otherwise; {key} notes it")
        audience, key = walk.speech.audience(each.audience), key_of("walk.messages", "N")
        words.append(nobody.format(audience=audience, key=key))
    key = key_of("walk.messages", "N")
    states = [counted_by_state(walk.troubled)] if walk.troubled else []
    states += [stuck_words(len(walk.stuck))] if walk.stuck and not walk.gets_nothing_out else []
    states += [targetless_words(len(walk.targetless))] if walk.targetless else []
    words += [_("{key} shows messages: {states}").format(key=key, states=each) for each in states]
    answer = _("{key}: {words}; {note} there notes their answer")
    words += [
        answer.format(key=key, words=silence_words(each, walk.speech, walk.now), note=key_of("deliveries.read", "A"))
        for each in silences_of(walk.incident, walk.deliveries, walk.now)
    ]
    paused = (paused_words(each, walk.speech, walk.now) for each in walk.incident.messages.values())
    words += [each for each in paused if each]
    unsent = walk.incident.messages.get(walk.incident.unsent_update)
    if unsent and unsent.released_at and walk.now >= unsent.released_at + SLOW:
        words.append(_("update {message} is written and has not left").format(message=clean_line(unsent.id)))
    if walk.is_open and walk.mute:
        people = dict.fromkeys(clean_line(each.name) for several in walk.mute.values() for each in several)
        told = _("{key}: no way leads to {people}; tell them by hand")
        words.append(_as_many(told.replace("{key}", key), "{people}", list(people), width))
    return [*words, *unread_words(walk.incident, walk.now, walk.speech)]


def _as_many(said: str, place: str, names: Sequence[str], width: int) -> str:
    """The sentence with as many of the names as fit whole, and the number of the others."""
    for count in range(len(names), 0, -1):
        some, left = _(", ").join(names[:count]), len(names) - count
        listed = _("{names} and {count} more").format(names=some, count=left) if left else some
        words = said.replace(place, listed)
        if not width or cells(words) <= width:
            return words
    return said.replace(place, str(len(names)))


def _has_settled(walk: Walk) -> bool:
    """Whether what was watched has held its time, and nobody has said that service is back."""
    if walk.clock(ClockKind.RESTORE) is None:
        return False
    return any(
        item.step.verb is Verb.WATCH and item.step.hold and item.state in (StepState.SENSED, StepState.OVERRIDDEN)
        for item in walk.checklist.items
    )


def _handed_over(walk: Walk) -> Sequence[str]:
    """What somebody offers to this person, what nobody has answered, and what waits for a second word."""
    found, key = handover_needs(walk.incident, walk.person, walk.now, walk.speech), key_of("walk.handover", "H")
    said = [_("{key}: {words}").format(key=key, words=words) for words in found]
    if not walk.incident.evidence.exhibits and not walk.incident.evidence.erasures:
        return said
    from incident.wording.evidence import evidence_needs  # here: most nights keep nothing

    said += _erasures(walk)
    offered, own = evidence_needs(walk.incident, walk.person, walk.speech), key_of("walk.evidence", "E")
    return [*said, *(_("{key}: {words}").format(key=own, words=words) for words in offered)]


def _erasures(walk: Walk) -> Sequence[str]:
    """What is asked to be erased and waits for this person's word, and what became of their own words and wishes."""
    if walk.directory is None or not walk.incident.evidence.erasures:
        return []
    from incident.application.evidence.authors import told_by  # here: words are seldom erased
    from incident.wording.erasing import Reader, erasure_needs

    reader = Reader(
        person=walk.person,
        told=told_by(walk.directory),
        authors=walk.authors,
        speech=walk.speech,
        now=walk.now,
    )
    kept = f"{key_of('walk.evidence', 'E')} {key_of('evidence.erase', 'X')}"
    board = f"{key_of('walk.cases', 'K')} {key_of('cases.erase', 'X')}"
    found, said = erasure_needs(walk.incident, reader), _("{key}: {words}")
    return [
        said.format(key=board if need.is_of_cases else kept, words=need.words) if need.command else need.words
        for need in found
    ]


def _legal(walk: Walk) -> Sequence[str]:
    if walk.incident.law.pinned is None:
        words = _("no legal clock runs: incident law {incident}").format(incident=clean_line(walk.incident.id))
        return [words] if walk.names_law and walk.is_open else []
    from incident.wording.statutory import legal_needs  # here: few incidents are held to any law

    found, key = legal_needs(walk.incident, walk.now, walk.speech), key_of("walk.law", "L")
    return [*(_("{key}: {words}").format(key=key, words=words) for words in found), *_undecided(walk, is_soon=True)]


def _undecided(walk: Walk, *, is_soon: bool) -> Sequence[str]:
    """What the law may ask: soon, it is as grave as what it asks for certain; else it comes after who waits for us."""
    if walk.incident.law.pinned is None:
        return []
    from incident.wording.statutory import undecided_needs  # here: few incidents are held to any law

    words, is_due_soon = undecided_needs(walk.incident, walk.now, walk.speech)
    if not words or is_due_soon is not is_soon:
        return []
    return [_("{key}: {words}").format(key=key_of("walk.law", "L"), words=words)]


def _conflict(walk: Walk, conflict: Conflict) -> str:
    what = conflict_words(conflict.command, conflict.step, conflict.winner, walk.speech)
    return _("{what} - {key} shows it, a correction settles it").format(what=what, key=key_of("walk.timeline", "t"))


def _proposal(walk: Walk, proposal: Proposal) -> str:
    tier = tier_phrase(proposal.to)
    why, key = proposal_because(proposal, walk.speech), key_of("walk.raise", "+")
    if proposal.is_addition(walk.incident):
        return _("{key} adds {runbook}: {why}").format(key=key, runbook=walk.speech.runbook(proposal.runbook), why=why)
    if not proposal.is_raise(walk.incident):
        return _("{key} lowers to {tier}: its rule has held").format(key=key_of("walk.lower", "_"), tier=tier)
    if proposal.runbook:
        added = walk.speech.runbook(proposal.runbook)
        return _("{key} raises to {tier} and adds {runbook}: {why}").format(key=key, tier=tier, runbook=added, why=why)
    return _("{key} raises to {tier}: {why}").format(key=key, tier=tier, why=why)
