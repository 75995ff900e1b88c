"""A workspace gives back what was put in, keeps the old when saving fails, and says what is wrong
with a file it cannot open."""

from __future__ import annotations

import dataclasses
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core.errors import OperatorError, OptionError, OutputError
from core.evaluation.backtest import METRICS, Backtest
from core.evaluation.choice import Choice
from core.frequency import Frequency
from core.progress import Cancelled, Progress
from core.restocking.orders.policy import DerivationTerm, Plan, Suggestion
from core.restocking.terms.terms import Terms
from core.sales.cleaning.clean import Sales
from core.sales.cleaning.quality import Finding, QualityReport, SheetReading
from core.sales.column_map import ColumnMap, RoleGuess
from core.saving import workspace
from core.saving.documents import Document, DocumentError, kinds_within, put_together, take_apart
from core.saving.workspace import Stored, Workspace
from core.settings import Settings
from core.wording import say
from tests.made_up import made_up_demand, made_up_forecast


def _sales() -> Sales:
    rows = pd.DataFrame(
        {
            "item": pd.Categorical(["007", "90.750", "007"]),
            "store": pd.Categorical(["", "", ""]),
            "day": np.array(["2024-01-01", "2024-01-02", "2024-02-29"], dtype="datetime64[s]"),
            "units": [2.0, -1.0, 0.1],
            "unit_price": [1.5, np.nan, 3.25],
        }
    )
    catalogue = pd.DataFrame(
        {
            "item": ["007", "90.750"],
            "store": ["", ""],
            "title": ["海盐焦糖", "Tea"],
            "on_hand": [np.nan, 4.0],
        }
    )
    return Sales(rows=rows, catalogue=catalogue, currency="¥")


def _report() -> QualityReport:
    columns = ColumnMap(
        header_row=2,
        layout="lines",
        roles={"day": 0, "item": 1},
        labels=("销售日期", "货号"),
        guesses=(RoleGuess("day", 0, 0.97, "销售日期"),),
    )
    reading = SheetReading("sales.xlsx", "销售", "", columns, 4)
    finding = Finding(
        kind="duplicate",
        text=say(
            "{rows} rows of {day}: {what}",
            rows=1,
            day=date(2024, 1, 2),
            what=say("the same twice", at=np.datetime64("2024-01-02")),
        ),
        rows=1,
        units=2.0,
        example_row=4,
        example_value="007",
    )
    return QualityReport((reading,), 4, 3, {"duplicate": 1}, 1.1, 1.0, (finding,))


def _suggestion(item: str) -> Suggestion:
    values: dict[str, object] = {}
    for field in dataclasses.fields(Suggestion):
        values[field.name] = {
            "str": "",
            "bool": True,
            "np.datetime64": np.datetime64("NaT", "D"),
        }.get(str(field.type), 1.5)
    values |= {
        "item": item,
        "decision": "open",
        "days_of_cover": float("inf"),
        "unit_cost": float("nan"),
        "order_by": np.datetime64("2026-01-15", "D"),
        "reason": say("Runs out on {day}", day=np.datetime64("2026-01-20", "D")),
        "derivation": (DerivationTerm(say("Need"), "+", 6.0),),
    }
    return Suggestion(**values)


def _whole() -> Stored:
    demand = made_up_demand(items=5, length=40)
    terms = pd.DataFrame(
        {
            "item": list(demand.items),
            "supplier": ["A", "", "B", "A", "A"],
            "on_hand": np.arange(5.0),
        }
    )
    rng = np.random.default_rng(1)
    return Stored(
        settings=Settings(frequency=Frequency.WEEKLY, models=("arima", "lstm"), seed=9),
        sales=_sales(),
        report=_report(),
        demand=demand,
        backtest=Backtest(
            models=("arima",),
            items=demand.items,
            stores=demand.stores,
            cutoffs=(np.datetime64("2023-08-07", "D"),),
            horizon=4,
            scores=rng.random((1, 5, 1, len(METRICS))).astype(np.float32),
            seconds=(0.25,),
        ),
        choice=Choice(
            models=("arima",) * 5,
            gain=np.array([0.1, np.nan, 0, -0.5, 1], dtype=np.float32),
            reasons=(say("Best by {gain:.0%}", gain=0.1),) * 5,
        ),
        forecast=made_up_forecast(demand, horizon=6, paths=50),
        medians={"arima": rng.random((5, 6)).astype(np.float32)},
        seconds={"forecast": 1.25},
        terms=Terms(terms),
        plan=Plan(np.datetime64("2026-01-05", "D"), tuple(_suggestion(i) for i in demand.items)),
    )


