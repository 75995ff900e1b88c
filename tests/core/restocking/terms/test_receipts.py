"""Lead times learned from deliveries (F13, P39)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import SheetError
from core.restocking.terms.receipts import learned, read_receipts, with_learned_lead_times
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand

SHEET = """收货单,,,
供应商,货号,下单日期,收货日期,数量
North,0000,2025-01-01,2025-01-21,10
North,0000,2025-02-01,2025-02-21,10
North,0000,2025-03-01,2025-03-25,10
North,0000,2025-04-01,2025-04-25,10
North,0000,2025-05-01,2025-05-21,10
North,0002,2025-05-01,2025-05-11,50
South,0001,2025年5月1日,2025年5月31日,5
South,0001,2025-06-09,2025-05-01,5
South,,,2025-05-01,5
"""


def test_few_receipts_move_the_stated_mean_and_many_replace_it():
    """F13: L̄ = (n x̄ + 3 L)/(n + 3) under five; from five on the weighted mean and deviation."""
    assert learned(np.array([20.0, 24.0]), np.ones(2), 14.0) == pytest.approx((17.2, 4.3))
    days = np.array([10.0, 12, 14, 16, 18])
    mean, spread = learned(days, np.ones(5), 99.0)
    assert mean == 14
    assert spread == pytest.approx(days.std(ddof=1))
    assert learned(days, np.array([1.0, 1, 1, 1, 96]), 99.0)[0] == pytest.approx(17.8, abs=0.05)


def test_a_list_of_deliveries_teaches_lead_times(tmp_path: Path):
    """Items with five receipts have their own, others their supplier's; nonsense is left out."""
    path = tmp_path / "receipts.csv"
    path.write_text(SHEET, encoding="utf-8")
    receipts = read_receipts(path)
    assert (len(receipts.lines), receipts.left_out) == (7, 2)
    terms, found = with_learned_lead_times(made_up_terms(made_up_demand(4)), receipts)
    by_name = {it.name: it for it in found}
    assert set(by_name) == {"North", "South", "0000"}
    assert by_name["0000"].measured == pytest.approx(21.6)
    assert by_name["North"].measured == pytest.approx((21.6 * 50 + 10 * 50) / 100)
    assert by_name["South"].mean == pytest.approx((30 + 3 * 14) / 4)
    lead = terms.table["lead_time_days"].to_list()
    assert lead == pytest.approx([21.6, 18, 15.8, 18])
    told = [str(finding.text) for finding in terms.findings]
    assert any(text.startswith("North: a delivery was said to take 14 days; 6") for text in told)


def test_a_sheet_without_deliveries_is_refused(tmp_path: Path):
    """The sentence names the columns that are needed."""
    path = tmp_path / "other.csv"
    path.write_text("Item,Price\na,1\nb,2\n", encoding="utf-8")
    with pytest.raises(SheetError, match="Ordered, Received"):
        read_receipts(path)
