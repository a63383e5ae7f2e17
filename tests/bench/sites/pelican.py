"""The same site by Pelican: its own defaults, which keep no cache."""

from collections.abc import Mapping

from tests.bench.dialects.pelican import PELICAN
from tests.bench.sites import BUILT_IN, PEERS, Contender, files_of, look

_PROGRAM = str(PEERS / "venv/bin/pelican")


def _frame() -> Mapping[str, str]:
    return files_of(BUILT_IN / "pelican") | look("theme/static/")


PELICAN_SITE = Contender(
    name="pelican",
    program=_PROGRAM,
    dialect=PELICAN,
    frame=_frame,
    build=(_PROGRAM, "--quiet", "--settings", "pelicanconf.py"),
    version=(_PROGRAM, "--version"),
    output="output",
    article_template="theme/templates/article.html",
    stylesheet="theme/static/style.css",
)
