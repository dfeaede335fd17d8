"""A small runbook in the normal form, in two languages, with what waits, repeats, branches and joins."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Branch, Bundle, Phase, RaiseRule, Verb
from tests.bundles import ALL, EN, ZH, a_bundle, a_runbook, a_step, fact, more

__all__ = ["OTHER", "a_paced_bundle"]

OTHER = "data.exposure"


def _inside(container: str, branch: str | None = None) -> Branch:
    return Branch(step=container, option=branch, is_body=True)


def a_paced_bundle() -> Bundle:
    """Two branches of which one waits, a repeat of two rounds with a way out, and a runbook that joins on data."""
    steps = (
        a_step("both", Verb.TOGETHER),
        a_step("settle", Verb.WAIT, wait=timedelta(minutes=10), branch=_inside("both", "left")),
        a_step("notice", branch=_inside("both", "right")),
        a_step(
            "again",
            Verb.REPEAT,
            condition=more("affected_share", 5.0),
            every=timedelta(minutes=20),
            rounds=2,
        ),
        a_step("size", Verb.RECORD, facts=("affected_share",), branch=_inside("again")),
        a_step("fix", branch=_inside("again")),
        a_step("hotline", branch=Branch(step="again")),
        a_step("sub", Verb.RUN, runbook="sub.plan"),
        a_step("sub/copy", branch=_inside("sub")),
    )
    joined = Phase(id=f"{OTHER}/law", steps=(a_step(f"{OTHER}/law", added_by=OTHER),))
    book = replace(
        a_runbook([Phase(id="protect", steps=steps), joined]),
        raise_rules=(RaiseRule(to=Tier.SERIOUS, when=fact("data_exposed"), also_run=OTHER),),
        added={OTHER: dict.fromkeys(ALL, ("scribe",))},
    )
    return a_bundle(book, {"en": {**EN, **_EN}, "zh-CN": {**ZH, **_ZH}})


_EN = {
    "step.both.title": "CHANNELS: work both",
    "step.both.option.left": "Telephones",
    "step.both.option.right": "Offices",
    "step.settle.title": "QUEUE: let it settle",
    "step.notice.show": "  echo ${channel}\n# second line [/nope]",
    "step.again.title": "ERRORS: look again",
    "step.sub.title": "COPIES: make them",
    "step.sub/copy.title": "COPY: one more",
    "runbook.sub.plan.title": "Copies",
    f"runbook.{OTHER}.title": "Data is exposed",
    f"step.{OTHER}/law.title": "LAW: read the limits",
    f"phase.{OTHER}/law.title": "Law",
}
_ZH = {
    "step.both.title": "渠道：同时处置",
    "step.both.option.left": "电话",
    "step.both.option.right": "网点",
    "step.settle.title": "队列：等它平稳",
    "step.notice.show": "  echo ${channel}\n# second line [/nope]",
    "step.again.title": "错误：再看一次",
    "step.sub.title": "副本：制作",
    "step.sub/copy.title": "副本：再做一份",
    "runbook.sub.plan.title": "副本",
    f"runbook.{OTHER}.title": "数据泄露",
    f"step.{OTHER}/law.title": "法规：查阅时限",
    f"phase.{OTHER}/law.title": "法规",
}
