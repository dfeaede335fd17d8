"""The doctor of the wired program looks at real secrets, and waits for none of them long."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from incident import i18n
from incident.application.ports import Target
from incident.bootstrap.wired import Wired
from incident.cli.wiring import Options
from incident.wording.cells import cells

MOST_LINES = 20


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("env:INCIDENT_NO_SUCH_NAME", "The environment variable 'INCIDENT_NO_SUCH_NAME'"),
        ("file:pipe", "The secret file 'pipe' cannot be read."),
        ("cmd:sleep 60", "The command 'sleep' gave no secret in time."),
        ("s3cr3t", "This is no reference to a secret."),
    ],
)
def test_a_secret_that_is_not_there_is_said_by_its_kind(tmp_path: Path, reference: str, said: str) -> None:
    i18n.use("en")
    (tmp_path / "incident.yaml").write_text("format: workspace/1\n")
    os.mkfifo(tmp_path / "pipe")
    target = Target(id="pager", exercise=False, kind="apprise", secret=reference)
    began = time.monotonic()
    obstacle = Wired().secret_obstacle(target, Options(workspace=str(tmp_path)))
    assert time.monotonic() - began < 8
    assert obstacle.startswith(said)
    assert "s3cr3t" not in obstacle


@pytest.mark.parametrize(
    ("kind", "secret", "is_fit"),
    [
        ("apprise", "slack://T1/B1/x", True),
        ("apprise", "https://hooks.slack.com/services/T1/B1/x", True),
        ("apprise", "https://example.org/s3cr3t-word", False),
        ("apprise", "https://oapi.dingtalk.com/robot/send?access_token=s3cr3t-word", False),
        ("apprise", "slak://T1/B1/s3cr3t-word", False),
        ("apprise", "s3cr3t-word", False),
        ("apprise", "syslog://s3cr3t-word", False),
        ("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=x", True),
        ("feishu", "feishu://s3cr3t-word", False),
        ("aliyun-sms", "s3cr3t-word", True),
        ("smtp", "s3cr3t-word", True),
    ],
)
def test_a_secret_that_can_be_no_address_is_said_before_the_night_and_not_repeated(
    tmp_path: Path, kind: str, secret: str, *, is_fit: bool
) -> None:
    i18n.use("en")
    (tmp_path / "incident.yaml").write_text("format: workspace/1\n")
    (tmp_path / "key").write_text(secret)
    target = Target(id="pager", exercise=False, kind=kind, secret="file:key")
    obstacle = Wired().secret_obstacle(target, Options(workspace=str(tmp_path)))
    assert (obstacle == "") is is_fit
    assert "s3cr3t" not in obstacle


@pytest.mark.parametrize(("language", "said"), [("en", "MB left, and an incident wants"), ("zh_CN", "磁盘仅剩")])
def test_a_disk_without_room_for_a_night_stops_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    options = Options(workspace=str(tmp_path))
    (tmp_path / "incident.yaml").write_text("format: workspace/1\nname: x\nlanguage: en\nzone: UTC\n")
    Wired().upgrade_database(options)
    i18n.use(language)
    try:
        assert Wired().database_obstacle(options) == ""
        monkeypatch.setattr("incident.bootstrap.obstacles._LEAST_MEGABYTES", 2**50)
        assert said in Wired().database_obstacle(options)
        assert str(tmp_path / "incident.db") in Wired().database_obstacle(options)
    finally:
        i18n.use("en")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_what_a_new_workspace_lacks_fits_on_one_screen(tmp_path: Path, language: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("INCIDENT")}
    environment |= {"COLUMNS": "80", "INCIDENT_LANG": language, "HOME": str(tmp_path), "INCIDENT_LOGIN": "ann"}

    def incident(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "incident", *words],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
            check=False,
        )

    team = str(tmp_path / "team")
    assert incident("init", team).returncode == 0
    ran = incident("--workspace", team, "doctor")
    assert ran.returncode == 1
    assert len(ran.stdout.splitlines()) <= MOST_LINES
    assert all(cells(line) <= 80 for line in ran.stdout.splitlines())
    assert len(incident("--workspace", team, "doctor", "--detail").stdout.splitlines()) > 3 * MOST_LINES
