"""How several sheets are to be read together: those without sales are set aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.errors import SheetError
from core.sales.column_map import ColumnMap
from core.sales.sheet import RawSheet
from core.sales.understanding import refusals
from core.sales.understanding.columns import guess_columns, set_aside


def understand(
    sheets: Sequence[RawSheet], guess: Callable[[RawSheet], ColumnMap] = guess_columns
) -> tuple[ColumnMap, ...]:
    """Return how each of several sheets is to be read, those without sales set aside with a note.

    ``guess`` reads one sheet; a mapping may take its place.

    Raises SheetError where none of them holds sales (the sentence of the one that came closest),
    QuestionError where one leaves something in doubt.
    """
    maps: list[ColumnMap] = []
    troubles: list[SheetError] = []
    for sheet in sheets:
        try:
            maps.append(guess(sheet))
        except SheetError as trouble:
            troubles.append(trouble)
            maps.append(set_aside(sheet, refusals.no_sales_note(sheet)))
    shown = [m for s, m in zip(sheets, maps, strict=True) if not s.hidden]
    if any(_holds_sales(m) for m in shown):
        # What a workbook hides are old copies and workings; its lists of items still help.
        maps = [
            set_aside(s, refusals.hidden_note(s)) if s.hidden and _holds_sales(m) else m
            for s, m in zip(sheets, maps, strict=True)
        ]
    if not any(_holds_sales(m) for m in maps):
        stock = next((s for s, m in zip(sheets, maps, strict=True) if m.layout == "items"), None)
        if stock is not None and not troubles:
            raise SheetError(refusals.only_items(stock))
        raise troubles[0] if troubles else SheetError(refusals.nothing(sheets[0]))
    return tuple(maps)


def _holds_sales(columns: ColumnMap) -> bool:
    return columns.layout in ("lines", "wide", "wide_items", "wide_stores")
