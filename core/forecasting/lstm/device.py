"""Where the network is trained: a CUDA card where there is one that works, else the processor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch

from core.errors import OptionError
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

DEVICES = ("auto", "cpu", "cuda")


@dataclass(frozen=True, slots=True)
class Device:
    """A device that was tried and works.

    kind        "cpu" or "cuda"
    description the card's name, or "CPU"
    reason      why this one, in words
    """

    kind: str
    description: str
    reason: Sentence


def choose_device(wanted: str) -> Device:
    """Return the device to use for ``wanted`` ("auto", "cpu" or "cuda").

    A card that is missing, or that fails at a small multiplication (a driver too old, a card too
    old for this build, no memory left), is no reason to stop: the processor takes over and the
    reason says so. Raises OptionError for any other word.
    """
    if wanted not in DEVICES:
        raise OptionError(
            say(
                QT_TRANSLATE_NOOP(
                    "core", "There is no device called {name}. Choose auto, cpu or cuda."
                ),
                name=wanted,
            )
        )
    if wanted == "cpu":
        return _processor(say(QT_TRANSLATE_NOOP("core", "The processor was asked for.")))
    if not torch.cuda.is_available():
        return _processor(
            say(QT_TRANSLATE_NOOP("core", "No CUDA card was found, so the processor is used."))
        )
    fault = _fault_of_card()
    if fault:
        return _processor(
            say(
                QT_TRANSLATE_NOOP(
                    "core", "The CUDA card does not work ({fault}), so the processor is used."
                ),
                fault=fault,
            )
        )
    return Device(
        kind="cuda",
        description=torch.cuda.get_device_name(),
        reason=say(QT_TRANSLATE_NOOP("core", "A CUDA card was found and works.")),
    )


def processor_after_memory(device: Device) -> Device:
    """Return the processor, as the refuge once ``device`` ran out of memory."""
    return _processor(
        say(
            QT_TRANSLATE_NOOP(
                "core", "The memory of {card} was too small, so the processor took over."
            ),
            card=device.description,
        )
    )


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep torch to one thread of the processor while inside.

    The network is so small that a second thread gains a third at best, and on a machine with other
    work to do the threads wait for one another: measured five times slower. Nor do sums then
    depend on the number of cores, so a plan is the same on every machine of the same kind.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _processor(reason: Sentence) -> Device:
    return Device("cpu", "CPU", reason)


def _fault_of_card() -> str:
    """Return the first line of what a small multiplication on the card complains of, or ""."""
    try:
        square = torch.ones(8, 8, device="cuda")
        float((square @ square).sum())
    except RuntimeError as fault:  # torch reports every CUDA fault as a RuntimeError
        return str(fault).splitlines()[0]
    return ""
