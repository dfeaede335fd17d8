"""What a person types is understood by id, number, title or name; what is not is answered by what there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from incident.application.ports import AttemptClass, AttemptOutcome, Person
from tests.bundles import RUNBOOK_ID
from tests.cli.conftest import CommandLine


@pytest.fixture
def incident(cli: CommandLine) -> str:
    return cli.declared()


def _state(cli: CommandLine, incident: str, step: str) -> str:
    steps = cli.done("show", incident, "--json").json["steps"]
    return str(next(each["state"] for each in steps if each["id"] == step))


@pytest.mark.parametrize("typed", ["1", "notice", "voice menu", "VOICE MENU", "语音菜单", "voice"])
def test_a_step_is_understood_by_its_number_its_id_and_the_beginning_of_its_title(
    cli: CommandLine, incident: str, typed: str
) -> None:
    cli.done("step", incident, typed, "done")
    assert _state(cli, incident, "notice") == "as-expected"


def test_the_number_is_that_of_the_list_as_it_stands(cli: CommandLine, incident: str) -> None:
    cli.done("step", incident, "1", "not-expected")
    cli.done("step", incident, "1a", "done")
    assert _state(cli, incident, "notice-if-not") == "as-expected"


@pytest.mark.parametrize(
    ("typed", "candidate"),
    [("notise", "1  notice  VOICE MENU: put up the outage notice"), ("errors!", "1  notice"), ("99", "1  notice")],
)
def test_an_unknown_step_lists_number_id_and_title_and_guesses_nothing(
    cli: CommandLine, incident: str, typed: str, candidate: str
) -> None:
    ran = cli("step", incident, typed, "done")
    assert ran.code == 1
    assert ran.err.startswith(f"There is no step '{typed}'.")
    assert f"  {candidate}" in ran.err
    assert len(ran.err.splitlines()) <= 4
    assert "Did you mean" not in ran.err


def test_what_begins_several_titles_lists_them(cli: CommandLine, incident: str) -> None:
    bundle = cli.world.library.shelf[RUNBOOK_ID]
    words = {**bundle.words["en"], "step.plan.title": "VOICE MENU: plan the fix"}
    cli.world.library.shelf[RUNBOOK_ID] = replace(bundle, words={"en": words})
    other = cli.declared()
    ran = cli("step", other, "voice menu", "done")
    assert ran.code == 1
    first, *listed = ran.err.splitlines()
    assert first == "'voice menu' can mean more than one step. Write the id of the one you mean."
    assert [line.split()[1] for line in listed] == ["notice", "plan"]
    assert _state(cli, incident, "notice") == _state(cli, other, "notice") == "current"


def test_a_step_named_elsewhere_is_understood_too(cli: CommandLine, incident: str) -> None:
    cli.done("note", incident, "late", "--step", "1")
    cli.done("step", incident, "2", "defer", "--until", "step:cause", "--reason", "busy")
    assert cli.done("timeline", incident, "--json").json["entries"][-2]["step"] == "notice"
    assert cli("note", incident, "x", "--step", "nowhere").code == 1


@pytest.mark.parametrize("typed", ["chen", "陈静", " 陈静 "])
@pytest.mark.parametrize("role", ["customer-liaison", "Customer liaison", "客户沟通负责人"])
def test_a_role_is_given_by_the_names_on_the_screen(cli: CommandLine, incident: str, role: str, typed: str) -> None:
    cli.done("role", incident, role, typed)
    roles = cli.done("show", incident, "--json").json["roles"]
    assert next(each["person"] for each in roles if each["role"] == "customer-liaison") == "chen"


def test_a_role_is_left_to_nobody(cli: CommandLine, incident: str) -> None:
    cli.done("role", incident, "scribe", "dee")
    assert cli.done("role", incident, "scribe", "--vacate").err.splitlines()[-1] == "Scribe: nobody"
    roles = cli.done("show", incident, "--json").json["roles"]
    assert next(each["person"] for each in roles if each["role"] == "scribe") is None
    assert "nobody holds the role 'Scribe' any more; Dee" in cli.done("timeline", incident).out
    assert "nobody (" in cli.done("review", incident, "--format", "md").out
    for words in (("dee", "--vacate"), ()):
        assert cli("role", incident, "scribe", *words).code == 2


def test_an_unknown_name_lists_the_people_and_an_unknown_role_the_roles(cli: CommandLine, incident: str) -> None:
    ran = cli("role", incident, "scribe", "deee")
    assert ran.code == 1
    assert "Did you mean 'dee'?" in ran.err
    assert "  dee  Dee Novak" in ran.err
    ran = cli("role", incident, "scrib", "dee")
    assert ran.code == 1
    assert "Did you mean 'scribe'?" in ran.err
    assert "  customer-liaison  Customer liaison" in ran.err


def test_a_name_that_two_people_share_is_not_guessed(cli: CommandLine, incident: str) -> None:
    team = cli.world.directory
    namesake = Person(id="bo2", name="Bo Chen", language="en")
    cli.world.directory = replace(team, everybody=(*team.everybody, namesake))
    ran = cli("role", incident, "technical", "bo chen")
    assert ran.code == 1
    assert ran.err.splitlines() == [
        "'bo chen' can mean more than one person. Write the id of the one you mean.",
        "  bo  Bo Chen",
        "  bo2  Bo Chen",
    ]


def test_people_are_named_wherever_a_person_is_asked_for(cli: CommandLine, incident: str) -> None:
    cli.done("--as", "bo chen", "step", incident, "notice", "take")
    assert "Bo Chen, entered by Ana Lima" in cli.done("timeline", incident).out
    cli.done("step", incident, "fix", "ask", "--person", "Dee Novak")
    cli.done("--as", "陈静", "step", incident, "customers", "done", "--approved-by", "Ana Lima", "--yes")
    ran = cli("--as", "zoe", "list")
    assert ran.code == 1
    assert "There is no person 'zoe'." in ran.err
    assert "  ana  Ana Lima" in ran.err


def test_undo_takes_back_the_last_mark_and_says_which(cli: CommandLine, incident: str) -> None:
    cli.done("step", incident, "notice", "not-expected", "--value", "no tone")
    cli.world.clock.forward(minutes=1)
    cli.done("step", incident, "notice", "not-expected", "--value", "still no tone")
    ran = cli.done("undo", incident)
    assert "Taken back: step 'VOICE MENU: put up the outage notice': not as expected, still no tone (02:41)" in ran.err
    ran = cli.done("step", incident, "1", "undo")
    assert "not as expected, no tone (02:40)" in ran.err
    assert _state(cli, incident, "notice") == "current"
    assert cli("undo", incident).code == 1


def test_undo_asks_before_it_takes_back_what_is_older_than_another_act(cli: CommandLine, incident: str) -> None:
    cli.done("--as", "chen", "step", incident, "customers", "done", "--approved-by", "ana", "--yes")
    assert "Your last act" not in cli.done("--as", "chen", "undo", incident).err
    cli.done("step", incident, "notice", "done")
    cli.done("fact", incident, "error_share=4.1")
    ran = cli("undo", incident)
    assert ran.code == 2
    assert "Your last act is another one, which undo does not reach:" in ran.err
    assert "'incident fact' changes that." in ran.err
    assert "Nothing was taken back. Nobody is there to ask. Say --yes." in ran.err
    assert _state(cli, incident, "notice") == "as-expected"
    assert "Taken back: step 'VOICE MENU: put up the outage notice'" in cli.done("undo", incident, "--yes").err
    cli.done("step", incident, "notice", "done")
    cli.done("fact", incident, "error_share=4.2")
    assert "Your last act" not in cli.done("undo", incident, "1").err


def test_undo_takes_a_step_by_number(cli: CommandLine, incident: str) -> None:
    cli.done("step", incident, "notice", "done")
    cli.done("undo", incident, "1")
    assert _state(cli, incident, "notice") == "current"


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("affected_share=most", "fact 'affected_share' (Share of customers affected) takes a percent such as 12%."),
        ("affected_share=200%", "0 and 100, which fact 'affected_share' (Share of customers affected) takes."),
    ],
)
def test_a_wrong_value_names_its_fact_and_what_it_asks(cli: CommandLine, stated: str, said: str) -> None:
    incident = cli.declared()
    for words in (("fact", incident, stated), ("triage", RUNBOOK_ID, stated)):
        ran = cli(*words)
        assert ran.code == 1
        assert said in ran.err


def test_a_wrong_fact_is_answered_with_the_nearest_and_its_question_or_with_all(cli: CommandLine) -> None:
    incident = cli.declared()
    near = cli("fact", incident, "afected_share=3%").err.splitlines()
    assert near == ["There is no fact 'afected_share'. Did you mean 'affected_share'?", f"  {_SHARE}"]
    first, *every = cli("fact", incident, "zzz=3%").err.splitlines()
    assert first == "There is no fact 'zzz'. Check how it is written."
    assert f"  {_SHARE}" in every
    assert len(every) > 1


def test_a_step_names_the_questions_of_the_facts_it_waits_for(cli: CommandLine, incident: str) -> None:
    ran = cli("step", incident, "size", "done")
    assert ran.code == 1
    assert "'affected_share' (Share of customers affected)" in ran.err


_SHARE = "affected_share  Share of customers affected"


@pytest.mark.parametrize("words", [("undo",), ("step", "agents", "undo")])
def test_undo_says_which_message_is_called_back(cli: CommandLine, incident: str, words: tuple[str, ...]) -> None:
    cli.world.sender.answers["agents-chat"] = AttemptOutcome(
        result=AttemptClass.NOT_SENT, retry_after=timedelta(hours=1)
    )
    cli("step", incident, "agents", "done", "--yes")
    ran = cli.done(words[0], incident, *words[1:])
    assert "Message M1 to 'Agents on shift' is called back: 1 not sent." in ran.err
