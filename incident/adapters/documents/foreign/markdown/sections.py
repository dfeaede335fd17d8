"""What a section of a checklist is for, told by its heading: work, or something about the work."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

__all__ = ["Purpose", "asks", "bare_title", "is_generic", "is_step", "purpose"]


class Purpose(Enum):
    """Why a section is there."""

    WORK = auto()
    ABOUT = auto()
    OUT_OF_SCOPE = auto()
    GRADES = auto()
    REFERENCES = auto()


_PURPOSES: Final = (
    (Purpose.OUT_OF_SCOPE, r"out[ -]of[ -]scope|not (?:covered|in scope)|不适用|不在.{0,4}范围|不包括"),
    (
        Purpose.REFERENCES,
        r"references?|related.*|resources|links|further reading|see also|appendix.*|参考.*|相关.*|链接",
    ),
    (Purpose.GRADES, r".*(?:severity|priority|classification|分级|级别).*"),
    (
        Purpose.ABOUT,
        r"overview|purpose|summary|introduction|about|when to use.*|scope|description|概述|目的|简介|适用.*",
    ),
)
_NUMBER: Final = re.compile(
    r"^\s*\d+(?:\.\d+)+[.):]?\s+"
    r"|^\s*(?:(?:part|step|phase|stage)\s+)?(?:\d+|[IVX]+|[A-Z])\s*[.):：—–-]+\s*(?!\d)"
    r"|^第?[一二三四五六七八九十\d]+[步章节部分、.：]+\s*",
    re.IGNORECASE,
)
"""`2.1`, `Part 3 —`, `IV.`, `第二步：`"""
_GENERIC: Final = re.compile(
    r"(?:the )?(?:check ?lists?|steps?|procedures?|actions?|tasks?|instructions?|to ?do|play ?books?|run ?books?|"
    r"response|prerequisites?|background|preparation|detection|identification|triage|analysis|investigation|containment|"
    r"mitigation|eradication|recovery|remediation|communications?|lessons learned|post.?mortem|follow.?up)"
    r"|(?:应急|处置|操作|执行)?(?:步骤|流程|清单|措施|任务|动作|预案|手册)|准备|前提|背景|检测|识别|分析|研判|遏制|抑制|处置|根除|恢复|沟通|总结|复盘",
    re.IGNORECASE,
)
"""Names of parts that any checklist may have."""
_STEP: Final = re.compile(r"\s*(?:step\s*\d|第[一二三四五六七八九十\d]+步|步骤[一二三四五六七八九十\d])", re.IGNORECASE)


def bare_title(title: str) -> str:
    """The heading without its number."""
    return _NUMBER.sub("", title, count=1).strip() or title.strip()


def purpose(title: str) -> Purpose:
    """What the section under that heading is for."""
    bare = bare_title(title)
    for found, pattern in _PURPOSES:
        if re.fullmatch(pattern, bare, re.IGNORECASE):
            return found
    return Purpose.WORK


def is_generic(title: str) -> bool:
    """Whether the heading names a part that any checklist may have, and so does not say what this one is about."""
    return purpose(title) is not Purpose.WORK or _GENERIC.fullmatch(bare_title(title)) is not None


def is_step(title: str) -> bool:
    """Whether the heading is itself a step, such as `Step 2: Restart`."""
    return _STEP.match(title) is not None and bare_title(title) != title.strip()


def asks(title: str) -> bool:
    """Whether the heading is a question, so that a list below it are its answers."""
    return title.rstrip().endswith(("?", "？"))
