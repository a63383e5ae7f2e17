"""`python -m tests.bench`: measure ours beside the peers that are installed."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from tests.bench.corpus import make_corpus
from tests.bench.guarding import care, guards
from tests.bench.live import LIVE_TRIALS
from tests.bench.measure import Failed
from tests.bench.report import circumstances, table
from tests.bench.sites import Contender
from tests.bench.sites.all import OUR_SITE, PEER_SITES
from tests.bench.sites.ours import WOW, compiled, our_site
from tests.bench.trials import TRIALS, Setting

ALL = TRIALS | {"guards": guards, "care": care} | LIVE_TRIALS
MEMORY = Path("/dev/shm")  # disks are slow for minutes after many files were deleted


@click.command()
@click.argument("trials", nargs=-1, type=click.Choice(list(ALL)))
@click.option("--articles", multiple=True, type=int, help="Size of a site; may be repeated.")
@click.option("--rounds", default=5, show_default=True, help="Runs of each contender.")
@click.option("--peers", default=",".join(PEER_SITES), show_default=True, help="By name, commas.")
@click.option("--before", type=click.Path(exists=True), help="A wow to stand beside this one.")
@click.option("--scratch", type=click.Path(path_type=Path), help="Where sites are made.")
def bench(
    trials: tuple[str, ...],
    articles: tuple[int, ...],
    rounds: int,
    peers: str,
    before: str | None,
    scratch: Path | None,
) -> None:
    """Measure TRIALS, by default those of builds, and print tables."""
    for wow in filter(None, (WOW, before)):
        compiled(wow)
    contenders = _contenders(peers, before)
    if LIVE_TRIALS.keys() & set(trials):
        contenders = [each for each in contenders if each.serve]
    click.echo("\n".join(circumstances(contenders, datetime.now(UTC))))
    for count in articles or (1000, 2000, 5000, 10_000):
        corpus = make_corpus(count)
        for trial in trials or TRIALS:
            with _folder(scratch or MEMORY) as folder:
                rows = list(ALL[trial](Setting(corpus, contenders, folder, rounds)))
            click.echo("\n".join(["", *table(f"{count:,} articles", rows)]))


def _contenders(names: str, before: str | None) -> list[Contender]:
    own = [our_site("before", before)] if before else []
    return [OUR_SITE, *own, *_installed(names)]


def _installed(names: str) -> Iterator[Contender]:
    for name in filter(None, names.split(",")):
        if name not in PEER_SITES:
            raise click.BadParameter(f"Peers are {', '.join(PEER_SITES)}.", param_hint="--peers")
        if PEER_SITES[name].is_installed:
            yield PEER_SITES[name]
        else:
            click.echo(f"{name} is not installed: make bench-peers", err=True)


@contextmanager
def _folder(above: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=above))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    try:
        bench()
    except Failed as failed:
        raise SystemExit(str(failed)) from failed
