"""Every rule of every kind proves itself: it is found in its examples and not in its counter-examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache

import pytest

from schemas.article import RawArticle
from worker.extract.engine import read_article
from worker.extract.findings import Trigger
from worker.extract.incidents.clauses import split_clauses
from worker.extract.incidents.realis import Scope, find_scopes
from worker.extract.incidents.triggers import find_trigger_words, find_triggers
from worker.extract.reading import Reading
from worker.lexicons.knowledge import Knowledge, load_knowledge
from worker.lexicons.matcher import Matcher
from worker.lexicons.rules import Rule
from worker.lexicons.syntax import InLayer, parse_pattern
from worker.text.reading import read_document


@cache
def known() -> Knowledge:
    """All knowledge, once for this file."""
    return load_knowledge()


def matchers(value: object, path: str = "") -> Iterator[tuple[str, Matcher[Rule]]]:
    """Every matcher that some part of the knowledge holds, with the path to it."""
    if isinstance(value, Matcher):
        yield path, value
    elif is_dataclass(value):
        for part in fields(value):
            yield from matchers(getattr(value, part.name), f"{path}.{part.name}".strip("."))


def read(text: str) -> Reading:
    """A sentence as the extraction reads it."""
    return read_article(read_document(RawArticle(text=text, published=date(2024, 5, 15))), known())[0]


def triggers_in(text: str) -> tuple[Trigger, ...]:
    """The triggers of a sentence, with what their context makes of them."""
    reading = read(text)
    clauses = split_clauses(reading.document)
    scopes = find_scopes(reading, clauses, known().scopes)
    words = find_trigger_words(reading.document, known().triggers)
    return find_triggers(words, reading, clauses, scopes, known().triggers, known().scopes)


def scopes_in(text: str) -> tuple[Scope, ...]:
    """The scopes of a sentence."""
    reading = read(text)
    return find_scopes(reading, split_clauses(reading.document), known().scopes)


# Kinds that have a stage of their own, which decides more than the pattern does; the others are proved by the pattern alone.
STAGES = ("triggers.rules", "scopes.scopes")
# Their stage reads a negation or the words around beside the pattern; tables in tests/extract prove their counter-examples.
NEGATED_BY_STAGE = ("claims.matcher", "effects.status")


def cases(kind: str, attribute: str) -> list[object]:
    """One row for each sentence of each rule of a kind."""
    found = dict(matchers(known())).get(kind)
    assert found is not None, f"no matcher at {kind}"
    return [
        pytest.param(rule, sentence, id=f"{rule.id}-{number}")
        for rule in found.rules
        for number, sentence in enumerate(getattr(rule, attribute))
    ]


@pytest.mark.parametrize(("rule", "sentence"), cases("triggers.rules", "examples"))
def test_a_trigger_is_found_in_its_examples(rule: Rule, sentence: str) -> None:
    """A trigger's example has it, and tells of something that happened, by this rule or by a surer one over its words."""
    reading = read(sentence)
    matches = [m for m in known().triggers.rules.find(reading.document, reading.layers) if m.rule.id == rule.id]
    assert matches
    kind = known().triggers.kinds.get(getattr(rule, "kind", None) or "")
    if kind is not None and kind.type is None:
        return  # what only follows from an incident is read beside one
    found = [t for t in triggers_in(sentence) if any(t.first < m.last and m.first < t.last for m in matches)]
    assert any(t.skip is None for t in found), [(t.rule_id, t.realis_rule) for t in found]


@pytest.mark.parametrize(("rule", "sentence"), cases("triggers.rules", "counter"))
def test_a_trigger_is_not_found_in_its_counter_examples(rule: Rule, sentence: str) -> None:
    """A counter-example has no such trigger, or one that is suppressed."""
    assert not [t for t in triggers_in(sentence) if t.rule_id == rule.id and t.skip is None]


@pytest.mark.parametrize(("rule", "sentence"), cases("scopes.scopes", "examples"))
def test_a_scope_is_found_in_its_examples(rule: Rule, sentence: str) -> None:
    """A scope's example has it; rules that only block others are proved by their pattern."""
    if getattr(rule, "blocks", False):
        reading = read(sentence)
        assert any(m.rule.id == rule.id for m in known().scopes.scopes.find(reading.document, reading.layers))
    elif getattr(rule, "past_time", False):
        assert any(s.rule.id == rule.id for s in scopes_in(sentence))
    else:
        assert any(s.rule.id == rule.id for s in scopes_in(sentence))


@pytest.mark.parametrize(("rule", "sentence"), cases("scopes.scopes", "counter"))
def test_a_scope_covers_no_trigger_in_its_counter_examples(rule: Rule, sentence: str) -> None:
    """In a counter-example the scope suppresses nothing."""
    assert not [t for t in triggers_in(sentence) if t.realis_rule == rule.id]


def pattern_cases(attribute: str) -> list[object]:
    """Rules of all other kinds whose patterns need no layer but those of every reading."""
    layers = frozenset(read("Nothing.").layers)
    rows = []
    for path, matcher in sorted(matchers(known()), key=lambda pair: pair[0]):
        if path in STAGES:
            continue
        if attribute == "counter" and path in NEGATED_BY_STAGE:
            continue
        for rule in matcher.rules:
            if _layers_of(rule) <= layers:
                for number, sentence in enumerate(getattr(rule, attribute, ())):
                    rows.append(pytest.param(matcher, rule, sentence, id=f"{path}-{rule.id}-{number}"))
    return rows


def _layers_of(rule: Rule) -> set[str]:
    sequences = (s for pattern in rule.patterns for s in parse_pattern(pattern, known().classes))
    return {element.layer for sequence in sequences for element in sequence if isinstance(element, InLayer)}


@pytest.mark.parametrize(("matcher", "rule", "sentence"), pattern_cases("examples"))
def test_a_pattern_is_found_in_its_examples(matcher: Matcher[Rule], rule: Rule, sentence: str) -> None:
    """Rules of every kind match their examples."""
    reading = read(sentence)
    assert any(match.rule.id == rule.id for match in matcher.find(reading.document, reading.layers))


@pytest.mark.parametrize(("matcher", "rule", "sentence"), pattern_cases("counter"))
def test_a_pattern_is_not_found_in_its_counter_examples(matcher: Matcher[Rule], rule: Rule, sentence: str) -> None:
    """Rules of every kind leave their counter-examples alone."""
    reading = read(sentence)
    assert not any(match.rule.id == rule.id for match in matcher.find(reading.document, reading.layers))


def test_no_two_rules_share_an_id() -> None:
    """``tocsin explain`` and the events name a rule by its id: it leads to one entry of one file."""
    rules = {
        (rule.id, rule.patterns) for _, matcher in matchers(known()) for rule in matcher.rules
    }  # some are held twice
    assert sorted(name for name, times in Counter(name for name, _ in rules).items() if times > 1) == []
