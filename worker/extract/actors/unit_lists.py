"""Lists of units: "A, B and C", "A, 42, a clerk at the port; B, as well as C", "ten people, including A".

Every walk is bounded, and ends with the sentence.
"""

from __future__ import annotations

from schemas.actor import ActorKind
from worker.extract.actors.units import OFFICES, Unit, Units, is_person
from worker.values import dataclass

_MOST_IN_LIST = 40
_MOST_DETAILS = 3  # said of one in a list: ", 42, a clerk at the port, from Spain"
AND = frozenset(("and", "or", "&"))
_ALONG = (("as", "well", "as"), ("along", "with"), ("together", "with"), ("accompanied", "by"), ("plus",))
_PART = (("including",), ("among", "them"), ("among", "whom"), ("including", "the"))
_OF_ONE = frozenset("a an the his her its their our former".split())
_HIS = frozenset(("his", "her"))
_JOINTS = AND | {","}
_ENDS = frozenset(", . ; ) and".split())  # after a name that stands apart
_WHO = frozenset("who whose whom".split())
_LONGEST_CLAUSE = 14  # tokens of "who owned the shop"
_CALLED = frozenset("named called identified".split())
_CALLED_AS = (("identified", "as"), ("named", "as"), ("known", "as"))
_OWNED = frozenset(
    "home homes house houses residence residences apartment apartments office offices farm farms ranch car cars vehicle vehicles".split()
)
_DETAIL = frozenset("of from in at for on with to".split())
_WHERE = frozenset("in at from of".split())
SPEECH = frozenset("said say says told reported announced added".split())
_SAYING = SPEECH | frozenset(
    "confirmed stated claimed claims alleged declared indicated disclosed believe believed".split()
)


