"""What an article says in its own words, and the refusal of what says more than is out."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

import msgspec

from generator.article.types import Article
from generator.errors import Leak, Problem
from generator.guard.needles import Kind, Needle, secrets_of
from generator.guard.seeking import Seeker
from generator.media import shown_by
from generator.plan import Plan
from generator.site import Site, released

ALLOW = "allow-mention"
"""The key in an article's `extra:` that lets it say what is under embargo."""
CODE = "WOW101"

HtmlOf = Callable[[bytes], str]
"""Gives a body by its digest."""

_NAMED = 3
_WHAT = {Kind.TITLE: "the title", Kind.ADDRESS: "the address", Kind.PICTURE: "a picture"}


def needles_of(site: Site, plan: Plan, html_of: HtmlOf) -> tuple[Needle, ...]:
    """What no output may hold. What an article says that may say it, is no secret any more."""
    secrets = tuple(secrets_of(site, plan))
    texts = (*site.articles, *site.standing) if secrets else ()
    may = [article for article in texts if article.extra.get(ALLOW) is True]
    seeker = Seeker(secrets if may else ())
    said = {number for article in may for number in _said(seeker, article, site, html_of)}
    return tuple(secret for number, secret in enumerate(secrets) if number not in said)


def leak_of(
    found: Mapping[str, Sequence[int]],
    needles: Sequence[Needle],
    site: Site,
    plan: Plan,
    html_of: HtmlOf,
) -> Leak | None:
    """The refusal of outputs that hold needles; found has their numbers by output path."""
    paths: defaultdict[int, list[str]] = defaultdict(list)
    for path, numbers in sorted(found.items()):
        for number in numbers:
            paths[number].append(path)
    if not paths:
        return None
    problems = []
    for number, in_ in sorted(paths.items()):
        sources = dict.fromkeys(source for path in in_ for source in plan[path].sources)
        mine = (site.addresses[source] for source in sources if source in site.addresses)
        seeker = Seeker([needles[number]])
        sayers = [each.source for each in mine if _said(seeker, each, site, html_of)]
        problems.append(_problem(needles[number], in_, sayers, site))
    ends = (released(site.addresses[needles[number].source]) for number in paths)
    return Leak(problems, until=min(filter(None, ends)))


def _said(seeker: Seeker, article: Article, site: Site, html_of: HtmlOf) -> tuple[int, ...]:
    """The needles that an article holds by itself, whatever stands around it on its page."""
    shown = [site.photos[path] for path in shown_by(article) if path in site.photos]
    words = msgspec.json.encode((article, [photo.path for photo in shown]))
    return seeker.hits("", b"", words + html_of(article.body).encode())


def _problem(needle: Needle, paths: Sequence[str], sayers: Sequence[str], site: Site) -> Problem:
    article = site.addresses[needle.source]
    until = released(article)
    zone = ZoneInfo(site.config.timezone)
    when = f"{until.astimezone(zone):%Y-%m-%d %H:%M}" if until else ""
    what = f"{_WHAT[needle.kind]} of {needle.source}, {needle.name},"
    return Problem(
        path=sayers[0] if sayers else needle.source,
        what=f"{what} would be in {_listed(paths)}, and is under embargo until {when} "
        f"({site.config.timezone})",
        mend="\n".join(_mend(sayers)),
        code=CODE,
    )


def _mend(sayers: Sequence[str]) -> Iterator[str]:
    if not sayers:
        yield "No article that is out says so by itself: look in content/site.yaml, templates/"
        yield "and static/, and take it out there."
        return
    yield f"{_listed(sayers)} says so. Take it out there, or hold that back, too."
    yield "If readers may know it, write into the front matter there:"
    yield f"extra:\n  {ALLOW}: true"


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
