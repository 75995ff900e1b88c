"""Set Shelfcast up on a fresh machine and run, test or check it.

::

    python3 packaging/dev.py run              open the window; without a screen, forecast the sample
    python3 packaging/dev.py run forecast …   any command of main.py
    python3 packaging/dev.py test [ARGS]      the tests; ARGS go to pytest
    python3 packaging/dev.py check            format, lint, types, import contracts, translations
    python3 packaging/dev.py translate        bring new sentences into resources/i18n, compile them

Needs Python 3.11 or later and nothing else. Everything goes into .venv in the project's folder;
on Debian and Ubuntu the libraries that Qt needs are installed too, or named where that takes
another user's rights. torch comes from where pip finds it; the address of another build (for
example for an NVIDIA card on Windows, see pytorch.org, "Start Locally") goes into the environment
variable SHELFCAST_TORCH_INDEX.
"""

# No "from __future__ import annotations": an older Python must get as far as the next lines.
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this may have an older one
    found = ".".join(str(number) for number in sys.version_info[:2])
    sys.exit("Shelfcast needs Python 3.11 or later; this is " + found + ".")

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "shelfcast-setup.json"
LOCK = ROOT / "packaging" / "requirements.lock"
SAMPLES = ROOT / "resources" / "samples"
I18N = ROOT / "resources" / "i18n"
LANGUAGES = ("zh_CN",)
"""Languages besides that of the source."""

DRAWING_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
"""Libraries that Qt needs even to draw a picture without a screen, and their Debian packages."""

WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-shape.so.0": "libxcb-shape0",
}
"""Libraries that Qt needs for a window on an X screen."""

CHINESE_FONT = "fonts-wqy-zenhei"


class SetupError(Exception):
    """Set-up cannot go on; the message says why and what to do."""


def main(arguments: list[str]) -> int:
    """Run a command of this script and return its exit status."""
    commands: dict[str, Callable[[list[str]], int]] = {
        "run": run,
        "test": test,
        "check": check,
        "translate": translate,
    }
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    try:
        return commands[arguments[0]](arguments[1:])
    except SetupError as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def run(arguments: list[str]) -> int:
    """Open the window, or pass ``arguments`` to main.py; without a screen, forecast the sample."""
    python = set_up(testing=False)
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    environment = dict(os.environ)
    if not has_screen(environment):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        if not arguments:
            return run_sample(python, environment)
    return call([python, ROOT / "main.py", *arguments], environment)


def run_sample(python: Path, environment: dict[str, str]) -> int:
    """Do the whole job on the bundled sample and say where the files are."""
    folder = Path.cwd()
    sample, made = sample_job(environment, folder)
    print(f"No screen here: forecasting the bundled sample {sample.name} without a window.")
    status = call(
        [
            python,
            ROOT / "main.py",
            "forecast",
            sample,
            *(part for option, path in made.items() for part in (option, path)),
        ],
        environment,
    )
    if status == 0:
        print("Made:")
        for path in made.values():
            print(f"  {path}")
    return status


def sample_job(environment: dict[str, str], folder: Path) -> tuple[Path, dict[str, Path]]:
    """Return the sample in the user's language, and the file each option of main.py makes."""
    language = environment.get("LC_ALL") or environment.get("LANG") or ""
    sample = SAMPLES / f"gift-shop-{'zh' if language.startswith('zh') else 'en'}.xlsx"
    return sample, {
        "--out": folder / "restock-plan.xlsx",
        "--chart": folder / "forecast.png",
        "--forecasts": folder / "forecasts.csv",
        "--report": folder / "report.json",
    }


def test(arguments: list[str]) -> int:
    """Run the tests without a screen; ``arguments`` go to pytest."""
    python = set_up(testing=True)
    environment = dict(os.environ)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return call([python, "-m", "pytest", *arguments], environment, ROOT)


