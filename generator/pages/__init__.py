"""What is on the site: one planner a function, named in PLANNERS."""

from generator.pages.archive import archive_pages
from generator.pages.articles import (
    article_pages,
    page_of,
    standing_pages,
    tombstones,
    withdrawn_pages,
)
from generator.pages.feeds import corrections_feed, feed_pages
from generator.pages.fronts import corrections_pages, front_pages, not_found_pages
from generator.pages.groups import author_pages, series_pages, topic_pages
from generator.pages.hosting import host_files, past_redirects, redirect_rules, redirects
from generator.pages.media import asset_files, attachments, renditions, share_cards
from generator.pages.searches import search_pages
from generator.pages.sitemap import news_sitemap_pages, robots, sitemap_pages
from generator.plan import Planner

__all__ = ["PLANNERS", "article_pages", "feed_pages", "page_of"]

PLANNERS: tuple[Planner, ...] = (
    asset_files,
    renditions,
    attachments,
    article_pages,
    standing_pages,
    withdrawn_pages,
    redirects,
    redirect_rules,
    front_pages,
    archive_pages,
    topic_pages,
    author_pages,
    series_pages,
    corrections_pages,
    search_pages,
    not_found_pages,
    feed_pages,
    corrections_feed,
    sitemap_pages,
    news_sitemap_pages,
    robots,
    host_files,
    share_cards,
    # What yields comes after all that it may have to give way to.
    past_redirects,
    tombstones,
)
