"""Where words that only say more of somebody end: ``Ana Ruiz, 34, who was on her way home, | was killed``.

Knows brackets, commas and how such words begin; the people and their verb stand around them.
"""

from __future__ import annotations

from worker.text.document import Document, Sentence

_LONGEST = 30  # tokens of one aside
_MOST = 4
_LONGEST_NAME = 4
_CLOSING = {"(": ")", "[": "]", "-": "-", "–": "–", "—": "—", ",": ","}
_BEGINNINGS = frozenset(
    "who whose whom which where a an the his her their its one two three four five six several all both most mostly mainly largely none among aged from of in with on including"
    " also then himself herself themselves formerly".split()
)
_VERBS = frozenset(
    "was were is are has have had dead died dies lost perished drowned shot stabbed killed wounded injured hurt missing suffered sustained burned burnt suffocated".split()
)
_HARMED = frozenset("killed wounded injured hurt shot stabbed".split())
_LONGEST_CLAUSE = 18
_OF_A_BODY = frozenset("of from with".split())
_LONGEST_BODY = 9
_SUBJECTS = frozenset("that which who he she it they there to not had has have was were being be".split())
_WALLS = frozenset(';:"“”')


def skip_asides(document: Document, sentence: Sentence, at: int) -> int:
    """The first token after the asides that begin at token ``at``; ``at`` where there is none, or no verb follows."""
    after = at
    for _ in range(_MOST):
        end = (
            _end(document, sentence, after)
            or _end_of_clause(document, sentence, after)
            or _end_of_short_name(document, sentence, after)
        )
        if end is None:
            break
        after = end
    return after if after > at and after < sentence.last and document.keys[after] in _VERBS else at


def _end(document: Document, sentence: Sentence, at: int) -> int | None:
    keys = document.keys
    if at + 2 >= sentence.last or (closing := _CLOSING.get(keys[at])) is None:
        return None
    if keys[at] == "," and not _begins(document, at + 1):
        return None
    for end in range(at + 2, min(at + _LONGEST, sentence.last)):
        if keys[end] in _WALLS:
            return None
        if keys[end] == closing and _closes(document, sentence, end):
            return end if closing == "," and _begins(document, end + 1) else end + 1
    return None


def _end_of_clause(document: Document, sentence: Sentence, at: int) -> int | None:
    """``Two constables | who tried to shield the men | suffered``, ``three men | who had hidden in a house | were killed``."""
    keys = document.keys
    if at >= sentence.last or keys[at] != "who":
        return None
    for end in range(at + 3, min(at + _LONGEST_CLAUSE, sentence.last)):
        if keys[end] in _WALLS or keys[end] in (",", "and", "but"):
            return None
        if keys[end] in _VERBS and keys[end - 1] not in _SUBJECTS:
            return end
    return None


def _end_of_short_name(document: Document, sentence: Sentence, at: int) -> int | None:
    """``A trooper | of the Mountain Police Force (MPF) | was injured``: whose he is, with its short name in brackets."""
    keys = document.keys
    if at >= sentence.last or keys[at] not in _OF_A_BODY:
        return None
    for opening in range(at + 2, min(at + _LONGEST_BODY, sentence.last - 2)):
        if keys[opening] in _WALLS or keys[opening] == ",":
            return None
        if keys[opening] == "(":
            short = document.tokens[opening + 1].text
            return opening + 3 if keys[opening + 2] == ")" and short.isupper() else None
    return None


def _begins(document: Document, at: int) -> bool:
    key = document.keys[at]
    known = key in _BEGINNINGS or key.endswith("ing") or (key.isdigit() and len(key) < 3)
    return known or _is_title(document, at) or _is_name(document, at)


def _is_title(document: Document, at: int) -> bool:
    """``Abu Nur, commander of the eastern wing,``: a noun without an article, then "of" or "for"; not "killed in"."""
    noun = document.tokens[at].is_word and document.keys[at] not in _HARMED
    return noun and document.keys[at + 1 : at + 2] in (("of",), ("for",), ("at",), ("in",))


def _is_name(document: Document, at: int) -> bool:
    """``His son, | Rolando |, who was asleep, was killed``."""
    end = at
    stop = min(at + _LONGEST_NAME, len(document.tokens))
    while end < stop and document.tokens[end].is_capitalised:
        end += 1
    return end > at and document.keys[end : end + 1] == (",",)


def _closes(document: Document, sentence: Sentence, at: int) -> bool:
    """Whether the verb follows, or the next aside."""
    if at + 1 >= sentence.last:
        return False
    return document.keys[at] != "," or document.keys[at + 1] in _VERBS or _begins(document, at + 1)
