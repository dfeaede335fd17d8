"""What a shipped runbook must hold, whichever event it is for: as reference/STANDARDS.md 7.0 has it.

Apart from the walks, because nothing is worked here; and from `runbook check`, because a team's own runbook may do
without. What the checker finds (three people, exits, boxes, 90 s) is asked of it once, of all files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
import yaml

from incident import i18n
from incident.adapters.documents.library import YamlLibrary
from incident.adapters.documents.snapshot import Snapshot
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Bundle, FactType, Step, Verb
from incident.shipped import library_root
from incident.wording.outlines import family_phrase, family_word
from incident.wording.resources import resource_kind, resource_name

RUNBOOKS = Snapshot([library_root()]).names
LANGUAGES = ("en", "zh-CN")
KINDS = {"staff", "equipment", "materials", "information", "money"}
CHANNELS = {"en": "Channels: ", "zh-CN": "渠道："}
WHO = {"affected_who", "exposed_who"}
LAW_OF_NOTICES = {"data_kinds", "cause_text", "harm_text", "measures_text", "self_help", "contact"}
"""Personal Information Protection Law of China, Article 57; GDPR Article 34."""

NETWORK = "data.network-attack"
"""Adds `data.exposure`, and with it the notice to persons, once data was taken."""

every_runbook = pytest.mark.parametrize("runbook", RUNBOOKS)


@cache
def _bundle(runbook: str) -> Bundle:
    return YamlLibrary([library_root()]).bundle(runbook)


def _own(bundle: Bundle) -> Iterator[Step]:
    """Its steps without those of a runbook that a raise may add."""
    return (step for step in bundle.runbook.steps() if not step.added_by)


def _told(bundle: Bundle, *audiences: str) -> list[Step]:
    return [step for step in _own(bundle) if step.verb is Verb.TELL and (not audiences or step.audience in audiences)]


def _asked(bundle: Bundle, template: str | None, language: str) -> set[str]:
    body = bundle.words[language][f"template.{template}.body"]
    return set(re.findall(r"\$\{(\w+)\}", body))


def _words(bundle: Bundle, language: str) -> str:
    return "\n".join(text for key, text in bundle.words[language].items() if "/" not in key)


@every_runbook
def test_each_tier_has_its_triggers_and_each_stage_an_owner_and_a_limit(runbook: str) -> None:
    book = _bundle(runbook).runbook
    assert set(book.tiers) == set(book.triage) == set(Tier)
    assert book.triage[Tier.MAJOR]
    assert book.triage[Tier.SERIOUS]
    for phase in book.phases:
        own = [step for step in phase.steps if not step.added_by]
        assert not own or set(phase.limit) == set(Tier), phase.id
        for step in own:
            assert step.by in book.roles, step.id


@every_runbook
def test_both_graver_tiers_ask_for_all_five_kinds_and_the_third_has_its_own_people_and_papers(runbook: str) -> None:
    """Tier 3 is the shift's own work: it has no step that asks for more (reference/STANDARDS.md 7.0, 7.1)."""
    book = _bundle(runbook).runbook
    kinds = {tier: {want.kind for want in book.wants[tier]} for tier in Tier}
    assert kinds[Tier.MAJOR] == kinds[Tier.SERIOUS] == KINDS
    assert {"staff", "information"} <= kinds[Tier.GENERAL]
    assert {tier for step in _own(_bundle(runbook)) if step.verb is Verb.REQUEST for tier in step.tiers} == {
        Tier.MAJOR,
        Tier.SERIOUS,
    }


@every_runbook
def test_what_follows_a_question_about_an_authority_has_a_limit_of_its_own(runbook: str) -> None:
    """The stage's limit is enough elsewhere; a date that the law sets is not the stage's."""
    steps = list(_own(_bundle(runbook)))
    asked = {step.branch.step for step in steps if step.branch and step.audience == "authority"}
    assert asked
    for step in steps:
        if step.branch and step.branch.step in asked:
            assert step.timer or step.within, step.id


@every_runbook
def test_everybody_is_called_into_one_room_at_every_tier(runbook: str) -> None:
    bundle = _bundle(runbook)
    calls = [step for step in _own(bundle) if bundle.words["en"][f"step.{step.id}.title"].startswith("ROLES: page")]
    assert [set(step.tiers) for step in calls] == [set(Tier)]
    assert set(calls[0].within) == set(Tier)


@every_runbook
def test_every_message_has_a_limit_of_its_own(runbook: str) -> None:
    for step in _told(_bundle(runbook)):
        assert step.timer or set(step.tiers) <= set(step.within), step.id


