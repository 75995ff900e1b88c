"""Garbage that lies in cycles is collected where Qt objects may be deleted."""

import gc
import threading

import pytest

from gui.collector import Collector


class Cycle:
    """An object that only the collector can free, and that notes on which thread it did."""

    def __init__(self, freed_on: list[int]) -> None:
        self.itself = self
        self.freed_on = freed_on

    def __del__(self) -> None:
        self.freed_on.append(threading.get_ident())


@pytest.fixture
def collector(qapp):
    made = Collector()
    yield made
    made.stop()


def test_a_busy_thread_frees_nothing_and_the_main_thread_all(collector):
    """However much another thread allocates, cycles are freed on the main thread."""
    freed_on: list[int] = []
    kept: list[list[int]] = []

    def allocate() -> None:
        Cycle(freed_on)
        kept.extend([number] for number in range(50_000))

    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()
    assert freed_on == []
    collector.collect()
    assert freed_on == [threading.get_ident()]


def test_python_collects_by_itself_again_afterwards(qapp):
    """Whoever ends the window leaves Python as it was."""
    collector = Collector()
    collector.spare()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
