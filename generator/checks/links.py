"""Links that lead nowhere: to pages, to parts of pages, and to files that are not there."""

from collections.abc import Iterator
from urllib.parse import unquote

from generator.article.types import Article
from generator.errors import Problem
from generator.links import Lead, follow
from generator.markup.types import Mention
from generator.plan import Plan, output_path
from generator.site import Site


def broken_links(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn of each link in a published text whose page, part or file does not exist."""
    for article in (*site.articles, *site.standing):
        for mention in article.links:
            lead = follow(site, article, mention.target)
            if not lead.is_withheld and not _is_there(site, plan, lead):
                yield _problem(article, mention, "WOW201", "leads to no page or file", _PATHS)
            elif lead.article and lead.fragment and not _has(lead.article, lead.fragment):
                yield _problem(article, mention, "WOW202", "names a part that is not there", "")


_PATHS = "Paths count from this file's folder, or from the site's root where they begin with /."


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


def _has(article: Article, fragment: str) -> bool:
    return unquote(fragment) in article.anchors


def _problem(article: Article, mention: Mention, code: str, what: str, mend: str) -> Problem:
    return Problem(
        path=article.source,
        line=mention.line,
        column=mention.column,
        what=f"the link to {mention.target} {what}",
        mend=mend,
        code=code,
        is_warning=True,
    )
