"""What an article is as a whole: what is no news of an incident though its words are.

The kinds ask what the article is about: a match report,
a review; and in an article about markets, debates or songs words of violence are idioms unless their sentence proves harm.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from schemas.reasons import SkipReason
from worker.extract.findings import Trigger
from worker.extract.incidents.anchors import SNIPPET, as_figure, says_idiom, without_anchor
from worker.extract.incidents.antecedents import without_old_thread, without_told
from worker.extract.incidents.article_cues import MORE, Cues, Proofs, find_cues, find_proofs
from worker.extract.incidents.background import without_background, without_passing
from worker.extract.incidents.framing import without_framed
from worker.extract.incidents.realis import Scope, aside
from worker.extract.incidents.untold import without_untold
from worker.extract.reading import Reading
from worker.lexicons.article_kinds import ArticleKinds
from worker.text.document import Document
from worker.values import dataclass

_SUPPOSED = (SkipReason.HYPOTHETICAL, SkipReason.GENERIC, SkipReason.STATISTICS, SkipReason.FICTION)
_HALF = 0.5
_ANCHORED = 1.0  # of proof beside day and place
_OWN_VOICE, _VOICE = "diary", 0.6  # so much of it for each hundred words speaks for any calm field
_STRONG = 0.8
_NEWS = 4.0  # what a trigger weighs that stands with proof of harm, against cues of one each
_PROVEN = 1.5
_SOME = 1.25  # more than one word makes a field
_HINT = 1.5  # with such cues of a calm field, what stands without a day, a victim, a force or arms is no incident:
_LEAST_PROOF = 0.75  # less proof than that
_SCANT_PROOF = 0.5
_SURE = 0.85  # of a trigger that says its kind itself, which stands for itself there
_TOLD = 2.0  # with one sentence that proves so much, all others may be short
_SHORT_TOLD = 3.0  # in a text of a sentence or two, which can prove no more
_LIKELY = 0.6
_PLAIN = 0.9
_LEAD, _LEADS = 2, 2.5  # sentences from the headline to what it says in full; proof that they are news
_LONGEST_IDIOM = 4  # words


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole article is of a kind that gives no event, by this rule."""

    reason: SkipReason
    rule_id: str


def weigh_article(
    reading: Reading, triggers: tuple[Trigger, ...], scopes: tuple[Scope, ...], lexicon: ArticleKinds
) -> tuple[tuple[Trigger, ...], Verdict | None]:
    """The triggers, with the idioms of the article's field put aside, and the verdict if the whole article gives no event."""
    if not triggers:
        return triggers, None
    triggers = without_background(reading, without_old_thread(reading, triggers))
    cues = find_cues(reading, lexicon)
    found = find_proofs(reading, {t.sentence for t in triggers if t.skip is None}, lexicon)
    proofs, total = found.by_sentence, found.total
    triggers = without_told(reading, triggers, scopes, proofs)
    triggers = without_framed(reading, triggers, proofs, lexicon)
    if total < _ANCHORED:
        triggers = without_anchor(reading, triggers, lexicon)
    triggers = without_passing(reading, triggers, cues, total, lexicon)
    triggers = _without_idioms(reading.document, triggers, cues, found, lexicon)
    triggers = without_untold(reading, triggers, lexicon)
    return triggers, _verdict(reading.document, triggers, cues, _borne_out(found), lexicon)


def _borne_out(found: Proofs) -> Mapping[int, float]:
    """What the lead tells is proven, too, by the harm that the sentence behind it counts: "a stand gave way. 48 were taken to hospital"."""
    proofs = found.by_sentence
    borne = (at for at in range(_LEAD) if at in proofs and found.of_harm.get(at + 1, 0.0) >= _PROVEN)
    return {**proofs, **{at: proofs[at] + proofs[at + 1] for at in borne}}


def _without_idioms(
    document: Document,
    triggers: tuple[Trigger, ...],
    cues: Cues,
    found: Proofs,
    lexicon: ArticleKinds,
) -> tuple[Trigger, ...]:
    """In an article about markets, matches, debates or songs: words that idioms are made of, without proof in their sentence."""
    proofs, total = found.by_sentence, found.total
    hundreds = len(document.tokens) / 100
    calm: list[tuple[float, str]] = []
    hinted: list[tuple[float, str]] = []
    live = [(proofs.get(t.sentence, 0.0), t.leaf) for t in triggers if t.skip is None]
    figures = 0.0 if any(leaf and proof >= _PROVEN for proof, leaf in live) else _figures_in(triggers)
    voice = cues.scores.get(_OWN_VOICE, 0.0)
    voice = voice if voice >= _VOICE * hundreds else 0.0
    fields = (name for name, kind in lexicon.kinds.items() if kind.calm is not None and name != _OWN_VOICE)
    several = len(document.sentences) > SNIPPET
    calm_cues = fsum(cues.scores.get(name, 0.0) for name in fields) if several else 0.0
    for name, kind in lexicon.kinds.items():
        score = cues.scores.get(name, 0.0) + figures + (voice if name != _OWN_VOICE else 0.0)
        score += kind.others * max(0.0, calm_cues - cues.scores.get(name, 0.0))
        if kind.calm is None:
            continue
        hinted.append((score, name))
        if score >= (max(kind.calm, kind.share * hundreds, total + MORE) if total else max(_SOME, kind.calm / 2)):
            calm.append((score, name))
    if calm:
        name, borne = max(calm)[1], _borne_out(found)
        return tuple(_aside(t, name, document, cues, borne, lexicon) for t in triggers)
    score, name = max(hinted, default=(0.0, ""))
    if any(proof >= _TOLD for proof, _ in live):
        return triggers
    if score < max(_HINT, _HINT * hundreds):
        return _without_unproven(document, triggers, proofs, lexicon)
    return tuple(
        _put_aside(t, name, cues, lexicon)
        if t.skip is None
        and proofs.get(t.sentence, 0.0)
        < (_PROVEN if cues.quoted[t.first] or _is_idiom(t, document, lexicon) else _LEAST_PROOF)
        else t
        for t in triggers
    )


