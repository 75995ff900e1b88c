"""The forecaster "lstm": one network trained on all items of the shop at once.

torch is imported when fitting begins, so that naming this forecaster costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.forecasting.forecast import Forecast
from core.forecasting.lstm.pooled import PooledQuantiles
from core.progress import Progress
from core.wording import Sentence

if TYPE_CHECKING:
    from core.forecasting.lstm.device import Device
    from core.forecasting.lstm.network import DemandNetwork
    from core.forecasting.lstm.training import TrainingCurve
    from core.forecasting.lstm.windows import Panel

SHIPPED = str(Path(__file__).resolve().parents[3] / "resources" / "models" / "lstm.safetensors")
"""The pretrained weights that come with the program; their card lstm.json lies beside them."""

_LEAST_LENGTH = 12
"""Periods below which nothing can be held out and nothing learned: the pool forecasts instead."""

_LEAST_WINDOWS = 60
_ROWS = 512


@dataclass(frozen=True, slots=True)
class GlobalLSTM:
    """Options of the global LSTM.

    device   "auto", "cpu" or "cuda"
    seed     of the weights' beginning and of all draws
    hidden   units a layer; layers: how many
    weights  file of pretrained weights to fine-tune (their sizes then count), or "": from scratch
    """

    device: str = "auto"
    seed: int = 20260101
    hidden: int = 64
    layers: int = 2
    weights: str = SHIPPED

    @property
    def name(self) -> str:
        """The name in the catalogue."""
        return "lstm"

    def fit(self, demand: Demand, progress: Progress) -> FittedLSTM | PooledQuantiles:
        """Train one network on all items; same demand, seed and device give the same network.

        Stops within one training step of being asked to. A card too small for the smallest batch
        hands over to the processor. With under 12 periods, or with fewer than 60 windows to learn
        from, the pooled quantiles are returned instead.
        """
        progress.check()
        if demand.length < _LEAST_LENGTH or _windows_to_learn(demand) < _LEAST_WINDOWS:
            return PooledQuantiles(self.name)
        from core.forecasting.lstm.device import choose_device, one_thread, processor_after_memory
        from core.forecasting.lstm.training import OutOfMemory

        device = choose_device(self.device)
        with one_thread():
            try:
                return self._fit_on(device, demand, progress)
            except OutOfMemory:
                return self._fit_on(processor_after_memory(device), demand, progress)

    def _fit_on(self, device: Device, demand: Demand, progress: Progress) -> FittedLSTM:
        from core.forecasting.lstm.sampling import Sampling
        from core.forecasting.lstm.training import Training, train
        from core.forecasting.lstm.windows import panel_of

        panel = panel_of(demand)
        sampling = Sampling.of(panel, 2 * demand.frequency.default_horizon, self.seed)
        network = self._beginning().to(device.kind)
        sampling = sampling.to(device.kind)
        curve = train(
            Training(network, sampling.plan(pretrained=bool(self.weights))),
            sampling.draw,
            sampling.held_out(),
            progress.part(0.0, 0.8),
        )
        # The best weights were found without the newest periods; a few slow steps take those in.
        polish = sampling.with_all_periods()
        train(
            Training(network, polish.polish_plan(curve, pretrained=bool(self.weights))),
            polish.draw,
            (),
            progress.part(0.8, 1.0),
        )
        return FittedLSTM(network.cpu().eval(), sampling.horizon, device, curve)

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
    device   where it was trained, and why there
    curve    how training went
    """

    network: DemandNetwork
    horizon: int
    device: Device
    curve: TrainingCurve

    @property
    def reason(self) -> Sentence:
        """Why this device was used, in words."""
        return self.device.reason

    def forecast(self, demand: Demand, horizon: int, paths: int, seed: int) -> Forecast:
        """Return ``paths`` sample paths; the weights stay, the windows are cut anew."""
        from core.forecasting.lstm.device import one_thread
        from core.forecasting.lstm.network import QUANTILES
        from core.forecasting.lstm.paths import draw_paths
        from core.forecasting.lstm.windows import panel_of

        panel = panel_of(demand)
        with one_thread():
            single, total = self._quantiles(panel, horizon)
        drawn = draw_paths(single, total, np.array(QUANTILES), paths, seed, Progress())
        counted = panel.counted.numpy() > 0
        drawn[counted] = np.round(drawn[counted])
        return Forecast(
            model="lstm",
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

        singles, totals = [], []
        with torch.no_grad():
            for rows in torch.split(torch.arange(len(panel)), _ROWS):
                windows = cut(
                    panel, rows, torch.full_like(rows, panel.length), context_of(panel), horizon
                )
                single, total = self.network(windows)
                scale = windows.scale[:, None, None]
                singles.append((torch.sinh(single) * scale).numpy())
                totals.append((torch.sinh(total) * scale).numpy())
        return np.concatenate(singles), np.concatenate(totals)


def _windows_to_learn(demand: Demand) -> int:
    seen = np.isfinite(demand.units) & ~demand.censored
    return int(np.maximum(seen.sum(axis=1) - 1, 0).sum())
