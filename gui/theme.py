"""The look: colours, type, marks and icons by token name, from resources/themes/*.toml.

Widgets never name a colour or a size. They carry properties (``role``, ``tone``, ``kind``), which
``dress`` sets and the style sheet made here reads, so that a change of theme, text size or language
reaches every widget at once. What is painted by hand asks ``theme()`` while it paints.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
THEMES = ("light", "dark", "high_contrast")
TEXT_SCALES = (1.0, 1.25, 1.5, 2.0)


@dataclass(frozen=True, slots=True)
class Mark:
    """How a chart mark is drawn beside its colour: pen width (px), dashes (px), shape in words."""

    pen: float
    dash: tuple[float, ...]
    shape: str


@dataclass(frozen=True, slots=True)
class Chip:
    """Tokens of a chip or state: text and fill colour, edge ("" none), icon or glyph, weight."""

    text: str
    fill: str
    edge: str
    icon: str
    glyph: str
    weight: int
    strike: bool


@cache
def _tokens(name: str) -> Mapping[str, Any]:
    return tomllib.loads((RESOURCES / "themes" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _svg(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


class Theme(QObject):
    """The look in force. ``changed`` follows every change of theme, text scale or language."""

    changed = Signal()
    _current: ClassVar[Theme | None] = None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = "light"
        self._scale = 1.0
        self._language = "en"
        self._look = _tokens("look")
        self._colours = _tokens(self._name)
        self._painted = QTemporaryDir()
        self._pixmaps: dict[tuple[str, str, str, int, float], QPixmap] = {}
        self._drawings: dict[tuple[str, str], QSvgRenderer] = {}
        self._made_colours: dict[tuple[str, str, str], QColor] = {}
        self._fonts: dict[tuple[str, int, float, str], QFont] = {}
        for path in sorted((RESOURCES / "fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(path))
        self._families = self._existing("latin") + self._existing("cjk")

    @property
    def name(self) -> str:
        """One of ``THEMES``."""
        return self._name

    @property
    def scale(self) -> float:
        """The text scale: 1.0 is 13 px body text."""
        return self._scale

    @property
    def language(self) -> str:
        """The language that type is set for, "en" or "zh_CN"."""
        return self._language

    def use(self, name: str) -> None:
        """Change to the theme called ``name``."""
        self._colours = _tokens(name)
        self._name = name
        self.apply()

    def set_type(self, scale: float, language: str) -> None:
        """Change text scale and language; Chinese is never set below its smallest size."""
        self._scale, self._language = scale, language
        self.apply()

    @contextmanager
    def drawn_as(self, name: str, language: str) -> Iterator[None]:
        """Answer with another theme and language inside, for a picture that is not on the screen.

        Nothing that is on the screen changes: neither the application's style nor ``changed``.
        """
        before = self._name, self._colours, self._scale, self._language
        self._name, self._colours = name, _tokens(name)
        self._scale, self._language = 1.0, language
        try:
            yield
        finally:
            self._name, self._colours, self._scale, self._language = before

    def apply(self) -> None:
        """Give the application this look and tell everyone who paints."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            # Each of these styles every widget again, so only what is new is set.
            font, palette, sheet = self.font("body"), self._palette(), _style_sheet(self)
            if application.font() != font:
                application.setFont(font)
            if application.palette() != palette:
                application.setPalette(palette)
            if application.styleSheet() != sheet:
                application.setStyleSheet(sheet)
        self.changed.emit()

    def colour(self, token: str) -> QColor:
        """Return a colour of the palette."""
        return self._known("palette", token)

    def chart(self, token: str) -> QColor:
        """Return a colour of the chart's marks."""
        return self._known("chart", token)

    def _known(self, table: str, token: str) -> QColor:
        # Asked for thousands of times a frame; reading its name each time would be felt.
        key = (self._name, table, token)
        if key not in self._made_colours:
            self._made_colours[key] = QColor(self._colours[table][token])
        return self._made_colours[key]

    @property
    def palette_tokens(self) -> tuple[str, ...]:
        """Names of all palette colours."""
        return tuple(self._colours["palette"])

    def contrasts(self) -> Mapping[str, float]:
        """The contrast ratios the theme promises, by pair."""
        return dict(self._colours["contrast"])

    def mark(self, token: str) -> Mark:
        """Return how a chart mark is drawn."""
        mark = self._look["marks"][token]
        numbers = [part for part in mark.get("dash", "solid").split() if part.isdigit()]
        return Mark(float(mark["pen"]), tuple(float(n) for n in numbers), mark.get("shape", "none"))

    def pen(self, token: str, colour: str = "") -> QPen:
        """Return a cosmetic pen for a mark, in its own chart colour unless another is named."""
        mark = self.mark(token)
        pen = QPen(self.chart(colour or token), max(mark.pen, 1.0))
        pen.setCosmetic(True)
        if mark.dash:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            # Qt counts dashes in pen widths, the tokens in pixels.
            pen.setDashPattern([length / pen.widthF() for length in mark.dash])
        return pen

    def chip(self, name: str) -> Chip:
        """Return the tokens of a chip ("runs_out") or of a state ("accepted")."""
        found = self._look["chip"].get(name) or self._look["state"][name]
        icon_name = found.get("icon", "none")
        return Chip(
            text=found["text"],
            fill=found.get("fill", "surface"),
            edge=found.get("edge", ""),
            icon="" if icon_name == "none" else icon_name,
            glyph=found.get("glyph", ""),
            weight=found.get("weight", 500),
            strike=found.get("strike", False),
        )

    def font(self, role: str = "body", weight: int = 0) -> QFont:
        """Return the font of a type role, with tabular figures."""
        key = (role, weight, self._scale, self._language)
        if key not in self._fonts:
            self._fonts[key] = self._made_font(role, weight)
        # A copy, which Qt makes when it is changed: painters strike fonts out.
        return QFont(self._fonts[key])

    def _made_font(self, role: str, weight: int) -> QFont:
        font = QFont(self._families)
        font.setPixelSize(self.text_size(role))
        font.setWeight(QFont.Weight(weight or self._look["type"][role]["weight"]))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        for feature, value in self._look["font"]["features"].items():
            if value:
                font.setFeature(QFont.Tag(feature), value)
        return font

    def text_size(self, role: str) -> int:
        """Return the pixel size of a type role."""
        size = self._look["type"][role]["size"]
        if self._language.startswith("zh"):
            size = max(size, self._look["type"]["cjk_minimum"])
        return round(size * self._scale)

    def size(self, token: str) -> int:
        """Return a length of the grid (px) that grows with the text."""
        return round(self._look["size"][token] * self._scale)

    def space(self, token: str) -> int:
        """Return a distance (px); distances do not grow."""
        return int(self._look["space"][token])

    def radius(self, token: str) -> int:
        """Return a corner radius (px)."""
        return int(self._look["radius"][token])

    def motion(self, token: str) -> int:
        """Return how long a movement takes (ms)."""
        return int(self._look["motion"][token])

    def pixmap(self, name: str, token: str = "text_2", size: int = 16) -> QPixmap:
        """Return an icon of resources/icons, drawn in a palette colour for the screen's density."""
        side = round(size * self._scale)
        ratio = QApplication.instance().devicePixelRatio()  # type: ignore[union-attr]
        key = (self._name, name, token, side, ratio)
        if key not in self._pixmaps:
            pixmap = QPixmap(round(side * ratio), round(side * ratio))
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            with QPainter(pixmap) as painter:
                self.draw_icon(painter, QRectF(0, 0, side, side), name, self.colour(token))
            self._pixmaps[key] = pixmap
        return self._pixmaps[key]

    def draw_icon(self, painter: QPainter, place: QRectF, name: str, colour: QColor) -> None:
        """Draw an icon into ``place`` with a painter that is already open."""
        key = (name, colour.name())
        if key not in self._drawings:
            svg = _svg(name).replace("currentColor", colour.name())
            self._drawings[key] = QSvgRenderer(QByteArray(svg.encode()))
        self._drawings[key].render(painter, place)

    def icon_url(self, name: str, token: str) -> str:
        """Return an icon as the style sheet can use it: an image file painted in a colour."""
        path = Path(self._painted.path()) / f"{name}-{self.name}-{token}.svg"
        if not path.exists():
            painted = _svg(name).replace("currentColor", self.colour(token).name())
            path.write_text(painted, encoding="utf-8")
        return f'url("{path.as_posix()}")'

    def _existing(self, script: str) -> list[str]:
        # Asking for a family that does not exist makes Qt search its aliases, slowly and aloud.
        known = set(QFontDatabase.families())
        wanted = self._look["font"][script]
        return [family for family in wanted if family in known][:2]

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for target, token in {
            role.Window: "canvas",
            role.WindowText: "text",
            role.Base: "surface",
            role.AlternateBase: "surface",
            role.Text: "text",
            role.Button: "surface",
            role.ButtonText: "text",
            role.PlaceholderText: "text_3",
            role.ToolTipBase: "raised",
            role.ToolTipText: "text",
            role.Highlight: "selected",
            role.HighlightedText: "text",
            role.Link: "accent",
            role.LinkVisited: "accent",
            role.Mid: "line",
            role.Dark: "line_strong",
            role.Light: "surface",
            role.Midlight: "hover",
            role.Shadow: "line_strong",
            role.Accent: "accent",
        }.items():
            palette.setColor(target, self.colour(token))
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, self.colour("disabled"))
        return palette


