"""Names told later: who was hurt has his name where his title begins the next sentences, and he does not speak there."""

from __future__ import annotations

import pytest

from schemas.actor import ActorRole
from schemas.article import RawArticle
from worker.extract.engine import extract
from worker.lexicons.knowledge import Knowledge

# fmt: off
ROWS = [
    # The title is the noun of the description; longer titles, and a sentence between.
    ("A brigadier general was killed by a landmine in Somalia on Friday. Brigadier General Ahmed Farah died when the mine went off under his car.", ["Ahmed Farah"]),
    ("A senator was shot dead in Quito on Tuesday. Senator Luis Robles was leaving a restaurant when two men opened fire.", ["Luis Robles"]),
    ("A judge was stabbed in Naples on Monday. Prosecutor Ana Bianchi said the attacker had fled. Judge Carla Neri, 51, was taken to hospital.", ["Carla Neri"]),
    # Who speaks or reacts is another; of two nobody knows which; two senators have no one name.
    ("A senator was shot dead in Quito on Tuesday. Senator Luis Robles said he was shocked.", ["senator"]),
    ("A senator was shot dead in Quito on Tuesday. Senator Luis Robles condemned the killing.", ["senator"]),
    ("A senator was shot dead in Quito on Tuesday. Senator Luis Robles had received threats. Senator Ana Paz had not.", ["senator"]),
    ("Two senators were shot dead in Quito on Tuesday. Senator Luis Robles had received threats.", ["senators"]),
    # A name with its age, or as many names as people were hurt, begins the next sentences.
    ("A leading lawyer was shot dead in Sibi on Saturday. Rana Qazi, 46, was getting out of her car when two men opened fire.", ["Rana Qazi"]),
    ("Gunmen stormed a school in Kaduna on Monday and abducted three students. Pius Danjuma, Emeka Yaro and Stephen Bako were taken from their dormitory.", ["Pius Danjuma", "Emeka Yaro", "Stephen Bako"]),
    ("A man stabbed a bus driver in Leeds on Monday. Ian Wills, 39, is in a critical condition.", ["Ian Wills"]),
    ("Soldiers shot dead a teenager in Strabane on Monday. Declan Orr, 17, was in a car which the army said had not stopped.", ["Declan Orr"]),
    # Who saw it, or is charged with it, is another; of one who attacked and one who was hurt nobody knows which.
    ("A leading lawyer was shot dead in Sibi on Saturday. Rana Qazi, 46, saw two men flee.", ["leading lawyer"]),
    ("A man stabbed a bus driver in Leeds on Monday. Colin Ash, 39, has been charged.", ["bus driver"]),
    ("A man stabbed a bus driver in Leeds on Monday. Colin Ash, 39, came from Hull.", ["bus driver"]),
    ("Gunmen stormed a school in Kaduna on Monday and abducted nine students. Pius Danjuma and Emeka Yaro were teachers there.", ["students"]),
    # One who was hurt, by a shorter description: told once.
    ("A Kenyan army colonel was killed by a mine near Garissa on Friday. The colonel was killed at once.", ["Kenyan army colonel"]),
]
# fmt: on


@pytest.mark.parametrize(("text", "victims"), ROWS, ids=[text for text, _ in ROWS])
def test_who_was_hurt(text: str, victims: list[str], knowledge: Knowledge) -> None:
    """The victims of all events, by name."""
    result = extract(RawArticle(article_id="test", text=text, published="2026-11-27"), knowledge)
    assert [a.name for e in result.events for a in e.actors if a.role is ActorRole.VICTIM] == victims
