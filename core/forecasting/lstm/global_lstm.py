"""The forecaster "lstm": one network trained on all items of the shop at once.

torch is imported when fitting begins, so that naming this forecaster costs nothing.
"""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.forecasting.history import is_withdrawn
from core.forecasting.lstm.libraries import load_ahead
from core.forecasting.lstm.pooled import PooledQuantiles
from core.forecasting.lstm.record import (
    LSTM,
    ZERO_SHOT,
    NetworkRecord,
    fitting_key,
    untrained_record,
)
from core.progress import Progress
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

if TYPE_CHECKING:
    from core.forecasting.lstm.device import Device
    from core.forecasting.lstm.network import DemandNetwork
    from core.forecasting.lstm.panel import Panel

SHIPPED = str(Path(__file__).resolve().parents[3] / "resources" / "models" / "lstm.safetensors")
"""The pretrained weights that come with the program; their card lstm.json lies beside them."""

_LEAST_LENGTH = 12
"""Periods below which nothing can be held out and nothing learned: the pool forecasts instead."""

_LEAST_TUNED = 26
"""Periods below which pretrained weights are not tuned: the two or three that could be held out are
of one mood for all items. With 13 periods departments lost 2 % and hospital counts 5 %, with 26 the
former gained 1 %."""

_LEAST_WINDOWS = 60
_MOST_THREADS = 4
_ROWS = 128
"""Items forecast at a time: so few that what is reckoned stays in the processor's cache."""


@dataclass(frozen=True, slots=True)
class GlobalLSTM:
    """Options of the global LSTM.

    device   "auto", "cpu" or "cuda"
    seed     of the weights' beginning and of all draws
    hidden   units a layer; layers: how many
    weights  file of pretrained weights to fine-tune (their sizes then count), or "": from scratch
    tuned    False: forecast with the pretrained weights as they are ("zero-shot")
    known    what earlier fits to this shop came to: that to the same demand is taken up, else the
             last, which a backtest then has judged on what was sold since
    """

    device: str = "auto"
    seed: int = 20260101
    hidden: int = 64
    layers: int = 2
    weights: str = SHIPPED
    tuned: bool = True
    known: tuple[NetworkRecord, ...] = field(default=(), compare=False)

    @property
    def name(self) -> str:
        """The name in the catalogue."""
        return LSTM if self.tuned else ZERO_SHOT

    def fit(self, demand: Demand, progress: Progress) -> FittedLSTM | PooledQuantiles:
        """Train one network on all items; same demand, seed and device give the same network.

        Stops within one training step of being asked to. A card too small for the smallest batch
        hands over to the processor. With under 26 periods the pretrained weights forecast as they
        are, from scratch with under 12 the pooled quantiles; so too with fewer than 60 windows to
        learn from.
        """
        progress.check()
        too_little = _too_little(demand, _LEAST_TUNED if self.weights else _LEAST_LENGTH)
        if not demand.length or not len(demand) or (too_little and not self.weights):
            return PooledQuantiles(self.name)
        load_ahead()
        from core.forecasting.lstm.device import choose_device, one_thread, processor_after_memory
        from core.forecasting.lstm.training import OutOfMemory

        horizon = 2 * demand.frequency.default_horizon
        if not self.tuned:
            return FittedLSTM(self.name, self._beginning().eval(), horizon, None)
        begun = self._begun()
        key = fitting_key(demand, begun)
        if too_little:
            record = untrained_record(key, horizon, too_little)
            return FittedLSTM(self.name, self._beginning().eval(), horizon, record)
        usable = [record for record in self.known if record.begun == begun]
        usable += [record for record in self.known if record.key == key]
        if usable:
            return self._taken_up(replace(usable[-1], key=key))
        device = choose_device(self.device)
        with one_thread():
            try:
                return self._fit_on(device, demand, progress, key)
            except OutOfMemory:
                return self._fit_on(processor_after_memory(device), demand, progress, key)

    def _begun(self) -> str:
        """Return a hash of all that decides a fit beside the demand."""
        from core.forecasting.lstm.weights import sha256_of

        pretrained = sha256_of(Path(self.weights)) if self.weights else ""
        decisions = (self.device, self.seed, self.hidden, self.layers, pretrained)
        return hashlib.sha256(repr(decisions).encode()).hexdigest()

    def _taken_up(self, known: NetworkRecord) -> FittedLSTM:
        from core.forecasting.lstm.weights import from_bytes

        network = from_bytes(known.weights.tobytes()) if known.tuned else self._beginning()
        return FittedLSTM(self.name, network.eval(), known.horizon, known)

    def _fit_on(self, device: Device, demand: Demand, progress: Progress, key: str) -> FittedLSTM:
        from core.forecasting.lstm.panel import panel_of
        from core.forecasting.lstm.sampling import Sampling
        from core.forecasting.lstm.tuning import fine_tune, learn_alone
        from core.forecasting.lstm.weights import to_bytes

        own = Sampling.of(panel_of(demand), 2 * demand.frequency.default_horizon, self.seed)
        own = own.to(device.kind)
        network = self._beginning().to(device.kind)
        learn = fine_tune if self.weights else learn_alone
        curve = learn(network, own, progress)
        progress.step(1, 1)
        network = network.cpu().eval()
        tuned = not self.weights or curve.gain > 0
        weights = to_bytes(network) if tuned else b""
        record = NetworkRecord(
            key=key,
            weights=np.frombuffer(weights, dtype=np.uint8),
            tuned=tuned,
            horizon=own.horizon,
            device=device.kind,
            device_reason=device.reason,
            reason=_reason(bool(self.weights), tuned, curve.gain),
            gain=curve.gain,
            train=curve.train,
            held_out=(curve.before, *curve.held_out),
            seconds=curve.seconds,
            begun=self._begun(),
        )
        return FittedLSTM(self.name, network, own.horizon, record)

    def _beginning(self) -> DemandNetwork:
        import torch

        from core.forecasting.lstm.network import DemandNetwork, NetworkShape
        from core.forecasting.lstm.weights import read_weights

        if self.weights:
            return read_weights(Path(self.weights))
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(self.seed)
            return DemandNetwork(NetworkShape(self.hidden, self.layers))


