"""An id is made of the words of a title, whole ones, in any script that has Latin letters in it."""

from __future__ import annotations

import pytest

from incident.adapters.documents.reading.slugs import slug
from incident.adapters.documents.writing.first import id_for


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("Our telephone exchange cannot connect any caller", "our-telephone-exchange-cannot-connect"),
        ("Kaffee!!!", "kaffee"),
        ("Café naïve: große Störung", "cafe-naive-grosse-storung"),
        ("ＳＭＳ 网关 down", "sms-down"),
        ("主站A中断B", "a-b"),
        ("电话系统全部中断", ""),
        ("Problembehandlungsverfahrensanweisungsentwurf", "problembehandlungsverfahrensanweisungsen"),
    ],
)
def test_an_id_is_cut_between_words_and_keeps_letters_without_their_accents(title: str, made: str) -> None:
    assert slug(title) == made


def test_the_id_of_a_new_runbook_ends_with_a_whole_word_and_a_chinese_title_gets_one_too() -> None:
    title = "Our telephone exchange in the North cannot connect any customers"
    assert id_for(title, "service-outage", ()) == "service-outage.our-telephone-exchange-in-the-north"
    taken = ["service-outage.runbook"]
    assert id_for("电话系统全部中断", "service-outage", taken) == "service-outage.runbook-2"
