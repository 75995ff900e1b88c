"""Items without a code: how their names are spelled does not make them others."""

from __future__ import annotations

from tests.core.sales.made_up_sheets import imported, made_up_sheet, order_lines

NAMES = ("Matcha Latte", "龙井茶 250g", "Cold Brew")
OTHERWISE = {
    "Matcha Latte": "matcha  latte",
    "龙井茶 250g": "龙井茶２５０ｇ",
    "Cold Brew": "COLD BREW",
}


def _lines(header: str = "Product") -> list[list[str]]:
    """Return lines of named goods, each fifth of them spelled otherwise."""
    rows = order_lines(items=NAMES)
    rows[0][2] = header
    for number, row in enumerate(rows[1:]):
        if number % 5 == 0:
            row[2] = OTHERWISE[row[2]]
    return rows


def test_names_that_differ_in_case_width_and_blanks_are_one_item() -> None:
    """They are called as most lines call them, no unit is lost, and the operator is told."""
    sales, report = imported(made_up_sheet(_lines()))
    assert set(sales.rows["item"]) == set(NAMES) == set(sales.catalogue["item"])
    assert sales.rows["units"].sum() == report.units == 180
    assert report.rows_used == 60
    (finding,) = (f for f in report.findings if f.kind == "spellings")
    assert finding.rows == 12
    assert "matcha  latte" in str(finding.text)


def test_a_stock_list_spells_names_its_own_way() -> None:
    """Stock of "COLD BREW" is that of the Cold Brew that is sold."""
    stock = [["Product", "In stock", "Supplier"]]
    stock += [[OTHERWISE[name], str(10 + n), "Blue Hill"] for n, name in enumerate(NAMES)]
    rows = order_lines(items=NAMES)
    rows[0][2] = "Product"
    sales, _ = imported(
        made_up_sheet(rows), made_up_sheet(stock, path="stock.csv", sheet_name="Stock")
    )
    known = sales.catalogue.set_index("item")["on_hand"]
    assert known.to_dict() == {name: 10.0 + n for n, name in enumerate(NAMES)}


def test_codes_stay_as_they_are() -> None:
    """ "a-1" may be other goods than "A-1"."""
    sales, report = imported(made_up_sheet(order_lines(items=("A-1", "a-1", "B-2"))))
    assert set(sales.rows["item"]) == {"A-1", "a-1", "B-2"}
    assert not [f for f in report.findings if f.kind == "spellings"]
