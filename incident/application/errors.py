"""Everything that can go wrong outside the rules, as one tree.

    IncidentError
    ├── NotFound                a named thing is not there
    ├── ClockShifted            a clock is to be moved where it must not be
    │   └── ClockUnreadable     nobody can read by how much
    ├── ClockJumped             the system's clock went forward at once
    ├── TooLateBefore           messages ran out before the program began, or its clock is wrong
    ├── SecretUnavailable       a reference to a secret leads to none
    ├── SecretShapeless         it leads to one that cannot be of its target
    ├── BeaconUnanswered        nobody outside takes the sign of life
    ├── ExtraMissing            a part of the program is not installed
    │   └── PangoMissing        a library of the machine that prints PDF is not there
    ├── PasswordUnfit           it is too short or too long
    ├── FileThere               a file is to be written that must not be replaced
    │   └── BackupThere         the same of a backup
    ├── BackupOnLog             a backup is to be written over the log itself
    ├── OwnFile                 a report is to be written over the log, or over what the workspace reads
    ├── BackupUnfit             a file is to be put back that is no whole backup
    ├── LogAhead                the log has entries that the backup lacks
    ├── ServerKeeps             the log is on a server, which has tools of its own
    ├── WorkspaceExists         a folder is to be begun that was begun before
    ├── DocumentError           a file of the workspace or a runbook is invalid
    ├── CutOff                  only the server can do it, and it cannot be reached
    ├── StorageError            the log cannot be reached or written
    │   ├── StorageUnreachable  the server does not answer
    │   ├── StorageMissing
    │   ├── StorageBusy
    │   │   └── LogInUse        somebody has it open while another is to take its place
    │   ├── StorageReadOnly
    │   │   └── LedSideShut     the login may not read what those who lead an exercise keep
    │   ├── LoginUnknown        the server does not know the login as that person's
    │   ├── StorageTooNew
    │   ├── StorageTooOld
    │   ├── StorageFull
    │   │   ├── StorageOnReserve  it was written all the same, into room that was laid by
    │   │   └── DiskFull        of a file that is no log
    │   ├── FileUnwritable      the same
    │   ├── StorageDamaged
    │   ├── StorageNowhere      the address is none
    │   └── StorageDriverMissing
    ├── LostRace                somebody appended first; decide again
    └── CommandRepeated         this command was executed before

Refusals of the rules are `incident.domain.refusals.Refused`. Each class's
docstring is its default message; interfaces translate by class and fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.application.ports import CommandRecord

__all__ = [
    "BackupOnLog",
    "BackupThere",
    "BackupUnfit",
    "BeaconUnanswered",
    "ClockJumped",
    "ClockShifted",
    "ClockUnreadable",
    "CommandRepeated",
    "CutOff",
    "DiskFull",
    "DocumentError",
    "ExtraMissing",
    "FileThere",
    "FileUnwritable",
    "IncidentError",
    "LedSideShut",
    "LogAhead",
    "LogInUse",
    "LoginUnknown",
    "LostRace",
    "NotFound",
    "OwnFile",
    "PangoMissing",
    "PasswordUnfit",
    "Problem",
    "SecretShapeless",
    "SecretUnavailable",
    "ServerKeeps",
    "StorageBusy",
    "StorageDamaged",
    "StorageDriverMissing",
    "StorageError",
    "StorageFull",
    "StorageLimited",
    "StorageMissing",
    "StorageNoFile",
    "StorageNowhere",
    "StorageOnReserve",
    "StorageReadOnly",
    "StorageReplaced",
    "StorageTooNew",
    "StorageTooOld",
    "StorageUnreachable",
    "TooLateBefore",
    "WorkspaceExists",
]


class IncidentError(Exception):
    """The program could not do what was asked."""

    def __init__(self, message: str | None = None, **fields: Any) -> None:  # noqa: ANN401  (values for a sentence)
        super().__init__(message or (type(self).__doc__ or "").splitlines()[0])
        self.fields = fields


class NotFound(IncidentError):
    """Nothing of that name is there. Fields: kind (incident, person, …), name, near, closed, several, known (lines)."""


class ClockShifted(IncidentError):
    """Only a sandbox may shift its clock. Fields: name of the variable, value, path of the workspace."""


class ClockJumped(IncidentError):
    """The system's clock went forward at once, while the program ran."""


class ClockSetBack(IncidentError):
    """The system's clock went back at once, while the program ran."""


class TooLateBefore(IncidentError):
    """By this clock, waiting messages ran out while no program sent. Fields: count."""


class SecretShapeless(IncidentError):
    """What stands behind the reference is no address of a service that messages can go to."""


