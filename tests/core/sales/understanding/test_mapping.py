"""Mappings settle what would be guessed, and are kept as TOML."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import OptionError, SheetError
from core.sales.understanding.columns import guess_columns
from core.sales.understanding.mapping import (
    header_fingerprint,
    mapping_of,
    read_mapping,
    understand_with,
    write_mapping,
)
from tests.core.sales.made_up_sheets import made_up_sheet, order_lines


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_mapping_goes_before_guesses(tmp_path: Path) -> None:
    """Roles by label or by number, and the order of days, are taken as the mapping has them."""
    rows = [["When", "Sent", "What", "N", "M"]]
    rows += [[f"0{d}/01/2024", "2024-01-01", f"a{d % 3}", "1", "7"] for d in range(1, 10)]
    path = _written(
        tmp_path / "m.toml",
        'day_order = "mdy"\n[roles]\nday = "when"\nitem = 3\nunits = "M"\nunit_price = ""\n',
    )
    (columns,) = understand_with([made_up_sheet(rows)], read_mapping(path))
    assert columns.roles == {"day": 0, "item": 2, "units": 4}
    assert columns.day_order == "mdy"


def test_a_mapping_comes_back_as_it_was(tmp_path: Path) -> None:
    """What is written is what is read, and it reads the next sheet of the kind alike."""
    sheet = made_up_sheet([["Report", "", "", "", ""], *order_lines()])
    columns = guess_columns(sheet)
    mapping = mapping_of(sheet, columns)
    write_mapping(tmp_path / "m.toml", mapping)
    assert read_mapping(tmp_path / "m.toml") == mapping
    again = mapping.applied(sheet)
    assert again.roles == columns.roles
    assert again.header_row == 1


def test_a_changed_header_stops(tmp_path: Path) -> None:
    """A sheet whose header is not the one the mapping was made for is refused."""
    sheet = made_up_sheet(order_lines())
    mapping = mapping_of(sheet, guess_columns(sheet))
    changed = order_lines()
    changed[0] = [*changed[0][:-1], "Net price"]
    with pytest.raises(SheetError, match=r"changed|no column"):
        understand_with([made_up_sheet(changed)], mapping)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    """A mapping that names a column the sheet has not says so, with the columns there are."""
    path = _written(tmp_path / "m.toml", '[roles]\nitem = "Artikel"\n')
    with pytest.raises(SheetError, match=r"Artikel.*SKU"):
        understand_with([made_up_sheet(order_lines())], read_mapping(path))


@pytest.mark.parametrize(
    "text",
    [
        "roles = 3",
        "colour = 'red'",
        "[roles]\ntaste = 'x'",
        "layout = 'round'",
        "header_row = 'x'",
        "=",
    ],
)
def test_a_wrong_mapping_is_refused(tmp_path: Path, text: str) -> None:
    """Unknown keys, roles and values are the operator's to correct."""
    with pytest.raises(OptionError):
        read_mapping(_written(tmp_path / "m.toml", text))


def test_fingerprints_ignore_spelling() -> None:
    """Case, blanks and punctuation do not change a header; other names do."""
    assert header_fingerprint(["Order ID", "Qty"]) == header_fingerprint(["order_id", "QTY "])
    assert header_fingerprint(["Order ID", "Qty"]) != header_fingerprint(["Order ID", "Units"])
