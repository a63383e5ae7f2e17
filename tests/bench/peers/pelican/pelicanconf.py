"""Settings of the bench's site for Pelican: the same pages at the same addresses."""

SITENAME = "The Bench Column"
SITEURL = "https://bench.example"
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "en"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
STATIC_PATHS: list[str] = []
THEME_STATIC_DIR = "."
DEFAULT_PAGINATION = 20

ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = f"{ARTICLE_URL}index.html"
TAG_URL, TAG_SAVE_AS = "topics/{slug}/", "topics/{slug}/index.html"
TAGS_URL, TAGS_SAVE_AS = "topics/", "topics/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS = "authors/{slug}/", "authors/{slug}/index.html"
AUTHORS_URL, AUTHORS_SAVE_AS = "authors/", "authors/index.html"
YEAR_ARCHIVE_URL = "archive/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = f"{YEAR_ARCHIVE_URL}index.html"
ARCHIVES_URL, ARCHIVES_SAVE_AS = "archive/", "archive/index.html"
CATEGORY_SAVE_AS = CATEGORIES_SAVE_AS = ""
PAGINATION_PATTERNS = [
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]
DIRECT_TEMPLATES = ["index", "archives", "tags", "authors", "sitemap", "404", "robots"]
PAGINATED_TEMPLATES = {"archives": None, "tag": None, "author": None}
SITEMAP_SAVE_AS, ROBOTS_SAVE_AS = "sitemap.xml", "robots.txt"

FEED_ALL_ATOM, FEED_MAX_ITEMS = "feed.xml", 20
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

MARKDOWN = {"extension_configs": {"markdown.extensions.extra": {}}, "output_format": "html5"}
NAVIGATION = [("Archive", "/archive/"), ("Topics", "/topics/"), ("Authors", "/authors/")]
TAGLINE = "A column for benches"
DESCRIPTION = "Columns about what happens on landings."
COPYRIGHT = "© 2014–2026 The Bench Column. All rights reserved."
