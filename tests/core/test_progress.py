from __future__ import annotations

import pytest

from core.progress import Cancelled, Pace, Progress, ProgressReport
from core.wording import say


def test_parts_share_the_whole():
    """A part counts its own steps; the listener sees the whole job's fraction, never going back."""
    reports: list[ProgressReport] = []
    whole = Progress(reports.append)
    first, second = whole.part(0.0, 0.5), whole.part(0.5, 1.0)
    first.step(1, 2, say("reading"))
    first.part(0.5, 1.0).step(1, 1)
    second.step(1, 4, say("fitting"))
    assert [round(r.fraction, 3) for r in reports] == [0.25, 0.5, 0.625]
    assert str(reports[-1].stage) == "fitting"


def test_all_parts_stop_together():
    """Once asked to stop, the next step of any part raises Cancelled, before it reports."""
    reports: list[ProgressReport] = []
    whole = Progress(reports.append)
    inner = whole.part(0.2, 0.4).part(0.0, 0.5)
    whole.cancel()
    assert inner.cancelled
    with pytest.raises(Cancelled):
        inner.step(1, 2)
    with pytest.raises(Cancelled):
        whole.check()
    assert reports == []


def test_time_left_follows_the_pace_so_far():
    """A quarter done in 10 s leaves 30 s; too early, nothing is promised."""
    now = [100.0]
    pace = Pace(lambda: now[0])
    now[0] = 100.5
    assert pace.seconds_left(0.5) is None
    now[0] = 110.0
    assert pace.seconds_left(0.25) == pytest.approx(30.0)
    assert pace.seconds_left(0.01) is None
