"""A secret of every channel, in a whole program that sends through it: it goes to its provider and nowhere else.

The providers read back all that they were sent, in every field that is shown anywhere. The program, its fork server and
its children are the real ones; only names lead to this machine.
"""

from __future__ import annotations

import base64
import os
import ssl
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest

from incident.adapters.demo_sinks import Letter
from tests.adapters.delivery.stand_in import StandIn, answer, certificate
from tests.conftest import CHECKOUT
from tests.sinks import Answer, MailServer

SECRETS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "wecombot": ("wecombot://canary-wecombot-01", ("canary-wecombot-01",)),
    "wechat": ("wechat://wwcanarycorp02:canary-wechat-02@1000002/@all", ("canary-wechat-02",)),
    "dingtalk-apprise": ("dingtalk://SECcanary03key@canary03token", ("SECcanary03key", "canary03token")),
    "feishu-apprise": ("feishu://canary-feishu-04", ("canary-feishu-04",)),
    "lark": ("lark://canary-lark-05", ("canary-lark-05",)),
    "schan": ("schan://SCTcanary06", ("SCTcanary06",)),
    "tgram": ("tgram://123456789:canary_tgram_07/12315544/", ("canary_tgram_07",)),
    "slack": (
        "https://hooks.slack.com/services/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",
        ("canarySlack08canarySlack",),
    ),
    "discord": ("discord://4174216298134794/canaryDiscord09", ("canaryDiscord09",)),
    "workflows": (
        "workflows://prod-12.westeurope.logic.azure.com:443/canary10workflow/canary10signature",
        ("canary10workflow", "canary10signature"),
    ),
    "webhook": (
        "jsons://canaryuser11:canary11word@hook.example.org/canary11path?-key=canary11query&+X-Key=canary11header",
        ("canary11word", "canary11path", "canary11query", "canary11header"),
    ),
    "pagerduty": ("pagerduty://canary12key@canary12api/server1", ("canary12key", "canary12api")),
    "twilio": (f"twilio://AC{'13' * 16}:ca13ca13ca13ca13@+12025550100", ("ca13ca13ca13ca13",)),
    "feishu": (
        "https://open.feishu.cn/open-apis/bot/v2/hook/canary-14-hook#canary-14-key",
        ("canary-14-hook", "canary-14-key"),
    ),
    "dingtalk": (
        "https://oapi.dingtalk.com/robot/send?access_token=canary15token#SECcanary15key",
        ("canary15token", "SECcanary15key"),
    ),
    "aliyun-sms": ("canary-16-aliyun", ("canary-16-aliyun",)),
    "aliyun-call": ("canary-17-aliyun", ("canary-17-aliyun",)),
    "tencent-sms": ("canary-18-tencent", ("canary-18-tencent",)),
    "tencent-call": ("canary-19-tencent", ("canary-19-tencent",)),
    "smtp": ("canary 20 battery", ("canary 20 battery",)),
}
"""Channel to its secret, and the parts of it that give something away."""

TEMPLATE = "user: key-id, template: T1, variables: {what: title}"
OPTIONS = {
    "aliyun-sms": f"{{{TEMPLATE}, sign: Bank}}",
    "aliyun-call": f"{{{TEMPLATE}}}",
    "tencent-sms": f"{{{TEMPLATE}, sign: Bank, app: 1400006666}}",
    "tencent-call": f"{{{TEMPLATE}, app: 1400006666}}",
    "smtp": "{host: mail.example.org, port: 587, sender: i@example.org, user: incident}",
}
ADDRESSES = dict.fromkeys(("twilio", "aliyun-sms", "aliyun-call", "tencent-sms", "tencent-call"), "+86 138 0013 8000")

RESOLVER = """
import os, socket
found = socket.getaddrinfo
def here(_host, _port, *options, **named):
    port = int(os.environ["MAIL_PORT" if str(_host).startswith("mail.") else "WEB_PORT"])
    return found("127.0.0.1", port, *options, **named)
socket.getaddrinfo = here
"""


class _Parrot(StandIn):
    """Reads back whatever it was sent, in every field that anybody's answer has."""

    status = 200

    def answer(self) -> Answer | str:
        letter: Letter = self.inbox.letters[-1]
        if letter.recipient.startswith("/cgi-bin/gettoken") and self.status == 200:
            return answer({"errcode": 0, "access_token": "token"})
        said = f"{letter.recipient} {letter.headers} {letter.body}"
        fields = ("errmsg", "msg", "message", "Message", "error", "description", "status", "errcode", "code", "Code")
        return answer(
            {**dict.fromkeys(fields, said), "ok": False, "Response": {"Error": {"Code": said}}}, status=self.status
        )


@pytest.fixture
def parrot(tmp_path: Path) -> Iterator[_Parrot]:
    with _Parrot(certificate(tmp_path)) as running:
        yield running


@pytest.fixture
def mail(tmp_path: Path, parrot: _Parrot) -> Iterator[MailServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "providers.pem")
    word = SECRETS["smtp"][0]
    login = base64.b64encode(f"\0incident\0{word}".encode()).decode()
    with MailServer(password=word, tls=context, refuse={"MAIL": f"550 {word} {login}"}) as running:
        assert parrot.port != running.port
        yield running


