"""A sheet as it lies in the file: nothing understood yet, nothing lost."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

UNCALCULATED = "=?"
"""The text of a cell whose formula no program has calculated yet: it says nothing."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One table of text cells.

    Everything is text first, so that 007 stays 007; dates and numbers that the file stores as
    such are written in one canonical form (ISO dates, shortest decimal).

    path        the file's path, as given
    sheet_name  the workbook's sheet, "" for a text file
    encoding    of a text file, "" for a workbook
    hidden      whether the workbook hides the sheet
    cells       one categorical column of text a sheet column, labelled 0…; rows as in the file
                (0-based, so Excel's row number is the index + 1); a missing value is an empty cell
    """

    path: str
    sheet_name: str
    encoding: str
    cells: pd.DataFrame
    hidden: bool = False
