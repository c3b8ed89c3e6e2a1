"""What is no prose is marked, and nothing else is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import RawArticle
from tests.cost import grows_with_length
from worker.lexicons.boilerplate import BoilerplateRule, load_boilerplate, load_boilerplate_rules
from worker.text.boilerplate import BoilerplatePattern, compile_boilerplate
from worker.text.clean import find_boilerplate, find_date_prefix
from worker.text.reading import read_document

RULES = load_boilerplate()
BODY = "Two shells hit the market in Ostvik early in the morning and three people were hurt there, the mayor of the town said."
PROVED = [
    pytest.param(rule, text, id=f"{rule.id}: {text[:40]}")
    for rule in load_boilerplate_rules()
    for text in rule.examples
]
DISPROVED = [
    pytest.param(rule, text, id=f"{rule.id}: {text[:40]}") for rule in load_boilerplate_rules() for text in rule.counter
]


def compiled(rule: BoilerplateRule):
    return compile_boilerplate([BoilerplatePattern(rule.id, rule.kind.value, rule.scope, rule.match)])


def words(text: str):
    return [text[span.start : span.end] for span in find_boilerplate(text, RULES)]


@pytest.mark.parametrize(("rule", "text"), PROVED)
def test_a_rule_is_found_in_its_examples(rule: BoilerplateRule, text: str):
    """The rule alone marks its example between two paragraphs of prose; all rules together mark nothing beyond it."""
    page = f"{BODY}\n\n{text}\n\n{BODY}"
    assert find_boilerplate(page, compiled(rule))
    marked = find_boilerplate(page, RULES)
    assert all(s.start >= len(BODY) + 2 and s.end <= len(BODY) + 2 + len(text) for s in marked)


@pytest.mark.parametrize(("rule", "text"), DISPROVED)
def test_no_rule_is_found_in_a_counter_example(rule: BoilerplateRule, text: str):
    """Counter-examples are prose to all rules."""
    assert not find_boilerplate(f"{BODY}\n\n{text}\n\n{BODY}", compiled(rule))
    assert find_boilerplate(f"{BODY}\n\n{text}\n\n{BODY}", RULES) == ()


@pytest.mark.parametrize(
    ("text", "published", "prefix"),
    [
        ("date 2023-05-03\nTwo men died.", date(2023, 5, 3), "date 2023-05-03"),
        (" date 2023-05-03 Two men died.", date(2023, 5, 3), "date 2023-05-03"),
        ("\ufeffDate: 2023-05-03\r\nTwo men died.", date(2023, 5, 3), "Date: 2023-05-03"),
        ("date 2023-05-03T10:00:00Z Two", datetime(2023, 5, 3, 10, tzinfo=UTC), "date 2023-05-03T10:00:00Z"),
        ("date 2023-02-31 Two men died.", None, "date 2023-02-31"),
        ("date 0000-00-00", None, "date 0000-00-00"),
        ("date 2023-05-03T99:00Z Two", None, "date 2023-05-03T99:00Z"),
    ],
)
def test_the_first_lines_date(text: str, published: date | None, prefix: str):
    """A text may begin with its date, prose after it or not; an impossible one is marked and has no value."""
    span, value = find_date_prefix(text)
    assert (text[span.start : span.end], value) == (prefix, published)


@pytest.mark.parametrize(
    "text", ["Two men died on date 2023-05-03.", "dated 2023-05-03", "date 2023-5-3", "", "update 2023-05-03"]
)
def test_no_date_prefix(text: str):
    """Only ``date YYYY-MM-DD`` at the very start is one."""
    assert find_date_prefix(text) is None


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (f"{BODY}\nRead more:\nMinister meets envoy in capital\nTen dead in storm", ["Read more:\nMinister meets envoy in capital\nTen dead in storm"]),
        (f"{BODY}\nRelated: Minister meets envoy\n{BODY}", ["Related: Minister meets envoy"]),
        (f"{BODY}\nAlso read: Minister meets envoy\nHe died.\n{BODY}", ["Also read: Minister meets envoy"]),
        (f"{BODY}\nMost read\nStorm kills ten!\nWhat now?\n{BODY}", ["Most read\nStorm kills ten!\nWhat now?"]),
        (f"{BODY} Sign up for our newsletter. {BODY}", ["Sign up for our newsletter."]),
        (f"OSTVIK, May 3 (Reuters) - {BODY}", ["(Reuters)"]),
        (f"{BODY}\nA summary\n{BODY}", []),
        (f"{BODY}\n{BODY}\n{BODY}\n" + "\n".join(["Minister meets envoy in the capital again"] * 3), ["\n".join(["Minister meets envoy in the capital again"] * 3)]),
        (f"{BODY}\nThe dead:\n" + "\n".join(["Jan Kos, a teacher of the village school"] * 3), []),
        ("Ten dead in storm over northern coast", []),
    ],
    ids=[
        "a tail runs to the end", "prose closes a tail", "a short sentence before prose is prose", "headlines may be questions",
        "a sentence within a paragraph", "only the agency of a dateline", "a subheading is prose", "headlines without a marker",
        "a list that prose announces", "a lone headline",
    ],
)  # fmt: skip
def test_where_boilerplate_begins_and_ends(text: str, marked: list[str]):
    """Each row: a page and the words that are marked in it."""
    assert words(text) == marked


def test_an_article_of_nothing_but_boilerplate():
    """It has no tokens, which is how later stages know it."""
    article = RawArticle(text="Advertisement\n\nSubscribe to our newsletter.\n\nRead more:\nTen dead in storm")
    document = read_document(article, RULES)
    assert document.tokens == ()
    assert not document.has_prose


PAGES = st.text(max_size=300) | st.lists(
    st.sampled_from([BODY, "Read more:", "(Photo: AP)", "Share", "x", "date 2023-02-30", "\r\n", "\x00", "é"]),
    max_size=12,
).map("\n".join)


@given(PAGES)
def test_pages_without_boilerplate_are_seen_to_be_so_at_once(text: str):
    """What is skipped as plain prose holds nothing that the whole reading would mark."""
    thorough = replace(RULES, anywhere=re.compile(""))
    assert find_boilerplate(text, RULES) == find_boilerplate(text, thorough)


@pytest.mark.parametrize("rule", load_boilerplate_rules(), ids=lambda rule: rule.id)
def test_examples_are_never_skipped_as_plain(rule: BoilerplateRule):
    """As a line, indented, and as a sentence, within prose."""
    thorough = replace(RULES, anywhere=re.compile(""))
    for example in rule.examples:
        for page in (f"{BODY}\n{example}\n{BODY}", f"{BODY}\r\n \t {example}\n\n{BODY}", f"{BODY} {example} {BODY}"):
            assert find_boilerplate(page, RULES) == find_boilerplate(page, thorough), page


@given(PAGES)
def test_spans_are_ordered_and_apart(text: str):
    """Any text: no exception, spans within it, in order, without overlap, without space at their ends."""
    reach = 0
    for span in find_boilerplate(text, RULES):
        assert reach <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip() == text[span.start : span.end]
        reach = span.end


@pytest.mark.parametrize(
    "piece", ["Read more: ", "(Photo: ", "share ", "for the latest ", "\n", "Read more:\n", "A. ", "((", "by A ", "© "]
)
def test_cost_is_linear(piece: str):
    """Of any piece again and again, too."""
    assert grows_with_length(lambda size: partial(find_boilerplate, piece * (size // len(piece)), RULES))
