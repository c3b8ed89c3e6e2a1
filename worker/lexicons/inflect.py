"""The forms of English verbs and nouns that rules name by their base form."""

from __future__ import annotations

# base: (third person, past, participle, -ing); only what the rules below do not give.
_IRREGULAR_VERBS = {
    line.split()[0]: tuple(line.split()[1:])
    for line in """
    be is are was were been being am
    beat beats beat beaten beating
    become becomes became become becoming
    begin begins began begun beginning
    blow blows blew blown blowing
    break breaks broke broken breaking
    bring brings brought bringing
    build builds built building
    burn burns burned burnt burning
    burst bursts burst bursting
    buy buys bought buying
    catch catches caught catching
    collide collides collided colliding
    come comes came come coming
    cut cuts cut cutting
    deal deals dealt dealing
    die dies died dying
    do does did done doing
    draw draws drew drawn drawing
    drive drives drove driven driving
    fall falls fell fallen falling
    fight fights fought fighting
    find finds found finding
    fire fires fired firing
    flee flees fled fleeing
    fly flies flew flown flying
    freeze freezes froze frozen freezing
    get gets got gotten getting
    give gives gave given giving
    go goes went gone going
    hang hangs hanged hung hanging
    have has had having
    hide hides hid hidden hiding
    hit hits hit hitting
    hold holds held holding
    hurt hurts hurt hurting
    keep keeps kept keeping
    lay lays laid laying
    lead leads led leading
    leave leaves left leaving
    lie lies lay lain lying lied
    light lights lit lighted lighting
    lose loses lost losing
    make makes made making
    meet meets met meeting
    overrun overruns overran overrunning
    overtake overtakes overtook overtaken overtaking
    pay pays paid paying
    put puts put putting
    ride rides rode ridden riding
    run runs ran run running
    say says said saying
    see sees saw seen seeing
    seize seizes seized seizing
    send sends sent sending
    set sets set setting
    shoot shoots shot shooting
    shut shuts shut shutting
    sink sinks sank sunk sinking
    slay slays slew slain slaying
    speak speaks spoke spoken speaking
    spread spreads spread spreading
    steal steals stole stolen stealing
    strike strikes struck striking
    sweep sweeps swept sweeping
    take takes took taken taking
    tear tears tore torn tearing
    tell tells told telling
    throw throws threw thrown throwing
    wound wounds wounded wounding
    write writes wrote written writing
    bear bears bore borne bearing
    bind binds bound binding
    bite bites bit bitten biting
    bleed bleeds bled bleeding
    breed breeds bred breeding
    choose chooses chose chosen choosing
    cling clings clung clinging
    creep creeps crept creeping
    dig digs dug digging
    drink drinks drank drunk drinking
    eat eats ate eaten eating
    feed feeds fed feeding
    feel feels felt feeling
    fling flings flung flinging
    forbid forbids forbade forbidden forbidding
    forget forgets forgot forgotten forgetting
    forgive forgives forgave forgiven forgiving
    grow grows grew grown growing
    hear hears heard hearing
    know knows knew known knowing
    lend lends lent lending
    mean means meant meaning
    mistake mistakes mistook mistaken mistaking
    rise rises rose risen rising
    seek seeks sought seeking
    sell sells sold selling
    shake shakes shook shaken shaking
    shine shines shone shining
    shrink shrinks shrank shrunk shrinking
    sing sings sang sung singing
    sit sits sat sitting
    slide slides slid sliding
    spend spends spent spending
    stand stands stood standing
    stick sticks stuck sticking
    swear swears swore sworn swearing
    swim swims swam swum swimming
    swing swings swung swinging
    teach teaches taught teaching
    think thinks thought thinking
    undergo undergoes underwent undergone undergoing
    understand understands understood understanding
    undertake undertakes undertook undertaken undertaking
    wear wears wore worn wearing
    weep weeps wept weeping
    win wins won winning
    withdraw withdraws withdrew withdrawn withdrawing
    withstand withstands withstood withstanding
    """.strip().splitlines()
}
_IRREGULAR_NOUNS = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "policeman": "policemen",
    "policewoman": "policewomen", "gunman": "gunmen", "fireman": "firemen", "serviceman": "servicemen",
    "militiaman": "militiamen", "crewman": "crewmen", "fisherman": "fishermen", "businessman": "businessmen",
    "spokesman": "spokesmen", "knife": "knives", "life": "lives", "thief": "thieves", "aircraft": "aircraft",
    "series": "series", "wife": "wives", "housewife": "housewives", "clergyman": "clergymen", "congressman": "congressmen",
    "swordsman": "swordsmen", "watchman": "watchmen", "tribesman": "tribesmen", "half": "halves", "leaf": "leaves",
    "guardsman": "guardsmen", "rifleman": "riflemen", "assemblyman": "assemblymen", "councilman": "councilmen",
}  # fmt: skip
_VOWELS = "aeiou"
# Verbs of more than one syllable that double their last letter (the stress is on it), and short ones that do not.
_DOUBLING = frozenset(
    "admit commit abet rebel repel patrol control expel compel propel kidnap hijack transfer occur".split()
) - {"hijack"}


def verb_forms(base: str) -> tuple[str, ...]:
    """``attack`` -> attack, attacks, attacked, attacking.  A phrase inflects its first word: ``open fire``."""
    head, _, tail = base.partition("-") if base.startswith(("mis-", "re-")) else (base, "", "")
    if tail:
        return tuple(f"{head}-{form}" for form in verb_forms(tail))
    if base in _IRREGULAR_VERBS:
        return tuple(dict.fromkeys((base, *_IRREGULAR_VERBS[base])))
    stem = base[:-1] if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) else base
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    if _doubles(base):
        stem = base + base[-1]
    third = base + ("es" if base.endswith(("s", "x", "z", "ch", "sh")) else "s")
    past = base + "d" if base.endswith("e") else stem + "ed"
    return base, third, past, stem + "ing"


_EITHER_PLURAL = frozenset(
    "tornado torpedo volcano mosquito cargo embargo commando buffalo flamingo mango desperado domino".split()
)


def noun_forms(base: str) -> tuple[str, ...]:
    """``bomb`` -> bomb, bombs."""
    if base in _IRREGULAR_NOUNS:
        return tuple(dict.fromkeys((base, _IRREGULAR_NOUNS[base])))
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base, base[:-1] + "ies"
    if base in _EITHER_PLURAL:
        return base, base + "s", base + "es"
    return base, base + ("es" if base.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _doubles(base: str) -> bool:
    """stab -> stabbed, kidnap -> kidnapped; shell -> shelled, bomb -> bombed."""
    if len(base) < 3 or base[-1] in "aeiouwxy" or base[-2] not in _VOWELS or base[-3] in _VOWELS:
        return False
    syllables = sum(1 for a, b in zip(" " + base, base, strict=False) if b in _VOWELS and a not in _VOWELS)
    return syllables == 1 or base in _DOUBLING
