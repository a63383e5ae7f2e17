"""The legal notice, which stands on every page: marked up, and its links checked."""

from collections.abc import Iterator

from generator.config.types import Config
from generator.errors import Problem, SiteError
from generator.markup.body import mark_up
from generator.markup.types import Body, Dialect, Mention
from generator.text import Place
from generator.yaml.nodes import Scalar
from generator.yaml.proof import Proof


def legal_notice(config: Config, node: Scalar, proof: Proof) -> Body | None:
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
        return None
    problems = list(_problems(body.links, body.pictures, proof))
    proof.problems.extend(problems)
    return None if problems else body


def _problems(
    links: tuple[Mention, ...], pictures: tuple[Mention, ...], proof: Proof
) -> Iterator[Problem]:
    for link in links:
        if not link.target.startswith("/"):
            mend = "Begin it with / (/about/) or with https://."
            yield proof.sheet.problem(_place(link), "a link in the legal notice is relative", mend)
    for picture in pictures:
        mend = "Put it on a page of its own, and link to that."
        yield proof.sheet.problem(_place(picture), "the legal notice holds a picture", mend)


def _place(mention: Mention) -> Place:
    return Place(mention.line, mention.column, len(mention.target))
