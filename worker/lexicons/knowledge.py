"""All that Tocsin knows, loaded once and passed down: no stage opens a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from schemas.taxonomy import Taxonomy, load_taxonomy
from worker.lexicons.actors import ActorLexicon, load_actors
from worker.lexicons.article_kinds import ArticleKinds, load_article_kinds
from worker.lexicons.attribution import AttributionLexicon, load_attribution
from worker.lexicons.boilerplate import load_boilerplate
from worker.lexicons.case import CaseWords, load_case_words
from worker.lexicons.casualties import CasualtyLexicon, load_casualties
from worker.lexicons.claims import ClaimLexicon, load_claims
from worker.lexicons.classes import load_classes
from worker.lexicons.damage import DamageLexicon, load_damage
from worker.lexicons.effects import EffectLexicon, load_effects
from worker.lexicons.enrichment import EnrichmentLexicon, load_enrichment
from worker.lexicons.figures import FigureLexicon, load_figures
from worker.lexicons.gazetteer import Gazetteer
from worker.lexicons.grammar import GrammarLexicon, load_grammar
from worker.lexicons.incidents import IncidentRules, load_incident_rules
from worker.lexicons.language import load_languages
from worker.lexicons.relations import RelationLexicon, load_relations
from worker.lexicons.roles import RoleLexicon, load_roles
from worker.lexicons.scopes import ScopeLexicon, load_scopes
from worker.lexicons.source import ruleset_sha
from worker.lexicons.syntax import Classes
from worker.lexicons.times import TimeLexicon, load_times
from worker.lexicons.triggers import TriggerLexicon, load_triggers
from worker.lexicons.weapons import WeaponLexicon, load_weapons
from worker.text.boilerplate import BoilerplateRules
from worker.text.language import LanguageProfiles


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One field for each stage's knowledge; immutable, and the same in all processes."""

    taxonomy: Taxonomy
    classes: Classes
    boilerplate: BoilerplateRules
    languages: LanguageProfiles
    times: TimeLexicon
    gazetteer: Gazetteer
    enrichment: EnrichmentLexicon
    casualties: CasualtyLexicon
    weapons: WeaponLexicon
    damage: DamageLexicon
    effects: EffectLexicon
    grammar: GrammarLexicon
    actors: ActorLexicon
    case: CaseWords
    relations: RelationLexicon
    roles: RoleLexicon
    claims: ClaimLexicon
    attribution: AttributionLexicon
    triggers: TriggerLexicon
    scopes: ScopeLexicon
    figures: FigureLexicon
    article_kinds: ArticleKinds
    incidents: IncidentRules
    ruleset_sha: str


def load_knowledge(gazetteer: Path | None = None) -> Knowledge:
    """Everything from ``worker/data``; the gazetteer from that folder, else the one that the package carries.

    Raises:
        KnowledgeError: a file of knowledge is broken.
        Misconfigured: the gazetteer is missing or of another version; the message says the command.
    """
    classes = load_classes()
    taxonomy, figures = load_taxonomy(), load_figures(classes)
    grammar, actors = load_grammar(classes), load_actors(classes)
    places = Gazetteer.load(gazetteer)
    return Knowledge(
        taxonomy=taxonomy,
        classes=classes,
        boilerplate=load_boilerplate(),
        languages=load_languages(),
        times=load_times(),
        gazetteer=places,
        enrichment=load_enrichment(),
        casualties=load_casualties(classes),
        weapons=load_weapons(classes),
        damage=load_damage(classes),
        effects=load_effects(classes),
        grammar=grammar,
        actors=actors,
        case=load_case_words(grammar, actors),
        relations=load_relations(classes),
        roles=load_roles(classes),
        claims=load_claims(classes),
        attribution=load_attribution(classes),
        triggers=load_triggers(classes, taxonomy),
        scopes=load_scopes(classes),
        figures=figures,
        article_kinds=load_article_kinds(classes, figures, places.words.forename),
        incidents=load_incident_rules(taxonomy),
        ruleset_sha=ruleset_sha(),
    )
