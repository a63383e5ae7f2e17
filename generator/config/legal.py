"""The legal notice -> HTML, its links filled in, since it stands on every page."""

from collections.abc import Iterator

from generator.config.types import Config
from generator.errors import Problem, SiteError
from generator.markup import Dialect, Mention, fill, mark_up
from generator.text import Place
from generator.yaml.nodes import Scalar
from generator.yaml.proof import Proof


def legal_html(config: Config, node: Scalar, proof: Proof) -> str:
    """Mark up the legal notice of a site; what is wrong with it is marked on the proof."""
    try:
        body = mark_up(
            node.value,
            path=proof.sheet.path,
            first_line=node.line + (node.style in ("|", ">")),
            dialect=Dialect(
                language=config.language,
                chinese=config.chinese,
                hosts=config.hosts,
                prefix="_legal-",
            ),
        )
    except SiteError as error:
        proof.problems.extend(error.problems)
        return ""
    problems = list(_problems(body.links, body.pictures, proof))
    proof.problems.extend(problems)
    if problems:
        return ""
    return fill(
        body.html, [config.base * _is_rooted(link) + link.target for link in body.links], []
    )


def _is_rooted(link: Mention) -> bool:
    return link.target.startswith("/")


def _problems(
    links: tuple[Mention, ...], pictures: tuple[Mention, ...], proof: Proof
) -> Iterator[Problem]:
    for link in links:
        if not _is_rooted(link):
            mend = "Begin it with / (/about/) or with https://."
            yield proof.sheet.problem(_place(link), "a link in the legal notice is relative", mend)
    for picture in pictures:
        mend = "Put it on a page of its own, and link to that."
        yield proof.sheet.problem(_place(picture), "the legal notice holds a picture", mend)


def _place(mention: Mention) -> Place:
    return Place(mention.line, mention.column, len(mention.target))
