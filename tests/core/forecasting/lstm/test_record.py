"""What a shop taught the network is a value that can be stored and taken up again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.demand import Demand
from core.forecasting.lstm.global_lstm import FittedLSTM, GlobalLSTM
from core.forecasting.lstm.network import DemandNetwork, NetworkShape
from core.forecasting.lstm.record import NetworkRecord, fitting_key
from core.forecasting.lstm.weights import sha256_of, to_bytes
from core.progress import Progress
from core.saving.documents import kinds_within, put_together, take_apart
from tests.made_up import made_up_demand


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of small weights with their card."""
    path = tmp_path_factory.mktemp("weights") / "lstm.safetensors"
    path.write_bytes(to_bytes(DemandNetwork(NetworkShape(8, 1, 16))))
    path.with_suffix(".json").write_text(f'{{"sha256": "{sha256_of(path)}"}}', encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def demand() -> Demand:
    return made_up_demand(6, 50)


@pytest.fixture(scope="module")
def fitted(weights: str, demand: Demand) -> FittedLSTM:
    found = GlobalLSTM("cpu", weights=weights).fit(demand, Progress())
    assert isinstance(found, FittedLSTM)
    return found


def test_stored_and_taken_up_it_forecasts_the_same(
    weights: str, demand: Demand, fitted: FittedLSTM
) -> None:
    """Through a document and back, the record gives the same paths without training again."""
    assert fitted.record is not None
    document = take_apart(fitted.record)
    record = put_together(document, kinds_within(NetworkRecord))
    reports: list[object] = []
    again = GlobalLSTM("cpu", weights=weights, known=(record,)).fit(
        demand, Progress(reports.append)
    )
    assert not reports
    assert np.array_equal(
        again.forecast(demand, 6, 30, 1).paths, fitted.forecast(demand, 6, 30, 1).paths
    )


def test_other_demand_or_choices_train_anew(
    weights: str, demand: Demand, fitted: FittedLSTM
) -> None:
    """One more sale, another seed: another key, so that nothing stale is taken up."""
    units = demand.units.copy()
    units[0, 3] += 1
    assert fitting_key(demand, 1) != fitting_key(replace(demand, units=units), 1)
    assert fitting_key(demand, 1) != fitting_key(demand, 2)
    reports: list[object] = []
    assert fitted.record is not None
    GlobalLSTM("cpu", seed=5, weights=weights, known=(fitted.record,)).fit(
        demand, Progress(reports.append)
    )
    assert reports


def test_the_record_tells_the_curve(fitted: FittedLSTM) -> None:
    """Losses of batches and of the rolling test, seconds and device are there to be shown."""
    record = fitted.record
    assert record is not None
    assert len(record.train) == len(record.held_out) - 1 > 0
    assert record.seconds > 0
    assert record.device == "cpu"


def test_what_was_learnt_before_the_newest_periods_is_taken_up(
    weights: str, fitted: FittedLSTM
) -> None:
    """The weights that a backtest has judged are those that forecast; nothing is trained again."""
    assert fitted.record is not None
    own = DemandNetwork(NetworkShape(8, 1, 16))
    learnt = np.frombuffer(to_bytes(own), np.uint8)
    for tuned, bytes_of in ((True, learnt), (False, np.empty(0, dtype=np.uint8))):
        earlier = replace(fitted.record, tuned=tuned, weights=bytes_of)
        reports: list[object] = []
        method = GlobalLSTM("cpu", weights=weights, known=(earlier,))
        on = method.fit(made_up_demand(6, 60), Progress(reports.append))
        assert not reports
        assert isinstance(on, FittedLSTM)
        assert on.record is not None
        assert on.record.key != earlier.key
        shipped = np.frombuffer(Path(weights).read_bytes(), np.uint8)
        expected = learnt if tuned else shipped
        assert np.array_equal(np.frombuffer(to_bytes(on.network), np.uint8), expected)


def test_without_training_the_record_says_why(weights: str, demand: Demand) -> None:
    """Too few periods, or too few known ones: the reason is there, and later sales are trained on
    as if there had been no record."""
    few = GlobalLSTM("cpu", weights=weights).fit(demand.until(25), Progress())
    assert isinstance(few, FittedLSTM)
    assert few.record is not None
    assert not few.record.was_trained
    assert "fewer than 26 periods" in str(few.record.reason)
    single = GlobalLSTM("cpu", weights=weights).fit(demand.select(np.arange(1)), Progress())
    assert isinstance(single, FittedLSTM)
    assert single.record is not None
    assert "too few periods with known sales" in str(single.record.reason)
    reports: list[object] = []
    GlobalLSTM("cpu", weights=weights, known=(few.record,)).fit(demand, Progress(reports.append))
    assert reports
