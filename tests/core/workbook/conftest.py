"""A plan, and translations in which a sentence that was missed shows."""

from __future__ import annotations

import ast
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from core import wording
from tests.core.workbook.made_up_plan import Made


@pytest.fixture(scope="session")
def marked_folder(tmp_path_factory):
    """Translations that give every core sentence a mark, so that any that is missed shows."""
    folder = tmp_path_factory.mktemp("i18n")
    root = ElementTree.Element("TS")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = "core"
    for path in (Path(__file__).parents[3] / "core").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "QT_TRANSLATE_NOOP":
                source = ast.literal_eval(node.args[1])
                message = ElementTree.SubElement(context, "message")
                ElementTree.SubElement(message, "source").text = source
                ElementTree.SubElement(message, "translation").text = f"译{source}"
    ElementTree.ElementTree(root).write(folder / "shelfcast_zh_CN.ts", encoding="utf-8")
    return folder


@pytest.fixture
def marked_translations(marked_folder, monkeypatch):
    """Put the marks in place of the Chinese."""
    monkeypatch.setattr(wording, "I18N", marked_folder)


@pytest.fixture(scope="session")
def made() -> Made:
    return Made()
