"""The same site by Hugo: the binary itself, with its own defaults."""

import sys
from collections.abc import Mapping

from tests.bench.dialects.hugo import HUGO
from tests.bench.sites import BUILT_IN, PEERS, Contender, files_of, look

_PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
_BINARY = str(PEERS / f"venv/lib/{_PYTHON}/site-packages/hugo/binaries/hugo")


def _frame() -> Mapping[str, str]:
    return files_of(BUILT_IN / "hugo") | look("static/")


HUGO_SITE = Contender(
    name="hugo",
    program=_BINARY,
    dialect=HUGO,
    frame=_frame,
    build=(_BINARY, "--quiet"),
    version=(_BINARY, "version"),
    output="public",
    article_template="layouts/page.html",
    stylesheet="static/style.css",
    serve=(_BINARY, "server", "--bind", "127.0.0.1", "--port"),
)
