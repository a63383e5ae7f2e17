"""What earlier readings gave (`material.Memory`), kept by the preview while it runs."""

from collections.abc import Mapping

from generator.cache import Cache


class Memory:
    """Pictures, templates and settings as they were read."""

    def __init__(self) -> None:
        self._pictures: Mapping[bytes, bytes] = {}
        self._outlines: Mapping[bytes, bytes] = {}
        self._settings: Mapping[bytes, bytes] = {}

    def take(self, cache: Cache) -> None:
        """Begin with what builds have kept."""
        self._pictures, self._outlines = cache.pictures(), cache.outlines()
        self._settings = cache.settings()

    def pictures(self) -> Mapping[bytes, bytes]:
        """Measured pictures by the key of their measuring."""
        return self._pictures

    def keep_pictures(self, kept: Mapping[bytes, bytes]) -> None:
        """Keep these measurings and forget all others."""
        self._pictures = kept

    def outlines(self) -> Mapping[bytes, bytes]:
        """Outlines of templates by the key of their parsing."""
        return self._outlines

    def keep_outlines(self, kept: Mapping[bytes, bytes]) -> None:
        """Keep these outlines and forget all others."""
        self._outlines = kept

    def settings(self) -> Mapping[bytes, bytes]:
        """Settings of the site by the key of their reading."""
        return self._settings

    def keep_settings(self, kept: Mapping[bytes, bytes]) -> None:
        """Keep these settings and forget all others."""
        self._settings = kept
