"""Who was harmed, and how many: one sentence a row, with what must come out of it.

Written as ``killed 9``; ``9+`` at least, ``9-`` at most, ``~9`` about, ``5..9`` a range, ``24+ dozens`` a vague word, ``none`` an
explicit zero.  An empty row says that nothing is told of casualties.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.quantity import Qualifier, Quantity
from tests.extract.conftest import Read
from worker.extract.casualties.mentions import find_casualties
from worker.extract.findings import CasualtyMention
from worker.lexicons.knowledge import Knowledge


def said(quantity: Quantity) -> str:
    """A quantity in the notation of the tables."""
    match quantity.qualifier:
        case Qualifier.EXACT:
            return f"{quantity.best}"
        case Qualifier.AT_LEAST:
            return f"{quantity.min}+"
        case Qualifier.AT_MOST:
            return f"{quantity.max}-"
        case Qualifier.ABOUT:
            return f"~{quantity.best}"
        case Qualifier.RANGE:
            return f"{quantity.min}..{quantity.max}"
        case Qualifier.EXPLICIT_NONE:
            return "none"
        case _:
            return f"{quantity.min}+ {quantity.qualifier.value}"


def told(mentions: tuple[CasualtyMention, ...]) -> set[str]:
    """What is told, without tolls of other times."""
    return {f"{mention.field} {said(mention.casualty)}" for mention in mentions if not mention.earlier}


PASSIVE = [
    # Parts that say of what rank one is, or who was among the dead; who is counted beside bodies, ages, "them".
    ("Eight policemen, one a captain, lost their lives.", "killed 8"),
    ("Two officers, one a major and the other a captain, were killed.", "killed 2"),
    ("One soldier was killed and the other wounded.", "killed 1; injured 1"),
    ("Among the dead were the mill's manager, Omar Diaz, and his wife and two children.", "killed 4+"),
    ("Nine people were killed and among the dead were two children.", "killed 9; killed 2+"),
    ("The dead included a nurse and two soldiers.", "killed 3+"),
    ("The blast left 12 dead, including two nurses.", "killed 12"),
    ("Among the injured were the mayor and three of her aides.", "injured 4+"),
    ("Rescuers pulled out 11 bodies, and 20 passengers are still missing.", "killed 11; missing 20"),
    (
        "Six residents were killed, ranging in age from 4 to 81, and dozens were hospitalized.",
        "killed 6; injured 24+ dozens",
    ),
    ("Militants stopped a bus, took off seven labourers and shot them dead.", "killed 7"),
    ("Gunmen dragged nine traders from a minibus before shooting them.", "abducted 9; killed 9"),
    ("Only three of the 27 people on board survived.", "killed 24"),
    ("Rebels freed 12 of the 20 villagers they had kidnapped.", "abducted 20"),
    ("Twelve of the 20 people who were killed were children.", "killed 20"),
    ("Two of the 40 miners were killed.", "killed 2"),
    # taken away by those who bear arms; one of the personnel
    ("Bandits stormed the college and whisked away six pupils and two cooks.", "abducted 8"),
    ("Bandits stormed the ranch and went away with 60 cows.", ""),
    ("The ambulance took away nine patients.", ""),
    ("A security personnel was wounded.", "injured 1"),
    ("The security personnel were wounded.", ""),
    # beasts are counted, and no people
    ("The men had slaughtered five stolen goats.", ""),
    ("Rustlers killed 30 sheep and two herders.", "killed 2"),
    ("Three herders and 60 cows were killed in Wukari.", "killed 3"),
    ("Rustlers killed three stolen-car dealers.", "killed 3"),
    # a time stands between the auxiliary and its verb
    ("No fewer than seven traders were, last Monday, gunned down in Jalingo.", "killed 7+"),
    ("Four traders were on Sunday night abducted in Jalingo.", "abducted 4"),
    ("Nine passengers have, in the early hours of Monday, been killed.", "killed 9"),
    ("The nine clerks were on Monday told of a killed bull.", ""),
    ("The crush left 17 pilgrims, mostly women, dead.", "killed 17"),
    ("Three peacekeepers were killed; a fourth lost a leg.", "killed 3; injured 1"),
    ("Four masked men bundled him into a car.", "abducted 1"),
    ("Police bundled two protesters into a van.", "arrested 2"),
    ("Thirty-one villagers, nine women among them, were slain.", "killed 31"),
    ("Seven travellers were killed outright, an eighth died in hospital.", "killed 7; killed 8"),
    ("The judge fled; he and a girl of nine were killed and five passengers wounded.", "killed 2; injured 5"),
    ("Two clerks employed by a farm and three colleagues were killed.", "killed 5"),
    (
        "At least 79 migrants drowned early on Wednesday and hundreds more are missing.",
        "killed 79+; missing 200+ many",
    ),
    ("Five guards embraced martyrdom and eighteen persons, mostly vendors, were injured.", "killed 5; injured 18"),
    ("The dead were two Danes, a boy and a girl, and a Russian.", "killed 3+"),
    ("Six of the dead were the crew of a helicopter that crashed.", "killed 6"),
    ("Two clerks attacked by a mob fled and three colleagues were hurt.", "injured 3"),
    ("Omar Diaz, who was a minister until last July, was assassinated.", "killed 1"),
    ("Three clerks, Justo Pastor Ruiz, Ana Bell and Omar Diaz, are hospitalized.", "injured 3"),
    ("His son, Rolando, who was asleep, was killed.", "killed 1"),
    ("Gunmen abducted the sister of a clerk, Omar", "abducted 1"),
    ("Two traders and their guide were found with their throats cut.", "killed 3"),
    ("Eleven traders and six officers needed treatment.", "injured 17"),
    ("A policeman was struck by a stone and needed nine stitches.", "injured 1"),
    ("All were rescued; two have broken ribs.", "injured 2"),
    ("The bomb caused only material damage.", "killed none; injured none"),
    ("The patients came to no harm.", "killed none; injured none"),
    ("All 22 sailors abandoned ship and were picked up unharmed.", "killed none; injured none"),
    ("His nephew, who was at the wheel, is critical at the city hospital.", "injured 1"),
    ("Nine people were killed.", "killed 9"),
    ("At least 30 others were wounded.", "injured 30+"),
    ("A lawyer was approached by two men on a motorcycle and shot dead outside his office.", "killed 1"),
    ("Two gunmen were chased by police and killed two officers.", "killed 2"),
    ("A nurse was hit by a stray bullet.", "injured 1"),
    ("An autopsy found multiple injuries.", ""),
    ("A clerk was shot dead by police and three others died of the heat.", "killed 1; killed 3"),
    ("The storm drove some 900 people into shelters.", "displaced ~900"),
    ("Nine people, including foreign workers, were killed.", "killed 9"),
    ("Nine people, most of them young men, were killed.", "killed 9"),
    ("Twelve people trapped in a subway line died.", "killed 12; missing 12"),
    ("The attacker, a 15-year-old boy, was overpowered by bystanders and arrested.", "arrested 1"),
    ("Nine people were treated for the effects of tear gas.", "injured 9"),
    ("Two others were pulled out alive with injuries.", "injured 2"),
    ("Troops recovered two burned motorcycles.", ""),
    ("Strikes killed 25 people across the strip, including eight in Rafah and six in Khan Younis.", "killed 25"),
    (
        "Fighters killed 18 people when two bombs went off in Ostvik, one near the palace and the other in a hotel.",
        "killed 18",
    ),
    ("Shells killed three people in Odesa, one in Sumy and four in Mykolaiv.", "killed 3; killed 1; killed 4"),
    ("Three men in a white car were shot dead at a checkpoint.", "killed 3"),
    ("Two workers at the sawmill have been seriously hurt.", "injured 2"),
    ("Six people have been confirmed dead and 14 are missing.", "killed 6; missing 14"),
    ("More than 300 residents were evacuated from the valley.", "displaced 300+"),
    ("Two nuns were taken hostage.", "abducted 2"),
    ("Police said three men had been arrested and a fourth was being sought.", "arrested 3"),
    ("One man who had two kidnapped women in his car was arrested.", "arrested 1"),
    ("Two men of a family from the valley were arrested.", "arrested 2"),
    ("President Ana Ruiz of Peru, his wife, and 94 others were killed.", "killed 96"),
    ("The skipper and a 24-year-old deckhand have not been found.", "missing 2"),
    ("Two suspects have not been found.", ""),
    ("Two of them were killed.", "killed 2"),
    ("Thirty-seven workers of foreign companies and one Algerian miner died.", "killed 38"),
    ("Some 180,000 people were under orders to leave.", "displaced ~180000"),
    ("Nine fans were crushed or trampled to death at the gate.", "killed 9"),
    ("Fourteen people linked to the man were arrested.", "arrested 14"),
    ("Hospitals had treated 368 people.", "injured 368"),
    ("A deliveryman beheaded his boss.", "killed 1"),
    ("The number of those driven from their homes in Olinda and Recife reached 1,012.", "displaced 1012"),
    ("The coroner lowered the count of dead to 24 from 51.", "killed 24"),
    ("Police said that three men had been arrested.", "arrested 3"),
    ("The suspect, a Belgian of 41, was detained.", "arrested 1"),
    ("The ministry says that 17 people were killed when a ferry sank.", "killed 17"),
    ("Doctors confirmed that two miners and a driver had been wounded.", "injured 3"),
    ("Four soldiers were taken prisoner.", "captured 4"),
    ("Two of the hostages were killed.", "killed 2"),
    ("Of the 40 people aboard, 12 were killed.", "killed 12"),
    ("Five Palestinians were killed and 14 wounded.", "killed 5; injured 14"),
    ("Thirty-two people were treated for smoke inhalation.", "injured 32"),
    ("At least nine villagers were treated for breathing difficulties.", "injured 9+"),
    ("In a separate attack on the same night, gunmen killed four herders.", "killed 4"),
    ("Six people were taken to hospital after the collision.", "injured 6"),
    ("At least five are dead.", "killed 5+"),
    ("Some 200 families were made homeless.", "displaced 200+"),
]
ACTIVE = [
    ("Flash floods drowned 14 villagers.", "killed 14"),
    ("The blast hit a bus, killing two soldiers and a civilian.", "killed 3"),
    ("A bomb exploded near a bus carrying 40 tourists, killing nine and injuring 12.", "killed 9; injured 12"),
    ("Two gunmen killed three soldiers.", "killed 3"),
    ("Gunmen fired at a group of migrant workers, wounding two of them.", "injured 2"),
    ("A drone hit a car, killing a commander of the Dawn Front and his bodyguard.", "killed 2"),
    ("Police killed a member of the gang and arrested his brother.", "killed 1; arrested 1"),
    ("The army said it had killed 20 rebels.", "killed 20"),
    ("The army killed three rebels and captured two.", "killed 3; captured 2"),
    ("The fire claimed the lives of six.", "killed 6"),
    ("The storm took at least 17 lives.", "killed 17+"),
    ("The accident killed one and injured two others.", "killed 1; injured 2"),
    ("Killing himself and 12 others, the bomber set off his vest.", "killed 12"),
    ("The bomber rammed a barrier, killing himself, two guards and a porter.", "killed 3"),
    ("A clerk shot dead his wife, two sons and then himself.", "killed 3"),
    ("A clerk shot dead his wife, two sons and a neighbour.", "killed 4"),
    ("Police detained 45 protesters.", "arrested 45"),
    ("Gunmen kidnapped two priests.", "abducted 2"),
    ("Masked men took three guards hostage.", "abducted 3"),
    ("The roof fell in and trapped eleven miners.", "missing 11"),
    ("The flood forced 4,000 people from their homes.", "displaced 4000"),
    ("The strike killed 12 people and 30 others were injured.", "killed 12; injured 30"),
]
REDUCED = [
    ("The beating of migrants by guards left 23 of them with broken bones.", "injured 23"),
    ("The crash left 12 dead and at least 30 others wounded.", "killed 12; injured 30+"),
    ("The attack left four dead and dozens injured.", "killed 4; injured 24+ dozens"),
    ("Seven killed in bus crash", "killed 7"),
    ("The clash left three soldiers and five rebels dead.", "killed 8"),
    ("The flood left 12 people dead and five missing.", "killed 12; missing 5"),
    ("Twelve wounded soldiers were flown out.", "injured 12"),
    ("Relatives of the 12 people killed gathered.", "killed 12"),
]
NOMINAL = [
    ("The toll of injured policemen rose to 61 after the march.", "injured 61"),
    ("The sheriff cut the number of missing to 61 from 74.", "missing 61"),
    ("The raid ended in more than 30 deaths and several people being kidnapped.", "killed 30+; abducted 3+ several"),
    (
        "At least 11 persons, including Additional District and Sessions Judge Omar Nur and a clerk, were killed.",
        "killed 11+",
    ),
    ("The number of wounded soldiers after the raid climbed to 61.", "injured 61"),
    ("The death toll of the march, where policemen were injured, rose to 61.", "killed 61"),
    ("The ministry regretted the death of three miners.", "killed 3"),
    ("The murder of a priest shocked the town.", "killed 1"),
    ("The storm caused 14 deaths.", "killed 14"),
    ("The bodies of five men were found in a ditch.", "killed 5"),
    ("Divers recovered seven bodies.", "killed 7"),
    ("The death toll rose to 41 from 38.", "killed 41"),
    ("The death toll rose from 38 to 41 on Monday.", "killed 41"),
    ("Officials put the death toll at 12.", "killed 12"),
    ("Kenya's defence chief and nine others died.", "killed 10"),
    ("The army's chief of staff, General Omar Diaz, and nine others died in a crash.", "killed 10"),
    ("Six people, four men and two women, were wounded.", "injured 6"),
    ("Two of the victims, a nurse and a boy, suffered burns.", "injured 2"),
    ("Two policemen, a man and a woman were wounded.", "injured 4"),
    ("Reports put fatalities between 40 and 100.", "killed 40..100"),
    ("Estimates of the dead ranged from 40 to 100.", "killed 40..100"),
    ("Tribal elder Omar Sadat was driving home. Sadat and his driver were killed.", "killed 2"),
    ("Tribal elder Omar Sadat was driving home. Sadat was killed and his son was wounded.", "killed 1; injured 1"),
    ("The number of injured rose to 50, the ministry said.", "injured 50"),
    ("The number of people killed in the floods has risen to 70.", "killed 70"),
    ("Police made 12 arrests.", "arrested 12"),
    ("Rescuers are searching for three missing hikers.", "missing 3"),
    ("A ferry sank, leaving 76 of the ferry's 118 passengers unaccounted for.", "missing 76"),
    ("The slide killed six of the old village's 240 people.", "killed 6"),
    ("Fears grew for 141 people missing after a landslide.", "missing 141"),
    ("The toll rose to 36, with 15 still missing days after the disaster struck.", "killed 36; missing 15"),
    ("Divers failed to find any of the seven people listed missing.", "missing 7"),
    ("The two deceased men, Omar Diaz and Luis Prado, were clerks.", "killed 2"),
    ("The three dead passengers were clerks.", "killed 3"),
]
ONE = [
    ("A policeman was killed.", "killed 1"),
    ("An elderly woman died in the blaze.", "killed 1"),
    ("The 34-year-old driver was killed and her two children were injured.", "killed 1; injured 2"),
    ("Gunmen shot the judge dead and wounded his wife.", "killed 1; injured 1"),
    ("He was killed instantly.", "killed 1"),
    ("Her husband, 43, was also killed.", "killed 1"),
    ("A rebel was killed and another captured.", "killed 1; captured 1"),
    ("One person was killed and another was injured.", "killed 1; injured 1"),
    ("One person was killed and a second wounded when shells landed.", "killed 1; injured 1"),
    ("Two people were stabbed to death and a third was critically injured.", "killed 2; injured 1"),
    ("A woman aged 83 and her husband were found dead in their home.", "killed 2"),
    ("Gunmen killed a vice principal who tried to protect the girls.", "killed 1"),
    ("Police charged with batons, leaving at least 20 workers injured.", "injured 20+"),
    ("A policeman was killed and his wife wounded by gunmen.", "killed 1; injured 1"),
    ("Three people were shot, one fatally.", "killed 1; injured 2"),
    ("A 17-year-old was killed by a bullet.", "killed 1"),
    ("A police officer deployed to the islands was shot dead.", "killed 1"),
    ("Woman, 31, stabbed outside a market.", "injured 1"),
    ("Oleg Marin, a teacher, was killed on Sunday.", "killed 1"),
]
NAMES = [
    ("The government condemned the murder of Liberal presidential candidate Luis Carlos Varga.", "killed 1"),
    ("Rebels fired on the house, killing a national police officer guarding it.", "killed 1"),
    ("He deplored the killing of a young mechanics student.", "killed 1"),
    ("Guillermo Rosa, the leftist trade union leader, died in the capital.", "killed 1"),
    ("Three of the judge's drivers were also killed.", "killed 3"),
    ("Luis Carlos Varga, senator and presidential hopeful, died on Friday.", "killed 1"),
    ("A policeman's house was burned.", ""),
    ("The party whose presidential candidate was brutally murdered will meet.", "killed 1"),
    ("He was killed by two bullets.", "killed 1"),
    ("Gunmen assassinated radical labour leader Pedro Ruiz.", "killed 1"),
    ("The recent murder in the capital of two union leaders led to protests.", "killed 2"),
    ("Jorge Adamo, second secretary at the embassy in the capital, was shot to death.", "killed 1"),
    ("The murder of regional police chief Colonel Valdo Frank shook the city.", "killed 1"),
]
VAGUE = [
    ("Between 10 and 15 people were wounded.", "injured 10..15"),
    ("Up to 20 workers were killed.", "killed 20-"),
    ("About 12,000 people fled their homes.", "displaced ~12000"),
    ("Several villagers were injured.", "injured 3+ several"),
    ("An unknown number of people were killed.", ""),
    ("Soldiers were killed.", ""),
]
LISTS = [
    ("19 children and two adults were killed.", "killed 21"),
    ("Two soldiers, three policemen and a bystander were killed in the ambush.", "killed 6"),
    ("A woman and her three children were found dead in the ruins.", "killed 4"),
    ("The driver and two passengers were killed.", "killed 3"),
    ("Two journalists, Ana Ruiz and Jo Bell, were killed.", "killed 2"),
    ("The murder of Ana Ruiz, a teacher and a poet, was denounced.", "killed 1"),
    ("His bodyguard and driver were also killed.", "killed 2"),
    ("The two priests and a nun were kidnapped on the road.", "abducted 3"),
    ("Nine people, including a child and two women, were killed.", "killed 9"),
    ("Four people were killed, including the attacker.", "killed 4"),
    ("Two people were killed and three others, including a child, were wounded.", "killed 2; injured 3"),
    ("Nine people were injured, three of them seriously.", "injured 9"),
]
NONE = [
    ("There were no casualties.", "killed none; injured none"),
    ("The bomb went off without causing casualties.", "killed none; injured none"),
    ("Nobody was hurt.", "injured none; killed none"),
    ("Not a single person was injured.", "injured none"),
    ("No one died in the fire.", "killed none"),
    ("There were no deaths but 12 were hurt.", "killed none; injured 12"),
    ("No one was killed or injured.", "killed none; injured none"),
    ("There were no reports of injuries.", ""),
    ("There were no immediate reports of casualties.", ""),
    ("There were no further casualties.", ""),
    ("No one was seriously hurt.", ""),
    ("There were no serious injuries.", ""),
    ("No soldiers were killed.", ""),
]
UNREAL = [
    ("The bomb could kill thousands.", ""),
    ("It would have killed 20 people.", ""),
    ("They threatened to kill 12 hostages.", ""),
    ("If two people were killed, the deal is off.", ""),
    ("Police foiled an attempted assassination of the mayor.", ""),
    ("The guards were not injured.", ""),
]
NO_PEOPLE = [
    ("The storm killed 200 cattle.", ""),
    ("Three houses were destroyed and two cars burned.", ""),
    ("The vote killed the bill.", ""),
    ("The race ended in a dead heat.", ""),
    ("Rebels captured two villages.", ""),
    ("Two pages of the report are missing.", ""),
    ("The economy was hurt by the embargo.", ""),
    ("Two bodies of water cross the plain.", ""),
    ("At least 30 people were killed or injured.", ""),
]
HEADLINES = [
    ("Northern Rhodesia Police Special Branch inspector killed in gun battle with poachers in Kitwe.", "killed 1"),
    ("May 4: Northern Rhodesia Police Reserve inspector shot dead in Kitwe.", "killed 1"),
    ("The Northern Rhodesia Police said the inspector killed by poachers was on leave.", "killed 1"),
    ("Man shot dead outside gym", "killed 1"),
    ("Off-duty policeman dies in blast", "killed 1"),
    ("Ostvik: teenage boy fatally stabbed", "killed 1"),
    ("Man, 28, charged after woman found dead in flat", "killed 1"),
    ("Two dead, three hurt in blast", "killed 2; injured 3"),
    ("Blast kills 9, wounds 21", "killed 9; injured 21"),
    ("Ex-minister gunned down", "killed 1"),
    ("Two soldiers, four rebels killed in clash", "killed 6"),
    ("Teacher, two pupils killed in school shooting", "killed 3"),
    ("Mother and son die in crash", "killed 2"),
    ("Drone attack injures teenager", "injured 1"),
    ("Bomb kills 20, scores injured", "killed 20; injured 40+ many"),
    ("Man wins prize", ""),
]
ASIDES = [
    ("Two men were shot, leaving one in critical condition and another badly hurt.", "injured 2; injured 1"),
    ("Twelve people, five of them children, were killed.", "killed 12"),
    ("Six people, all civilians, were killed.", "killed 6"),
    ("They said that 13 people, mostly civilians, were killed.", "killed 13"),
    ("Jose Vega, 72, who was working at the station at the time of the blast, was killed.", "killed 1"),
    ("Two guards (one of them off duty) were wounded.", "injured 2"),
    ("Ana Ruiz, the report said, was killed.", "killed 1"),
    ("The president of the bank, a father of two children, was kidnapped.", "abducted 1"),
    ("Four members of the same family died.", "killed 4"),
    # Whose people they are stands between them and the next; a number counts both; a country owns an office.
    ("Two officers of the federal police and a driver were killed.", "killed 3"),
    ("The blast left six members of one family dead.", "killed 6"),
    ("The blast wounded about 15 women and children.", "injured ~15"),
    ("Gunmen killed Peru's president and two guards.", "killed 3"),
    ("A man stabbed five people to death.", "killed 5"),
    ("The wife of a soldier was killed.", "killed 1"),
    ("A group of 12 hikers was killed.", "killed 12"),
    ("A mother of three and her sister died.", "killed 2"),
    ("Ten people, seven of them students and three teachers, were killed.", "killed 10"),
    ("It killed two people at a station before being intercepted and arrested.", "killed 2"),
    ("A man killed one person and wounded three others at a station before being arrested.", "killed 1; injured 3"),
    ("The attack in which two of his guards were killed was short.", "killed 2"),
    ("Police met 20 residents, whose houses burned, and left.", ""),
]
NAMED = [
    ("Tariq Ozbek was shot dead on Monday.", "killed 1"),
    ("Nelson Molina, Max Cuellar, and Dario Suarez were killed.", "killed 3"),
    ("The murder of Adamo and Ruiz was denounced.", "killed 2"),
    ("Ana Ruiz, third judge of the district, and two of her bodyguards were murdered.", "killed 3"),
    ("Ana Ruiz, a judge, and two guards were murdered.", "killed 3"),
    ("It killed Ana Ruiz, 42; Jo Bell, 19; and Max Frank, 30.", "killed 3"),
    ("The murder of leader Ana Ruiz and Guatemalan lawyer Jo Bell was denounced.", "killed 2"),
    ("Hector Vega was killed near his home, along with two of his bodyguards.", "killed 1; killed 2"),
    ("A Black Hawk was shot down.", ""),
    ("Five Palestinians were killed.", "killed 5"),
]
ITS_DEATHS = [
    ("He spoke of the masterminds of his assassination.", "killed 1"),
    ("She got death threats; his death threats were vile.", ""),
    ("He admitted his murder of two clerks.", "killed 2"),
    ("Those responsible for killing Adamo are free.", "killed 1"),
    ("The murder of Liberal candidate Ana Ruiz was denounced.", "killed 1"),
    ("Garcia's driver was killed.", "killed 1"),
    ("Ana Ruiz, manager of El Mundo in Lima, was killed.", "killed 1"),
    ("Nine peasants killed and three wounded.", "killed 9; injured 3"),
    ("The blast left a toll of five wounded.", "injured 5"),
    ("Eight people were shot, two of them fatally.", "killed 2; injured 8"),
    ("Seven of the 12 wounded are in hospital.", "injured 12"),
]
ADJECTIVES = [
    ("The body of a kidnapped businessman was found.", "killed 1"),
    ("A wounded policeman died.", "killed 1"),
    ("He died of gunshot wounds and 12 people fled.", "killed 1"),
]
PLACES = [
    ("The drones killed three people in Odesa, two in Sumy and four in Mykolaiv.", "killed 3; killed 2; killed 4"),
    ("Three people were killed in Odesa and four in Mykolaiv.", "killed 3; killed 4"),
    ("It killed at least three people in Odesa and four in Mykolaiv.", "killed 3+; killed 4"),
    ("Three people were killed in Odesa and four in Mykolaiv were wounded.", "killed 3; injured 4"),
]
UPDATES = [
    ("The death toll from Monday's collapse rose to 14 from 9 after more bodies were found.", "killed 14"),
    ("The toll in the crash has gone up to 33, with 90 others injured.", "killed 33; injured 90"),
    ("His death took the toll from the weekend attack in Ostvik to five.", "killed 1; killed 5"),
    ("The death toll from the collapse of two buildings stands at 12.", "killed 12"),
    ("A third person has died.", "killed 3"),
    ("A third person was injured.", "injured 1"),
    ("Two others died, bringing the total number of deaths to 62.", "killed 2; killed 62"),
]
OTHERS = [
    ("The leak sent 43 children to hospital.", "injured 43"),
    ("The fire forced the evacuation of 2,000 residents.", "displaced 2000"),
    ("Fifteen people were reported dead.", "killed 15"),
    ("Ten soldiers and an unknown number of civilians were killed.", "killed 10+"),
    ("They freed 12 of the 30 students abducted in May.", "abducted 30"),
    ("They fired 70 drones; 45 were shot down.", ""),
    ("A soldier was martyred.", "killed 1"),
    ("Most of the 27 migrants drown.", ""),
    ("A journalist who had been missing since Friday was found dead.", "killed 1"),
    ("None of the 80 aboard was hurt when a turboprop slid off the runway.", "killed none; injured none"),
    ("Bandits killed two of the sailors they had held since last year, the army said.", "killed 2"),
    ("Some 5,000 residents fled after fighting.", "displaced ~5000"),
    ("Two gunmen fled after the attack.", ""),
]
ABOARD = [
    # All, or all but some, of those who were aboard.
    ("A plane carrying 14 people fell into the sea. There were no survivors.", "killed 14"),
    ("A helicopter with a pilot and four engineers aboard hit a hill. Nobody survived.", "killed 5"),
    ("A jet with 68 passengers and four crew came down, killing everyone on board.", "killed 72"),
    ("A van with nine farmers on board left the road. All of them died.", "killed 9"),
    ("A bus with 14 people on board fell into a river. Only two survived.", "killed 12"),
    ("A boat with about 40 migrants aboard sank. There were no survivors.", "killed ~40"),
    ("A plane carrying 14 people fell into the sea. Rescuers have found no survivors so far.", ""),
    ("A plane carrying 14 people fell into the sea. A girl is the only survivor found so far.", ""),
    (
        "A plane with 14 people aboard fell into the sea, killing six. There were no survivors in the cockpit.",
        "killed 6",
    ),
    ("A plane fell into the sea. There were no survivors.", ""),
    ("Only two survived.", ""),
    # Who had been taken away, or was missed.
    ("Gunmen abducted nine nurses. Their bodies were found under a bridge.", "abducted 9; killed 9"),
    ("Two boys went missing on Sunday. Divers recovered their bodies on Tuesday.", "missing 2; killed 2"),
    ("Rebels kidnapped a judge. His mutilated body was dumped by a road.", "abducted 1; killed 1"),
    ("Gunmen abducted nine nurses. The bodies were found under a bridge.", "abducted 9"),
    ("Gunmen abducted nine nurses. Two of the nurses were killed. Their bodies were found.", "abducted 9; killed 2"),
]
NOW_KNOWN = [
    ("Five Guatemalans and a Honduran died.", "killed 6"),
    ("Two American helicopters were lost.", ""),
    ("Thirty-three people who were riding on the wagons without tickets perished.", "killed 33"),
    ("A fourth victim, a woman of 22, died.", "killed 4"),
    ("A teacher was beheaded. His brother was shot dead.", "killed 1; killed 1"),
    ("Eleven residents had their throats cut.", "killed 11"),
    ("Guards found the body of gang boss Omar Diaz.", "killed 1"),
    ("Thousands viewed the body of opposition leader Omar Diaz.", ""),
    ("The body of a prisoner was found. He had been stabbed.", "killed 1"),
    ("Two of the raiders were caught at dawn.", "arrested 2"),
    ("Fourteen members were picked up at their homes.", "arrested 14"),
    ("Three bandits freed the nurses whom they had abducted.", ""),
    ("They freed 31 passengers whom they had abducted.", "abducted 31"),
    ("Six officers were hit by bird shot.", "injured 6"),
    ("Four women and a baby have bullet wounds.", "injured 5"),
    ("The fire hurt no one.", "injured none; killed none"),
    ("A clerk broke an ankle.", "injured 1"),
    ("The clerk broke the news.", ""),
    ("Four pupils and both drivers died.", "killed 6"),
    ("Both soldiers and clerks died.", ""),
    ("He slashed an officer's arm.", "injured 1"),
    ("They wounded an officer's wife.", "injured 1"),
    ("A bomb disposal expert was killed.", "killed 1"),
    ("A policeman shot his wife and her mother dead.", "killed 2"),
    ("Two soldiers were wounded, one mortally.", "killed 1; injured 1"),
    ("A lookout lost both legs.", "injured 1"),
    ("The officer suffered a cut to the neck.", "injured 1"),
    ("Two others were dug out alive with fractures.", "injured 2"),
    ("Two others were pulled from the debris with broken limbs.", "injured 2"),
    ("Police hauled away five protesters.", "arrested 5"),
    ("The floods hit two towns. Displaced: 3,000.", "displaced 3000"),
    ("Pirates seized a dhow and are holding its 17 crew.", "abducted 17"),
    ("Gunmen pulled nine labourers off a bus.", "abducted 9"),
    ("The guide took nine tourists off a bus.", ""),
]
ROWS = [
    *HEADLINES,
    *ABOARD,
    *NOW_KNOWN,
    *ASIDES,
    *NAMED,
    *ADJECTIVES,
    *PLACES,
    *UPDATES,
    *OTHERS,
    *PASSIVE,
    *ACTIVE,
    *REDUCED,
    *NOMINAL,
    *ONE,
    *NAMES,
    *VAGUE,
    *LISTS,
    *NONE,
    *UNREAL,
    *NO_PEOPLE,
]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_what_a_sentence_tells(text: str, expected: str, read: Read, knowledge: Knowledge) -> None:
    """Each sentence gives exactly these tolls."""
    mentions = find_casualties(read(text)[0], knowledge.casualties)
    assert told(mentions) == {part for part in expected.split("; ") if part}


EARLIER = [
    "A similar blast in March killed 12 people.",
    "More than 4,000 people have died since 2014.",
    "So far this year 200 miners have died.",
    "Floods killed 50 people last year.",
    "Some 12 million people have been displaced since the war began.",
    "In 2010 a quake in the same region killed 115.",
    "Five judges have been killed in two months.",
    "Two candidates have been murdered in less than 40 days.",
    "The insurgency has killed more than 40,000 people.",
]


@pytest.mark.parametrize("text", EARLIER)
def test_tolls_of_other_times_are_marked(text: str, read: Read, knowledge: Knowledge) -> None:
    """Statistics and earlier incidents are no toll of this one."""
    mentions = find_casualties(read(text)[0], knowledge.casualties)
    assert mentions
    assert all(mention.earlier for mention in mentions)


def test_a_superlative_does_not_make_a_toll_one_of_other_times(read: Read, knowledge: Knowledge) -> None:
    """An attack that is "the deadliest since 2015" is this one."""
    text = "The attack, which killed 12 people, was the deadliest since 2015."
    assert told(find_casualties(read(text)[0], knowledge.casualties)) == {"killed 12"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In the deadliest attack since 2015 gunmen killed 12 people.", "killed 12"),
        ("The attack, the worst in two years, killed 12 people.", "killed 12"),
        ("They mourned the worst mill fire in nine years, which killed 12 people.", "killed 12"),
        ("Since Sunday floods have killed 17 people.", "killed 17"),
        ("The blast wounded four people on Monday, two years after a bombing that killed 31.", "injured 4"),
        ("Three people were killed in the town, where 12 died in 2014.", "killed 3"),
        ("Three people died on Tuesday. In 2014, 12 people died there.", "killed 3"),
    ],
)
def test_an_older_toll_beside_the_one_of_the_news(text: str, expected: str, read: Read, knowledge: Knowledge) -> None:
    """What is dated to other times stays apart from what is not."""
    assert told(find_casualties(read(text)[0], knowledge.casualties)) == {expected}


def test_parts_of_a_whole_are_never_added(read: Read, knowledge: Knowledge) -> None:
    """Nine in hospital, three and six of them in worse and better state, are nine."""
    text = "Nine people are hospitalised: three in intensive care in a grave condition and six on wards."
    (mention,) = find_casualties(read(text)[0], knowledge.casualties)
    assert mention.casualty.best == 9
    assert [(part.count.best, part.state) for part in mention.casualty.breakdown] == [
        (3, "in intensive care in a grave condition"),
        (6, "on wards"),
    ]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("19 children and two adults were killed.", [(19, "children"), (2, "adults")]),
        ("Nine people, including a child and two women, were killed.", [(1, "child"), (2, "women")]),
        ("Fourteen passengers were hurt, among them three children.", [(3, "children")]),
        ("Four people were killed, including the attacker.", [(1, "attacker")]),
        ("Nine people were injured, three of them seriously.", [(3, "seriously")]),
    ],
)
def test_who_they_are_is_said_by_group(
    text: str, groups: list[tuple[int, str]], read: Read, knowledge: Knowledge
) -> None:
    """Members of a list, and groups that are included, stand beside the number."""
    (mention,) = find_casualties(read(text)[0], knowledge.casualties)
    assert [(part.count.best, part.state) for part in mention.casualty.by_group] == groups


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Nine people were wounded as a result of the border assault.", "as a result of the border assault"),
        ("Three people died in the crash.", "in the crash"),
        ("Twenty-three people lost their lives when the ferry sank.", "when the ferry sank"),
        ("Three people died on Monday.", None),
    ],
)
def test_the_incident_that_a_toll_belongs_to(text: str, link: str | None, read: Read, knowledge: Knowledge) -> None:
    """Words that name the incident are kept as tokens."""
    reading = read(text)[0]
    (mention,) = find_casualties(reading, knowledge.casualties)
    assert (mention.link and reading.document.words(*mention.link)) == link


WORDS = (
    "nine people were killed wounded and two soldiers , . 12 dead including children of them no casualties the death toll rose to from"
    " his wife died bodies as a result attack missing hostage at least between 3 5 ( ) “ ” 's Ivan Petrov not could arrested in"
).split()


@settings(max_examples=300, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_words_are_read_without_error(words: list[str], read: Read, knowledge: Knowledge) -> None:
    """No order of words raises; spans lie in the text, in order."""
    check_spans(" ".join(words), read, knowledge)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_is_read_without_error(text: str, read: Read, knowledge: Knowledge) -> None:
    """Nor does any Unicode."""
    check_spans(text, read, knowledge)


def check_spans(text: str, read: Read, knowledge: Knowledge) -> None:
    """Spans and tokens of each mention agree."""
    reading = read(text)[0]
    document = reading.document
    for mention in find_casualties(reading, knowledge.casualties):
        assert 0 <= mention.first < mention.last <= len(document.tokens)
        assert document.text[mention.start : mention.end] == document.words(mention.first, mention.last)
        assert mention.casualty.text in document.text