@every_runbook
@pytest.mark.parametrize("tier", Tier)
def test_agents_hear_it_before_customers_do(runbook: str, tier: Tier) -> None:
    told = [step.audience for step in _told(_bundle(runbook), "agents", "customers") if tier in step.tiers]
    if runbook == "staff.misconduct" and tier is Tier.GENERAL:
        return  # one person is suspected: the team is told only once it talks of it, which is tier 2
    assert told[0] == "agents"


@every_runbook
def test_executives_are_told_at_both_graver_tiers_with_a_limit(runbook: str) -> None:
    told = _told(_bundle(runbook), "executives")
    for tier in (Tier.MAJOR, Tier.SERIOUS):
        assert any(tier in step.within for step in told if tier in step.tiers)


@every_runbook
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_names_its_channels_the_next_update_and_a_contact(runbook: str, language: str) -> None:
    bundle = _bundle(runbook)
    for step in _told(bundle):
        assert bundle.words[language].get(f"step.{step.id}.why", "").startswith(CHANNELS[language]), step.id
        assert {"next_update", "contact"} <= _asked(bundle, step.template, language), step.template


@every_runbook
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_is_whole_where_the_workspace_names_no_contact(runbook: str, language: str) -> None:
    """The lines with a contact are left out then: they say nothing else, and no label waits for one."""
    bundle = _bundle(runbook)
    for step in _told(bundle):
        body = bundle.words[language][f"template.{step.template}.body"].splitlines()
        asked = [line for line in body if "${contact}" in line]
        assert [line for line in asked if line.count("${") > 1 or re.search("[。.!?？！] ?[^:：]*[:：]", line)] == []
        assert not [line for line in body if line not in asked][-1].rstrip().endswith((":", "："))


@every_runbook
@pytest.mark.parametrize("language", LANGUAGES)
def test_customers_read_neither_what_nobody_decided_nor_how_a_message_is_called_here(
    runbook: str, language: str
) -> None:
    bundle = _bundle(runbook)
    for step in _told(bundle, "customers", "media"):
        title, body = (bundle.words[language][f"template.{step.template}.{key}"] for key in ("title", "body"))
        assert not re.search("first message|: update|[Hh]olding|初步声明", title), step.template
        assert not re.search("no decision yet|尚未决定|call back everyone|逐一回电", body), step.template


@every_runbook
@pytest.mark.parametrize("language", LANGUAGES)
def test_customers_read_what_whom_and_since_when(runbook: str, language: str) -> None:
    bundle = _bundle(runbook)
    times = {fact.id for fact in bundle.runbook.facts if fact.type is FactType.TIME}
    told = _told(bundle, "customers")
    assert told
    for step in told:
        asked = _asked(bundle, step.template, language)
        assert asked & times, step.template
        assert asked & WHO, step.template
    assert _asked(bundle, told[0].template, language) & {"customer_action", "self_help"}


@every_runbook
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_speaks_outside_has_a_statement_to_hold_the_line(runbook: str, language: str) -> None:
    bundle = _bundle(runbook)
    if "spokesperson" not in bundle.runbook.roles:
        pytest.skip("nobody of this runbook speaks to the media")
    told = _told(bundle, "media")
    assert told
    assert not any("cause_text" in _asked(bundle, step.template, language) for step in told)


@every_runbook
def test_an_authority_that_is_told_gets_a_first_a_follow_up_and_a_final_report(runbook: str) -> None:
    told = {step.template or "" for step in _told(_bundle(runbook), "authority")}
    for part in ("-first", ("-follow-up", "-update"), "-final"):
        assert any(template.endswith(part) for template in told), part


@pytest.mark.parametrize("runbook", [each for each in RUNBOOKS if each.startswith("data.") and each != NETWORK])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_to_persons_holds_what_the_law_lists(runbook: str, language: str) -> None:
    bundle = _bundle(runbook)
    first = [step for step in _told(bundle, "customers") if "self_help" in _asked(bundle, step.template, language)]
    assert any(_asked(bundle, step.template, language) >= LAW_OF_NOTICES for step in first)


@every_runbook
def test_evidence_is_kept_a_review_is_booked_and_somebody_signs_the_close(runbook: str) -> None:
    bundle = _bundle(runbook)
    steps = list(_own(bundle))
    assert any("EVIDENCE" in bundle.words["en"].get(f"step.{step.id}.title", "") for step in steps)
    assert any(step.id == "review" and set(step.tiers) == set(Tier) for step in steps)
    assert [step for step in steps if step.branch is None][-1].verb is Verb.APPROVE


