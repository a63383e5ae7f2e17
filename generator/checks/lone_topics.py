"""Topics that one article alone has, and that look like a slip for another."""

import re
from collections import defaultdict
from collections.abc import Iterator

from generator.errors import Problem
from generator.plan import Plan
from generator.site import Site, texts

_SHORTEST = 7  # letters; below that many a word is one letter away from another: policy, police
_SHORTEST_PLURAL = 4


def lone_topics(site: Site, plan: Plan) -> Iterator[Problem]:
    """Ask of a topic that is used once and nearly reads as one that is used more.

    Where site.yaml names topics, one that it lacks is told anyway.
    """
    if site.config.topics:
        return
    uses: defaultdict[str, list[str]] = defaultdict(list)
    for article in texts(site):
        for topic in article.topics:
            uses[topic].append(article.source)
    near = {
        form: topic for topic, users in uses.items() if len(users) > 1 for form in _forms(topic)
    }
    for topic, users in uses.items():
        meant = next((near[form] for form in _forms(topic) if form in near), "")
        if len(users) == 1 and meant and _letters(meant) != _letters(topic):
            article = site.addresses[users[0]]
            yield Problem(
                path=article.source,
                line=article.lines.get("topics", 0),
                column=1,
                width=len("topics"),
                what=f'no other article has the topic "{topic}"',
                mend=f'Did you mean "{meant}"?',
                code="WOW308",
                is_warning=True,
            )


def _forms(topic: str) -> Iterator[str]:
    """What two topics have in common that differ in one letter, or as one and many."""
    letters = _letters(topic)
    if any(map(str.isdigit, letters)):
        return
    if len(letters) >= _SHORTEST_PLURAL:
        yield letters.removesuffix("s")
        yield letters
    if len(letters) >= _SHORTEST:
        yield from (letters[:at] + letters[at + 1 :] for at in range(len(letters)))


def _letters(topic: str) -> str:
    return re.sub(r"[\s_-]+", "", topic).casefold()
