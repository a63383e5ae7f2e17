"""The keys of front matter: what each is called, and what else it may be called."""

ALIASES: dict[str, tuple[str, ...]] = {
    "title": ("headline",),
    "standfirst": ("summary", "excerpt", "deck", "subtitle"),
    "description": (),
    "date": ("pubDate", "publishDate"),
    "embargo": (),
    "expires": ("expiryDate",),
    "updated": ("lastmod", "modified"),
    "draft": ("status", "published"),
    "authors": ("author", "byline"),
    "topics": ("tags", "categories", "category", "keywords"),
    "series": (),
    "kicker": ("column", "section"),
    "slug": (),
    "url": ("permalink", "path"),
    "aliases": ("redirect_from",),
    "image": ("cover", "hero", "feature_image"),
    "featured": ("lead",),
    "corrections": (),
    "withdrawn": ("retracted",),
    "sponsor": (),
    "sources": (),
    "lang": (),
    "extra": ("params",),
}

NAMES: dict[str, str] = {
    written.casefold(): key for key, aliases in ALIASES.items() for written in (key, *aliases)
}
"""What may be written, in lower case, and the key that it means."""
