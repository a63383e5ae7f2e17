"""What static hosts read: redirects from old addresses, headers, and the sign not to run Jekyll."""

from collections.abc import Collection, Iterator
from functools import partial
from urllib.parse import quote

from generator.article.types import Article
from generator.ledger import Tombstone
from generator.links import absolute, href
from generator.plan import REDIRECT, Data, Page, is_of_list, output_path
from generator.policy import FRAMED_BY, searching
from generator.site import Site
from generator.view import RedirectView

_HEADERS = """\
{base}/assets/*
  Cache-Control: public, max-age=31536000, immutable

{base}/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Content-Security-Policy: {policy}
"""


def redirects(site: Site) -> Iterator[Page]:
    """A page at every old address that front matter names, which leads to the new one."""
    for old, article in _aliases(site):
        yield _redirect(site, old, article.permalink, article.source)


def past_redirects(site: Site) -> Iterator[Page]:
    """The same at every address that an article once had."""
    for old, target, source in site.past.redirects:
        yield _redirect(site, old, target, source, yields=True)


def redirect_rules(site: Site) -> Iterator[Data]:
    """All of them as rules for hosts, and those that say 410 where an article is gone.

    Netlify answers so and shows the notice; Cloudflare passes over what it does not know, which is
    why these come last: it counts rules.
    """
    targets = {old: target for old, target, _ in site.past.redirects}
    targets |= {old: article.permalink for old, article in _aliases(site)}
    rules = sorted(
        f"{quote(href(site, old))} {_url(site, to)} 301\n" for old, to in targets.items()
    )
    gone = (quote(href(site, each.url)) for each in site.past.tombstones if _is_bare(each, targets))
    rules += sorted(f"{url} {url} 410!\n" for url in gone)
    yield Data(path="_redirects", content="".join(rules).encode())


def _is_bare(tombstone: Tombstone, targets: Collection[str]) -> bool:
    """Whether nothing else can stand at a tombstone's address."""
    return tombstone.url not in targets and not is_of_list(output_path(tombstone.url))


def host_files(site: Site) -> Iterator[Data]:
    """Headers for hosts that read _headers, and .nojekyll for the one that needs it.

    Hosts join the headers of all rules that a path falls under: what one page may do must be in
    that of all, and each of the others says for itself that it may not.
    """
    policy = searching(site.policy) if site.config.search else site.policy
    policy = f"{policy}; {FRAMED_BY}"
    yield Data(
        path="_headers",
        content=_HEADERS.format(base=site.config.base, policy=policy).encode(),
    )
    yield Data(path=".nojekyll", content=b"")


def _aliases(site: Site) -> Iterator[tuple[str, Article]]:
    for article in _with_pages(site):
        for old in dict.fromkeys(article.aliases):
            yield old, article


def _redirect(site: Site, old: str, target: str, source: str, *, yields: bool = False) -> Page:
    url = absolute(site, _url(site, target))
    config = site.config
    view = RedirectView(lang=config.language, title=config.title, target=url, policy=site.policy)
    return Page(
        path=output_path(old),
        template=REDIRECT,
        make_view=partial(_as_it_is, view),
        sources=(source,),
        yields=yields,
    )


def _url(site: Site, target: str) -> str:
    """A target as pages write it: a site path has the site's base before it."""
    return href(site, target) if target.startswith("/") else target


def _with_pages(site: Site) -> tuple[Article, ...]:
    return (*site.articles, *site.standing, *site.withdrawn)


def _as_it_is(view: RedirectView) -> RedirectView:
    return view
