"""The same site by Eleventy: Nunjucks, and columns that are Markdown and nothing else."""

import shutil
from collections.abc import Mapping

from tests.bench.dialects.eleventy import ELEVENTY
from tests.bench.sites import BUILT_IN, PEERS, Contender, files_of, look

_MODULES = PEERS / "node_modules"
_PROGRAM = (shutil.which("node") or "node", str(_MODULES / "@11ty/eleventy/cmd.cjs"))


def _frame() -> Mapping[str, str]:
    return files_of(BUILT_IN / "eleventy") | look("static/")


ELEVENTY_SITE = Contender(
    name="eleventy",
    dialect=ELEVENTY,
    frame=_frame,
    build=(*_PROGRAM, "--quiet"),
    version=(*_PROGRAM, "--version"),
    output="output",
    article_template="_includes/article.njk",
    stylesheet="static/style.css",
    environment={"NODE_PATH": str(_MODULES)},
)
