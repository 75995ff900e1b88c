"""What this program is: version, machine, parts with their licences, the last report."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core import pipeline
from core.version import VERSION
from gui.pages.card import button, label, open_at
from gui.session import Session
from gui.tables.rows import Column, RowsTable

PACKAGES = (
    "PySide6-Essentials",
    "pyqtgraph",
    "numpy",
    "pandas",
    "scipy",
    "statsmodels",
    "torch",
    "safetensors",
    "joblib",
    "dask",
    "python-calamine",
    "openpyxl",
    "xlsxwriter",
    "platformdirs",
    "pypinyin",
    "holidays",
    "lightgbm",
    "reportlab",
)
"""Packages the program stands on, where they are installed."""

SHIPPED = (
    ("Inter", "4", "OFL-1.1"),
    ("Lucide icons (parts from Feather, MIT)", "1.62", "ISC"),
)
"""Parts that lie in resources/."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the program: name, version, licence as it states it."""

    name: str
    version: str
    licence: str


def parts() -> tuple[Part, ...]:
    """Return the parts that are installed, in the order of their names."""
    made = [Part(name, version, licence) for name, version, licence in SHIPPED]
    for name in PACKAGES:
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        metadata = found.metadata
        stated = (metadata.get_all("License-Expression") or [""])[0]
        if not stated:
            classified = [
                entry.rsplit("::", 1)[-1].strip()
                for entry in metadata.get_all("Classifier") or []
                if entry.startswith("License ::")
            ]
            named = (metadata.get_all("License") or [""])[0]
            text = str(named).strip().splitlines()
            stated = ", ".join(classified) or (text[0] if text else "")
        made.append(Part(name, found.version, str(stated)[:80]))
    return tuple(sorted(made, key=lambda part: part.name.lower()))


class About(QDialog):
    """Everything somebody who helps would ask for; copied with one press."""

    report_asked = Signal()
    """What the program kept for whoever helps is to be shown."""

    def __init__(self, session: Session, logs: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Shelfcast"))
        open_at(self, 620, 560)
        self.parts = parts()
        facts = (
            (self.tr("Version"), VERSION),
            (
                self.tr("Computer"),
                f"{platform.system()} {platform.release()}, {platform.machine()}",
            ),
            ("Python · Qt", f"{platform.python_version()} · {qVersion()}"),
            (self.tr("Networks run on"), _device_words(session)),
            (self.tr("This shop"), str(session.workspace or self.tr("not kept"))),
            (self.tr("Reports"), str(logs)),
        )
        self.facts = facts
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        for row, (name, value) in enumerate(facts):
            grid.addWidget(label(name, tone="text_2"), row, 0)
            line = label(value, wrap=True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(line, row, 1)
        grid.setColumnStretch(1, 1)
        self.table = RowsTable(self, row_height=26)
        self.table.setAccessibleName(self.tr("Parts and their licences"))
        self.table.show_rows(
            (
                Column(self.tr("Part"), lambda p: p.name, lambda p: p.name, None, right=False),
                Column(
                    self.tr("Version"), lambda p: p.version, lambda p: p.version, 96, right=False
                ),
                Column(
                    self.tr("Licence"), lambda p: p.licence, lambda p: p.licence, 220, right=False
                ),
            ),
            self.parts,
        )
        copy, report, close = button("plain", "copy"), button("plain"), button("plain")
        copy.setText(self.tr("Copy"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        report.setText(self.tr("Journal and reports"))
        report.clicked.connect(self.report_asked)
        close.setText(self.tr("Close"))
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(report)
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(label("Shelfcast", "headline"))
        words = self.tr("From a sales sheet to a restock plan. Nothing leaves this computer.")
        layout.addWidget(label(words, tone="text_2", wrap=True))
        layout.addLayout(grid)
        layout.addWidget(label(self.tr("Parts and their licences"), "section"))
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)

    def text(self) -> str:
        """Return all of it as text; no sales are in it."""
        lines = [f"{name}: {value}" for name, value in self.facts]
        lines += [f"{part.name} {part.version} ({part.licence})" for part in self.parts]
        return "\n".join(lines)


def _device_words(session: Session) -> str:
    # Asking for the card would load torch, which takes seconds: only if it is there already.
    device = session.settings.device
    if "torch" in sys.modules:
        device = pipeline.device_of(session.settings)
    words = {
        "auto": QCoreApplication.translate("SettingsDialog", "graphics card if there is one"),
        "cpu": QCoreApplication.translate("SettingsDialog", "processor"),
        "cuda": QCoreApplication.translate("SettingsDialog", "graphics card"),
    }
    return words.get(device, device)
