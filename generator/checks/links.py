"""Links that lead nowhere: to pages, to parts of pages, and to files that are not there."""

from collections.abc import Iterator
from urllib.parse import unquote

from generator.article.types import Article
from generator.errors import Problem
from generator.links import Lead, follow, lead_of
from generator.markup.types import Mention
from generator.plan import Plan, output_path
from generator.site import Site
from generator.source import CONFIG

_PATHS = "Paths count from this file's folder, or from the site's root where they begin with /."
_PARTS = 5  # parts of a page to name


def broken_links(site: Site, plan: Plan, article: Article) -> Iterator[Problem]:
    """Warn of each link of a text that leads nowhere."""
    for mention in article.links:
        lead = follow(site, article, mention.target)
        yield from _broken(site, plan, article.source, mention, lead)


def broken_site_links(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn of each link of the navigation or the legal notice that leads nowhere."""
    config = site.config
    line = config.lines.get("navigation", 1)
    entries = (Mention(target=link.url, line=line, column=1) for link in config.navigation)
    for mention in (*entries, *config.legal_links):
        yield from _broken(site, plan, CONFIG, mention, lead_of(site, mention.target))


def _broken(site: Site, plan: Plan, path: str, mention: Mention, lead: Lead) -> Iterator[Problem]:
    if lead.is_withheld or (lead.article and not lead.fragment):
        return
    if not _is_there(site, plan, lead):
        yield _problem(path, mention, "WOW201", "leads to no page or file", _PATHS)
    elif lead.article and lead.fragment and unquote(lead.fragment) not in lead.article.anchors:
        mend = _parts(lead.article.anchors)
        yield _problem(path, mention, "WOW202", "names a part that is not there", mend)


def _is_there(site: Site, plan: Plan, lead: Lead) -> bool:
    if lead.url.startswith("#"):
        return True
    path = unquote(lead.url.partition("#")[0].partition("?")[0])
    if path.startswith("//"):
        return True
    if not path.startswith(f"{site.config.base}/"):
        return bool(path)
    path = path.removeprefix(site.config.base)
    return output_path(path) in plan or output_path(f"{path}/") in plan


def _parts(anchors: tuple[str, ...]) -> str:
    if not anchors:
        return "That page has no headings: take out the # and what follows."
    more = ", ..." if len(anchors) > _PARTS else ""
    return f"That page has these: {', '.join(anchors[:_PARTS])}{more}"


def _problem(path: str, mention: Mention, code: str, what: str, mend: str) -> Problem:
    return Problem(
        path=path,
        line=mention.line,
        column=mention.column,
        width=len(mention.target),
        what=f"the link to {mention.target} {what}",
        mend=mend,
        code=code,
        is_warning=True,
    )
