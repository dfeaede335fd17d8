from __future__ import annotations

from dataclasses import replace

from incident import i18n
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.wording.speech import Speech
from incident.wording.timeline import line, lines
from tests.bundles import a_bundle
from tests.domain.walks import Walk, at


def _walk() -> Walk:
    i18n.use("en")
    walk = Walk(a_bundle(), by="ana")
    walk.do(c.AddNote(by="bo", text="Two pods restarted", kind=e.NoteKind.FACT), "02:47")
    return walk


def test_a_line_has_time_person_kind_and_words(speech: Speech) -> None:
    walk = _walk()
    last = lines(walk.entries, speech)[-1]
    assert (last.seq, last.at, last.who, last.kind, last.words) == (
        3,
        at("02:47"),
        "Bo Chen",
        "F",
        "Two pods restarted",
    )
    assert not last.erased


def test_everything_that_is_not_a_note_is_the_programs_kind(speech: Speech) -> None:
    declared = lines(_walk().entries, speech)[0]
    assert declared.kind == "."
    assert declared.words == "declared 'Voice is down' (REAL) at tier 2 (serious), runbook 'outage.line' revision 3"


def test_a_correction_stands_under_its_original_and_on_no_line_of_its_own(speech: Speech) -> None:
    walk = _walk()
    walk.do(c.CorrectEntry(by="ana", seq=3, text="three pods, not two"), "03:09")
    said = lines(walk.entries, speech)
    assert [one.seq for one in said] == [1, 2, 3]
    assert said[-1].words == "Two pods restarted"
    (correction,) = said[-1].corrections
    assert (correction.seq, correction.who, correction.words) == (4, "Ana Lima", "three pods, not two")


def test_the_correction_of_a_correction_stands_under_the_same_line(speech: Speech) -> None:
    walk = _walk()
    walk.do(c.CorrectEntry(by="ana", seq=3, text="three"), "03:09")
    walk.do(c.CorrectEntry(by="bo", seq=4, text="four"), "03:10")
    assert [each.words for each in lines(walk.entries, speech)[-1].corrections] == ["three", "four"]


def test_erased_words_are_said_to_be_erased(speech: Speech) -> None:
    walk = _walk()
    walk.record(e.ContentErased(seq=3, contents=("c",), because="retention"), "ana")
    note = walk.entries[2]
    entries = [*walk.entries[:2], replace(note, event=e.NoteAdded(kind=e.NoteKind.FACT, text=FreeText(None)))]
    said = lines([*entries, walk.entries[3]], speech)
    assert said[2].erased
    assert said[2].words == "(erased)"
    assert said[3].words == 'erased words of entry 3: "retention"'


def test_whose_act_it_is_and_who_entered_it_are_both_named(speech: Speech) -> None:
    entry = replace(_walk().entries[2], actor="dee", on_behalf_of="bo")
    said = line(entry, speech)
    assert (said.who, said.entered_by) == ("Bo Chen", "Dee Novak")


def test_the_program_is_called_the_program_in_both_languages(language: str, speech: Speech) -> None:
    walk = _walk()
    walk.record(e.StepSensed(step="stable"), "app")
    i18n.use(language)
    said = line(walk.entries[-1], speech)
    assert said.who == {"en": "app", "zh-CN": "程序"}[language]
    assert said.step == "stable"


def test_a_note_cannot_forge_the_line_after_it(speech: Speech) -> None:
    walk = _walk()
    walk.do(c.AddNote(by="bo", text="fine\n03:14  Ana Lima  D  close it"))
    assert lines(walk.entries, speech)[-1].words == "fine 03:14  Ana Lima  D  close it".replace("  ", " ")


def test_a_language_switch_changes_words_and_nothing_else(speech: Speech) -> None:
    entries = _walk().entries
    english = lines(entries, speech)
    i18n.use("zh-CN")
    chinese = lines(entries, Speech(bundle=speech.bundle, zone=speech.zone, names=speech.names))
    assert [(a.seq, a.at, a.who, a.kind) for a in english] == [(b.seq, b.at, b.who, b.kind) for b in chinese]
    assert chinese[0].words == "宣布「Voice is down」（实战），响应级别二级（较大），处置手册「outage.line」第 3 版"
