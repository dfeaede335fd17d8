"""Messages: written from templates, approved by the right person, released once, withdrawn with their mark."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.grading.tiers import Tier
from incident.domain.messages.message import Message
from incident.domain.refusals import Refusal
from incident.domain.runbooks.runbook import Verb
from incident.domain.walking.approving import texts_asked_for, texts_waiting_for
from incident.domain.walking.checklist import build_checklist
from tests.domain.walks import Walk, at, plan, step


def telling(
    tier: Tier = Tier.SERIOUS, approver: str | None = "commander", by: str = "ann", clock: str = "02:40"
) -> Walk:
    """Ann commands; a step tells customers."""
    return Walk(
        plan(
            [
                step("tell", Verb.TELL, audience="customers", template="first", approver=approver),
                step("agents", Verb.TELL, audience="agents", template="update"),
                step("b"),
            ]
        ),
        tier=tier,
        by=by,
        clock=clock,
    )


def names(events: object) -> list[str]:
    return [type(event).__name__ for event in events]  # type: ignore[attr-defined]  # a sequence of events


def only(walk: Walk) -> Message:
    (message,) = walk.incident.messages.values()
    return message


def test_a_message_that_nobody_approves_leaves_with_its_step() -> None:
    walk = telling(approver=None)
    assert names(walk.done("tell", by="bo")) == ["StepTaken", "MessageDrafted", "MessageReleased", "StepCompleted"]
    message = only(walk)
    assert (message.id, message.audience, message.author, message.approved_by) == ("M1", "customers", "bo", None)
    assert not message.external
    assert message.released_at == at("02:40")


def test_without_its_approver_a_message_waits_as_a_draft_and_the_approver_is_asked() -> None:
    walk = telling()
    assert names(walk.done("tell", by="bo")) == ["StepTaken", "MessageDrafted", "StepAsked"]
    assert walk.glyphs()["tell"] == "[?]"
    assert walk.clock("asked:tell").due_at == at("02:45")
    assert only(walk).released_at is None
    assert only(walk).external
    assert walk.current() == "agents"


def test_the_approver_releases_the_words_that_were_drafted() -> None:
    walk = telling()
    walk.done("tell", by="bo")
    walk.do(c.RecordFact(by="bo", fact="share", value=40.0))
    assert names(walk.done("tell", by="ann", clock="02:44")) == ["MessageReleased", "StepCompleted"]
    message = only(walk)
    assert (message.author, message.approved_by, message.released_at) == ("bo", "ann", at("02:44"))
    assert "not known yet" in str(message.wordings["en"].body), "she approved what she read, not what came later"


def test_an_approval_by_phone_keeps_both_names() -> None:
    walk = telling(Tier.MAJOR)
    events = walk.done("tell", by="bo", approved_by="ann")
    assert names(events) == ["StepTaken", "MessageDrafted", "MessageReleased", "StepCompleted"]
    assert (only(walk).author, only(walk).approved_by) == ("bo", "ann")


def test_the_author_may_enter_the_approval_of_the_waiting_draft_by_phone() -> None:
    walk = telling(Tier.MAJOR)
    walk.done("tell", by="bo")
    assert names(walk.done("tell", by="bo", approved_by="ann")) == ["MessageReleased", "StepCompleted"]


def test_somebody_else_is_told_whose_approval_the_draft_waits_for() -> None:
    walk = telling()
    walk.done("tell", by="bo")
    refused = walk.refusal(c.CompleteStep(by="zoe", step="tell"))
    assert refused.code is Refusal.APPROVAL_NEEDED
    assert refused.fields == {"step": "tell", "role": "commander", "person": "ann"}


def test_the_author_may_write_it_anew_and_the_newest_draft_is_the_one_released() -> None:
    walk = telling()
    walk.done("tell", by="bo")
    walk.do(c.RecordFact(by="bo", fact="share", value=40.0))
    walk.done("tell", by="bo", clock="02:43")
    walk.done("tell", by="ann", clock="02:44")
    assert [(m.id, m.released_at) for m in walk.incident.messages.values()] == [("M1", None), ("M2", at("02:44"))]


def test_below_tier_1_the_approver_may_write_and_release_alone() -> None:
    walk = telling()
    walk.done("tell", by="ann")
    assert (only(walk).author, only(walk).approved_by) == ("ann", "ann")


def test_at_tier_1_author_and_approver_are_two_people() -> None:
    walk = telling(Tier.MAJOR)
    refused = walk.refusal(c.CompleteStep(by="ann", step="tell"))
    assert refused.code is Refusal.APPROVER_IS_AUTHOR
    assert refused.fields == {"step": "tell", "by": "ann", "role": "commander"}


def test_a_draft_of_ones_own_cannot_be_released_after_a_raise_to_tier_1() -> None:
    """Bo drafts, becomes commander, and the tier is raised: somebody else has to write it."""
    walk = telling()
    walk.done("tell", by="bo")
    walk.do(c.TakeCommand(by="bo", because="ann goes home"))
    walk.do(c.RaiseTier(by="ann", to=Tier.MAJOR, because="data may be out"))
    assert walk.refusal(c.CompleteStep(by="bo", step="tell")).code is Refusal.APPROVER_IS_AUTHOR
    walk.done("tell", by="zoe", approved_by="bo", clock="02:44")
    released = walk.incident.messages["M2"]
    assert (released.author, released.approved_by) == ("zoe", "bo")


def test_only_the_roles_holder_approves() -> None:
    refused = telling().refusal(c.CompleteStep(by="bo", step="tell", approved_by="zoe"))
    assert refused.code is Refusal.APPROVER_WRONG
    assert refused.fields == {"step": "tell", "role": "commander", "person": "ann", "approver": "zoe"}


def test_a_role_that_nobody_holds_approves_nothing() -> None:
    refused = telling(approver="deputy").refusal(c.CompleteStep(by="bo", step="tell"))
    assert (refused.code, refused.fields) == (Refusal.ROLE_EMPTY, {"role": "deputy"})


def test_undoing_withdraws_the_draft_and_a_later_writer_starts_afresh() -> None:
    walk = telling()
    walk.done("tell", by="bo", clock="02:41")
    walk.do(c.UndoMark(by="bo"), "02:42")
    assert only(walk).is_withdrawn
    walk.do(c.RecordFact(by="bo", fact="share", value=40.0))
    walk.done("tell", by="ann", clock="02:44")
    assert "40%" in str(walk.incident.messages["M2"].wordings["en"].body)
    assert walk.incident.messages["M1"].released_at is None


def test_undoing_a_release_returns_the_draft_and_leaves_the_question_to_the_approver() -> None:
    walk = telling(Tier.MAJOR)
    walk.done("tell", by="bo", clock="02:41")
    walk.done("tell", by="ann", clock="02:43")
    walk.do(c.UndoMark(by="ann"), "02:44")
    assert (only(walk).author, only(walk).released_at, only(walk).is_withdrawn) == ("bo", None, False)
    assert walk.glyphs()["tell"] == "[?]"
    walk.done("tell", by="ann", clock="02:45")
    assert (only(walk).released_at, only(walk).approved_by) == (at("02:45"), "ann")


def test_a_message_that_has_left_still_counts_when_its_mark_is_undone() -> None:
    walk = telling(approver=None)
    walk.done("tell", by="ann", clock="02:41")
    walk.delivered()
    walk.do(c.UndoMark(by="ann", left=("M1",)), "02:44")
    assert walk.incident.last_update_at == at("02:41")
    assert walk.glyphs()["tell"] == "[>]"


def test_nobody_is_told_the_same_twice_when_an_undone_mark_is_set_again() -> None:
    walk = telling(approver=None)
    walk.done("tell", by="ann", clock="02:41")
    walk.do(c.UndoMark(by="ann", left=("M1",)), "02:44")
    walk.done("tell", by="ann", clock="02:45")
    assert [message.id for message in walk.incident.messages.values()] == ["M1"]
    assert walk.glyphs()["tell"] == "[x]"


def test_a_mark_set_again_after_news_tells_the_news() -> None:
    walk = telling(approver=None)
    walk.done("tell", by="ann", clock="02:41")
    walk.do(c.UndoMark(by="ann", left=("M1",)), "02:44")
    walk.do(c.RecordFact(by="ann", fact="share", value=40.0))
    walk.done("tell", by="ann", clock="02:45")
    assert [message.id for message in walk.incident.messages.values()] == ["M1", "M2"]


def test_an_undoing_speaks_only_of_its_own_messages() -> None:
    walk = telling(approver=None)
    walk.done("tell", by="ann", clock="02:41")
    walk.do(c.UndoMark(by="ann", left=("M7",)), "02:44")
    assert only(walk).is_withdrawn


def test_a_message_that_told_nobody_is_no_update() -> None:
    walk = telling(approver=None)
    walk.done("tell", by="ann", clock="02:41")
    walk.record(e.AudienceUnreachable(message="M1", audience="customers"), "ann")
    assert walk.incident.last_update_at is None


def test_undoing_another_mark_withdraws_no_message() -> None:
    walk = telling(approver=None)
    walk.done("tell", by="ann", clock="02:41")
    walk.do(c.HoldStep(by="ann", step="agents", because="phone call"), "02:42")
    walk.do(c.UndoMark(by="ann"), "02:43")
    assert not only(walk).is_withdrawn


def test_undoing_a_later_mark_on_the_same_step_leaves_its_draft_standing() -> None:
    walk = telling()
    walk.done("tell", by="bo", clock="02:41")
    walk.do(c.HoldStep(by="ann", step="tell", because="phone call"), "02:42")
    walk.do(c.UndoMark(by="ann"), "02:43")
    assert not only(walk).is_withdrawn


def test_an_update_that_was_withdrawn_does_not_count_as_one() -> None:
    walk = telling(approver=None)
    walk.do(c.SendMessage(by="ann", audience="customers", template="update"), "02:50")
    walk.delivered("M1")
    walk.done("tell", clock="03:00")
    assert walk.incident.unsent_update == "M2"
    walk.do(c.UndoMark(by="ann", step="tell"), "03:01")
    assert walk.clock("update").due_at == at("03:50")
    assert walk.incident.unsent_update == ""


def test_an_update_that_is_released_and_has_not_left_leaves_its_clock_running() -> None:
    """The network is down: customers know nothing yet, and the clock says what is written."""
    walk = telling(approver=None)
    walk.done("tell", clock="02:50")
    assert (walk.clock("update").due_at, walk.clock("update").subject) == (at("03:10"), "M1")
    walk.do(c.ReportUndelivered(by="app", message="M1"), "02:55")
    assert (walk.clock("update").due_at, walk.clock("update").subject) == (at("03:10"), "M1")
    walk.delivered("M1", "02:58")
    assert (walk.clock("update").due_at, walk.clock("update").subject) == (at("03:50"), "")


def test_what_became_of_a_message_is_told_once_for_each_release() -> None:
    walk = telling(approver=None)
    walk.done("tell", clock="02:50")
    assert walk.do(c.ReportUndelivered(by="app", message="M1", unknown=1))
    assert walk.do(c.ReportUndelivered(by="app", message="M1")) == []
    walk.delivered("M1")
    for late in (c.ReportDelivered(by="app", message="M1", delivery="d2"), c.ReportUndelivered(by="app", message="M1")):
        assert walk.do(late) == []
    assert walk.do(c.ReportDelivered(by="app", message="M9", delivery="d1")) == []


def test_what_became_of_a_message_is_told_after_the_closing_too() -> None:
    walk = telling(approver=None)
    walk.done("tell", clock="02:50")
    walk.record(e.IncidentClosed(), "ann")
    walk.delivered("M1", "02:52")
    assert only(walk).delivered_at == at("02:52")


def test_a_delivery_to_the_own_people_is_no_update_for_customers() -> None:
    walk = telling()
    walk.done("agents", clock="02:50")
    walk.delivered("M1")
    assert walk.incident.last_update_at is None


def test_with_the_only_update_withdrawn_the_first_one_is_owed_again() -> None:
    walk = telling(approver=None)
    walk.done("tell", clock="02:50")
    walk.do(c.UndoMark(by="ann"), "02:51")
    assert walk.incident.last_update_at is None
    assert walk.clock("update").due_at == at("03:10")


def test_a_message_to_others_is_no_update_for_customers() -> None:
    walk = telling()
    walk.done("agents", clock="02:50")
    assert walk.incident.last_update_at is None


def test_the_due_update_is_sent_outside_the_steps_under_the_same_approval() -> None:
    walk = telling()
    refused = walk.refusal(c.SendMessage(by="bo", audience="customers", template="update"))
    assert refused.code is Refusal.APPROVAL_NEEDED
    assert refused.fields == {"step": "", "role": "commander", "person": "ann"}
    walk.do(c.SendMessage(by="bo", audience="customers", template="update", approved_by="ann"), "02:55")
    walk.delivered()
    assert (only(walk).author, only(walk).approved_by, only(walk).step) == ("bo", "ann", None)
    assert walk.clock("update").due_at == at("03:55")


def test_at_tier_1_the_commander_does_not_send_their_own_update_alone() -> None:
    refused = telling(Tier.MAJOR).refusal(c.SendMessage(by="ann", audience="customers", template="update"))
    assert refused.code is Refusal.APPROVER_IS_AUTHOR
    assert refused.fields == {"step": "", "by": "ann", "role": "commander"}


def test_a_message_to_an_audience_without_approver_leaves_at_once() -> None:
    walk = telling()
    walk.do(c.SendMessage(by="bo", audience="agents", template="update"))
    assert only(walk).released_at == at("02:40")


def test_an_unknown_audience_or_template_is_refused_with_the_known_ones() -> None:
    walk = telling()
    refused = walk.refusal(c.SendMessage(by="ann", audience="press", template="update"))
    assert refused.code is Refusal.AUDIENCE_UNKNOWN
    assert refused.fields == {"audience": "press", "audiences": ("agents", "customers")}
    refused = walk.refusal(c.SendMessage(by="ann", audience="customers", template="outro"))
    assert refused.code is Refusal.TEMPLATE_UNKNOWN
    assert refused.fields == {"template": "outro", "templates": ("first", "update")}


def test_a_step_whose_template_is_missing_is_refused_and_not_sent_empty() -> None:
    walk = Walk(plan([step("tell", Verb.TELL, audience="customers", template="gone")]))
    assert walk.refusal(c.CompleteStep(by="ann", step="tell")).code is Refusal.TEMPLATE_UNKNOWN


def test_a_released_message_is_acknowledged_once_by_each_reader() -> None:
    walk = telling(approver=None)
    walk.done("tell")
    walk.do(c.AcknowledgeMessage(by="bo", message="M1", crossed=("D7",)))
    walk.do(c.AcknowledgeMessage(by="zoe", message="M1"))
    assert only(walk).acknowledged_by == ("bo", "zoe")
    refused = walk.refusal(c.AcknowledgeMessage(by="bo", message="M1"))
    assert (refused.code, refused.fields) == (Refusal.MESSAGE_ACKNOWLEDGED, {"message": "M1", "by": "bo"})


@pytest.mark.parametrize(("message", "near"), [("M1", "M1"), ("X", "")])
def test_a_message_that_was_not_released_cannot_be_acknowledged(message: str, near: str) -> None:
    walk = telling()
    walk.done("tell", by="bo")
    refused = walk.refusal(c.AcknowledgeMessage(by="zoe", message=message))
    assert (refused.code, refused.fields) == (Refusal.MESSAGE_UNKNOWN, {"message": message, "near": near})


def test_a_person_may_order_another_attempt_even_after_closing() -> None:
    walk = Walk(plan([step("a")]))
    walk.done("a")
    walk.do(c.CloseIncident(by="ann"))
    assert walk.do(c.RetryDelivery(by="ann", delivery="D7")) == [e.MessageRetried(delivery="D7")]


def test_an_answered_question_of_an_approver_stops_its_clock() -> None:
    walk = telling()
    walk.done("tell", by="bo")
    walk.done("tell", by="ann", clock="02:44")
    with pytest.raises(StopIteration):
        walk.clock("asked:tell")


def test_the_approver_is_asked_for_five_minutes() -> None:
    walk = telling()
    events = walk.done("tell", by="bo")
    assert events[-1] == e.StepAsked(step="tell", person="ann", within=timedelta(minutes=5))


def test_a_value_cannot_forge_a_line_of_a_message() -> None:
    walk = Walk(plan([step("tell", Verb.TELL, audience="customers", template="first")]))
    walk.incident = walk.incident.changed(title=FreeText("Down\r\nBcc: all@example.org"))
    walk.done("tell", by="ann")
    assert str(only(walk).wordings["en"].title) == "Down Bcc: all@example.org"
    assert "\nBcc" not in str(only(walk).wordings["en"].body)


@pytest.mark.parametrize(("contact", "lines"), [("", ["We work on it."]), ("1120", ["We work on it.", "Ask: 1120"])])
def test_a_line_that_says_whom_to_ask_stands_only_where_somebody_can_be_asked(contact: str, lines: list[str]) -> None:
    bundle = plan([step("tell", Verb.TELL, audience="customers", template="ask")])
    words = {"en": {"template.ask.title": "Down", "template.ask.body": "We work on it.\nAsk: ${contact}"}}
    walk = Walk(bundle.changed(words=words))
    walk.incident = walk.incident.changed(contact=FreeText(contact))
    walk.done("tell", by="ann")
    assert str(only(walk).wordings["en"].body).splitlines() == lines


def unreached() -> Walk:
    walk = telling(approver=None)
    walk.done("tell", by="ann", clock="02:41")
    walk.record(e.AudienceUnreachable(message="M1", audience="customers"), "ann")
    return walk


def test_a_message_that_reached_nobody_stays_known_until_somebody_says_how_they_were_told() -> None:
    walk = unreached()
    assert [message.id for message in walk.incident.unreached] == ["M1"]
    walk.do(c.TellOtherwise(by="bo", message="M1", how="by phone, the shift lead"), "02:50")
    assert walk.incident.unreached == ()
    assert (only(walk).told_by, str(only(walk).told_how)) == ("bo", "by phone, the shift lead")


def test_customers_told_by_phone_are_told() -> None:
    walk = unreached()
    walk.do(c.TellOtherwise(by="bo", message="M1", how="by phone"), "02:50")
    assert walk.incident.last_update_at == at("02:50")


def test_a_delivery_ends_the_question_who_was_told() -> None:
    walk = unreached()
    walk.delivered()
    assert walk.incident.unreached == ()


def test_how_people_were_told_is_said_in_words_and_of_a_message_that_left() -> None:
    walk = unreached()
    assert walk.refusal(c.TellOtherwise(by="bo", message="M1", how=" ")).code is Refusal.TEXT_EMPTY
    assert walk.refusal(c.TellOtherwise(by="bo", message="M9", how="by phone")).code is Refusal.MESSAGE_UNKNOWN


def test_an_update_outside_the_steps_waits_for_its_approver_who_lets_it_go_as_it_was_written() -> None:
    walk = telling(Tier.MAJOR)
    order = c.SendMessage(by="bo", audience="customers", template="update", is_asked=True)
    assert [type(each) for each in walk.do(order, "02:50")] == [e.MessageDrafted]
    assert [type(each) for each in walk.do(order, "02:51")] == [e.MessageDrafted]
    first, second = walk.incident.messages
    assert walk.incident.messages[first].is_withdrawn
    now = walk.now
    checklist = build_checklist(walk.incident, now)
    assert [m.id for _it, m in texts_waiting_for(walk.incident, checklist, "ann", now)] == [second]
    assert [(who, m.id) for who, m in texts_asked_for(walk.incident, checklist, "bo", now)] == [("ann", second)]
    assert walk.refusal(c.ReleaseMessage(by="bo", message=second)).code is Refusal.APPROVAL_NEEDED
    assert walk.refusal(c.ReleaseMessage(by="ann", message=first)).code is Refusal.NO_DRAFT
    walk.do(c.ReleaseMessage(by="ann", message=second), "02:52")
    assert walk.incident.messages[second].approved_by == "ann"
    assert walk.refusal(c.ReleaseMessage(by="ann", message=second)).code is Refusal.NO_DRAFT


def test_whoever_alone_approves_asks_nobody_to_approve_their_own_update_at_tier_one() -> None:
    """Nobody could ever let it go."""
    walk = telling(Tier.MAJOR)
    refused = walk.refusal(c.SendMessage(by="ann", audience="customers", template="update", is_asked=True))
    assert refused.code is Refusal.APPROVER_IS_AUTHOR
    assert refused.fields == {"step": "", "by": "ann", "role": "commander"}
    assert not walk.incident.messages


def test_whoever_came_to_approve_lets_no_own_update_go_at_tier_one() -> None:
    walk = telling(Tier.MAJOR)
    walk.do(c.SendMessage(by="bo", audience="customers", template="update", is_asked=True), "02:50")
    walk.do(c.TakeCommand(by="bo", because="ann goes home"), "02:51")
    (draft,) = walk.incident.messages
    assert walk.refusal(c.ReleaseMessage(by="bo", message=draft)).code is Refusal.APPROVER_IS_AUTHOR
    checklist = build_checklist(walk.incident, walk.now)
    assert texts_waiting_for(walk.incident, checklist, "bo", walk.now) == ()


def test_a_text_that_waits_stays_beside_another_text_and_beside_a_correction() -> None:
    walk = telling()
    walk.do(c.SendMessage(by="ann", audience="customers", template="first"), "02:50")
    walk.do(c.SendMessage(by="bo", audience="customers", template="update", is_asked=True), "02:51")
    walk.do(c.SendMessage(by="ann", audience="customers", template="first"), "02:52")
    had = ("d1",)
    walk.do(
        c.CorrectMessage(by="ann", message="M1", template="first", had=had, had_of=("M1",), languages=("en",)), "02:53"
    )
    assert not walk.incident.messages["M2"].is_withdrawn
    walk.do(c.ReleaseMessage(by="ann", message="M2"), "02:54")
    assert walk.incident.messages["M2"].released_at == at("02:54")


@pytest.mark.parametrize(
    "order",
    [
        c.SendMessage(by="ann", audience="customers", template="update", is_asked=True),
        c.SendMessage(by="bo", audience="customers", template="update", is_asked=True, approved_by="ann"),
        c.SendMessage(by="bo", audience="agents", template="update", is_asked=True),
    ],
)
def test_nothing_leaves_by_asking_where_nobody_else_has_to_approve_it(order: c.SendMessage) -> None:
    walk = telling()
    assert walk.refusal(order).code is Refusal.NOBODY_TO_ASK
    assert not walk.incident.messages
