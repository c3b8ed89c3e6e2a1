"""Where and when an incident was, as the event says it, with the words that prove both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from schemas.place import Location, OtherPlace, PlaceQualifier, PlaceRole
from schemas.time import Time, TimePrecision
from worker.extract.findings import Mention, PlaceMention, TimeMention
from worker.extract.incidents.growing import Incident
from worker.extract.places.mentions import PRECISION
from worker.extract.places.scenes import Scenes
from worker.extract.places.settlements import UNKNOWN_SETTLEMENT
from worker.extract.proof import Proof
from worker.extract.times.moments import day_of
from worker.lexicons.gazetteer import Entry, NameRank, PlaceKind
from worker.lexicons.gazetteer.spelling import fold_name
from worker.text.document import on_one_line

_DAYS = frozenset(
    (TimePrecision.DAY, TimePrecision.PART_OF_DAY, TimePrecision.HOUR, TimePrecision.MINUTE, TimePrecision.NIGHT)
)
_WEEKDAYS = ("time.weekday",)
_WEEK = timedelta(days=7)
_BORDER = frozenset("border cross-border frontier".split())


class Setting:
    """The place and the time of one event in the making."""

    def __init__(self, incident: Incident, scenes: Scenes, proof: Proof) -> None:
        self._incident = incident
        self._scenes = scenes
        self._document = scenes.document
        self._proof = proof

    def location(self) -> Location | None:
        """The scene; nothing where the text names none."""
        place = self._incident.place
        if place is None:
            return None
        start, end = place.extended
        self._proof.add("location", start, end, place.rule_id)
        qualifier = place.qualifier
        if qualifier is None:
            for trigger in self._incident.triggers:
                words = {t.lower for t in self._document.tokens[trigger.first : trigger.last]}
                if words & _BORDER:
                    qualifier = PlaceQualifier.BORDER
                    self._proof.of("location.qualifier", trigger)
                    break
        entry, name = place.entry or self._only_of_its_name(place), on_one_line(self._document.text[start:end])
        if place.rule_id == UNKNOWN_SETTLEMENT:
            name = place.name  # nothing else would say it bare: "Zubrovkino" of "the village of Zubrovkino"
        if entry is None and place.parent is not None:
            return _held(name, place.parent, qualifier)
        return Location(
            name=name,
            resolved=entry.name if entry else None,
            geonames_id=entry.geonames_id if entry else None,
            country=place.country if entry is None else self._land_of(entry),
            admin1=place.admin1 if entry is None else None,
            precision=place.precision,
            uncertainty_km=place.distance_km,
            qualifier=qualifier,
        )

    def _only_of_its_name(self, place: PlaceMention) -> Entry | None:
        """A small town that nothing else in the text speaks for, where all places of its name lie in one country."""
        if place.rule_id != UNKNOWN_SETTLEMENT or place.parent is not None or place.admin1 is not None:
            return None
        found = [
            c.entry for c in self._scenes.gazetteer.candidates(fold_name(place.name)) if c.rank <= NameRank.STRIPPED
        ]
        lands = {entry.country for entry in found}
        if len(lands) != 1 or None in lands or place.country not in (None, *lands):
            return None
        return found[0]

    def _land_of(self, region: Entry) -> str | None:
        """Of the lands of a region that lies in several the one that its sentences name: "Iraq's … in the Kurdistan region"."""
        if region.country is not None:
            return None  # the gazetteer says it
        sentences = {trigger.sentence for trigger in self._incident.triggers}
        named = {
            p.country for at in sorted(sentences) for p in self._scenes.places[at] if p.country in region.countries
        }
        return named.pop() if len(named) == 1 else None

    def other_places(self) -> Iterator[OtherPlace]:
        """Where it came from: places after "from" in the sentences that name the incident."""
        seen: set[str] = set()
        for trigger in self._incident.triggers:
            for place in self._scenes.places[trigger.sentence]:
                named = place.kind == "place" and not place.metonym and place.name not in seen
                if named and self._scenes.preposition_of(place) == "from" and self._same_clause(place, trigger):
                    self._proof.of(f"other_places[{len(seen)}]", place)
                    seen.add(place.name)
                    yield OtherPlace(
                        name=place.name,
                        role=PlaceRole.ORIGIN,
                        resolved=place.entry.name if place.entry else None,
                        geonames_id=place.entry.geonames_id if place.entry else None,
                        country=place.country,
                    )

    def _same_clause(self, one: Mention, other: Mention) -> bool:
        clauses = self._scenes.clauses
        return clauses[one.first] == clauses[other.last - 1]

    def time(self) -> Time:
        """When it was; without any statement when it was told, which is said to be inferred."""
        mention = self._incident.time
        published = self._document.published
        if mention is None:
            lasting = self._lasting()
            if lasting is not None:
                return lasting
            told = self._told_on() or published
            return Time(
                earliest=told,
                best=told,
                latest=told,
                precision=TimePrecision.UNKNOWN if told is None else TimePrecision.DAY,
                inferred=True,
            )
        self._proof.of("time", mention)
        mention = self._before_telling(mention)
        if (duration := self._duration()) is not None and mention.precision is TimePrecision.DAY:
            self._proof.of("time", duration)  # "the days-long battle": the day that is told is but one of them
            return Time(
                best=mention.best,
                latest=mention.latest,
                end_best=mention.end_best or mention.best,
                precision=TimePrecision.DAYS,
            )
        return Time(
            earliest=mention.earliest,
            best=mention.best,
            latest=mention.latest,
            end_best=mention.end_best,
            precision=mention.precision,
        )

    def _before_telling(self, mention: TimeMention) -> TimeMention:
        """``said on Friday …; they were killed on Thursday``, in a paper of Thursday: it was the Thursday before."""
        told, day, latest = self._told_on(), day_of(mention.best), day_of(mention.latest)
        if told is None or day is None or latest != day or day <= told or mention.precision not in _DAYS:
            return mention
        if mention.rule_id not in _WEEKDAYS or day - told >= _WEEK or mention.earliest is None:
            return mention
        before = day - _WEEK
        return replace(mention, earliest=before, best=before, latest=before, precision=TimePrecision.DAY)

    def _told_on(self) -> date | None:
        """The day on which it was told ("police said on Monday"): later it was not."""
        for trigger in self._incident.triggers[:1]:
            for time in self._scenes.times[trigger.sentence]:
                if time.use == "report" and time.precision in _DAYS and (day := day_of(time.best)) is not None:
                    return day
        return None

    def _lasting(self) -> Time | None:
        """Told as lasting for days, with no dates: over by the last statement about it, so the days before the publication."""
        published = day_of(self._document.published)
        if published is None or self._duration() is None:
            return None
        end = published - timedelta(days=1)
        return Time(best=end - timedelta(days=1), latest=end, end_best=end, precision=TimePrecision.DAYS, inferred=True)

    def _duration(self) -> TimeMention | None:
        """The words that say that it lasted for days."""
        for trigger in self._incident.triggers:
            for time in self._scenes.times[trigger.sentence]:
                lasts = time.use == "duration" and "day" in self._document.lower(time.first, time.last)
                if lasts and not trigger.effect and self._same_clause(time, trigger):
                    return time
        return None


def _held(name: str, holder: Entry, qualifier: PlaceQualifier | None) -> Location:
    """A place that no gazetteer knows: at the point, and as sharp, as the known one that it lies in."""
    return Location(
        name=name,
        within=holder.name,
        country=holder.country,
        admin1=holder.admin1_iso or holder.admin1,
        admin2=holder.name if holder.kind is PlaceKind.ADMIN2 else holder.admin2_name,
        lat=round(holder.lat, 4),
        lon=round(holder.lon, 4),
        precision=PRECISION[holder.kind],
        uncertainty_km=round(holder.radius_km, 1),
        qualifier=qualifier,
    )
