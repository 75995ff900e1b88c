"""Headers put together from known words, in ways that no list foresees."""

from __future__ import annotations

import pytest

from core.sales.understanding.columns import guess_columns
from core.sales.understanding.compounds import compound_meaning, names_shipment_day
from core.sales.understanding.headers import meanings
from tests.core.sales.made_up_sheets import imported, made_up_sheet


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Número de recibo", "order_id"),
        ("Sipariş Numarası", "order_id"),
        ("Kassenbonnummer", "order_id"),
        ("Zahlungsdatum", "day"),
        ("采购单状态", "status"),
        ("Produktbeschreibung", "title"),
        ("Kod produktu", "item"),
        ("구매자 이름", "other"),
    ],
)
def test_words_together_name_a_role(label: str, role: str) -> None:
    """An order's number, a product's name, a payment's day: in any language known."""
    found = compound_meaning(label)
    assert found is not None
    assert found[0] == role


@pytest.mark.parametrize("label", ["Zahlungsart des Hauses", "Dirección de envío", "订单商品编号"])
def test_an_unknown_word_means_nothing(label: str) -> None:
    """Where a word is unknown, or words contradict, nothing is guessed from the rest."""
    assert compound_meaning(label) is None


def test_the_last_step_of_a_path_says_what_is_meant() -> None:
    """Exports of ERP programs name columns by their path: order lines, product, reference."""
    assert meanings("Lignes de commande/Produit/Référence interne")[0].role == "item"


def _sent(*more: str) -> list[list[str]]:
    header = ["Dispatch date", "SKU", "Qty", *more]
    rows = [header]
    for day in range(1, 29):
        for number, code in enumerate(("AX-1", "BX-2", "CX-3")):
            row = [f"2024-03-{day:02d}", code, str(1 + (day + number) % 4)]
            rows.append([*row, *("Smith" for _ in more)])
    return rows


def test_the_day_of_sending_stands_in_for_the_day_of_sale() -> None:
    """Where nothing else is dated, what was sent was sold; and the reason says so."""
    assert names_shipment_day("Customer Shipment Date")
    assert names_shipment_day("发货时间")
    assert not names_shipment_day("Delivery note")
    columns = guess_columns(made_up_sheet(_sent()))
    day = next(g for g in columns.guesses if g.role == "day")
    assert columns.labels[day.column] == "Dispatch date"
    assert "only when sent" in str(day.reason)


def test_cancelled_orders_are_found_by_their_words() -> None:
    """A column that says İptal Edildi of some orders leaves them out, whatever it is called; the
    status of payment beside it does not hide it."""
    rows = [["Tarih", "Stok Kodu", "Adet", "Financial Status", "Aşama"]]
    for day in range(1, 29):
        state = "İptal Edildi" if day % 7 == 0 else "Teslim Edildi"
        rows.append([f"2024-03-{day:02d}", f"K-{day % 3 + 10}", "2", "paid", state])
    sales, report = imported(made_up_sheet(rows))
    assert report.rows_skipped["cancelled"] == 4
    assert sales.rows["units"].sum() == 2 * 24
