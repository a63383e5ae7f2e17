"""Whether a build takes away more articles than an editor takes away on purpose."""

from collections.abc import Iterable, Iterator

from generator.errors import Refused
from generator.plan import Plan, is_of_list, output_path
from generator.site import Site

FEW = 20  # articles that may go at once, if some are left
SHARE = 10  # and more, as long as they are no more than one in so many


def refuse_removals(site: Site, plan: Plan, before: Iterable[str], allowed: int) -> None:
    """See that no more than allowed articles go where many do; before: the paths in output/ now.

    Raises Refused: content/ may be emptied, unmounted, or another's.
    """
    stood = [path for path in before if _is_of_article(path)]
    lost = len(site.past.lost) + sum(1 for _ in _vanished(site, plan, stood))
    were = max(len(site.past.known), len(stood), lost)
    are_many = lost > FEW and lost * SHARE > were
    if lost > allowed and (are_many or not site.articles):
        raise Refused(
            f"This build would take away {lost} of {were} articles that readers can see: "
            "their files are no more in content/.\n"
            "  If content/ is not as it should be, mend that and build again.\n"
            f"  If they are to go: wow build --allow-removals {lost}\n"
            "Nothing was written."
        )


def _is_of_article(path: str) -> bool:
    """Whether a path in output/ may be that of an article or of a standing page."""
    return path.endswith("/index.html") and not is_of_list(path)


def _vanished(site: Site, plan: Plan, stood: Iterable[str]) -> Iterator[str]:
    """Paths where nothing will stand, and no article's file says that it is held back."""
    missing = [path for path in stood if path not in plan]
    if missing:
        held = {output_path(address) for address in site.withheld}
        yield from (path for path in missing if path.lower() not in held)
