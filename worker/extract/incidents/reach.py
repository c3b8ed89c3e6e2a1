"""How far the words of a scope reach: to where their clause, their sentence or what they go on to tell ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from schemas.reasons import SkipReason
from worker.extract.incidents.clauses import NEW_SUBJECTS, OPENERS
from worker.extract.reading import Reading
from worker.extract.times.moments import day_of
from worker.lexicons.matcher import Match
from worker.lexicons.scopes import ScopeRule
from worker.text.document import Document, Sentence

_PAST = frozenset(("was", "were", "had"))
_REMEMBERED = frozenset((SkipReason.ANNIVERSARY, SkipReason.HISTORIC))
_DATES_BOTH = frozenset(("when", "until", "while"))
LEAD = 3
"""Sentences that tell the news; a report from court says there that it is one."""
_AS_IT_WAS = frozenset(("when", "as", "where", "following"))
_RELATIVES = frozenset(("who", "which", "that"))  # "In 2018 he fled with men | who had hijacked a helicopter"
_AT_THAT_TIME = frozenset(("when", "where", "after", "following", "that", "which"))
_OF_DATES = frozenset("in on by during since".split())
_OPENS_CLAUSE = frozenset(("and", "but", ";"))  # "…, and | in April 2013 1,100 died when a building collapsed"
_GOING_ON = frozenset("and before until when where".split())
_DID = frozenset("blew went fell sank broke burst struck caught hit shot ran".split())
_SO_LONG = frozenset(("after", "before"))
_UNITS = frozenset("moments seconds minutes hours days weeks months day week month hour shortly".split())
_ALL = frozenset(("all", "both", "none", "nobody"))
_SAME = frozenset("he she they it".split())
_SAYS_MORE = frozenset("of for to after since over about like than before until".split())
_OPENS = OPENERS | {"on", "at"}  # "on the eve of the anniversary, | …"
_COUNTED, _ONWARD = 4, 7  # words: "and ten days later", "and in June of that year"
_SAME_YEAR = frozenset((("that", "year"), ("same", "year"), ("that", "month"), ("same", "month")))
_OF_THEN = frozenset("of to about like than".split())  # not "executed two men | over the 2023 bombing"
_MEMORIES = frozenset(("memories", "memory", "reminders", "reminder", "echoes", "reminiscent"))
_YEARS_AGO = timedelta(days=300)
_OPENING = 3  # words before those that open a sentence: "on the tenth"


def _end_of_opening(document: Document, match: Match[ScopeRule], sentence: Sentence) -> int:
    """``Two years after a fire killed ten, | a blaze …``: what opens the sentence ends where somebody or something new is told of."""
    keys = document.keys
    if match.first - sentence.first > _OPENING and keys[sentence.first] not in _OPENS:
        return sentence.last
    news = (at for at in range(match.last, sentence.last - 1) if keys[at] == "," and keys[at + 1] in NEW_SUBJECTS)
    return next(news, sentence.last)


def is_aside(match: Match[ScopeRule], document: Document) -> bool:
    """``Victims of last year's massacre``: a time that owns a noun which only says more of another; not "were killed in last year's"."""
    keys, at = document.keys, match.first - 1
    if keys[match.last : match.last + 1] == ("'s",):
        return at >= 0 and keys[at] in _SAYS_MORE
    return at > 0 and keys[at] == "the" and keys[match.first].isdigit() and keys[at - 1] in _OF_THEN


def end_of_owned(at: int, reading: Reading) -> int:
    """Where what a time owns ends: it is old, and nothing behind it."""
    last, ends = reading.document.sentence_of(at - 1).last, reading.layers["phrase"].ends
    return next((ends[first] for first in range(at, min(at + 2, last)) if first in ends), min(at + 2, last))


def _clause_before(at: int, sentence: Sentence, clauses: tuple[int, ...]) -> int:
    """Where the clause begins that holds token ``at``, or the one just before it where that is a wall."""
    begin = at
    while begin > sentence.first and clauses[begin - 1] == clauses[at]:
        begin -= 1
    return begin


def _behind_memory(begin: int, at: int, document: Document) -> int:
    """``A quake killed three, reviving | memories of | the one that struck in 2009``: only what is remembered is old."""
    memories = (i + 2 for i in range(begin, at - 1) if document.keys[i] in _MEMORIES and document.keys[i + 1] == "of")
    return max(memories, default=begin)


def _end_of_story(
    end: int, match: Match[ScopeRule], sentence: Sentence, reading: Reading, clauses: tuple[int, ...]
) -> int:
    """``In 2018 he killed five people | before he was shot dead``: it goes on of the same, unless a day of the news is told.

    "In 2021, nine people died | when a bomber blew up a bus" is told of that year to its end, and so is what stands right behind
    a time: "the truce broke down in January | after rebels attacked a base".
    """
    if not match.rule.past_time:
        return end
    at = match.first - 1
    at -= at > sentence.first and reading.document.keys[at] in _OF_DATES
    before = reading.document.keys[at] if at >= sentence.first else ""
    fronted = (
        match.first - sentence.first <= 1
        or before in _OPENS_CLAUSE
        or (
            match.last == end - (reading.document.keys[end - 1] == ",")
            and end < sentence.last
            and reading.document.keys[end] in _AT_THAT_TIME
        )
    )
    keys = reading.document.keys
    while end + 1 < sentence.last and (
        (keys[end] in _GOING_ON and keys[end + 1] in _SAME)
        or (
            fronted
            and (
                keys[end] in _AS_IT_WAS
                or ";" in keys[end - 1 : end + 1]
                or keys[end] in _RELATIVES
                or _counts_on(keys[end : end + _ONWARD])
            )
        )
        or keys[end] == "after"
    ):
        stop = end + 1
        while stop < sentence.last and clauses[stop] == clauses[end]:
            stop += 1
        onward = _counts_on(keys[end : end + _ONWARD])
        if not onward and any(time.use == "event" and end <= time.first < stop for time in reading.times):
            break
        end = stop
    return end


