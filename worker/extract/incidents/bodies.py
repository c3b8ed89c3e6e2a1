"""Whether words of violence are meant: a plan that is killed, a debate that is hijacked and a tax that mugs somebody harm no body.

The nouns around decide: what suffers it, what does it, what it is done with, and what is said to be such a thing.  A table says what
nouns stand for (``worker/lexicons/nouns.py``), word classes what it can't know (``classes/bodiless.yaml``).
"""

from __future__ import annotations

from schemas.reasons import SkipReason
from worker.extract.findings import Trigger
from worker.extract.incidents.clause_parts import agent_behind, bearer_of, doer_of, goal_of, means_of, sufferer_of
from worker.extract.incidents.realis import aside
from worker.extract.reading import Reading
from worker.lexicons.figures import FigureLexicon
from worker.text.document import Document, Sentence
from worker.text.layers import Layer

_DETERMINERS = frozenset("the a an this that these those his her its their our my your".split())
_ONE = frozenset(("a", "an"))
_AND = frozenset(("and", ",", "&", "in", "of", "from", "at", "near"))
_POINTERS = frozenset("a an this that his her its their".split())
_AT_TEAMS = (
    "shot",
    "shoot",
    "gun",
    "butcher",
    "slaughter",
    "murder",
    "knif",
    "stab",
    "maul",
    "mug",
    "throttl",
    "crucif",
)
_DOWN = frozenset(("down", "off"))
_WERE = frozenset(("were", "are"))
_NOTHING = frozenset(("nothing", "everything", "anything"))
_BURSTS_ITSELF = ("explo", "erupt", "deton", "implo", "combust")
_BURSTS = ("blew", "blow", *_BURSTS_ITSELF)
_CERTAIN = frozenset(("bodies.beast", "bodies.listed"))
_SET = ("open", "set", "return")  # fire on, and to
_FAR = 40  # words from a deed that its toll may stand
_TOLL = 4  # words between a number and the harm that it counts


def without_bodiless(reading: Reading, triggers: tuple[Trigger, ...], lexicon: FigureLexicon) -> tuple[Trigger, ...]:
    """The triggers, those that harm nobody but in words with the reason."""
    return tuple(_judged(trigger, reading, lexicon) if trigger.skip is None else trigger for trigger in triggers)


def _judged(trigger: Trigger, reading: Reading, lexicon: FigureLexicon) -> Trigger:
    found = _figure(trigger, reading, lexicon)
    if found is None or (found not in _CERTAIN and _tells_a_toll(trigger, reading, lexicon)):
        return trigger
    reason = SkipReason.NO_INCIDENT if found == "bodies.beast" else SkipReason.FIGURATIVE
    return aside(trigger, reason, found)


def _figure(trigger: Trigger, reading: Reading, lexicon: FigureLexicon) -> str | None:
    """Why a trigger is a figure of speech, or what a beast does."""
    document, phrases = reading.document, reading.layers["phrase"]
    sentence = document.sentences[trigger.sentence]
    for at in range(trigger.first, trigger.last):
        found = _figure_at(at, reading, sentence, phrases, lexicon)
        if found is not None:
            return found
    agent = agent_behind(trigger.last, document, sentence, phrases)
    if agent is not None and _is_nothing(agent, document, lexicon):
        return "bodies.no_doer"
    if any(key in lexicon.wonders or key in lexicon.harms for key in document.keys[trigger.first : trigger.last]):
        said = bearer_of(trigger.first, document, sentence, phrases)
        if said is not None and _is_likened(*said, document, lexicon):
            return "bodies.is_said_to_be"
    return None


def _figure_at(at: int, reading: Reading, sentence: Sentence, phrases: Layer, lexicon: FigureLexicon) -> str | None:
    """What one word of a trigger shows by itself."""
    document = reading.document
    key = document.keys[at]
    if key in lexicon.likened and _is_of_anything(at, document, phrases, lexicon):
        return "bodies.likened"
    if key in lexicon.wonders and _is_wonder(at, document, lexicon):
        return "bodies.wonder"
    if key in lexicon.thrown or (key == "fire" and document.keys[at - 1].startswith(_SET)):
        goal = goal_of(at, document, sentence, phrases)
        if goal is not None and _is_nothing(goal, document, lexicon):
            return "bodies.at_nothing"
        answers = key == "fire" and document.keys[at - 1].startswith("return")
        doer = doer_of(at - 1, reading, sentence, phrases) if answers else None
        if doer is not None and _is_civic(doer, document, lexicon):
            return "bodies.no_doer"
        at_whom = key == "fire" and not document.keys[at - 1].startswith(
            "set"
        )  # "set fire to the Central Bank" burns it
        if goal is not None and at_whom and _is_civic(goal, document, lexicon):
            return "bodies.at_nothing" if lexicon.armed.isdisjoint(document.sentence_keys[sentence.index]) else None
    return _harm(at, reading, sentence, phrases, lexicon) if key in lexicon.harms else None


