"""Finds who claims an incident and who denies it: ``X claimed responsibility``, ``claimed by X``, ``Y denied involvement``.

"No group has claimed responsibility" is no claim, and a denial that is itself denied is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.actor import ActorKind, Sector
from worker.extract.actors.arguments import Arguments
from worker.extract.actors.coreference import GROUP_RULE
from worker.extract.actors.role_mentions import state_of
from worker.extract.actors.subjects import find_subjects
from worker.extract.actors.units import Unit, is_person
from worker.extract.actors.verbs import verb_at
from worker.extract.findings import ActorMention, ClaimMention, PlaceMention
from worker.extract.reading import Reading
from worker.lexicons.claims import ClaimLexicon, ClaimRule
from worker.lexicons.matcher import Match
from worker.text.document import Document, Sentence
from worker.values import dataclass

_BRANCHES = frozenset(
    "branch wing arm affiliate faction chapter franchise spokesman spokesmen spokeswoman spokesperson member members leader leaders commander"
    " leadership mouthpiece agency unit official source sources representative".split()
)
_GOING_ON = frozenset("saying adding claiming stating".split())
_BODIES = (ActorKind.ORGANIZATION, ActorKind.STATE)
_SPEAKING_FOR = (
    ("on", "behalf", "of"),
    ("in", "the", "name", "of"),
    ("speaking", "for"),
    ("speak", "for"),
    ("spoke", "for"),
    ("claiming", "to", "represent"),
    ("claimed", "to", "represent"),
    ("claiming", "to", "belong", "to"),
    ("claimed", "to", "belong", "to"),
    ("claiming", "to", "speak", "for"),
    *(
        (*says, "a", "member", "of")
        for says in (
            ("said", "he", "was"),
            ("said", "she", "was"),
            ("claiming", "to", "be"),
            ("claimed", "to", "be"),
            ("himself", "as"),
            ("herself", "as"),
        )
    ),
    ("said", "he", "belonged", "to"),
    ("was", "a", "spokesman", "for"),
    ("as", "spokesman", "for"),
    ("as", "a", "spokesman", "for"),
)
_CALLED = ((",",), ("calling", "itself"), ("which", "calls", "itself"), ("called",), ("known", "as"), ("named",))
_SAID = frozenset("said told says".split())
_OUTLAWS = (Sector.REB, Sector.UAF, Sector.PRM, Sector.CRM, None)
_PRONOUNS = frozenset(("it", "they"))
_ARTICLES = frozenset("the a an".split())
_OWN = frozenset("its their his her".split())
_OF = frozenset("of for from in within".split())
_ACCUSING = frozenset("accused accuses accuse accusing blamed blames blame blaming".split())
_STOPPING = frozenset(("destroyed", "eliminated"))
_FLYING = frozenset("drone drones uav uavs missile missiles rockets".split())
_IN_FLIGHT = 4  # words to what was stopped
_CALLING, _THEY = frozenset(("saying", "claiming", "stating", "asserting")), "they"
_NO = frozenset("no not never neither nor nobody none yet didn't hasn't haven't doesn't don't without".split())


def find_claims(reading: Reading, arguments: Arguments, lexicon: ClaimLexicon) -> tuple[ClaimMention, ...]:
    """Claims and denials in text order: one for each who claims, the first word for it only."""
    places, actors = reading.document.by_sentence(reading.places), reading.document.by_sentence(reading.actors)
    found: dict[tuple[int, int, bool], ClaimMention] = {}
    matches = lexicon.matcher.find_longest(reading.document, reading.layers)
    blocked = {at for match in matches if match.rule.blocks for at in range(match.first, match.last)}
    for match in matches:
        if not blocked.isdisjoint(range(match.first, match.last)):
            continue
        sentence = reading.document.sentence_of(match.first).index
        for claim in _claims(reading.document, arguments, match, _Named(places[sentence], actors[sentence])):
            found.setdefault((claim.sentence, claim.by.first, claim.denied), claim)
    return tuple(found[key] for key in sorted(found, key=lambda k: (found[k].first, k)))


@dataclass(frozen=True, slots=True)
class _Named:
    """The names of the sentence."""

    places: Sequence[PlaceMention]
    actors: Sequence[ActorMention]


def _claims(document: Document, arguments: Arguments, match: Match[ClaimRule], named: _Named) -> Iterator[ClaimMention]:
    verb = verb_at(arguments, match.first, participle=arguments.lower(match.first).endswith(("ed", "en")))
    if any(arguments.lower(at) in _NO for at in range(verb.start, match.first)) or _is_only_told(arguments, match):
        return
    caller = _caller(arguments, verb.start) if arguments.lower(match.first).endswith("ing") else None
    by_follows = arguments.lower(match.last - 1) == "by"
    units = (
        _speakers(arguments, match)
        if match.rule.quoted
        else arguments.objects(match.last)
        if by_follows
        else arguments.agents(match.last)
        if verb.passive
        else [caller]
        if caller is not None
        else find_subjects(arguments, verb) or _named_before(arguments, named, verb.start)
    )
    whom = _spoken_for(arguments, document.sentence_of(match.first), match)
    others = (unit.actor for unit in units if whom is None or unit.actor is not whom.actor)
    if whom is not None and not any(actor and actor.kind in _BODIES for actor in others):
        units = [whom]
    for unit in units:
        body = _body(arguments, unit)
        if match.rule.spoken and body is None and unit is not whom:
            body = _organization(arguments, range(unit.first + 1, unit.last))  # "the Dawn Front's | radio"
            if body is None or arguments.lower(body.last) != "'s":
                continue
        actor = body or unit.actor or _metonym(named, unit) or _unknown(document, unit)
        if actor is None or any(arguments.lower(at) in _NO for at in range(unit.first, actor.first)):
            continue
        for who in arguments.meant(actor):
            yield ClaimMention(
                start=document.tokens[match.first].start,
                end=document.tokens[match.last - 1].end,
                first=match.first,
                last=match.last,
                sentence=document.sentence_of(match.first).index,
                rule_id=match.rule.id,
                by=who,
                until=_told_until(document, match),
                denied=match.rule.denied,
                sponsor=_sponsor(document, named, match, actor) if match.rule.denied else None,
            )


def _told_until(document: Document, match: Match[ClaimRule]) -> int:
    """``claimed responsibility in a statement, saying it had killed 35 |``: where ends what they say of it."""
    end = document.sentence_of(match.first).last
    return end if not _GOING_ON.isdisjoint(document.keys[match.last : end]) else match.last


def _caller(arguments: Arguments, at: int) -> Unit | None:
    """Who says so in "a call from a member of the Dawn Front | claiming", "a note by the Front | admitting"."""
    unit = holder = arguments.unit_before(at)
    if holder is not None and holder.first > 1 and arguments.lower(holder.first - 1) == "of":
        holder = arguments.unit_before(holder.first - 1)
    told = holder is not None and holder.first > 0 and arguments.lower(holder.first - 1) in ("from", "by")
    return unit if told else None


def _speakers(arguments: Arguments, match: Match[ClaimRule]) -> list[Unit]:
    """Whose words they are, if a body's: "“We planted the bomb,” | said a spokesman | for the Dawn Front"."""
    for at in range(match.last, arguments.document.sentence_of(match.first).last):
        if arguments.lower(at) in _SAID and arguments.tag(at) == "v":
            units = arguments.objects(at + 1) if arguments.lower(at) == "said" else []
            units = units or find_subjects(arguments, verb_at(arguments, at, participle=False))
            bodies = ((unit, _body(arguments, unit)) for unit in units)
            return [
                Unit(unit.first, unit.last, body)
                for unit, body in bodies
                if body is not None and (match.rule.denied or body.sector in _OUTLAWS)
            ]
    return []


