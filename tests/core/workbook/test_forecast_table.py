from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from core.workbook.forecast_table import write_forecast_table
from tests.made_up import made_up_demand, made_up_forecast


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_one_row_an_item_and_period_with_the_contract_s_columns(tmp_path: Path):
    """The table follows the command line's contract: names, order, ISO dates, codes as spelled."""
    demand = made_up_demand(items=3)
    forecast = made_up_forecast(demand, horizon=4)
    path = tmp_path / "f.csv"
    write_forecast_table(path, forecast, ("ses", "arima", "lstm"))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = rows_of(path)
    assert ",".join(rows[0]) == (
        "item,period,model,mean,q01,q05,q10,q20,q30,q40,q50,q60,q70,q80,q90,q95,q99"
    )
    assert len(rows) == 12
    assert rows[4]["item"] == "0001"
    assert rows[4]["period"] == str(demand.end)
    assert rows[4]["model"] == "arima"
    assert float(rows[4]["q90"]) == round(float(forecast.quantile(0.9)[1, 0]), 4)


def test_stores_have_their_column_where_there_are_any(tmp_path: Path):
    """A store column stands second only if the sheet names stores."""
    demand = made_up_demand(items=2)
    forecast = replace(made_up_forecast(demand, horizon=1), stores=("北京店", "上海店"))
    path = tmp_path / "f.csv"
    write_forecast_table(path, forecast, ("ses", "ses"))
    rows = rows_of(path)
    assert list(rows[0])[:3] == ["item", "store", "period"]
    assert [row["store"] for row in rows] == ["北京店", "上海店"]


def test_quantiles_of_counted_goods_are_whole(tmp_path: Path):
    """Goods that are counted have no quantile of 4.2 pieces."""
    demand = made_up_demand(items=3)
    path = tmp_path / "f.csv"
    write_forecast_table(path, made_up_forecast(demand, paths=101), ("ses",) * 3)
    figures = [v for row in rows_of(path) for name, v in row.items() if name.startswith("q")]
    assert all(float(value).is_integer() for value in figures)


def test_quantiles_never_cross(tmp_path: Path):
    """Along a row the quantiles rise with their level."""
    demand = made_up_demand()
    path = tmp_path / "f.csv"
    write_forecast_table(path, made_up_forecast(demand), ("ses",) * len(demand))
    for row in rows_of(path):
        figures = [float(value) for name, value in row.items() if name.startswith("q")]
        assert figures == sorted(figures)