def _is_likened(bearer: int, head: int, document: Document, lexicon: FigureLexicon) -> bool:
    """Whether what bears the name of a deed is none: an album that is a car crash; no bomb shelter that is one, and no agent."""
    if document.keys[bearer] in lexicon.embodied or not _is_common(bearer, document):
        return False
    return _class_of(head, document, lexicon) != "people"


def _harm(at: int, reading: Reading, sentence: Sentence, phrases: Layer, lexicon: FigureLexicon) -> str | None:
    """Whether what the word at ``at`` is done to, or by, or with, lets it be no more than a word."""
    document = reading.document
    key = document.keys[at]
    sufferer = _but_times(sufferer_of(at, reading, sentence, phrases, lexicon), reading)
    doer = doer_of(at, reading, sentence, phrases)
    if doer is not None and document.keys[doer] in lexicon.armed:
        return None
    if document.keys[min(at + 1, sentence.last - 1)] in _NOTHING and not key.endswith("ing"):
        return "bodies.none"
    forced = key in lexicon.harms_of_force and doer is not None and document.keys[doer] in lexicon.embodied
    if sufferer is not None and not forced:  # "a fire tore through a film set"
        noun = document.keys[sufferer]
        if noun in lexicon.bodiless or (noun in lexicon.gatherings and key in lexicon.harms_of_bodies):
            return "bodies.listed"
    if (
        sufferer is not None
        and doer is None
        and key in lexicon.harms_of_itself
        and _class_of(sufferer, document, lexicon) == "animal"
    ):
        return "bodies.beast"
    if sufferer is not None and (found := _suffers_nothing(key, sufferer, at, reading, lexicon)):
        return found
    if doer is not None and (found := _does_nothing(key, doer, document, lexicon)):
        return found
    means = means_of(at, reading, sentence, phrases) if key in lexicon.harms_with else None
    if means is not None and document.keys[means] not in lexicon.embodied:
        pelts = key not in lexicon.harms_by_hands or key.startswith("bomb")
        if pelts or _class_of(means, document, lexicon) == "abstract":
            return "bodies.with"
    return None


def _but_times(noun: int | None, reading: Reading) -> int | None:
    """The noun, unless it is a time's: "on Tuesday | evening | and all four people were killed"."""
    if noun is None or any(time.first <= noun < time.last for time in reading.times):
        return None
    return noun


def _is_team(sufferer: int, at: int, reading: Reading, lexicon: FigureLexicon) -> bool:
    """``Brighton | were | gunned down``, ``shot down | Brighton``: the name of one place with a verb of several is that of a team."""
    keys, places = reading.document.keys, reading.layers["place"]
    if sufferer > at and keys[at].startswith(_AT_TEAMS):
        return places.ends.get(at + 1 + (keys[at + 1] in _DOWN)) == sufferer + 1
    if _is_civic(sufferer, reading.document, lexicon) and not _WERE.isdisjoint(keys[sufferer + 1 : at]):
        return True
    first = places.begins.get(sufferer + 1)
    return first is not None and keys[first - 1] not in _AND and "were" in keys[sufferer + 1 : at]


def _suffers_nothing(key: str, sufferer: int, at: int, reading: Reading, lexicon: FigureLexicon) -> str | None:
    """A plan that is attacked, a shop that is stabbed, a boss who explodes; a team."""
    document = reading.document
    noun, kind = document.keys[sufferer], _class_of(sufferer, document, lexicon)
    if key in lexicon.harms_of_teams and _is_team(sufferer, at, reading, lexicon):
        return "bodies.team"
    nothing = (
        ((noun in lexicon.bursting or _is_civic(sufferer, document, lexicon)) and key.startswith(_BURSTS_ITSELF))
        or (noun in lexicon.bursting and key.startswith(_BURSTS))
        or (kind == "people" and key.startswith(_BURSTS_ITSELF))
        or (kind == "abstract" and noun not in lexicon.gatherings)
        or (kind == "thing" and key in lexicon.harms_of_the_living)
    )
    return "bodies.none" if nothing else None


