"""Warehouses that pack for several clients: a code is one client's."""

from __future__ import annotations

from core.sales.understanding.columns import guess_columns
from tests.core.sales.made_up_sheets import imported, made_up_sheet

CLIENTS = ("Acme", "Bolt", "Crux")


def _orders(goods: dict[tuple[str, str], str]) -> list[list[str]]:
    """Return order lines in which each client's codes name goods of its own."""
    rows = [["Order No", "Order date", "Client", "SKU", "Product name", "Qty"]]
    number = 100
    for day in range(1, 29):
        for (client, code), name in goods.items():
            number += 1
            date = f"2024-03-{day:02d}"
            rows.append([str(number), date, client, code, name, str(1 + (day + number) % 4)])
    return rows


def test_the_client_belongs_to_the_key_where_codes_mean_several_goods() -> None:
    """The same code of two clients is two items, though lines are those of orders."""
    goods = {
        (client, code): f"{client} thing {code}"
        for client in CLIENTS
        for code in ("01", "02", "03")
    }
    sheet = made_up_sheet(_orders(goods))
    columns = guess_columns(sheet)
    assert columns.labels[columns.roles["item"]] == "SKU"
    assert [columns.labels[part] for part in columns.item_parts] == ["Client"]
    sales, _ = imported(sheet)
    assert sales.rows["item"].nunique() == len(goods)


def test_customers_of_the_same_goods_are_no_part_of_the_key() -> None:
    """Where a code names one thing whoever buys it, who buys it does not matter."""
    goods = {(client, code): f"thing {code}" for client in CLIENTS for code in ("01", "02", "03")}
    assert guess_columns(made_up_sheet(_orders(goods))).item_parts == ()
