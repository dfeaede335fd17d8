from __future__ import annotations

from pathlib import Path

import pytest

from incident.adapters.workspace.checking import check_workspace
from incident.adapters.workspace.opening import open_workspace
from tests.adapters.workspace.written import rewrite

SMS = (
    "texts: {kind: aliyun-sms, secret: 'env:KEY', options: {user: LTAI1, sign: 某某银行, template: SMS_1, longest: 40, "
    "variables: {number: incident, what: title}}}"
)


def test_a_template_code_is_configured_with_its_variables_in_order(folder: Path) -> None:
    rewrite(folder / "targets.yaml", "audiences:\n", f"  {SMS}\naudiences:\n")
    rewrite(folder / "people.yaml", "name: Ana", "name: Ana, reach: [{target: texts, address: 13800138000}]")
    directory = open_workspace(folder, None).directory
    target, ana = directory.target("texts"), directory.person("ana")
    assert target is not None
    assert ana is not None
    assert target.options == {
        "user": "LTAI1",
        "sign": "某某银行",
        "template": "SMS_1",
        "longest": "40",
        "variables": "number=incident,what=title",
    }
    assert ana.reach == (("texts", "13800138000"),)


@pytest.mark.parametrize(
    ("old", "new", "told", "hint"),
    [
        ("sign: 某某银行, ", "", "The target 'texts' lacks 'sign'.", "approved to stand before"),
        (
            ", variables: {number: incident, what: title}",
            "",
            "The target 'texts' lacks 'variables'.",
            "such as what: title",
        ),
        ("template: SMS_1, ", "", "The target 'texts' lacks 'template'.", "SMS_154950909"),
        ("user: LTAI1, ", "", "The target 'texts' lacks 'user'.", "id of the key"),
        ("secret: 'env:KEY', ", "", "The target 'texts' lacks 'secret'.", ""),
        ("user: LTAI1", "user: LTAI1, app: 1", "'app' is no option of targets of the kind 'aliyun-sms'.", ""),
        (
            "what: title",
            "what: heading",
            "'what' cannot be 'heading'.",
            "One of: incident, link, message, text, title.",
        ),
        ("kind: aliyun-sms", "kind: aliyun_sms", "'kind' cannot be 'aliyun_sms'.", "Did you mean 'aliyun-sms'?"),
        (
            "longest: 40, variables: {number: incident, what: title}}",
            "variables: {number: incident}}, exercise: true",
            "The target 'texts' is for exercises, and none of its variables can carry the mark.",
            "Give one of them title or text.",
        ),
    ],
)
def test_a_template_that_cannot_be_filled_is_told_with_what_is_missing(
    folder: Path, old: str, new: str, told: str, hint: str
) -> None:
    rewrite(folder / "targets.yaml", "audiences:\n", f"  {SMS}\naudiences:\n")
    rewrite(folder / "targets.yaml", old, new)
    (problem,) = check_workspace(folder)
    assert problem.message == told
    assert hint in problem.hint


@pytest.mark.parametrize("address", ["", "ana@example.org", "020 7946 0018"])
def test_a_telephone_is_reached_by_a_number_of_one_country(folder: Path, address: str) -> None:
    rewrite(folder / "targets.yaml", "audiences:\n", f"  {SMS}\naudiences:\n")
    rewrite(folder / "people.yaml", "name: Ana", f'name: Ana, reach: [{{target: texts, address: "{address}"}}]')
    (problem,) = check_workspace(folder)
    assert problem.message == "The target 'texts' reaches telephones and needs a number with its country."
    assert problem.hint == "Write address: +86 138 0013 8000."
