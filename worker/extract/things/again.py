"""Which thing "the building" or "the two vehicles" points back to."""

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


class ToldThings:
    """The things of one incident that were told of by names of their own, in text order."""

    def __init__(self, targets: Iterable[TargetMention]) -> None:
        self._told: dict[TargetKind | None, list[TargetMention]] = defaultdict(list)
        for target in targets:
            if not target.again:
                self._told[target.kind].append(target)
                self._told[None].append(target)

    def before(self, thing: TargetMention | DamageMention) -> TargetMention | None:
        """The last of its kind told in a sentence before, for one that points back."""
        if not thing.again:
            return None
        name = thing.name if isinstance(thing, TargetMention) else thing.object
        several = self._told[None if name.rsplit(" ", 1)[-1].casefold() in _GENERAL else thing.kind]
        at = bisect_left(several, thing.sentence, key=lambda told: told.sentence)
        return several[at - 1] if at else None
