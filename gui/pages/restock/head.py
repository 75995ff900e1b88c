"""The top line of Restock: what to order, for how much, and what cannot wait."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui import figures
from gui.pages import Head
from gui.session import Session
from gui.tables.plan_rows import Totals
from gui.wording import counted


def restock_head(session: Session, found: Totals | None, currency: str) -> Head:
    """Say what to order, for how much, and what cannot wait."""
    title = QCoreApplication.translate("RestockPage", "Restock")
    if session.plan is None or found is None:
        sentence = QCoreApplication.translate("RestockPage", "The plan follows the forecast.")
        ready = session.imported is not None
        words = (
            QCoreApplication.translate("RestockPage", "Forecast")
            if ready
            else QCoreApplication.translate("RestockPage", "Open a sheet")
        )
        return Head(title, sentence, words, "chart-line" if ready else "folder-open")
    return Head(
        title,
        _sentence(found, currency),
        QCoreApplication.translate("RestockPage", "Export to Excel"),
        "file-spreadsheet",
        enabled=found.items > 0,
        why=""
        if found.items
        else QCoreApplication.translate("RestockPage", "Nothing is to be ordered."),
        result=_result(found, session.settings.budget, currency),
        second=QCoreApplication.translate("RestockPage", "Order papers…") if found.items else "",
    )


def _result(found: Totals, budget: float | None, currency: str) -> str:
    if budget is None:
        return QCoreApplication.translate("RestockPage", "{n} to order").format(
            n=figures.units(found.items)
        )
    return QCoreApplication.translate("RestockPage", "{amount} budget").format(
        amount=figures.money(budget, currency)
    )


def _sentence(found: Totals, currency: str) -> str:
    if not found.items:
        return QCoreApplication.translate("RestockPage", "Nothing needs to be ordered now.")
    values = {
        "n": figures.units(found.items),
        "suppliers": figures.units(found.suppliers),
        "cost": figures.money(found.cost, currency),
        "urgent": figures.units(found.urgent),
    }
    if not found.stock_known:
        return counted(
            QCoreApplication.translate(
                "RestockPage",
                "Order {n} items, as if nothing were in stock. "
                "Type or paste your stock under Terms.",
            ),
            **values,
        )
    if found.cost > 0 and found.suppliers:
        return counted(
            QCoreApplication.translate(
                "RestockPage",
                "Order {n} items from {suppliers} suppliers for {cost}; {urgent} cannot wait.",
            ),
            **values,
        )
    if found.cost > 0:
        return counted(
            QCoreApplication.translate(
                "RestockPage", "Order {n} items for {cost}; {urgent} cannot wait."
            ),
            **values,
        )
    return counted(
        QCoreApplication.translate("RestockPage", "Order {n} items; {urgent} cannot wait."),
        **values,
    )