@dataclass(frozen=True, slots=True, eq=False)
class FittedLSTM:
    """A trained network.

    network  on the processor: a forecast takes a second there and is the same on every machine
             with the same weights
    horizon  periods ahead it was trained for; further ones are forecast with the horizon's own
             uncertainty, only their place in week and year going on
    name     in the catalogue
    record   what came of training, or why there was none; None where none was asked for
    """

    name: str
    network: DemandNetwork
    horizon: int
    record: NetworkRecord | None

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return ``paths`` sample paths; the weights stay, the windows are cut anew."""
        from core.forecasting.lstm.device import one_thread
        from core.forecasting.lstm.network import QUANTILES
        from core.forecasting.lstm.panel import panel_of
        from core.forecasting.lstm.paths import draw_paths

        # What holidays do differs from shop to shop and must be learned there: told of them without
        # training, it forecast departments of ten shops (M5) 2 % worse.
        panel = panel_of(demand, events=self.record is not None and self.record.tuned)
        with one_thread():
            single, total = self._quantiles(panel, horizon)
        drawn = draw_paths(single, total, np.array(QUANTILES), paths, seed, Progress())
        counted = panel.counted.numpy() > 0
        drawn[counted] = np.round(drawn[counted])
        drawn[is_withdrawn(demand)] = 0.0
        return Forecast(
            model=self.name,
            items=demand.items,
            stores=demand.stores,
            cutoff=demand.end,
            frequency=demand.frequency,
            paths=drawn,
        )

    def _quantiles(
        self, panel: Panel, horizon: int
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return (n, h, levels) quantiles in units of each period and of the mean so far."""
        import torch

        from core.forecasting.lstm.sampling import context_of
        from core.forecasting.lstm.windows import cut

        def ahead(rows: torch.Tensor) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
            with torch.no_grad():
                cutoffs = torch.full_like(rows, panel.length)
                windows = cut(panel, rows, cutoffs, context_of(panel), horizon)
                scale = windows.scale[:, None, None]
                single, total = self.network(windows)
                return (torch.sinh(single) * scale).numpy(), (torch.sinh(total) * scale).numpy()

        # Threads share the items, not the sums: how many there are changes no forecast.
        with ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1)) as threads:
            parts = list(threads.map(ahead, torch.split(torch.arange(len(panel)), _ROWS)))
        singles, totals = zip(*parts, strict=True)
        return np.concatenate(singles), np.concatenate(totals)


def _too_little(demand: Demand, least: int) -> Sentence | None:
    """Return why there is too little to train on; None where there is enough."""
    if demand.length < least:
        return say(
            QT_TRANSLATE_NOOP(
                "core",
                "With fewer than {least} periods of sales nothing could be held out to test "
                "training on them, so the network forecasts as it came.",
            ),
            least=least,
        )
    seen = np.isfinite(demand.units) & ~demand.censored
    if np.maximum(seen.sum(axis=1) - 1, 0).sum() < _LEAST_WINDOWS:
        return say(
            QT_TRANSLATE_NOOP(
                "core",
                "Your items have too few periods with known sales to train on, so the network "
                "forecasts as it came.",
            )
        )
    return None


def _reason(pretrained: bool, kept: bool, gain: float) -> Sentence:
    if not pretrained:
        return say(QT_TRANSLATE_NOOP("core", "The network was trained on your sales alone."))
    if kept:
        return say(
            QT_TRANSLATE_NOOP(
                "core",
                "Training on your sales made the network {gain:.1f} % better on your last periods.",
            ),
            gain=100 * gain,
        )
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "Training on your sales did not make the network better on your last periods, so it "
            "forecasts as it came.",
        )
    )
