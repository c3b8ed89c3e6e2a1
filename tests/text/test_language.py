"""The language of a text: said when it is clear, else left open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import RawArticle
from worker.lexicons.language import load_languages
from worker.text.language import is_english, language_hint, recognise_language
from worker.text.reading import read_document
from worker.text.tokens import split_keys

PROFILES = load_languages()
ENGLISH = "Two shells hit the market in the old town on Monday and three people were hurt, the mayor said in a statement to the press."


THOROUGH = replace(PROFILES, english=frozenset())


def language(text: str):
    """What the words show; plain English, which is seen at once, is what the whole count shows, too."""
    keys = split_keys(text)
    found = recognise_language(keys, PROFILES)
    assert recognise_language(keys, THOROUGH) == found
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, "en"),
        (f"{ENGLISH} “Es ist nicht zu Ende, und wir sind noch da”, he said in German. {ENGLISH}", "en"),
        (f"“Мы будем защищать наш город до конца”, he said. {ENGLISH}", "en"),
        ("Ten dead in storm", None),
        ("Blast rocks Ostvik", None),
        ("Kyiv, Lviv, Odesa", None),
        ("", None),
        ("12 345", None),
        ("Bei einem Angriff auf den Markt der Stadt sind am Montag zwei Menschen getötet worden, wie die Polizei mitteilte, und es werden noch drei vermisst.", "de"),
        ("Deux personnes ont été tuées lundi dans une attaque contre le marché de la ville, selon la police, et trois sont portées disparues.", "fr"),
        ("Dos personas murieron el lunes en un ataque contra el mercado de la ciudad, según la policía, y tres están desaparecidas por la explosión.", "es"),
        ("Due persone sono morte lunedì in un attacco contro il mercato della città, secondo la polizia, e tre sono ancora disperse dopo il crollo.", "it"),
        ("Duas pessoas foram mortas na segunda-feira em um ataque ao mercado da cidade, segundo a polícia, e mais três estão desaparecidas.", "pt"),
        ("Pazartesi günü kentteki pazara düzenlenen bir saldırıda iki kişi öldü ve üç kişi daha kayboldu, polis bu saldırı için çok ağır dedi.", "tr"),
        ("W poniedziałek w ataku na targ w mieście zginęły dwie osoby, a trzy są zaginione, jak podała policja, która jest na miejscu od rana.", "pl"),
        ("Dua orang tewas dalam serangan di pasar kota itu pada hari Senin dan tiga orang lagi hilang, kata polisi yang tidak akan pergi dari sana.", "id"),
        ("В понедельник при ударе по рынку погибли два человека, сообщила полиция.", "ru"),
        ("У понеділок під час удару по ринку загинули двоє людей, повідомила поліція.", "uk"),
        ("قتل شخصان في هجوم على السوق يوم الاثنين، بحسب الشرطة.", "ar"),
        ("دو نفر در حمله به بازار کشته شدند و پلیس این را گفت.", "fa"),
        ("周一市场遭袭，两人死亡。", "zh"),
        ("月曜日に市場が攻撃され、二人が死亡した。", "ja"),
        ("월요일 시장이 공격을 받아 두 명이 숨졌다.", "ko"),
        ("Δύο άνθρωποι σκοτώθηκαν τη Δευτέρα.", "el"),
        ("שני אנשים נהרגו ביום שני.", "he"),
    ],
)  # fmt: skip
def test_language(text: str, expected: object):
    """Each row: a text and its language; None where a reader would guess."""
    assert language(text) == expected


def test_doubt_is_read_as_english():
    """A short headline must not be thrown out."""
    assert is_english(None)
    assert is_english("en")
    assert not is_english("de")


@pytest.mark.parametrize(
    ("given_", "code"), [("en-GB", "en"), ("DE", "de"), ("English", None), (None, None), ("", None), ("e1", None)]
)
def test_hint(given_: str | None, code: str | None):
    """The producer's word counts by its first two letters."""
    assert language_hint(given_) == code


def test_the_words_win_over_the_hint():
    """A producer that labels all it sends does not mislead; in doubt it helps."""
    assert read_document(RawArticle(text=ENGLISH, language="de"), languages=PROFILES).language == "en"
    assert read_document(RawArticle(text="Zwei Tote in Ostvik", language="de"), languages=PROFILES).language == "de"


@given(st.text(max_size=200))
def test_any_text(text: str):
    """A code of two letters, or nothing."""
    found = language(text)
    assert found is None or len(found) == 2
