"""How the text speaks of what its triggers name: scopes, as ConText has them, that end where language ends them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from schemas.incident import Realis
from schemas.reasons import SkipReason
from worker.extract.findings import Trigger
from worker.extract.incidents.clauses import NEW_SUBJECTS, OPENERS
from worker.extract.reading import Reading
from worker.lexicons.matcher import Match
from worker.lexicons.scopes import ScopeLexicon, ScopeRule
from worker.text.document import Document, Sentence
from worker.values import dataclass

_REALIS = {
    SkipReason.PLANNED: Realis.PLANNED,
    SkipReason.THREATENED: Realis.THREATENED,
    SkipReason.HYPOTHETICAL: Realis.HYPOTHETICAL,
    SkipReason.EXERCISE: Realis.HYPOTHETICAL,
    SkipReason.FICTION: Realis.HYPOTHETICAL,
    SkipReason.DENIED: Realis.DENIED,
    SkipReason.NEGATED: Realis.DENIED,
    SkipReason.GENERIC: Realis.GENERIC,
    SkipReason.STATISTICS: Realis.GENERIC,
    SkipReason.FIGURATIVE: Realis.GENERIC,
    SkipReason.SPORT: Realis.GENERIC,
}


def realis_of(reason: SkipReason) -> Realis:
    """The way of speaking that a reason stands for; what is left is history."""
    return _REALIS.get(reason, Realis.HISTORIC)


_FEASTS = frozenset(("anniversary", "anniversaries", "commemoration", "jubilee"))
_POINTERS = frozenset("the this that those these his her their its 's".split())
_LIKE_ADJECTIVES = (
    "al",
    "ic",
    "ive",
    "ous",
    "ent",
    "ful",
    "less",
    "recent",
    "brutal",
    "double",
    "deadly",
    "bloody",
    "alleged",
    "vile",
)
_DOING = tuple(
    "carry carried carrying launch stage staging mount plan prepar begin start stop prevent avert call cancel suspend resum join commit"
    " perpetrat hold conduct lead led repeat postpon continu organi execut halt block undertak take allow permit ban intensif step"
    " escalat support back attend meet hit strike bomb attack kill destroy shell storm".split()
)
_PAST = frozenset(("was", "were", "had"))
_OPEN = frozenset((SkipReason.NEGATED, SkipReason.HYPOTHETICAL, SkipReason.PLANNED, SkipReason.THREATENED))
_REMEMBERED = frozenset((SkipReason.ANNIVERSARY, SkipReason.HISTORIC))
# One has these only of what was done.
_ASKED = frozenset(
    "details motive motives author authors authorship perpetrator perpetrators mastermind masterminds victim victims responsible"
    " responsibility scene site time hour".split()
)
_DATES_BOTH = frozenset(("when", "until", "while"))
_OLDER_BEHIND = frozenset(("after", "since"))


@dataclass(frozen=True, slots=True)
class Scope:
    """The words ``[first, last)`` make every trigger in tokens ``[begin, end)`` no event."""

    rule: ScopeRule
    reason: SkipReason
    first: int
    last: int
    begin: int
    end: int

    def covers(self, first: int, last: int) -> bool:
        """Whether most of a trigger in tokens ``[first, last)`` stands in the scope."""
        return 2 * (min(last, self.end) - max(first, self.begin)) > last - first


def shaded_by(scopes: tuple[Scope, ...], triggers: Iterable[Trigger], document: Document) -> frozenset[int]:
    """The tokens that tell of nothing that happened now: no place, time or finding in them is an incident's.

    What the sentence takes as done is told: "will look into | the murder of three reporters".
    """
    told: dict[int, list[int]] = defaultdict(list)
    for trigger in triggers:
        if trigger.skip is None:
            told[trigger.sentence].append(trigger.first)
    shade: set[int] = set()
    for scope in scopes:
        if not scope.rule.quiet:
            begin = scope.begin if scope.rule.direction == "both" else scope.last - 1
            firsts = told.get(document.sentence_of(scope.first).index, ())
            presumed = (first for first in firsts if begin < first < scope.end and is_presumed(scope, first, document))
            shade.update(range(begin, min(presumed, default=scope.end)))
    return frozenset(shade)


def find_scopes(reading: Reading, clauses: tuple[int, ...], lexicon: ScopeLexicon) -> tuple[Scope, ...]:
    """All scopes, by rank, so that the first that covers a trigger decides."""
    document = reading.document
    times = {at: time.use for time in reading.times for at in range(time.first, time.last)}
    matches = lexicon.scopes.find_longest(document, reading.layers)
    blocked = {at for match in matches if match.rule.blocks for at in range(match.first, match.last)}
    freed = _freed(reading, lexicon)
    scopes: list[Scope] = []
    for match in matches:
        rule = match.rule
        if rule.reason is None or (not rule.certain and blocked.intersection(range(match.first, match.last))):
            continue
        if (document.sentence_of(match.first).index, rule.id) in freed:
            continue
        if rule.past_time:
            if times.get(match.first) != "past" or _names_a_feast(match, reading):
                continue
        elif reading.document.tokens[match.first].lower == "may" and match.first in times:
            continue  # the month of May
        if rule.reason is SkipReason.HISTORIC and _is_aside(match, document):
            begin, end = match.first, _end_of_owned(match.last + 1, reading)
        else:
            begin, end = _range(match, reading, clauses)
        if rule.past_time:
            end = _over_semicolon(end, match, document, times)
        if rule.past_time and document.tokens[match.last - 1].lower in _OLDER_BEHIND:
            begin = match.last  # "thousands marched, a year after a canopy fell"
        scopes.append(Scope(rule, rule.reason, match.first, match.last, begin, end))
    scopes.sort(key=lambda s: (lexicon.rank[s.rule.id], s.first, s.last))
    return tuple(scopes)


def _over_semicolon(end: int, match: Match[ScopeRule], document: Document, times: Mapping[int, str]) -> int:
    """``In March they hijacked a train; 31 people died``: what is old goes on, if nothing behind says another time."""
    sentence = document.sentence_of(match.first)
    at = next((n for n in (end - 1, end) if match.last <= n < sentence.last and document.keys[n] == ";"), None)
    opens = match.first - sentence.first <= 1  # "In March": what the sentence is about
    if at is None or not opens or any(times.get(n) == "event" for n in range(at, sentence.last)):
        return end
    return sentence.last


def is_presumed(scope: Scope, first: int, document: Document) -> bool:
    """Whether the scope's sentence takes what begins at token ``first`` as done: "will investigate the murder", "Monday's raid".

    What somebody will carry out, join or stop is not: "will stage the protest on Sunday".
    """
    if first <= scope.last or not (scope.rule.presumes or scope.reason in _OPEN):
        return False
    tokens = document.tokens
    at = first - 1
    if tokens[at].lower.endswith(_LIKE_ADJECTIVES) and at > scope.last:
        at -= 1
    if tokens[at].lower not in _POINTERS:
        return False
    if _asks_about(at, document):
        return True
    return scope.rule.presumes and not any(token.lower.startswith(_DOING) for token in tokens[scope.last : at])


def _asks_about(at: int, document: Document) -> bool:
    """Whether what is asked or told about stands before "the" at ``at``: "gave no details of | the raid", "inquiry into | the murders"."""
    before = document.keys[max(document.sentence_of(at).first, at - 2) : at]
    return before[-1:] == ("into",) or (len(before) > 1 and before[1] in ("of", "for") and before[0] in _ASKED)


def _names_a_feast(match: Match[ScopeRule], reading: Reading) -> bool:
    """Whether the past time is but an anniversary, whose own scopes say what is old."""
    return any(token.lower in _FEASTS for token in reading.document.tokens[match.first : match.last])


def _freed(reading: Reading, lexicon: ScopeLexicon) -> set[tuple[int, str]]:
    """Sentences that tell of something real on a day of the news, with the scopes that do not hold there."""
    document = reading.document
    told = {document.sentence_of(time.first).index for time in reading.times if time.use == "event"}
    real = ((document.sentence_of(m.first).index, m.rule) for m in lexicon.real.find(document, reading.layers))
    return {
        (sentence, rule_id)
        for sentence, rule in real
        if rule.any_day or sentence in told or (rule.in_the_lead and sentence < _LEAD)
        for rule_id in rule.frees
    }


_AS_IT_WAS = frozenset(("when", "as", "where", "following"))
_RELATIVES = frozenset(("who", "which", "that"))  # "In 2018 he fled with men | who had hijacked a helicopter"
_AT_THAT_TIME = frozenset(("when", "where", "after", "following"))
_GOING_ON = frozenset("and before until when where".split())
_DID = frozenset("blew went fell sank broke burst struck caught hit shot ran".split())
_SO_LONG = frozenset(("after", "before"))
_UNITS = frozenset("moments seconds minutes hours days weeks months day week month hour shortly".split())
_ALL = frozenset(("all", "both", "none", "nobody"))
_SAME = frozenset("he she they it".split())
_LEAD = 3  # sentences: a report from court says there that it is one
_SAYS_MORE = frozenset("of for to after since over about like than before until".split())
_OPENS = OPENERS | {"on", "at"}  # "on the eve of the anniversary, | …"
_COUNTED, _ONWARD = 4, 7  # words: "and ten days later", "and in June of that year"
_SAME_YEAR = frozenset((("that", "year"), ("same", "year"), ("that", "month"), ("same", "month")))
_OF_THEN = frozenset("of to about like than".split())  # not "executed two men | over the 2023 bombing"
_OPENING = 3  # words before those that open a sentence: "on the tenth"


def _end_of_opening(document: Document, match: Match[ScopeRule], sentence: Sentence) -> int:
    """``Two years after a fire killed ten, | a blaze …``: what opens the sentence ends where somebody or something new is told of."""
    keys = document.keys
    if match.first - sentence.first > _OPENING and keys[sentence.first] not in _OPENS:
        return sentence.last
    news = (at for at in range(match.last, sentence.last - 1) if keys[at] == "," and keys[at + 1] in NEW_SUBJECTS)
    return next(news, sentence.last)


def _is_aside(match: Match[ScopeRule], document: Document) -> bool:
    """``Victims of last year's massacre``: a time that owns a noun which only says more of another; not "were killed in last year's"."""
    keys, at = document.keys, match.first - 1
    if keys[match.last : match.last + 1] == ("'s",):
        return at >= 0 and keys[at] in _SAYS_MORE
    return at > 0 and keys[at] == "the" and keys[match.first].isdigit() and keys[at - 1] in _OF_THEN


