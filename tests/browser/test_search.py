"""A reader searches in two scripts, by keys or without, and nobody else hears of it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import TELL_STOPPED, serving
from tests.browser.test_accessibility import AXE, looks, violations
from tests.sites import SETTINGS, SmallSite, article

Search = Callable[..., list[str]]

PIECES = {
    "queue": ("The Noodle Queue", "Eleven people queued at half-past five. “A queue is a vote.”"),
    "umbrella": ("The Lost Umbrella", "Nobody's umbrella stood in the café until closing time."),
    "bus": ("The Last Bus", "Route 44 goes to the reservoir. The driver sings, he said: goodbye."),
    "kettle": ("The Office Kettle", "It whistles.\n\n## Descaling\n\nUse `vinegar`, wrote @Steam."),
    "bridge": ("The Bridge", "They call it 武汉长江大桥, the first over the Yangtze."),
    "river": ("The Other River", "长江在流，大桥在修。Nobody waits; a vote is not a queue."),
    "scallions": ("阳台上的葱", "最近早饭都是他做的，连鸡蛋也是他买的。“谁最先来的？”有人问。"),
    "underground": ("地铁第一班", "凌**晨**五点，Weibo上的人都在等9路公交。"),
    "karaoke": ("The Karaoke Ban", "The sign says カラオケ, and in Taipei 長江路卡拉OK。"),
    "tofu": (
        "Up ^ Up",
        "涨到￥１２３元，@Tofu说$99。\n第一行\n第二行。\n\n## 小标题\n\n세계. ꙮ, a sign",
    ),
}
AUTHORS = {"queue": "Wen Qiao", "umbrella": "Odette Pell", "bridge": "Wen Qiao", "bus": "林桥"}
TOPICS = {"queue": "food", "kettle": "food", "bus": "[transport, 城市]", "underground": "transport"}
TITLES = {key: title for key, (title, _) in PIECES.items()} | {"about": "About"}

ENGLISH = {
    "queue": ["queue", "river"],
    "QUEUES": ["queue", "river"],
    "umbr": ["umbrella"],
    "queue eleven": ["queue"],
    "vote queue": ["queue", "river"],
    '"is a vote"': ["queue"],
    "“is a vote”": ["queue"],
    '"vote is a"': [],
    "half-past": ["queue"],
    "goodbye": ["bus"],
    "cafe": ["umbrella"],
    "44": ["bus"],
    "descaling": ["kettle"],
    "@Steam": ["kettle"],
    "Wen Qiao": ["queue", "bridge"],
    "zebra": [],
    "queue zebra": [],
    "kettledrum": [],
    "kettles": ["kettle"],
    "ＱＵＥＵＥ": ["queue", "river"],
    "$99": ["tofu"],
    "tofu": ["tofu"],
    "<b>vote</b>": [],
    "!!!": [],
    "sign": ["karaoke", "tofu"],
    "invented": ["about"],
}
CHINESE = {
    "长江大桥": ["bridge"],
    "长江": ["bridge", "river"],
    "大桥": ["bridge", "river"],
    "武汉": ["bridge"],
    "桥": ["bridge", "river", "bus"],
    "桥大": [],
    "汉长": ["bridge"],
    "早饭": ["scallions"],
    "谁最先来的？": ["scallions"],
    "阳台上的葱": ["scallions"],
    "凌晨五点": ["underground"],
    "weibo上的人": ["underground"],
    "9路公交": ["underground"],
    "長江": ["karaoke"],
    "カラオケ": ["karaoke"],
    "卡拉OK": ["karaoke"],
    "大桥 长江": ["bridge", "river"],
    "Yangtze 大桥": ["bridge"],
    "“长江在流”": ["river"],
    "１２３元": ["tofu"],
    "到￥123": ["tofu"],
    "行第二": ["tofu"],
    "세계": ["tofu"],
}


def _site(root: Path, theme: Path, language: str = "en", path: str = "") -> SmallSite:
    settings = SETTINGS.replace("example/", f"example{path}/")
    files: dict[str, str | bytes] = {
        "content/site.yaml": f"{settings}search: true\nlanguage: {language}\n",
        "content/pages/about.md": article("About", "All of it is invented.", date=""),
    }
    for number, (key, (title, body)) in enumerate(PIECES.items()):
        files[f"content/{key}.md"] = article(
            title,
            body,
            date=f"20{20 + number // 4}-05-{10 + number}",
            authors=AUTHORS.get(key, ""),
            topics=TOPICS.get(key, ""),
            lang="zh-Hans" if key in ("scallions", "underground") else "",
        )
    return SmallSite(root, files, theme)


@pytest.fixture(
    scope="module",
    params=[("en", ""), ("zh-Hans", "/column")],
    ids=["English", "Chinese, under a path"],
)
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, theme: Path
) -> Iterator[str]:
    """Where a site with a search is served, by a host that sends its headers."""
    language, path = request.param
    small = _site(tmp_path_factory.mktemp("search"), theme, language, path)
    small.build(into=f"www{path}")
    with serving(small.root / "www") as origin:
        yield f"{origin}{path}"


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    """A tab in which one search follows another."""
    with chromium.new_context() as context:
        yield context.new_page()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A tab of its own that notes what a policy stops and which hosts are asked."""
    with chromium.new_context() as context:
        context.add_init_script(TELL_STOPPED)
        yield context.new_page()


