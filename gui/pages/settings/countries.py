"""Countries whose public holidays are offered by name; ``--calendar`` takes any other."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.wording import QT_TRANSLATE_NOOP

COUNTRIES = {
    "CN": QT_TRANSLATE_NOOP("Countries", "China"),
    "HK": QT_TRANSLATE_NOOP("Countries", "Hong Kong"),
    "TW": QT_TRANSLATE_NOOP("Countries", "Taiwan"),
    "JP": QT_TRANSLATE_NOOP("Countries", "Japan"),
    "KR": QT_TRANSLATE_NOOP("Countries", "South Korea"),
    "SG": QT_TRANSLATE_NOOP("Countries", "Singapore"),
    "MY": QT_TRANSLATE_NOOP("Countries", "Malaysia"),
    "TH": QT_TRANSLATE_NOOP("Countries", "Thailand"),
    "VN": QT_TRANSLATE_NOOP("Countries", "Vietnam"),
    "ID": QT_TRANSLATE_NOOP("Countries", "Indonesia"),
    "PH": QT_TRANSLATE_NOOP("Countries", "Philippines"),
    "IN": QT_TRANSLATE_NOOP("Countries", "India"),
    "AU": QT_TRANSLATE_NOOP("Countries", "Australia"),
    "NZ": QT_TRANSLATE_NOOP("Countries", "New Zealand"),
    "US": QT_TRANSLATE_NOOP("Countries", "United States"),
    "CA": QT_TRANSLATE_NOOP("Countries", "Canada"),
    "MX": QT_TRANSLATE_NOOP("Countries", "Mexico"),
    "BR": QT_TRANSLATE_NOOP("Countries", "Brazil"),
    "AR": QT_TRANSLATE_NOOP("Countries", "Argentina"),
    "CL": QT_TRANSLATE_NOOP("Countries", "Chile"),
    "CO": QT_TRANSLATE_NOOP("Countries", "Colombia"),
    "GB": QT_TRANSLATE_NOOP("Countries", "United Kingdom"),
    "IE": QT_TRANSLATE_NOOP("Countries", "Ireland"),
    "DE": QT_TRANSLATE_NOOP("Countries", "Germany"),
    "FR": QT_TRANSLATE_NOOP("Countries", "France"),
    "IT": QT_TRANSLATE_NOOP("Countries", "Italy"),
    "ES": QT_TRANSLATE_NOOP("Countries", "Spain"),
    "PT": QT_TRANSLATE_NOOP("Countries", "Portugal"),
    "NL": QT_TRANSLATE_NOOP("Countries", "Netherlands"),
    "BE": QT_TRANSLATE_NOOP("Countries", "Belgium"),
    "AT": QT_TRANSLATE_NOOP("Countries", "Austria"),
    "CH": QT_TRANSLATE_NOOP("Countries", "Switzerland"),
    "PL": QT_TRANSLATE_NOOP("Countries", "Poland"),
    "CZ": QT_TRANSLATE_NOOP("Countries", "Czechia"),
    "SE": QT_TRANSLATE_NOOP("Countries", "Sweden"),
    "NO": QT_TRANSLATE_NOOP("Countries", "Norway"),
    "DK": QT_TRANSLATE_NOOP("Countries", "Denmark"),
    "FI": QT_TRANSLATE_NOOP("Countries", "Finland"),
    "GR": QT_TRANSLATE_NOOP("Countries", "Greece"),
    "TR": QT_TRANSLATE_NOOP("Countries", "Türkiye"),
    "ZA": QT_TRANSLATE_NOOP("Countries", "South Africa"),
}
"""English names by ISO code."""


def country_names() -> list[tuple[str, str]]:
    """Return (name, code) of every country in the language of the window, in the order of names."""
    translate = QCoreApplication.translate
    return sorted((translate("Countries", name), code) for code, name in COUNTRIES.items())
