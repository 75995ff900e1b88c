"""Raw sheets out of rows of text, as the reading process would hand them over."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from core.progress import Progress
from core.sales.cleaning.clean import Sales, clean
from core.sales.cleaning.quality import QualityReport
from core.sales.sheet import RawSheet
from core.sales.understanding.several_sheets import understand


def made_up_sheet(
    rows: Sequence[Sequence[str]], path: str = "sales.csv", sheet_name: str = ""
) -> RawSheet:
    """Return the sheet of these rows; short rows are filled up with empty cells."""
    width = max(len(row) for row in rows)
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    columns = {}
    for number, column in enumerate(zip(*filled, strict=True)):
        texts = [text for text in dict.fromkeys(column) if text]
        at = {text: position for position, text in enumerate(texts)}
        columns[number] = pd.Categorical.from_codes(
            np.array([at.get(text, -1) for text in column], dtype=np.int32),
            categories=pd.Index(texts, dtype=object),
        )
    return RawSheet(path, sheet_name, "utf-8", pd.DataFrame(columns))


def imported(*sheets: RawSheet) -> tuple[Sales, QualityReport]:
    """Return sales and account of sheets, understood without help."""
    return clean(sheets, understand(sheets), Progress())


def order_lines(days: int = 20, items: Sequence[str] = ("007", "90.750", "A-1")) -> list[list[str]]:
    """Return a header and a line a day and item, with order numbers, units 1 to 5 and a price."""
    rows = [["Order ID", "Order date", "SKU", "Qty", "Unit price"]]
    for day in range(days):
        for number, item in enumerate(items):
            date = str(np.datetime64("2024-03-01") + day)
            units = str(1 + (day + number) % 5)
            rows.append([f"10{day:03d}{number}", date, item, units, "2.50"])
    return rows