class BeaconUnanswered(IncidentError):
    """The watchdog does not answer."""


class SecretUnavailable(IncidentError):
    """The secret cannot be read now. Fields: kind (env, file, cmd or ''), name."""


class WorkspaceExists(IncidentError):
    """The folder holds such a file already; nothing was written. Fields: path."""


class ExtraMissing(IncidentError):
    """The libraries for it are not installed. Fields: command, extra (what pip calls them)."""


class PangoMissing(ExtraMissing):
    """The machine lacks the library that sets a PDF. Fields: none."""


class PasswordUnfit(IncidentError):
    """It is too short or too long for a password. Fields: least, most (characters)."""


class FileThere(IncidentError):
    """There is such a file already, and nothing was written. Fields: path."""


class BackupThere(FileThere):
    """There is such a file already, and no backup was written over it. Fields: path."""


class BackupOnLog(IncidentError):
    """The place of the backup is the log, or one of the files that belong to it. Fields: path."""


class OwnFile(IncidentError):
    """The place of a report is a log, or a file that a workspace reads; nothing was written. Fields: path."""


class BackupUnfit(IncidentError):
    """The file is no whole backup of a log; nothing was put back. Fields: path, detail."""


class LogAhead(IncidentError):
    """The log has entries that the backup lacks; nothing was put back. Fields: path, count, incidents."""


class ServerKeeps(IncidentError):
    """The log is on a server, whose own tools copy it. Fields: command, the line to type, without secrets."""


class ClockUnreadable(ClockShifted):
    """The offset of a sandbox's clock cannot be read, or is more than a year. Fields: name, value, path."""


class Problem(Frozen):
    """One thing wrong in one place of a document."""

    path: str
    line: int
    """1-based; 0 where the file as a whole is meant."""
    column: int
    rule: str
    """Stable id, such as RB002."""
    message: str
    """What is wrong, with the value in quotes."""
    hint: str = ""
    """What to write instead."""
    severity: str = "error"
    """`error`, `warning`, or `ignored` where the document says why it wants the warning no more."""


class DocumentError(IncidentError):
    """A document is invalid."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(f"{p.path}:{p.line}:{p.column}: {p.message}" for p in problems))
        self.problems = problems


class CutOff(IncidentError):
    """What was asked for needs the server, which cannot be reached. Fields: command; unsure, if it may be done."""


class StorageError(IncidentError):
    """The log cannot be reached. Fields: path or url without secrets, detail."""


class StorageUnreachable(StorageError):
    """The server that keeps the log does not answer. Fields: path without secrets, detail."""


class StorageMissing(StorageError):
    """There is no log at that place."""


class StorageReplaced(StorageMissing):
    """A file of the log was deleted, or another put in its place, while the program had it open."""


class StorageNoFile(StorageError):
    """What stands there is a folder, a pipe, a socket or a device."""


class StorageBusy(StorageError):
    """Another process holds the log; it was asked again until the time was up."""


class LogInUse(StorageBusy):
    """Somebody has the log open, so that no backup can take its place. Fields: path."""


class StorageReadOnly(StorageError):
    """The log can be read but not written."""


class LedSideShut(StorageReadOnly):
    """The login may not read what those who lead an exercise keep. Fields: path, login."""


class LoginUnknown(StorageError):
    """The server does not know the login as that person's. Fields: path, login; person, where a person acted."""


class StorageTooNew(StorageError):
    """The log was written by a newer program; it can be read but not written."""


class StorageTooOld(StorageError):
    """The log is still that of an older program; it can be read, and written after `incident db upgrade`."""


class StorageFull(StorageError):
    """The disk is full; nothing of this command was written."""


class StorageLimited(StorageFull):
    """The files of the log may not grow past the limit that is set for this process; nothing was written."""


class StorageOnReserve(StorageFull):
    """The disk is full; all was written, into the room that was laid by, and little more fits. Fields: path."""


class DiskFull(StorageFull):
    """There was no room for a file; what stood there before still does. Fields: path."""


class FileUnwritable(StorageError):
    """A file that is no log cannot be written there. Fields: path, detail."""


class StorageNowhere(StorageError):
    """The address of the log is none that this program knows. Fields: path, what of it may be shown."""


class StorageDriverMissing(StorageError):
    """The libraries for a database of that kind are not installed. Fields: path without secrets."""


class StorageDamaged(StorageError):
    """The file is no log, or a damaged one."""


class LostRace(IncidentError):
    """Somebody else appended first. Fields: incident_id, expected_seq."""


class CommandRepeated(IncidentError):
    """This command was executed before."""

    def __init__(self, record: CommandRecord) -> None:
        super().__init__()
        self.record = record
