"""Finds means of attack.  What is only bought, delivered or seized is none."""

from __future__ import annotations

from worker.extract.findings import WeaponMention
from worker.extract.reading import Reading
from worker.lexicons.matcher import Match
from worker.lexicons.weapons import WeaponLexicon, WeaponRule
from worker.text.document import Document

_TRADED = frozenset(
    "seize seized seizing seizes confiscate confiscated supply supplies supplied supplying deliver delivered deliveries delivering sell"
    " sold selling buy bought buying export exported donate donated provide provided purchase purchased manufacture manufactured"
    " produce produced smuggle smuggled smuggling stockpile stockpiled".split()
)
_CIVIL = frozenset(
    "passenger private business commercial cargo jumbo civilian civil water gas think fuel rescue medical news".split()
)
_REACH = 5  # words between "seized" and the weapon
_MODIFIERS = 3


def find_weapons(reading: Reading, lexicon: WeaponLexicon) -> tuple[WeaponMention, ...]:
    """Weapons in text order; of words that mean several, the longest name counts."""
    document = reading.document
    matches = sorted(
        lexicon.weapons.find(document, reading.layers), key=lambda m: (_name(m)[0], -_name(m)[1], m.rule.id)
    )
    numbered = {at for number in reading.numbers for at in range(number.first, number.last)}
    found: list[WeaponMention] = []
    reach = 0
    for match in matches:
        first, last = _name(match)
        if first < reach or not _is_weapon(document, first, last, lexicon):
            continue
        sentence = document.sentence_of(first)
        begin = _with_modifiers(document, sentence.first, first, numbered, lexicon)
        if found and found[-1].last > begin:  # "Shahed | drones" is one weapon
            begin = found.pop().first
        reach = last
        found.append(
            WeaponMention(
                start=document.tokens[begin].start,
                end=document.tokens[last - 1].end,
                first=begin,
                last=last,
                sentence=sentence.index,
                rule_id=match.rule.id,
                kind=match.rule.kind,
                name=document.words(begin, last),
            )
        )
    return tuple(found)


def _name(match: Match[WeaponRule]) -> tuple[int, int]:
    return match.captures.get("name", (match.first, match.last))


def _is_weapon(document: Document, first: int, last: int, lexicon: WeaponLexicon) -> bool:
    tokens = document.tokens
    sentence = document.sentence_of(first)
    if last < sentence.last and tokens[last].lower in lexicon.after:
        return False
    if first > sentence.first and tokens[first - 1].lower in _CIVIL:
        return False
    return not any(tokens[at].lower in _TRADED for at in range(max(sentence.first, first - _REACH), first))


def _with_modifiers(document: Document, low: int, first: int, numbered: set[int], lexicon: WeaponLexicon) -> int:
    """``two | homemade | bombs``: the words that belong to the name."""
    tokens = document.tokens
    begin = first
    while begin > low and first - begin < _MODIFIERS:
        token = tokens[begin - 1]
        lower = token.lower
        if begin - 1 in numbered or not token.is_word or lower in lexicon.stop or lower == "'s" or lower.endswith("ly"):
            break
        begin -= 1
    while (
        begin < first
        and tokens[begin].lower.endswith(("ing", "ed"))
        and not tokens[begin].is_capitalised
        and "-" not in tokens[begin].lower
    ):
        begin += 1  # a verb: "using | guns", "dropped | bombs"
    return begin
