"""What is true of every small runbook and every history, not only of those somebody thought of."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import timedelta

from hypothesis import HealthCheck, given, settings

from incident.domain import commands as c
from incident.domain.decide import decide
from incident.domain.duties.carrying import everything_carried
from incident.domain.evolve import fold
from incident.domain.grading.proposals import proposals
from incident.domain.incident import Status, StepState
from incident.domain.refusals import Refused
from incident.domain.runbooks.rounds import unroll
from incident.domain.runbooks.runbook import Bundle, Verb
from incident.domain.timing.clocks import running_clocks
from incident.domain.walking.checklist import Checklist, Item, build_checklist
from incident.domain.walking.standing import Standing, was_worked
from tests.domain.plans import Act, acts, bundles, command_of
from tests.domain.walks import Walk

ROUND = settings(
    max_examples=120,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
MOMENT = timedelta(seconds=40)


def play(bundle: Bundle, history: list[Act]) -> Iterator[tuple[Walk, c.Command, Walk]]:
    """Try each act a moment after the other; yields the walk as it stood, what was done, and the walk after it."""
    walk = Walk(bundle)
    for act in history:
        walk.now += MOMENT
        before = copy_of(walk)
        command = command_of(act, walk.incident, walk.now)
        try:
            walk.do(command)
        except Refused:
            assert walk.incident is before.incident, "a refusal leaves no trace"
            continue
        yield before, command, walk


def copy_of(walk: Walk) -> Walk:
    copy = object.__new__(Walk)
    copy.incident, copy.entries, copy.now = walk.incident, list(walk.entries), walk.now
    return copy


def worked(checklist: Checklist) -> dict[str, Item]:
    return {item.step.id: item for item in checklist.items if was_worked(item.progress)}


@ROUND
@given(bundles(), acts())
def test_folding_the_log_anew_gives_the_state_that_was_kept(bundle: Bundle, history: list[Act]) -> None:
    for _, _, walk in play(bundle, history):
        assert fold(walk.incident.id, walk.entries) == walk.incident


@ROUND
@given(bundles(), acts())
def test_the_list_keeps_its_order_and_shows_only_what_the_tier_has_or_what_was_worked(
    bundle: Bundle, history: list[Act]
) -> None:
    order = [step.id for _, step in unroll(bundle.runbook, _All()).lines]
    for _, _, walk in play(bundle, history):
        items = walk.checklist.items
        shown = [item.step.id for item in items]
        assert shown == [step_id for step_id in order if step_id in set(shown)]
        standing = Standing(walk.incident)
        for item in items:
            below = (walk.incident.steps.get(each.id) for each in standing.body(item.step))
            is_owed = item.state is StepState.ASKED  # whoever was asked still answers
            assert is_owed or walk.incident.tier in item.step.tiers or any(map(was_worked, (item.progress, *below)))
        numbers = [item.number for item in items if item.number]
        assert len(set(numbers)) == len(numbers)


class _All(Container[str]):
    """Every step was begun, so that every round there can be is unrolled."""

    def __contains__(self, _: object) -> bool:
        return True


@ROUND
@given(bundles(), acts())
def test_a_change_of_tier_neither_loses_nor_asks_again_what_was_worked(bundle: Bundle, history: list[Act]) -> None:
    for before, command, walk in play(bundle, history):
        if isinstance(command, c.RaiseTier | c.LowerTier):
            kept = worked(walk.checklist)
            for step_id, item in worked(before.checklist).items():
                assert kept[step_id].progress == item.progress
                assert not kept[step_id].is_added or item.is_added
                if item.progress and item.progress.state is not StepState.NOT_AS_EXPECTED:
                    assert kept[step_id].is_complete
                    assert walk.current() != step_id


@ROUND
@given(bundles(), acts())
def test_undoing_a_mark_restores_the_list_as_it_was(bundle: Bundle, history: list[Act]) -> None:
    for before, command, walk in play(bundle, history):
        if walk.incident.marks != before.incident.marks and not isinstance(command, c.UndoMark):
            after = copy_of(walk)
            after.now += MOMENT
            after.do(c.UndoMark(by=command.by))
            assert after.checklist == build_checklist(before.incident, after.now)
            assert after.incident.last_update_at == before.incident.last_update_at


@ROUND
@given(bundles(), acts())
def test_the_current_step_is_one_that_can_be_worked_and_there_is_one_while_any_can(
    bundle: Bundle, history: list[Act]
) -> None:
    waiting = {StepState.DEFERRED, StepState.ASKED}
    for _, _, walk in play(bundle, history):
        checklist = walk.checklist
        if checklist.current is None:
            left = [item for item in checklist.open_work if not item.is_blocked]
            assert all(item.state in waiting and not item.is_back for item in left)
            assert left or not checklist.open_items, "what is blocked is blocked by something"
        else:
            assert checklist.current in checklist.open_work
            assert not checklist.current.is_blocked
        assert len(checklist.in_state(StepState.CURRENT)) <= 1


@ROUND
@given(bundles(), acts())
def test_a_phase_is_complete_exactly_when_nothing_of_it_is_open(bundle: Bundle, history: list[Act]) -> None:
    for _, _, walk in play(bundle, history):
        for number, phase in enumerate(walk.checklist.phases):
            left = [item for item in walk.checklist.open_items if item.phase == number]
            assert phase.is_complete is not bool(left)


@ROUND
@given(bundles(), acts())
def test_at_every_moment_the_clocks_and_proposals_can_be_read_and_time_may_pass(
    bundle: Bundle, history: list[Act]
) -> None:
    for _, _, walk in play(bundle, history):
        for later in (timedelta(0), timedelta(minutes=7), timedelta(days=3)):
            now = walk.now + later
            checklist = build_checklist(walk.incident, now)
            clocks = running_clocks(walk.incident, checklist, now)
            assert [clock.due_at for clock in clocks] == sorted(clock.due_at for clock in clocks)
            assert len({clock.id for clock in clocks}) == len(clocks)
            carried = everything_carried(walk.incident, now)
            assert len({each.key for each in carried}) == len(carried)
            assert all(each.person for each in carried)
            for proposal in proposals(walk.incident, now):
                assert proposal.is_addition(walk.incident) is (proposal.to is walk.incident.tier)


@ROUND
@given(bundles(), acts())
def test_every_walk_can_be_brought_to_its_end(bundle: Bundle, history: list[Act]) -> None:
    walk = Walk(bundle)
    for _, _, played in play(bundle, history):
        walk = played
    for _ in range(600):
        if walk.incident.status is Status.CLOSED or not walk.checklist.open_items:
            break
        settle(walk, walk.checklist.current or walk.checklist.open_work[0])
    if walk.incident.status is Status.OPEN:
        walk.do(c.CloseIncident(by=walk.incident.roles["commander"]))
    assert walk.incident.status is Status.CLOSED


def settle(walk: Walk, item: Item) -> None:
    """Do what the step asks for, as two people who mean well would; none of it may be refused."""
    walk.now += MOMENT
    step_id, leader = item.step.id, walk.incident.roles["commander"]
    by = "bo" if leader != "bo" else "ann"
    match item.step.verb:
        case Verb.ASK:
            walk.do(c.AnswerStep(by=by, step=step_id, option="no"))
        case Verb.WATCH | Verb.WAIT | Verb.REPEAT:
            walk.do(c.OverrideStep(by=by, step=step_id, because="seen with our own eyes"))
        case _:
            walk.do(c.RecordFact(by=by, fact="share", value=0.5))
            if any(each.step.id == step_id for each in walk.checklist.items):  # the fact may have ended its round
                walk.done(step_id, by=by, approved_by=leader)


@ROUND
@given(bundles(), acts())
def test_deciding_the_same_twice_gives_the_same(bundle: Bundle, history: list[Act]) -> None:
    for before, command, walk in play(bundle, history):
        events = [entry.event for entry in walk.entries[len(before.entries) :]]
        assert list(decide(before.incident, command, walk.now)) == events
