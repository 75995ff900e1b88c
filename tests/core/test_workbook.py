"""The exported workbook read back: figures, types, text that stays text, both languages."""

from __future__ import annotations

import ast
import datetime
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core import wording
from core.errors import OutputError, SheetError
from core.evaluation.choice import Choice
from core.restocking.advice import Advice, make_advice
from core.restocking.policy import Plan, make_plan
from core.restocking.terms import Terms
from core.sales.cleaning.quality import Finding, QualityReport
from core.settings import Settings
from core.wording import say
from core.workbook import read_edited_plan, write_workbook
from core.workbook.book import MOST_LETTERS, cell_text, column_letters
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand, made_up_forecast

COUNT = 30
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "http://example.com",
    "مرحبا",
    "🍜 杯面",
    "a\x00b\x07c\ud800d",
    "_x0041_",
    "  spaced  ",
    "{=1}",
)


@pytest.fixture(autouse=True)
def marked_translations(tmp_path_factory, monkeypatch):
    """Give every core sentence a mark instead of its Chinese, so that any that is missed shows."""
    folder = tmp_path_factory.mktemp("i18n")
    root = ElementTree.Element("TS")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = "core"
    for path in (Path(__file__).parents[2] / "core").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "QT_TRANSLATE_NOOP":
                source = ast.literal_eval(node.args[1])
                message = ElementTree.SubElement(context, "message")
                ElementTree.SubElement(message, "source").text = source
                ElementTree.SubElement(message, "translation").text = f"译{source}"
    ElementTree.ElementTree(root).write(folder / "shelfcast_zh_CN.ts", encoding="utf-8")
    monkeypatch.setattr(wording, "I18N", folder)


def load_workbook(path: Path, **options: object):
    """Open a workbook with openpyxl."""
    import openpyxl

    return openpyxl.load_workbook(path, **options)


class Made:
    """A plan with everything that a workbook of it needs."""

    def __init__(self, count: int = COUNT, titles: tuple[str, ...] = (), stock: bool = True):
        self.demand = made_up_demand(count, 60)
        self.forecast = made_up_forecast(self.demand, 9, 60)
        rng = np.random.default_rng(6)
        on_hand = rng.integers(0, 30, count).astype(float)
        on_hand[1] = np.nan
        columns = {
            "on_hand": on_hand if stock else np.nan,
            "on_order": np.where(rng.random(count) < 0.3, 12.0, np.nan),
            "pack_size": rng.integers(1, 13, count).astype(float),
            "minimum_order": rng.integers(0, 30, count).astype(float),
            "unit_cost": np.where(rng.random(count) < 0.2, np.nan, 2.5),
            "unit_price": 7.25,
            "supplier": [("North", "South / East", "", "a" * 50)[i % 4] for i in range(count)],
        }
        if titles:
            columns["title"] = [titles[i % len(titles)] for i in range(count)]
        self.terms: Terms = made_up_terms(self.demand, columns)
        self.plan: Plan = make_plan(self.forecast, self.terms, self.demand.end)

    def advice(self) -> Advice:
        return make_advice(self.plan, self.demand, self.forecast, self.terms, holding_rate=0.25)

    def write(self, path: Path, language: str = "en", plan: Plan | None = None) -> Path:
        finding = Finding("duplicate", say("2 rows were there twice."), 2, 3.0, 7, "x")
        write_workbook(
            path,
            plan=plan or self.plan,
            terms=self.terms,
            forecast=self.forecast,
            demand=self.demand,
            choice=Choice(
                ("arima",) * len(self.demand),
                np.full(len(self.demand), 0.1, dtype=np.float32),
                (say("because"),) * len(self.demand),
            ),
            report=QualityReport((), 100, 90, {"total": 10}, 500.0, 4.0, (finding,)),
            settings=Settings(),
            advice=self.advice(),
            language=language,
            currency="¥",
        )
        return path


@pytest.fixture(scope="module")
def made() -> Made:
    return Made()


