"""Tells what happened from what could, would, did not happen, by the words before a verb in its own clause."""

from __future__ import annotations

from worker.text.document import Document

_UNREAL = frozenset(
    "could would may might can cannot should will 'll 'd shall must if unless not never n't without whether neither nor threatened"
    " threatening threaten threatens denied deny fear fears avoid prevent prevented attempted failed couldn't wouldn't won't can't"
    " didn't wasn't weren't hasn't haven't hadn't isn't aren't don't doesn't shouldn't".split()
)
_DONE = frozenset("managed able continued went helped".split())  # before "to kill": it was done
_USED = frozenset(("used", "using"))  # "used explosives | to blow up": it was done
_WALLS = frozenset(';:()"“”')
_REACH = 5  # words before the first of what is told


def is_unreal(document: Document, low: int, first: int, verb: int, skip: tuple[int, int] = (0, 0)) -> bool:
    """Whether the verb at token ``verb`` stands under "could", "if", "not", "to".

    Args:
        document: The document.
        low: The first token of the sentence.
        first: Where the clause's known part begins, its subject or the verb itself.
        verb: The verb's first token.
        skip: Tokens that are read already, such as a number that says "not a single".
    """
    tokens = document.tokens
    if verb > low and tokens[verb - 1].lower == "to":
        if verb - 2 >= low and tokens[verb - 2].lower in _DONE:
            return False
        return all(tokens[at].lower not in _USED for at in range(max(low, verb - 1 - _REACH), verb - 1))
    for at in range(verb - 1, max(low, min(first, verb) - _REACH) - 1, -1):
        lower = tokens[at].lower
        if lower in _WALLS or (at < first and lower in (",", "and", "but", "that")):
            return False
        if lower == "without" and not tokens[at + 1].lower.endswith("ing"):
            continue  # "who rode on the wagons | without tickets | perished"
        if lower in _UNREAL and not skip[0] <= at < skip[1]:
            return True
    return False
