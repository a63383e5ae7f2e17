"""content/site.yaml, whole, wild and spoilt: read whole, or refused with its line."""

from pathlib import Path

import pytest
from hypothesis import strategies as st

from generator.config.reader import parse_config
from generator.config.types import Config
from tests.fuzz.amounts import Amount, amounts
from tests.fuzz.claims import assert_sound, problems_of, state_of
from tests.fuzz.mutations import as_bytes, slipped
from tests.fuzz.test_front_matter import TEXTS, VALUES
from tests.fuzz.wellformed import faults
from tests.sites import PROJECT, SETTINGS, SmallSite, article

PATH = "content/site.yaml"
FULL = """\
title: "The Column: Today"
tagline: What everybody was talking about
url: https://column.example/weibo/
language: en-GB
chinese: zh-Hant
timezone: Asia/Shanghai
authors:
  wen: {name: Wen Qiao, role: Columnist, url: https://wen.example/, image: images/wen.png}
topics:
  city:
    title: City life
    description: Streets and stations.
sponsor: kettle
sponsors:
  kettle:
    name: Kettles
    from: 2014-01-01
    until: 2026-12-31
legal: >-
  Every person is *invented*; see the
  [corrections](/corrections/) page.
fields: [mood]
navigation:
  - name: About
    url: /about/
hosts: [pictures.example]
checks:
  WOW201: error
feeds: site
search: true
permalink: /{year}/{slug}/
page_size: 2
publish:
  shop: {kind: s3, secret_key: WOW_KEY}
"""
SAMPLE = (PROJECT / PATH).read_text(encoding="utf-8")
REAL = (FULL, SETTINGS, SAMPLE)
_KEYS = sorted(set(Config.__struct_fields__) - {"origin", "base", "legal_html"} | {"url", "legal"})
LINES = st.lists(st.tuples(st.sampled_from(_KEYS) | TEXTS, VALUES).map(": ".join), max_size=6).map(
    "\n".join
)
WILD = st.tuples(st.sampled_from(["", SETTINGS]), LINES).map("".join)
ODD_SETTINGS = (
    *("page_size: 0", "page_size: 999999999999999999999", "page_size: 1e3", "page_size: -1"),
    *("timezone: ../../etc/passwd", "timezone: /etc/localtime", "timezone: ''", "timezone: Asia"),
    *("url: http://[::1", "url: https://x:99999/", "url: https://x:y/", "url: //", "url: https://"),
    *("url: https://例子.example/列/", "url: https://a..b/", "url: javascript:alert(1)"),
    *("permalink: '{slug}'", "permalink: /{slug}{slug}/", "permalink: /{{slug}}/", "permalink: /"),
    *("language: x", "language: en_GB", "language: zh-Hans-CN-x-y", "chinese: zh"),
    *("legal: <script>alert(1)</script>", "legal: '[x](javascript:alert(1))'"),
    *("legal: '[x](y.md)'",),
    *("legal: '![x](y.png)'", "fields: [title]", "fields: [draft]", "hosts: ['*']"),
    *("hosts: {a: b}",),
    *("sponsor: nobody", "checks: {WOW999: off}", "checks: {WOW100: off}", "navigation: {A: x}"),
    *("authors: {a: {image: ../../../etc/passwd}}", "authors: {a: {image: none.png}}"),
    *("authors: []",),
    *("topics: {'': {title: ''}}", "topics: {微博: {title: 微博}}"),
    *("publish: {x: {password: hunter2}}",),
)  # fmt: skip


def read_or_refused(content: bytes) -> None:
    """Content is settings whole, or refused with problems that are sound."""
    for problem in problems_of(lambda: _assert_whole(content)):
        assert problem.path == PATH
        assert_sound(problem, content)


def _assert_whole(content: bytes) -> None:
    config = parse_config(PATH, content)
    assert config.title
    assert config.origin.startswith(("http://", "https://"))
    assert faults(config.legal_html) == []
    assert parse_config(PATH, content) == config


@amounts(200, 5_000)
def test_wild_settings(amount: Amount) -> None:
    amount.check(lambda text: read_or_refused(as_bytes(text)), WILD)


@amounts(200, 10_000)
def test_slips_in_good_settings(amount: Amount) -> None:
    amount.check(lambda text: read_or_refused(as_bytes(text)), slipped(REAL))


@amounts(100, 3_000)
def test_any_bytes_as_settings(amount: Amount) -> None:
    amount.check(read_or_refused, st.binary(max_size=300))


@pytest.fixture
def small(tmp_path: Path, tiny_theme: Path) -> SmallSite:
    """A site that has been built once."""
    made = SmallSite(tmp_path, {"content/a.md": article("The Queue", topics="city")}, tiny_theme)
    made.build()
    return made


def _built_or_as_before(small: SmallSite, content: bytes) -> None:
    before = state_of(small.root / "output")
    small.write({PATH: content})
    problems = problems_of(small.build)
    for problem in problems:
        blamed = small.root / problem.path
        assert_sound(problem, blamed.read_bytes() if blamed.is_file() else b"")
    if problems:
        assert state_of(small.root / "output") == before


@pytest.mark.parametrize("setting", ODD_SETTINGS)
def test_an_odd_setting_is_built_or_changes_nothing(small: SmallSite, setting: str) -> None:
    key = setting.partition(":")[0]
    lines = [line for line in SETTINGS.splitlines() if not line.startswith(f"{key}:")]
    _built_or_as_before(small, "\n".join([*lines, setting, ""]).encode())


@amounts(12, 500)
def test_a_build_with_spoilt_settings_is_whole_or_changes_nothing(
    amount: Amount, small: SmallSite
) -> None:
    values = slipped(REAL, most=1).map(as_bytes) | WILD.map(as_bytes)
    amount.check(lambda content: _built_or_as_before(small, content), values)