def table(path: Path, sheet: str, values: bool = True) -> list[dict[str, object]]:
    """Return a sheet's rows by the header in its first row."""
    book = load_workbook(path, data_only=values)
    lines = list(book[sheet].iter_rows(values_only=True))
    book.close()
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def test_the_plan_read_back_shows_the_programs_numbers(made, tmp_path):
    """Cached values equal the plan, codes are text, dates are dates, unknown is empty."""
    rows = table(made.write(tmp_path / "plan.xlsx"), "Plan")
    by_item = {row["Item"]: row for row in rows}
    assert list(by_item) == [made.plan.suggestions[i].item for i in made.plan.rows_by_urgency()]
    for it in made.plan.suggestions:
        row = by_item[it.item]
        assert row["Target level"] == it.order_up_to_level
        assert row["Stock and on the way"] == it.on_hand + it.on_order
        assert row["Needed"] == it.need
        assert row["Advised"] == row["Order"] == it.order_quantity
        assert row["In stock"] == (it.on_hand if it.stock_known else None)
        if np.isfinite(it.unit_cost):
            assert row["Amount"] == pytest.approx(it.amount)
        else:
            assert row["Amount"] is None
        if np.isnat(it.order_by):
            assert row["Order by"] is None
        else:
            assert isinstance(row["Order by"], datetime.datetime)
            assert np.datetime64(row["Order by"], "D") == it.order_by
        assert row["Why"] == str(it.reason)
    assert by_item["0001"]["Item"] == "0001"


def test_a_reader_that_does_not_recalculate_sees_the_same_numbers(made, tmp_path):
    """Opened by calamine, as pandas and the program's own import do, cells hold the values."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(made.write(tmp_path / "plan.xlsx"))
    header, *lines = book.get_sheet_by_name("Plan").to_python()
    by_item = {line[0]: dict(zip(header, line, strict=True)) for line in lines}
    assert len(by_item) == COUNT
    for it in made.plan.suggestions:
        row = by_item[it.item]
        found = [row[name] for name in ("Stock and on the way", "Target level", "Needed")]
        assert found == [it.position, it.order_up_to_level, it.need]
        assert row["Advised"] == row["Order"] == it.order_quantity
        assert row["Amount"] == (pytest.approx(it.amount) if np.isfinite(it.unit_cost) else "")


def test_formulas_recalculate_to_the_cached_values(made, tmp_path):
    """The formulas of the plan, worked out by hand from the cells they name, give the values."""
    path = made.write(tmp_path / "plan.xlsx")
    values, formulas = table(path, "Plan"), table(path, "Plan", values=False)
    header = list(values[0])
    letters = {column_letters(number): name for number, name in enumerate(header)}
    letter_of = {name: letter for letter, name in letters.items()}
    checked = 0
    for number, (value, formula) in enumerate(zip(values, formulas, strict=True), 2):
        for name in ("Stock and on the way", "Target level", "Needed", "Advised", "Amount"):
            text = formula[name]
            if text is None:
                continue
            if value["One order at most"] is None:
                text = text.replace(f",{letter_of['One order at most']}{number})", ")")
            for letter in sorted(letters, key=len, reverse=True):
                text = text.replace(f"{letter}{number}", repr(value[letters[letter]] or 0))
            functions = {
                "MAX": max,
                "MIN": lambda *values: min(values),
                "ROUND": round,
                "ROUNDUP": lambda x, _: float(np.ceil(x)),
                "IF": lambda condition, yes, no: yes if condition else no,
            }
            assert eval(text[1:], functions) == pytest.approx(value[name])
            checked += 1
    assert checked > 4 * COUNT


def test_recalculated_by_libreoffice(tmp_path):
    """Recalculated by LibreOffice, every formula cell shows the program's number, and every name
    is still the text that it was."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here")
    made = Made(COUNT, (*HOSTILE, "长" * 40_000))
    path = made.write(tmp_path / "plan.xlsx")
    formulas = load_workbook(path)
    bare = tmp_path / "bare.xlsx"
    formulas.save(bare)  # openpyxl keeps formulas without values: now they must be worked out
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(tmp_path / "out"),
            str(bare),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    # Without its charts, for openpyxl cannot read those that LibreOffice writes.
    after = load_workbook(tmp_path / "out" / "bare.xlsx", data_only=True, read_only=True)
    before = load_workbook(path, data_only=True)
    count = 0
    for sheet in formulas.worksheets:
        shown = before[sheet.title]
        lines = zip(sheet.iter_rows(), after[sheet.title].iter_rows(), strict=False)
        for row, recalculated in lines:
            for cell, result in zip(row, recalculated, strict=False):
                if cell.data_type == "f":
                    assert result.value == pytest.approx(shown[cell.coordinate].value)
                    count += 1
                elif cell.data_type == "s" and sheet.title == "Plan":
                    # Line ends and blanks at the ends are LibreOffice's own to write.
                    assert "".join(str(result.value or "").split()) == "".join(cell.value.split())
    after.close()
    assert count > 4 * COUNT


