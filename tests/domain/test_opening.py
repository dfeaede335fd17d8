"""Declaring, staffing and closing."""

from __future__ import annotations

import pytest

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.decide import decide
from incident.domain.decide.words import MAX_TITLE
from incident.domain.events import IncidentMode, Milestone, NoteKind
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident, Status
from incident.domain.refusals import Refusal, Refused
from incident.domain.runbooks.runbook import Staffing
from tests.domain.walks import Walk, at, plan, step

BUNDLE = plan([step("a"), step("b")])


def declare(**fields: object) -> c.DeclareIncident:
    given = {"by": "ann", "title": "Voice is down", "tier": Tier.SERIOUS, "bundle": BUNDLE, **fields}
    return c.DeclareIncident(**given)  # type: ignore[arg-type]  # the fields of the command


def refused_at_declaring(command: c.DeclareIncident) -> Refused:
    with pytest.raises(Refused) as refused:
        decide(Incident(id="INC-0001"), command, at("02:40"))
    return refused.value


def test_the_declarer_is_commander_until_somebody_takes_over() -> None:
    walk = Walk(BUNDLE, by="ann")
    incident = walk.incident
    assert (incident.status, incident.tier, incident.declared_by, incident.declared_at) == (
        Status.OPEN,
        Tier.SERIOUS,
        "ann",
        at("02:40"),
    )
    assert incident.person_of("commander") == "ann"
    walk.do(c.TakeCommand(by="bo", because="ann is asleep"))
    assert walk.incident.person_of("commander") == "bo"


def test_what_is_known_at_the_declaration_is_recorded_with_it() -> None:
    events = decide(
        Incident(id="EX-0001"),
        declare(facts={"share": 12.0}, because="share > 10%", contact="+49 30 1", mode=IncidentMode.EXERCISE),
        at("02:40"),
    )
    declared, role, fact = events
    assert isinstance(declared, e.IncidentDeclared)
    assert (declared.because, declared.contact, declared.mode) == (
        FreeText("share > 10%"),
        FreeText("+49 30 1"),
        IncidentMode.EXERCISE,
    )
    assert role == e.RoleAssigned(role="commander", person="ann")
    assert fact == e.FactRecorded(fact="share", value=12.0)


def test_a_declaration_with_a_wrong_fact_opens_nothing() -> None:
    assert refused_at_declaring(declare(facts={"shares": 12.0})).code is Refusal.FACT_UNKNOWN


def test_an_incident_has_a_title_that_fits() -> None:
    assert refused_at_declaring(declare(title=" ")).fields == {"what": "title"}
    refused = refused_at_declaring(declare(title="x" * (MAX_TITLE + 1)))
    assert (refused.code, refused.fields) == (Refusal.TEXT_TOO_LONG, {"what": "title", "limit": MAX_TITLE})


def test_an_incident_is_declared_once() -> None:
    refused = Walk(BUNDLE).refusal(declare())
    assert (refused.code, refused.fields) == (Refusal.INCIDENT_EXISTS, {"incident": "INC-0001"})


def test_before_the_declaration_there_is_nothing_to_do() -> None:
    with pytest.raises(Refused) as refused:
        decide(Incident(id="INC-0009"), c.AddNote(by="ann", text="hello"), at("02:40"))
    assert (refused.value.code, refused.value.fields) == (Refusal.INCIDENT_UNKNOWN, {"incident": "INC-0009"})


def test_a_command_that_nobody_knows_is_a_fault_and_not_ignored() -> None:
    with pytest.raises(AssertionError):
        decide(Walk(BUNDLE).incident, object(), at("02:40"))  # type: ignore[arg-type]  # that is the point


def test_a_role_is_known_and_changes_hands() -> None:
    walk = Walk(BUNDLE)
    refused = walk.refusal(c.AssignRole(by="ann", role="liason", person="bo"))
    assert (refused.code, refused.fields) == (Refusal.ROLE_UNKNOWN, {"role": "liason", "near": "liaison"})
    walk.do(c.AssignRole(by="ann", role="liaison", person="bo"))
    refused = walk.refusal(c.AssignRole(by="ann", role="liaison", person="bo"))
    assert (refused.code, refused.fields) == (Refusal.ROLE_HELD, {"role": "liaison", "person": "bo"})


