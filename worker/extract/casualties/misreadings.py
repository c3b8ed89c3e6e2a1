"""Tells harm that is told from words that only look like it: the rules' matches are checked here, one reason a function."""

from __future__ import annotations

from schemas.quantity import Qualifier
from worker.extract.casualties.groups import Group
from worker.extract.casualties.links import Tokens
from worker.extract.things.scope import is_unreal
from worker.lexicons.casualties import CasualtyLexicon, CasualtyRule
from worker.lexicons.matcher import Match
from worker.text.document import Document, Sentence
from worker.text.numerals import HEADS

_HYPOTHETICAL_ONLY = frozenset("attempted planned failed intended possible potential thwarted foiled".split())
# What may begin the words between people and their verb: "two men in a car", "three men, all from one village".
_AFTER_PEOPLE = frozenset(
    "in on at of from aboard with near inside outside who that whose , ( — – - for to between under over around by behind traveling"
    " travelling along among during not also on-board within including and against protesting shot stabbed hit injured wounded hurt trapped stranded buried caught"
    " kidnapped abducted captured detained arrested asleep alone".split()
)
_QUOTES = frozenset('"“”‘’')
_UP_TO = frozenset("to above over past beyond at rose climbed increased jumped soared risen".split())
_OTHER_HARM = (("wounded",), ("injured",), ("hurt",), ("missing",))
_WOUNDS = frozenset(
    "gunshot stab bullet shrapnel head knife burn multiple serious minor severe fatal light slight open old of his her their from with".split()
)
_REDUCED = 6  # words of a participle that says more of the people: "an officer | deployed to Haiti | was shot"
_SPEECH = frozenset(
    "said says told tells reported announced claimed added stated confirmed noted saying believes thinks".split()
)
_NOUN_STARTS = frozenset("the a an his her their its our some several many this that these those another all".split())
_TOLLS = frozenset("the death confirmed official its overall".split())
_SUSPECTED = tuple((word,) for word in "believed suspected wanted thought accused".split())
_BEFELL = frozenset("was were had have has is are went disappeared vanished fell".split())
_ABOARD = frozenset("crew crewmen sailors seafarers passengers".split())  # who are taken off have lost no home
_ONES_VERB = ("passive", "reduced")
_SINGULAR = frozenset("was is has".split())
# Who is sought, not missed.
_CULPRITS = frozenset(
    "suspect suspects attacker attackers gunman gunmen assailant assailants robber robbers killer killers murderer culprit culprits kidnapper kidnappers thief"
    " thieves raiders bandits shooter shooters perpetrators".split()
)
_BODIES = frozenset("body bodies corpse corpses remains".split())
_CORPORATE = frozenset(  # of members, and not of the dead
    "student students' students trade traders' civic public professional governing regulatory statutory elected sports sporting religious union unions'"
    " industry business employers' workers' farmers' lawyers' teachers' umbrella apex advocacy advisory examination community church government"
    " political press media youth women's local international state legislative judicial supervisory tribal celestial heavenly".split()
)
_SOUGHT = frozenset(("casualty.missing.unfound", "casualty.missing.active"))
_NO_OBJECT = frozenset(("and", "by"))
# "Two guards were shot at | by men on a motorbike": who is shot at may not be hit.
_BEHIND_SHOT_AT = frozenset("by when while as from and but with , . again twice".split())
_BURNED = frozenset("burned burnt".split())
_BEHIND_BURNED = frozenset(
    "in by when after as on at to and or but while during from with over near before inside".split()
)
_HURT = frozenset("wounded injured".split())
_WHILES = frozenset("hours days weeks months minutes".split())  # "15 still missing | days after"
_HURT_OR_LOST = _HURT | {"hurt", "missing"}
_BEHIND_BOTH = frozenset("in at on when as after during by near , .".split())
_HARMED = frozenset("killed dead injured wounded hurt missing died".split())


