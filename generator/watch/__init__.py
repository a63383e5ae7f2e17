"""What changes in a site's folders: events are hints, a look at every stat is the truth."""

from generator.watch.lookout import Lookout
from generator.watch.update import Update
from generator.watch.watching import Watch

__all__ = ["Lookout", "Update", "Watch"]
