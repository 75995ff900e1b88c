"""List every part that Shelfcast runs on with its version and licence.

``.venv/bin/python packaging/licences.py`` prints the table; ``--texts`` adds the licences' texts,
for the file that goes with a build.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = (
    ("Inter", "4", "OFL-1.1", "resources/fonts/LICENSE-inter.txt"),
    ("Lucide icons (parts from Feather, MIT)", "1.62", "ISC", "resources/icons/LICENSE-lucide.txt"),
)
"""Parts that lie in resources/: name, version, licence, file with its text."""


def running_parts() -> list[Distribution]:
    """Return the installed packages that the program needs, with all that those need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = list(project["dependencies"])
    found: dict[str, Distribution] = {}
    while waiting:
        requirement = waiting.pop()
        marked = re.match(r"([\w.-]+)[^;]*(;.*)?", requirement)
        if marked is None or "extra ==" in (marked[2] or ""):
            continue
        name = marked[1].lower().replace("_", "-")
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            # Needed on other systems only.
            continue
        waiting.extend(found[name].requires or [])
    return [found[name] for name in sorted(found)]


def licence_of(part: Distribution) -> str:
    """Return a package's licence as it states it: expression, classifier or first line."""
    stated = part.metadata.get("License-Expression")
    if stated:
        return str(stated)
    classified = [
        entry.rsplit("::", 1)[-1].strip()
        for entry in part.metadata.get_all("Classifier") or []
        if entry.startswith("License ::")
    ]
    if classified:
        return ", ".join(classified)
    return str(part.metadata.get("License") or "not stated").strip().splitlines()[0]


def licence_texts(part: Distribution) -> list[str]:
    """Return the texts of a package's licence files."""
    named = [
        path for path in part.files or [] if re.search(r"(?i)licen[cs]e|copying|notice", path.name)
    ]
    return [
        path.read_text(encoding="utf-8") for path in named if path.suffix in ("", ".txt", ".md")
    ]


def main(arguments: list[str]) -> int:
    """Print the table, and with ``--texts`` the licences' texts."""
    rows = [(part.name, part.version, licence_of(part)) for part in running_parts()]
    rows += [(name, version, licence) for name, version, licence, _ in SHIPPED]
    for name, version, licence in rows:
        print(f"{name:42} {version:16} {licence}")
    if "--texts" in arguments:
        for part in running_parts():
            for text in licence_texts(part):
                print(f"\n{'=' * 80}\n{part.name} {part.version}\n\n{text.strip()}")
        for name, version, _, file in SHIPPED:
            print(f"\n{'=' * 80}\n{name} {version}\n\n{(ROOT / file).read_text('utf-8').strip()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
