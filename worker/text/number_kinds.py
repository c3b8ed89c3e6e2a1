"""What a number is of, by the words beside it: things or people counted, money, a date, an age, part of a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from worker.text.numerals import Numeral
from worker.text.tokens import CLOCK_COLON, Token

NumberKind = Literal[
    "count", "money", "percent", "age", "year", "date", "clock", "duration", "measure", "ordinal", "score", "name"
]

MONTHS = frozenset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_AMBIGUOUS_MONTHS = frozenset("may march mar".split())  # months when capitalised
_CURRENCY_SIGNS = frozenset("$ € £ ¥ ₽ ₴ ₹ ₺ ₪ ₩ ₦ us$ a$ usd eur gbp rs rub uah".split())
_CURRENCIES = frozenset(
    "dollar dollars euro euros ruble rubles rouble roubles hryvnia hryvnias rupee rupees yen yuan peso pesos franc francs lira dinar"
    " dinars dirham dirhams riyal riyals rial rials shekel shekels naira shilling shillings usd eur gbp cent cents sterling"
    " kroner kronor krona rand zloty won baht ringgit taka birr tenge".split()
)
_WITH_COUNTRY = frozenset("dollars rupees pesos francs dinars rubles roubles rials lira".split())
_DURATIONS = frozenset(
    "second seconds minute minutes hour hours day days night nights week weeks month months year years decade decades century centuries"
    " weekend weekends fortnight min mins hr hrs yr yrs".split()
)
_MEASURES = frozenset(
    "km kms kilometer kilometers kilometre kilometres mile miles metre metres meter meters m cm mm centimeter centimeters centimetre"
    " centimetres millimeter millimeters millimetre millimetres foot feet ft inch inches yard yards kg kgs kilo kilos kilogram"
    " kilograms kilogramme kilogrammes gram grams gramme grammes g ton tons tonne tonnes kiloton kilotons lb lbs ounce ounces litre"
    " litres liter liters gallon gallons acre acres hectare hectares ha mph kph kmh km/h knot knots degree degrees °c °f ° c f"
    " megawatt megawatts mw gigawatt gigawatts gw kilowatt kilowatts kw volts bpd caliber calibre mb gb"
    " magnitude square cubic nautical times point points percentage-point".split()
)
_CLOCK_AFTER = frozenset("a.m. p.m. am pm a.m p.m o'clock gmt utc bst est edt cet cest eet msk hrs".split())
_ONE = frozenset("a an".split())
_AGED = frozenset("man woman boy girl child youth pupil pensioner".split())
_OF_AN_AGE = frozenset(
    "children child boys girls people those anyone kids youths minors men women pupils infants persons".split()
)
_OF_SOME_AGE = frozenset(
    "men women boys girls brothers sisters people teenagers teens students victims suspects males females youths siblings".split()
)
_OLDEST = 110
_WHOSE_AGE = frozenset("who he she".split())
_BEHIND_AN_AGE = frozenset((",", ".", "and", "when", ""))
_AGE_BEFORE = frozenset("aged age ages".split())
_NAME_HEADS = frozenset(
    "no number route highway flight article section unit building room channel resolution boeing airbus formula covid sector zone block"
    " ward phase chapter level apollo area district terminal gate line camp checkpoint pier school hospital"
    " shahed geran shaheds tu su mig ka mi il an tos bm grad scud fateh qiam fajr hellfire leopard abrams challenger tomahawk kh himars"
    " type mark mk vitamin class group interstate exit km apartment flat suite track platform reactor plant bus train"
    " tower point mile day week season episode part volume page act law order grade title category version windows u-".split()
)
_STREETS = frozenset("street st road rd avenue ave boulevard blvd lane drive way square highway".split())
_YEAR_BEFORE = (
    frozenset("in since until till during early late mid year years spring summer autumn fall winter".split()) | MONTHS
)
# What is named by its year, and never counted to that number without a comma: "the 2022 protests".
_OCCASIONS = frozenset(
    "protests elections riots floods bombings attacks massacres killings murders shootings demonstrations uprisings clashes wildfires"
    " olympics games polls talks primaries midterms".split()
)
_LEAST_OCCASION = 1900
_HAPPENED = frozenset(
    "earthquake quake fire flood storm siege war battle massacre plague eruption revolt rebellion revolution uprising treaty winter famine tsunami".split()
)
_NO_NOUN = frozenset(
    "was is has as this its his 's us vs perhaps always yes thus unless plus across towards besides afterwards does says".split()
)
PLURALS = frozenset(
    "people men women children civilians troops police personnel cattle sheep dead wounded injured others more homes prisoners".split()
)


def kind_of(tokens: Sequence[Token], first: int, numeral: Numeral, low: int, high: int) -> NumberKind:
    """What the number in tokens ``[first, numeral.last)`` of a sentence ``[low, high)`` is of.

    Reads the two words to its left and right: "$ 5", "5 km", "May 5", "5:30", "aged 5", "in 2014", "Flight 370".
    """
    last = numeral.last
    before = tokens[first - 1] if first > low else None
    after = tokens[last].lower if last < high else ""
    second = tokens[last + 1].lower if last + 1 < high else ""
    left = before.lower if before else ""
    # "59 billion US dollars"; the country may stand between
    if left in _CURRENCY_SIGNS or after in _CURRENCIES or after in _CURRENCY_SIGNS or second in _WITH_COUNTRY:
        return "money"
    if after in ("%", "percent", "pct", "percentage") or (after == "per" and second == "cent"):
        return "percent"
    if numeral.digits and (kind := _digits_kind(tokens, first, numeral, low, high)):
        return kind
    if _is_age(tokens, first, numeral, low, high):
        return "age"
    if after in _DURATIONS or (after in ("more", "full", "consecutive", "straight") and second in _DURATIONS):
        return "duration"
    if after in _CLOCK_AFTER:
        return "clock"
    if (after in _MEASURES and not (after == "m" and not numeral.digits)) or left == "magnitude" or not numeral.whole:
        return "measure"
    if before and before.is_capitalised and left in _NAME_HEADS and first - 1 > low:
        return "name"
    if after == "in" and numeral.value < 10 and _is_share(second, numeral.value):
        return "percent"
    return "count"


def _is_share(word: str, value: int) -> bool:
    """One in five, 1 in 10."""
    return (
        word in ("two", "three", "four", "five", "six", "ten", "twenty", "100", "20", "10", "5", "1,000") and value < 5
    )


def _digits_kind(  # noqa: C901, PLR0912 - a list of shapes
    tokens: Sequence[Token], first: int, numeral: Numeral, low: int, high: int
) -> NumberKind | None:
    """Dates, clock times, years and names, which are written in digits."""
    token, last = tokens[first], numeral.last
    before = tokens[first - 1] if first > low else None
    following = tokens[last] if last < high else None
    left = before.lower if before else ""
    after = following.lower if following else ""
    if left in ("+", "#", "№") or (left == "." and first - 2 >= low and tokens[first - 2].lower in ("no", "nos")):
        return "name"
    if before and before.end == token.start and left in ("/", "-", ".", "_", "&", "@", "\\"):
        return "date" if left == "/" else "name"
    if following and following.start == token.end:
        if after == "/":
            return "date"
        if after in ("_", "@", "\\", "&"):
            return "name"
    if (after == CLOCK_COLON and _two_digits(tokens, last + 1, high)) or left == CLOCK_COLON:
        return "clock"
    if after in _CLOCK_AFTER or (left in ("at", "around") and len(token.lower) == 4 and after in ("local", "hours")):
        return "clock"
    if numeral.value <= 31 and last == first + 1:
        if _is_month(before) or _is_month(following):
            return "date"
        if left == "." and first - 2 >= low and _is_month(tokens[first - 2]):
            return "date"
    if _is_year(tokens, first, numeral, low, high):
        return "year"
    if before and before.is_capitalised and left in _NAME_HEADS:
        return "name"
    if (
        following
        and following.is_capitalised
        and any(t.lower in _STREETS for t in tokens[last + 1 : min(high, last + 3)])
    ):
        return "name"
    return None


def _two_digits(tokens: Sequence[Token], at: int, high: int) -> bool:
    return at < high and tokens[at].lower[:2].isdigit() and tokens[at - 1].end == tokens[at].start


def _is_month(token: Token | None) -> bool:
    return (
        token is not None and token.lower in MONTHS and (token.is_capitalised or token.lower not in _AMBIGUOUS_MONTHS)
    )


_YEAR_ALONE = frozenset(
    (
        "",
        ",",
        ".",
        ";",
        ")",
        *"when and by after as but during while a an the he she it they his her their there".split(),
    )
)


def _is_year(tokens: Sequence[Token], first: int, numeral: Numeral, low: int, high: int) -> bool:
    if len(tokens[first].lower) != 4 or numeral.last != first + 1 or not 1000 <= numeral.value <= 2100:
        return False
    left = tokens[first - 1].lower if first > low else ""
    after = tokens[first + 1].lower if first + 1 < high else ""
    if numeral.value < 1800:  # "in 1689, when", "the fire of 1666"; but "in 1500 houses"
        happened = left == "of" and first - 2 >= low and tokens[first - 2].lower in _HAPPENED
        return (happened and after not in PLURALS) or (left in ("in", "since") and after in _YEAR_ALONE)
    if left in _YEAR_BEFORE or (left == "," and first - 2 >= low and tokens[first - 2].lower[:1].isdigit()):
        return True
    if after in _OCCASIONS and numeral.value >= _LEAST_OCCASION:
        return True
    return not (after in PLURALS or (after.endswith("s") and after not in _NO_NOUN and len(after) > 3))


def _is_pair_of_ages(tokens: Sequence[Token], first: int, numeral: Numeral, low: int, high: int) -> bool:
    """``two women, 22 and | 25, were hurt``."""
    if not numeral.digits or not numeral.whole or numeral.value > _OLDEST:
        return False
    words = [token.lower for token in tokens[max(low, first - 4) : first]]
    after = [token.lower for token in tokens[numeral.last : min(high, numeral.last + 3)]]
    match words:
        case [*_, noun, ","] if noun in _OF_SOME_AGE:
            return len(after) == 3 and after[0] == "and" and after[1].isdigit() and after[2] in (",", ".")
        case [noun, ",", other, "and"] if noun in _OF_SOME_AGE:
            return other.isdigit() and (not after or after[0] in (",", "."))
    return False


def _is_age(tokens: Sequence[Token], first: int, numeral: Numeral, low: int, high: int) -> bool:
    """aged 12; 12 years old; John Smith, 34, …; John Smith (34); a girl of nine."""
    if numeral.value > 120 or numeral.qualifier is not None:
        return False
    last = numeral.last
    left = tokens[first - 1].lower if first > low else ""
    after = tokens[last].lower if last < high else ""
    second = tokens[last + 1].lower if last + 1 < high else ""
    if left in _AGE_BEFORE or (left in ("between", "from", "over", "under") and first - 2 >= low
                               and tokens[first - 2].lower in _AGE_BEFORE):  # fmt: skip
        return True
    if left in ("under", "over", "below") and first - 2 >= low and tokens[first - 2].lower in _OF_AN_AGE:
        return True  # "most of them children under 14"
    if (
        after in ("year", "years", "month", "months", "yrs")
        and second in ("old", "olds", "of")
        and (second != "of" or (last + 2 < high and tokens[last + 2].lower == "age"))
    ):
        return True
    if left == "of" and first - 3 >= low and tokens[first - 3].lower in _ONE:  # "a Belgian of 41", "a girl of nine"
        whom = tokens[first - 2]
        return whom.lower in _AGED or (whom.is_capitalised and whom.lower.endswith("n"))
    if left in ("was", "is") and after in _BEHIND_AN_AGE and numeral.digits and first - 2 >= low:
        return tokens[first - 2].lower in _WHOSE_AGE  # "Mr Akhtar, who was 47, died"
    if _is_pair_of_ages(tokens, first, numeral, low, high):
        return True
    if not numeral.digits or first - 2 < low or not tokens[first - 2].is_capitalised:
        return False
    if left == "(" and after == ")":
        return numeral.value >= 5
    named = first - 3 >= low and (tokens[first - 3].is_capitalised or tokens[first - 3].lower == "-")
    return left == "," and named and after in (",", ".", ";", "and", "")