def _end_of_owned(at: int, reading: Reading) -> int:
    """Where what a time owns ends: it is old, and nothing behind it."""
    last, ends = reading.document.sentence_of(at - 1).last, reading.layers["phrase"].ends
    return next((ends[first] for first in range(at, min(at + 2, last)) if first in ends), min(at + 2, last))


def _clause_before(at: int, sentence: Sentence, clauses: tuple[int, ...]) -> int:
    """Where the clause begins that holds token ``at``, or the one just before it where that is a wall."""
    begin = at
    while begin > sentence.first and clauses[begin - 1] == clauses[at]:
        begin -= 1
    return begin


def _end_of_story(
    end: int, match: Match[ScopeRule], sentence: Sentence, reading: Reading, clauses: tuple[int, ...]
) -> int:
    """``In 2018 he killed five people | before he was shot dead``: it goes on of the same, unless a day of the news is told.

    "In 2021, nine people died | when a bomber blew up a bus" is told of that year to its end, and so is what stands right behind
    a time: "the truce broke down in January | after rebels attacked a base".
    """
    if not match.rule.past_time:
        return end
    fronted = match.first - sentence.first <= 1 or (
        match.last == end - (reading.document.keys[end - 1] == ",")
        and end < sentence.last
        and reading.document.keys[end] in _AT_THAT_TIME
    )
    keys = reading.document.keys
    while end + 1 < sentence.last and (
        (keys[end] in _GOING_ON and keys[end + 1] in _SAME)
        or (
            fronted
            and (
                keys[end] in _AS_IT_WAS
                or keys[end] == ";"
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


def _range(match: Match[ScopeRule], reading: Reading, clauses: tuple[int, ...]) -> tuple[int, int]:
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
        begin = _clause_before(begin, sentence, clauses)
        dates_both = document.keys[begin] in _DATES_BOTH or (
            document.keys[begin] == "after" and sentence.index > _LEAD and not _tells_news(sentence, reading)
        )  # "About 50 died in protests | after his arrest in December 2022", in what stands behind the news
        if rule.past_time and dates_both and begin > sentence.first:
            begin = _clause_before(
                begin - 1, sentence, clauses
            )  # "the bridge that collapsed | when a ship hit it in 2019"
    if isinstance(rule.reach, int):
        end = min(end, match.last + rule.reach)
        begin = max(begin, match.first - rule.reach)
    return begin, end