def _same(one: object, other: object) -> bool:
    if isinstance(one, np.ndarray):
        assert isinstance(other, np.ndarray)
        return one.dtype == other.dtype and np.array_equal(
            one, other, equal_nan=one.dtype.kind in "fmM"
        )
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other)
        return True
    if dataclasses.is_dataclass(one) and not isinstance(one, type):
        return type(one) is type(other) and all(
            _same(getattr(one, field.name), getattr(other, field.name))
            for field in dataclasses.fields(one)
        )
    if isinstance(one, tuple):
        assert isinstance(other, tuple)
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, dict):
        assert isinstance(other, dict)
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    return type(one) is type(other) and (one == other or (one != one and other != other))


def test_every_stage_comes_back_as_it_was(tmp_path: Path) -> None:
    """After closing and reopening, each field of each value has the same type and content."""
    whole = _whole()
    with Workspace.open(tmp_path / "shop.shelf") as opened:
        opened.save(whole)
    with Workspace.open(tmp_path / "shop.shelf") as opened:
        again = opened.load()
    for name in workspace.STAGES:
        assert _same(getattr(whole, name), getattr(again, name)), name


def test_sums_of_paths_have_the_same_quantiles_after_reopening(tmp_path: Path) -> None:
    """The plan can be made again: quantiles of summed demand do not change."""
    whole = _whole()
    with Workspace.open(tmp_path / "shop.shelf") as opened:
        opened.save(whole)
        again = opened.load()
    assert whole.forecast is not None
    assert again.forecast is not None
    periods = np.full(5, 3.4)
    assert np.array_equal(
        whole.forecast.total_quantile(0.95, periods), again.forecast.total_quantile(0.95, periods)
    )


def test_an_empty_workspace_has_no_values(tmp_path: Path) -> None:
    """A new file loads as a value in which no stage has been reached."""
    with Workspace.open(tmp_path / "new.shelf") as opened:
        assert opened.load() == Stored()


def test_a_stage_taken_back_is_gone(tmp_path: Path) -> None:
    """A value that became None is removed, arrays included."""
    path = tmp_path / "shop.shelf"
    with Workspace.open(path) as opened:
        opened.save(_whole())
        opened.save(dataclasses.replace(opened.load(), forecast=None, plan=None))
        again = opened.load()
    assert again.forecast is None
    assert again.plan is None
    assert again.demand is not None
    connection = sqlite3.connect(path)
    left = connection.execute("SELECT count(*) FROM array_part WHERE stage = 'forecast'")
    assert left.fetchone() == (0,)
    connection.close()


def test_decisions_are_part_of_the_plan(tmp_path: Path) -> None:
    """What the operator decided is there after reopening."""
    whole = _whole()
    assert whole.plan is not None
    path = tmp_path / "shop.shelf"
    with Workspace.open(path) as opened:
        opened.save(whole)
        opened.save(Stored(plan=whole.plan.decided(2, "changed", 48.0)), stages=["plan"])
    with Workspace.open(path) as opened:
        again = opened.load()
    assert again.plan is not None
    assert again.plan.suggestions[2].decision == "changed"
    assert again.plan.suggestions[2].final_quantity == 48.0
    assert again.plan.suggestions[1].decision == "open"
    assert again.demand is not None


@pytest.mark.parametrize("count", [1, 31, 32, 100])
def test_long_sequences_come_back_as_they_were(count: int) -> None:
    """Values stored by columns, ragged, mixed or repeated, are the same one by one."""
    value = Choice(
        models=tuple("ab"[i % 2] for i in range(count)),
        gain=np.zeros(count, np.float32),
        reasons=tuple(
            say(
                "{a} of {b}",
                **{
                    "abc"[j % 3] * (j + 1): (i, 0.5, "x", np.datetime64("2024-01-01"))[j]
                    for j in range(i % 4)
                },
            )
            for i in range(count)
        ),
    )
    plan = Plan(
        np.datetime64("2026-01-05", "D"),
        tuple(
            dataclasses.replace(
                _suggestion(str(i)), need=1 / (i + 1), on_hand=3, title=f"{i % 3}" * (i % 2)
            )
            for i in range(count)
        ),
    )
    kinds = kinds_within(Stored)
    for made in (value, plan):
        document = take_apart(made)
        assert _same(made, put_together(document, kinds))


