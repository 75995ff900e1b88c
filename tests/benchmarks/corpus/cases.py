"""The corpus: one case a seed, every kind in turn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tests.benchmarks.corpus import (
    books,
    line_tables,
    odd_pivots,
    odd_tables,
    pivot_tables,
    total_tables,
)
from tests.benchmarks.corpus.files import CODECS
from tests.benchmarks.corpus.platforms import exports, platform_case
from tests.benchmarks.corpus.truth import Case, File, Table
from tests.benchmarks.corpus.words import LANGUAGES

ENCODINGS = {
    "en": ("utf-8", "utf-8-sig", "cp1252", "utf-16"),
    "zh": ("utf-8", "utf-8-sig", "gb18030", "gb18030", "utf-16"),
    "zh_TW": ("utf-8", "big5", "big5"),
    "ja": ("utf-8", "shift_jis", "shift_jis"),
    "de": ("utf-8", "cp1252", "cp1252"),
    "fr": ("utf-8-sig", "cp1252", "cp1252"),
    "es": ("utf-8", "cp1252"),
}

TABLES: dict[str, Callable[[np.random.Generator, str], Table]] = {
    "order lines": line_tables.order_lines,
    "order fields on the first line only": lambda r, v: line_tables.order_lines(r, v, blank=True),
    "a row a unit": line_tables.unit_rows,
    "unknown headers": line_tables.unknown_headers,
    "day on its first row only": line_tables.merged_days,
    "daily totals": total_tables.daily_totals,
    "several key columns": total_tables.several_keys,
    "stores across": total_tables.stores_across,
    "year and month apart": total_tables.split_days,
    "weekly totals": total_tables.weekly_totals,
    "months across": pivot_tables.months_across,
    "months across, two rows": lambda r, v: pivot_tables.months_across(r, v, two_rows=True),
    "months across, two metrics": pivot_tables.metrics_across,
    "days across": pivot_tables.days_across,
    "days of a month across": pivot_tables.days_of_a_month,
    "items across": pivot_tables.items_across,
    "headers cut short": odd_tables.short_headers,
    "headers in two languages": odd_tables.both_languages,
    "headers misspelt": odd_tables.misspelt,
    "many bystanders": odd_tables.many_bystanders,
    "sold, returned, net": odd_tables.three_quantities,
    "a sum under each item": odd_tables.item_subtotals,
    "printed pages": odd_tables.printed_pages,
    "table off the corner": odd_tables.off_corner,
    "ordered, shipped, returned": odd_tables.several_amounts,
    "few rows": odd_tables.few_rows,
    "items as bands": odd_tables.item_bands,
    "quarters among months": odd_pivots.quarters_among_months,
    "rates after months": odd_pivots.rates_after_months,
    "weeks across": odd_pivots.weeks_across,
    "three keys across": odd_pivots.three_keys_across,
    "items across, two metrics": odd_pivots.items_with_two_metrics,
    "items and stores, months across": odd_pivots.stores_in_rows,
}
TYPED: dict[str, Callable[[np.random.Generator, str], Table]] = {
    "order lines": lambda r, v: line_tables.order_lines(r, v, typed=True),
    "daily totals": lambda r, v: total_tables.daily_totals(r, v, typed=True),
}
WORKBOOKS = {"swapped by Excel": odd_tables.swapped_by_excel}
BOOKS: dict[str, Callable[[np.random.Generator, int, str], Case]] = {
    "stock beside": books.stock_beside,
    "sheet a month": books.sheet_a_month,
    "sheet a store": books.sheet_a_store,
    "two exports joined": books.two_exports,
    "tables on a sheet": books.tables_on_a_sheet,
    "detail and summary": odd_pivots.detail_and_summary,
    "typed headers": odd_pivots.typed_headers,
}
FIXED = {"headers cut short": "en", "headers misspelt": "en", "headers in two languages": "zh"}
NARROW = ("many bystanders", "sold, returned, net", "ordered, shipped, returned")
KINDS = (*TABLES, *WORKBOOKS, *BOOKS, *(f"platform {name}" for name in exports()))


def kind_of(seed: int) -> str:
    """Return the kind of the case of a seed; seeds in a row go through all kinds."""
    return KINDS[seed % len(KINDS)]


def make_case(seed: int) -> Case:
    """Return the case of a seed."""
    kind = kind_of(seed)
    rng = np.random.default_rng([seed, 20_261_125])
    if kind.startswith("platform "):
        return platform_case(rng, seed, kind.removeprefix("platform "))
    shares = np.array([0.3, 0.34, 0.08, 0.08, 0.08, 0.06, 0.06])
    language = FIXED.get(kind) or str(rng.choice(LANGUAGES, p=shares))
    if kind in NARROW and language not in ("en", "zh"):
        language = "zh" if language in ("zh_TW", "ja") else "en"
    if kind in BOOKS:
        return BOOKS[kind](rng, seed, language)
    if kind in WORKBOOKS:
        table = WORKBOOKS[kind](rng, language)
        return Case(kind, seed, (File(f"sheet-{seed}.xlsx", (table,)),))
    workbook = rng.random() < 0.35
    if workbook and kind in TYPED and rng.random() < 0.6:
        table = TYPED[kind](rng, language)
    else:
        table = TABLES[kind](rng, language)
    if workbook:
        return Case(kind, seed, (File(f"sheet-{seed}.xlsx", (table,)),))
    encoding = str(rng.choice(ENCODINGS[language]))
    if not _can_write(encoding, table):
        encoding = "utf-8"
    comma = any("," in str(cell) for row in table.grid for cell in row)
    delimiter = str(rng.choice([";", "\t", ","] if comma else [",", ";", "\t", "|"]))
    name = f"sheet-{seed}.csv" if rng.random() < 0.8 else f"sheet-{seed}.txt"
    return Case(kind, seed, (File(name, (table,), encoding, delimiter),))


def _can_write(encoding: str, table: Table) -> bool:
    try:
        "".join(str(cell) for row in table.grid for cell in row).encode(
            CODECS.get(encoding, encoding)
        )
    except UnicodeEncodeError:
        return False
    return True
