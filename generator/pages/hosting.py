"""What static hosts read: redirects from old addresses, headers, and the sign not to run Jekyll."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from generator.article.types import Article
from generator.links import absolute, href
from generator.plan import REDIRECT, Data, Page, Planned, output_path
from generator.site import Site
from generator.view import RedirectView

_HEADERS = """\
{base}/assets/*
  Cache-Control: public, max-age=31536000, immutable

{base}/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
"""


def redirects(site: Site) -> Iterator[Planned]:
    """A page at every old address that leads to the new one, and the same as rules for hosts."""
    moved = [(old, a) for a in _with_pages(site) for old in dict.fromkeys(a.aliases)]
    for old, article in moved:
        target = absolute(site, href(site, article.permalink))
        view = RedirectView(lang=site.config.language, title=site.config.title, target=target)
        yield Page(
            path=output_path(old),
            template=REDIRECT,
            make_view=partial(_as_it_is, view),
            sources=(article.source,),
        )
    rules = sorted(f"{quote(href(site, old))} {href(site, a.permalink)} 301\n" for old, a in moved)
    yield Data(path="_redirects", content="".join(rules).encode())


def host_files(site: Site) -> Iterator[Data]:
    """Headers for hosts that read _headers, and .nojekyll for the one that needs it."""
    yield Data(path="_headers", content=_HEADERS.format(base=site.config.base).encode())
    yield Data(path=".nojekyll", content=b"")


def _with_pages(site: Site) -> tuple[Article, ...]:
    return (*site.articles, *site.standing, *site.withdrawn)


def _as_it_is(view: RedirectView) -> RedirectView:
    return view