def theme() -> Theme:
    """Return the look of the running application, made when it is first asked for."""
    if Theme._current is None:
        Theme._current = Theme()
        Theme._current.apply()
    return Theme._current


def icon(name: str, token: str = "text_2", size: int = 16) -> QIcon:
    """Return an icon as it looks now. For a widget that stays, ``wear`` follows the theme."""
    look = theme()
    result = QIcon(look.pixmap(name, token, size))
    result.addPixmap(look.pixmap(name, "disabled", size), QIcon.Mode.Disabled)
    return result


class _Worn(QObject):
    """Keeps the icon of a button or label in the colours of the theme; lives as long as it."""

    def __init__(self, widget: QWidget, name: str, token: str, size: int) -> None:
        super().__init__(widget)
        self._widget, self._name, self._token, self._size = widget, name, token, size
        theme().changed.connect(self.draw)
        self.draw()

    def change(self, name: str, token: str, size: int) -> None:
        self._name, self._token, self._size = name, token, size
        self.draw()

    def draw(self) -> None:
        pixmap = theme().pixmap(self._name, self._token, self._size)
        if isinstance(self._widget, QLabel):
            self._widget.setPixmap(pixmap)
        elif isinstance(self._widget, QAbstractButton):
            self._widget.setIcon(icon(self._name, self._token, self._size))
            self._widget.setIconSize(pixmap.deviceIndependentSize().toSize())


