"""Everything that an incident at night would need, looked at one by one.

Apart from how it is told: a new team has a hundred things to mend, and the first are what matters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from ctypes.util import find_library
from datetime import timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from incident.application.delivery.broken import broken_targets, idle_targets, was_tried
from incident.application.errors import ClockShifted, DocumentError, PangoMissing, StorageError
from incident.application.messages.reach import unreached_audiences
from incident.application.messages.trial import unreached_by_last
from incident.application.ports import Delivery
from incident.application.readiness import TEST_EACH, last_test
from incident.cli.commands.access import who_sends_words
from incident.cli.commands.doctor.actions import overdue_actions, untold_reminders
from incident.cli.commands.doctor.exercises import overdue_exercises
from incident.cli.commands.doctor.found import Finding
from incident.cli.commands.doctor.night import stale_texts
from incident.cli.session import Session
from incident.domain.grading.tiers import Tier
from incident.i18n import _, ngettext
from incident.wording.custody import backup_words, copied_words, held_words
from incident.wording.delivery import reason_words, unentered_words
from incident.wording.errors import say_error, say_problem
from incident.wording.fields import say_list
from incident.wording.law import lawless_words
from incident.wording.outlines import listed_audience
from incident.wording.safe import clean_line
from incident.wording.sentences import in_a_row

if TYPE_CHECKING:
    from incident.domain.runbooks.outline import Outline
    from incident.domain.runbooks.runbook import Bundle

__all__ = ["findings"]

_ADDRESS: Final = "WS008"
"""Rule of the address of the log."""
_NIGHT: Final = timedelta(days=1)


def findings(session: Session) -> Iterator[Finding]:
    """What would go wrong tonight, or might; where the documents or the clock are wrong, that alone."""
    first = [*_documents(session)]
    if not any(finding.grave for finding in first):
        first += _clock(session)
    if any(finding.grave for finding in first):
        yield from first
        return  # nothing else can be looked at before these are right; who is on duty hangs on the time
    runbooks = list(_runbooks(session))
    yield from (each for each in first if not any(each.words in found.words for found in runbooks))  # said there
    yield from _database(session)
    yield from _held(session)
    yield from _unentered(session)
    yield from _stranded(session)
    duty = list(_duty(session))
    yield from _people(session, {each.about for each in duty if each.check == "duty"})
    yield from _logins(session)
    yield from duty
    yield from _contact(session)
    yield from _targets(session)
    yield from _links(session)
    yield from _trial(session)
    yield from runbooks
    yield from _lawless(session)
    yield from overdue_actions(session)
    yield from untold_reminders(session)
    yield from overdue_exercises(session)
    yield from _printing()
    yield from _backup(session)


def _documents(session: Session) -> Iterator[Finding]:
    for problem in session.wiring.check_workspace(session.options):
        if problem.rule == _ADDRESS and problem.severity != "error":
            continue  # a machine that cannot open the log says so below, and that is grave
        yield Finding(check="document", words=say_problem(problem), grave=problem.severity == "error")


def _clock(session: Session) -> Iterator[Finding]:
    try:
        session.services.clock.now()
    except ClockShifted as error:
        yield Finding(check="clock", words=say_error(error))


def _database(session: Session) -> Iterator[Finding]:
    obstacle = session.wiring.database_obstacle(session.options)
    if obstacle:
        yield Finding(check="database", words=obstacle)
    elif session.log.session_login() is None:
        said = _("Who acts is believed: a log in a file cannot check logins. PostgreSQL can.")
        yield Finding(check="identity", words=said, grave=False)
    else:
        yield Finding(check="need-to-know", words=who_sends_words(), grave=False)


def _held(session: Session) -> Iterator[Finding]:
    """That nothing can leave, because the log is a copy."""
    with suppress(StorageError):  # said above
        outbox = session.services.outbox
        unconfirmed = outbox.unconfirmed()
        if unconfirmed is not None:
            words = in_a_row(held_words(outbox.waiting()[0]), copied_words(unconfirmed, session.speech()))
            yield Finding(check="restored", words=words)


def _unentered(session: Session) -> Iterator[Finding]:
    """That people were paged without the log, and no incident says so."""
    count = len(session.services.spool.pages())
    if count:
        yield Finding(check="paged", words=unentered_words(count), grave=False)


def _printing() -> Iterator[Finding]:
    """That the libraries for reports are installed, and one of them finds none of what it prints with."""
    if find_spec("weasyprint") is not None and not (find_library("pango-1.0") or find_library("pango-1")):
        yield Finding(check="pdf", words=say_error(PangoMissing()), grave=False)


def _backup(session: Session) -> Iterator[Finding]:
    """How old the last backup is; less than a day is as it should be."""
    try:
        backup, login = session.services.outbox.last_backup(), session.log.session_login()
    except StorageError:  # said above
        return
    if login is not None:
        said = _("The backups of the log are the server's; nobody sees from here when the last was. Ask who runs it.")
        yield Finding(check="backup", words=said, grave=False)
    elif backup is None:
        said = _("No backup of the log is known. 'incident db backup FILE' makes one: every day, on another disk.")
        yield Finding(check="backup", words=said, grave=False)
    elif session.now() - backup.taken_at > _NIGHT:
        said = in_a_row(backup_words(backup, session.now()), _("Make one every day."))
        yield Finding(check="backup", words=said, grave=False)


def _stranded(session: Session) -> Iterator[Finding]:
    """What was done without the server and never reached it, or never will."""
    if session.uncopied is not None:
        from incident.wording.offline import uncopied_words  # here, as below

        yield Finding(check="uncopied", words=uncopied_words(session.uncopied), grave=False)
    merged = session.merged
    if merged is None or not merged.stranded:
        return
    from incident.wording.offline import hidden_words, strange_words  # here: only after the line was cut

    for entry in merged.hidden:
        yield Finding(check="stranded", words=hidden_words(entry, session.speech()), grave=False)
    for entry in merged.strange:
        yield Finding(check="stranded", words=strange_words(entry, session.speech()), grave=False)
    others = merged.stranded - len(merged.hidden) - len(merged.strange)
    if others > 0:
        said = ngettext(
            "{count} act that was done without the server waits for the version of the program that gave it. Use it.",
            "{count} acts done without the server wait for the version of the program that gave them. Use it.",
            others,
        )
        yield Finding(check="stranded", words=said.format(count=others), grave=False)


def _people(session: Session, said_above: Collection[str]) -> Iterator[Finding]:
    people = session.services.directory.people()
    if not people:
        yield Finding(check="people", words=_("There is nobody in people.yaml."))
    for person in people:
        said, name = _("{person} cannot be reached: people.yaml gives no way."), clean_line(person.name)
        if not person.can_be_reached and name not in said_above:
            yield Finding(check="reach", words=said.format(person=name), grave=False, about=name)


def _logins(session: Session) -> Iterator[Finding]:
    """Who could record nothing, because the server does not take them for who they are."""
    try:
        known = session.log.known_logins()
    except StorageError:  # said above
        return
    if known is None:
        return
    for person in session.services.directory.people():
        if person.logins and not any(known.get(login) == person.id for login in person.logins):
            said = _(
                "The server of the log takes nobody for {person} ({logins}), so they can record nothing. Whoever runs "
                "it makes that a login of the role 'incident_app'; then the owner of the log types 'incident db "
                "upgrade'."
            )
            name, logins = clean_line(person.name), say_list(map(clean_line, person.logins))
            yield Finding(check="login", words=said.format(person=name, logins=logins), grave=False, about=name)


def _duty(session: Session) -> Iterator[Finding]:
    if session.services.directory.rotas():
        from incident.cli.commands.doctor.on_duty import on_duty  # here: not every team has a rota

        yield from on_duty(session)


def _contact(session: Session) -> Iterator[Finding]:
    if not session.services.workspace.contact.strip():
        said = _("Messages tell nobody where to ask: write 'public_contact' into incident.yaml.")
        yield Finding(check="contact", words=said, grave=False)


def _targets(session: Session) -> Iterator[Finding]:
    targets = session.services.directory.targets()
    if not targets:
        yield Finding(check="targets", words=_("No message can leave: there is no target in targets.yaml."))
    rows = _deliveries(session)
    used = {row.target_id for row in rows if was_tried(row)}
    broken, idle = broken_targets(rows, session.services.directory), idle_targets(rows)
    for target in targets:
        name = clean_line(target.id)
        obstacle = session.wiring.secret_obstacle(target, session.options)
        if obstacle:
            said = _("Target '{target}' cannot be used: {obstacle}")
            words = said.format(target=name, obstacle=obstacle)
            yield Finding(check="secret", words=words, grave=not target.exercise, about=name)
        elif target.id in broken:
            said = _("Target '{target}' refused its last message for good: {reason}. Renew its address.")
            words = said.format(target=name, reason=reason_words(broken[target.id].last_detail))
            yield Finding(check="broken", words=words, grave=not target.exercise, about=name)
        elif target.id in idle:
            yield Finding(check="idle", words=_idle_words(name, idle[target.id]), grave=not target.exercise, about=name)
        elif target.id not in used:
            said = _("Target '{target}' was never used. Send something to it in an exercise or a test.")
            yield Finding(check="untested", words=said.format(target=name), grave=False, about=name)


def _idle_words(name: str, vain: Sequence[Delivery]) -> str:
    """That none of its last messages went through, and why the very last did not."""
    said = _("Nothing got through target '{target}' of late ({count} tried): {reason}. Check its address and secret.")
    return said.format(target=name, count=len(vain), reason=reason_words(vain[-1].last_detail))


def _links(session: Session) -> Iterator[Finding]:
    obstacle = session.wiring.link_obstacle(session.options)
    if obstacle:
        said = _("Messages from this machine carry no link to acknowledge by. {obstacle}")
        yield Finding(check="links", words=said.format(obstacle=obstacle), grave=False)


def _trial(session: Session) -> Iterator[Finding]:
    """How old the last test page to everybody is; less than a month is as it should be."""
    try:
        rows = session.services.log.summaries(open_only=False)
    except StorageError:  # said above
        return
    at = last_test(rows)
    how = _("'incident doctor --send-test-page' sends one, and says whom it reached.")
    if at is None:
        yield Finding(check="test-page", words=in_a_row(_("No test page ever went to everybody."), how), grave=False)
    elif session.now() - at > TEST_EACH:
        said = _("The last test page to everybody was on {date}.").format(date=session.speech().moment(at))
        yield Finding(check="test-page", words=in_a_row(said, how), grave=False)
    yield from _unreached(session)


def _unreached(session: Session) -> Iterator[Finding]:
    """Whom the last test page did not reach, and nothing since."""
    with suppress(StorageError):  # said above
        incident_id, people = unreached_by_last(session.services, _deliveries(session))
        for person in people:
            said = _("The last test page reached {person} on no way, and nothing has since: {command} says why.")
            name, listing = clean_line(person.name), f"incident message list {incident_id}"
            yield Finding(check="unreached", words=said.format(person=name, command=listing), about=name)


def _deliveries(session: Session) -> Sequence[Delivery]:
    """All that were ever made; none where the log cannot be read, which is said elsewhere."""
    services = session.services
    try:
        every = services.log.summaries(open_only=False)
        return [row for each in every for row in services.outbox.deliveries(each.incident_id)]
    except StorageError:
        return ()


def _lawless(session: Session) -> Iterator[Finding]:
    """Open incidents whose declaration could not read the rules of law."""
    services = session.services
    if not services.workspace.names_law:
        return
    with suppress(StorageError):  # said elsewhere
        for row in services.log.summaries():
            incident = services.service.load(row.incident_id)
            if incident.law.pinned is None:
                yield Finding(check="law", words=lawless_words(incident.id), grave=False, about=incident.id)


def _runbooks(session: Session) -> Iterator[Finding]:
    offers = list(session.services.library.every())
    if not offers:
        yield Finding(check="runbooks", words=_("There is no runbook to declare an incident with."))
    for offer in offers:
        if offer.outline is None:
            yield Finding(check="runbook", words=say_error(DocumentError(offer.problems)), about=offer.id)
    bundles = [offer.bundle for offer in offers if offer.outline is not None]
    yield from _roles(session, bundles)
    yield from _stand_ins(session, bundles)
    yield from stale_texts(session.services.directory.night_texts(), {each.runbook.id: each for each in bundles})
    yield from _audiences(session, [offer.outline for offer in offers if offer.outline is not None])


def _audiences(session: Session, outlines: Sequence[Outline]) -> Iterator[Finding]:
    """Each audience once, with where to name its people, however many runbooks tell it something."""
    found: dict[str, list[Outline]] = {}
    for outline in outlines:
        for audience in unreached_audiences(outline, session.services.directory, session.now()):
            found.setdefault(audience, []).append(outline)
    for audience, told in found.items():
        said = _(
            "Nobody can be reached in the audience '{audience}' (targets.yaml: audiences: {id}). Told by: {runbooks}."
        )
        name = listed_audience(told[0], audience)
        words = said.format(audience=name, id=audience, runbooks=say_list(each.id for each in told))
        yield Finding(check="audience", words=words, about=audience)


def _roles(session: Session, bundles: Sequence[Bundle]) -> Iterator[Finding]:
    """Each role that nobody may fill, with the runbooks that want it."""
    able = {role for person in session.services.directory.people() for role in person.roles}
    wanted = {each.runbook.id: {r for policy in each.runbook.tiers.values() for r in policy.fill} for each in bundles}
    for role, found in _by_role(bundles, wanted):
        if role not in able:
            said = _("Nobody in people.yaml may fill the role '{role}'. Wanted by: {runbooks}.")
            name = _role(session, found, role)
            yield Finding(check="role", words=said.format(role=name, runbooks=_named(found)), grave=False, about=name)


def _stand_ins(session: Session, bundles: Sequence[Bundle]) -> Iterator[Finding]:
    """Roles of tier 1 that hang on one person, or on one way to reach somebody: RB014 of the rules for runbooks."""
    policies = {each.runbook.id: each.runbook.tiers.get(Tier.MAJOR) for each in bundles}
    for role, found in _by_role(
        bundles, {name: set(policy.fill if policy else ()) for name, policy in policies.items()}
    ):
        able = [person for person in session.services.directory.people() if role in person.roles]
        names = {"runbooks": _named(found), "role": _role(session, found, role)}
        if len(able) == 1:
            said = _("Only {person} may fill the role '{role}' at tier 1; nobody can stand in. Wanted by: {runbooks}.")
            words = said.format(**names, person=clean_line(able[0].name))
            yield Finding(check="stand-in", words=words, grave=False, about=names["role"])
        ways = {target for person in able for target, _address in person.reach}
        if len(ways) == 1:
            said = _("Whoever may fill the role '{role}' can be reached by '{target}' only. Wanted by: {runbooks}.")
            words = said.format(**names, target=clean_line(*ways))
            yield Finding(check="one-way", words=words, grave=False, about=names["role"])


def _by_role(bundles: Sequence[Bundle], wanted: Mapping[str, set[str]]) -> list[tuple[str, list[Bundle]]]:
    """Each role once, with the runbooks that want it filled."""
    roles = sorted({role for names in wanted.values() for role in names})
    return [(role, [each for each in bundles if role in wanted[each.runbook.id]]) for role in roles]


def _role(session: Session, found: Sequence[Bundle], role: str) -> str:
    return session.speech(found[0]).role(role)


def _named(found: Sequence[Bundle]) -> str:
    return say_list(each.runbook.id for each in found)
