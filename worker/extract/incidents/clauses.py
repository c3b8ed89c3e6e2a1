"""Where clauses end: the walls of every scope.  Knows words and punctuation, no meaning.

A clause ends at ; : ( ) dashes and closing quotes, at a conjunction that begins a new statement ("but", "while", "after"),
and at a comma before "and", "who", "which".  It is a small grammar of edges, not a parse.
"""

from __future__ import annotations

from worker.text.document import Document, Sentence

_WALLS = frozenset(";:()[]—–")
_QUOTES = frozenset('"“”«»')
_STARTERS = frozenset(
    "but while whereas although though because after before when since unless until following amid despite whereupon".split()
)
_RELATIVES = frozenset("that who which whom where".split())
_NOT_BEFORE_THAT = frozenset("in of on at to for with by after before than from about".split())  # "after that attack"
_INTERRUPTING = frozenset("who which whose where".split())
_FINITE = frozenset("was were is are has have had will would".split())
_WAS = frozenset("was were".split())
_NO_NOUNS = frozenset("he she they it i we you and or but that there which who what not".split())
_OPENING = 4
OPENERS = _STARTERS | {"as"}
"""Words with which a sentence opens that tells of something else first: "As the city marked the day, a bomb exploded"."""
_NO_WHILE = frozenset((word,) for word in "a an of for part well many much usual expected if long soon in to".split())
_ADJUNCT, _MOST_TO_VERB = 4, 10  # tokens of "near the town of Goma", from "and" to "shot"
_ADJUNCTIVE = frozenset("in on at near outside of".split())
_NO_DEED_BEHIND = frozenset(", and who that which whose to".split())
_DID = frozenset(
    "was were shot hit struck left set blew fell died broke took had has have led lost held beat burnt cut hurt sank".split()
)
NEW_SUBJECTS = frozenset(
    "a an one two three four five six seven eight nine ten several dozens another police gunmen militants rebels soldiers at".split()
)
"""Words with which a clause tells of somebody or something for the first time: after a comma the main clause begins."""
_AFTER_COMMA = frozenset(
    "and or who whom which where whose with as so said says adding he she they it according leaving".split()
)
_OPENING_WORDS = _STARTERS | _RELATIVES | {"and"}
_CLOSING_MARKS = _WALLS | _QUOTES | {","}


def split_clauses(document: Document) -> tuple[int, ...]:
    """For each token the number of its clause; clauses never cross a sentence, and go on behind a relative one."""
    keys, before = document.keys, document.keys_before
    numbers: list[int] = []
    clause = 0
    for sentence in document.sentences:
        main = _main_after_opening(document, sentence)
        outer, here = -1, clause  # the clause that a relative one interrupts, and the present one
        bare = finite = False  # whether that stands without commas, and has had its verb
        for at in range(sentence.first, sentence.last):
            edge = keys[at] in _OPENING_WORDS or before[at] in _CLOSING_MARKS  # most words stand at none
            if outer >= 0 and before[at] == "," and keys[at] in _FINITE:
                outer, here = -1, outer  # "the mayor, who was born in 1950, | was shot"
            elif outer >= 0 and bare and keys[at] in _WAS:
                if finite and keys[at - 1] not in _NO_NOUNS:
                    outer, here = -1, outer  # "a man who was on trial in Lyon | was shot"
                finite = True
            elif at > sentence.first and (at == main or (edge and _begins(document, at, sentence.last))):
                bare = keys[at] == "who" and before[at] != ","
                finite = bare and _is_deed(document, min(at + 1, sentence.last - 1))
                outer = here if bare or (keys[at] in _INTERRUPTING and before[at] == ",") else -1
                clause += 1
                here = clause
            numbers.append(here)
        clause += 1
    return tuple(numbers)


def _main_after_opening(document: Document, sentence: Sentence) -> int:
    """Where the main clause begins after "When the bomb exploded, …"; -1 where the sentence opens with none such."""
    keys = document.keys
    opening = keys[sentence.first : min(sentence.first + _OPENING, sentence.last)]
    while_it = opening[:1] == ("as",) and opening[1:2] not in _NO_WHILE and "result" not in opening
    if not while_it and _STARTERS.isdisjoint(opening):
        return -1
    for at in range(sentence.first + _OPENING, sentence.last - 1):
        if keys[at] == "," and keys[at + 1] in (NEW_SUBJECTS | {"the"}):
            return at + 1
    return -1


def _begins(document: Document, at: int, last: int) -> bool:
    tokens = document.tokens
    word, before = tokens[at].lower, tokens[at - 1].lower
    if before in _WALLS:
        return not _is_by_initials(document, at)
    if before in _QUOTES and before != '"':
        return True
    if word in _STARTERS:
        return True
    if word in _RELATIVES and before not in _NOT_BEFORE_THAT:
        return True
    if before == ",":
        return word in _AFTER_COMMA or tokens[at].text[0] in '“"'
    # "… and the Kremlin ordered", "… and that"
    return (
        word == "and"
        and at + 1 < last
        and (
            tokens[at + 1].lower in ("that", "he", "she", "they", "it", "was", "were", "then")
            or tells_more(document, at, last)
        )
    )


def _is_by_initials(document: Document, at: int) -> bool:
    """Whether a bracket before ``at`` holds but initials: "killed nine Liberation Army | (LA) | rebels"."""
    keys = document.keys
    return (keys[at - 1] in "([" and keys[at + 1 : at + 2] in ((")",), ("]",))) or (
        keys[at - 1] in ")]" and at > 2 and keys[at - 3] in "(["
    )


def _is_deed(document: Document, at: int) -> bool:
    return document.keys[at] in _DID or (document.keys[at].endswith("ed") and document.tokens[at].text.islower())


def tells_more(document: Document, at: int, last: int) -> bool:
    """Whether "and" at ``at`` begins another statement: behind where or when, with somebody new who did or suffered something.

    "Shells killed two in Goma on Sunday | and rebels shot dead four farmers"; not "in Goma and Bukavu", "on Sunday and hurt two".
    """
    tokens, keys = document.tokens, document.keys
    adjunct = (
        at > _ADJUNCT and tokens[at - 1].is_capitalised and not _ADJUNCTIVE.isdisjoint(keys[at - _ADJUNCT : at - 1])
    )
    if not adjunct or at + 2 >= last:
        return False
    who = keys[at + 1]
    somebody = who in NEW_SUBJECTS or who == "the" or who.isdigit() or (who.islower() and who.endswith("s"))
    if not somebody:
        return who.islower() and _is_deed(document, at + 2)  # "and | shelling killed"
    for verb in range(at + 2, min(last, at + _MOST_TO_VERB)):
        if _is_deed(document, verb):
            return True
        if keys[verb] in _NO_DEED_BEHIND:
            return False
    return False
