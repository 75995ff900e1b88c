"""One import in a process of its own, for ``import_speed``: prints seconds, processor seconds and
rows as JSON.

Importing the program's libraries is not counted, for a window has done it by the time a sheet is
opened; starting the reading process is. Nothing heavy may be imported at the top: the reading
process imports this file too.
"""

from __future__ import annotations

import json
import os
import sys
import time
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def main(path: Path) -> None:
    """Import ``path`` up to the demand panel and print."""
    import resource

    from core import pipeline
    from core.demand import build_demand
    from core.progress import Progress

    def processor() -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + children.ru_utime + children.ru_stime

    import pandas  # noqa: F401 - loaded before the clock starts

    before, stages = processor(), [("", time.perf_counter())]
    sheets = pipeline.read([path], Progress())
    stages.append(("read", time.perf_counter()))
    maps = pipeline.understand(sheets)
    stages.append(("understand", time.perf_counter()))
    imported = pipeline.import_sales(sheets, maps, Progress())
    stages.append(("clean", time.perf_counter()))
    build_demand(imported.sales)
    stages.append(("panel", time.perf_counter()))
    print(
        json.dumps(
            {
                "seconds": stages[-1][1] - stages[0][1],
                "processor": processor() - before,
                "rows": imported.report.rows_read,
                "stages": {
                    name: round(end - begin, 2) for (_, begin), (name, end) in pairwise(stages)
                },
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