@dataclass(frozen=True, slots=True)
class UnitLists(Units):
    """The walks along a list, to the left of its last unit or to the right of its first."""

    def list_left(self, unit: Unit, low: int, *, governed: bool = False) -> list[Unit]:
        """``A, B and C`` up to its last unit; ``governed``: its first may stand behind a preposition."""
        units, joined = [unit], False
        for _ in range(_MOST_IN_LIST):
            end = self._before_joint(self._first_of(units[-1], low), low, joined=joined)
            other = self.bearer(end, low) if end is not None else None
            if other is not None and other.actor is None and unit.actor is not None:
                other = self._holder(other, low) or other
            if other is not None and self._owns_along(other, units[-1], low):
                units.append(other)
                break
            if other is None or other.actor is None:
                break
            walls = "vg" if governed and is_person(unit) else "vpg"
            called = self.document.keys[max(low, other.first - 2) : other.first] in _CALLED_AS
            if other.first > low and self.tag(other.first - 1) in walls and not called:
                if self.lower(other.first - 1) in _SAYING:
                    units.append(other)  # "police said | two guards and a driver | were shot"
                break
            joined = True
            units.append(other)
        return units[::-1]

    def _holder(self, where: Unit, low: int) -> Unit | None:
        """Who is told with where he works: "| the rector | of a college and four priests"."""
        if where.first - 1 <= low or self.lower(where.first - 1) not in _WHERE:
            return None
        who = self.unit_before(where.first - 1)
        human = who is not None and who.actor is not None and who.actor.kind is ActorKind.PEOPLE
        return who if who is not None and human and self.lower(who.first) in _OF_ONE else None

    def _owns_along(self, unit: Unit, other: Unit, low: int) -> bool:
        """Whether both own what is named before: "the homes of | Ana Ruiz and Omar Diaz"."""
        if not is_person(unit) or not is_person(other) or unit.first - 1 <= low or self.lower(unit.first - 1) != "of":
            return False
        owned = self.unit_before(unit.first - 1)
        return owned is not None and self.lower(owned.last - 1) in _OWNED

    def _first_of(self, unit: Unit, low: int) -> int:
        """Where a unit begins, with what is said before a name, and counted: "their cook, | Elba Ramos", "two of | her guards"."""
        if unit.first - 2 > low and self.counts_before(unit.first - 1):
            return unit.first - 2
        if is_person(unit) and unit.first - 1 > low and self.lower(unit.first - 1) == ",":
            said = self.unit_before(unit.first - 1)
            if said is not None and said.actor is not None and not is_person(said) and self.tag(said.first) == "d":
                return said.first
        return unit.first

    def _before_joint(self, first: int, low: int, *, joined: bool) -> int | None:
        """Where the unit before "and", "as well as" or, within a list, a comma ends."""
        if first - 1 <= low:
            return None
        end = first - 1
        if self.lower(end) in AND:
            return end - (self.lower(end - 1) in ",;")
        keys = self.document.keys
        for words in _ALONG:
            begin = first - len(words)
            if keys[end] == words[-1] and begin > low and keys[begin:first] == words:
                return begin - (self.lower(begin - 1) == ",")
        return end if joined and self.lower(end) in ",;" else None

    def list_right(self, unit: Unit, high: int, *, verbless: bool = False) -> list[Unit]:
        """``A, a teacher, B, 42, and C`` from its first unit, without what is said of each.

        What has a verb of its own is no part of it, unless that verb is the list's (``verbless``).
        """
        units, at = [unit], self.after_details(unit, high)
        if (
            at < high
            and self.lower(at) == ":"
            and (named := self.unit_after(at + 1)) is not None
            and named.actor is not None
        ):
            units, at = [*units, named], self.after_details(named, high)  # "three teachers: A, B and C"
        of_all = False  # of some of those told before the named: "nine people, among them two boys and | Omar Diaz"
        for _ in range(_MOST_IN_LIST):
            if at >= high:
                break
            word = self.lower(at)
            part = self.after_part(at + (word == ","), high)
            of_all = of_all or bool(part)
            along = part or self._ends(_ALONG, at + (word == ","), high)
            at = along or at + 1
            if word in ",;" and at < high and self.lower(at) in AND:
                at += 1
            elif word not in ",;" and word not in AND and not along:
                break
            other = self._item_at(at, high)
            other = other and (self.named_apart(other, high) or other)
            if other is not None and word in AND and len(units) > 1 and self._speaks(other, high):
                units.pop()  # "killing a guard, the mayor | and residents said"
            if other is None or other.actor is None or (not verbless and not part and self._acts(other, high)):
                break
            said_of_one = (
                word == ","
                and self.lower(at - 1) not in AND
                and self.lower(other.first) in ("a", "an")
                and _is_named(units[-1])
            )
            if not said_of_one and (is_person(other) or not of_all or is_person(units[-1])):
                units.append(other)
            at = self.after_details(other, high)
        return units

    def _item_at(self, at: int, high: int) -> Unit | None:
        """One of a list: "a guard", "two of | his guards"."""
        if at + 2 < high and self.tag(at) == "n" and self.lower(at + 1) == "of":
            at += 2
        if at + 1 < high and self.lower(at) == "of" and self.lower(at - 1) == "or":
            at += 1  # "the work of smugglers or | of rebels"
        return self.unit_after(at) if at < high else None

    def _acts(self, unit: Unit, high: int) -> bool:
        """Whether a verb of its own follows: "and a guard | fled", ", a resident, | told reporters", ", officials in Goma | said"."""
        at = unit.last + (unit.last < high and self.lower(unit.last) == "," and is_person(unit))
        return at < high and (self.tag(at) in "vx" or self._speaks(unit, high))

    def _speaks(self, unit: Unit, high: int) -> bool:
        """Whether he only tells of it, wherever and whoever he is: "officials in Goma | said", "Omar Diaz, a spokesman, | told"."""
        at = self.after_details(unit, high) if is_person(unit) else unit.last
        if at > unit.last and at < high and self.lower(at) == ",":
            at += 1
        if at < high and self.lower(at) in _WHERE and (place := self.unit_after(at + 1)) is not None:
            at = place.last
        return at < high and self.lower(at) in SPEECH and self.tag(at) == "v"

    def named_apart(self, unit: Unit, high: int) -> Unit | None:
        """Who is named behind what he is: "the rector of a college, | Father Udo,", "a chief, | Hama Oumar"."""
        if is_person(unit) or self.tag(unit.first) == "n" or self.lower(unit.last - 1).endswith(("s", "men")):
            return None
        called = unit.last + (unit.last < high and self.lower(unit.last) == ",")
        if called + 1 < high and self.lower(called) in _CALLED:
            named = self.unit_after(called + 1 + (self.lower(called + 1) == "as"))
            return named if named is not None and is_person(named) else None  # "a guard | named Omar"
        at = unit.last
        if at + 2 < high and self.lower(at) == "of" and self.lower(at + 1) in OFFICES:
            office = self.unit_after(at + 1) or self.unit_after(at + 2)
            if office is not None and is_person(office):
                return office  # "Superintendent | of Police Omar Diaz"
        for _ in range(_MOST_DETAILS):
            said = self.unit_after(at + 1) if at + 1 < high and self.lower(at) in _DETAIL else None
            if said is None or is_person(said):
                break
            at = said.last
        named = self.unit_after(at + 1) if at + 1 < high and self.lower(at) == "," else None
        apart = named is not None and is_person(named) and named.last < high and self.lower(named.last) in _ENDS
        return named if apart and self.lower(unit.first) in _OF_ONE else None

    def after_along(self, at: int, high: int) -> int | None:
        """Where "together with", "as well as" ends, if it stands at ``at``."""
        return self._ends(_ALONG, at, high)

    def after_part(self, at: int, high: int) -> int | None:
        """Where "including", "among them" ends, if it stands at ``at``."""
        return self._ends(_PART, at, high)

    def _ends(self, several: tuple[tuple[str, ...], ...], at: int, high: int) -> int | None:
        """Where one of several phrases, "as well as", ends, if it stands at ``at``."""
        if at >= high:
            return None
        keys = self.document.keys
        for words in several:
            end = at + len(words)
            if keys[at] == words[0] and end < high and keys[at:end] == words:
                return end
        return None

    def bearer(self, at: int, low: int) -> Unit | None:
        """The unit that ends at ``at``; of "Ana Ruiz, 42, a clerk at the port" the one whom the rest is said of."""
        if at - 1 > low and self.lower(at - 1) in ")]" and (named := self.before_bracket(at)) is not None:
            at = named.last
        if at - 4 > low and self.lower(at - 1) == "old" and self.lower(at - 2) == "years":
            at -= 2  # "Omar Diaz, 20 | years old"
        if at - 2 > low and self.lower(at - 1).isdigit() and self.lower(at - 2) == ",":
            at -= 2
        unit = end = self.unit_before(at)
        for _ in range(_MOST_DETAILS):
            if end is None or end.first - 1 <= low or is_person(end):
                break
            before = end.first - 1
            if self.lower(before) == "of" and self.lower(before - 1) == "one":
                before -= 2  # "Omar Diaz, one of | the owners"
            if self.lower(before) == "," and before > low and self._tells_of_one(end, before):
                aged = before - 2 > low and self.lower(before - 2) == "," and self.lower(before - 1).isdigit()
                end = self.unit_before(before - 2 if aged else before)
            else:
                end = self.unit_before(before) if self.lower(before) in _DETAIL else None
        return end if end is not None and is_person(end) else unit

    def _tells_of_one(self, unit: Unit, before: int) -> bool:
        """Whether it may say of a name who it is: "a clerk", "leader of the union", "one of the owners"; "guards" are others."""
        if before < unit.first - 1 or self.lower(unit.first) in _OF_ONE:
            return True
        return self.tag(unit.first) != "n" and not self.lower(unit.last - 1).endswith(("s", "men"))

    def after_details(self, unit: Unit, high: int) -> int:
        """Past what is said of one in a list, where a name is one: ", 42, a clerk at the port", " of Spain"."""
        at = self._after_age(unit.last, high)
        if is_person(unit) and at < high and self.lower(at) in "([":
            at = self.after_bracket(at, high)
        if unit.actor is not None and not is_person(unit) and at + 1 < high and self.lower(at) == "of":
            whose = self.unit_after(at + 1)  # "the mayor | of Lima | and his guards"
            body = whose is not None and (whose.actor is None or whose.actor.kind is ActorKind.ORGANIZATION)
            if whose is not None and whose.last + 1 < high and self.lower(whose.last) in _JOINTS:
                another = self.lower(whose.last + 1) in _OF_ONE and self.lower(whose.last) in AND
                at = whose.last if body or another else at
        for _ in range(_MOST_DETAILS if is_person(unit) else 0):
            begin = at + (at < high and self.lower(at) == ",")
            preposition = begin + 1 < high and self.lower(begin) in _DETAIL
            said = self.unit_after(begin + preposition) if begin + preposition < high else None
            if begin < high and self.lower(begin) in _WHO:
                end = self._after_clause(begin, high)
                if end is None:
                    break
                at = end
                continue
            other = begin < high and self.lower(begin) in _HIS and self._is_described(unit)
            apart = begin > at and begin < high and (self.lower(begin) in _OF_ONE or self._is_office(said, high))
            apart = apart and not other
            if said is None or said.last >= high or is_person(said) or not (preposition or apart):
                break
            at = said.last
        return at

    def _is_described(self, unit: Unit) -> bool:
        """Whether what he is stands before his name, so that "a tribal elder, Omar Diaz, | his nephew" is another."""
        said = self.unit_before(unit.first - 1) if unit.first > 1 and self.lower(unit.first - 1) == "," else None
        return said is not None and said.actor is not None and not is_person(said)

    def _is_office(self, said: Unit | None, high: int) -> bool:
        """Whether a bare noun behind a name says what he is: ", leader | of the union"."""
        return (
            said is not None
            and said.last < high
            and self.lower(said.last) in ("of", "at")
            and self._tells_of_one(said, said.first - 1)
        )

    def _after_clause(self, at: int, high: int) -> int | None:
        """The comma that ends "who owned the shop"; None where it runs on."""
        for end in range(at + 2, min(high, at + _LONGEST_CLAUSE)):
            if self.lower(end) in ",;":
                return end
        return None

    def _after_age(self, at: int, high: int) -> int:
        """Past ``, 42``, ``, 42 years old`` and ``(42)``."""
        if at + 1 < high and self.lower(at) in ",(" and self.document.tokens[at + 1].text.isdigit():
            old = at + 3 < high and self.lower(at + 2) == "years" and self.lower(at + 3) == "old"
            return at + 2 + 2 * old + (at + 2 < high and self.lower(at + 2) in ",)" and self.lower(at) == "(")
        return at


def _is_named(unit: Unit) -> bool:
    """Whether what follows may say who it is: "Omar Diaz, | a clerk", "the Dawn Front, | a banned group"."""
    return is_person(unit) or (
        unit.actor is not None and unit.actor.kind is ActorKind.ORGANIZATION and unit.actor.canonical is not None
    )