def check(arguments: list[str]) -> int:
    """Check form, types, import contracts and translations; return 1 if any is not as it should."""
    python = set_up(testing=True)
    scripts = python.parent
    checks: list[tuple[str, Sequence[str | Path]]] = [
        ("format", [scripts / "ruff", "format", "--check", "."]),
        ("lint", [scripts / "ruff", "check", "."]),
        ("types", [scripts / "mypy"]),
        ("imports", [scripts / "lint-imports"]),
    ]
    failed = []
    for name, command in checks:
        print(f"== {name}", flush=True)
        if call(command, dict(os.environ), ROOT):
            failed.append(name)
    print("== translations", flush=True)
    missing = untranslated(scripts)
    print("\n".join(missing) or "Every sentence is translated.")
    if missing:
        failed.append("translations")
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def translate(arguments: list[str]) -> int:
    """Bring the source's sentences into the .ts files, compile these, and list what is missing."""
    scripts = set_up(testing=True).parent
    for language in LANGUAGES:
        source = I18N / f"shelfcast_{language}.ts"
        update_sentences(scripts, source)
        compile_sentences(scripts, source, source.with_suffix(".qm"))
    missing = untranslated(scripts)
    print("\n".join(missing) or "Every sentence is translated.")
    return 1 if missing else 0


