"""What the words around a trigger say of its identity: told before, another one, several, by the same hands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from worker.extract.findings import UNCOUNTED
from worker.text.document import Document

_DEFINITE = frozenset("both the this that these those its their his her such".split())
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_A = frozenset(("a", "an"))
_QUOTES = frozenset("\"“”‘’'-")
_SAID_OF = frozenset("it as it's called".split())
_IT = frozenset(("it", "this", "that"))
_SEPARATE = frozenset("another second third fourth separate other additional further elsewhere".split())
_NOT_NOUN = frozenset("killed struck hit shot said was were".split())
_WE = (("we",),)
_HIM = (("him",), ("her",), ("them",))
_TOWARDS = frozenset("on at into upon".split())
_HAD = frozenset("had has have was were".split())
_HIT = frozenset(("hit", "struck"))
_OWN = frozenset("their his her".split())
_CROWDS = frozenset("rally march protest demonstration".split())
_BREAKS = frozenset(
    "a an of in and by on behind for to from with after against at before into over under between among during without about who"
    " that which as or but".split()
)
_SUMMED = frozenset(
    "attacks bombings strikes airstrikes blasts explosions raids shootings stabbings ambushes kidnappings abductions robberies killings"
    " murders assaults crashes accidents fires wildfires clashes protests rallies riots avalanches landslides gunfights firefights shootouts"
    " skirmishes encounters collisions burglaries hijackings assassinations stampedes derailments gunbattles battles fights incidents blazes".split()
)
_NUMBERS = {
    word: number for number, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)
}
_ALSO = tuple((word,) for word in ("on", "in", "yesterday", "overnight", "late", "early", *sorted(_WEEKDAYS)))
_ALL_OVER = (("across",), ("throughout",))
_ENDS_NUMBER = frozenset("in by during after at from on".split())
_DEADLY = frozenset("killed dead died".split())
_WITHIN = frozenset("within in".split())
_SPANS = frozenset("days hours".split())
_TO_DAYS = 9  # words from "killed" to "within two days"
_COUNTERS = (
    _NUMBERS
    | {"twin": 2}
    | dict.fromkeys("several dozens series wave string spate handful separate".split(), UNCOUNTED)
)
_AT = (("at",), ("in",), ("on",), ("against",))
_SITES = tuple(
    (word,)
    for word in "villages towns cities districts provinces regions areas suburbs neighbourhoods neighborhoods factories plants churches mosques temples markets schools hotels"
    " hospitals checkpoints bases posts camps mines prisons stations banks shops buildings".split()
)
_MOST_DIGITS = 2  # of a number of incidents that an article tells one by one
_APART = frozenset("another separate second third different other unrelated similar further".split())
_HAPPENINGS = frozenset(
    "incident attack case assault shooting stabbing raid crash accident bombing strike clash blast explosion episode ambush robbery"
    " killing murder development developments violence incidents attacks bombings shootings strikes clashes raids".split()
)
_WAYS = tuple((word,) for word in "north south east west afield away inland along down up".split())
_OPENING = 5
_SAME = 12  # words of "In a raid on a camp at Drodro | the same | night"
_PARTS = frozenset(
    "part parts area areas district districts province provinces town towns city cities village villages region regions neighbourhood"
    " neighbourhoods neighborhood neighborhoods suburb state states locality localities place places spot spots site sites location locations".split()
)
_HANDS = frozenset(
    "attackers attacker assailants assailant gunmen gunman raiders bomber bombers kidnappers abductors captors intruders robbers shooter"
    " perpetrators perpetrator".split()
)
_LISTING = frozenset((",", "and"))
_AS = frozenset("as before when while".split())
_LEAVING = 8  # words from a deed to "as the attackers left"
_ONE = frozenset(("he", "she"))
_THEY = (("the",), ("all",), ("both",))
_HE = (("he",), ("she",))
_DIED = frozenset(("died", "dies", "succumbed"))  # "Troops shot her; she | died | on Friday"
_LIGHT = frozenset("carried carry carries carrying conducted staged launched mounted perpetrated executed".split())
_POINTING = frozenset(("the", "this", "that"))
_FOLLOWING = frozenset(("aftershock", "aftershocks"))
_DEVELOPMENTS = frozenset(
    ("in", article, kind, noun)
    for article, kind in (("a", "related"), ("a", "similar"), ("a", "separate"), ("yet", "another"))
    for noun in ("development", "incident", "attack")
)
_LAID = frozenset((verb, "the") for verb in "planted laid placed detonated triggered left".split())
_DEVICES = frozenset("device devices bomb bombs explosives".split())
_MOST_MODIFIERS = 4


def determined(first: int, last: int, document: Document) -> tuple[bool, bool]:
    """Whether a noun phrase points back ("the two blasts"), and whether it says that it is another one."""
    tokens = document.tokens
    head = tokens[last - 1].lower
    if _names_what_was_told(first, last, document):
        return True, False
    if _is_verb(tokens[first].lower, head) or _tells_a_deed(document, first, last):
        return False, False
    low = max(document.sentence_of(first).first, first - _MOST_MODIFIERS)
    separate, several = False, head in _SUMMED
    for at in range(first, low - 1, -1):
        word = tokens[at].lower
        separate = (
            separate
            or (word in _SEPARATE and not (several and word == "separate"))  # "in two separate attacks"
            or (word == "rival" and not _CROWDS.isdisjoint(document.keys[at + 1 : at + 2]))
        )
        if (word in _DEFINITE or word in _A) and at > low and _is_said_of(at, document):
            return True, False
        if word in _DEFINITE:
            return not separate, separate
        if word == "'s" and at > low and tokens[at - 1].lower in _WEEKDAYS:
            return not separate, separate  # "Thursday's assault"
        if word == "." and tokens[at + 1].text.isdigit():
            continue  # "the magnitude-7.5 quake"
        if at < first and word not in _QUOTES and (not (tokens[at].is_word or word[-1].isdigit()) or word in _BREAKS):
            break
    return False, separate


def _names_what_was_told(first: int, last: int, document: Document) -> bool:
    """``It said that it had | carried out the attack``, "… | planted the device"; aftershocks, of the quake that was told of."""
    keys, head = document.keys, document.keys[last - 1]
    if keys[first - 1 : first] in _WE and keys[last : last + 1] in _HIM:
        return True  # "'We | executed | him,' says the note"
    if head in _FOLLOWING:
        return last == first + 1 and keys[first - 1] not in _A
    if keys[first] in _LIGHT and last - first > 1 and keys[last - 2] in _POINTING:
        return True
    return keys[first : first + 2] in _LAID and head in _DEVICES


def _is_verb(first: str, head: str) -> bool:
    """``their car | hit a landmine``, ``a team in another van | opened fire on``: no noun, whatever stands before it."""
    verb = head in _NOT_NOUN or head.endswith("ed") or first in _NOT_NOUN
    return verb or (head in _TOWARDS and first.endswith("ed"))


def _tells_a_deed(document: Document, first: int, last: int) -> bool:
    """``The | army had bombed a camp``, ``their | vehicle hit a bomb``, "the Forces | shelled the camp"; not "their | bodies were found"."""
    if document.tokens[first].lower.endswith("ed") and last > first + 1 and _is_object(document, first + 1):
        return True
    inside = document.keys[first + 1 : last - 1]
    if not _HIT.isdisjoint(inside):
        return True
    return not _HAD.isdisjoint(inside) and _OWN.isdisjoint(document.keys[max(0, first - 2) : first])


def _is_object(document: Document, at: int) -> bool:
    token = document.tokens[at]
    return token.is_capitalised or token.lower in _DEFINITE or token.lower in _A


def _is_said_of(article: int, document: Document) -> bool:
    """Whether a noun only says what something told before was: "called it | an attack", "treated as | a murder", "it's | the second attack"."""
    keys = document.keys
    if keys[article - 1] in ("is", "was", "'s"):
        return document.keys_before[article - 1] in _IT
    return keys[article - 1] in _SAID_OF


def opens_apart(at: int, document: Document) -> bool:
    """``In a separate incident, a teacher was stabbed``; "Elsewhere, …"."""
    first = document.sentence_of(at).first
    words = document.keys[first : min(at, first + _OPENING)]
    if _is_in_another_part(at, document) or "unrelated" in document.keys[first : document.sentence_of(at).last]:
        return True
    if (
        words[:1] in (("elsewhere",), ("separately",))
        or words[:4] in _DEVELOPMENTS
        or (words[:1] in (("further",), ("farther",)) and words[1:2] in _WAYS)
    ):
        return True
    wider = document.keys[first : min(document.sentence_of(at).last, first + _SAME)]
    if words[:1] in (("in",), ("at",), ("near",)) and ("the", "same") in pairwise(wider):
        return True  # "In Quetta the same evening, gunmen …"
    if words[:3] == ("on", "the", "same") and "elsewhere" in wider:
        return True  # "On the same day, elsewhere in the district, …"
    if words[:1] == ("also",) and words[1:2] in _ALSO:
        return True  # "Also on Monday, a man …"
    return words[:1] == ("in",) and not _APART.isdisjoint(words) and not _HAPPENINGS.isdisjoint(words)


def _is_in_another_part(at: int, document: Document) -> bool:
    """``Four bombs | in other parts of Baghdad killed six``, "in another village gunmen …"."""
    keys, sentence = document.keys, document.sentence_of(at)
    for number in range(max(sentence.first, at - _OPENING), min(at + _OPENING, sentence.last - 2)):
        if keys[number] in ("in", "at") and keys[number + 1] in ("another", "other") and keys[number + 2] in _PARTS:
            return True
    return False


def by_same_hands(first: int, document: Document) -> bool:
    """Whether those who were told of before do it: "The attackers, armed with rifles, exchanged fire", "All seven attackers died"."""
    begin = document.sentence_of(first).first
    if "they" in document.keys[max(begin, first - 1) : first + 1]:
        return True  # "They burned the market"
    if document.keys[begin] in _ONE and document.keys[first] == "was":
        return True  # "He ran at an officer with the axe and | was shot"
    opening = document.keys[begin : min(first + 1, begin + 3)]
    if opening[:1] in _THEY and not _HANDS.isdisjoint(opening):
        return True
    if document.keys[first - 1 : first] in _HE and document.keys[first] in _DIED:
        return True
    behind = document.keys[first : min(document.sentence_of(first).last, first + _LEAVING)]
    return any(  # "Shops were | looted | as the attackers pulled back"
        when in _AS and article == "the" and noun in _HANDS
        for when, article, noun in zip(behind, behind[1:], behind[2:], strict=False)
    )


def counts_several(first: int, last: int, document: Document) -> int:
    """``Four attacks``, ``a wave of bombings``: a summary of so many; 0 for one."""
    keys, low = document.keys, document.sentence_of(first).first
    for at in range(first, last):
        if keys[at] in _SUMMED:
            if (number := _number_before(keys, low, at)) > 0:
                return number
            if keys[at + 1 : at + 2] in _ALL_OVER:
                return UNCOUNTED  # "shootings | across Chicago"
            if keys[at + 1 : at + 2] in _AT and keys[at + 3 : at + 4] in _SITES:
                return _NUMBERS.get(keys[at + 2], 0)  # "fires at | two factories", "attacks on | three villages"
    deadly = not _DEADLY.isdisjoint(keys[first:last])
    return 2 if deadly and _takes_days(document, last, document.sentence_of(first).last) else 0


def _number_before(keys: Sequence[str], low: int, at: int) -> int:
    """How many the words right before a noun count: "four separate | attacks"; not "14 wounded in | attacks"."""
    found = 0
    for before in reversed(keys[max(low, at - 3) : at]):
        if before in _ENDS_NUMBER:
            break
        if before.isdecimal():
            return int(before) if len(before) <= _MOST_DIGITS else UNCOUNTED
        if before in _NUMBERS:
            return _NUMBERS[before]
        found = _COUNTERS.get(before, found)
    return found


def _takes_days(document: Document, at: int, end: int) -> bool:
    """``56 were killed | within two days``: of one incident one tells the day."""
    keys = document.keys
    stretch = range(at, min(end - 2, at + _TO_DAYS))
    return any(
        keys[n] in _WITHIN and (keys[n + 1] in _NUMBERS or keys[n + 1].isdecimal()) and keys[n + 2] in _SPANS
        for n in stretch
    )


def names_listed(at: int, document: Document) -> int:
    """How many names a list right behind a word holds: "attacked | Agbana, Mbaka and Tse Orbiam"."""
    end, found, named = document.sentence_of(at - 1).last, 0, False
    for number in range(at, end):
        token = document.tokens[number]
        if token.is_capitalised:
            found += not named
            named = True
        elif named and token.lower in _LISTING:
            named = False
        else:
            break
    return found
