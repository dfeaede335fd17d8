"""What went wrong outside the rules, as a sentence with a way out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from incident.application import errors as e
from incident.i18n import N_, _
from incident.wording.cells import cut_within
from incident.wording.fields import say_list
from incident.wording.offline import command_phrase
from incident.wording.safe import clean, clean_line
from incident.wording.sentences import in_a_row

__all__ = ["say_error", "say_problem", "say_stale"]

_SENTENCES: Final[Mapping[type[e.IncidentError], str]] = {
    e.IncidentError: N_("The program could not do what was asked. 'incident doctor' shows what is wrong."),
    e.NotFound: N_("There is no {kind} '{name}'. Check how it is written."),
    e.StorageError: N_("The log '{place}' cannot be reached. Nothing was written; try again."),
    e.StorageUnreachable: N_(
        "The server of the log '{place}' cannot be reached. Check the network; work that was copied here can go on."
    ),
    e.CutOff: N_("The server cannot be reached, and {what} needs it. Nothing was done; do it when the line is back."),
    e.StorageMissing: N_("There is no log at '{place}'. If it never was there, 'incident db upgrade' makes it."),
    e.StorageReplaced: N_(
        "A file of the log '{place}' was deleted or replaced while the program had it open, so nothing more is kept "
        "in it. Once it is moved back the program goes on; after putting back a copy start it again, and look which "
        "marks are there."
    ),
    e.StorageNoFile: N_(
        "'{place}' is a folder, a pipe or a device, and no file. Move it away, or name the file of the log."
    ),
    e.StorageBusy: N_("Another process held the log '{place}'. Nothing was written; try again."),
    e.LogInUse: N_(
        "Somebody has the log '{place}' open, so nothing was put back. End its terminal programs and workers, and try "
        "again."
    ),
    e.StorageReadOnly: N_(
        "The log '{place}' can be read but not written. Check the rights of the file and its folder."
    ),
    e.LedSideShut: N_(
        "In the log '{place}' what those who lead an exercise keep is shut to the login '{login}'; the rest is open. "
        'Whoever leads or evaluates has the owner of the server type: GRANT incident_controller TO "{login}"'
    ),
    e.LoginUnknown: N_(
        "The server of the log '{place}' does not know yet whose login '{login}' is, so nothing was written. The owner "
        "of the log types 'incident db upgrade', which tells it who is in people.yaml."
    ),
    e.StorageTooNew: N_(
        "The log '{place}' was written by a newer program, so it can be read but not written. Update this program."
    ),
    e.StorageTooOld: N_(
        "The log '{place}' is still that of an older program, so this one only reads it. 'incident db upgrade' brings "
        "it up to this program; older ones then only read."
    ),
    e.StorageFull: N_("The disk of the log '{place}' is full, and nothing was written. Make room and try again."),
    e.StorageOnReserve: N_(
        "THE DISK IS FULL. The log '{place}' now uses the room that was laid by for this: all was written, and a few "
        "hundred entries more fit. Make room now."
    ),
    e.StorageLimited: N_(
        "The files of the log '{place}' may not grow past the limit that is set for this process, and nothing was "
        "written. Raise the limit ('ulimit -f') and try again."
    ),
    e.StorageDamaged: N_(
        "'{place}' is no log, or a damaged one. Restore the last backup; keep this file for the record."
    ),
    e.DiskFull: N_("The disk is full, so '{place}' was not written. Make room and try again."),
    e.StorageNowhere: N_(
        "'{place}' is no address of a log. Write the path of a file, sqlite:///FILE or postgresql://HOST/NAME."
    ),
    e.StorageDriverMissing: N_(
        "The log is on a PostgreSQL server, '{place}', and the library for it is not installed here: "
        "pip install 'incident[postgres]'."
    ),
    e.ClockUnreadable: N_("{name} is '{value}', which is no offset. Write +45m or -2h, at most 366d, or unset it."),
    e.ClockShifted: N_(
        "{name} is '{value}', but the workspace '{place}' is no sandbox. Unset it, or set 'sandbox: true' there."
    ),
    e.ClockJumped: N_(
        "The clock of this machine went forward at once. No waiting message is given up until it is right again; "
        "if it is right now, start the program anew."
    ),
    e.ClockSetBack: N_(
        "The clock of this machine went back at once. What was put off in the time that comes again now still leaves "
        "when it was to; what was put off earlier waits longer by as much: messages that are tried again, and whoever "
        "is told when nobody answers. Phone them."
    ),
    e.TooLateBefore: N_(
        "By the clock of this machine, messages became too late while no program was there to send them: {count}. "
        "They are kept for now. If the clock is wrong, set it right, and they are sent; if it is right, the terminal "
        "program or 'incident worker' gives them up after ten minutes."
    ),
    e.BeaconUnanswered: N_(
        "The watchdog does not answer ('heartbeat' in incident.yaml), so nobody outside knows that messages leave."
    ),
    e.SecretShapeless: N_(
        "Its secret is no address that messages can go to. It is what the service shows, or begins with its name, such "
        "as slack://; that of a webhook of your own begins with jsons://."
    ),
    e.SecretUnavailable: N_(
        "This is no reference to a secret. Write env:NAME, file:PATH, cmd:COMMAND or keyring:NAME."
    ),
    e.ExtraMissing: N_("'{command}' needs libraries that are not installed here: pip install 'incident[{extra}]'."),
    e.PangoMissing: N_(
        "A PDF needs Pango, which this machine lacks: apt install libpango-1.0-0 libpangoft2-1.0-0 "
        "libharfbuzz-subset0 fonts-noto-cjk. A page (--format html) needs none of it, and every browser prints one."
    ),
    e.PasswordUnfit: N_(
        "A password has {least} to {most} characters. Nothing was changed; a few words that nobody guesses do well."
    ),
    e.FileThere: N_(
        "'{place}' is there already, and nothing was written. Move it away first; 'incident runbook import' can "
        "--replace it."
    ),
    e.BackupThere: N_(
        "'{place}' is there already, and nothing was written. Name another file, or write '--replace' to put the new "
        "backup in its place."
    ),
    e.BackupOnLog: N_("'{place}' is the log itself. Name another file, best on another disk."),
    e.OwnFile: N_("'{place}' is the log, or a file that the workspace reads; nothing was written. Name another file."),
    e.BackupUnfit: N_(
        "'{place}' is no whole backup of a log, so nothing was put back. 'incident --db FILE verify' says what is "
        "wrong with it; take an earlier one."
    ),
    e.LogAhead: N_(
        "The log '{place}' has entries that the backup lacks: {count}, in {incidents}. Nothing was put back. '--lose "
        "{count}' puts it back all the same; the present file is then kept beside it."
    ),
    e.ServerKeeps: N_("The log is on a PostgreSQL server, whose own tools do this. Type: {command}"),
    e.FileUnwritable: N_("'{place}' cannot be written, and what stood there stands. Choose another place."),
    e.WorkspaceExists: N_("'{place}' is there already; nothing was written. Choose another folder, or use this one."),
    e.LostRace: N_(
        "Others kept writing to incident '{incident_id}' at the same moment. Nothing was written; try again."
    ),
    e.CommandRepeated: N_("This command was executed before, and is not executed twice. Look at the timeline."),
}
_UNSURE: Final = N_(
    "The server went away while it was asked for {what}, so it may be done or not. Look when the line is back."
)
_UNSENT: Final = N_(
    "The server cannot be reached, and {what} needs it. Nothing was done. Who must know now: incident message page "
    "PERSON... TEXT, or phone them: incident message call-sheet INCIDENT."
)
_TELLING: Final = ("SendMessage", "ReleaseMessage", "CorrectMessage", "RetryDelivery")
_NOT_THIS_PERSON: Final = N_(
    "The server of the log '{place}' does not know the login '{login}' as that of '{person}', so nothing was written. "
    "If people.yaml says that it is, the owner of the log types 'incident db upgrade', which tells the server."
)
_SHUT: Final = N_(
    "The log '{place}' can be read but not written, because '{file}' is closed to you. Let whoever owns it give you "
    "the right to write it."
)
_BLANK: Final = dict.fromkeys(
    ("incident_id", "name", "value", "command", "count", "extra", "least", "most", "login"), ""
)
"""What sentences may ask for and an error may lack."""
_SECRETS: Final[Mapping[str, str]] = {
    "env": N_("The environment variable '{name}' of the secret is not set. Set it where the program starts."),
    "file": N_("The secret file '{name}' cannot be read. It must be a plain file with the secret in it."),
    "keyring": N_(
        "The keyring gave no secret '{name}' in time. Unlock it, or put it there: keyring set incident {name}. Without "
        "a keyring: pip install 'incident[keyring]'."
    ),
    "cmd": N_("The command '{name}' gave no secret in time. Run it by hand: its store may be locked."),
}
"""By the kind of the reference."""
_NEAR: Final = N_("There is no {kind} '{name}'. Did you mean '{near}'?")
_SEVERAL: Final = N_("'{name}' can mean more than one {kind}. Write the id of the one you mean.")
_NAMELESS: Final[Mapping[str, str]] = {
    "workspace": N_("There is no workspace at '{name}'. 'incident init' makes one, 'incident demo' plays one."),
    "login": N_("Nobody in people.yaml has the login '{name}'. Add it there, or say who you are with '--as'."),
    "file": N_("The file '{name}' is not there. Check how it is written."),
    "drill-plan": N_(
        "No file in the folder 'drills' plans the year {name}. Begin one: incident drill plan new --year {name} "
        "--approver PERSON"
    ),
    "document": N_("No file in the folder '{name}' ends in .yaml or .yml: nothing was checked."),
}
"""Kinds of things that have more to say about what to do."""
_KINDS: Final = {
    "incident": N_("incident"),
    "runbook": N_("runbook"),
    "inject": N_("inject"),
    "scenario": N_("scenario"),
    "task": N_("critical task"),
    "person": N_("person"),
    "target": N_("target"),
    "message": N_("message"),
    "delivery": N_("delivery"),
    "audience": N_("audience"),
    "step": N_("step"),
    "template": N_("template"),
    "role": N_("role"),
    "rota": N_("rota"),
    "layer": N_("layer"),
    "fact": N_("fact"),
}


_PLACES = ("file", "workspace", "document")
"""What is found by a path, of which every part is wanted."""
_LONGEST = 80
"""Cells of a name that nobody knows; a longer one was pasted."""
_DETAILS: Final = (
    N_("the file was deleted"),
    N_("another file stands there now; start the program again"),
    N_("an older or another log was copied over it"),
    N_("the write-ahead log was deleted"),
    N_("another write-ahead log stands there now"),
)
"""What our own storage says of a file, where other details are the words of an operating system or a library."""


def say_error(error: e.IncidentError) -> str:
    """The error in the language in use; of a document, one line a problem."""
    if isinstance(error, e.DocumentError):
        return "\n".join(say_problem(problem) for problem in error.problems)
    sentence = next(_SENTENCES[kind] for kind in type(error).__mro__ if kind in _SENTENCES)
    fields = {name: clean_line(str(value)) for name, value in error.fields.items()}
    if isinstance(error, e.LogAhead):
        fields["incidents"] = say_list(map(clean_line, error.fields.get("incidents", ())))
    if isinstance(error, e.NotFound):
        known = [f"  {clean_line(line)}" for line in error.fields.get("known", ())]
        return "\n".join((_not_found(sentence, fields, _first(error.fields.get("near"))), *known))
    if isinstance(error, e.SecretUnavailable):
        sentence = _SECRETS.get(fields.get("kind", ""), sentence)
    if isinstance(error, e.LoginUnknown) and fields.get("person"):
        sentence = _NOT_THIS_PERSON
    if isinstance(error, e.StorageReadOnly) and fields.get("file"):
        sentence = _SHUT
    if isinstance(error, e.CutOff):
        fields["what"] = command_phrase(fields.get("command", ""))
        sentence = _UNSENT if fields.get("command") in _TELLING else sentence
        sentence = _UNSURE if error.fields.get("unsure") else sentence
    place = fields.get("path") or fields.get("url") or _("(no place given)")
    return _with_detail(_(sentence).format_map({**_BLANK, **fields, "place": place}), fields)


def say_problem(problem: e.Problem) -> str:
    """Where, and what to write instead: `runbooks/x.yaml:41:3: unknown key 'onwer'. Did you mean 'owner'?`."""
    place = clean_line(problem.path)
    if problem.line:
        place += f":{problem.line}:{problem.column}"
    words = in_a_row(*(clean_line(clean(part)) for part in (problem.message, problem.hint)))
    return _("{place}: {words}").format(place=place, words=words)


def say_stale(problems: Sequence[e.Problem]) -> str:
    """That the files of the workspace are wrong, the first place, and that what they said before holds."""
    more = _("What they said before holds; 'incident config check' says all.")
    return in_a_row(say_problem(problems[0]), more)


def _first(near: object) -> str:
    """The nearest name, whether one was given or a list of them."""
    one = next(iter(near), "") if isinstance(near, (list, tuple)) else near
    return clean_line(str(one or ""))


def _not_found(sentence: str, fields: Mapping[str, str], near: str) -> str:
    kind = fields.get("kind", "")
    sentence = _NAMELESS.get(kind, sentence)
    name = fields.get("name", "")
    name = name if kind in _PLACES else cut_within(name, _LONGEST)
    said = {"kind": _(_KINDS[kind]) if kind in _KINDS else kind, "name": name}
    if fields.get("several") == str(True):
        return _(_SEVERAL).format(**said)
    if fields.get("closed") == str(True):
        return _("There is no {kind} '{name}'. Near to it is '{near}', which is closed.").format(**said, near=near)
    return _(_NEAR).format(**said, near=near) if near else _(sentence).format(**said)


def _with_detail(sentence: str, fields: Mapping[str, str]) -> str:
    detail = fields.get("detail", "")
    detail = _(detail) if detail in _DETAILS else detail
    return _("{sentence} ({detail})").format(sentence=sentence, detail=detail) if detail else sentence