def test_unchanged_values_are_not_written_again(tmp_path: Path) -> None:
    """Saving after one edit leaves the other stages' rows alone."""
    path = tmp_path / "shop.shelf"
    with Workspace.open(path) as opened:
        opened.save(_whole())
        saved = opened.load()
        changes = opened._connection.total_changes
        opened.save(saved)
        assert opened._connection.total_changes == changes
        assert saved.settings is not None
        opened.save(
            dataclasses.replace(saved, settings=dataclasses.replace(saved.settings, seed=3))
        )
        assert opened._connection.total_changes == changes + 2
        loaded = opened.load().settings
    assert loaded is not None
    assert loaded.seed == 3


def test_stopping_while_saving_keeps_the_old(tmp_path: Path) -> None:
    """A save that is stopped half-way changes nothing."""
    path = tmp_path / "shop.shelf"
    with Workspace.open(path) as opened:
        opened.save(Stored(settings=Settings(seed=1)))
        stopping = Progress(lambda report: stopping.cancel() if report.fraction > 0.3 else None)
        with pytest.raises(Cancelled):
            opened.save(_whole(), stopping)
    with Workspace.open(path) as opened:
        assert opened.load() == Stored(settings=Settings(seed=1))


def test_a_crash_while_saving_keeps_the_old(tmp_path: Path) -> None:
    """A process that dies within a save leaves the file as it was before."""
    path = tmp_path / "shop.shelf"
    with Workspace.open(path) as opened:
        opened.save(Stored(settings=Settings(seed=1), medians={"old": np.ones((2, 2), np.float32)}))
    script = (
        "import os, sys; from pathlib import Path; import numpy as np\n"
        "from core.progress import Progress; from core.saving.workspace import Stored, Workspace\n"
        "opened = Workspace.open(Path(sys.argv[1]))\n"
        # So small a cache that pages reach the file before the transaction ends.
        "opened._connection.execute('PRAGMA cache_size = 2')\n"
        "noise = np.random.default_rng(1).random((60, 20_000)).astype(np.float32)\n"
        "medians = {str(n): noise for n in range(3)}\n"
        "die = Progress(lambda report: os._exit(9) if report.fraction > 0.75 else None)\n"
        "opened.save(Stored(medians=medians), die)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(path)], timeout=60, check=False)
    assert ended.returncode == 9
    assert path.with_name(path.name + "-journal").exists()
    with Workspace.open(path) as opened:
        again = opened.load()
    assert again.settings == Settings(seed=1)
    assert again.medians is not None
    assert list(again.medians) == ["old"]


def test_an_older_workspace_is_backed_up_and_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Migration keeps the values, numbers the file anew and leaves the old one beside it."""
    path = tmp_path / "shop.shelf"
    with Workspace.open(path) as opened:
        opened.save(Stored(settings=Settings(seed=5)))
    monkeypatch.setattr(workspace, "VERSION", 2)
    monkeypatch.setattr(workspace, "MIGRATIONS", {1: "ALTER TABLE stage ADD COLUMN note TEXT;"})
    with Workspace.open(path) as opened:
        loaded = opened.load().settings
        columns = opened._connection.execute("PRAGMA table_info(stage)").fetchall()
    assert loaded == Settings(seed=5)
    assert "note" in [column[1] for column in columns]
    monkeypatch.setattr(workspace, "VERSION", 1)
    with pytest.raises(OptionError, match="newer Shelfcast"):
        Workspace.open(path)
    with Workspace.open(tmp_path / "shop.shelf.v1.bak") as opened:
        assert opened.load().settings == Settings(seed=5)


def test_a_failed_migration_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A migration that breaks in the middle is rolled back whole."""
    path = tmp_path / "shop.shelf"
    Workspace.open(path).close()
    monkeypatch.setattr(workspace, "VERSION", 2)
    broken = "ALTER TABLE stage ADD COLUMN note TEXT; INSERT INTO nowhere VALUES (1);"
    monkeypatch.setattr(workspace, "MIGRATIONS", {1: broken})
    with pytest.raises(OperatorError):
        Workspace.open(path)
    monkeypatch.setattr(workspace, "VERSION", 1)
    with Workspace.open(path) as opened:
        columns = opened._connection.execute("PRAGMA table_info(stage)").fetchall()
    assert "note" not in [column[1] for column in columns]


def test_a_file_of_another_program_is_refused_and_untouched(tmp_path: Path) -> None:
    """Neither a text file nor another program's database is opened or changed."""
    text = tmp_path / "sales.csv"
    text.write_text("day,item,units\n" * 100)
    with pytest.raises(OptionError, match="not a Shelfcast workspace"):
        Workspace.open(text)
    assert text.read_text() == "day,item,units\n" * 100
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE mine (x)")
    connection.commit()
    connection.close()
    before = other.read_bytes()
    with pytest.raises(OptionError, match="not a Shelfcast workspace"):
        Workspace.open(other)
    assert other.read_bytes() == before


def test_a_damaged_file_is_a_sentence(tmp_path: Path) -> None:
    """Overwritten or cut-off content never ends in a traceback or in wrong values."""
    noise = np.random.default_rng(2).random((200, 300)).astype(np.float32)
    whole = dataclasses.replace(_whole(), medians={"noise": noise})
    path = tmp_path / "shop.shelf"
    with Workspace.open(path) as opened:
        opened.save(whole)
    sound = path.read_bytes()
    rng = np.random.default_rng(4)
    refused = 0
    for _ in range(25):
        spoilt = bytearray(sound)
        at = int(rng.integers(100, len(sound) - 300))
        spoilt[at : at + 300] = rng.bytes(300)
        path.write_bytes(spoilt)
        try:
            with Workspace.open(path) as opened:
                again = opened.load()
        except OperatorError:
            refused += 1
        else:
            assert _same(whole, again)
    assert refused > 15
    path.write_bytes(sound[: len(sound) // 2])
    with pytest.raises(OperatorError, match="damaged"), Workspace.open(path) as opened:
        opened.load()


def test_content_that_swells_without_end_is_refused(tmp_path: Path) -> None:
    """A small file that would unpack into far more than any value is a sentence, not a crash."""
    path = tmp_path / "shop.shelf"
    with Workspace.open(path) as opened:
        opened.save(_whole())
    for change in (
        "UPDATE array_part SET shape = '[4000000000, 4000000000]' WHERE stage = 'forecast'",
        "UPDATE array_part SET dtype = '|O' WHERE stage = 'forecast'",
        "UPDATE array_part SET shape = 'no list' WHERE stage = 'forecast'",
    ):
        spoilt = tmp_path / "spoilt.shelf"
        spoilt.write_bytes(path.read_bytes())
        connection = sqlite3.connect(spoilt)
        with connection:
            connection.execute(change)
        connection.close()
        with pytest.raises(OptionError, match="damaged"), Workspace.open(spoilt) as opened:
            opened.load()


def test_a_place_where_nothing_can_be_written_is_a_sentence(tmp_path: Path) -> None:
    """A folder, or a file in a folder that does not exist, is refused before anything is made."""
    with pytest.raises(OutputError):
        Workspace.open(tmp_path)
    with pytest.raises(OutputError):
        Workspace.open(tmp_path / "nowhere" / "shop.shelf")
    assert list(tmp_path.iterdir()) == []


def test_a_document_names_only_classes_that_are_expected() -> None:
    """A stranger's document cannot make the program build what it does not list."""
    with pytest.raises(DocumentError):
        put_together(Document('{"record":"Popen","fields":{"args":"x"}}', ()), {})


def test_what_has_no_form_is_refused_when_saved() -> None:
    """Arrays of objects and unknown things are a bug at saving, not a surprise at opening."""
    for value in (np.array([object()]), {1: 2}, object(), pd.DataFrame({"a": [object()]})):
        with pytest.raises(TypeError):
            take_apart(value)
