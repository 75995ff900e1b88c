"""A plan that comes back from Excel."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.errors import SheetError
from core.workbook import read_edited_plan
from tests.core.workbook.made_up_plan import load_workbook

pytestmark = pytest.mark.usefixtures("marked_translations")


def test_an_untouched_workbook_comes_back_unchanged(made, tmp_path):
    """Reading the export without an edit changes nothing and reports nothing, in any language."""
    for language in ("en", "zh_CN"):
        back = read_edited_plan(made.write(tmp_path / f"{language}.xlsx", language), made.plan)
        assert back.changed == 0
        assert back.conflicts == ()
        assert repr(back.plan) == repr(made.plan)


def edit(path: Path, changes: dict[str, dict[str, object]]) -> None:
    """Type values into the plan sheet, by item and header, as openpyxl saves them."""
    values = load_workbook(path, data_only=True)
    book = load_workbook(path)
    sheet = book["Plan"]
    header = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        for cell in row:  # openpyxl drops cached values; write them, as Excel would keep them
            if cell.data_type == "f":
                cell.value = values["Plan"][cell.coordinate].value
        for name, value in changes.get(str(row[0].value), {}).items():
            row[header.index(name)].value = value
    book.save(path)
    book.close()


def test_edits_come_back(made, tmp_path):
    """Quantities, decisions and notes typed in Excel return; what does not fit is reported."""
    path = made.write(tmp_path / "plan.xlsx")
    rows = [i for i, it in enumerate(made.plan.suggestions) if it.order_quantity > 0][:7]
    items = [made.plan.suggestions[i].item for i in rows]
    pack = made.plan.suggestions[rows[0]].pack_size
    minimum = made.plan.suggestions[rows[0]].minimum_order
    quantity = pack * np.ceil((minimum + 500) / pack)
    edit(
        path,
        {
            items[0]: {"Order": quantity},
            items[1]: {"Decision": "rejected"},
            items[2]: {"Decision": "accepted", "Note": "call first"},
            items[3]: {"Order": "many"},
            items[4]: {"Order": -3},
            items[5]: {"Decision": "perhaps"},
            items[6]: {"Item": "X-1"},
        },
    )
    back = read_edited_plan(path, made.plan)
    found = {it.item: it for it in back.plan.suggestions}
    assert (found[items[0]].decision, found[items[0]].final_quantity) == ("changed", quantity)
    assert (found[items[1]].decision, found[items[1]].final_quantity) == ("rejected", 0)
    assert (found[items[2]].decision, found[items[2]].note) == ("accepted", "call first")
    assert back.changed == 3
    assert sorted((c.item, c.applied) for c in back.conflicts) == sorted(
        [(items[3], False), (items[4], False), (items[5], False), ("X-1", False)]
    )


def test_stale_advice_and_broken_packs_are_taken_and_reported(made, tmp_path):
    """An edit that answers old advice or breaks a pack counts, and says so."""
    path = made.write(tmp_path / "plan.xlsx")
    row = next(
        i
        for i, it in enumerate(made.plan.suggestions)
        if it.order_quantity > 0 and it.pack_size > 2 and it.minimum_order > it.pack_size + 1
    )
    it = made.plan.suggestions[row]
    edit(path, {it.item: {"Order": it.pack_size + 1}})
    moved = list(made.plan.suggestions)
    moved[row] = replace(it, order_quantity=it.order_quantity + it.pack_size)
    back = read_edited_plan(path, replace(made.plan, suggestions=tuple(moved)))
    assert back.plan.suggestions[row].final_quantity == it.pack_size + 1
    texts = " ".join(str(conflict.text) for conflict in back.conflicts if conflict.applied)
    assert "not whole packs" in texts
    assert "less than the minimum" in texts
    assert "The advice in the workbook was" in texts


def test_a_workbook_without_a_plan_is_refused(made, tmp_path):
    """Any other file ends in a sentence."""
    (tmp_path / "noise.xlsx").write_bytes(b"noise")
    import openpyxl

    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")
    for name in ("noise.xlsx", "other.xlsx", "missing.xlsx"):
        with pytest.raises(SheetError, match=r"\.$"):
            read_edited_plan(tmp_path / name, made.plan)
