"""The settings: each key of site.yaml is taken, one after another."""

from zoneinfo import ZoneInfo

from msgspec.structs import replace

from generator.config.entries import (
    author,
    checks,
    destination,
    navigation,
    policy,
    sponsor_in,
    topic,
)
from generator.config.legal import legal_notice
from generator.config.places import host, language, permalink_pattern, site_address, zone
from generator.config.types import Address, Config
from generator.errors import Problem, SiteError
from generator.markup.types import Body
from generator.markup.typographer import typeset
from generator.text import decode, sheet_of
from generator.yaml import Form, Node, Proof, Scalar, compose, form, plain_names
from generator.yaml.takers import (
    boolean,
    list_of,
    long_text,
    number,
    one_of,
    suggestion,
    table_of,
    text,
    texts,
)

_NAMES = plain_names(
    *(field for field in Config.__struct_fields__ if field not in ("origin", "base", "legal_html")),
    "url",
    "legal",
)


_NOTHING = Config(title="", origin="", timezone="UTC")


def parse_config(path: str, content: bytes, address: Address | None = None) -> Config:
    """Read the settings of a site; an address stands in for their own.

    Raises SiteError with all that is wrong with them.
    """
    config, problems = read_config(path, content, address)
    if problems:
        raise SiteError(problems)
    return config


def read_config(
    path: str, content: bytes, address: Address | None = None
) -> tuple[Config, list[Problem]]:
    """Settings as far as they can be read, and what is wrong with them."""
    try:
        written = decode(path, content)
    except SiteError as error:
        return _NOTHING, list(error.problems)
    mapping, problems = compose(written, path)
    proof = Proof(sheet_of(path, written), list(problems))
    if mapping is None:
        return _NOTHING, proof.problems
    return _config(form(mapping, proof, _NAMES), address), proof.problems


def _config(settings: Form, wanted: Address | None) -> Config:
    """Take every setting; one that is wrong is marked, and its default stands in until then."""
    own = settings.needed("url", site_address) or Address("", "")
    address = wanted or own
    timezone = settings.needed("timezone", zone) or "UTC"
    config = Config(
        title=settings.needed("title", text) or "",
        origin=address.origin,
        base=address.base,
        timezone=timezone,
        language=settings.value("language", language) or "en",
        chinese=settings.value("chinese", one_of("zh-Hans", "zh-Hant")) or "zh-Hans",
        hosts=settings.value("hosts", list_of(host)) or (),
        embeds=settings.value("embeds", list_of(host)) or (),
        policy=settings.value("policy", policy) or {},
        lines=settings.lines(),
    )
    config = _with_people(_with_choices(_with_words(config, settings), settings), settings)
    return _with_legal(config, settings)


def _with_words(config: Config, settings: Form) -> Config:
    """Config with the texts that readers see."""

    def words(name: str) -> str:
        return typeset(settings.value(name, text) or "", config.language)

    return replace(
        config,
        title=typeset(config.title, config.language),
        tagline=words("tagline"),
        description=words("description"),
        copyright=words("copyright"),
    )


def _with_choices(config: Config, settings: Form) -> Config:
    """Config with what the site does and how."""
    return replace(
        config,
        fields=settings.value("fields", texts) or (),
        navigation=settings.value("navigation", navigation) or (),
        checks=settings.value("checks", checks) or {},
        feeds=settings.value("feeds", one_of("all", "site")) or config.feeds,
        cards=settings.value("cards", boolean) or False,
        search=settings.value("search", boolean) or False,
        permalink=settings.value("permalink", permalink_pattern) or config.permalink,
        page_size=settings.value("page_size", number(1, 500)) or config.page_size,
        publish=settings.value("publish", table_of(destination)) or {},
    )


def _with_people(config: Config, settings: Form) -> Config:
    """Config with its authors, topics and sponsors."""
    take_sponsor = sponsor_in(ZoneInfo(config.timezone))
    sponsors = table_of(lambda _, node, proof: take_sponsor(node, proof))
    named = settings.value("sponsors", sponsors) or {}
    return replace(
        config,
        authors=tuple((settings.value("authors", table_of(author)) or {}).values()),
        topics=tuple((settings.value("topics", table_of(topic)) or {}).values()),
        sponsors=named,
        sponsor=_sponsor(settings, tuple(named)),
    )


def _sponsor(settings: Form, known: tuple[str, ...]) -> str:
    key = settings.value("sponsor", text) or ""
    if key and key not in known:
        mend = suggestion(key, known) if known else f"Name it:\nsponsors:\n  {key}:\n    name: ..."
        node = settings.found["sponsor"][0].value
        settings.proof.mark(node, f'"{key}" is not named under sponsors', mend)
    return key


def _with_legal(config: Config, settings: Form) -> Config:
    def take(node: Node, proof: Proof) -> Body | None:
        if long_text(node, proof) is None or not isinstance(node, Scalar):
            return None
        return legal_notice(config, node, proof)

    body = settings.value("legal", take)
    return replace(config, legal_html=body.html, legal_links=body.links) if body else config
