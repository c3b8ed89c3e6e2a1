"""What articles are about: match reports, reviews, opinion, markets, debates (``rules/article_kinds.yaml``).

Some kinds tell of no incident as a whole; in others words of violence are mostly figures of speech and need proof.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from schemas.reasons import SkipReason
from worker.lexicons.figures import FigureLexicon
from worker.lexicons.grammar import words_of
from worker.lexicons.matcher import Matcher
from worker.lexicons.rules import Rule
from worker.lexicons.source import KnowledgeError, load_yaml
from worker.lexicons.syntax import Classes, Words, parse_pattern


class CueRule(Rule):
    """Words that speak for a kind of article; different words count, not repetitions."""

    kind: str
    weight: float = Field(default=1.0, gt=0)


class ProofRule(Rule):
    """Words that speak for real harm."""

    weight: float = Field(gt=0)


class FrameRule(Rule):
    """Words of the lead that say what all of an article is told as: a report, a ceremony, a drill.

    ``over`` frames hold for the lead's own words as well; ``aged`` ones only where the article names a day long past and no day of the
    news by the frame's own deed.  Incidents of the types ``spares`` begin with happen beside it, and those that have a day of the news
    and so much ``proof`` in their sentence.
    """

    reason: SkipReason
    proof: float = 2.0
    over: bool = False
    aged: bool = False
    spares: tuple[str, ...] = ()


class KindRule(BaseModel):
    """How many cues make an article one of a kind: ``least``, and ``share`` for each hundred words.

    ``calm`` of them make one in which idioms need so much ``proof``, or ``all_told``, as a plot's every deed does.  Of a kind in its
    author's ``own_voice`` quoted words are no cues.  What speaks for other calm kinds speaks for it, too, with a share of ``others``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: SkipReason
    least: float | None = None
    share: float = 0.0
    calm: float | None = None
    proof: float = 0.0
    all_told: bool = False
    own_voice: bool = False
    others: float = 0.0


class KindRules(BaseModel):
    """The file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: dict[str, KindRule]
    proofs: tuple[ProofRule, ...]
    frames: tuple[FrameRule, ...]
    cues: tuple[CueRule, ...]


@dataclass(frozen=True, slots=True)
class ArticleKinds:
    """Compiled; ``idioms`` are the words of violence that idioms are made of."""

    kinds: dict[str, KindRule]
    cues: Matcher[CueRule]
    proofs: Matcher[ProofRule]
    frames: Matcher[FrameRule]
    idioms: frozenset[str]
    anchors: frozenset[str]
    """What shows that such a word is meant."""
    done_to_people: frozenset[str]
    """What people suffer by one another."""
    tellers: frozenset[str]
    """By which news says who says so."""
    forenames: frozenset[str]
    figures: FigureLexicon


_SHAPE = TypeAdapter(KindRules)


def load_article_kinds(classes: Classes, figures: FigureLexicon, forenames: frozenset[str]) -> ArticleKinds:
    """All kinds, their cues, and what proves harm.

    Raises:
        KnowledgeError: the file is broken, or a cue names an unknown kind.
    """
    rules = load_yaml("rules/article_kinds.yaml", _SHAPE)
    if unknown := sorted({cue.kind for cue in rules.cues} - set(rules.kinds)):
        raise KnowledgeError(f"worker/data/rules/article_kinds.yaml: no such kinds: {', '.join(unknown)}")
    words = (test for sequence in parse_pattern("@idiom_word", classes) for test in sequence if isinstance(test, Words))
    return ArticleKinds(
        kinds=rules.kinds,
        cues=Matcher(rules.cues, classes),
        proofs=Matcher(rules.proofs, classes),
        frames=Matcher(rules.frames, classes),
        idioms=frozenset().union(*(test.keys for test in words)),
        anchors=words_of("anchor", classes),
        done_to_people=words_of("done_to_people", classes),
        tellers=words_of("news_teller", classes),
        forenames=forenames,
        figures=figures,
    )
