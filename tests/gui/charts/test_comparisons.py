"""Dots, calibration and waterfall say what they draw."""

import math

from core.frequency import Frequency
from gui.charts.calibration_chart import CalibrationChart, Promise, summary
from gui.charts.model_dots import NAIVE, ModelDots, ModelScore, common_scale, that_fit
from gui.charts.waterfall import Step, Waterfall


def score(name, missed, chosen=False):
    return ModelScore(name, missed, missed * 0.9, missed * 1.1, chosen)


def test_models_stand_from_best_to_worst(qtbot):
    """The least missed comes first, what could not be judged last."""
    dots = ModelDots()
    qtbot.addWidget(dots)
    unknown = ModelScore("tsb", math.nan, math.nan, math.nan, False)
    dots.show_scores((unknown, score("arima", 0.3), score("lstm", 0.2, True)), Frequency.WEEKLY)
    assert [s.name for s in dots.scores] == ["lstm", "arima", "tsb"]
    assert not dots.grab().isNull()


def test_one_outlier_does_not_squeeze_the_scale():
    """A model that misses ten times as much is cut off, and the others keep their room."""
    scale = common_scale([score("a", 0.2), score("b", 0.22), score("c", 9.0)])
    assert scale.high < 1
    assert scale.place(9.0, 0, 100) == 100


def test_ranges_are_audited_in_a_sentence(qtbot):
    """Of the ranges that promised 80 %, the number that held is said."""
    chart = CalibrationChart()
    qtbot.addWidget(chart)
    promises = (Promise(0.8, 0.808, 120, 0.07, 0.71), Promise(0.5, 0.52, 120, 0.09, 0.4))
    chart.show_promises(promises)
    assert [p.promised for p in chart.promises] == [0.5, 0.8]
    assert "120" in summary(promises)
    assert "97" in summary(promises)
    assert not chart.grab().isNull()


def test_the_terms_of_a_waterfall_add_up(qtbot):
    """The sum shown is the sum of the terms shown."""
    chart = Waterfall()
    qtbot.addWidget(chart)
    chart.show_steps((Step("As lately", 156, start=True), Step("Season", -20)), "Next 13 weeks")
    assert chart.total == 136
    assert "136" in chart.accessibleDescription()
    assert not chart.grab().isNull()


def test_the_best_models_are_shown_where_not_all_fit():
    """The choice and last year's stay whatever the room; the rest go from the worst, in order."""
    scores = [
        score(name, missed, name == "tsb")
        for name, missed in (
            ("lstm", 0.5),
            ("arima", 0.6),
            ("tsb", 0.7),
            (NAIVE, 0.8),
            ("ses", 0.9),
        )
    ]
    assert [s.name for s in that_fit(scores, 4)] == ["lstm", "arima", "tsb", NAIVE]
    assert [s.name for s in that_fit(scores, 2)] == ["tsb", NAIVE]
    assert that_fit(scores, 9) == tuple(scores)