def _named_before(arguments: Arguments, named: _Named, at: int) -> list[Unit]:
    """Who "it" is in "The Dawn Front sent a letter in which | it admits having": the last body of its sentence."""
    if arguments.lower(at - 1) not in _PRONOUNS:
        return []
    before = [
        a for a in named.actors if a.last < at and a.kind is ActorKind.ORGANIZATION and a.sector is not Sector.MED
    ]
    return [Unit(a.first, a.last, a) for a in before[-1:]]


def _is_only_told(arguments: Arguments, match: Match[ClaimRule]) -> bool:
    """``The ministry claimed | the attack | was staged``: what somebody says of it, and no claim.

    So is what is said of the accused: "the army accused the rebels of treason, | saying they killed | nine men".
    """
    sentence = arguments.document.sentence_of(match.first)
    if match.rule.denied or match.last >= sentence.last:
        return False
    words, behind = arguments.document.keys[match.first : match.last], arguments.document.keys[match.last :]
    if words[-1] in _STOPPING and not _FLYING.isdisjoint(behind[:_IN_FLIGHT]):
        return True  # "the ministry said it destroyed | five enemy drones"
    if words[0] in _CALLING and _THEY in words:
        return not _ACCUSING.isdisjoint(arguments.document.keys[sentence.first : match.first])
    return arguments.tag(match.last) == "x"


def _spoken_for(arguments: Arguments, sentence: Sentence, match: Match[ClaimRule]) -> Unit | None:
    """The band for which a caller speaks: "A woman claimed responsibility on behalf of | the Dawn Front", "claimed it for |"."""
    keys = arguments.document.keys
    for at in range(sentence.first, sentence.last - 1):
        length = next((len(words) for words in _SPEAKING_FOR if keys[at : at + len(words)] == words), 0)
        if not length and at == match.last and keys[at] == "for" and not match.rule.denied:
            length = 1
        whom = arguments.unit_after(at + length) if length and at + length < sentence.last else None
        if whom is None:
            continue
        body = whom.actor if whom.actor is not None and whom.actor.kind is ActorKind.ORGANIZATION else None
        body = body or _organization(arguments, range(whom.first + 1, whom.last + 1))
        if (body is None or not body.canonical) and (named := _named_apart(arguments, whom, sentence)) is not None:
            body = named
        if body is not None:
            return Unit(whom.first, whom.last, body)
    return None


