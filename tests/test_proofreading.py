"""What is asked of a text, each with its place, and what comes near to it and is left alone."""

import pytest

from generator.errors import Problem
from tests.conftest import MakeSite
from tests.sites import SETTINGS, article

_ZH = {"lang": "zh-Hans"}
_QUOTED = "> A queue is a vote.\n"

_ASKED: dict[str, tuple[dict[str, str], str, list[tuple[str, int, int]]]] = {
    "a word twice": ({}, "She opened the the door.", [("WOW301", 5, 16)]),
    "over two lines": ({}, "She went to\nto the door.", [("WOW301", 6, 1)]),
    "a noun twice": ({}, "First.\n\nThe door door was shut.", [("WOW301", 7, 10)]),
    "two words twice": ({}, "In a a line of of ten.", [("WOW301", 5, 6), ("WOW301", 5, 16)]),
    "beside code": ({}, "In `of of` and and so.", [("WOW301", 5, 16)]),
    "a level left out": ({}, "## A\n\nText.\n\n#### B", [("WOW305", 9, 1)]),
    "a rule, then a level": ({}, "A\n===\n\n### B", [("WOW305", 8, 1)]),
    "levels in HTML": ({}, "<h2>A</h2>\n\n<h4>B</h4>", [("WOW305", 7, 1)]),
    "two levels": (
        {},
        "# A\n\n## B\n\n##### C\n\n# D\n\n### E",
        [("WOW305", 9, 1), ("WOW305", 13, 1)],
    ),
    "no source": ({}, f"They wrote.\n\n{_QUOTED}", [("WOW309", 7, 1)]),
    "a source below": ({}, f"{_QUOTED}\n— Wen", [("WOW309", 5, 1)]),
    "two quotations": ({}, f"{_QUOTED}> — Wen\n\nOr.\n\n{_QUOTED}", [("WOW309", 10, 1)]),
    "a comma": (_ZH, "下雨了,他没带伞。", [("WOW303", 5, 4)]),
    "a comma and a space": (_ZH, "下雨了, 他没带伞。", [("WOW303", 5, 4)]),
    "a line's end": (_ZH, "他说了三个字:\n\n没带伞.", [("WOW303", 5, 7), ("WOW303", 7, 4)]),
    "in English": ({}, "They wrote 下雨了,没带伞 on the door.", [("WOW303", 5, 15)]),
    "a bracket of two kinds": (_ZH, "伞（黑色)丢了。", [("WOW303", 5, 2)]),
    "quotation marks of two kinds": (
        _ZH,
        "「没带伞』，『她说」。",
        [("WOW303", 5, 1), ("WOW303", 5, 7)],
    ),
    "a title's marks": (_ZH, "《没带伞〉和〈没带伞》。", [("WOW303", 5, 1), ("WOW303", 5, 7)]),
    "the other way": (_ZH, "伞(黑色）丢了。", [("WOW303", 5, 2)]),
    "a space too few": (_ZH, "在 Ann 和 Ben 和 Cat 和Dan。", [("WOW304", 5, 20)]),
    "a space too many": (_ZH, "在Ann和Ben和 Cat。", [("WOW304", 5, 10)]),
}

_LEFT: dict[str, tuple[dict[str, str], str]] = {
    "grammar": ({}, "He had had soup, and that that was cold we knew."),
    "emphasis": ({}, "It was very very late, and a long long way."),
    "three times": ({}, "They knocked and knocked: door door door."),
    "a comma between": ({}, "The door, door and all, was gone. The end. End of it."),
    "a name": ({}, "The pianist Lang Lang played; so did Duran Duran."),
    "a phrase that is quoted": ({}, "What “door door” means, and \"shut shut\", is unknown."),
    "another language": ({"lang": "fr"}, "Nous nous sommes assis, vous vous levez."),
    "Chinese": (_ZH, "他看看天，想想伞，天天如此，慢慢慢慢地走。"),
    "code": ({}, "`the the`\n\n```\nof of\n```\n\n    in in code\n\n<!-- to to -->"),
    "addresses": ({}, "[x](https://a.example/the-the/the) <https://b.example/of> of [a]\n\n[a]: /"),
    "HTML": ({}, '<abbr title="the the">T</abbr> door'),
    "a quotation's words": ({}, "They wrote:\n\n> Open the the door.\n"),
    "a poem": ({}, "They wrote:\n\n> never never\n> never on Sunday\n> of of"),
    "two blocks": ({}, "- door\n- door\n\n| a | a |\n|---|---|\n| the | the |\n\nend\n\nend"),
    "levels in order": ({}, "## A\n\n### B\n\n#### C\n\n## D\n\n### E"),
    "levels upwards": ({}, "#### A\n\n## B\n\n### C"),
    "a level in code": ({}, "## A\n\n```\n#### B\n```\n\n### C\n\n<!-- \n##### D -->"),
    "a rule is no heading": ({}, "## A\n\nText.\n\n---\n\n### B"),
    "a source": ({}, f"{_QUOTED}> — @Wen, Weibo"),
    "a lead-in": ({}, f"As Wen has it:\n\n{_QUOTED}"),
    "a link": ({}, "> A queue is [a vote](https://a.example/).\n"),
    "Chinese punctuation": (_ZH, "下雨了，他（没带伞）说：“没有。”"),
    "English in Chinese": (_ZH, "他说 Hello, world. 这是 3.5 公里(km)，在 9:30。"),
    "English about Chinese": ({}, "They say 下雨了, and then 没带伞. So it is."),
    "marks within marks": (_ZH, "「他说：『没带伞』。」《〈伞〉集》"),
    "a list's brackets": (_ZH, "（1) 下雨 2) 没带伞）"),
    "Chinese as it was posted": (_ZH, "他写道：\n\n> 下雨了,他（没带伞)走了。"),
    "spaces everywhere": (_ZH, "穿T恤、唱卡拉OK，在 Ann 和 Ben 和 Cat 和 Dan 家。"),
    "spaces nowhere": (_ZH, "在Ann和Ben和Cat和Dan家。"),
    "no habit": (_ZH, "在Ann和 Ben 和Cat。"),
    "spaces about English": ({}, "The 微博 post and the 微信post."),
}  # fmt: skip


def _asked(site: MakeSite, text: str, keys: dict[str, str]) -> list[Problem]:
    settings = f"{SETTINGS}checks: {{WOW309: advise}}\n"
    # Every key is of one line: the text begins on the fifth, or a line later for each.
    small = site({"content/site.yaml": settings, "content/a.md": article("A", text, **keys)})
    return [each for each in small.build(advises=True).warnings if each.code != "WOW208"]


@pytest.mark.parametrize("case", _ASKED.values(), ids=_ASKED.keys())
def test_what_is_asked_has_its_place(
    site: MakeSite, case: tuple[dict[str, str], str, list[tuple[str, int, int]]]
) -> None:
    keys, text, expected = case
    found = _asked(site, text, keys)
    moved = [(each.code, each.line - len(keys), each.column) for each in found]
    assert moved == expected
    for each in found:
        assert each.is_advice
        assert each.mend
        assert each.excerpt[each.column - 1 :][: each.width].strip() or each.code == "WOW304"


@pytest.mark.parametrize("case", _LEFT.values(), ids=_LEFT.keys())
def test_what_comes_near_is_left_alone(site: MakeSite, case: tuple[dict[str, str], str]) -> None:
    keys, text = case
    assert _asked(site, text, keys) == []


def test_a_text_is_asked_of_only_so_much(site: MakeSite) -> None:
    assert len(_asked(site, "The the a a door.\n\n" * 50, {})) == 20
