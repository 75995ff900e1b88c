"""Real panels with what was known ahead: promotions, prices, advertising, events."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from core.calendar.choices import CalendarChoices
from core.demand import Demand
from core.demand.covariates import ADVERTISING, PRICE, PROMOTION
from core.demand.sheet_covariates import with_covariates
from core.frequency import Frequency
from core.sales.cleaning.clean import Sales
from tests.benchmarks.accuracy_data import online_retail, panel, shared_data


def pasta_promoted() -> Demand:
    """Return the Italian grocery's 118 items, daily, with brand as category and promotion flags."""
    rows = pd.read_csv(shared_data() / "intermittent" / "pasta.csv.gz")
    rows["item"] = rows["brand"] + "-" + rows["product"].astype(str)
    days = pd.to_datetime(rows["date"]).to_numpy().astype("datetime64[D]")
    demand = panel(rows["item"].to_numpy(), days, rows["value"].to_numpy(), Frequency.DAILY)
    flags = _cells(demand, rows["item"], days, rows["promotion"])
    known = _with_events(demand, "IT").covariates
    return replace(
        demand,
        covariates=replace(
            known,
            own_names=(PROMOTION,),
            own=np.nan_to_num(flags)[:, :, None].astype(np.float32),
            planned=(True,),
        ),
        categories=tuple(item.split("-")[0] for item in demand.items),
    )


def orange_juice(stores: int = 40) -> Demand:
    """Return Dominick's orange juice, weekly: 11 brands in ``stores`` stores, with price, deal and
    feature, which the shop sets ahead."""
    rows = pd.read_csv(shared_data() / "bayesm" / "oj_yx.csv.gz")
    kept = np.sort(rows["store"].unique())[:stores]
    rows = rows[rows["store"].isin(kept)]
    prices = rows[[f"price{b}" for b in range(1, 12)]].to_numpy()
    rows["price"] = prices[np.arange(len(rows)), rows["brand"].to_numpy() - 1]
    # Week 1 of the data began on 14 September 1989; our weeks begin on Mondays.
    start = np.datetime64("1989-09-11") + 7 * (rows["week"].min() - 1)
    step = (rows["week"] - rows["week"].min()).to_numpy()
    item = rows["brand"].astype(str) + "@" + rows["store"].astype(str)
    items = np.unique(item)
    code = np.searchsorted(items, item)
    shape = (len(items), int(step.max()) + 1)

    def table(values: np.ndarray) -> np.ndarray:
        result = np.full(shape, np.nan)
        result[code, step] = values
        return result

    price = pd.DataFrame(table(rows["price"].to_numpy())).ffill(axis=1).bfill(axis=1).to_numpy()
    own = np.stack(
        [
            np.nan_to_num(table(rows["deal"].to_numpy())),
            np.nan_to_num(table(rows["feat"].to_numpy())),
            np.log(price / price[:, :1]),
        ],
        axis=2,
    ).astype(np.float32)
    demand = Demand(
        items=tuple(items),
        stores=("",) * len(items),
        start=np.datetime64(str(start), "D"),
        frequency=Frequency.WEEKLY,
        units=table(np.round(np.exp(rows["logmove"].to_numpy()))).astype(np.float32),
        censored=np.zeros(shape, dtype=np.bool_),
        categories=tuple(name.split("@")[0] for name in items),
    )
    known = _with_events(demand, "US").covariates
    names = (PROMOTION, ADVERTISING, PRICE)
    return replace(
        demand, covariates=replace(known, own_names=names, own=own, planned=(True, True, True))
    )


def walmart_departments() -> Demand:
    """Return M5 at level 9: 70 departments in stores, daily, with the calendar of the US."""
    rows = pd.read_csv(shared_data() / "m5" / "skoMarat_sales_train_validation.csv")
    days = [column for column in rows.columns if column[:2] == "20"]
    units = rows[days].to_numpy(dtype=np.float32)
    demand = Demand(
        items=tuple(rows["store_id"].astype(str) + "/" + rows["dept_id"].astype(str)),
        stores=("",) * len(rows),
        start=np.datetime64(days[0], "D"),
        frequency=Frequency.DAILY,
        units=units,
        censored=np.zeros(units.shape, dtype=np.bool_),
        categories=tuple(rows["dept_id"].astype(str)),
    )
    return _with_events(demand, "US")


def gift_shop(frequency: Frequency) -> Demand:
    """Return Online Retail with the calendar of the UK and the prices of its lines."""
    demand = online_retail(frequency)
    file = next((shared_data() / "online_retail").glob("*.csv.xz"))
    lines = pd.read_csv(file, dtype={"StockCode": str, "InvoiceNo": str}).drop_duplicates()
    lines = lines[(lines["Quantity"] > 0) & (lines["UnitPrice"] > 0)]
    frame = pd.DataFrame(
        {
            "item": pd.Categorical(lines["StockCode"].str.upper()),
            "store": pd.Categorical([""] * len(lines)),
            "day": pd.to_datetime(lines["InvoiceDate"]).dt.normalize().to_numpy("datetime64[s]"),
            "units": lines["Quantity"].astype(float).to_numpy(),
            "unit_price": lines["UnitPrice"].to_numpy(),
        }
    )
    return with_covariates(demand, Sales(frame, pd.DataFrame(), "£"), CalendarChoices())


def _with_events(demand: Demand, country: str) -> Demand:
    nothing = Sales(pd.DataFrame(), pd.DataFrame(), "")
    return with_covariates(demand, nothing, CalendarChoices(country=country))


def _cells(demand: Demand, item: pd.Series, days: np.ndarray, values: pd.Series) -> np.ndarray:
    """(n, t) one value a row of the sheet at its item and day, NaN where there is none."""
    place = {name: row for row, name in enumerate(demand.items)}
    row = item.map(place).to_numpy()
    known = np.isfinite(row)
    result = np.full((len(demand), demand.length), np.nan)
    step = demand.frequency.steps(days, demand.start)
    inside = known & (step >= 0) & (step < demand.length)
    result[row[inside].astype(int), step[inside]] = values.to_numpy()[inside]
    return result
