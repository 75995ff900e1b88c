"""xlsxwriter's worksheet without what its inner loop does again for each cell.

It searches every reference for letters to escape, every formula for the functions of later versions
of Excel, and checks every number again: half of an export's time. Cells here are plain numbers,
shared strings and our own formulas, so each is written as one piece of text; anything else goes
the library's own way, to the same text but for the rows' spans, a hint that nobody needs.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellFormulaTuple, CellNumberTuple, Worksheet


class QuickSheet(Worksheet):  # type: ignore[misc]
    """A worksheet for tables of thousands of rows; see the module."""

    def put_number(self, row: int, column: int, value: float, look: Any) -> None:
        """Write a finite number. Raises ``ValueError`` outside of what a sheet holds."""
        self._reach(row, column)
        self.table[row][column] = CellNumberTuple(value, look)

    def put_formula(self, row: int, column: int, formula: str, look: Any, value: float) -> None:
        """Write a formula, without "=" before it, that gives the number ``value``. Raises
        ``ValueError`` outside of what a sheet holds."""
        self._reach(row, column)
        self.table[row][column] = CellFormulaTuple(formula, look, value)

    def _reach(self, row: int, column: int) -> None:
        if self._check_dimensions(row, column):
            raise ValueError(f"cell {row}, {column} lies outside of a sheet")

    def _check_dimensions(
        self, row: int, col: int, ignore_row: bool = False, ignore_col: bool = False
    ) -> int:
        known = self.dim_rowmin is not None and self.dim_colmin is not None
        if (
            known
            and self.dim_rowmin <= row <= self.dim_rowmax
            and self.dim_colmin <= col <= self.dim_colmax
        ):
            return 0
        return int(super()._check_dimensions(row, col, ignore_row, ignore_col))

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")  # none of ours has a function of later versions

    def _calculate_spans(self) -> None:
        """Leave them out, as the library itself does where memory is short."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        look = cell.format
        kind = type(cell).__name__
        if look is None or kind not in _WRITTEN:
            super()._write_cell(row, col, cell)
            return
        at = f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{look._get_xf_index()}"'
        if kind == "Number":
            self.fh.write(f"{at}><v>{cell.number:.16G}</v></c>")
        elif kind == "String":
            self.fh.write(f'{at} t="s"><v>{cell.string}</v></c>')
        elif kind == "Blank":
            self.fh.write(f"{at}/>")
        elif isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
            formula = self._escape_data(cell.formula)
            self.fh.write(f"{at}><f>{formula}</f><v>{cell.value}</v></c>")
        else:
            super()._write_cell(row, col, cell)


_WRITTEN = frozenset(("Number", "String", "Blank", "Formula"))
