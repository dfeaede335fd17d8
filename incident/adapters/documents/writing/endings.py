"""What the end of the work is called in a first runbook: a channel is restored, a surge of complaints is handled.

Apart from the forms, which are the same for every kind of event but for these words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["ending"]

_NAMES: Final = ("end_title", "end_exit", "confirm_do", "solved_ask", "fix_expect", "steady_title")
_WORDS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "en": {
        "service-outage": (
            "Restore and watch",
            "It works, and stays so",
            "Use the service as a customer does, or call back who reported it.",
            "Does a test by somebody outside the team succeed?",
            "The fault gets less with the first action.",
            "SERVICE: stay as tested",
        ),
        "complaint-surge": (
            "Handle the complaints and watch",
            "Every complaint is taken up, and few new ones come",
            "Read five of the complaints, or call back who reported it.",
            "Do no more complaints come in than on a usual day?",
            "Callers accept what is offered.",
            "COMPLAINTS: stay at the usual number",
        ),
        "data-security": (
            "Contain and watch",
            "Nobody reaches the data any more, and it stays so",
            "Look at the data or the record yourself, or call back who reported it.",
            "Does a check by somebody outside the team find the way closed?",
            "The data can no longer be reached in that way.",
            "DATA: stay closed as checked",
        ),
        "site-emergency": (
            "Make safe and open again",
            "All people are safe, and customers are served",
            "Call somebody at the site, or go and look from a safe place.",
            "Has whoever is in charge of the place said that it is safe?",
            "The danger gets less with the first action.",
            "SITE: stay safe as checked",
        ),
        "policy-change": (
            "Answer the questions and watch",
            "Questions are back to the usual number",
            "Listen to five of the calls, or call back who reported it.",
            "Do no more questions come in than on a usual day?",
            "Callers need no second call for it.",
            "QUESTIONS: stay at the usual number",
        ),
        "other": (
            "Handle and watch",
            "It is handled, and stays so",
            "See it as a customer does, or call back who reported it.",
            "Does somebody outside the team find it handled?",
            "The trouble gets less with the first action.",
            "RESULT: stay as found",
        ),
    },
    "zh-CN": {
        "service-outage": (
            "恢复与观察",
            "服务已恢复，并保持正常",
            "像客户一样使用该服务，或给报告人回电。",
            "由处置组以外的人测试，是否成功？",
            "第一项操作之后，问题减轻。",
            "服务：保持测试时的状态",
        ),
        "complaint-surge": (
            "处理投诉与观察",
            "每件投诉都已受理，新投诉很少",
            "阅读五件投诉，或给报告人回电。",
            "新增投诉是否不多于平日？",
            "来电客户接受所提出的方案。",
            "投诉：保持在平日水平",
        ),
        "data-security": (
            "控制与观察",
            "再无人能接触到数据，并保持如此",
            "亲自查看数据或记录，或给报告人回电。",
            "由处置组以外的人检查，泄露途径是否已封堵？",
            "经由该途径已接触不到数据。",
            "数据：保持检查时的封堵状态",
        ),
        "site-emergency": (
            "排除险情与恢复办理",
            "人员全部安全，客户有处办理",
            "致电现场人员，或从安全处查看。",
            "现场负责单位是否已宣布安全？",
            "第一项操作之后，险情减轻。",
            "现场：保持检查时的安全状态",
        ),
        "policy-change": (
            "解答咨询与观察",
            "咨询量已回到平日水平",
            "抽听五通来电，或给报告人回电。",
            "新增咨询是否不多于平日？",
            "来电客户无需为此再次来电。",
            "咨询：保持在平日水平",
        ),
        "other": (
            "处置与观察",
            "事情已处置妥当，并保持如此",
            "像客户一样亲自查看，或给报告人回电。",
            "由处置组以外的人查看，是否已处置妥当？",
            "第一项操作之后，问题减轻。",
            "结果：保持查看时的状态",
        ),
    },
}


def ending(family: str, language: str) -> Mapping[str, str]:
    """The words of a family for the places of the form; those of `other` for a family of the team's own."""
    words = _WORDS[language]
    return dict(zip(_NAMES, words.get(family, words["other"]), strict=True))