def _counts_on(words: Sequence[str]) -> bool:
    """``In May a gunman killed ten, | and ten days later nineteen were shot``, "| and in June of that year": still of then."""
    if words[:1] != ("and",):
        return False
    if words[1:2] and (words[1] in _ALL or words[1] in _DID or words[1].endswith("ed")):
        return True  # "| and all 62 people in it died", "drove a lorry down a street, | and killed five"
    if ("of", "them") in pairwise(words[:_COUNTED]):
        return True  # "| and one of them died in prison"
    return words[_COUNTED - 1 : _COUNTED] == ("later",) or not _SAME_YEAR.isdisjoint(pairwise(words))


def _tells_news(sentence: Sentence, reading: Reading) -> bool:
    """Whether a sentence has a day of the news."""
    return any(time.use == "event" and sentence.first <= time.first < sentence.last for time in reading.times)


def _over_sentence(match: Match[ScopeRule], sentence: Sentence, document: Document) -> tuple[int, int]:
    """The sentence, or what opens it: "As the city marked the day, | a bomb exploded"; or what was so long before.

    "A usher was shot on Thursday, | hours after a man had been jailed": nobody was jailed for it.
    """
    if match.rule.direction != "both":
        return match.first, _end_of_opening(document, match, sentence)
    keys = document.keys
    for at in range(match.first, sentence.first + 2, -1):
        if keys[at] in _SO_LONG and keys[at - 1] in _UNITS:
            return at, sentence.last
    opens = match.rule.reason in _REMEMBERED and keys[sentence.first] in OPENERS
    return sentence.first, _end_of_opening(document, match, sentence) if opens else sentence.last


def _is_done(at: int, match: Match[ScopeRule], document: Document) -> bool:
    """Whether a verb was done that stands behind an infinitive: "to bomb a church | and arrested", "they tried to defuse | blew up"."""
    past = document.keys[at].endswith("ed")
    return (past and document.keys[at - 1] == "and") or (at == match.last + 1 and (past or document.keys[at] in _DID))


def _is_of_years_past(match: Match[ScopeRule], reading: Reading) -> bool:
    """Whether a scope's words name a time of years ago: what a clause with it says more of is as old."""
    published = day_of(reading.document.published)
    return (
        match.rule.reason is SkipReason.HISTORIC
        and published is not None
        and any(
            time.first < match.last and match.first < time.last and published - day > _YEARS_AGO
            for time in reading.times
            if time.use == "past" and (day := day_of(time.earliest)) is not None
        )
    )


def _begin_of_told(
    at: int, match: Match[ScopeRule], sentence: Sentence, reading: Reading, clauses: tuple[int, ...]
) -> int:
    """Where the clause begins that a scope stands in, with what the clause dates or says more of before it."""
    keys = reading.document.keys
    begin = _clause_before(at, sentence, clauses)
    if begin == sentence.first:
        return begin
    dates_both = keys[begin] in _DATES_BOTH or (
        keys[begin] == "after" and sentence.index > LEAD and not _tells_news(sentence, reading)
    )  # "About 50 died in protests | after his arrest in December 2022", in what stands behind the news
    if match.rule.past_time and dates_both:
        return _clause_before(begin - 1, sentence, clauses)  # "the bridge that collapsed | when a ship hit it in 2019"
    # "she lost her home in the quake | that hit the valley a year ago"
    return begin - (keys[begin] in _RELATIVES and _is_of_years_past(match, reading))


def range_of(match: Match[ScopeRule], reading: Reading, clauses: tuple[int, ...]) -> tuple[int, int]:
    """The tokens that a scope's words cover, from the first to behind the last."""
    rule, document = match.rule, reading.document
    sentence = document.sentence_of(match.first)
    if rule.reach == "sentence":
        return _over_sentence(match, sentence, document)
    if rule.past_time and document.keys[match.last - 1] == "after":
        return match.last, _end_of_opening(document, match, sentence)  # "came two years after": old is what follows
    end = match.last
    to_do = document.keys[match.last - 1] == "to" and document.keys[match.last : match.last + 1] != ("be",)
    while end < sentence.last and clauses[end] == clauses[match.last - 1]:
        if rule.presumes and end > match.last and document.tokens[end].lower in _PAST:
            break  # "as you will recall, he was kidnapped": done
        if to_do and _is_done(end, match, document):
            break
        end += 1
    end = _end_of_story(end, match, sentence, reading, clauses)
    if rule.reason in _REMEMBERED and not rule.past_time:  # but "In 2010, a quake …" was in 2010
        end = min(end, _end_of_opening(document, match, sentence))  # "On the anniversary of the coup, | rebels …"
    begin = match.first if rule.own_words else match.last
    if rule.direction == "both":
        begin = _begin_of_told(begin, match, sentence, reading, clauses)
        begin = max(begin, _behind_memory(begin, match.first, document)) if rule.past_time else begin
    if isinstance(rule.reach, int):
        end = min(end, match.last + rule.reach)
        begin = max(begin, match.first - rule.reach)
    return begin, end
