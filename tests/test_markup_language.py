"""Every run of Han, kana or hangul says which language it is in."""

import pytest

from generator.markup.body import mark_up
from generator.markup.language import with_lang
from generator.markup.scripts import has_cjk
from generator.markup.types import Dialect

RUNS = [
    ("Weibo 微博 here", 'Weibo <span lang="zh-Hant">微博</span> here'),
    ("plain", "plain"),
    ("a < b", "a &lt; b"),
    ("東京タワー", '<span lang="ja">東京タワー</span>'),
    (
        "日本語のテスト 한국어",
        '<span lang="ja">日本語のテスト</span> <span lang="ko">한국어</span>',
    ),
    ("한국어 漢字と漢字", '<span lang="ko">한국어</span> <span lang="ja">漢字と漢字</span>'),
    ("かな漢字한글", '<span lang="ja">かな漢字</span><span lang="ko">한글</span>'),
    ("서울 it is", '<span lang="ko">서울</span> it is'),
    ("say “微博” now", 'say “<span lang="zh-Hant">微博</span>” now'),
    ("“好！”他说。", '<span lang="zh-Hant">“好！”他说。</span>'),
    ("《红楼梦》, a book", '<span lang="zh-Hant">《红楼梦》</span>, a book'),
    ("café “no”", "café “no”"),
]


@pytest.mark.parametrize(("text", "html"), RUNS, ids=[text for text, _ in RUNS])
def test_runs_of_a_plain_text_have_their_language(text: str, html: str) -> None:
    assert with_lang(text, "zh-Hant") == html


@pytest.mark.parametrize(
    ("text", "html", "language"),
    [
        ("微博很大。", '<p lang="zh-Hans">微博很大。</p>', "en"),
        ("微博 is *大*", '<em><span lang="zh-Hans">大</span></em>', "en"),
        ("- 微博\n- weibo", '<li lang="zh-Hans">微博</li>\n<li>weibo</li>', "en"),
        ("> 微博", '<p lang="zh-Hans">微博</p>', "en"),
        ("微博很大。", "<p>微博很大。</p>", "zh-Hans"),
        ("> 微博\n> It is big.\n> — A", '<p lang="en">It is big.</p>', "zh-Hans"),
        ("微博と", '<p lang="ja">微博と</p>', "zh-Hans"),
        ("微博と漢字 漢字", "<p>微博と漢字 漢字</p>", "ja"),
        ('<i lang="yue">微博</i> it is', '<i lang="yue">微博</i> it is', "en"),
        ("かな 한글", '<p><span lang="ja">かな</span> <span lang="ko">한글</span></p>', "en"),
        ("微博 *Weibo* 很大", '<em lang="en">Weibo</em> 很大', "zh-Hans"),
        ("微博 *Weibo 微博* 很大", "<em>Weibo 微博</em> 很大", "zh-Hans"),
        ("微博 **Weibo** 很大", "<strong>Weibo</strong> 很大", "zh-Hans"),
        ("かな 한글", '<p>かな <span lang="ko">한글</span></p>', "ja"),
        ("## 微博", '<h2 id="wei-bo" lang="zh-Hans">微博</h2>', "en"),
        ("微博&amp;微博", '<p lang="zh-Hans">微博&amp;微博</p>', "en"),
        ("&#24494;&#21338;<br>", "lang", "en"),
        ("![微博](a.png)", 'alt="微博" lang="zh-Hans"', "en"),
    ],
    ids=lambda text: text[:20],
)
def test_blocks_and_runs_have_their_language(text: str, html: str, language: str) -> None:
    body = mark_up(text, path="a.md", first_line=1, dialect=Dialect(language=language))
    assert html in body.html


@pytest.mark.parametrize("sign", ["ꙮ", "\ue000", "ꀀ"], ids=["Cyrillic", "private", "Yi"])
def test_what_stands_between_two_chinese_blocks_is_not_chinese(sign: str) -> None:
    assert not has_cjk(sign)
    assert has_cjk("\uf900")
