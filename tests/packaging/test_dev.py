"""Set-up knows what is installed, what the machine has and what to do without a screen."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "dev.py"


@pytest.fixture
def dev(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The script as a module that keeps its environment in a folder of its own."""
    spec = importlib.util.spec_from_file_location("shelfcast_dev", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / "venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / "venv" / "stamp.json")
    return module


class Installed:
    """Records what pip was asked for, in place of asking it."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, python: Path, packages: list[str], options: list[str]) -> None:
        self.asked += packages


@pytest.fixture
def pip(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """Set-up that makes an empty environment and records what pip was asked for."""
    installed = Installed()

    def make_venv(python: Path) -> None:
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    monkeypatch.setattr(dev, "make_venv", make_venv)
    monkeypatch.setattr(dev, "install_system_libraries", lambda: None)
    monkeypatch.setattr(dev, "pip_install", installed)
    return installed


def test_set_up_happens_once(dev: ModuleType, pip: Installed) -> None:
    """A second run asks pip for nothing; tests ask for their packages on top."""
    dev.set_up(testing=False)
    assert pip.asked[0] == "torch==2.13.0"
    assert not any(package.startswith("pytest") for package in pip.asked)
    pip.asked.clear()
    dev.set_up(testing=False)
    assert pip.asked == []
    dev.set_up(testing=True)
    assert any(package.startswith("pytest==") for package in pip.asked)
    pip.asked.clear()
    dev.set_up(testing=True)
    dev.set_up(testing=False)
    assert pip.asked == []


def test_set_up_happens_again_when_a_pin_changes(
    dev: ModuleType, pip: Installed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Another lock file, or another torch build, sets up anew."""
    dev.set_up(testing=False)
    pip.asked.clear()
    lock = tmp_path / "requirements.lock"
    lock.write_text("numpy==1.0\n")
    monkeypatch.setattr(dev, "LOCK", lock)
    dev.set_up(testing=False)
    assert pip.asked
    pip.asked.clear()
    monkeypatch.setenv("SHELFCAST_TORCH_INDEX", "https://example.org/cuda")
    dev.set_up(testing=False)
    assert pip.asked


def test_every_direct_package_is_locked_in_its_version(dev: ModuleType) -> None:
    """The lock file and pyproject.toml name the same versions."""
    packages, test_packages = dev.requirements()
    locked = {
        line.split("==")[0].lower().replace("_", "-"): line.split("==")[1]
        for line in dev.LOCK.read_text("utf-8").splitlines()
        if "==" in line and not line.startswith("#")
    }
    for package in packages + test_packages:
        name, version = package.split("==")
        assert locked[name.lower().replace("_", "-")] == version


def test_a_failing_pip_is_a_sentence(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a network, set-up ends with status 2 and says what to check."""
    monkeypatch.setattr(dev, "install_system_libraries", lambda: None)
    monkeypatch.setattr(dev, "make_venv", lambda python: None)
    monkeypatch.setattr(dev, "venv_python", lambda: Path(sys.executable))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setattr(dev, "requirements", lambda: (["torch==0.0.0.1"], []))
    assert dev.main(["run"]) == 2
    told = capsys.readouterr().err
    assert "Check the network connection" in told
    assert "Traceback" not in told


def test_a_missing_venv_module_names_the_package(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On Debian without python3-venv the command that installs it is named."""
    monkeypatch.setattr(dev, "install_system_libraries", lambda: None)
    monkeypatch.setattr(dev, "apt_install", lambda packages: False)
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    assert dev.main(["test"]) == 2
    assert f"apt-get install python3.{sys.version_info[1]}-venv" in capsys.readouterr().err


def test_without_root_the_command_is_named(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Missing libraries are named with the command that installs them, and set-up goes on."""
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(dev, "has_chinese_font", lambda: False)
    monkeypatch.setattr(dev, "apt_install", lambda packages: False)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    dev.install_system_libraries()
    assert "sudo apt-get install libegl1 fonts-wqy-zenhei" in capsys.readouterr().out


def test_a_screen_is_recognised(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Linux a screen is X or Wayland; elsewhere there always is one."""
    monkeypatch.setattr(dev.sys, "platform", "linux")
    assert not dev.has_screen({"DISPLAY": ""})
    assert dev.has_screen({"DISPLAY": ":0"})
    assert dev.has_screen({"WAYLAND_DISPLAY": "wayland-0"})
    monkeypatch.setattr(dev.sys, "platform", "darwin")
    assert dev.has_screen({})


def test_without_a_screen_the_sample_in_the_users_language_is_forecast(
    dev: ModuleType, tmp_path: Path
) -> None:
    """The sample exists in both languages and results go where the command was started."""
    for language, ending in (("zh_CN.UTF-8", "zh.xlsx"), ("de_DE.UTF-8", "en.xlsx")):
        sample, made = dev.sample_job({"LANG": language}, tmp_path)
        assert sample.name.endswith(ending)
        assert sample.is_file()
        assert {path.name for path in made.values()} >= {"restock-plan.xlsx", "forecast.png"}
        assert {path.parent for path in made.values()} == {tmp_path}


def test_an_older_python_is_told_so() -> None:
    """Started with Python before 3.11 the script says so before it imports anything newer."""
    source = SCRIPT.read_text("utf-8").replace(
        "import sys\n", "import sys\nsys.version_info = (3, 8)\n", 1
    )
    ended = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.strip() == "Shelfcast needs Python 3.11 or later; this is 3.8."


def test_a_sentence_that_a_language_lacks_is_found(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The check reads core and gui afresh, and changes neither source nor translation."""
    for room in ("core", "gui"):
        (tmp_path / room).mkdir()
    (tmp_path / "core" / "words.py").write_text(
        'A = QT_TRANSLATE_NOOP("core", "Known already")\n'
        'B = say(QT_TRANSLATE_NOOP("core", "Not yet {n:,.0f}"), n=1)\n'
    )
    (tmp_path / "gui" / "page.py").write_text(
        "class Page(QWidget):\n    def show(self):\n        self.tr('Press here')\n"
    )
    translation = tmp_path / "shelfcast_zh_CN.ts"
    translation.write_text(
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS>\n'
        '<TS version="2.1" language="zh_CN"><context><name>core</name><message>'
        "<source>Known already</source><translation>已知</translation></message></context></TS>",
        encoding="utf-8",
    )
    before = translation.read_bytes()
    dev.compile_sentences(Path(sys.executable).parent, translation, translation.with_suffix(".qm"))
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "I18N", tmp_path)
    missing = dev.untranslated(Path(sys.executable).parent)
    assert sorted(missing) == [
        "shelfcast_zh_CN.ts: Not yet {n:,.0f}",
        "shelfcast_zh_CN.ts: Press here",
    ]
    assert translation.read_bytes() == before
    translation.with_suffix(".qm").write_bytes(b"of another day")
    assert "shelfcast_zh_CN.qm is out of date" in "".join(
        dev.untranslated(Path(sys.executable).parent)
    )
