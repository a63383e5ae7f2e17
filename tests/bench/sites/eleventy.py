"""The same site by Eleventy: Nunjucks, and columns that are Markdown and nothing else."""

from collections.abc import Mapping

from tests.bench.dialects.eleventy import ELEVENTY
from tests.bench.sites import BUILT_IN, PEERS, Contender, files_of, look

_MODULES = PEERS / "node_modules"
_PROGRAM = str(_MODULES / "@11ty/eleventy/cmd.cjs")


def _frame() -> Mapping[str, str]:
    return files_of(BUILT_IN / "eleventy") | look("static/")


ELEVENTY_SITE = Contender(
    name="eleventy",
    program=_PROGRAM,
    dialect=ELEVENTY,
    frame=_frame,
    build=("node", _PROGRAM, "--quiet"),
    version=("node", _PROGRAM, "--version"),
    output="output",
    article_template="_includes/article.njk",
    stylesheet="static/style.css",
    environment={"NODE_PATH": str(_MODULES)},
)
