"""`wow check --external`: links to other sites, asked for over the network."""

import asyncio
import errno
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from urllib.parse import urlsplit

import click
import httpx

from generator import __version__
from generator.build import Options
from generator.checks import weighed
from generator.checks.external import Verdict, dead_links
from generator.cli.globals import root
from generator.cli.settings import clock
from generator.errors import Locked, Problem, SiteError
from generator.material import lines_of
from generator.outward.asking import Asker
from generator.outward.visits import Found, find_links, keep_visits, visits_of

_FEW = 3  # hosts: where none of so many answers, it is rather this machine that is cut off


def dead_links_of(options: Options) -> tuple[Problem, ...]:
    """What is wrong with the site's links to other sites. Raises SiteError; Locked; OSError."""
    now = clock()
    found = find_links(root(), now, options)
    verdicts = asyncio.run(_asked(found, partial(options.workforce.tell, "Asking")))
    _see_network(verdicts)
    visits = {**found.visits, **visits_of(verdicts, now)}
    with suppress(Locked):  # a build has begun meanwhile: then they are asked for again
        keep_visits(root(), visits)
    if missing := sum(url not in verdicts for url in found.unvisited()):
        said = f"{missing} addresses were not asked for: time is up, or their hosts are busy."
        click.echo(f"{said}\n  Check again: what was found is kept.", err=True)
    return _told(found, {url: visit.verdict for url, visit in visits.items()})


def _told(found: Found, verdicts: Mapping[str, Verdict]) -> tuple[Problem, ...]:
    site, lines = found.material.site, lines_of(found.material.sources)
    try:
        return weighed(dead_links(found.links, verdicts), site, lines, advises=True)
    except SiteError as error:
        return error.problems


async def _asked(found: Found, tell: Callable[[int, int], None]) -> dict[str, Verdict]:
    config = found.material.site.config
    name = f"WorldOfWeibo/{__version__} (checks its links; {config.origin}{config.base}/)"
    # How this machine reaches the network, its environment says; how long to wait, the asker.
    async with httpx.AsyncClient(headers={"User-Agent": name}, timeout=None) as client:
        return await Asker(client, tell=tell).verdicts(found.unvisited())


def _see_network(verdicts: Mapping[str, Verdict]) -> None:
    """Raise OSError where nobody answers."""
    hosts = {urlsplit(url).hostname for url in verdicts}
    if len(hosts) >= _FEW and not any(verdict.is_answer for verdict in verdicts.values()):
        said = f"none of {len(hosts)} other sites answers: is this machine online?"
        raise OSError(errno.ENETUNREACH, said)