def test_a_role_is_left_to_nobody_and_command_is_not() -> None:
    walk = Walk(BUNDLE)
    assert walk.refusal(c.VacateRole(by="ann", role="liason")).code is Refusal.ROLE_UNKNOWN
    assert walk.refusal(c.VacateRole(by="ann", role="liaison")).code is Refusal.ROLE_EMPTY
    walk.do(c.AssignRole(by="ann", role="liaison", person="bo"))
    assert walk.do(c.VacateRole(by="ann", role="liaison")) == [e.RoleVacated(role="liaison", person="bo")]
    assert walk.incident.roles == {"commander": "ann"}
    refused = walk.refusal(c.VacateRole(by="bo", role="commander"))
    assert (refused.code, refused.fields) == (Refusal.COMMAND_IS_TAKEN, {"role": "commander", "person": "ann"})


def test_the_commander_does_not_repair() -> None:
    walk = Walk(BUNDLE)
    refused = walk.refusal(c.AssignRole(by="ann", role="technical", person="ann"))
    assert refused.code is Refusal.ROLES_NEVER_COMBINE
    assert refused.fields == {"role": "technical", "other": "commander", "roles": (), "person": "ann"}
    walk.do(c.AssignRole(by="ann", role="technical", person="bo"))
    assert walk.refusal(c.TakeCommand(by="bo", because="ann is asleep")).code is Refusal.ROLES_NEVER_COMBINE


def test_all_roles_that_stand_against_one_are_named_at_once() -> None:
    staffing = Staffing(never_combine=(("commander", "technical"), ("commander", "liaison")))
    walk = Walk(BUNDLE.changed(runbook=BUNDLE.runbook.changed(staffing=staffing)))
    for role in ("technical", "liaison"):
        walk.do(c.AssignRole(by="ann", role=role, person="bo"))
    fields = walk.refusal(c.TakeCommand(by="bo", because="ann is asleep")).fields
    assert {str(fields["other"]), *fields["roles"]} == {"technical", "liaison"}  # type: ignore[misc]  # a tuple of names


def test_roles_that_do_not_exclude_each_other_go_together() -> None:
    walk = Walk(BUNDLE)
    walk.do(c.AssignRole(by="ann", role="liaison", person="ann"))
    assert walk.incident.roles == {"commander": "ann", "liaison": "ann"}


def test_nothing_closes_over_an_open_step_and_the_refusal_names_them() -> None:
    walk = Walk(BUNDLE)
    walk.done("a")
    refused = walk.refusal(c.CloseIncident(by="ann"))
    assert (refused.code, refused.fields) == (Refusal.CLOSE_STEPS_OPEN, {"steps": ("b",), "count": 1})


def closed() -> Walk:
    walk = Walk(BUNDLE)
    walk.done("a")
    walk.done("b")
    walk.do(c.CloseIncident(by="ann", because="service is back"), "05:00")
    return walk


def test_only_the_commander_closes() -> None:
    walk = Walk(BUNDLE)
    refused = walk.refusal(c.CloseIncident(by="bo"))
    assert (refused.code, refused.fields) == (Refusal.CLOSE_NEEDS_ROLE, {"role": "commander", "person": "ann"})


def test_a_closed_incident_keeps_its_length() -> None:
    incident = closed().incident
    assert (incident.status, incident.closed_at) == (Status.CLOSED, at("05:00"))
    assert incident.elapsed(at("09:00")) == at("05:00") - at("02:40")


def test_a_closed_incident_is_talked_about_and_not_changed() -> None:
    walk = closed()
    refused = walk.refusal(c.UndoMark(by="ann"))
    assert (refused.code, refused.fields) == (Refusal.INCIDENT_CLOSED, {"incident": "INC-0001", "at": at("05:00")})
    walk.do(c.AddNote(by="zoe", text="the vendor called back", kind=NoteKind.FACT), "06:00")
    walk.do(c.CorrectEntry(by="zoe", seq=3, text="it was Bo"), "06:01")
    walk.do(c.EraseContents(by="zoe", seq=3, contents=("c3",), because="a request", written_by="zoe"), "06:02")
    assert walk.incident.status is Status.CLOSED


def erased() -> Walk:
    """An incident whose pinned runbook was destroyed."""
    walk = Walk(BUNDLE)
    walk.incident = walk.incident.changed(pinned=None)
    return walk


