"""site.yaml becomes settings, or all that is wrong with it."""

from datetime import UTC, datetime

import pytest

from generator.config.reader import parse_config
from generator.config.types import Config
from generator.errors import Problem, SiteError, describe

NEEDED = "title: World of Weibo\nurl: https://example.org\ntimezone: Asia/Shanghai\n"


def config(more: str = "", needed: str = NEEDED) -> Config:
    return parse_config("content/site.yaml", (needed + more).encode())


def refused(more: str, needed: str = NEEDED) -> tuple[Problem, ...]:
    with pytest.raises(SiteError) as caught:
        config(more, needed)
    return caught.value.problems


def test_three_keys_are_enough() -> None:
    made = config()
    assert (made.title, made.origin, made.base) == ("World of Weibo", "https://example.org", "")
    assert (made.page_size, made.permalink) == (20, "/{year}/{month}/{slug}/")


def test_what_is_missing_is_named() -> None:
    whats = [problem.what for problem in refused("", "")]
    assert whats == ['"timezone" is missing', '"title" is missing', '"url" is missing']


@pytest.mark.parametrize(
    ("url", "origin", "base"),
    [
        ("https://example.org/", "https://example.org", ""),
        ("https://example.org/column/", "https://example.org", "/column"),
        ("HTTPS://Example.org:8080/a/b", "https://example.org:8080", "/a/b"),
        ("https://微博.example", "https://xn--9krt00a.example", ""),
    ],
)
def test_an_address_is_an_origin_and_a_path(url: str, origin: str, base: str) -> None:
    made = config("", NEEDED.replace("https://example.org", url))
    assert (made.origin, made.base) == (origin, base)


@pytest.mark.parametrize(
    ("line", "what", "mend"),
    [
        ("url: example.org", "lacks its beginning", "Write: url: https://example.org"),
        ("url: ftp://example.org", "not a web address", "https://"),
        ("url: https://u:p@example.org", "cannot be the address", "https://"),
        ("url: https://example.org/?x=1", "no ? and no #", "Write: url: https://example.org/"),
        ("url: https://example:org", "not a web address", "https://"),
        ("url: https://[bad", "not a web address", "https://"),
        ("url: https://example.org/../x", "cannot be the address", "https://"),
        ("timezone: Asia/Shangai", "not a time zone", 'Did you mean "Asia/Shanghai"?'),
        ("timezone: localtime", "not a time zone", ""),
        ("timezone: ../etc/passwd", "not a time zone", "Write it as"),
        ("titel: x", 'unknown key "titel"', 'Did you mean "title"?'),
        ("language: zh_CN", "not a language tag", "Write: language: zh-CN"),
        ("language: english", "not a language tag", "en-GB"),
        ("chinese: zh-Hanz", "not known", 'Did you mean "zh-Han'),
        ("permalink: /{title}/", "pattern of addresses", "{slug}"),
        ("permalink: /{year}/", "pattern of addresses", "{slug}"),
        ("permalink: '{slug}'", "pattern of addresses", "begins and ends"),
        ("page_size: 0", "not a number that fits", "1 to 500"),
        ("page_size: twenty", "not a number that fits", "1 to 500"),
        ("cards: yes", "neither true nor false", "Write: cards: true"),
        ("feeds: some", "not known", "all, site"),
        ("checks: {WOW999: warn}", 'unknown key "WOW999"', "WOW201"),
        ("checks: {WOW201: loud}", '"loud" is not known', "off, advise, warn, error"),
        ("sponsor: acme", "not named under sponsors", "sponsors:"),
        ("sponsors: {acme: {url: https://a.example}}", '"name" is missing', "name"),
        ("navigation: {X: javascript:alert(1)}", "leads nowhere", "/about/"),
        ("hosts: [https://img.example/]", "host's name alone", "img.example"),
        ("authors: [Ann]", "keys with values", "key: value"),
        ("authors: {ann: {nmae: Ann}}", 'unknown key "nmae"', 'Did you mean "name"?'),
        ("title: World # of Weibo", "passed over as a comment", 'Write: title: "World # of Weibo"'),
    ],
)
def test_a_wrong_setting_is_told_with_its_mend(line: str, what: str, mend: str) -> None:
    key = line.split(":", maxsplit=1)[0]
    kept = "\n".join(old for old in NEEDED.splitlines() if not old.startswith(f"{key}:"))
    problems = refused(f"\n{line}\n", kept)
    assert [(what in problem.what, mend in problem.mend) for problem in problems] == [(True, True)]
    assert line in problems[0].excerpt


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert len(refused("cards: yes\npage_size: 0\nfoo: x\nlanguage: e\n")) == 4


def test_off_is_a_word_and_not_a_boolean() -> None:
    assert config("checks: {wow201: off}\n").checks == {"WOW201": "off"}


def test_a_secret_is_refused_and_not_printed() -> None:
    (problem,) = refused("publish:\n  host:\n    password: hunter2\n")
    assert "holds a secret" in problem.what
    assert "hunter2" not in describe(problem)
    named = config("publish:\n  host:\n    password: HOST_PASSWORD\n")
    assert named.publish == {"host": {"password": "HOST_PASSWORD"}}


def test_navigation_is_a_mapping_or_a_list() -> None:
    mapping = config("navigation:\n  About: /about/\n").navigation
    assert mapping == config("navigation:\n- name: About\n  url: /about/\n").navigation
    assert (mapping[0].name, mapping[0].url) == ("About", "/about/")


def test_a_sponsor_has_a_notice_and_a_span() -> None:
    more = "sponsors:\n  a:\n    name: Acme\n    from: 2014-08-01\n    until: 2014-08-31\n"
    sponsor = config(more).sponsors["a"]
    assert sponsor.notice == "Sponsored by Acme."
    assert sponsor.starts == datetime(2014, 7, 31, 16, tzinfo=UTC)
    assert sponsor.ends == datetime(2014, 8, 31, 16, tzinfo=UTC)


def test_the_legal_notice_is_marked_up() -> None:
    made = config("legal: See [corrections](/corrections/), *all*.\n")
    assert "<em>all</em>" in made.legal_html
    assert [link.target for link in made.legal_links] == ["/corrections/"]


@pytest.mark.parametrize(
    ("text", "what"),
    [("See [x](about.md).", "is relative"), ("![x](a.jpg)", "holds a picture")],
)
def test_the_legal_notice_leads_the_same_way_from_every_page(text: str, what: str) -> None:
    problems = refused(f"legal: |\n  Hello.\n\n  {text}\n")
    assert [(what in problem.what, problem.line) for problem in problems] == [(True, 7)]
