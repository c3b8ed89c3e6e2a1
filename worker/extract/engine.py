"""Article in, events out: the whole extraction, stage by stage.

Pure and deterministic: no clock, no log, no environment.  Who wants to know how long a stage takes passes ``on_stage``, which is
called with the stage's name when it is done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from schemas.article import ArticleRef, RawArticle, sha256_of
from schemas.origin import Extractor
from schemas.reasons import SkipReason
from schemas.result import ArticleIncidents, Boilerplate, Skipped, SpanKind
from worker import __version__
from worker.extract.actors.arguments import arguments_of
from worker.extract.actors.attribution import find_attributions
from worker.extract.actors.claims import find_claims
from worker.extract.actors.harmed import add_harmed
from worker.extract.actors.mentions import actor_layer, find_actors, is_armed_group
from worker.extract.actors.named_next import name_next
from worker.extract.actors.phrases import Phrases, find_phrases
from worker.extract.actors.roles import find_roles
from worker.extract.actors.titled import name_titled
from worker.extract.assemble import assemble_events, check_proofs
from worker.extract.attach import Findings, attach_findings
from worker.extract.casualties.mentions import find_casualties
from worker.extract.findings import Trigger
from worker.extract.incidents.articles import Verdict, weigh_article
from worker.extract.incidents.bodies import without_bodiless
from worker.extract.incidents.clauses import split_clauses
from worker.extract.incidents.gathering import gather_incidents, put_aside
from worker.extract.incidents.realis import find_scopes, shaded_by
from worker.extract.incidents.relations import relate_events
from worker.extract.incidents.summaries import counted_over, summed_up
from worker.extract.incidents.triggers import find_trigger_words, find_triggers
from worker.extract.places.mentions import find_places
from worker.extract.places.scenes import find_scenes
from worker.extract.reading import Reading
from worker.extract.recasing import recased
from worker.extract.things.counts import find_counts
from worker.extract.things.damage import find_damage
from worker.extract.things.effects import find_effects
from worker.extract.things.outcomes import find_outcomes
from worker.extract.things.secondary import find_secondary
from worker.extract.things.targets import find_targets
from worker.extract.things.weapons import find_weapons
from worker.extract.times.mentions import find_times
from worker.extract.trace import Trace
from worker.lexicons.knowledge import Knowledge
from worker.text.document import Document, Outline
from worker.text.language import ENGLISH
from worker.text.layers import layer_of
from worker.text.numbers import find_numbers, number_layer
from worker.text.reading import read_document, read_outline

T = TypeVar("T")
OnStage = Callable[[str], None]


def _ignore(stage: str) -> None:
    """Nobody wants to know."""


def extract(article: RawArticle, knowledge: Knowledge, on_stage: OnStage = _ignore) -> ArticleIncidents:
    """The incidents that an article tells of, and what looked like one and why it is none.

    Raises:
        Rejected: ``span_mismatch``, when evidence does not stand where it claims to (a defect).
    """
    return trace(article, knowledge, on_stage).result


def trace(article: RawArticle, knowledge: Knowledge, on_stage: OnStage = _ignore) -> Trace:
    """The same run with everything that it found.

    Raises:
        Rejected: as ``extract``.
    """
    outline = read_outline(article, knowledge.boilerplate, knowledge.languages)
    on_stage("outline")
    if (verdict := _unreadable(outline)) or not may_tell(outline, knowledge):
        return Trace(_nothing(article, outline, knowledge, verdict))
    document = read_document(article, knowledge.boilerplate, knowledge.languages, outline)
    document = recased(document, knowledge.case, knowledge.gazetteer)
    on_stage("read")
    words = find_trigger_words(document, knowledge.triggers)
    if not words:
        return Trace(_without_triggers(article, document, knowledge))
    on_stage("gate")

    reading, phrases = read_article(document, knowledge, on_stage)
    clauses = split_clauses(document)
    scopes = find_scopes(reading, clauses, knowledge.scopes)
    triggers = find_triggers(words, reading, clauses, scopes, knowledge.triggers, knowledge.scopes)
    triggers = without_bodiless(reading, triggers, knowledge.figures)
    on_stage("triggers")
    triggers, verdict = weigh_article(reading, triggers, scopes, knowledge.article_kinds)
    if verdict is not None:
        return Trace(_nothing(article, document, knowledge, verdict), reading, verdict, triggers)
    scenes = find_scenes(reading, clauses, triggers, shaded_by(scopes, triggers, document), knowledge.gazetteer)
    incidents, history = gather_incidents(triggers, scenes, knowledge.incidents)
    on_stage("incidents")
    if not incidents:
        skipped = _skipped((*triggers, *history))
        if not skipped:  # words that could tell of an incident, and none that does
            verdict = Verdict(SkipReason.NO_INCIDENT, "article.too_weak")
            return Trace(_nothing(article, document, knowledge, verdict), reading, None, triggers, scenes)
        result = _result(article, document, knowledge, skipped=skipped)
        return Trace(result, reading, None, triggers, scenes)

    findings = find_findings(reading, phrases, knowledge, on_stage)
    suppressed = (*(t for t in triggers if t.skip is not None), *history)
    silent = (t for t in suppressed if t.realis_rule not in knowledge.scopes.quiet)
    others = tuple(scope for scope in scopes if scope.reason is not SkipReason.COURT)
    tried = scenes.shade - shaded_by(others, triggers, document) if len(others) < len(scopes) else frozenset[int]()
    attached = attach_findings(findings, incidents, silent, scenes, knowledge.incidents, tried)
    result = _result(article, document, knowledge)
    events = assemble_events(incidents, attached, result.article, scenes, knowledge.incidents, result.extractor)
    if told := summed_up(events, incidents, knowledge.incidents) | counted_over(events, incidents, findings.casualties):
        for number in sorted(told):
            suppressed += put_aside(incidents[number].triggers, SkipReason.STATISTICS, "incidents.summed_up")
        events, incidents, attached = _without(events, told), _without(incidents, told), _without(attached, told)
    events = relate_events(events, incidents, document, knowledge.relations, knowledge.incidents)
    check_proofs(events, document)
    on_stage("assemble")
    result = result.model_copy(update={"events": events, "skipped": _skipped(suppressed)})
    return Trace(result, reading, None, triggers, scenes, incidents, findings, attached)


def may_tell(outline: Outline, knowledge: Knowledge) -> bool:
    """Whether the words suffice for a trigger or for a figure of speech.  Most articles end here: it costs far less than to read."""
    words, keys = outline.vocabulary, outline.keys
    return knowledge.triggers.gate.opens(words, keys) or knowledge.scopes.gate.opens(words, keys)


def read_article(document: Document, knowledge: Knowledge, on_stage: OnStage = _ignore) -> tuple[Reading, Phrases]:
    """The document with its numbers, times, places and actors: what all later stages read."""
    numbers = find_numbers(document)
    on_stage("numbers")
    times = find_times(document, knowledge.times, numbers)
    on_stage("times")
    places = find_places(document, knowledge.gazetteer)
    on_stage("places")
    phrases = find_phrases(document, numbers, times, places, knowledge.grammar)
    actors = find_actors(document, phrases, numbers, places, knowledge.actors)
    on_stage("actors")
    layers = {
        "number": number_layer(numbers),
        "time": layer_of((t.first, t.last) for t in times),
        "place": layer_of((p.first, p.last) for p in places),
        "actor": actor_layer(document, actors),
        "armed": actor_layer(document, (a for a in actors if is_armed_group(a))),
        "phrase": phrases.layer,
    }
    return Reading(document, numbers, times, places, actors, layers), phrases


def find_findings(reading: Reading, phrases: Phrases, knowledge: Knowledge, on_stage: OnStage = _ignore) -> Findings:
    """Who, how many, with what, and what became of it: everything that belongs to some incident."""
    arguments = arguments_of(reading, phrases)
    silent = knowledge.roles.speech | knowledge.incidents.reactions
    casualties = find_casualties(reading, knowledge.casualties)
    on_stage("casualties")
    roles = add_harmed(reading, find_roles(reading, arguments, knowledge.roles), casualties, knowledge.roles)
    roles = name_titled(reading, roles, silent)
    roles = name_next(reading, arguments, roles, knowledge.roles)
    on_stage("roles")
    claims = find_claims(reading, arguments, knowledge.claims)
    attributions = find_attributions(reading, arguments, knowledge.attribution)
    on_stage("claims")
    weapons = find_weapons(reading, knowledge.weapons)
    counts = find_counts(reading, knowledge.weapons)
    outcomes = find_outcomes(reading, knowledge.weapons)
    on_stage("weapons")
    damage = find_damage(reading, knowledge.damage)
    targets = find_targets(reading, knowledge.damage, damage)
    on_stage("damage")
    effects = find_effects(reading, knowledge.effects)
    secondary = find_secondary(reading, knowledge.effects)
    on_stage("effects")
    return Findings(
        roles=roles,
        claims=claims,
        attributions=attributions,
        casualties=casualties,
        weapons=weapons,
        counts=counts,
        outcomes=outcomes,
        targets=targets,
        damage=damage,
        effects=effects,
        secondary=secondary,
    )


def _without(several: tuple[T, ...], positions: frozenset[int]) -> tuple[T, ...]:
    return tuple(one for number, one in enumerate(several) if number not in positions)


def _reference(article: RawArticle, document: Document | Outline) -> ArticleRef:
    return ArticleRef(
        id=article.article_id,
        publisher=article.publisher,
        url=article.url,
        title=article.title,
        published=document.published,
        language=document.language,
        sha256=sha256_of(article.text),
    )


def _extractor(knowledge: Knowledge) -> Extractor:
    return Extractor(version=__version__, ruleset_sha=knowledge.ruleset_sha)


def _result(
    article: RawArticle, document: Document | Outline, knowledge: Knowledge, skipped: tuple[Skipped, ...] = ()
) -> ArticleIncidents:
    boilerplate = tuple(
        Boilerplate(start=s.start, end=s.end, kind=SpanKind(s.kind), rule_id=s.rule_id) for s in document.boilerplate
    )
    return ArticleIncidents(
        article=_reference(article, document), skipped=skipped, boilerplate=boilerplate, extractor=_extractor(knowledge)
    )


def _nothing(
    article: RawArticle, document: Document | Outline, knowledge: Knowledge, verdict: Verdict | None
) -> ArticleIncidents:
    """No event in the whole article, for one reason."""
    reason, rule = (verdict.reason, verdict.rule_id) if verdict else (SkipReason.NO_INCIDENT, "article.no_trigger")
    whole = Skipped(reason=reason, start=0, end=len(article.text), rule_id=rule)
    return _result(article, document, knowledge, skipped=(whole,))


def _unreadable(outline: Outline) -> Verdict | None:
    """Why nothing is read in the article, whatever its words."""
    if not outline.has_prose:
        return Verdict(SkipReason.BOILERPLATE_ONLY, "article.boilerplate_only")
    if outline.language not in (None, ENGLISH):
        return Verdict(SkipReason.OTHER_LANGUAGE, "article.other_language")
    return None


def _without_triggers(article: RawArticle, document: Document, knowledge: Knowledge) -> ArticleIncidents:
    """No word that could tell of an incident: figures of speech are counted where there are some, else the whole article."""
    figures = tuple(
        Skipped(
            reason=found.rule.reason,
            start=document.tokens[found.first].start,
            end=document.tokens[found.last - 1].end,
            rule_id=found.rule.id,
        )
        for found in knowledge.scopes.figures.find_longest(document, {})
        if found.rule.reason is not None
    )
    return (
        _result(article, document, knowledge, skipped=figures)
        if figures
        else _nothing(article, document, knowledge, None)
    )


def _skipped(triggers: tuple[Trigger, ...]) -> tuple[Skipped, ...]:
    """Each put-aside trigger with its reason, in text order; what is too much as one stretch."""
    skipped = [
        Skipped(reason=t.skip, start=t.start, end=t.end, rule_id=t.realis_rule or t.rule_id, type=t.leaf or None)
        for t in sorted(triggers, key=lambda t: (t.start, t.end, t.rule_id))
        if t.skip is not None and t.skip is not SkipReason.TOO_MANY
    ]
    left_out = [t for t in triggers if t.skip is SkipReason.TOO_MANY]
    if left_out:
        start, end = min(t.start for t in left_out), max(t.end for t in left_out)
        skipped.append(Skipped(reason=SkipReason.TOO_MANY, start=start, end=end, rule_id="incidents.too_many"))
    return tuple(skipped)