@pytest.fixture
def search(page: Page, address: str) -> Search:
    """Search by an address that one reader may send to another; gives titles, the best first."""
    return _search(page, address)


@pytest.fixture
def search_again(tab: Page, address: str) -> Search:
    """Search where others have searched before."""
    return _search(tab, address)


def _search(page: Page, address: str) -> Search:
    def searched(words: str = "", **picks: str) -> list[str]:
        page.goto(f"{address}/search/?{urlencode({'q': words} | picks)}")
        return titles(page)

    return searched


def titles(page: Page) -> list[str]:
    """The titles of what is found, once it is."""
    expect(page.get_by_role("status")).to_have_text(re.compile("page|Nothing"))
    return page.locator(".results .card__title").all_inner_texts()


@pytest.mark.parametrize("words", [*ENGLISH, *CHINESE])
def test_a_search_finds_what_holds_its_words_and_nothing_else(
    search_again: Search, words: str
) -> None:
    expected = (ENGLISH | CHINESE)[words]
    assert sorted(search_again(words)) == sorted(TITLES[key] for key in expected)


def test_sixteen_searches_of_each_script_are_tried() -> None:
    assert min(len(ENGLISH), len(CHINESE)) >= 16
    assert all(re.search(r"[一-鿿ァ-ヺ가-힣]", words) for words in CHINESE)


def test_a_piece_about_a_thing_comes_before_one_that_names_it(search: Search) -> None:
    assert search("queue") == ["The Noodle Queue", "The Other River"]
    assert search("bridge 长江")[0] == "The Bridge"


def test_what_is_found_is_shown_with_its_day_and_the_words_marked(
    search: Search, page: Page
) -> None:
    search("长江大桥")
    card = page.locator(".results .card")
    assert card.locator("mark").all_inner_texts() == ["长江大桥"]
    assert "They call it 武汉长江大桥, the first over" in card.inner_text()
    assert "14 May 2021" in card.inner_text()
    assert "‸" not in page.locator("main").inner_text()
    assert "ꙮ" not in page.locator("main").inner_text()
    search("vote eleven")
    assert page.locator("mark").all_inner_texts() == ["Eleven", "vote"]
    card.get_by_role("link").first.click()
    expect(page.locator("h1")).to_have_text("The Noodle Queue")


def test_an_excerpt_stands_as_its_text_does(search: Search, page: Page) -> None:
    assert search("sign tofu") == ["Up ^ Up"]
    excerpt = page.locator(".card__standfirst")
    text = "涨到￥123元，@Tofu说$99。第一行 第二行。小标题。세계. ꙮ, a sign"
    expect(excerpt).to_contain_text(text)
    assert excerpt.locator("mark").all_inner_texts() == ["Tofu", "sign"]


def test_kana_in_an_english_excerpt_is_japanese(search: Search, page: Page, address: str) -> None:
    assert search("karaoke") == [TITLES["karaoke"]]
    languages = page.locator(".card__standfirst").evaluate(
        "excerpt => [...excerpt.querySelectorAll('[lang]')].map(each => each.lang)"
    )
    assert languages == ([] if address.endswith("/column") else ["ja", "zh-Hans", "zh-Hans"])


@pytest.mark.parametrize(
    ("words", "picks", "expected"),
    [
        ("", {"topic": "food"}, ["kettle", "queue"]),
        ("", {"year": "2021"}, ["underground", "scallions", "river", "bridge"]),
        ("", {"author": "Wen Qiao"}, ["bridge", "queue"]),
        ("", {"author": "Wen Qiao", "topic": "food"}, ["queue"]),
        ("vote", {"year": "2021"}, ["river"]),
        ("长江", {"author": "Wen Qiao"}, ["bridge"]),
        ("", {"topic": "城市"}, ["bus"]),
        ("zebra", {"topic": "food"}, []),
    ],
)
def test_a_search_is_kept_to_a_topic_an_author_or_a_year(
    search_again: Search, words: str, picks: dict[str, str], expected: list[str]
) -> None:
    assert search_again(words, **picks) == [TITLES[key] for key in expected]


