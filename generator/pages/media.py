"""Pictures and files that published articles show, and the theme's own files."""

from collections.abc import Iterator

from generator.links import attachment
from generator.media import is_elsewhere, is_picture, place_of, shown_by
from generator.parts import share_card
from generator.plan import Copy, Data, Drawing, Rank, Rendition
from generator.site import Site


def asset_files(site: Site) -> Iterator[Data]:
    """The theme's files, fingerprinted."""
    for path, content in site.assets.files.items():
        yield Data(path=path, content=content, rank=Rank.ASSET)


def renditions(site: Site) -> Iterator[Rendition]:
    """The renditions of each picture that a page of the site shows."""
    shown: dict[str, list[str]] = {}
    for article in (*site.articles, *site.standing) if site.photos else ():
        for path in shown_by(article):
            shown.setdefault(path, []).append(article.source)
    for group in site.authors.values():
        if group.author and group.author.image:
            path = place_of("content/site.yaml", group.author.image)
            shown.setdefault(path, []).append(group.articles[0].source)
    for path in sorted(shown.keys() & site.photos.keys()):
        photo, sources = site.photos[path], tuple(dict.fromkeys(shown[path]))
        for each in photo.renditions:
            yield Rendition(
                path=each.path,
                source=path,
                digest=photo.digest,
                width=each.width,
                format=each.format,
                sources=sources,
            )


def share_cards(site: Site) -> Iterator[Drawing]:
    """A share card of each article, where site.yaml says `cards: true`."""
    if site.config.cards:
        yield from (share_card(site, article) for article in site.articles)


def attachments(site: Site) -> Iterator[Copy]:
    """Other files beside articles, where their text links to them."""
    others = {path for path in site.media if not is_picture(path)}
    for article in (*site.articles, *site.standing) if others else ():
        places = ((place_of(article.source, each.target), each.target) for each in article.links)
        linked = {each for each, to in places if each in others and not is_elsewhere(to)}
        for source in sorted(linked):
            path = attachment(article, source).lstrip("/")
            yield Copy(path=path, source=source, sources=(article.source,))
