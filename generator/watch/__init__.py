"""What changes in a site's folders: events are hints, a look at every stat is the truth."""

from generator.watch.update import Update
from generator.watch.watching import Watch

__all__ = ["Update", "Watch"]
