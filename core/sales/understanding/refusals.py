"""Why a sheet is refused or set aside, in sentences."""

from __future__ import annotations

from core.sales.sheet import RawSheet
from core.wording import QT_TRANSLATE_NOOP, Sentence, say


def no_sales_note(sheet: RawSheet) -> Sentence:
    """Return the note on a sheet without sales."""
    return say(QT_TRANSLATE_NOOP("core", "{name} holds no sales."), name=_name(sheet))


def _name(sheet: RawSheet) -> str:
    file = sheet.path.replace("\\", "/").rsplit("/")[-1]
    return f"{file} – {sheet.sheet_name}" if sheet.sheet_name else file


def too_short(sheet: RawSheet) -> Sentence:
    """Return why a sheet of a header alone is refused."""
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "{name} has no rows below its header. Export a longer time of sales and open that.",
        ),
        name=_name(sheet),
    )


def no_day(sheet: RawSheet) -> Sentence:
    """Return why a sheet without days is refused."""
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "{name} has no column of dates, so it cannot be told when things were sold. Export it "
            "with the order date, or name the column in a mapping.",
        ),
        name=_name(sheet),
    )


def empty_column(sheet: RawSheet, label: str) -> Sentence:
    """Return why a sheet with an empty column of days or quantities is refused."""
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "The column “{label}” of {name} is empty. If it holds formulas, open the sheet in "
            "Excel, let it calculate, save it and open it again.",
        ),
        label=label,
        name=_name(sheet),
    )


def uncalculated(sheet: RawSheet, label: str, row: int) -> Sentence:
    """Return why a sheet is refused whose formulas nobody has calculated."""
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "The column “{label}” of {name} holds formulas without results, the first in row "
            "{row}. Open the sheet in Excel, let it calculate, save it and open it again.",
        ),
        label=label,
        name=_name(sheet),
        row=row,
    )


def week_numbers(sheet: RawSheet) -> Sentence:
    """Return why a sheet of bare week numbers is refused."""
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "{name} has only week numbers and no dates. Add a column with the first day of each "
            "week.",
        ),
        name=_name(sheet),
    )


def only_years(sheet: RawSheet) -> Sentence:
    """Return why a sheet of totals of years is refused."""
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "{name} has only totals of years, too few and too coarse to order by. Export the sales "
            "by month, week or day.",
        ),
        name=_name(sheet),
    )


def unreadable_units(sheet: RawSheet, label: str, example: str) -> Sentence:
    """Return why a sheet is refused whose quantities are no numbers."""
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "The quantities in the column “{label}” of {name} cannot be read, such as “{example}”. "
            "Write one number in each cell, or name another column in a mapping.",
        ),
        label=label,
        name=_name(sheet),
        example=example,
    )


def no_item(sheet: RawSheet) -> Sentence:
    """Return why a sheet without items is refused."""
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "{name} has no column that says which item was sold. Export the order lines with the "
            "item's code or name, or name the column in a mapping.",
        ),
        name=_name(sheet),
    )


def only_items(sheet: RawSheet) -> Sentence:
    """Return why a list of items alone is refused."""
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "{name} lists items and their stock but no sales. Open it together with a sheet of "
            "sales.",
        ),
        name=_name(sheet),
    )


def purchases(sheet: RawSheet) -> Sentence:
    """Return why a sheet of purchases is refused."""
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "{name} lists what was bought from suppliers, not what was sold. Open a sheet of "
            "sales; deliveries can be opened on the Restock page, to learn lead times.",
        ),
        name=_name(sheet),
    )


def only_returns(sheet: RawSheet) -> Sentence:
    """Return why a sheet of nothing but goods that came back is refused."""
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "All quantities in {name} are below zero, and it speaks of returns: it lists what came "
            "back, not what was sold. Open it together with the sheet of sales.",
        ),
        name=_name(sheet),
    )


def only_stock(sheet: RawSheet) -> Sentence:
    """Return why a sheet of stock counted day by day is refused."""
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "{name} lists the stock of items by day but no sales. Open a sheet with the quantity "
            "sold.",
        ),
        name=_name(sheet),
    )


def several_goods(sheet: RawSheet, label: str) -> Sentence:
    """Return why a sheet whose cells name several goods is refused."""
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "Cells of “{label}” in {name} name several goods with their quantities. Export one row "
            "for each good, or split them in Excel first.",
        ),
        label=label,
        name=_name(sheet),
    )


def nothing(sheet: RawSheet) -> Sentence:
    """Return why a sheet without sales is refused."""
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "There are no sales in {name}. Open a sheet with a date, an item and a quantity.",
        ),
        name=_name(sheet),
    )


def returns_note(sheet: RawSheet) -> Sentence:
    """Return the note on a sheet of orders that came back."""
    return say(QT_TRANSLATE_NOOP("core", "{name} lists orders that came back."), name=_name(sheet))


def hidden_note(sheet: RawSheet) -> Sentence:
    """Return the note on sales in a sheet that the workbook hides."""
    return say(
        QT_TRANSLATE_NOOP("core", "{name} is hidden in its workbook. Show it there to use it."),
        name=_name(sheet),
    )
