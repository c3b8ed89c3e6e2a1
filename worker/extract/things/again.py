"""Which thing "the building" or "the two vehicles" points back to, and whose "windows" were broken."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from schemas.harm import TargetKind
from worker.extract.findings import DamageMention, TargetMention

# Any thing may be told of by these.
_GENERAL = frozenset(
    "building buildings premises structure structures place establishment establishments facility facilities installation"
    " installations complex property properties site".split()
)
# Broken beside a thing that is told of, they are its own or the neighbours'.
_OPENINGS = frozenset("window windows pane panes windowpane windowpanes door doors windscreen windscreens".split())


class ToldThings:
    """The things of one incident that were told of by names of their own, in text order."""

    def __init__(self, targets: Iterable[TargetMention]) -> None:
        self._told: dict[TargetKind | None, list[TargetMention]] = defaultdict(list)
        for target in targets:
            if not target.again:
                self._told[target.kind].append(target)
                self._told[None].append(target)
        self._whole = any(not _is_opening(target) for target in self._told[None])

    def only_part(self, thing: TargetMention | DamageMention) -> bool:
        """Whether it is but windows or doors, where the incident has other things."""
        return self._whole and _is_opening(thing)

    def before(self, thing: TargetMention | DamageMention) -> TargetMention | None:
        """The last of its kind told in a sentence before, for one that points back."""
        if not thing.again:
            return None
        name = _name(thing)
        several = self._told[None if name.rsplit(" ", 1)[-1].casefold() in _GENERAL else thing.kind]
        at = bisect_left(several, thing.sentence, key=lambda told: told.sentence)
        return several[at - 1] if at else None


def _name(thing: TargetMention | DamageMention) -> str:
    return thing.name if isinstance(thing, TargetMention) else thing.object


def _is_opening(thing: TargetMention | DamageMention) -> bool:
    return _OPENINGS.issuperset(_name(thing).casefold().split())
