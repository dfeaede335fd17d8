"""`incident drill scenario`: what there is to play, what it says, and what is wrong with it.

Apart from running one: who looks here reads what no player may.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from incident.application.errors import StorageMissing
from incident.application.exercises.led import require_unplayed
from incident.cli.arguments import json_output
from incident.cli.output import as_json as json_text
from incident.cli.output import print_data, print_json, say
from incident.cli.problems import SHAPE, format_options, report_problems
from incident.cli.session import Session, pass_session
from incident.cli.spoken import Group, Late, argument, command
from incident.i18n import N_, _, current, ngettext
from incident.wording.cells import hanging, wrap
from incident.wording.outlines import family_word
from incident.wording.scenarios import evidence_words, standard_words, trigger_words
from incident.wording.tiers import tier_word
from incident.wording.times import duration

if TYPE_CHECKING:
    from incident.domain.exercises.scenario import Inject, ScenarioBundle
    from incident.domain.runbooks.runbook import Bundle

__all__ = ["scenario"]

_LIST_SHAPE: Final = "{version, scenarios: [{id, revision, title, family, runbook, tier, length_seconds, injects}]}"
_SHOW_SHAPE: Final = (
    "{version, id, revision, title, family, runbook, tier, length_seconds, objectives: [{id, text, tasks}], "
    "tasks: [{id, text, standard, evidence, steps}], injects: [{number, id, title, when, to, text, expected: "
    "[{text, by, standard, evidence}]}]}"
)

scenario = Group(
    "scenario",
    late={
        "new": Late(
            module="incident.cli.commands.drill.making:new_scenario",
            help=N_("Begin a scenario of your own from one that there is; its files are below scenarios/."),
        )
    },
)


@command("list", help=N_("List the scenarios: their runbook, tier, length and injects."), json_shape=_LIST_SHAPE)
@json_output
@pass_session
def list_scenarios(session: Session, *, as_json: bool) -> None:
    """Print two lines a scenario."""
    found = list(session.wiring.scenarios(session.options).every())
    if as_json:
        print_json({"scenarios": [_outline(each) for each in found]})
    elif found:
        print_data("\n".join(line for each in found for line in _listed(each, session.width)))
    else:
        say(_("There is no scenario."))


@command("show", help=N_("Show a scenario whole; players must not read it."), json_shape=_SHOW_SHAPE)
@argument("SCENARIO", "scenario_id")
@json_output
@pass_session
def show(session: Session, *, scenario_id: str, as_json: bool) -> None:
    """Print it in the language in use, to nobody who plays it."""
    scenarios = session.wiring.scenarios(session.options)
    bundle = scenarios.bundle(scenario_id)
    services = session.services
    with suppress(StorageMissing):  # without a log nothing is played
        require_unplayed(services.service, services.log, bundle.scenario.id, services.actor)
    runbook = scenarios.runbook(bundle.scenario.runbook)
    if as_json:
        print_json(_whole(bundle, runbook))
    else:
        print_data("\n".join(_lines(bundle, runbook, session.width)))


@command(
    "check",
    help=N_("Check scenarios: these files, or all there are; all problems at once."),
    json_shape=SHAPE,
    notes=N_("What a rule such as SC007 means: incident runbook rules SC007"),
)
@argument("[PATH...]", "paths", nargs=-1)
@format_options
@pass_session
def check(session: Session, *, paths: tuple[str, ...], format_name: str, as_json: bool) -> None:
    """Print what is wrong."""
    report_problems(session.wiring.check_scenarios(paths, session.options), format_name, as_json=as_json)


@command(
    "schema",
    help=N_("Print the JSON Schema of scenarios, with which editors complete and check while you type."),
    notes=N_("It is JSON as it stands, and so has no --json."),
)
@pass_session
def schema(session: Session) -> None:
    """Print it with its descriptions in the language in use."""
    print_data(json_text(session.wiring.scenario_schema()))


for _each in (list_scenarios, show, check, schema):
    scenario.add_command(_each)


def _listed(bundle: ScenarioBundle, width: int) -> Iterator[str]:
    plan = bundle.scenario
    yield from wrap(f"{plan.id}  {bundle.text('title', current())}", width)
    count = ngettext("{count} inject", "{count} injects", len(plan.injects)).format(count=len(plan.injects))
    told = [family_word(plan.family), plan.runbook, tier_word(plan.tier), duration(plan.length), count]
    yield from (f"    {line}" for line in wrap(_(", ").join(told), width - 4))


def _lines(bundle: ScenarioBundle, runbook: Bundle, width: int) -> Iterator[str]:
    plan, language = bundle.scenario, current()
    yield from _listed(bundle, width)
    for head, key in ((_("At the start the players are told:"), "start"), (_("What is really the case:"), "truth")):
        yield from ("", head, *hanging("  ", bundle.text(key, language), width))
    if plan.artificialities:
        yield from ("", _("Not as in life:"))
        for index in range(plan.artificialities):
            yield from hanging("  - ", bundle.text(f"artificiality.{index}", language), width)
    for objective in plan.objectives:
        yield ""
        yield from hanging("", bundle.text(f"objective.{objective.id}", language), width)
        for task in filter(None, map(plan.task, objective.tasks)):
            yield from hanging("  - ", bundle.text(f"task.{task.id}", language), width)
            shown = evidence_words(task.evidence, bundle, runbook)
            yield from hanging("    ", standard_words(task.within, task.after, plan, shown), width)
    yield from ("", _("Injects"))
    for inject in plan.injects:
        yield from _inject_lines(inject, bundle, runbook, width)


def _inject_lines(inject: Inject, bundle: ScenarioBundle, runbook: Bundle, width: int) -> Iterator[str]:
    language, key = current(), f"inject.{inject.id}"
    yield ""
    yield from hanging(f"{inject.number:>3}  ", bundle.text(f"{key}.title", language), width)
    call = bundle.text(f"{key}.call", language)
    when = trigger_words(inject.trigger, bundle, runbook)
    for words in (when, call, bundle.text(f"{key}.text", language), bundle.text(f"{key}.note", language)):
        if words:
            yield from hanging("     ", words, width)
    for index, expected in enumerate(inject.expected):
        yield from hanging("     - ", bundle.text(f"{key}.expect.{index}", language), width)
        shown = evidence_words(expected.evidence, bundle, runbook)
        yield from hanging("       ", standard_words(expected.within, "", bundle.scenario, shown), width)


def _outline(bundle: ScenarioBundle) -> dict[str, object]:
    plan = bundle.scenario
    return {
        "id": plan.id,
        "revision": plan.revision,
        "title": bundle.text("title", current()),
        "family": plan.family,
        "runbook": plan.runbook,
        "tier": int(plan.tier),
        "length_seconds": int(plan.length.total_seconds()),
        "injects": len(plan.injects),
    }


def _whole(bundle: ScenarioBundle, runbook: Bundle) -> dict[str, object]:
    plan, language = bundle.scenario, current()
    tasks = [
        {
            "id": task.id,
            "text": bundle.text(f"task.{task.id}", language),
            "standard": task.within.total_seconds() if task.within else None,
            "evidence": evidence_words(task.evidence, bundle, runbook),
            "steps": list(task.steps),
        }
        for task in plan.tasks
    ]
    objectives = [
        {"id": each.id, "text": bundle.text(f"objective.{each.id}", language), "tasks": list(each.tasks)}
        for each in plan.objectives
    ]
    injects = [_inject_shape(each, bundle, runbook) for each in plan.injects]
    return {**_outline(bundle), "objectives": objectives, "tasks": tasks, "injects": injects}


def _inject_shape(inject: Inject, bundle: ScenarioBundle, runbook: Bundle) -> dict[str, object]:
    language, key = current(), f"inject.{inject.id}"
    return {
        "number": inject.number,
        "id": inject.id,
        "title": bundle.text(f"{key}.title", language),
        "when": trigger_words(inject.trigger, bundle, runbook),
        "to": list(inject.to),
        "text": bundle.text(f"{key}.text", language),
        "expected": [
            {
                "text": bundle.text(f"{key}.expect.{index}", language),
                "by": expected.by or None,
                "standard": expected.within.total_seconds() if expected.within else None,
                "evidence": evidence_words(expected.evidence, bundle, runbook),
            }
            for index, expected in enumerate(inject.expected)
        ],
    }