def is_misread(
    match: Match[CasualtyRule],
    document: Document,
    sentence: Sentence,
    group: Group,
    number_ends: frozenset[int],
    lexicon: CasualtyLexicon,
) -> bool:
    """Whether the words between people and harm do not fit, or it did not happen."""
    who, harm, family = match.captures["who"], match.captures["harm"], match.rule.family
    return (
        not _fits_between(document, match, group, number_ends, lexicon)
        or (family in _ONES_VERB and _is_plural_verb(document, who[1], harm[0]) and _is_one(group))
        or (family == "passive" and who[1] < harm[0] and _is_of_somebody(document, match, group, lexicon))
        or (match.rule.id in _SOUGHT and document.keys[group.last - 1] in _CULPRITS)
        or (
            family == "part" and document.keys[match.first - 1 : match.first] == ("of",)
        )  # "six of | the dead were the crew"
        or _is_either(document, sentence, harm)
        or _is_slogan(document, who, harm)
        or _is_of_the_subject(document, match)
        or (match.rule.id == "casualty.missing.active" and _is_sought(document, group))
        or (match.rule.field == "displaced" and document.keys[group.last - 1] in _ABOARD)
        or document.keys[harm[0] - 2 : harm[1]] == ("had", "been", "missing")  # and was found
        or (match.rule.field == "injured" and _is_of_the_dead(document, group))
        or (document.keys[who[0]] == "multiple" and family == "nominal")  # wounds: "an autopsy found multiple injuries"
        or document.keys[harm[1] - 1 : harm[1] + 1] == ("shot", "down")  # drones are
        or (
            document.keys[harm[1] - 1 : harm[1] + 1] == ("shot", "at") and document.keys[harm[1] + 1] in _BEHIND_SHOT_AT
        )
        or (family == "active" and _is_adjective(document, sentence, harm[0], number_ends))
        or (family == "reduced" and _is_active(document, sentence, match, lexicon))
        or (
            family == "reduced"
            and document.keys[harm[1] : harm[1] + 1]
            and document.keys[harm[1]] in lexicon.people.thing
            and document.keys[harm[1]] not in _WHILES
        )
        or (family == "toll" and document.keys[harm[1] - 1] in _UP_TO and not _tells_toll(document, sentence, harm[0]))
        or (match.rule.id == "casualty.killed.toll" and _is_of_the_hurt(document, harm[1]))
        or _unreal(document, sentence, match, who, harm)
    )


def _is_of_the_hurt(document: Document, at: int) -> bool:
    """``The toll | of injured policemen rose to 40``, ``of the wounded``."""
    return document.keys[at : at + 1] == ("of",) and not _HURT_OR_LOST.isdisjoint(document.keys[at + 1 : at + 3])


def _tells_toll(document: Document, sentence: Sentence, at: int) -> bool:
    """``The death toll from an avalanche that buried two villages in … | has risen to 29``."""
    told = document.keys[sentence.first : at]
    if "toll" not in told:
        return False
    behind = sentence.first + told.index("toll") + 1
    return document.keys[behind - 2] in _TOLLS and not _is_of_the_hurt(document, behind)


def _fits_between(
    document: Document, match: Match[CasualtyRule], group: Group, number_ends: frozenset[int], lexicon: CasualtyLexicon
) -> bool:
    keys, captures = document.keys, match.captures
    adverbs = keys[slice(*captures.get("adv", (0, 0)))]
    if any(not (key in lexicon.adverbs or key.endswith("ly")) for key in adverbs):
        return False
    if match.rule.family == "active" and not _NO_OBJECT.isdisjoint(adverbs):
        return False  # "nine killed and | three wounded", "wounded by | gunmen"
    if match.rule.family == "toll" and keys[group.last : group.last + 1] in _OTHER_HARM:
        return False  # "a toll of five wounded"
    modifiers = range(*captures.get("mod", (0, 0)))
    if any(not keys[i][0].isalnum() or keys[i] in lexicon.people.stop or i + 1 in number_ends for i in modifiers):
        return False
    post = captures.get("post", (0, 0))
    return post[0] == post[1] or _fits_after_people(document, post, group, lexicon)


def _is_slogan(document: Document, who: tuple[int, int], harm: tuple[int, int]) -> bool:
    """``A banner that read "326 dead"``: all that stands between quotation marks."""
    before, behind = document.keys[max(0, who[0] - 1) : who[0]], document.keys[harm[1] : harm[1] + 1]
    return not _QUOTES.isdisjoint(before) and not _QUOTES.isdisjoint(behind)


def _is_of_the_subject(document: Document, match: Match[CasualtyRule]) -> bool:
    """``killed two people at a station | before being arrested``: who did it was."""
    who, harm = match.captures["who"], match.captures["harm"]
    between = document.keys[who[1] : harm[0]]
    return "being" in between and between[between.index("being") - 1 : between.index("being")] in (
        ("before",),
        ("after",),
        ("without",),
        ("despite",),
    )


def _is_sought(document: Document, group: Group) -> bool:
    """``searching for two men | who robbed a bank``: they did it; but "for two boys who were on board"."""
    behind = document.keys[group.last : group.last + 2]
    return behind[:1] in _SUSPECTED or (behind[:1] == ("who",) and not _BEFELL.intersection(behind))


def _is_of_the_dead(document: Document, group: Group) -> bool:
    """``Two bodies | with gunshot wounds``, "the bodies of at least nine people | who had been shot"."""
    keys = document.keys
    if keys[group.last - 1] in _BODIES:
        return True
    return any(
        keys[at] == "of" and keys[at - 1] in _BODIES for at in range(group.first - 1, max(0, group.first - 4), -1)
    )


def _is_one(group: Group) -> bool:
    """Before a plural verb, one is the end of a list that was not understood: "…, and Ana Ruiz were killed"."""
    return group.quantity is not None and group.quantity.max == 1


