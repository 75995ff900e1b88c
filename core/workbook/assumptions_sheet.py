"""What the plan takes for granted, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.forecasting.forecast import Forecast
from core.restocking.limits.rooms import room_name
from core.restocking.orders.policy import Plan
from core.restocking.terms.space import MEASURE_WORDS
from core.restocking.terms.values import GAIN
from core.settings import Settings
from core.wording import QT_TRANSLATE_NOOP, Sentence, say
from core.workbook.book import Book
from core.workbook.supplier_sheets import MOST_SHEETS, SupplierOrder

NAME = say(QT_TRANSLATE_NOOP("core", "Assumptions"))


def write_assumptions(
    book: Book,
    plan: Plan,
    forecast: Forecast,
    settings: Settings,
    orders: Sequence[SupplierOrder],
) -> None:
    """Write in sentences what the plan takes for granted."""
    sheet = book.add_sheet(book.words(NAME))
    sheet.set_column(0, 0, 130)
    book.text(sheet, 0, 0, book.words(NAME), "title")
    sentences = (
        *_of_orders(settings),
        *_of_futures(forecast),
        *_of_costs(settings),
        *_of_deliveries(),
        *_of_limits(book, settings),
        *_of_what_is_missing(plan, orders),
    )
    for row, sentence in enumerate(sentences, 2):
        book.text(sheet, row, 0, book.words(sentence), "wrapped")
    sheet.print_area(0, 0, len(sentences) + 1, 0)


def _of_orders(settings: Settings) -> Iterator[Sentence]:
    yield say(
        QT_TRANSLATE_NOOP(
            "core",
            "Each order covers demand until the order after it has arrived: delivery time plus "
            "days between orders.",
        )
    )
    yield say(
        QT_TRANSLATE_NOOP(
            "core",
            "Where the sheets do not say, a delivery takes {lead:,.4g} days, give or take "
            "{spread:,.0f} % of them, and orders go out every {review:,.4g} days.",
        ),
        lead=settings.lead_time_days,
        spread=settings.lead_time_spread * 100,
        review=settings.review_days,
    )
    level = (
        QT_TRANSLATE_NOOP(
            "core",
            "As much money lies in stock as if every target level were enough in {service:.4g} "
            "of 100 such spans, but it is spread so that it saves most sales: cheap goods that "
            "sell well have more, dear slow ones less.",
        )
        if settings.service_kind == GAIN
        else QT_TRANSLATE_NOOP(
            "core",
            "The target level is enough in {service:.4g} of 100 such spans, unless an item's "
            "terms say otherwise.",
        )
    )
    yield say(level, service=settings.service_level * 100)
    yield say(
        QT_TRANSLATE_NOOP(
            "core",
            "A customer who finds no stock goes elsewhere, so no order makes up for what is "
            "missed before it arrives.",
        )
        if settings.lost_sales
        else QT_TRANSLATE_NOOP(
            "core", "A customer who finds no stock waits: orders make up for what is missing."
        )
    )


def _of_futures(forecast: Forecast) -> Iterator[Sentence]:
    yield say(
        QT_TRANSLATE_NOOP(
            "core",
            "Demand in that span comes from {paths:,} simulated futures an item, each with its "
            "own delivery time; the last sales end before {cutoff:%Y-%m-%d}.",
        ),
        paths=forecast.paths.shape[1],
        cutoff=forecast.cutoff.astype("datetime64[D]").item(),
    )
    yield say(
        QT_TRANSLATE_NOOP(
            "core",
            "A third of these futures are the forecast's own. The others repeat past weeks of "
            "the item, and of goods that sell about as often, so that runs of "
            "large sales count.",
        )
    )


def _of_costs(settings: Settings) -> Iterator[Sentence]:
    """Yield what holding stock costs, and what the shop said of classes and rooms."""
    yield say(
        QT_TRANSLATE_NOOP("core", "Holding stock is reckoned at {rate:.4g} % of its value a year."),
        rate=settings.holding_rate * 100,
    )
    for it in settings.class_service:
        yield say(
            QT_TRANSLATE_NOOP(
                "core",
                "Items of class {letter} should last in {level:.4g} of 100 such spans, where "
                "nothing nearer says otherwise.",
            ),
            letter=it.letter,
            level=it.level * 100,
        )
    for room in settings.rooms:
        yield say(
            QT_TRANSLATE_NOOP("core", "{room} holds {amount:,.10g} {measure}."),
            room=room_name(room),
            amount=room.amount,
            measure=MEASURE_WORDS[room.measure],
        )


def _of_deliveries() -> Iterator[Sentence]:
    yield say(
        QT_TRANSLATE_NOOP(
            "core",
            "What is on the way is taken to arrive on its date, or without one in half a "
            "delivery time. Sales beyond the forecast go on at its mean.",
        )
    )
    yield say(
        QT_TRANSLATE_NOOP(
            "core", "Orders are rounded up to whole packs and to the supplier's minimum."
        )
    )


def _of_limits(book: Book, settings: Settings) -> Iterator[Sentence]:
    if settings.budget is not None:
        yield say(
            QT_TRANSLATE_NOOP(
                "core",
                "Orders that nobody has decided are cut to a budget of {budget}: the money "
                "goes where it saves most sales.",
            ),
            budget=book.money(settings.budget),
        )
    if settings.rooms:
        yield say(
            QT_TRANSLATE_NOOP(
                "core", "Orders that nobody has decided are cut to what the storage rooms hold."
            )
        )


def _of_what_is_missing(plan: Plan, orders: Sequence[SupplierOrder]) -> Iterator[Sentence]:
    unknown = sum(not it.stock_known for it in plan.suggestions)
    if unknown:
        yield say(
            QT_TRANSLATE_NOOP(
                "core",
                "The stock of {count:,} of {items:,} items is not known: they are ordered as "
                "if there were none.",
            ),
            count=unknown,
            items=len(plan.suggestions),
        )
    if len(orders) > MOST_SHEETS:
        yield say(
            QT_TRANSLATE_NOOP(
                "core",
                "Only the first {most:,} of {suppliers:,} suppliers have a sheet of their own.",
            ),
            most=MOST_SHEETS,
            suppliers=len(orders),
        )
