"""gui/theme.py and resources/themes"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from gui.theme import RESOURCES, THEMES, Theme, theme

ROOT = RESOURCES.parent


def _luminance(colour: QColor) -> float:
    """Relative luminance (WCAG 2.2, definition)."""

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(v) for v in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _colour(look: Theme, name: str) -> QColor:
    if name.startswith("chart_"):
        return look.chart(name.removeprefix("chart_"))
    return look.colour(name)


@pytest.fixture(params=THEMES)
def look(request: pytest.FixtureRequest, qapp: object) -> Theme:
    """Each theme in turn."""
    look = theme()
    look.use(request.param)
    return look


def test_promised_contrast_is_kept(look: Theme) -> None:
    """Every line of [contrast] is the ratio of the colours as they are; text reaches 4.5, marks
    and edges of controls reach 3."""
    marks = ("line_strong", "focus", "chart_")
    for pair, promised in look.contrasts().items():
        above, below = pair.split("_on_", 1) if not pair.startswith("on_") else ("on_accent", "")
        if pair.startswith("on_"):
            below = pair.removeprefix("on_accent_on_")
        on_chart = above.startswith("chart_") and (below.startswith(("fan_", "stockout", "event")))
        ground = look.chart(below) if on_chart else look.colour(below)
        ratio = _contrast(_colour(look, above), ground)
        assert ratio == pytest.approx(promised, abs=0.006), pair
        if on_chart and below == "fan_50":
            continue  # the median carries a halo there
        assert ratio >= (3.0 if above.startswith(marks) else 4.5), pair


def test_every_theme_has_the_same_tokens(look: Theme) -> None:
    """No token exists in one theme only."""
    names = set(look.palette_tokens)
    look.use("light")
    assert names == set(look.palette_tokens)


def test_no_colour_stands_outside_the_themes() -> None:
    """Code asks for a colour by token; values live in resources/themes alone."""
    told = [
        f"{path.relative_to(ROOT)}: {found}"
        for path in [*(ROOT / "gui").rglob("*.py"), RESOURCES / "themes" / "look.qss"]
        for found in re.findall(r"#[0-9A-Fa-f]{6}\b", path.read_text("utf-8"))
    ]
    assert told == []


def test_every_icon_asked_for_exists(qapp: object) -> None:
    """Every icon named in code, chips and the style sheet lies in resources/icons."""
    look = theme()
    sheet = (RESOURCES / "themes" / "look.qss").read_text("utf-8").split("*/", 1)[1]
    names = set(re.findall(r"@icon\(([\w-]+) ", sheet))
    for path in (ROOT / "gui").rglob("*.py"):
        text = path.read_text("utf-8")
        names |= set(re.findall(r'wear\(\s*[\w.]+,\s*"([\w-]+)"', text))
        names |= set(re.findall(r'(?:button|icon|Card)\("[a-z]*",\s*"([\w-]+)"', text))
    tokens = Path(RESOURCES / "themes" / "look.toml").read_text("utf-8")
    names |= set(re.findall(r'icon = "([\w-]+)"', tokens)) - {"none"}
    missing = [name for name in sorted(names) if not (RESOURCES / "icons" / f"{name}.svg").exists()]
    assert missing == []
    assert not look.pixmap("check", "accent").isNull()


def test_chinese_is_never_set_too_small(qapp: object) -> None:
    """Chinese text is 12 px or more where English may be 11."""
    look = theme()
    look.set_type(1.0, "zh_CN")
    chinese = look.text_size("axis")
    look.set_type(1.0, "en")
    assert (chinese, look.text_size("axis")) == (12, 11)


def test_figures_are_tabular_and_our_font_is_loaded(qapp: object) -> None:
    """Figures have one width, in the shipped font, in three real weights."""
    from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetricsF

    font = theme().font("body")
    metrics = QFontMetricsF(font)
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")
    assert QFontInfo(font).family() == "Inter"
    weights = {QFontDatabase.weight("Inter", style) for style in QFontDatabase.styles("Inter")}
    assert {400, 500, 600} <= weights


def test_a_dash_is_as_long_as_its_token_says(look: Theme) -> None:
    """Dashes are pixels in the tokens, pen widths in Qt."""
    pen = look.pen("m_2")
    assert [length * pen.widthF() for length in pen.dashPattern()] == [6, 3, 1, 3]