def test_a_search_is_told_aloud_kept_in_the_address_and_undone(page: Page, address: str) -> None:
    page.goto(f"{address}/search/")
    status = page.get_by_role("status")
    expect(status).to_be_empty()
    page.get_by_role("searchbox").fill("queue")
    expect(status).to_have_text("2 pages")
    page.get_by_role("combobox", name="Year").select_option("2021")
    expect(status).to_have_text("1 page")
    assert page.url.endswith("/search/?q=queue&year=2021")
    expect(page.get_by_role("heading", name="Topics")).to_be_hidden()
    page.get_by_role("searchbox").fill("zebra")
    expect(status).to_have_text("Nothing is found.")
    expect(page.get_by_role("heading", name="Topics")).to_be_visible()
    page.get_by_role("combobox", name="Year").select_option("")
    page.get_by_role("searchbox").fill("")
    expect(status).to_be_empty()
    assert page.url.endswith("/search/")


def test_what_is_typed_before_the_script_is_there_is_searched(page: Page, address: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/search.*.js", hold)
    page.goto(f"{address}/search/", wait_until="commit")
    page.get_by_role("searchbox").fill("长江大桥")
    held.pop().continue_()
    assert titles(page) == [TITLES["bridge"]]


def test_what_is_still_composed_is_not_searched(page: Page, address: str) -> None:
    page.goto(f"{address}/search/")
    field = page.get_by_role("searchbox")
    field.focus()
    keys = page.context.new_cdp_session(page)
    for text in ("z", "zhong", "chang"):
        composed = {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        keys.send("Input.imeSetComposition", composed)
        page.wait_for_timeout(250)
        assert (field.input_value(), page.url) == (text, f"{address}/search/")
    keys.send("Input.insertText", {"text": "长江大桥"})
    assert titles(page) == [TITLES["bridge"]]


def test_a_slow_search_says_so_and_then_gives_way_to_the_lists(page: Page, address: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.clock.install()
    page.route("**/pagefind-entry.json*", hold)
    with page.expect_request("**/pagefind-entry.json*"):
        page.goto(f"{address}/search/?q=queue")
    status, topics = page.get_by_role("status"), page.get_by_role("heading", name="Topics")
    page.clock.run_for(500)
    expect(status).to_have_text("Searching …")
    expect(topics).to_be_hidden()
    page.clock.run_for(8000)
    expect(status).to_contain_text("takes long")
    expect(topics).to_be_visible()
    held.pop().continue_()
    expect(status).to_have_text("2 pages")
    expect(topics).to_be_hidden()


@pytest.mark.parametrize("part", ["pagefind.js", "pagefind-entry.json*", "index/*", "fragment/*"])
def test_a_part_that_fails_once_is_asked_for_again(page: Page, address: str, part: str) -> None:
    page.route(f"**/pagefind/{part}", lambda route: route.abort(), times=1)
    page.goto(f"{address}/search/?q=queue")
    assert len(titles(page)) == 2


def test_a_search_without_a_network_is_made_once_there_is_one(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=queue")
    assert len(titles(page)) == 2
    page.context.set_offline(True)
    page.get_by_role("searchbox").fill("goodbye")
    expect(page.get_by_role("status")).to_contain_text("not ready")
    expect(page.get_by_role("heading", name="Topics")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Search").click()
    assert titles(page) == [TITLES["bus"]]


@pytest.fixture(scope="module")
def soup(tmp_path_factory: pytest.TempPathFactory, theme: Path) -> Iterator[str]:
    """Where a site of 23 articles on soup is served, one of which is on salt."""
    many = {f"content/a{n}.md": article(f"A {n}", "Soup.") for n in range(22)}
    settings = {"content/site.yaml": f"{SETTINGS}search: true\n"}
    salt = {"content/salt.md": article("Salt", "Soup.")}
    small = SmallSite(tmp_path_factory.mktemp("soup"), settings | many | salt, theme)
    small.build()
    with serving(small.root / "output") as origin:
        yield origin


def test_what_cannot_be_fetched_is_asked_for_again(page: Page, soup: str) -> None:
    page.goto(f"{soup}/search/?q=soup")
    cards, more = page.locator(".results .card"), page.get_by_role("button", name="Show more")
    expect(cards).to_have_count(10)
    page.route("**/fragment/*", lambda route: route.abort(), times=3)
    more.click()
    expect(cards).to_have_count(20)
    expect(page.get_by_role("status")).to_have_text("23 pages")
    more.click()
    expect(cards).to_have_count(23)
    assert [str(error) for error in page.page_errors()] == []


def test_more_that_comes_late_is_no_part_of_another_search(page: Page, soup: str) -> None:
    page.goto(f"{soup}/search/?q=soup")
    cards, held = page.locator(".results .card"), list[Route]()
    expect(cards).to_have_count(10)

    def hold(route: Route) -> None:
        held.append(route) if len(held) < 10 else route.continue_()

    page.route("**/fragment/*", hold)
    page.get_by_role("button", name="Show more").click()
    while len(held) < 10:
        page.wait_for_timeout(50)
    page.get_by_role("searchbox").fill("salt")
    expect(cards).to_have_count(1)
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    assert titles(page) == ["Salt"]


def test_more_is_shown_when_it_is_asked_for(page: Page, soup: str) -> None:
    page.goto(f"{soup}/search/?q=soup")
    cards = page.locator(".results .card")
    expect(page.get_by_role("status")).to_have_text("23 pages")
    for shown in (10, 20, 23):
        expect(cards).to_have_count(shown)
        if shown < 23:
            page.get_by_role("button", name="Show more").click()
            focused = page.locator(":focus")
            expect(focused).to_have_text(cards.nth(shown).locator("a").inner_text())
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()


def test_the_key_leads_to_the_search_from_where_nothing_is_typed(page: Page, address: str) -> None:
    page.goto(f"{address}/2020/05/queue/")
    page.keyboard.press("Control+/")
    page.keyboard.press("/")
    page.wait_for_url(f"{address}/search/#_q")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")
    page.get_by_role("heading", name="Search").click()
    page.keyboard.press("/")
    expect(field).to_be_focused()
    expect(field).to_have_value("a/b")
    page.get_by_role("combobox", name="Year").focus()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Year")).to_be_focused()


def test_a_reader_turns_the_key_off(page: Page, address: str) -> None:
    page.goto(f"{address}/search/")
    page.get_by_text("How to search").click()
    page.get_by_label("The key").uncheck()
    page.goto(f"{address}/2020/05/queue/")
    page.keyboard.press("/")
    page.keyboard.press("End")
    assert page.url == f"{address}/2020/05/queue/"
    page.goto(f"{address}/search/")
    page.get_by_text("How to search").click()
    page.get_by_label("The key").check()
    page.reload()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_a_search_asks_no_other_host_and_needs_nothing_that_the_policy_stops(
    page: Page, address: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/search/?q=queue&year=2021")
    assert titles(page) == ["The Other River"]
    page.get_by_role("searchbox").fill("长江")
    expect(page.locator("mark").first).to_have_text("长江")
    assert any("/pagefind/fragment/" in url for url in asked)
    assert [url for url in asked if not url.startswith(f"{address}/")] == []
    assert page.evaluate("() => stopped") == []
    assert [message.text for message in page.console_messages()] == []
    assert [str(error) for error in page.page_errors()] == []


def test_no_other_page_may_run_webassembly(page: Page, address: str) -> None:
    compiles = "() => WebAssembly.compile(new Uint8Array([0,97,115,109,1,0,0,0])).then(() => 1)"
    page.goto(f"{address}/search/")
    assert page.evaluate(compiles) == 1
    page.goto(f"{address}/2020/05/queue/")
    with pytest.raises(Exception, match="unsafe-eval"):
        page.evaluate(compiles)


def test_axe_finds_nothing_in_what_is_found(search: Search, page: Page) -> None:
    assert search("长江")
    page.get_by_text("How to search").click()
    page.evaluate(AXE)
    found = {look: violations(page) for look in looks(page)}
    assert found == {look: [] for look in found}


def test_what_is_found_fits_a_small_screen(search: Search, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    assert len(search("nobody", topic="")) == 2
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0


def test_every_run_of_han_in_what_is_found_says_its_language(search: Search, page: Page) -> None:
    assert len(search("桥")) == 3
    languages = page.locator(".results").evaluate(
        """results => {
          const walker = document.createTreeWalker(results, NodeFilter.SHOW_TEXT);
          const found = [];
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const lang = node.parentElement.closest("[lang]").lang;
            if (/\\p{Script=Han}/u.test(node.data)) found.push(lang);
          }
          return found;
        }"""
    )
    assert set(languages) == {"zh-Hans"}


def test_without_a_script_the_page_is_a_list_of_everything(chromium: Browser, address: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/search/")
        assert not page.get_by_role("searchbox").is_visible()
        assert not page.get_by_role("button").first.is_visible()
        for name in ("food", "transport", "Wen Qiao", "林桥", "2020", "2022"):
            page.goto(f"{address}/search/")
            page.locator("main").get_by_role("link", name=name, exact=True).click()
            expect(page.locator("h1")).to_have_text(name)


def test_where_there_is_no_index_the_lists_stand_in(
    page: Page, tmp_path: Path, theme: Path
) -> None:
    small = _site(tmp_path / "site", theme)
    small.build()
    small.remove("output/search/pagefind")
    with serving(small.root / "output") as origin:
        page.goto(f"{origin}/search/?q=queue")
        expect(page.get_by_role("status")).to_contain_text("not ready")
        expect(page.get_by_role("heading", name="Topics")).to_be_visible()
    assert [str(error) for error in page.page_errors()] == []
