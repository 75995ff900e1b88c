"""What a whole run costs as the catalogue grows: seconds an item, peak memory; prints Markdown.

    python -m tests.benchmarks.scaling [--items 300,1000,3000,10000] [--models NAME,…] [--workers N]

Made-up weekly counts of two years; each size runs in a process of its own, so that peaks do not add
up. Time is processor time of that process and its workers. Linear means: the same milliseconds an
item in every row.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time

SIZES = "300,1000,3000,10000"


def measure(items: int, models: str, workers: int) -> None:
    """Run once and print one row."""
    from core.forecasting.catalogue import MODELS
    from core.progress import Progress
    from core.settings import Settings
    from core.stages.forecast_run import forecast
    from tests.made_up import made_up_demand

    demand = made_up_demand(items=items, length=104)
    names = tuple(name for name in models.split(",") if name) or MODELS
    settings = Settings(models=names, workers=workers, device="cpu", horizon=13)
    begin = time.perf_counter()
    forecast(demand, settings, Progress())
    wall = time.perf_counter() - begin
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processor = sum(part.ru_utime + part.ru_stime for part in used)
    peak = used[0].ru_maxrss / 2**20
    print(
        f"| {items:,} | {processor:.0f} | {1000 * processor / items:.1f} | {wall:.0f} "
        f"| {peak:.2f} |",
        flush=True,
    )


def main() -> None:
    """Read the options and run every size in a fresh process."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--items", default=SIZES)
    parser.add_argument("--models", default="", help="separated by commas; all without it")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--one", action="store_true", help="measure here, in this process")
    options = parser.parse_args()
    if options.one:
        measure(int(options.items), options.models, options.workers)
        return
    print("| items | processor seconds | ms an item | wall seconds | peak GiB |")
    print("|---:|---:|---:|---:|---:|", flush=True)
    own = [sys.executable, "-m", "tests.benchmarks.scaling", "--one"]
    rest = ["--models", options.models, "--workers", str(options.workers)]
    for items in options.items.split(","):
        subprocess.run([*own, "--items", items, *rest], check=True)


if __name__ == "__main__":
    main()
