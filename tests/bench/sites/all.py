"""Everybody who takes part, ours first."""

from tests.bench.sites.eleventy import ELEVENTY_SITE
from tests.bench.sites.hugo import HUGO_SITE
from tests.bench.sites.ours import OUR_SITE
from tests.bench.sites.pelican import PELICAN_SITE

PEER_SITES = {site.name: site for site in (HUGO_SITE, PELICAN_SITE, ELEVENTY_SITE)}
__all__ = ["OUR_SITE", "PEER_SITES"]
