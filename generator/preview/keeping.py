"""What builds have kept, for a preview: it waits for them, and does without where it must."""

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.cache import Cache, Damaged, clear, open_cache
from generator.errors import Locked

_PATIENCE = 0.2  # seconds between tries while a build holds the cache
_UNKEPT = "{}: {}. The preview goes on; its next start reads every file anew."


def through_cache(root: Path, step: Callable[[Cache], None], say: Callable[[str], None]) -> None:
    """Take a step with a site's cache; where that cannot be written, say so and use none."""
    is_taken = False
    while not is_taken:
        try:
            is_taken = _takes(root, step)
        except Locked:
            time.sleep(_PATIENCE)
        except OSError as error:
            say(_UNKEPT.format(error.filename or root, error.strerror or error))
            with TemporaryDirectory() as folder, open_cache(Path(folder)) as cache:
                step(cache)
            is_taken = True


def _takes(root: Path, step: Callable[[Cache], None]) -> bool:
    """Try a step with the cache; False where that was damaged, and is empty now."""
    try:
        with open_cache(root) as cache:
            step(cache)
    except Damaged:
        clear(root)
        return False
    return True
