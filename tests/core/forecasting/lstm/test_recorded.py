"""Recorded series are read from their training parts alone, mixed, and follow the seed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch

from core.forecasting.lstm.draws import LENGTH
from core.forecasting.lstm.recorded import Recorded, mixed_rows, read_recorded


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with series of 1s to train on and of 1,000,000s to be judged by."""
    for name in ("Train", "Test"):
        (tmp_path / "m4" / name).mkdir(parents=True)
    wide = pd.DataFrame(np.arange(1.0, 101.0)[None].repeat(3, axis=0), index=["a", "b", "c"])
    wide.to_csv(tmp_path / "m4" / "Train" / "Weekly-train.csv")
    wide.to_csv(tmp_path / "m4" / "Train" / "Hourly-train.csv")
    (tmp_path / "m3").mkdir()
    rows = [
        {"series_id": "N1", "period": period, "split": split, "value": value}
        for period in ("MONTHLY", "YEARLY")
        for split, value in (("train", 1.0), ("test", 1e6))
        for _ in range(30)
    ]
    pd.DataFrame(rows).to_csv(tmp_path / "m3" / "m3_long.csv.gz", index=False)
    return tmp_path


def test_training_parts_alone_are_read(folder: Path) -> None:
    """Weeks, hours summed to days, and months; nothing held out for judging."""
    recorded = read_recorded(folder)
    assert [int((recorded.frequency == kind).sum()) for kind in range(3)] == [3, 3, 1]
    monthly = recorded.frequency == 2
    assert int(recorded.known[monthly].sum()) == 30
    assert torch.equal(recorded.units[monthly][recorded.known[monthly]], torch.ones(30))
    daily = recorded.units[recorded.frequency == 0][0, -4:]
    hours = np.arange(1.0, 101.0)[4:].reshape(4, 24).sum(axis=1)
    np.testing.assert_allclose(daily, hours / hours.mean(), rtol=1e-5)


def test_mixed_rows_follow_the_seed_and_end_at_the_end(folder: Path) -> None:
    """Equal seeds give equal rows; known periods lie at the end; units are never negative."""
    recorded = read_recorded(folder)
    first, again, other = (mixed_rows(recorded, 40, seed) for seed in (1, 1, 2))
    assert torch.equal(first.units, again.units)
    assert not torch.equal(first.units, other.units)
    assert (first.units >= 0).all()
    assert first.listed[:, -1].all()
    assert not first.listed[:, : LENGTH - 100].any()
    assert set(first.frequency.tolist()) == {0, 1, 2}


def test_a_mean_of_series_is_no_longer_one_of_them() -> None:
    """Most rows are weighted means of several series."""
    units = torch.rand(6, LENGTH, generator=torch.Generator().manual_seed(1))
    recorded = Recorded(units, torch.ones(6, LENGTH, dtype=torch.bool), torch.arange(6) % 3)
    rows = mixed_rows(recorded, 60, 3)
    shape = rows.units / rows.units.mean(dim=1, keepdim=True)
    plain = units / units.mean(dim=1, keepdim=True)
    nearest = torch.cdist(shape, plain).amin(dim=1) / LENGTH**0.5
    assert (nearest > 0.05).float().mean() > 0.3