def _named_apart(arguments: Arguments, whom: Unit, sentence: Sentence) -> ActorMention | None:
    """The name behind what it is: "a member of | a leftist group, | the Dawn Front,", "a group calling itself | the Dawn Front"."""
    keys = arguments.document.keys
    length = next((len(words) for words in _CALLED if keys[whom.last : whom.last + len(words)] == words), 0)
    named = arguments.unit_after(whom.last + length) if length and whom.last + length < sentence.last else None
    body = named.actor if named is not None else None
    return body if body is not None and body.kind is ActorKind.ORGANIZATION and body.rule_id != GROUP_RULE else None


def _body(arguments: Arguments, unit: Unit) -> ActorMention | None:
    """Whose branch it is, whose spokesman: "the Dawn Front's northern branch", "a spokesman for the Dawn Front", "Ana Ruiz, its leader"."""
    document, last = arguments.document, unit.last
    low, high = document.sentence_of(unit.first).first, document.sentence_of(unit.first).last
    if is_person(unit):
        if (
            unit.actor is not None
            and arguments.lower(unit.actor.first - 1) in _BRANCHES
            and unit.actor.first > unit.first
        ):
            return _organization(
                arguments, range(unit.first + 1, unit.actor.first)
            )  # "Dawn Front spokesman | Ana Ruiz"
        if last + 1 < high and arguments.lower(last) == ",":
            office = arguments.unit_after(last + 1)  # "Ana Ruiz, | a spokesman | for the Dawn Front,"
            if office is not None and office.last > last + 1:
                return _body_of_office(arguments, office)
        if unit.first - 1 > low and arguments.lower(unit.first - 1) == ",":
            whose = arguments.unit_before(unit.first - 1)  # "a leader | of the Dawn Front, Ana Ruiz,"
            of = whose is not None and whose.first - 1 > low and arguments.lower(whose.first - 1) in _OF
            office = arguments.unit_before(whose.first - 1) if whose is not None and of else whose
            return _body_of_office(arguments, office) if office is not None else None
        return None
    return _body_of_office(arguments, unit)


def _body_of_office(arguments: Arguments, unit: Unit) -> ActorMention | None:
    if arguments.lower(unit.last - 1) not in _BRANCHES or unit.last >= len(arguments.document.tokens):
        return None
    if arguments.lower(unit.last) in _OF and unit.last + 1 < len(arguments.document.tokens):
        whose = arguments.unit_after(unit.last + 1)
        if whose is not None and whose.actor is not None and whose.actor.kind is ActorKind.ORGANIZATION:
            return whose.actor
    return _organization(arguments, range(unit.first + 1, unit.last))


def _organization(arguments: Arguments, ends: range) -> ActorMention | None:
    """The first body that ends at one of the tokens."""
    within = (arguments.by_last.get(last) or arguments.inner.get(last) for last in ends)
    return next((a for a in within if a is not None and a.kind is ActorKind.ORGANIZATION), None)


def _metonym(named: _Named, unit: Unit) -> ActorMention | None:
    """A country's name that the actors' stage left to the places."""
    for place in named.places:
        if place.first >= unit.first and place.last == unit.last:
            return state_of(place)
    return None


def _unknown(document: Document, unit: Unit) -> ActorMention | None:
    """A name that nobody knows: who claims a deed, or denies it, is somebody: "| The Eiye | denied the killing"."""
    first = unit.last
    while (
        first > unit.first and document.tokens[first - 1].is_capitalised and document.keys[first - 1] not in _ARTICLES
    ):
        first -= 1
    tokens = document.tokens[first : unit.last]
    opens = first == document.sentence_of(unit.first).first
    if not tokens or (opens and len(tokens) == 1 and not tokens[0].text.isupper()):
        return None
    name = document.text[tokens[0].start : tokens[-1].end]
    return ActorMention(
        start=tokens[0].start, end=tokens[-1].end, first=first, last=unit.last, sentence=document.sentence_of(first).index,
        rule_id="claim.unknown", name=name, kind=ActorKind.ORGANIZATION, sector=None, country=None, canonical=name, count=None,
    )  # fmt: skip


def _sponsor(document: Document, named: _Named, match: Match[ClaimRule], denier: ActorMention) -> ActorMention | None:
    """Whose involvement is denied: "denied Ruritanian involvement", "denied any role of the Dawn Front"; else a state's own."""
    for place in named.places:
        if match.first < place.first and place.last <= match.last:
            state = state_of(place)
            if state is not None:
                return state
    for actor in named.actors:
        whose = document.keys[actor.first - 1] if match.first < actor.first and actor.last <= match.last else "its"
        if actor.kind in _BODIES and whose not in _OWN:
            return actor
    return denier if denier.kind is ActorKind.STATE else None