def _figures_in(triggers: tuple[Trigger, ...]) -> float:
    """What speaks for more figures of speech: who uses one does it again, and half as much who speaks of what may be, or is in general."""
    said = {t.sentence for t in triggers if t.skip is SkipReason.FIGURATIVE}
    supposed = {t.sentence for t in triggers if t.skip in _SUPPOSED} - said
    return len(said) + _HALF * len(supposed)


def _without_unproven(
    document: Document, triggers: tuple[Trigger, ...], proofs: Mapping[int, float], lexicon: ArticleKinds
) -> tuple[Trigger, ...]:
    """Whatever the field: words that idioms are made of, where no sentence of the article tells more than them and a place."""
    snippet = len(document.sentences) <= SNIPPET
    least = _SCANT_PROOF if snippet else _LEAST_PROOF
    if any(t.skip is None and t.leaf and proofs.get(t.sentence, 0.0) >= least for t in triggers):
        return triggers
    return tuple(
        as_figure(t, "article.unproven")
        if t.skip is None and _is_idiom(t, document, lexicon) and not (snippet and t.kind is None and t.weight >= _SURE)
        else t
        for t in triggers
    )


def _aside(
    trigger: Trigger, name: str, document: Document, cues: Cues, proofs: Mapping[int, float], lexicon: ArticleKinds
) -> Trigger:
    """The trigger, put aside where the article's field lets it be a figure of speech or part of a story, and nothing proves harm."""
    kind = lexicon.kinds[name]
    proof = proofs.get(trigger.sentence, 0.0)
    if trigger.kind is None and trigger.weight >= _PLAIN and proof >= _SHORT_TOLD - _HALF:
        proof += _HALF  # its own words say what it was: "threw acid in the face of"
    if trigger.skip is not None or proof >= kind.proof:
        return trigger
    if kind.all_told or cues.quoted[trigger.first] or _is_idiom(trigger, document, lexicon):
        return _put_aside(trigger, name, cues, lexicon)
    return trigger


def _put_aside(trigger: Trigger, name: str, cues: Cues, lexicon: ArticleKinds) -> Trigger:
    return aside(trigger, lexicon.kinds[name].reason, cues.rules.get(name, "article.figures"))


def _is_idiom(trigger: Trigger, document: Document, lexicon: ArticleKinds) -> bool:
    return trigger.last - trigger.first <= _LONGEST_IDIOM and says_idiom(trigger, document, lexicon)


def _opens_with_news(trigger: Trigger, proofs: Mapping[int, float]) -> bool:
    """Whether the headline or the sentence behind it tells of proven harm: the match was but where it was."""
    told = trigger.skip is None and bool(trigger.leaf) and trigger.weight >= _LIKELY
    return told and trigger.sentence < _LEAD and proofs.get(trigger.sentence, 0.0) >= _LEADS


def _verdict(
    document: Document, triggers: tuple[Trigger, ...], cues: Cues, proofs: Mapping[int, float], lexicon: ArticleKinds
) -> Verdict | None:
    """The kind of article that gives no event, unless what it tells of weighs more."""
    live, snippet = 1.0, len(document.sentences) <= SNIPPET
    for trigger in triggers:
        proof = proofs.get(trigger.sentence, 0.0)
        weight = _STRONG if snippet and trigger.leaf and proof >= _SHORT_TOLD else trigger.weight
        if trigger.skip is None and weight >= _STRONG:
            live += weight * (_NEWS if proof >= _PROVEN else 1.0)
    hundreds = len(document.tokens) / 100
    opens = any(_opens_with_news(trigger, proofs) for trigger in triggers)
    best: tuple[float, str] | None = None
    for name, kind in lexicon.kinds.items():
        score = cues.scores.get(name, 0.0)
        if kind.least is None or score < max(kind.least, kind.share * hundreds, live):
            continue
        if opens and not kind.own_voice:
            continue  # "The play-off was put off after the visitors' bus collided with a lorry, killing …"
        if best is None or score > best[0]:
            best = score, name
    return Verdict(lexicon.kinds[best[1]].reason, cues.rules[best[1]]) if best else None