def workspace(folder: Path) -> dict[str, str]:
    """A team with a target of each channel, one half of the secrets in variables and the other in files."""
    (folder / "secrets").mkdir(parents=True)
    variables, targets, who = {}, [], []
    for number, (name, (secret, _parts)) in enumerate(SECRETS.items()):
        kind = name if name in OPTIONS or name in {"feishu", "dingtalk"} else "apprise"
        reference = f"env:SECRET_{number}" if number % 2 else f"file:secrets/{name}"
        if number % 2:
            variables[f"SECRET_{number}"] = secret
        else:
            (folder / "secrets" / name).write_text(secret)
        targets.append(f"  {name}: {{kind: {kind}, secret: '{reference}', options: {OPTIONS.get(name, '{}')}}}")
        address = ADDRESSES.get(name, "ana@example.org" if kind == "smtp" else "")
        who.append(f"      - {{target: {name}, name: {name}" + (f", address: '{address}'}}" if address else "}"))
    (folder / "incident.yaml").write_text("format: workspace/1\nname: T\nlanguage: en\nzone: UTC\nsandbox: true\n")
    (folder / "people.yaml").write_text(
        "format: people/1\npeople: {ana: {name: Ana, logins: [ana], roles: [commander]}}\n"
    )
    (folder / "targets.yaml").write_text(
        "\n".join(["format: targets/1", "targets:", *targets, "audiences:", "  agents:", "    who:", *who, ""])
    )
    return variables


@pytest.mark.slow
@pytest.mark.parametrize(
    "status", [pytest.param(200, marks=pytest.mark.soak), 401, pytest.param(503, marks=pytest.mark.soak)]
)
def test_no_secret_of_any_channel_is_in_any_text_or_file(
    tmp_path: Path, parrot: _Parrot, mail: MailServer, status: int
) -> None:
    parrot.status = status
    folder, home = tmp_path / "team", tmp_path / "home"
    secrets = workspace(folder)
    (home / "site").mkdir(parents=True)
    (home / "site" / "sitecustomize.py").write_text(RESOLVER)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
        **secrets,
        "HOME": str(home),
        "TMPDIR": str(home),
        "PYTHONPATH": os.pathsep.join([str(home / "site"), str(CHECKOUT)]),
        "INCIDENT_HOME": str(folder),
        "INCIDENT_LOGIN": "ana",
        "WEB_PORT": str(parrot.port),
        "MAIL_PORT": str(mail.port),
        "REQUESTS_CA_BUNDLE": str(tmp_path / "providers.pem"),
        "SSL_CERT_FILE": str(tmp_path / "providers.pem"),
    }
    texts: list[str] = []

    def run(*words: str, **more: str) -> str:
        command = [sys.executable, "-m", "incident", *words]
        ran = subprocess.run(
            command, cwd=folder, env=environment | more, capture_output=True, text=True, timeout=60, check=False
        )
        assert "Traceback" not in ran.stderr
        texts.extend((ran.stdout, ran.stderr))
        return ran.stdout

    run("db", "upgrade")
    run("declare", "outage.core-channel", "--tier", "3", "--title", "T")
    sent = run("message", "send", "INC-0001", "agents", "agents-notice", "--yes")
    assert sent.strip() == "M1", texts[-2:]
    run("message", "send", "INC-0001", "agents", "agents-notice", "--yes")
    run("worker", "--once", INCIDENT_CLOCK_OFFSET="+2m")
    for words in (
        ("message", "list", "INC-0001"),
        ("message", "list", "INC-0001", "--json"),
        ("message", "call-sheet", "INC-0001"),
        ("show", "INC-0001"),
        ("timeline", "INC-0001", "--json"),
        ("review", "INC-0001", "--format", "json"),
        ("review", "INC-0001", "--format", "html"),
        ("doctor", "--detail"),
        ("config", "check"),
        ("verify", "INC-0001"),
        ("db", "backup", str(folder / "backup.db")),
        ("worker", "--once"),
    ):
        run(*words)
    told = {letter.recipient for letter in parrot.inbox.letters}
    assert len(parrot.inbox.letters) >= len(SECRETS) - 1, sorted(told)
    in_bundles = [letter for letter in parrot.inbox.letters if "[2/2]" in letter.body]
    assert bool(in_bundles) == (status == 503), "what waits is tried again in one"
    assert mail.passwords[:1] == [SECRETS["smtp"][0]]
    written = {
        path: path.read_bytes()
        for place in (folder, home)
        for path in place.rglob("*")
        if path.is_file() and path.parent.name != "secrets"
    }
    assert any(path.name == "incident.db" for path in written)
    assert "[secret]" in "".join(texts), "nobody read a secret back"
    for name, (_secret, parts) in SECRETS.items():
        for part in parts:
            for spelling in (part, quote(part, safe=""), base64.b64encode(part.encode()).decode().rstrip("=")):
                assert spelling not in "".join(texts), name
                assert [str(path) for path, text in written.items() if spelling.encode() in text] == [], name
