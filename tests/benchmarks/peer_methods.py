"""The peers, run by an interpreter of their own: statsforecast needs an older pandas than ours.

    PYTHON peer_methods.py INPUT.npz OUTPUT.npz NAME

Imports nothing of the project. INPUT holds units (n, t), NaN before launch; horizon; season;
protection; start (first day); step ("D", "W" or "M"); levels (k). OUTPUT holds mean (n, h),
quantiles (k, n, h), all ≥ 0, total (n) the 95 % quantile of the sum over the protection period with
periods taken as independent, as their users would, and seconds of processor time.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable

import numpy as np

Answer = tuple[np.ndarray, np.ndarray]
STATISTICAL = ("AutoARIMA", "AutoETS", "AutoTheta", "CrostonSBA", "IMAPA")


def statistical(name: str, given: dict[str, np.ndarray]) -> Answer:
    """Forecast every series with one of statsforecast's models."""
    from statsforecast import models as methods
    from statsforecast.utils import ConformalIntervals

    season, horizon = int(given["season"]), int(given["horizon"])
    levels = given["levels"]
    units = given["units"]
    weekly = season > 24
    if weekly:  # 52 lags cost minutes a series; nobody runs a catalogue like that.
        season = 1
    shortest = int(np.isfinite(units).sum(axis=1).min())
    windows = 4 if shortest >= 5 * horizon + 2 else 2
    conformal = ConformalIntervals(h=horizon, n_windows=windows)

    def made(length: int) -> object:
        seasonal = season if length >= 2 * season + 1 else 1
        if name == "AutoARIMA":
            limits = (
                {"max_p": 2, "max_q": 2, "max_P": 1, "max_Q": 1}
                if str(given["step"]) == "D"
                else {}
            )
            return methods.AutoARIMA(season_length=seasonal, **limits)
        if name == "AutoETS":
            return methods.AutoETS(season_length=seasonal)
        if name == "AutoTheta":
            return methods.AutoTheta(season_length=seasonal)
        enough = conformal if length > (windows + 1) * horizon else None
        return getattr(methods, name)(prediction_intervals=enough)

    mean = np.zeros((len(units), horizon))
    quantiles = np.zeros((levels.size, len(units), horizon))
    bands = sorted({round(abs(200 * level - 100), 6) for level in levels} - {0.0})
    for row, series in enumerate(units):
        known = series[np.isfinite(series)].astype(np.float64)
        try:
            model = made(known.size)
            if name in ("CrostonSBA", "IMAPA") and model.prediction_intervals is None:
                answer = model.forecast(y=known, h=horizon)
                answer = answer | _around(answer["mean"], known, bands)
            else:
                answer = model.forecast(y=known, h=horizon, level=bands)
        except Exception:  # A library's fault on a hard series: what its users would fall back to.
            level = np.full(horizon, known[-13:].mean())
            answer = {"mean": level} | _around(level, known, bands)
        mean[row] = np.nan_to_num(answer["mean"])
        for place, level in enumerate(levels):
            band = round(abs(200 * level - 100), 6)
            key = "mean" if band == 0 else f"{'hi' if level > 0.5 else 'lo'}-{band:g}"
            if key not in answer:
                key = f"{'hi' if level > 0.5 else 'lo'}-{band}"
            quantiles[place, row] = answer[key]
    quantiles = np.where(np.isfinite(quantiles), quantiles, mean)
    return mean, quantiles


def _around(mean: np.ndarray, known: np.ndarray, bands: list[float]) -> dict[str, np.ndarray]:
    """Normal bands as wide as the series varies, where too little is known for anything else."""
    from statistics import NormalDist

    spread = known[-13:].std() if known.size > 1 else max(known[-1], 1.0)
    answer = {}
    for band in bands:
        reach = NormalDist().inv_cdf(0.5 + band / 200) * spread
        answer[f"lo-{band:g}"], answer[f"hi-{band:g}"] = mean - reach, mean + reach
    return answer


