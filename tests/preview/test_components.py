"""The theme's components with their examples, as a designer sees them in the preview."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.errors import SiteError
from tests.conftest import MakeSite
from tests.preview.engines import Live, live
from tests.sites import PROJECT, article

FILES: dict[str, str | bytes] = {"content/queue.md": article("The Queue", date="2026-05-01")}
COMPONENTS = sorted(path.stem for path in (PROJECT / "templates/components").iterdir())


def seen(running: Live) -> list[str]:
    """The components that the page shows by themselves."""
    page = running.engine.components()
    assert page
    return list(dict.fromkeys(re.findall(r'src="([a-z-]+)\?theme', page.decode())))


def test_every_component_is_told_and_nearly_every_one_shown(site: MakeSite) -> None:
    with live(site(FILES)) as running:
        page = LexborHTMLParser((running.engine.components() or b"").decode())
        assert [node.id for node in page.css(".component")] == COMPONENTS
        hidden = set(COMPONENTS) - set(seen(running))
        assert hidden == {"entry-html", "feed-links", "feed-note"}


def test_an_example_is_shown_in_the_theme_that_is_asked_for(site: MakeSite) -> None:
    with live(site(FILES)) as running:
        for key in seen(running):
            for theme in ("light", "dark"):
                frame = running.engine.component(key, theme)
                page = LexborHTMLParser((frame or b"").decode())
                assert page.css_first(f'html[data-theme="{theme}"]'), key
                (main,) = page.css("main")
                assert main.text(strip=True) or main.css("svg, img"), key
        assert running.engine.component("nothing", "light") is None
        assert running.engine.component("card", "pink") is None


def test_a_component_that_a_designer_changes_is_shown_as_it_is_then(site: MakeSite) -> None:
    with live(site(FILES)) as running:
        own = "{# moment(when, site): a day\n   {{ moment(page.lead.date, page.site) }} #}\n"
        macro = "{% macro moment(when, site) %}<b>Day {{ when.day }}</b>{% endmacro %}"
        before = seen(running)
        running.write({"templates/components/moment.html": own + macro})
        assert seen(running) == before
        assert b"<b>Day 12 November 2026</b>" in (
            running.engine.component("moment", "light") or b""
        )


def test_an_example_that_fails_says_where(site: MakeSite) -> None:
    with live(site(FILES)) as running:
        own = "{# mark(): a sign\n   {{ mark() }} #}\n{% macro mark() %}{{ 1 / 0 }}{% endmacro %}"
        running.write({"templates/components/mark.html": own})
        with pytest.raises(SiteError, match=r"templates/components/mark\.html:3"):
            running.engine.component("mark", "light")