def update_sentences(scripts: Path, target: Path) -> None:
    """Make a .ts file hold exactly the sentences of core and gui; translations stay."""
    sources = [path for room in ("core", "gui") for path in sorted((ROOT / room).rglob("*.py"))]
    # Without line numbers, so that a file changes only where a sentence does.
    subprocess.run(
        [
            scripts / "pyside6-lupdate",
            "-no-obsolete",
            "-locations",
            "none",
            *sources,
            "-ts",
            target,
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
    )


def compile_sentences(scripts: Path, source: Path, target: Path) -> None:
    """Compile a .ts file into the .qm file that Qt reads.

    A running program has the old file mapped into memory, so that is replaced, never written over.
    """
    made = target.with_suffix(".new")
    subprocess.run(
        [scripts / "pyside6-lrelease", "-silent", source, "-qm", made],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    made.replace(target)


def untranslated(scripts: Path) -> list[str]:
    """Return a line for each sentence that a language lacks, and for each stale .qm file."""
    missing = []
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            original = I18N / f"shelfcast_{language}.ts"
            if not original.exists():
                missing.append(f"{original.name} does not exist")
                continue
            # On a copy: a check changes nothing.
            fresh = Path(folder) / original.name
            shutil.copy(original, fresh)
            update_sentences(scripts, fresh)
            # Our own file, just written by Qt's tool.
            for message in ElementTree.parse(fresh).iter("message"):  # noqa: S314
                target = message.find("translation")
                if (
                    target is None
                    or target.get("type") == "unfinished"
                    or not "".join(target.itertext())
                ):
                    missing.append(f"{original.name}: {message.findtext('source')}")
            compiled = original.with_suffix(".qm")
            compile_sentences(scripts, original, fresh.with_suffix(".qm"))
            if not compiled.exists() or (
                compiled.read_bytes() != fresh.with_suffix(".qm").read_bytes()
            ):
                missing.append(f"{compiled.name} is out of date: run dev.py translate")
    return missing


def set_up(testing: bool) -> Path:
    """Make .venv and install what is missing; return its Python. Quick where all is there."""
    python = venv_python()
    wanted = fingerprint()
    if python.exists() and installed(testing) == wanted:
        return python
    install_system_libraries()
    make_venv(python)
    packages, test_packages = requirements()
    torch = [package for package in packages if package.startswith("torch==")]
    others = [package for package in packages if package not in torch]
    index = os.environ.get("SHELFCAST_TORCH_INDEX")
    print("Installing torch; this takes some minutes the first time.", flush=True)
    pinned = ["--constraint", str(LOCK)]
    pip_install(python, torch, [*pinned, *(["--index-url", index] if index else [])])
    print("Installing the other packages.", flush=True)
    pip_install(python, others + (test_packages if testing else []), pinned)
    STAMP.write_text(json.dumps({"packages": wanted, "testing": testing}), encoding="utf-8")
    if not index and sys.platform == "win32" and shutil.which("nvidia-smi"):
        print(
            "This machine has an NVIDIA card. To use it, set SHELFCAST_TORCH_INDEX to the address"
            " that pytorch.org names under 'Start Locally' and run this command again."
        )
    return python


def requirements() -> tuple[list[str], list[str]]:
    """Return the packages of pyproject.toml for running, and those for testing on top."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project["dependencies"], project["optional-dependencies"]["test"]


def fingerprint() -> str:
    """Return a hash of everything that decides what lies in .venv."""
    parts = [*requirements(), LOCK.read_text(encoding="utf-8"), sys.version_info[:2]]
    parts.append(os.environ.get("SHELFCAST_TORCH_INDEX", ""))
    return hashlib.sha256(repr(parts).encode("utf-8")).hexdigest()


def installed(testing: bool) -> str:
    """Return the hash that .venv was set up for; "" where it lacks the tests' packages or more."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return "" if testing and not stamp.get("testing") else str(stamp.get("packages", ""))


def venv_python() -> Path:
    """Return where .venv keeps its Python on this system."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_venv(python: Path) -> None:
    """Make .venv, or make it anew where its Python no longer runs or is another version."""
    version = f"import sys; print(sys.version_info[:2] == {sys.version_info[:2]})"
    if python.exists():
        answer = subprocess.run(
            [python, "-c", version], capture_output=True, text=True, check=False
        )
        if answer.stdout.strip() == "True":
            return
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info[1]}-venv"
        if not apt_install([package]):
            raise SetupError(
                f"this Python lacks its venv module. Install it, for example with\n"
                f"    sudo apt-get install {package}\nand run this command again."
            )
    print(f"Making {VENV}", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=False)
    if made.returncode:
        raise SetupError(
            f"{VENV} could not be made. Check that the disk has 4 GB free and that you may write"
            " into the project's folder."
        )


def pip_install(python: Path, packages: Sequence[str], options: Sequence[str]) -> None:
    """Install ``packages``; SetupError where pip does not succeed."""
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    command = [python, "-m", "pip", "install", "--no-input", *quiet, *options, *packages]
    if subprocess.run(command, check=False).returncode:
        raise SetupError(
            f"pip could not install {', '.join(packages[:3])}{' …' * (len(packages) > 3)} (its"
            " message stands above). Check the network connection, or the proxy in the"
            " environment variable HTTPS_PROXY, and run this command again: it goes on from here."
        )


def install_system_libraries() -> None:
    """Install, or name, the system libraries and the font that Qt needs on Linux."""
    if sys.platform != "linux":
        return
    libraries = DRAWING_LIBRARIES | WINDOW_LIBRARIES
    missing = [package for library, package in libraries.items() if not loads(library)]
    if not has_chinese_font():
        missing.append(CHINESE_FONT)
    if not missing or apt_install(missing):
        return
    if shutil.which("apt-get"):
        print(
            "Qt needs libraries that are not installed here. If the window does not open or"
            f" Chinese text shows as boxes:\n    sudo apt-get install {' '.join(missing)}"
        )
    else:
        absent = [library for library in libraries if not loads(library)]
        print(
            "If the window does not open, install the packages of your system that hold:"
            f" {' '.join(absent) or 'a Chinese font'}"
        )


def apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages and return True; False where there is no apt, no right or no luck."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    print(f"Installing {' '.join(packages)}", flush=True)
    if call(install, environment, output=subprocess.DEVNULL) == 0:
        return True
    # A fresh image has no package lists yet.
    call(["apt-get", "update", "-q"], environment, output=subprocess.DEVNULL)
    return call(install, environment, output=subprocess.DEVNULL) == 0


def loads(library: str) -> bool:
    """Say whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_chinese_font() -> bool:
    """Say whether any font on this system draws Chinese."""
    if shutil.which("fc-list"):
        listed = subprocess.run(
            ["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False
        )
        return bool(listed.stdout.strip())
    marks = ("cjk", "wqy", "droidsansfallback", "notosanssc", "sourcehan", "uming", "ukai")
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
    return any(
        any(mark in path.name.lower().replace("-", "") for mark in marks)
        for folder in folders
        for path in folder.rglob("*.[to]t[cf]")
    )


def has_screen(environment: dict[str, str]) -> bool:
    """Say whether a window can be shown."""
    if sys.platform != "linux":
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def call(
    command: Sequence[str | Path],
    environment: dict[str, str],
    folder: Path | None = None,
    output: int | None = None,
) -> int:
    """Run a command to its end and return its exit status."""
    sys.stdout.flush()
    return subprocess.run(
        list(command), env=environment, cwd=folder, stdout=output, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
