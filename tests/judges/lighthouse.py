"""Asks Lighthouse of a built site, as a telephone sees it: `python -m tests.judges.lighthouse`.

Every page must have 100 of 100 four times. The best of three runs counts: other work on the
machine makes a page slower, nothing makes it quicker.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser.conftest import FLAGS, chromium_here, serving

RUNS = 3
PAGES = ("", "2026/04/the-whispered-stop/", "2026/11/the-queue/", "search/")
FULL = {"performance": 100, "accessibility": 100, "best-practices": 100, "seo": 100}


def judge(program: str, url: str) -> dict[str, int]:
    """What a page gets of 100, by category."""
    with TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        asked = [program, url, "--quiet", "--no-enable-error-reporting", "--output=json"]
        asked += [f"--output-path={report}"]
        asked += [f"--chrome-flags=--headless --user-data-dir={folder}/profile {FLAGS}"]
        environment = os.environ | {"CHROME_PATH": chromium_here() or ""}
        subprocess.run(asked, check=True, env=environment)
        found = json.loads(report.read_text(encoding="utf-8"))
    return {name: round(100 * each["score"]) for name, each in found["categories"].items()}


def best(program: str, url: str) -> dict[str, int]:
    """The best of a few runs; the first that is full ends them."""
    scores: dict[str, int] = {}
    for _ in range(RUNS):
        scores = max(scores, judge(program, url), key=lambda each: sum(each.values()))
        if scores == FULL:
            break
    return scores


def main(program: str, output: Path) -> bool:
    """Judge the pages of a built site and say what each gets; whether all are full."""
    found = []
    with serving(output) as origin:
        for path in PAGES:
            if (output / path / "index.html").exists():
                found.append(best(program, f"{origin}/{path}"))
                said = ", ".join(f"{name} {score}" for name, score in found[-1].items())
                sys.stdout.write(f"Lighthouse: /{path}: {said}\n")
    return all(scores == FULL for scores in found)


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1], Path(sys.argv[2])))
