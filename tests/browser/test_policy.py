"""Every page runs under its policy: by a host's headers, and by itself where there are none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import TELL_STOPPED, serving
from tests.browser.rich import KINDS
from tests.conftest import MakeSite
from tests.sites import article, png

_DESIGNED = """\
{% extends "theme/base.html" %}
{% block colophon %}
{{ super() }}
<style>
  h1 { color: rgb(1, 2, 3) }
</style>
<script>
  document.documentElement.dataset.ran = "inline";
</script>
{% endblock %}
"""
_CARELESS = """\
{% extends "theme/pages/article.html" %}
{% block head %}{{ super() }}{{ page.title|safe }}{% endblock %}
"""
_RAN = "() => document.documentElement.dataset.ran"


@pytest.fixture(scope="module", params=[True, False], ids=["by headers", "by itself"])
def told(request: pytest.FixtureRequest, chromium: Browser, folder: Path) -> Iterator[Page]:
    """A tab of the site of every kind of page that notes what a policy stops."""
    with (
        serving(folder, reads_headers=request.param) as origin,
        chromium.new_context(base_url=origin) as context,
    ):
        context.add_init_script(TELL_STOPPED)
        yield context.new_page()


@pytest.mark.parametrize("base", ["", "column/"], ids=["at the root", "under a path"])
@pytest.mark.parametrize("path", [*KINDS.values(), "feed.xml", "feed.json"])
def test_a_page_needs_nothing_that_its_policy_stops(told: Page, base: str, path: str) -> None:
    told.goto(f"/{base}{path}")
    assert told.evaluate("() => new Promise(requestAnimationFrame).then(() => stopped)") == []


def test_what_a_policy_stops_would_be_seen(told: Page) -> None:
    told.goto("/")
    told.evaluate(
        """() => {
          document.body.setAttribute("onclick", "1");
          const script = document.createElement("script");
          script.textContent = "document.title = 'ran'";
          document.head.append(script);
          const frame = document.createElement("iframe");
          frame.src = "https://elsewhere.example/";
          document.body.append(frame);
          // Where a header says the policy too, each is told twice.
          const kinds = () => new Set(stopped.map((each) => each.split(" ")[0]));
          return new Promise((done) =>
            addEventListener("securitypolicyviolation", () => kinds().size === 3 && done()));
        }"""
    )
    stopped = {each.split()[0] for each in told.evaluate("() => stopped")}
    assert stopped == {"script-src-attr", "script-src-elem", "frame-src"}
    assert told.title() != "ran"


@pytest.mark.parametrize("reads_headers", [True, False], ids=["by headers", "without"])
def test_another_site_frames_no_page_where_the_host_sends_headers(
    chromium: Browser, folder: Path, tmp_path: Path, reads_headers: bool
) -> None:
    with serving(folder, reads_headers=reads_headers) as origin, serving(tmp_path) as other:
        (tmp_path / "index.html").write_text(f"<iframe src='{origin}/about/'></iframe>")
        page = chromium.new_page()
        page.goto(other)
        framed = page.frames[1].url == f"{origin}/about/"
        page.close()
    assert framed is not reads_headers


def test_a_designers_own_scripts_and_styles_run(chromium: Browser, site: MakeSite) -> None:
    small = site({"content/a.md": article("A"), "templates/base.html": _DESIGNED})
    small.build()
    with serving(small.root / "output") as origin:
        page = chromium.new_page()
        for path in ("", "2026/05/a/", "archive/"):
            page.goto(f"{origin}/{path}")
            assert page.evaluate(_RAN) == "inline"
            heading = page.locator("h1").first
            colour = heading.evaluate("each => getComputedStyle(each).color")
            assert colour == "rgb(1, 2, 3)"
        page.close()


@pytest.mark.parametrize("bypass", [False, True], ids=["with its policy", "without"])
def test_what_a_careless_template_lets_in_does_not_run(
    chromium: Browser, site: MakeSite, bypass: bool
) -> None:
    let_in = "'<script>document.documentElement.dataset.ran = 1</script>'"
    small = site({"content/a.md": article(let_in), "templates/pages/article.html": _CARELESS})
    small.build()
    with serving(small.root / "output", reads_headers=False) as origin:
        page = chromium.new_page(bypass_csp=bypass)
        page.goto(f"{origin}/2026/05/a/")
        assert page.evaluate(_RAN) == ("1" if bypass else None)
        page.close()


@pytest.mark.parametrize(
    ("written", "shown"),
    [("left", "0% 50%"), ("top", "50% 0%"), ("bottom right", "100% 100%"), ("31% 60%", "30% 60%")],
)
def test_a_picture_keeps_its_focus_in_view_without_a_style_of_its_own(
    chromium: Browser, site: MakeSite, written: str, shown: str
) -> None:
    image = f"{{src: a.png, alt: A, credit: B, focus: {written}}}"
    small = site({"content/a.md": article("A", image=image), "content/a.png": png("red")})
    small.build()
    with serving(small.root / "output") as origin:
        page = chromium.new_page()
        for path in ("", "2026/05/a/"):
            page.goto(f"{origin}/{path}")
            assert (
                page.locator(".photo").evaluate("e => getComputedStyle(e).objectPosition") == shown
            )
        page.close()
