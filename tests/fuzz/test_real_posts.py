"""Real posts, written for another generator: built or refused with their line, their words kept.

They lie outside the project, in ../shared/real/18f, and are never copied into it.
"""

import re
from collections import Counter
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.errors import Problem
from generator.slug import slug
from tests.fuzz.claims import assert_sound, problems_of
from tests.sites import PROJECT, SmallSite

POSTS = PROJECT.parent / "shared" / "real" / "18f"
NOW = datetime(2030, 1, 1, tzinfo=UTC)
LEAST_BUILT, LEAST_WORDS = 0.90, 0.98

pytestmark = pytest.mark.skipif(
    not POSTS.is_dir(), reason="the real posts are not beside this checkout (../shared/real/18f)"
)

_FRONT = re.compile(r"\A---\n.*?\n---[ \t]*\n", re.DOTALL)
# What of a source its readers are not meant to see, in the order that it is taken out.
_UNSEEN = tuple(
    re.compile(pattern, re.DOTALL | re.MULTILINE)
    for pattern in (
        r"\{%.*?%\}|\{\{.*?\}\}",
        r"<!--.*?-->",
        r"<(script|style|iframe|video|audio|object|svg)\b.*?</\1>",
        r"^ {0,3}(?:```|~~~)[^\n]*$",
        r"^ {0,3}\[[^\]^]+\]:[^\n]*$",
        r"(?<=\])\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+[\"'].*?[\"'])?\s*\)",
        r"(?<=\])\[[^\]]*\]",
        r"\{:[^}\n]*\}",
        r"</?[a-zA-Z][^>]*>",
        r"[a-z]+://[^\s<>)\]]+",
        r"\[\^[^\]]+\]:?",
    )
)
_WORD = re.compile(r"[^\W_]+")


def _names() -> list[Path]:
    return sorted(POSTS.iterdir()) if POSTS.is_dir() else []


def _seen_words(source: str) -> Counter[str]:
    for pattern in _UNSEEN:
        source = pattern.sub(" ", source)
    return Counter(_WORD.findall(unescape(source.replace("\\", ""))))


def _page_words(html: str) -> Counter[str]:
    tree = LexborHTMLParser(html)
    main = tree.css_first("main") or tree.body
    shown = [main.text(separator="")] if main else []
    shown += [image.attributes.get("alt") or "" for image in tree.css("main img")]
    return Counter(_WORD.findall(" ".join(shown)))


def _tell(figure: str) -> None:
    print(figure)  # noqa: T201 (`pytest -s` shows the figures)


def _refused(small: SmallSite) -> tuple[Problem, ...]:
    """The problems of a build, whose files are then taken out of the site."""
    problems = problems_of(lambda: small.build(NOW, jobs=0))
    for problem in problems:
        assert_sound(problem, (small.root / problem.path).read_bytes())
    for path in {problem.path for problem in problems}:
        small.remove(path)
    return problems


def _built(small: SmallSite, paths: list[str]) -> tuple[list[str], tuple[Problem, ...]]:
    """Which articles of a site build, once those that are refused have been taken out."""
    problems = _refused(small)
    problems += _refused(small) if problems else ()
    assert _refused(small) == ()
    refused = {problem.path for problem in problems}
    return [path for path in paths if path not in refused], problems


def test_as_they_are_each_is_built_or_refused_with_its_line(
    tmp_path: Path, tiny_theme: Path
) -> None:
    posts = {f"content/{post.name}": post.read_bytes() for post in _names()}
    small = SmallSite(tmp_path, posts, tiny_theme)
    built, problems = _built(small, list(posts))
    _tell(f"\n{len(built)} of {len(posts)} real posts build as they are")
    for what, count in Counter(problem.what for problem in problems).most_common(12):
        _tell(f"  {count} x {what}")
    errors = [problem for problem in problems if not problem.is_warning]
    assert [problem for problem in errors if not problem.line] == []


def test_their_texts_under_our_front_matter_arrive(tmp_path: Path, theme: Path) -> None:
    texts: dict[str, str] = {
        slug(post.stem[11:]): _FRONT.sub("", post.read_text()) for post in _names()
    }
    posts: dict[str, str | bytes] = {
        f"content/{name}.md": f"---\ntitle: A Post\ndate: 2026-05-01\n---\n{text}"
        for name, text in texts.items()
    }
    small = SmallSite(tmp_path, posts, theme)
    built, problems = _built(small, list(posts))
    _tell(f"\n{len(built)} of {len(posts)} texts build under front matter of ours")
    for problem in problems:
        _tell(f"  {problem.path}:{problem.line}: {problem.what}")
    kept = _share_of_words(small, texts, built)
    assert len(built) >= LEAST_BUILT * len(posts)
    assert kept >= LEAST_WORDS


def _share_of_words(small: SmallSite, texts: dict[str, str], built: list[str]) -> float:
    """The share of the built texts' words that their pages show."""
    written, missing = 0, Counter[str]()
    for path in built:
        name = Path(path).stem
        words = _seen_words(texts[name])
        lost = words - _page_words(small.page(f"2026/05/{name}/index.html"))
        written += words.total()
        missing += lost
        if lost.total() > 0.02 * words.total():
            _tell(f"  {name}: {lost.total()} of {words.total()} lost: {list(lost)[:12]}")
    _tell(f"{missing.total()} of {written:,} words are not in their pages")
    _tell(f"  {missing.most_common(20)}")
    return 1 - missing.total() / written
