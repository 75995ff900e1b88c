"""What our own controls are to a screen reader: charts, choices of one among several.

Qt knows its own controls; a widget that paints itself is only "a client" to it. Names and
descriptions are set where the widgets are made.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

ROLES = {
    "ForecastChart": QAccessible.Role.Chart,
    "GrowthChart": QAccessible.Role.Chart,
    "CalibrationChart": QAccessible.Role.Chart,
    "ReplayChart": QAccessible.Role.Chart,
    "FrontierChart": QAccessible.Role.Chart,
    "ModelDots": QAccessible.Role.Chart,
    "Waterfall": QAccessible.Role.Chart,
    "Overview": QAccessible.Role.Slider,
    "Segments": QAccessible.Role.ComboBox,
    "FilterChips": QAccessible.Role.ComboBox,
}
"""Roles by the names of our classes."""

KEPT = "_accessible_interface"


def _interface(name: str, widget: QObject) -> QAccessibleInterface | None:
    """Return the interface of one of our widgets; None leaves a widget to Qt."""
    role = ROLES.get(name)
    if role is None or not isinstance(widget, QWidget):
        return None
    made = widget.__dict__.get(KEPT)
    if made is None:
        # Qt holds no reference to it on Python's side: it lives as long as its widget.
        made = widget.__dict__[KEPT] = QAccessibleWidget(widget, role)
    return made


def install() -> None:
    """Tell Qt; once, before any window is shown."""
    QAccessible.installFactory(_interface)