def _is_of_somebody(document: Document, match: Match[CasualtyRule], group: Group, lexicon: CasualtyLexicon) -> bool:
    """``A man with two women in his car | was arrested``: one verb, and many people far before it, are told of somebody else."""
    post, quantity = match.captures.get("post", (0, 0)), group.quantity
    if post[0] == post[1] or quantity is None or quantity.qualifier is not Qualifier.EXACT or quantity.max == 1:
        return False
    counted = document.keys[group.first] in HEADS or document.keys[group.first].isdigit()
    several = document.keys[group.last - 1] in lexicon.people.plural
    return counted and several and document.keys[post[1]] in _SINGULAR


def _fits_after_people(document: Document, post: Tokens, group: Group, lexicon: CasualtyLexicon) -> bool:
    """Whether the words between people and verb only say more of the people."""
    tokens = document.tokens
    words = [tokens[i].lower for i in range(*post)]
    if all(word in lexicon.adverbs or word.endswith("ly") for word in words):
        return True
    if not group.strict or any(word in _SPEECH for word in words):
        return False
    if words[0] == "and" or words[0] == "to":
        return False
    opener = words[0]
    if not (
        opener in _AFTER_PEOPLE
        or opener.endswith(("ing", "ly"))
        or (
            opener.endswith("ed") and opener not in lexicon.rules.anchors and len(words) <= _REDUCED
        )  # "officer sent to Haiti"
        or opener in ("aged", "named", "identified", "belonging", "involved", "wearing")
    ):
        return False
    return not any(
        word in lexicon.rules.anchors and word in ("killed", "wounded", "injured", "arrested", "died")
        for word in words[1:]
    )


def _is_plural_verb(document: Document, first: int, last: int) -> bool:
    return any(key in ("were", "are", "have") for key in document.keys[first:last])


def _is_adjective(document: Document, sentence: Sentence, at: int, number_ends: frozenset[int]) -> bool:
    """Whether a participle stands between a number or article and its noun."""
    if at == sentence.first:
        return False
    if document.keys[at] == "wounds" and document.keys[at - 1] in _WOUNDS:
        return True
    before = document.keys[at - 1]  # "the blast that | killed three" is a clause
    return (before in _NOUN_STARTS and before != "that") or at in number_ends


def _is_either(document: Document, sentence: Sentence, harm: Tokens) -> bool:
    """``killed or injured``, ``dead or wounded``; ``nine were killed and wounded in a blast``: nobody says how many of each."""
    tokens = document.tokens
    after = [tokens[at].lower for at in range(harm[1], min(harm[1] + 2, sentence.last))]
    before = [tokens[at].lower for at in range(max(harm[0] - 2, sentence.first), harm[0])]
    both = len(after) == 2 and after[0] == "and" and after[1] in _HURT and tokens[harm[0]].lower == "killed"
    if both and document.keys[harm[1] + 2 : harm[1] + 3] and document.keys[harm[1] + 2] in _BEHIND_BOTH:
        return True
    return (len(after) == 2 and after[0] == "or" and after[1] in _HARMED) or (
        len(before) == 2 and before[1] == "or" and before[0] in _HARMED
    )


def _is_active(document: Document, sentence: Sentence, match: Match[CasualtyRule], lexicon: CasualtyLexicon) -> bool:
    """``two gunmen killed | the guard``: the people before the verb did it."""
    at = match.captures["harm"][1]
    if match.captures["harm"][0] < match.captures["who"][0] or at >= sentence.last:
        return False
    if document.keys[at] == "at":  # "two men shot at | a police car", and "two men shot at bar" of headlines
        return document.keys[at + 1] in _NOUN_STARTS if at + 1 < sentence.last else True
    token = document.tokens[at]
    if token.lower in _NOUN_STARTS:
        return True
    if document.keys[at - 1] in _BURNED:  # "30 rebels burned | heavy machinery", but "nine burned | in the fire"
        return token.lower not in _BEHIND_BURNED and token.lower[0].isalnum() and not token.lower.endswith("ly")
    if token.lower[0].isdigit() or token.lower in lexicon.people.person:
        return True
    return token.is_capitalised and token.lower not in (
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    )


def _unreal(document: Document, sentence: Sentence, match: Match[CasualtyRule], who: Tokens, harm: Tokens) -> bool:
    """Whether it only might have happened: "attempted murder of", "could kill"."""
    before = document.tokens[harm[0] - 1].lower if harm[0] > sentence.first else ""
    if (
        match.rule.id == "casualty.killed.bodies"
        and harm[1] < sentence.last
        and document.tokens[harm[1]].lower == "of"
        and harm[0] >= who[1]
    ):
        return True  # "two bodies of water"
    if match.rule.id == "casualty.killed.bodies" and before in _CORPORATE:
        return True  # "two student bodies"
    if match.rule.family == "nominal" and before in _HYPOTHETICAL_ONLY:
        return True
    found_missing = match.rule.field == "missing" and match.rule.family == "reduced"  # "fears for | 141 people missing"
    low = who[0] if found_missing else sentence.first
    return is_unreal(document, low, min(who[0], harm[0]), harm[0], who)