def _does_nothing(key: str, doer: int, document: Document, lexicon: FigureLexicon) -> str | None:
    """A tax that mugs, a defeat that wounds, a rumour that tears through a town; and beasts."""
    kind = _class_of(doer, document, lexicon)
    if key in lexicon.harms_by_hands and _is_civic(doer, document, lexicon):
        return "bodies.no_doer"  # "Conservatives launched an assault on"
    if kind == "animal" and key not in lexicon.harms_of_force:
        return "bodies.beast"
    by_nothing = (
        (kind in ("abstract", "thing") and key in lexicon.harms_by_hands)
        or (kind == "abstract" and key in lexicon.harms_by_bodies)
        or (key in lexicon.harms_of_force and _is_no_force(doer, document, lexicon))
    )
    return "bodies.no_doer" if by_nothing else None


def _is_no_force(doer: int, document: Document, lexicon: FigureLexicon) -> bool:
    key = document.keys[doer]
    return key not in lexicon.embodied and key not in lexicon.wonders and _is_common(doer, document)


def _is_nothing(noun: int, document: Document, lexicon: FigureLexicon) -> bool:
    """Whether a noun stands for what has no body, and for no occasion."""
    return _class_of(noun, document, lexicon) == "abstract" and document.keys[noun] not in lexicon.gatherings


def _class_of(noun: int, document: Document, lexicon: FigureLexicon) -> str:
    """What the noun stands for; nothing where it is a name, or may stand for people or places."""
    key = document.keys[noun]
    return lexicon.nouns.class_of(key) if key not in lexicon.embodied and _is_common(noun, document) else ""


def _is_civic(noun: int, document: Document, lexicon: FigureLexicon) -> bool:
    """Whether a noun ends the name of a party, an office, a firm or a team."""
    return document.keys[noun] in lexicon.civic and document.tokens[noun].is_capitalised


def _is_common(noun: int, document: Document) -> bool:
    """Whether a word is no name, as far as its capital tells."""
    return not document.tokens[noun].is_capitalised or noun == document.sentence_of(noun).first


def _is_of_anything(at: int, document: Document, phrases: Layer, lexicon: FigureLexicon) -> bool:
    """``an avalanche of tyres``, ``a wildfire of rumours``: much of what no avalanche is made of, named without "the" and in no capitals."""
    begin = at + 2
    last = phrases.ends.get(begin)
    if last is None or document.keys[at + 1] != "of" or document.keys[begin] in _DETERMINERS:
        return False
    words = document.tokens[begin:last]
    return lexicon.literal_of.isdisjoint((document.keys[last - 1],)) and not any(
        word.is_capitalised or not word.is_word for word in words
    )


def _is_wonder(at: int, document: Document, lexicon: FigureLexicon) -> bool:
    """``a riot of a musical``, ``that tornado of a winger``: said of what is no riot."""
    sentence, keys = document.sentence_of(at), document.keys
    if at + 3 >= sentence.last or keys[at + 1] != "of" or keys[at + 2] not in _ONE:
        return False
    pointed = at > sentence.first and not _POINTERS.isdisjoint(keys[max(sentence.first, at - 2) : at])
    return pointed and keys[at + 3] not in lexicon.literal_of


def _tells_a_toll(trigger: Trigger, reading: Reading, lexicon: FigureLexicon) -> bool:
    """Whether the sentence counts who was harmed: then something was."""
    document = reading.document
    sentence = document.sentences[trigger.sentence]
    if document.sentence_keys[trigger.sentence].isdisjoint(lexicon.harmed):
        return False
    own, ends = range(trigger.first, trigger.last), reading.layers["number"].ends
    begin, end = max(sentence.first, trigger.first - _FAR), min(sentence.last, trigger.last + _FAR)
    for first in range(begin, end):
        if first in ends:
            near = range(max(begin, first - _TOLL), min(end, ends[first] + _TOLL))
            if any(document.keys[at] in lexicon.harmed and at not in own for at in near):
                return True
    return False