def test_an_incident_whose_runbook_was_erased_says_so_and_can_still_be_ended() -> None:
    walk = erased()
    for command in (
        c.CompleteStep(by="ann", step="a"),
        c.RecordFact(by="ann", fact="share", value=1.0),
        c.UndoMark(by="ann", step="a"),
        c.AssignRole(by="ann", role="liaison", person="bo"),
        c.SendMessage(by="ann", audience="customers", template="update"),
        c.SenseStep(by="app", step="a"),
    ):
        refused = walk.refusal(command)
        assert (refused.code, refused.fields) == (Refusal.RUNBOOK_ERASED, {"incident": "INC-0001"})
    walk.do(c.AddNote(by="ann", text="the runbook is gone", step="a"))
    walk.do(c.RaiseTier(by="ann", to=Tier.MAJOR, because="to be safe"))
    walk.do(c.MarkMilestone(by="ann", milestone=Milestone.RESTORED, at=at("02:40")))
    walk.do(c.LowerTier(by="ann", to=Tier.GENERAL, because="calmer"))
    walk.do(c.CloseIncident(by="ann"))
    assert walk.incident.status is Status.CLOSED


def test_without_a_commander_anybody_lowers_and_closes() -> None:
    walk = Walk(plan([step("a")]))
    walk.done("a")
    walk.incident = walk.incident.changed(roles={})
    walk.do(c.LowerTier(by="zoe", to=Tier.GENERAL, because="calmer"))
    walk.do(c.CloseIncident(by="zoe"))
    assert walk.incident.status is Status.CLOSED


def test_a_note_may_hang_on_a_step_of_the_runbook_only() -> None:
    walk = Walk(BUNDLE)
    assert walk.do(c.AddNote(by="bo", text=" noted ", step="a")) == [
        e.NoteAdded(kind=NoteKind.FACT, text=FreeText("noted"), step="a")
    ]
    refused = walk.refusal(c.AddNote(by="bo", text="noted", step="aa"))
    assert (refused.code, refused.fields) == (Refusal.STEP_UNKNOWN, {"step": "aa", "near": "a"})
    assert walk.refusal(c.AddNote(by="bo", text="\n")).fields == {"what": "note"}


@pytest.mark.parametrize("seq", [0, 3, -1])
def test_only_an_entry_that_is_there_is_corrected_or_erased(seq: int) -> None:
    walk = Walk(BUNDLE)
    for command in (
        c.CorrectEntry(by="bo", seq=seq, text="it was Bo"),
        c.EraseContents(by="bo", seq=seq, contents=("c1",), because="rule 4"),
    ):
        refused = walk.refusal(command)
        assert (refused.code, refused.fields) == (Refusal.ENTRY_UNKNOWN, {"seq": seq, "last": 2})


def test_erasing_says_what_and_why() -> None:
    walk = Walk(BUNDLE)
    assert walk.refusal(c.EraseContents(by="bo", seq=1, contents=(), because="rule 4")).code is Refusal.ENTRY_WORDLESS
    assert walk.refusal(c.EraseContents(by="bo", seq=1, contents=("c",), because="")).code is Refusal.TEXT_EMPTY


def test_a_moment_is_stated_with_its_own_time_which_is_not_ahead() -> None:
    walk = Walk(BUNDLE)
    walk.do(c.MarkMilestone(by="bo", milestone=Milestone.AWARE, at=at("02:30")))
    walk.do(c.MarkMilestone(by="bo", milestone=Milestone.CONTAINED, at=at("02:42")))
    assert walk.incident.milestones == {Milestone.AWARE: at("02:30"), Milestone.CONTAINED: at("02:42")}
    refused = walk.refusal(c.MarkMilestone(by="bo", milestone=Milestone.AWARE, at=at("02:42:01")))
    assert (refused.code, refused.fields) == (Refusal.TIME_IN_FUTURE, {"at": at("02:42:01")})


@pytest.mark.parametrize("nothing", ["", " ", "\u200b", "\u2060\ufeff", " \u3164 ", "\u2800", "\x1b", "\U000e0041"])
def test_a_note_in_which_nothing_can_be_seen_is_empty(nothing: str) -> None:
    walk = Walk(BUNDLE)
    order = c.AddNote(by="bo", text=nothing)
    assert walk.refusal(order).code is Refusal.TEXT_EMPTY


def test_a_title_that_the_runbook_has_is_kept_in_each_of_its_languages_and_a_typed_one_alone() -> None:
    words = {"en": {"title": "Chat is down"}, "zh-CN": {"title": "聊天中断"}}
    bundle = BUNDLE.changed(words=words)
    for title, titles in (
        ("Chat is down", {"en": FreeText("Chat is down"), "zh-CN": FreeText("聊天中断")}),
        ("聊天中断", {"en": FreeText("Chat is down"), "zh-CN": FreeText("聊天中断")}),
        ("Chat is down again", {}),
    ):
        declared = decide(Incident(id="INC-0001"), declare(title=title, bundle=bundle), at("02:40"))[0]
        assert isinstance(declared, e.IncidentDeclared)
        assert (declared.title, declared.titles) == (FreeText(title), titles)
