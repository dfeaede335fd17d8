"""What a signal raises where nobody can pass it on shows nothing; any other such fault is still told."""

from __future__ import annotations

import signal

import pytest

from incident.cli.stopping import stops_by_signal


class _Deaf:
    """Python throws away what is raised while it forgets one of these."""

    def __init__(self, raises: type[BaseException] | None) -> None:
        self._raises = raises

    def __del__(self) -> None:
        if self._raises is not None:
            raise self._raises
        signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize(("raises", "is_told"), [(None, False), (ValueError, True)])
def test_ctrl_c_that_a_library_throws_away_shows_no_traceback(
    raises: type[BaseException] | None,
    is_told: bool,  # noqa: FBT001  (a parameter of the comparison)
    capsys: pytest.CaptureFixture[str],
) -> None:
    with stops_by_signal() as stopping:
        _Deaf(raises)
    assert ("Exception ignored" in capsys.readouterr().err) is is_told
    assert (stopping.exit_code is None) is is_told
