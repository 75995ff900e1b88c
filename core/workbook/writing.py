"""Writing the restock plan as an Excel workbook, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.demand import Demand
from core.errors import OutputError
from core.evaluation.choice import Choice
from core.files import written_atomically
from core.forecasting.forecast import Forecast
from core.restocking.advice import Advice
from core.restocking.orders.attention import Attention
from core.restocking.orders.policy import Plan
from core.restocking.terms.terms import Terms
from core.sales.cleaning.never_sold import NeverSold
from core.sales.cleaning.quality import QualityReport
from core.settings import Settings
from core.version import VERSION
from core.wording import QT_TRANSLATE_NOOP, say, translation
from core.workbook.assumptions_sheet import write_assumptions
from core.workbook.book import Book
from core.workbook.exceptions_sheet import write_exceptions
from core.workbook.forecast_sheet import write_forecast
from core.workbook.orders_sheet import write_orders
from core.workbook.plan_sheet import PLAN_NAME, write_plan
from core.workbook.run_card import SourceFile, write_run_card
from core.workbook.summary_sheet import SUMMARY_NAME, write_summary
from core.workbook.supplier_sheets import supplier_orders, write_suppliers
from core.workbook.terms_sheet import write_terms
from core.workbook.transfers_sheet import write_transfers


def write_workbook(
    path: Path,
    *,
    plan: Plan,
    terms: Terms,
    forecast: Forecast,
    demand: Demand,
    choice: Choice,
    report: QualityReport,
    settings: Settings,
    advice: Advice | None = None,
    attention: Attention | None = None,
    sources: Sequence[SourceFile] = (),
    unsold: Sequence[NeverSold] = (),
    language: str = "en",
    currency: str = "",
) -> None:
    """Write summary, plan, forecast, orders to come, transfers, exceptions, assumptions, terms, run
    card and suppliers.

    ``sources`` are the files beside the sheets, ``unsold`` the items without a forecast;
    ``language`` is "en" or "zh_CN", ``currency`` the sign before amounts. Raises ``OutputError``
    where ``path`` cannot be written; a file that was there before is then untouched.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    with written_atomically(path) as temporary:
        workbook = xlsxwriter.Workbook(
            str(temporary), {"strings_to_formulas": False, "strings_to_urls": False}
        )
        workbook.set_properties({"title": path.stem, "comments": f"Shelfcast {VERSION}"})
        book = Book(workbook, translation(language), language, currency)
        rows = plan.rows_by_urgency()
        orders = supplier_orders(plan)
        summary = book.add_sheet(book.words(SUMMARY_NAME))
        sheet = book.add_sheet(book.words(PLAN_NAME))
        plan_range = write_plan(book, sheet, plan, rows, attention)
        write_summary(book, summary, plan, rows, plan_range, orders, forecast, demand, currency)
        write_forecast(book, forecast, demand, choice, terms)
        write_orders(book, plan, advice)
        write_transfers(book, plan)
        write_exceptions(book, plan, terms, choice, report, advice, unsold)
        write_assumptions(book, plan, forecast, settings, orders)
        write_terms(book, terms)
        write_run_card(book, forecast, demand, choice, settings, report, sources, terms.files)
        write_suppliers(book, plan, terms, orders, plan_range)
        try:
            workbook.close()
        except FileCreateError as error:
            # xlsxwriter hides the OSError (a full disk, say) in an exception of its own.
            raise OutputError(
                say(
                    QT_TRANSLATE_NOOP(
                        "core",
                        "{name} cannot be written ({reason}). Choose another folder, then try "
                        "again.",
                    ),
                    name=path.name,
                    reason=str(error),
                )
            ) from error
