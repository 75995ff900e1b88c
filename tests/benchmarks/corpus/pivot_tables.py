"""Tables with periods or items across columns, headers of one row or two, totals at both ends."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import numpy as np

from tests.benchmarks.corpus import words
from tests.benchmarks.corpus.dressing import dressed, headers
from tests.benchmarks.corpus.shop import Shop, make_shop
from tests.benchmarks.corpus.total_tables import by_month
from tests.benchmarks.corpus.truth import Cell, Demand, Grid, Table, Truth
from tests.benchmarks.corpus.writing import Style, draw_style

ENGLISH_MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)


def _style(rng: np.random.Generator, language: str) -> Style:
    style = draw_style(rng, language)
    return Style("iso", style.mark, style.thousands)


def _pivot(
    rng: np.random.Generator,
    language: str,
    shop: Shop,
    style: Style,
    demand: Demand,
    head: Grid,
    periods: Sequence[str],
    totals: tuple[bool, bool],
    metrics: int = 1,
) -> tuple[Grid, int]:
    """Return head and body of a pivot, and its rows of totals; ``totals``: (rows, columns).

    ``metrics`` 2 puts an amount beside the units of each period.
    """
    named = [item for item in shop.items if any(key == item.code for key, _, _ in demand)]
    rows: Grid = []
    sums = np.zeros(len(periods))
    for item in named:
        values = [demand.get((item.code, "", day), 0.0) for day in periods]
        sums += np.array(values)
        empty = rng.random() < 0.5
        cells: list[Cell] = []
        for value in values:
            cells.append("" if empty and not value else style.units_cell(value))
            if metrics == 2:
                cells.append(style.price_cell(value * item.price))
        row: list[Cell] = [item.code, item.name, *cells]
        if totals[1]:
            row.append(style.units_cell(sum(values)))
        rows.append(row)
    if not totals[0]:
        return [*head, *rows], 0
    last: list[Cell] = [str(rng.choice(words.TOTAL[language])), ""]
    for value in sums.tolist():
        last.append(style.units_cell(value))
        if metrics == 2:
            last.append("")
    if totals[1]:
        last.append(style.units_cell(float(sums.sum())))
    return [*head, *rows, last], 1


def months_across(rng: np.random.Generator, language: str, *, two_rows: bool = False) -> Table:
    """Return months across columns; ``two_rows``: the years stand in a merged row above them."""
    shop = make_shop(rng, language, days=int(rng.integers(260, 420)))
    style = _style(rng, language)
    demand = by_month(shop.demand("code"))
    months = _span(sorted({day for _, _, day in demand}))
    named = headers(rng, language, ("code", "name"))
    total_word = str(rng.choice(words.TOTAL[language])).strip("：")
    totals = bool(rng.random() < 0.6), bool(rng.random() < 0.6)
    tail = [total_word] if totals[1] else []
    if two_rows:
        upper: list[Cell] = ["", ""]
        east = language in ("zh", "zh_TW", "ja")
        for place, day in enumerate(months):
            new = not place or day[:4] != months[place - 1][:4]
            upper.append((f"{day[:4]}年" if east else day[:4]) if new else "")
        names = [_month(day, east) for day in months]
        head: Grid = [[*upper, *([""] if tail else [])], [*named.values(), *names, *tail]]
    else:
        style_of = int(rng.integers(0, 4))
        names = [_month_header(day, style_of, language) for day in months]
        head = [[*named.values(), *names, *tail]]
    grid, count = _pivot(rng, language, shop, style, demand, head, months, totals)
    truth = Truth(
        "wide", len(head) - 1, {"item": named["code"]}, demand, totals=count, spread=len(months)
    )
    return dressed(rng, language, Table(grid, truth))


def metrics_across(rng: np.random.Generator, language: str) -> Table:
    """Return months in a merged row above a quantity and an amount for each."""
    shop = make_shop(rng, language, days=int(rng.integers(150, 300)))
    style = _style(rng, language)
    demand = by_month(shop.demand("code"))
    months = _span(sorted({day for _, _, day in demand}))
    named = headers(rng, language, ("code", "name"))
    pair = headers(rng, language, ("units", "amount"))
    upper: list[Cell] = ["", ""]
    lower: list[Cell] = [*named.values()]
    style_of = int(rng.integers(0, 4))
    for day in months:
        upper += [_month_header(day, style_of, language), ""]
        lower += [pair["units"], pair["amount"]]
    grid, count = _pivot(
        rng,
        language,
        shop,
        style,
        demand,
        [upper, lower],
        months,
        (bool(rng.random() < 0.5), False),
        2,
    )
    truth = Truth("wide", 1, {"item": named["code"]}, demand, totals=count, spread=len(months))
    return dressed(rng, language, Table(grid, truth))


def days_across(rng: np.random.Generator, language: str) -> Table:
    """Return dates across columns."""
    shop = make_shop(rng, language, days=int(rng.integers(25, 60)))
    style = _style(rng, language)
    demand = shop.demand("code")
    seen = sorted({day for _, _, day in demand})
    first, last = (datetime.date.fromisoformat(day) for day in (seen[0], seen[-1]))
    days = [
        (first + datetime.timedelta(days=n)).isoformat() for n in range((last - first).days + 1)
    ]
    named = headers(rng, language, ("code", "name"))
    written = Style(day=draw_style(rng, language).day)
    while "time" in written.day or written.day.startswith("iso_") or written.day == "shopify":
        written = Style(day=draw_style(rng, language).day)
    names = [written.day_cell(datetime.datetime.fromisoformat(day)) for day in days]
    totals = bool(rng.random() < 0.5), bool(rng.random() < 0.5)
    tail = [str(words.TOTAL[language][0])] if totals[1] else []
    grid, count = _pivot(
        rng, language, shop, style, demand, [[*named.values(), *names, *tail]], days, totals
    )
    dates = [datetime.date.fromisoformat(day) for day in days]
    truth = Truth(
        "wide", 0, {"item": named["code"]}, demand, totals=count, spread=len(days),
        doubts=written.doubts(dates),
    )  # fmt: skip
    return dressed(rng, language, Table(grid, truth))


def days_of_a_month(rng: np.random.Generator, language: str) -> Table:
    """Return a form with a column for each day of one month, which its title names."""
    shop = make_shop(rng, language, days=70)
    days = sorted({line.at.date() for line in shop.lines})
    middle = days[len(days) // 2]
    demand = {
        key: units for key, units in shop.demand("code").items() if key[2][:7] == str(middle)[:7]
    }
    periods = [middle.replace(day=1) + datetime.timedelta(days=n) for n in range(31)]
    periods = [day for day in periods if day.month == middle.month]
    named = headers(rng, language, ("code", "name"))
    east = language in ("zh", "zh_TW", "ja")
    suffix = "日" if east and rng.random() < 0.5 else ""
    names = [f"{day.day}{suffix}" for day in periods]
    titles = {"zh": f"{middle.year}年{middle.month}月销售日报", "en": f"Daily sales {middle:%B %Y}"}
    title = titles.get(language, f"{middle.year}-{middle.month:02d}")
    totals = bool(rng.random() < 0.5), bool(rng.random() < 0.7)
    tail = [str(words.TOTAL[language][0])] if totals[1] else []
    grid, count = _pivot(
        rng, language, shop, _style(rng, language), demand,
        [[title], [*named.values(), *names, *tail]], [str(day) for day in periods], totals,
    )  # fmt: skip
    truth = Truth("wide", 1, {"item": named["code"]}, demand, totals=count, spread=len(periods))
    return Table(grid, truth)


def items_across(rng: np.random.Generator, language: str) -> Table:
    """Return a row a day and a column an item, at times with a total at the right."""
    shop = make_shop(rng, language, codes=str(rng.choice(["letters", "short"])))
    style = draw_style(rng, language)
    by = str(rng.choice(["code", "name"]))
    demand = shop.demand(by)
    names = list(dict.fromkeys(item.code if by == "code" else item.name for item in shop.items))
    sold = {key for key, _, _ in demand}
    names = [name for name in names if name in sold]
    named = headers(rng, language, ("day",))
    total = rng.random() < 0.5
    word = str(words.TOTAL[language][0])
    grid: Grid = [[named["day"], *names, *([word] if total else [])]]
    days = sorted({day for _, _, day in demand})
    for day in days:
        values = [demand.get((name, "", day), 0.0) for name in names]
        cells = [style.units_cell(value) for value in values]
        row = [style.day_cell(datetime.datetime.fromisoformat(day)), *cells]
        grid.append([*row, *([style.units_cell(sum(values))] if total else [])])
    dates = [datetime.date.fromisoformat(day) for day in days]
    truth = Truth(
        "wide_items", 0, {"day": named["day"]}, demand, spread=len(names),
        doubts=style.doubts(dates),
    )  # fmt: skip
    return dressed(rng, language, Table(grid, truth), titles=0.2)


def _span(months: Sequence[str]) -> list[str]:
    year, month = int(months[0][:4]), int(months[0][5:7])
    found = []
    while (day := f"{year:04d}-{month:02d}-01") <= months[-1]:
        found.append(day)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def _month(day: str, east: bool) -> str:
    number = int(day[5:7])
    return f"{number}月" if east else ENGLISH_MONTHS[number - 1]


def _month_header(day: str, style: int, language: str) -> str:
    year, number = day[:4], int(day[5:7])
    if language in ("zh", "zh_TW", "ja"):
        return (
            f"{year}年{number}月",
            f"{year}-{number:02d}",
            f"{year}/{number}",
            f"{year}{number:02d}",
        )[style]
    month = ENGLISH_MONTHS[number - 1]
    return (
        f"{month} {year}",
        f"{month}-{year[2:]}",
        f"{year}-{number:02d}",
        f"{number:02d}/{year}",
    )[style]
