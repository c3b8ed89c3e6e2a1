"""Fits a logistic model to judged values, and measures how far what it says lies from what comes true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from tests.accuracy.judgement import Judged
from worker.lexicons.enrichment import Logistic

BINS = 10
_FOLDS = 5
_PARTINGS = 20
_REGULARISATION = 0.5
"""Inverse strength of the L2 penalty: some sets are small, and their scheme is not the world's."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Values of about the same stated probability."""

    low: float  # the bound below
    count: int
    said: float
    right: float


def fit(judged: Sequence[Judged]) -> Logistic:
    """The model of these values.

    Raises:
        ValueError: all are right, or all wrong.
    """
    names = sorted({name for value in judged for name in value.signs})
    model = _fitted(_matrix(judged, names), _rights(judged))
    weights = {name: round(float(w), 2) for name, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.005}
    return Logistic(intercept=round(float(model.intercept_[0]), 2), weights=weights)


def cross_validated(judged: Sequence[Judged]) -> list[float]:
    """What models say of each value that were fitted to other articles only: the mean over several partings into folds.

    One parting alone moves the error of a set of 200 by a factor of two, from chance.
    """
    names = sorted({name for value in judged for name in value.signs})
    signs, rights = _matrix(judged, names), _rights(judged)
    said = np.zeros(len(judged))
    articles = [value.article_id for value in judged]
    for parting in range(_PARTINGS):
        for known, new in GroupKFold(_FOLDS, shuffle=True, random_state=parting).split(signs, rights, articles):
            said[new] += _fitted(signs[known], rights[known]).predict_proba(signs[new])[:, 1]
    return [float(share) / _PARTINGS for share in said]


def reliability(said: Sequence[float], rights: Sequence[bool], stated: Sequence[float] | None = None) -> list[Bin]:
    """Bins of equal width that hold anything, from unsure to sure.

    ``stated`` is what the model of all articles says, and parts the values where ``said`` comes from models of other articles: these
    say a little less of a value that is right than of its twin that is wrong, and a bound between the two would part right from wrong.
    """
    bins = []
    places = [min(int(share * BINS), BINS - 1) for share in (said if stated is None else stated)]
    for index in range(BINS):
        inside = [(s, r) for s, r, place in zip(said, rights, places, strict=True) if place == index]
        if inside:
            count = len(inside)
            bins.append(Bin(index / BINS, count, sum(s for s, _ in inside) / count, sum(r for _, r in inside) / count))
    return bins


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """Mean distance of what is said from what is right, weighted by the bins' counts (Naeini et al. 2015)."""
    return sum(b.count * abs(b.said - b.right) for b in bins) / sum(b.count for b in bins)


def _fitted(signs: np.ndarray, rights: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=_REGULARISATION, max_iter=1_000).fit(signs, rights)


def _matrix(judged: Sequence[Judged], names: Sequence[str]) -> np.ndarray:
    return np.array([[float(value.signs.get(name, 0)) for name in names] for value in judged])


def _rights(judged: Sequence[Judged]) -> np.ndarray:
    return np.array([value.right for value in judged])