def boosted(name: str, given: dict[str, np.ndarray]) -> Answer:
    """Forecast with a global LightGBM: lags, rolling means, calendar, the step ahead as a feature,
    and of what is known ahead the value at that step, and how it differs from the latest periods.

    Tweedie loss for the mean, pinball loss for seven quantiles; one model for all series and steps.
    """
    import lightgbm

    del name
    units = given["units"].astype(np.float64)
    horizon, season = int(given["horizon"]), int(given["season"])
    n, length = units.shape
    rng = np.random.default_rng(1)
    step_days = {"D": 1.0, "W": 7.0, "M": 30.4375}[str(given["step"])]
    start = given["start"].astype("datetime64[D]").astype(np.int64)
    begun = np.isfinite(units).argmax(axis=1)
    known = given.get("known", np.zeros((n, length, 0)))
    year = int(given.get("year", 0))

    def features(cutoff: int) -> np.ndarray:
        """(n, h, f) what is known of every series before a cutoff, for every step ahead."""
        past = units[:, max(0, cutoff - 120) : cutoff]
        columns = []
        for window in (1, 2, 4, 8, 13, 26, 52):
            part = past[:, -window:]
            count = np.isfinite(part).sum(axis=1)
            columns.append(np.nansum(part, axis=1) / np.maximum(count, 1))
        scale = np.maximum(columns[4], 0.1)
        flat = [np.log1p(scale), (past > 0).mean(axis=1), np.minimum(cutoff - begun, 200.0)]
        flat += [column / scale for column in columns]
        flat.append(np.nan_to_num(past[:, -26:]).std(axis=1) / scale)
        for lag in range(1, 15):
            flat.append(past[:, -lag] / scale if lag <= past.shape[1] else np.full(n, np.nan))
        if known.size:
            flat.append(given["group"].astype(np.float64))
        table = np.repeat(np.stack(flat, axis=1)[:, None], horizon, axis=1)
        extra = np.empty((n, horizon, 5 + 2 * known.shape[2] + (year > 0)))
        for step in range(horizon):
            ago = cutoff + step - season * (1 + step // season)
            day = (start + (cutoff + step) * step_days) % 365.2425
            weekday = (start + (cutoff + step) * step_days) % 7 if step_days == 1 else 0
            extra[:, step, 0] = step
            extra[:, step, 1] = units[:, ago] / scale if ago >= 0 else np.nan
            same = [a for a in range(ago, max(-1, ago - 4 * season), -season) if a >= 0]
            extra[:, step, 2] = np.nanmean(units[:, same], axis=1) / scale if same else np.nan
            extra[:, step, 3], extra[:, step, 4] = weekday, day // 7
            if year:
                before = cutoff + step - year
                extra[:, step, -1] = units[:, before] / scale if before >= 0 else np.nan
            if known.size:
                here = known[:, min(cutoff + step, known.shape[1] - 1)]
                usual = known[:, max(0, cutoff - 13) : cutoff].mean(axis=1)
                extra[:, step, 5 : 5 + 2 * known.shape[2]] = np.hstack([here, here - usual])
        return np.concatenate([table, extra], axis=2), scale

    rows, targets = [], []
    first = max(2, min(season + 1, length // 3), length - horizon - 160)
    cutoffs = np.arange(first, length - 1)
    if year:  # a season of a year is learnt from all of history, at as many cutoffs
        cutoffs = np.unique(np.linspace(year, length - 2, 160).astype(int))
    for cutoff in cutoffs:
        table, scale = features(cutoff)
        reach = min(horizon, length - cutoff)
        y = units[:, cutoff : cutoff + reach] / scale[:, None]
        keep = np.isfinite(y) & (begun < cutoff)[:, None]
        rows.append(table[:, :reach][keep])
        targets.append(y[keep])
    x, y = np.concatenate(rows), np.concatenate(targets)
    if len(x) > 150_000:
        drawn = rng.choice(len(x), 150_000, replace=False)
        x, y = x[drawn], y[drawn]
    table, scale = features(length)
    table = table.reshape(n * horizon, -1)
    shared = {
        "verbosity": -1, "num_leaves": 31, "learning_rate": 0.06, "min_data_in_leaf": 60,
        "feature_fraction": 0.7, "bagging_fraction": 0.7, "bagging_freq": 1, "seed": 1,
        "num_threads": 1,
    }  # fmt: skip
    data = lightgbm.Dataset(x, np.clip(y, 0, 30), free_raw_data=False)

    def fitted(objective: dict[str, object]) -> np.ndarray:
        model = lightgbm.train(shared | objective, data, num_boost_round=150)
        return model.predict(table).reshape(n, horizon) * scale[:, None]

    mean = fitted({"objective": "tweedie", "tweedie_variance_power": 1.3})
    heads = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
    values = np.stack([fitted({"objective": "quantile", "alpha": head}) for head in heads])
    values = np.sort(values, axis=0)
    levels = given["levels"]
    quantiles = np.empty((levels.size, n, horizon))
    for i in range(n):
        for step in range(horizon):
            quantiles[:, i, step] = np.interp(levels, heads, values[:, i, step])
    top = levels > heads[-1]
    quantiles[top] = values[-1] + 0.6 * (values[-1] - values[-2])
    return mean, quantiles


def main() -> None:
    """Run one peer on one input."""
    source, target, name = sys.argv[1:]
    with np.load(source) as file:
        given = dict(file)
    method: Callable[[str, dict[str, np.ndarray]], Answer]
    method, library = statistical, "statsforecast.models"
    if name == "LightGBM":
        method, library = boosted, "lightgbm"
    importlib.import_module(library)  # What loading it takes is not counted.
    begin = time.process_time()
    mean, quantiles = method(name, given)
    seconds = time.process_time() - begin
    mean, quantiles = np.maximum(mean, 0.0), np.maximum(np.sort(quantiles, axis=0), 0.0)
    protection = min(int(given["protection"]), mean.shape[1])
    levels = given["levels"]
    upper = quantiles[int(np.argmin(np.abs(levels - 0.95)))] - mean
    total = mean[:, :protection].sum(axis=1) + np.sqrt((upper[:, :protection] ** 2).sum(axis=1))
    np.savez(target, mean=mean, quantiles=quantiles, total=total, seconds=seconds)


if __name__ == "__main__":
    main()
