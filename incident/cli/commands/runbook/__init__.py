"""`incident runbook`: what there is, what it says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from incident.cli.arguments import json_output
from incident.cli.commands.runbook.add import add
from incident.cli.output import as_json as json_text
from incident.cli.output import print_data, print_json
from incident.cli.parameters import TIER
from incident.cli.problems import SHAPE, format_options, report_problems
from incident.cli.session import Session, pass_session
from incident.cli.spoken import Group, Late, argument, command, option
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Branch, Bundle, Runbook, Step
from incident.i18n import N_, _
from incident.wording.cells import cells, hanging, pad
from incident.wording.conditions import condition_phrase
from incident.wording.endings import end_word
from incident.wording.speech import Speech
from incident.wording.steps import verb_word
from incident.wording.tiers import tier_word
from incident.wording.times import duration

__all__ = ["runbook"]

_SHOW_SHAPE = (
    "{version, id, revision, title, languages, facts: [{id, type, question}], roles: [{id, name}], "
    "phases: [{id, title, steps: [{id, verb, title, tiers, by, under}]}]}"
)

_LATE = {
    "list": Late(
        module="incident.cli.commands.runbook.listing:list_runbooks",
        help=N_("List the runbooks: whose they are, how sound, when reviewed."),
    ),
    "new": Late(
        module="incident.cli.commands.runbook.new:new", help=N_("Begin a runbook of your own with five questions.")
    ),
    "rules": Late(
        module="incident.cli.commands.runbook.rules:rules",
        help=N_("Say what each rule of the check means, and what to write instead."),
    ),
    "diff": Late(
        module="incident.cli.commands.runbook.diff:diff", help=N_("Tell what another revision or tier says otherwise.")
    ),
    "print": Late(
        module="incident.cli.commands.runbook.printing:print_runbook",
        help=N_("Put a runbook on paper: boxes, blanks, limits, messages."),
    ),
    "import": Late(
        module="incident.cli.commands.runbook.importing:import_runbook",
        help=N_("Make a draft of a CACAO file or a Markdown checklist."),
    ),
    "export": Late(
        module="incident.cli.commands.runbook.export:export",
        help=N_("Write a runbook as CACAO 2.0 or as a Markdown checklist."),
    ),
}

runbook = Group("runbook", late=_LATE)


@command(
    "show",
    help=N_("Show the plan of a runbook: triage, tiers, and every step with its kind and role."),
    json_shape=_SHOW_SHAPE,
    notes=N_("What a step says under DO, EXPECT and IF NOT: incident runbook print RUNBOOK"),
)
@argument("RUNBOOK", "runbook_id")
@option("--tier", type=TIER, metavar="1|2|3", help=N_("Only the steps of this tier."))
@json_output
@pass_session
def show(session: Session, *, runbook_id: str, tier: Tier | None, as_json: bool) -> None:
    """Print it in the language in use."""
    bundle = session.wiring.runbooks(session.options).bundle(runbook_id)
    speech = Speech(bundle=bundle)
    if as_json:
        print_json(_shape(bundle, tier, speech))
    else:
        print_data("\n".join(_lines(bundle, tier, speech, session.width)))


@command(
    "check",
    help=N_("Check runbooks: these files, or the whole library; all problems at once."),
    json_shape=SHAPE,
    notes=N_("What a rule such as RB014 means: incident runbook rules RB014"),
)
@argument("[PATH...]", "paths", nargs=-1)
@format_options
@pass_session
def check(session: Session, *, paths: tuple[str, ...], format_name: str, as_json: bool) -> None:
    """Print what is wrong."""
    report_problems(session.wiring.check_runbooks(paths, session.options), format_name, as_json=as_json)


@command(
    "schema",
    help=N_("Print the JSON Schema of runbooks, with which editors complete and check while you type."),
    notes=N_("It is JSON as it stands, and so has no --json."),
)
@pass_session
def schema(session: Session) -> None:
    """Print it with its descriptions in the language in use."""
    print_data(json_text(session.wiring.runbook_schema()))


for _each in (show, check, schema, add):
    runbook.add_command(_each)


def _lines(bundle: Bundle, tier: Tier | None, speech: Speech, width: int) -> Iterator[str]:
    book = bundle.runbook
    yield from hanging("", speech.text("title"), width)
    yield _("{id}, revision {revision}, reviewed {date}").format(
        id=book.id, revision=book.revision, date=book.reviewed_on
    )
    yield from _triage(bundle, speech, width)
    for each in Tier:
        if each in book.tiers and tier in (None, each):
            yield ""
            yield from _policy(bundle, each, speech, width)
    yield ""
    yield from hanging("", _("Each step reads: [its tiers] its id: its title (what it does, whose it is)."), width)
    for phase in book.phases:
        steps = [step for step in phase.steps if tier is None or tier in step.tiers]
        if steps:
            yield ""
            yield from hanging("", speech.phase(phase.id), width)
            for step in steps:
                yield from _step(book, step, speech, width)


def _triage(bundle: Bundle, speech: Speech, width: int) -> Iterator[str]:
    yield ""
    yield _("Triage: any one line is enough")
    for tier, conditions in sorted(bundle.runbook.triage.items()):
        for condition in conditions:
            yield from hanging(f"  {int(tier)}  ", condition_phrase(condition, speech), width)


def _policy(bundle: Bundle, tier: Tier, speech: Speech, width: int) -> Iterator[str]:
    policy = bundle.runbook.tiers[tier]
    yield tier_word(tier)
    said = _("First message within {first}, then every {every}; {end} within {restore}.")
    words = said.format(
        first=duration(policy.first_update),
        every=duration(policy.update_every),
        restore=duration(policy.restore),
        end=end_word(bundle.runbook.family),
    )
    roles = _(", ").join(speech.role(role) for role in policy.fill) or _("none")
    for text in (words, _("Roles to fill: {roles}").format(roles=roles)):
        yield from hanging("  ", text, width)


def _step(book: Runbook, step: Step, speech: Speech, width: int) -> Iterator[str]:
    tiers = "".join(str(int(tier)) for tier in step.tiers)
    lead = f"{'  ' * (1 + _depth(book, step))}{pad(f'[{tiers}]', 5)} "
    *above, last = hanging(lead, _("{id}: {title}").format(id=step.id, title=speech.step(step.id)), width)
    yield from above
    who = _(", ").join([verb_word(step.verb), *([speech.role(step.by)] if step.by else [])])
    whole = _("{step} ({role})").format(step=last, role=who)
    if cells(whole) <= width:
        yield whole
    else:  # who does what stays together
        yield last
        yield " " * len(lead) + whole[len(last) :].strip()


def _depth(book: Runbook, step: Step) -> int:
    """How many steps it stands below."""
    above = book.step(step.branch.step) if step.branch else None
    return 1 + _depth(book, above) if above else 0


def _shape(bundle: Bundle, tier: Tier | None, speech: Speech) -> dict[str, object]:
    book = bundle.runbook
    return {
        "id": book.id,
        "revision": book.revision,
        "title": speech.text("title"),
        "languages": list(bundle.languages),
        "facts": [{"id": f.id, "type": f.type.value, "question": speech.fact(f.id)} for f in book.facts],
        "roles": [{"id": role, "name": speech.role(role)} for role in book.roles],
        "phases": [
            {
                "id": phase.id,
                "title": speech.phase(phase.id),
                "steps": [_step_shape(s, speech) for s in phase.steps if tier is None or tier in s.tiers],
            }
            for phase in book.phases
        ],
    }


def _step_shape(step: Step, speech: Speech) -> dict[str, object]:
    return {
        "id": step.id,
        "verb": step.verb.value,
        "title": speech.step(step.id),
        "tiers": [int(tier) for tier in step.tiers],
        "by": step.by,
        "under": _under(step.branch),
    }


def _under(branch: Branch | None) -> str | None:
    """`cause=release`, or `notice=not-expected` for a way out."""
    if branch is None or (branch.is_body and branch.option is None):
        return branch.step if branch else None
    return f"{branch.step}={branch.option or 'not-expected'}"
