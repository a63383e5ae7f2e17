"""Articles -> groups of them: by topic, by author, by series."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.article.types import Article
from generator.card import author_named, people_of
from generator.config.types import Author, Config
from generator.slug import Slug, slug

Named = TypeVar("Named")


@dataclass(frozen=True, kw_only=True)
class Group:
    """A topic, an author or a series, with its articles that are out, newest first."""

    slug: Slug
    name: str
    description: str = ""
    author: Author | None = None
    articles: tuple[Article, ...]


def topic_titles(articles: Iterable[Article], config: Config) -> dict[str, dict[Slug, str]]:
    """By source, the titles of an article's topics by their slugs: site.yaml's where it has one."""
    titles = _titles(config)
    written = {topic for article in articles for topic in article.topics}
    titled = {topic: titles.get(_key(topic), topic) for topic in written}
    slugs = {topic: key for topic, title in titled.items() if (key := slug(title))}
    told = {
        topics: {slugs[name]: titled[name] for name in topics if name in slugs}
        for topics in {article.topics for article in articles}
    }
    return {article.source: told[article.topics] for article in articles}


def known_names(config: Config) -> dict[str, frozenset[str]]:
    """What topics and authors site.yaml names, as slugs, by the key that names them."""
    names: dict[str, Iterable[str]] = {"topics": _titles(config), "authors": people_of(config)}
    return {key: frozenset(map(_key, each)) for key, each in names.items()}


def _titles(config: Config) -> dict[str, str]:
    """Titles of site.yaml's topics, by all that an article may call them."""
    return {_key(name): topic.title for topic in config.topics for name in (topic.key, topic.title)}


def _key(name: str) -> str:
    """What tells a name from others: its slug, where it gives one."""
    return slug(name) or name


def by_topic(
    articles: Iterable[Article], titles: Mapping[str, Mapping[Slug, str]], config: Config
) -> dict[str, Group]:
    """Articles by topic; titles are those of `topic_titles`."""
    named = ((key, name, a) for a in articles for key, name in titles[a.source].items())
    about = {topic.title: topic.description for topic in config.topics}
    return {
        key: Group(slug=key, name=name, description=about.get(name, ""), articles=members)
        for key, name, members in _grouped(named)
    }


def people_named(articles: Iterable[Article], config: Config) -> dict[str, Author]:
    """Whom each name means that site.yaml or a byline has for somebody."""
    people = people_of(config)
    written = {name for article in articles for name in article.authors}
    return people | {name: author_named(name, people) for name in written}


def by_author(articles: Iterable[Article], people: Mapping[str, Author]) -> dict[str, Group]:
    """Articles by author; people are those of `people_named`."""
    named = ((people[name], article) for article in articles for name in article.authors)
    groups = _grouped((slug(author.name), author, article) for author, article in named)
    return {
        key: Group(
            slug=key, name=author.name, description=author.bio, author=author, articles=members
        )
        for key, author, members in groups
    }


def by_series(articles: Iterable[Article]) -> dict[str, Group]:
    """Articles by series."""
    named = ((slug(each.series), each.series, each) for each in articles if each.series)
    return {
        key: Group(slug=key, name=name, articles=members) for key, name, members in _grouped(named)
    }


def _grouped(
    named: Iterable[tuple[Slug, Named, Article]],
) -> Iterator[tuple[Slug, Named, tuple[Article, ...]]]:
    """Articles by the slug of a name, in its order; the name is the one of the oldest article."""
    names: dict[Slug, Named] = {}
    members: defaultdict[Slug, dict[str, Article]] = defaultdict(dict)
    for key, name, article in named:
        if key:
            names[key] = name
            members[key][article.source] = article
    for key in sorted(members):
        yield key, names[key], tuple(members[key].values())