def test_hostile_names_arrive_as_text(tmp_path):
    """Nothing that begins like a formula becomes one, and nothing breaks the file."""
    long = "长" * 40_000
    made = Made(len(HOSTILE) + 1, (*HOSTILE, long))
    path = made.write(tmp_path / "plan.xlsx")
    by_item = {row["Item"]: row["Name"] for row in table(path, "Plan", values=False)}
    book = load_workbook(path)
    cells = {row[0].value: row[1] for row in book["Plan"].iter_rows(min_row=2)}
    for number, name in enumerate((*HOSTILE, long)):
        item = f"{number:04d}"
        assert cells[item].data_type == "s"
        expected = cell_text(name)
        assert by_item[item] == expected
    assert len(by_item[f"{len(HOSTILE):04d}"]) <= MOST_LETTERS + 1
    assert all(not sheet._hyperlinks for sheet in book.worksheets)


def test_cells_hold_what_xml_can_hold():
    """Control characters and lone surrogates go, line ends become one, length is bounded."""
    assert cell_text("a\x00b\ud800c\r\nd\re\tf") == "abc\nd\ne\tf"
    assert cell_text("=1+1") == "=1+1"
    assert cell_text("😀" * 20_000) == "😀" * (MOST_LETTERS // 2) + "…"


def test_supplier_sheets_hold_no_stock_forecast_price_or_margin(made, tmp_path):
    """A supplier sees codes, names, packs, quantities, their own prices, dates and notes."""
    path = made.write(tmp_path / "plan.xlsx")
    book = load_workbook(path, data_only=True)
    names = book.sheetnames
    assert names[:2] == ["Summary", "Plan"]
    suppliers = names[8:]
    assert "North" in suppliers
    assert "South East" in suppliers
    assert "No supplier named" in suppliers
    assert all(len(name) <= 31 for name in names)
    total = 0.0
    for name in suppliers:
        lines = list(book[name].iter_rows(values_only=True))
        header = [cell for cell in lines[3] if cell is not None]
        assert header == [
            "Item",
            "Name",
            "Pack",
            "Quantity",
            "Unit cost",
            "Amount",
            "Wanted by",
            "Note",
        ]
        assert all(7.25 not in line for line in lines)
        body = lines[4:-1]
        assert sum(line[3] for line in body) == lines[-1][3]
        total += lines[-1][3]
    assert total == sum(it.final_quantity for it in made.plan.suggestions)


def test_rejected_and_watched_items_are_not_ordered(made, tmp_path):
    """What the operator turned down does not reach a supplier."""
    rows = [i for i, it in enumerate(made.plan.suggestions) if it.order_quantity > 0]
    plan = made.plan.decided(rows[0], "rejected", 0).decided(rows[1], "watched", 0)
    book = load_workbook(made.write(tmp_path / "plan.xlsx", plan=plan), data_only=True)
    sent = {line[0].value for sheet in book.worksheets[8:] for line in sheet.iter_rows(min_row=5)}
    assert plan.suggestions[rows[0]].item not in sent
    assert plan.suggestions[rows[1]].item not in sent
    assert plan.suggestions[rows[2]].item in sent


def test_every_sheet_is_ready_to_print_and_filter(made, tmp_path):
    """A4 landscape, frozen header, filter and print area on each table; charts on the summary."""
    path = made.write(tmp_path / "plan.xlsx")
    book = load_workbook(path)
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_area
    for name in ("Plan", "Forecast", "Exceptions", "Terms", "North"):
        assert book[name].freeze_panes
        assert book[name].auto_filter.ref
    with zipfile.ZipFile(path) as parts:
        assert sum(part.startswith("xl/charts/chart") for part in parts.namelist()) == 2


def test_the_forecast_sheet_holds_mean_and_range_of_every_period(made, tmp_path):
    """Three lines an item under real dates, ordered low ≤ high, totals from summed paths."""
    path = made.write(tmp_path / "plan.xlsx")
    rows = table(path, "Forecast")
    assert len(rows) == 3 * COUNT
    days = [key for key in rows[0] if isinstance(key, datetime.datetime)]
    assert [np.datetime64(day, "D") for day in days] == list(made.forecast.periods)
    mean = made.forecast.mean()
    for item in range(COUNT):
        expected, low, high = rows[3 * item : 3 * item + 3]
        assert expected["Item"] == made.forecast.items[item]
        assert [expected[day] for day in days] == pytest.approx(mean[item], abs=0.006)
        assert expected["Total"] == pytest.approx(mean[item].sum(), abs=0.006)
        assert all(low[day] <= high[day] for day in days)
        assert low["Total"] >= sum(low[day] for day in days) - 0.01


def test_every_word_is_in_the_language_asked_for(made, tmp_path):
    """In the other language no header, label or sentence of the program stays English."""
    book = load_workbook(made.write(tmp_path / "plan.xlsx", "zh_CN"))
    english = load_workbook(made.write(tmp_path / "english.xlsx"))
    assert book.sheetnames[:8] == ["译" + name for name in english.sheetnames[:8]]
    same = set()
    for ours, theirs in zip(book.worksheets, english.worksheets, strict=True):
        for a, b in zip(ours.iter_rows(), theirs.iter_rows(), strict=True):
            same |= {
                x.value
                for x, y in zip(a, b, strict=True)
                if x.value == y.value and isinstance(x.value, str) and x.data_type == "s"
            }
    titles = {*made.terms.table["title"], *made.terms.table["item"], *made.terms.table["supplier"]}
    settings = {*Settings.__slots__, str(Settings().calendar), str(Settings().moving)}
    left = {text for text in same - titles - settings if any(c.isalpha() for c in text)}
    # Names of models, the program and values of settings are the same in every language.
    kept = {"arima", "arima 30", "auto", "gain", "True", "Shelfcast 0.1.0"}
    assert left <= {*kept, "2 rows were there twice."}


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


def test_a_failed_export_leaves_the_file_that_was_there(made, tmp_path):
    """A folder that cannot be written to, or any failure midway: a sentence, the old file whole."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"the plan of last week")
    with pytest.raises(OutputError, match=r"\.$"):
        made.write(tmp_path / "nowhere" / "plan.xlsx")
    broken = replace(made.plan, suggestions=(replace(made.plan.suggestions[0], decision="?"),))
    with pytest.raises(KeyError):
        made.write(path, plan=broken)
    assert path.read_bytes() == b"the plan of last week"
    assert [p.name for p in tmp_path.iterdir()] == ["plan.xlsx"]


def test_a_plan_with_nothing_to_order_and_one_without_items_are_written(tmp_path):
    """An empty shop and a full shelf make a workbook too."""
    full = Made(4)
    full.plan = replace(
        full.plan,
        suggestions=tuple(replace(it, final_quantity=0.0) for it in full.plan.suggestions),
    )
    empty = Made(2)
    none = np.array([], dtype=np.intp)
    empty.demand = empty.demand.select(none)
    empty.forecast = replace(
        empty.forecast, items=(), stores=(), paths=empty.forecast.paths[none].copy()
    )
    empty.terms = Terms(empty.terms.table.iloc[:0])
    empty.plan = make_plan(empty.forecast, empty.terms, empty.demand.end)
    for name, case in (("full", full), ("empty", empty)):
        book = load_workbook(case.write(tmp_path / f"{name}.xlsx"))
        assert "Nothing to order" in book["Summary"]["A2"].value
        assert len(book.sheetnames) == 8


@pytest.mark.filterwarnings("error")
def test_many_suppliers_get_distinct_sheets(tmp_path):
    """Names that are alike after cutting and cleaning, or reserved, are told apart."""
    made = Made(8)
    names = ["x" * 40, "x" * 41, "History", "plan", "PLAN ", "a/b", "a:b", "'quoted'"]
    made.terms = made_up_terms(made.demand, {"supplier": names, "on_hand": 0.0})
    made.plan = make_plan(made.forecast, made.terms, made.demand.end)
    book = load_workbook(made.write(tmp_path / "plan.xlsx"))
    assert len({name.lower() for name in book.sheetnames}) == len(book.sheetnames) == 16