@every_runbook
def test_customers_who_cannot_wait_come_first(runbook: str) -> None:
    assert re.search("老年|残障|优先|重点客户|孕", _words(_bundle(runbook), "zh-CN"))
    assert re.search("elderly|disabled|priority|vulnerable", _words(_bundle(runbook), "en"), re.IGNORECASE)


@every_runbook
def test_the_first_contact_owns_the_case_until_a_named_person_accepts_it(runbook: str) -> None:
    assert re.search("named person", _words(_bundle(runbook), "en"))
    assert re.search("首问责任人", _words(_bundle(runbook), "zh-CN"))


@pytest.mark.parametrize("runbook", [each for each in RUNBOOKS if each.startswith(("outage.", "data."))])
def test_a_technical_event_can_call_the_next_line_of_support(runbook: str) -> None:
    assert re.search("second.line|expert|support line", _words(_bundle(runbook), "en"), re.IGNORECASE)
    assert re.search("二线|上一级支持|专家", _words(_bundle(runbook), "zh-CN"))


def test_the_roles_that_the_manuals_name_have_work() -> None:
    said = "\n".join(_words(_bundle(runbook), "zh-CN") for runbook in RUNBOOKS)
    for role in ("信息安全官", "数据保护专员", "服务协调员", "合规审计小组", "应急指挥中心"):
        assert role in said


@every_runbook
def test_chinese_uses_its_own_words_and_quotes(runbook: str) -> None:
    said = _words(_bundle(runbook), "zh-CN")
    for word in ("升级", "时钟", "“", "”", "案例"):
        assert word not in said


@every_runbook
def test_its_family_and_resources_have_names_in_both_languages(runbook: str) -> None:
    book = _bundle(runbook).runbook
    wants = [want for wants in book.wants.values() for want in wants]
    for language in i18n.LANGUAGES:
        i18n.use(language)
        named = {resource_name(want.type) for want in wants} | {resource_kind(want.kind) for want in wants}
        named |= {family_word(book.family), family_phrase(book.family)}
        ids = {want.type for want in wants if "-" in want.type} | {book.family} - {"other"}
        assert not named & ids
        if language != "en":
            assert not [name for name in named if name.isascii()]
    i18n.use("en")


@every_runbook
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_has_a_source_and_what_nobody_read_says_so(runbook: str, language: str) -> None:
    folder = library_root() / language
    references = yaml.safe_load((folder / f"{runbook}.yaml").read_text("utf-8"))["references"]
    assert {reference["confidence"] for reference in references} <= {"V", "Vq", "S", "R", "G"}
    for reference in references:
        said = f"{reference['title']} {reference['where']}"
        if reference["confidence"] == "G":
            assert re.search("unverified|未核实", said), said
        if reference["confidence"] == "R":
            assert re.search("our own|recommend|register|本手册建议|自有建议|台账", said, re.IGNORECASE), said
    assert any(reference["confidence"] == "R" for reference in references)


NEVER = {
    "complaints.": (
        "compensation|Promise nothing",
        "delete|deleting|deletion|criticism",
        "withdraw",
        "identity|complained about",
    ),
    "data.": ("chat", "suspect|[Nn]o name"),
}
"""Parts of the cautions that reference/STANDARDS.md 7.2 and 7.3 ask for, by the beginning of the runbook's id."""


@every_runbook
def test_what_must_never_be_done_is_a_caution_where_the_temptation_arises(runbook: str) -> None:
    bundle = _bundle(runbook)
    cautions = [bundle.words["en"].get(f"step.{step.id}.caution", "") for step in _own(bundle)]
    assert any(cautions)
    for begins, parts in NEVER.items():
        if runbook.startswith(begins):
            for part in parts:
                assert any(re.search(part, caution) for caution in cautions), part
    imaged = [step for step in _own(bundle) if step.id == "image" and step.branch is None]
    for step in imaged:
        assert "before the image" in bundle.words["en"][f"step.{step.id}.caution"]
    if runbook.startswith("data.") and _told(bundle, "media"):
        assert any("no data" in caution.lower() for caution in cautions)


@every_runbook
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_to_copy_names_the_incident_itself(runbook: str, language: str) -> None:
    bundle = _bundle(runbook)
    for step in _own(bundle):
        for line in bundle.words[language].get(f"step.{step.id}.show", "").splitlines():
            if re.match(r"incident (mark|class|obligation|access) ", line):
                assert "${incident}" in line, step.id