def wear(widget: QWidget, name: str, token: str = "text_2", size: int = 16) -> None:
    """Give a button or label an icon that follows the theme; called again, it is exchanged."""
    for child in widget.children():
        if isinstance(child, _Worn):
            child.change(name, token, size)
            return
    _Worn(widget, name, token, size)


def dress(widget: QWidget, *, role: str = "", tone: str = "", kind: str = "") -> None:
    """Set the type role, the text colour and the kind of a widget, as the style sheet reads them.

    ``kind`` is "primary", "plain", "link", "quiet" for buttons and "card", "rail", "strip",
    "ask" … for frames.
    """
    changed = False
    for name, value in (("role", role), ("tone", tone), ("kind", kind)):
        if value and widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    # Qt reads them by itself when it first shows a widget; doing so twice is felt on large pages.
    if changed and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _style_sheet(look: Theme) -> str:
    """Return look.qss with every token filled in, and the rules of type roles and text tones."""
    text = (RESOURCES / "themes" / "look.qss").read_text(encoding="utf-8").split("*/", 1)[1]

    def value(found: re.Match[str]) -> str:
        icon_name, icon_token, size, radius, colour = found.groups()
        if icon_name:
            return look.icon_url(icon_name, icon_token)
        if size or radius:
            return f"{look.size(size) if size else look.radius(radius)}px"
        return str(look.colour(colour).name())

    text = re.sub(r"@icon\(([\w-]+) (\w+)\)|@size-(\w+)|@radius-(\w+)|@(\w+)", value, text)
    roles = [
        f'*[role="{role}"] {{ font-size: {look.text_size(role)}px; '
        f"font-weight: {kind['weight']}; }}"
        for role, kind in _tokens("look")["type"].items()
        if isinstance(kind, dict)
    ]
    tones = [
        f'QLabel[tone="{token}"] {{ color: {look.colour(token).name()}; }}'
        for token in look.palette_tokens
    ]
    return "\n".join([text, *roles, *tones])
