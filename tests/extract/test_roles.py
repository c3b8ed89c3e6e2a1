"""Roles: who did what to whom, by voice and preposition."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.extract.actors.arguments import arguments_of
from worker.extract.actors.phrases import Phrases
from worker.extract.actors.roles import find_roles
from worker.extract.reading import Reading
from worker.lexicons.knowledge import Knowledge

Read = Callable[[str], tuple[Reading, Phrases]]
Roles = Callable[[str], list[str]]


@pytest.fixture
def roles(read: Read, knowledge: Knowledge) -> Roles:
    """``role=name`` for each role of a text, sorted; with the status where it is not ``reported``."""

    def found(text: str) -> list[str]:
        reading, phrases = read(text)
        told = {
            f"{r.role.value}={r.actor.name}" + ("" if r.status.value == "reported" else f" ({r.status.value})")
            for r in find_roles(reading, arguments_of(reading, phrases), knowledge.roles)
        }
        return sorted(told)

    return found


# fmt: off
ROWS = [
    # Who stands behind "a crowd of" is driven into; the first killing of its sort is none of its own; two share a surname.
    ("A man rammed his van into a group of worshippers.", "perpetrator=man victim=worshippers"),
    ("It was the first killing of a judge since May.", ""),
    ("The killing of a judge by gunmen shook the town.", "perpetrator=gunmen victim=judge"),
    ("Police named the bombers as brothers Olaf and Nils Berg.", "perpetrator=Nils Berg perpetrator=Olaf"),
    ("Prosecutors charged Luis Prado with murder.", "perpetrator=Luis Prado (alleged)"),
    ("A prosecutor was charged with the murder of a nurse.", "perpetrator=prosecutor (alleged) victim=nurse"),
    ("Two soldiers were shot after attacking a nurse.", "perpetrator=soldiers victim=nurse victim=soldiers"),
    ("A nurse was hurt after meeting a soldier.", "victim=nurse"),
    # A title that is shortened belongs to the name behind it; what somebody wears does nothing; nor do offices in a title.
    ("Rebels killed Sgt. Luis Prado, the militia chief.", "perpetrator=Rebels victim=Luis Prado"),
    ("Gunmen kidnapped Rep. Ana Ruiz and Lt. Col. Omar Diaz.", "perpetrator=Gunmen victim=Ana Ruiz victim=Omar Diaz"),
    ("Gunmen killed the Rev. Omar Diaz.", "perpetrator=Gunmen victim=Omar Diaz"),
    ("Rebels clad as soldiers killed a guard.", "perpetrator=Rebels victim=guard"),
    ("Men clad in black killed a guard.", "perpetrator=Men victim=guard"),
    ("A photographer was killed and a nurse with him was wounded.", "victim=nurse victim=photographer"),
    ("A mortar attack on the Transport Ministry in Quito killed one clerk.", "target=Transport Ministry victim=clerk"),
    ("Two pylons were blown up, all the acknowledged work of the Dawn Front.", "perpetrator=Dawn Front (alleged)"),
    ("Police named one victim who died in the blast as Ana Ruiz, a clerk.", "victim=Ana Ruiz"),
    ("The rector of a college and four other priests were murdered.", "victim=priests victim=rector"),
    ("The owner of a bank and two cars were seen when a guard was killed.", "victim=guard"),
    ("Two nurses--Ana Ruiz of Lima and Rosa Kim of Cusco--were wounded.", "victim=Ana Ruiz victim=Rosa Kim"),
    ("Rebels transport arms and killed a guard.", "perpetrator=Rebels victim=guard"),
    ("A guard was wounded in an attack blamed on Maoist rebels.", "perpetrator=Maoist rebels (alleged) victim=guard"),
    ("Losses in the raid were blamed on rain, and a guard was killed.", "victim=guard"),
    # Who is told of by a verb of saying, by "them", by a description that a name or a nephew follows.
    ("Officials said a teacher and two pupils were killed.", "victim=pupils victim=teacher"),
    ("Militants stopped a bus, took off seven labourers and shot them dead.", "perpetrator=Militants victim=labourers"),
    ("A bomb hit a van carrying election workers, wounding three of them.", "victim=election workers"),
    ("Fourteen climbers were on the ridge when the slope gave way. Three of them were killed.", "victim=climbers"),
    ("Four men set fire to two lorries. Two of them were arrested. The arrested men were identified as Omar Diaz and Luis Prado.",
     "perpetrator=Luis Prado perpetrator=Omar Diaz perpetrator=men"),
    ("Among the dead were the mill's manager, Omar Diaz, and his wife.", "victim=Omar Diaz victim=wife"),
    ("Among those killed were the imam's wife and the school's head teacher.", "victim=head teacher victim=wife"),
    ("Militants killed a tribal elder, Omar Diaz, his nephew and a guard.", "perpetrator=Militants victim=Omar Diaz victim=guard victim=nephew"),
    ("Gunmen abducted a priest, Father Luis Prado, and a novice.", "perpetrator=Gunmen victim=Luis Prado victim=novice"),
    ("A gangster known as El Toro was shot dead.", "victim=gangster"),
    # A suspect who is lynched is a victim, whatever he is suspected of.
    ("A suspect identified as Luis Prado, 41, was lynched by residents.",
     "perpetrator=residents victim=Luis Prado victim=suspect"),
    ("A suspect identified as Luis Prado, 41, killed a nurse.", "perpetrator=Luis Prado perpetrator=suspect victim=nurse"),
    # Who they are said to have been; who believes so did nothing.
    ("Two guards were killed by gunmen suspected to be cultists.", "perpetrator=cultists (alleged) perpetrator=gunmen victim=guards"),
    ("A judge was abducted by gunmen, described by residents as rebels.",
     "perpetrator=gunmen perpetrator=rebels (alleged) victim=judge"),
    ("The rustlers were believed by the farmers to be responsible for the killing of a guard.",
     "perpetrator=rustlers (alleged) victim=guard"),
    ("The killing of a guard is believed to be the work of rebels.", "perpetrator=rebels (alleged) victim=guard"),
    ("Gunmen killed two men believed to be farmers.", "perpetrator=Gunmen victim=men"),
    # A time parts a verb from its auxiliary, between commas or not.
    ("Four traders were, last Monday, gunned down by bandits.", "perpetrator=bandits victim=traders"),
    ("A nurse was on Sunday night abducted by bandits.", "perpetrator=bandits victim=nurse"),
    ("Bandits have on Tuesday killed a ranger.", "perpetrator=Bandits victim=ranger"),
    ("Two rangers have, on Tuesday, been killed by poachers.", "perpetrator=poachers victim=rangers"),
    ("The governor was on Monday at a wedding when gunmen killed a guard.", "perpetrator=gunmen victim=guard"),
    ("A bomb stuck to the car of an official killed him and wounded his two sons.", "victim=official victim=sons"),
    ("A gunman shot at a clerk. Police killed him.", "perpetrator=gunman responder=Police victim=clerk"),
    ("The dead are mason Luis Prado, French engineer Omar Diaz, and nurse Ana Ruiz.", "victim=Ana Ruiz victim=Luis Prado victim=Omar Diaz"),
    ("Two traders and their guide were found with their throats cut.", "victim=guide victim=traders"),
    ("The driver lay dead on the road.", "victim=driver"),
    ("An avalanche swept away nine skiers.", "victim=skiers"),
    ("Four members of a family were shot dead. Police named them as Omar Diaz, 61, and Ana Ruiz.", "victim=Ana Ruiz victim=Omar Diaz victim=family"),
    ("The army and two militias captured the town of Varna from the Dawn Front.", "perpetrator=army perpetrator=militias side_b=Dawn Front"),
    ("A conscript emptied his pistol into a queue.", "perpetrator=conscript"),
    ("Burglars made off with 40 watches.", "perpetrator=Burglars"),
    ("The council made off with nothing.", ""),
    # "They" are those with whom the sentence before begins, if nobody has acted yet; not who was hurt, nor who claims it.
    ("Three hooded men entered a bakery in Toluca. They then shot the baker.", "perpetrator=hooded men victim=baker"),
    ("On Friday a group of armed men broke into a ranch. They killed the owner.", "perpetrator=armed men victim=owner"),
    ("Bandits rode into Kuru at dawn. Residents said they shot people at random.", "perpetrator=Bandits victim=people"),
    ("Nine sailors were safe. The Red Coast Army said they had attacked the ship.", ""),
    ("Two farmers were wounded. They shot the dog.", "victim=farmers"),
    # Whose supporters they are did nothing; who strikes is but described; who burns down does not burn something down.
    ("Supporters of the former governor attacked a court.", "perpetrator=Supporters"),
    ("Dozens of rebels attacked a court.", "perpetrator=rebels"),
    ("Police clashed with striking dockers.", "side_a=Police side_b=striking dockers"),
    ("A herders' militia is suspected of burning down nine huts.", "perpetrator=herders' militia (alleged)"),
    # Two that fight are governed by "between"; the fight goes on, they do not.
    ("Clashes between the army and the Dawn Front broke out in Bor, killing nine people.", "side_a=army side_b=Dawn Front victim=people"),
    # The attackers and who they were, sent them, were seen and sought.
    ("The attackers, who belonged to the Dawn Front, fled.", "perpetrator=Dawn Front (alleged) perpetrator=attackers"),
    ("The gunmen who killed nine farmers were soldiers.", "perpetrator=gunmen perpetrator=soldiers victim=farmers"),
    ("The killers were sent by the Dawn Front.", "perpetrator=Dawn Front (alleged)"),
    ("The killing was attributed to the local branch of the Dawn Front.", "perpetrator=Dawn Front (alleged)"),
    ("Witnesses saw two youths running from the scene.", "perpetrator=youths (alleged)"),
    ("Villagers were seen fleeing their homes.", ""),
    ("Her killer, a jealous cousin, gave himself up.", "perpetrator=jealous cousin"),
    ("The suspect in the killing of a rabbi is a 40-year-old truck driver, police said.", "perpetrator=truck driver (alleged) victim=rabbi"),
    ("Luis Prado, 22, will appear in court on Friday.", "perpetrator=Luis Prado (alleged)"),
    ("Israel responded with air strikes on villages.", "perpetrator=Israel"),
    ("Fighting pitted soldiers against the Dawn Front.", "side_a=soldiers side_b=Dawn Front"),
    ("The army lost a hill near Bor to the Dawn Front.", "side_a=Dawn Front side_b=army"),
    # Who is what years old, uses what, tries what, is told by what "that" stands for, owns the column or the drones.
    ("A pupil of 15 attacked classmates.", "perpetrator=pupil victim=classmates"),
    ("A crew of 15 wounded sailors was found.", ""),
    ("Gunmen using pistols with silencers murdered a grocer.", "perpetrator=Gunmen victim=grocer"),
    ("Police foiled a bid by militants of the Dawn Front to storm a school.", "defender=Police perpetrator=Dawn Front perpetrator=militants"),
    ("Six farmers died by a mine that fighters of the Dawn Front had planted.", "perpetrator=Dawn Front perpetrator=fighters victim=farmers"),
    ("A survey that teachers had planned was lost.", ""),
    ("A nurse was killed by a Red Coast Army column of 60 men.", "perpetrator=Red Coast Army perpetrator=Red Coast Army column victim=nurse"),
    ("Air defences shot down 92 of 104 Russian drones.", "defender=Air defences perpetrator=Russia"),
    ("An army patrol clashed on Monday with a group of bandits.", "side_a=army patrol side_b=bandits"),
    ("His van was intercepted by two men with pistols.", "defender=men perpetrator=men"),
    ("Saboteurs brought down four pylons.", "perpetrator=Saboteurs"),
    ("Unidentified miscreants blew up a line.", "perpetrator=Unidentified miscreants"),
    # Who is accused, in whatever words.
    ("The cyber office suspects the Dawn Front.", "perpetrator=Dawn Front (alleged)"),
    ("The mayor accused the Dawn Front.", "perpetrator=Dawn Front (alleged)"),
    ("The army accuses the Dawn Front of mining the road.", "perpetrator=Dawn Front (alleged)"),
    ("Villagers accused soldiers of having burned nine houses.", "perpetrator=soldiers (alleged)"),
    ("Villagers accused soldiers of sloth.", ""),
    ("Police put the murder down to the Dawn Front.", "perpetrator=Dawn Front (alleged)"),
    ("A clan chief laid the blame on the Dawn Front.", "perpetrator=Dawn Front (alleged)"),
    ("Security sources pointed to the Dawn Front.", "perpetrator=Dawn Front (alleged)"),
    ("The junta held the Dawn Front responsible.", "perpetrator=Dawn Front (alleged)"),
    ("The Dawn Front is not responsible.", ""),
    ("It could be the work of smugglers or of the Dawn Front.", "perpetrator=Dawn Front (alleged) perpetrator=smugglers (alleged)"),
    ("Nine died in a raid, which the army attributed to militants.", "perpetrator=militants (alleged)"),
    ("Officials pointed the finger at the Dawn Front, a banned group.", "perpetrator=Dawn Front (alleged)"),
    ("A grenade hurt nine guests. A former soldier had thrown it.", "perpetrator=former soldier victim=guests"),
    ("Rebels and soldiers fought in Bor.", "side_a=Rebels side_b=soldiers"),
    ("Rebels shot down a Russian helicopter.", "perpetrator=Rebels"),
    ("A driver injured two officers. He was shot by soldiers.", "perpetrator=driver responder=soldiers victim=officers"),
    # Who hurts an attacker whom he overpowers did not attack; who gets away with a gash suffered it.
    ("The attacker was overpowered by a clerk, who struck him with a pipe.", "responder=clerk"),
    ("A third man got away with a gash.", "victim=third man"),
    # What is told by more than one verb: hacked to death, dragged out; who is in it.
    ("Rebels hacked twelve farmers to death.", "perpetrator=Rebels victim=farmers"),
    ("A cashier was struck on the head.", "victim=cashier"),
    ("The post was overrun by rebels.", "perpetrator=rebels"),
    ("Four farmers riding in it were killed by gunmen.", "perpetrator=gunmen victim=farmers"),
    ("Gunmen pulled nine nurses off a bus.", "perpetrator=Gunmen victim=nurses"),
    ("Vandals desecrated a cemetery.", "perpetrator=Vandals"),
    ("The driver's friend and a clerk are dead.", "victim=clerk victim=friend"),
    ("The gunman, a 19-year-old student named Omar Diaz, shot a nurse.", "perpetrator=Omar Diaz victim=nurse"),
    ("The army blamed the Dawn Front for Monday's raid on a camp.", "perpetrator=Dawn Front (alleged)"),
    # A mine is a thing; "the man" is no girl, and whom police shoot after he was named had done it.
    ("A mine planted by insurgents killed two nurses.", "perpetrator=insurgents victim=nurses"),
    ("A friend of mine was shot by rebels.", "perpetrator=rebels"),
    ("A gunman shot a girl. The man, identified as Omar Diaz, was shot dead by police.", "perpetrator=Omar Diaz perpetrator=gunman responder=police victim=Omar Diaz victim=girl"),
    ("Gunmen shot a clerk. The man, identified as Omar Diaz, died.", "perpetrator=Gunmen victim=Omar Diaz victim=clerk"),
    ("Two nuns were taken from their convent by armed men.", "perpetrator=armed men victim=nuns"),
    ("Rebels ambushed a police patrol in Samar, killing four nurses.", "perpetrator=Rebels target=police patrol victim=nurses"),
    ("At least 12 villagers were feared killed.", "victim=villagers"),
    ("Militants sprayed worshippers with gunfire.", "perpetrator=Militants victim=worshippers"),
    ("Seven soldiers were martyred by rebels.", "perpetrator=rebels victim=soldiers"),
    # Deeds that have a word of their own; whom police shoot after the act; who is named behind his office.
    ("Two masked men threw acid in the face of Omar Diaz, a dancer.", "perpetrator=masked men victim=Omar Diaz"),
    ("Fighters raided a camp, slitting the throats of nine fishermen.", "perpetrator=Fighters victim=fishermen"),
    ("A mob beat to death a nurse.", "perpetrator=mob victim=nurse"),
    ("The cartel dumped the bodies of six rivals on a road.", "perpetrator=cartel victim=rivals"),
    ("His clerk, Omar Diaz, sustained a bullet wound.", "victim=Omar Diaz"),
    ("The attackers, Omar Diaz and Luis Prado, were shot by armed police.", "perpetrator=Luis Prado perpetrator=Omar Diaz responder=armed police victim=Luis Prado victim=Omar Diaz"),
    ("Police shot Omar Diaz and Luis Prado.", "perpetrator=Police victim=Luis Prado victim=Omar Diaz"),
    ("The raid killed Omar Diaz, an adviser to the governor, and three nurses.", "victim=Omar Diaz victim=nurses"),
    ("A blast killed five soldiers of the Dawn Guard and a driver.", "victim=driver victim=soldiers"),
    # One of several told just before, where nobody else was told of; whose orders they are is not who was murdered.
    ("Several men arrived by car. One of them, wearing a mask, shot a nurse.", "perpetrator=men victim=nurse"),
    ("Several men met two guards. One of them shot a nurse.", "victim=nurse"),
    ("Nine rebels carried out the murder of Ana Ruiz in Cali on the orders of Luis Prado.", "perpetrator=Luis Prado (alleged) perpetrator=rebels victim=Ana Ruiz"),
    ("The murder in Cali of Ana Ruiz was told.", "victim=Ana Ruiz"),
    ("The kidnapping of the driver of Luis Prado by rebels was told.", "perpetrator=rebels victim=driver"),
    ("The kidnapping of the mayor of Cali by rebels was told.", "perpetrator=rebels victim=mayor"),
    ("The murder of the mayor and of his driver by rebels was told.", "perpetrator=rebels victim=driver victim=mayor"),
    ("Two men who were passing by the bank planted a bomb.", "perpetrator=men"),
    ("Police accused him of killing a nurse.", "victim=nurse"),
    ("Soldiers are carrying out operations in the hills.", ""),
    ("Rebels ambushed a convoy of soldiers and mercenaries.", "perpetrator=Rebels victim=mercenaries victim=soldiers"),
    ("Rebels ambushed a convoy of the Kenyan army.", "perpetrator=Rebels"),
    ("Police arrested a guard, Omar Diaz, who is accused of hiring the killers of a nurse.", "perpetrator=Omar Diaz (alleged) responder=Police target=Omar Diaz"),
    # A time right before the verb group; the object of a relative clause is not whom the main verb is about.
    ("The murder of a judge in Cali on Monday was carried out by soldiers.", "perpetrator=soldiers victim=judge"),
    ("A farmer whose son had joined the union was shot by rebels.", "perpetrator=rebels victim=farmer"),
    ("A man who sold bread in the town was shot by rebels.", "perpetrator=rebels victim=man"),
    ("Rebels who attacked the army killed a nurse.", "perpetrator=Rebels target=army victim=nurse"),
    # To whom a thing goes is not who it is; what is inserted with a verb of its own is no part of a row.
    ("A parcel addressed to the bishop, Omar Diaz, exploded, wounding a clerk.", "victim=clerk"),
    ("The attackers, riding motorbikes, shot a nurse.", "perpetrator=attackers victim=nurse"),
    # What somebody is, in several bare nouns; "those responsible" are not who speaks of them.
    ("Ana Ruiz, 55, civil engineer, economist and manager of a mine, was shot by gunmen.", "perpetrator=gunmen victim=Ana Ruiz"),
    ("The minister said those responsible for killing the nurse are soldiers.", "perpetrator=soldiers victim=nurse"),
    # Whose houses are damaged; whom a murder is said to be of; who is named at the head of a list of the taken.
    ("Ten houses were damaged, including those of Governor Luis Prado and Judge Omar Diaz.", "target=Luis Prado target=Omar Diaz"),
    ("Men set fire to a farm owned by Omar Diaz, head of the union.", "perpetrator=Men target=Omar Diaz"),
    ("They regret the murders, especially that of Senator Ana Ruiz.", "victim=Ana Ruiz"),
    ("They own houses, especially that of Senator Ana Ruiz.", ""),
    ("Kidnapped near Cali on Monday were Omar Diaz, a clerk; Ana Ruiz, a nurse; and a guard.", "victim=Ana Ruiz victim=Omar Diaz victim=guard"),
    ("They hold the Dawn Front and the Red Coast Army responsible for the murder of a nurse.", "perpetrator=Dawn Front (alleged) perpetrator=Red Coast Army (alleged) victim=nurse"),
    ("The soldiers were found not guilty of the murder of a nurse.", "victim=nurse"),
    # Verbs in a row share a subject; what one of them is done to does nothing.
    ("Men kidnapped engineer Scott Paz, killed a clerk, and wounded a nurse.", "perpetrator=Men victim=Scott Paz victim=clerk victim=nurse"),
    ("Gunmen shot a nurse, wounded a clerk and burned a van.", "perpetrator=Gunmen victim=clerk victim=nurse"),
    # Who stands behind his description, before "who".
    ("Police rescued Manuel Vega, a businessman, who was kidnapped on Tuesday.", "responder=Police victim=Manuel Vega"),
    ("The band let go of Ana Ruiz, an engineer who was kidnapped in May.", "victim=Ana Ruiz"),
    ("They met a clerk who was kidnapped in May.", "victim=clerk"),
    ("Marco Prado, one of the three leaders of the union of bakers, was shot.", "victim=Marco Prado"),
    ("One of the three leaders of the union was shot.", "victim=leaders"),
    ("An agronomist, identified as 57-year-old Jose Paz, was killed by rebels.", "perpetrator=rebels victim=Jose Paz"),
    ("A ship, known as the Jose Paz, was hit by rebels.", "perpetrator=rebels"),
    ("The attack on NIS (National Information Service) director Jose Paz failed.", "target=Jose Paz"),
    ("Police spoke of the two murdered women, the cook Elba Paz and Ana Ruiz.", "victim=Ana Ruiz victim=Elba Paz"),
    ("Jose Paz junior, Ana Ruiz and Omar Diaz were kidnapped.", "victim=Ana Ruiz victim=Jose Paz junior victim=Omar Diaz"),
    # An age and an office between a name and its verb, behind the first word; the comma behind an office left out.
    ("On Monday, Ana Ruiz, 21, a member of the patrols, was shot by gunmen.", "perpetrator=gunmen victim=Ana Ruiz"),
    ("Omar Diaz, leader of the union was shot by gunmen.", "perpetrator=gunmen victim=Omar Diaz"),
    ("Police told Omar Diaz, guards of the bank were shot by gunmen.", "perpetrator=gunmen victim=guards"),
    # A participle between commas is passive.
    ("Ana Ruiz, shot on Monday, died on Tuesday.", "victim=Ana Ruiz"),
    ("The teacher, stabbed in her home, was taken to hospital.", "victim=teacher"),
    ("The gunman entered the bank, shot at guards, and fled.", "perpetrator=gunman victim=guards"),
    # Who is named behind what he is; a daughter with her age; owners of one thing; a time before "of".
    ("A bomb injured a guard named Barrera, who was asleep.", "victim=Barrera"),
    ("Gunmen killed the cook Elba Ruiz and her 15-year-old daughter Melva.", "perpetrator=Gunmen victim=Elba Ruiz victim=Melva"),
    ("The homes of Senator Ana Ruiz and Mayor Omar Diaz were attacked by gunmen.", "perpetrator=gunmen victim=Ana Ruiz victim=Omar Diaz"),
    ("The murder yesterday of the judge Ana Ruiz shook the port.", "victim=Ana Ruiz"),
    ("The kidnapping last week of the engineer Ana Ruiz shook the port.", "victim=Ana Ruiz"),
    # A time between a verb and whom it is done to.
    ("Rebels killed on Monday two farmers.", "perpetrator=Rebels victim=farmers"),
    ("Rebels kidnapped today the mayor Ana Ruiz in the port.", "perpetrator=Rebels victim=Ana Ruiz"),
    ("The farmers killed on Monday rebels said were buried.", "victim=farmers"),
    ("Soldiers killed on Monday two days after the truce were buried.", "victim=Soldiers"),
    # What men wear and carry; who did it, behind an office between commas.
    ("Two men wearing masks and carrying rifles entered the bar and killed a clerk.", "perpetrator=men victim=clerk"),
    ("Two men wearing military uniforms early this morning entered the bar and killed a clerk.", "perpetrator=men victim=clerk"),
    ("The murder of Omar Diaz, director of the union, by rebels shook the port.", "perpetrator=rebels victim=Omar Diaz"),
    ("The murder of Omar Diaz, by all accounts, shook the rebels.", "victim=Omar Diaz"),
    # Whose captors let him go.
    ("Engineers Ana Ruiz, Omar Diaz, and Luis Prado were released by the rebels.", "perpetrator=rebels victim=Ana Ruiz victim=Luis Prado victim=Omar Diaz"),
    ("The rebels took Swiss engineers Ana Ruiz, Omar Diaz, and Luis Prado hostage.", "victim=Ana Ruiz victim=Luis Prado victim=Omar Diaz"),
    ("The rebels fled, taking as hostages Swiss engineers Ana Ruiz and Omar Diaz.", "perpetrator=rebels victim=Ana Ruiz victim=Omar Diaz"),
    ("A Ruritanian prisoner died in custody.", "victim=Ruritanian prisoner"),
    # A preposition that comes twice, a name after "named", a capital that no name explains, a span of time before its subject.
    ("The assassination in Lima of Senator Ana Ruiz and of attorney Omar Diaz shook the port.", "victim=Ana Ruiz victim=Omar Diaz"),
    ("A guard named Barrera was injured by gunmen.", "perpetrator=gunmen victim=Barrera"),
    ("A ship named Barrera was hit by gunmen.", "perpetrator=gunmen"),
    ("Senator Ana Ruiz was Brutally murdered by gunmen.", "perpetrator=gunmen victim=Ana Ruiz"),
    ("In the past few hours rebels have murdered a clerk.", "perpetrator=rebels victim=clerk"),
    ("Luis Prado, the hopeful of the left, was the victim of another attack.", "victim=Luis Prado"),
    ("One of the wounded in the attack is Swiss citizen Ana Ruiz.", "victim=Ana Ruiz"),
    # Active and passive.
    ("Gunmen killed a judge.", "perpetrator=Gunmen victim=judge"),
    ("A judge was killed by gunmen.", "perpetrator=gunmen victim=judge"),
    ("A judge was killed on Monday.", "victim=judge"),
    ("The rebels have attacked the army.", "perpetrator=rebels target=army"),
    ("The army had been attacked by rebels.", "perpetrator=rebels target=army"),
    ("Soldiers are shelling villagers.", "perpetrator=Soldiers victim=villagers"),
    ("Villagers were being shelled by soldiers.", "perpetrator=soldiers victim=Villagers"),
    ("Bandits abducted eleven pupils.", "perpetrator=Bandits victim=pupils"),
    ("A priest was shot dead by two men.", "perpetrator=men victim=priest"),
    ("Three miners died in the blast.", "victim=miners"),
    # Reduced relatives and participles.
    ("Soldiers killed in the clash were buried.", "victim=Soldiers"),
    ("A nurse wounded by gunmen is at home.", "perpetrator=gunmen victim=nurse"),
    ("Gunmen opened fire on a bus, killing six farmers.", "perpetrator=Gunmen victim=farmers"),
    ("Men armed with knives attacked tourists.", "perpetrator=Men victim=tourists"),
    ("Gunmen riding motorcycles attacked traders.", "perpetrator=Gunmen victim=traders"),
    # Relative clauses, insertions, prepositional phrases before the verb.
    ("The governor, who was attacked by rebels, lived.", "perpetrator=rebels victim=governor"),
    ("Luis Prado, mayor of the town, was shot dead.", "victim=Luis Prado"),
    ("Two soldiers of the army in Nairobi were wounded.", "victim=soldiers"),
    ("Members of two bands, the Dawn Front and the Red Coast Army, attacked police.",
     "perpetrator=Dawn Front perpetrator=Red Coast Army target=police"),
    # Lists.
    ("Gunmen killed a judge, his driver and two guards.", "perpetrator=Gunmen victim=driver victim=guards victim=judge"),
    ("Rebels and bandits attacked the army.", "perpetrator=Rebels perpetrator=bandits target=army"),
    ("Rebels attacked a village and soldiers killed two militants.", "perpetrator=Rebels perpetrator=soldiers victim=militants"),
    ("Soldiers killed three reporters: Luis Prado, a photographer, Ana Ruiz, 42, and Omar Diaz.",
     "perpetrator=Soldiers victim=Ana Ruiz victim=Luis Prado victim=Omar Diaz victim=reporters"),
    ("The fire killed Ana Ruiz, 42; Omar Diaz, 19; and a boy.", "victim=Ana Ruiz victim=Omar Diaz victim=boy"),
    ("Ana Ruiz, a clerk at the port; Omar Diaz, 42, a driver; and a guard were kidnapped.",
     "victim=Ana Ruiz victim=Omar Diaz victim=guard"),
    ("Militants abducted Ana Ruiz, the head of the clinic, along with two nurses.", "perpetrator=Militants victim=Ana Ruiz victim=nurses"),
    ("Gunmen shot Ana Ruiz of Lyon and Omar Diaz of Bern.", "perpetrator=Gunmen victim=Ana Ruiz victim=Omar Diaz"),
    ("They condemned the murder of Ana Ruiz by gunmen and bandits.", "perpetrator=bandits perpetrator=gunmen victim=Ana Ruiz"),
    ("Ana Ruiz (Spain), Omar Diaz, 42, and Luis Prado, as well as their cook, Rosa Kim, were murdered.",
     "victim=Ana Ruiz victim=Luis Prado victim=Omar Diaz victim=Rosa Kim"),
    ("Four soldiers, among them Colonel Luis Prado, were wounded.", "victim=Luis Prado victim=soldiers"),
    ("The fire killed at least ten, including Ana Ruiz and a nurse.", "victim=Ana Ruiz victim=nurse"),
    ("Amina Yusuf, leader of the Union, and Hilda Moss, a nurse, were abducted by men.",
     "perpetrator=men victim=Amina Yusuf victim=Hilda Moss"),
    ("Helene Marchand, third judge of the Paris court, and two of her bodyguards were murdered.",
     "victim=Helene Marchand victim=bodyguards"),
    ("Gunmen killed Omar Farid, who owned the shop, his wife Leila and their son Karim.",
     "perpetrator=Gunmen victim=Karim victim=Leila victim=Omar Farid"),
    ("Gunmen shot Ana Ruiz, head of the clinic, and soldiers arrested a man.",
     "perpetrator=Gunmen responder=soldiers target=man victim=Ana Ruiz"),
    ("Bandits took as hostages engineers Paulo Reis and Ana Ruiz.", "perpetrator=Bandits victim=Ana Ruiz victim=Paulo Reis"),
    # Verbs joined to one subject.
    ("Gunmen stormed the farm and killed two women.", "perpetrator=Gunmen victim=women"),
    ("The mayor was kidnapped and later killed.", "victim=mayor"),
    ("Militants tried to kill a senator.", "perpetrator=Militants victim=senator"),
    ("Gunmen shot a nurse, wounded two guards and fled.", "perpetrator=Gunmen victim=guards victim=nurse"),
    ("One of the students killed last week was from Mali.", "victim=students"),
    ("The Arakan Army killed nine.", "perpetrator=Arakan Army"),
    ("He was the victim of a terrorist attack the year before.", ""),
    ("The clashes caused panic among farmers.", ""),
    ("A nurse was shot dead in Lyon on Monday, apparently by gunmen.", "perpetrator=gunmen victim=nurse"),
    ("Unknown men who came in a van planted a bomb.", "perpetrator=Unknown men"),
    ("Omar Diaz died when he was shelled by rebels.", "perpetrator=rebels victim=Omar Diaz"),
    ("Ana Ruiz met Omar Diaz. He was killed by rebels.", "perpetrator=rebels"),
    ("Soldiers entered the campus and began shooting.", "perpetrator=Soldiers"),
    # Light verbs and what is thrown.
    ("Rebels launched a surprise attack on the army.", "perpetrator=Rebels target=army"),
    ("The raid was carried out by commandos.", "perpetrator=commandos"),
    ("Militants planted a bomb near the bridge.", "perpetrator=Militants"),
    ("Militants fired rockets at soldiers.", "perpetrator=Militants victim=soldiers"),
    ("A soldier fired a rifle at a nurse.", "perpetrator=soldier victim=nurse"),
    ("A bomb planted by militants killed two miners.", "perpetrator=militants victim=miners"),
    ("The grenade was thrown by a student.", "perpetrator=student"),
    ("The attack, which began at 6:00 (3:00 GMT), was carried out in the port by armed men.", "perpetrator=armed men"),
    ("The crimes committed in Mali by mercenaries shocked many.", "perpetrator=mercenaries"),
    ("A judge was shot dead (in front of his sons) by gunmen.", "perpetrator=gunmen victim=judge"),
    ("The judge was riddled with bullets by two men.", "perpetrator=men victim=judge"),
    ("Teachers carried out a survey. It was printed by pupils, and trees were planted by nurses.", ""),
    ("A show staged by students drew farmers.", ""),
    # Nouns and their prepositions.
    ("The killing of a nurse by gunmen shook the town.", "perpetrator=gunmen victim=nurse"),
    ("An attack by rebels on the army failed.", "perpetrator=rebels target=army"),
    ("An attack on police by bandits failed.", "perpetrator=bandits target=police"),
    ("The priest's murder was condemned.", "victim=priest"),
    ("A Hezbollah attack hit the hill.", "perpetrator=Hezbollah"),
    ("A Kenyan air strike hit the hill.", "perpetrator=Kenya"),
    ("Kenya's air strikes hit the hill.", "perpetrator=Kenya"),
    ("The murder on 26 February of Mayor Ana Ruiz shook the town.", "victim=Ana Ruiz"),
    ("They fled after Ana Ruiz's murder on Monday.", "victim=Ana Ruiz"),
    ("The killing of a nurse on 21 March by gunmen shook the town.", "perpetrator=gunmen victim=nurse"),
    ("An attack on President Omar Diaz's residence failed.", "target=Omar Diaz"),
    ("Rebels bombed the home of Colonel Omar Diaz.", "perpetrator=Rebels target=Omar Diaz"),
    ("Rebels bombed the province of Omar.", "perpetrator=Rebels"),
    ("Kenyan warplanes bombed the town.", "perpetrator=Kenya"),
    ("Navy helicopters fired on two boats.", "perpetrator=Navy"),
    ("Kenyan planes carried aid. The Kenyan boats shelled nobody.", ""),
    # Two sides.
    ("Clashes between rebels and the army went on.", "side_a=rebels side_b=army"),
    ("Rebels clashed with the army.", "side_a=Rebels side_b=army"),
    ("Soldiers fought militants near the river.", "side_a=Soldiers side_b=militants"),
    ("Two died in a gun battle with police.", "side_b=police"),
    # Those who defend, arrest, help.
    ("Air defence units shot down nine drones.", "defender=Air defence units"),
    ("Nine drones were shot down by the navy.", "defender=navy"),
    ("Anti-aircraft crews slept. Air defences dealt with most of them.", "defender=Air defences"),
    ("Police arrested four suspects.", "responder=Police target=suspects"),
    ("Four suspects were arrested by police.", "responder=police target=suspects"),
    ("Firefighters put out the blaze.", "responder=Firefighters"),
    # How surely.
    ("Suspected militants killed a trader.", "perpetrator=militants (alleged) victim=trader"),
    ("Soldiers allegedly killed a trader.", "perpetrator=Soldiers (alleged) victim=trader"),
    ("Officials blamed bandits for the fire.", "perpetrator=bandits (alleged)"),
    ("Police blamed the attack on the Red Coast Army.", "perpetrator=Red Coast Army (alleged)"),
    ("The mayor accused the Dawn Front of shelling the town.", "perpetrator=Dawn Front (alleged)"),
    ("A man accused of killing a nurse fled.", "perpetrator=man (alleged) victim=nurse"),
    ("The army denied that soldiers had killed a nurse.", "perpetrator=soldiers (denied) victim=nurse"),
    ("Officials blamed the murder of two nurses on bandits.", "perpetrator=bandits (alleged) victim=nurses"),
    ("The soldiers have not killed anyone.", ""),
    ("The murder of a nurse was attributed to bandits.", "perpetrator=bandits (alleged) victim=nurse"),
    ("Rockets fired by al-Shabaab killed a nurse, al Qaeda shot a guard.",
     "perpetrator=al Qaeda perpetrator=al-Shabaab victim=guard victim=nurse"),
    # Who is meant.
    ("Mayor Luis Prado Ruiz was shot dead. Prado was killed by gunmen.", "perpetrator=gunmen victim=Luis Prado Ruiz"),
    ("Dawn Front guerrillas attacked police.", "perpetrator=Dawn Front perpetrator=Dawn Front guerrillas target=police"),
    ("Dawn Front (DF) guerrillas attacked police.", "perpetrator=Dawn Front perpetrator=guerrillas target=police"),
    ("Members of the Dawn Front attacked police.", "perpetrator=Dawn Front perpetrator=Members of the Dawn Front target=police"),
    ("The dead man was identified as Luis Prado.", "victim=Luis Prado"),
    ("The mayor left soon after a man dressed in grey stabbed a guard.", "perpetrator=man victim=guard"),
    ("The lawyer and his wife were abducted by heavily armed men at noon.", "perpetrator=heavily armed men victim=lawyer victim=wife"),
    ("The rebels stormed the base. They killed nine soldiers.", "perpetrator=rebels victim=soldiers"),
    ("The Dawn Front fled. The group killed two guards.", "perpetrator=Dawn Front victim=guards"),
    # Who the dead, the missing and the unharmed are.
    ("Those kidnapped are Ana Ruiz, 42, from Spain; Omar Diaz, 19, from France; and Luis Prado.",
     "victim=Ana Ruiz victim=Luis Prado victim=Omar Diaz"),
    ("Among the dead was Ana Ruiz, a nurse.", "victim=Ana Ruiz"),
    ("The victim, Ana Ruiz, is in hospital.", "victim=Ana Ruiz"),
    ("The victim, police said, was alone.", ""),
    ("Two students disappeared on Monday.", "victim=students"),
    ("The plane disappeared.", ""),
    ("Mayor Luis Prado escaped unharmed from an attack.", "target=Luis Prado"),
    ("Police identified the wounded student as Omar Diaz, 26.", "victim=Omar Diaz"),
    ("Nadir Khan, one of the three leaders of the Union, has been found dead in Quetta.", "victim=Nadir Khan"),
    ("One of the wounded was a student. The Red Cross identified the student as Omar Diaz, 26.", "victim=Omar Diaz victim=student"),
    ("Three nuns were abducted by bandits. They were identified as Sister Ana Ruiz and Sister Rosa Kim.",
     "perpetrator=bandits victim=Ana Ruiz victim=Rosa Kim victim=nuns"),
    ("Police named the gunman as Luis Prado, 16. The dead teacher was Ana Ruiz, 44.", "perpetrator=Luis Prado victim=Ana Ruiz"),
    ("It is the party of the recently murdered senator and candidate Omar Diaz.", "victim=Omar Diaz"),
    ("The winner was named as Luis Prado. The club named its captain as Omar Diaz.", ""),
    ("Guards shot the gunman, Mayor Ana Ruiz said.", "responder=Guards victim=gunman"),
    # Whose home or car a bomb is meant for.
    ("A grenade was thrown at the home of Judge Ana Ruiz.", "target=Ana Ruiz"),
    ("A bomb went off outside Mayor Luis Prado's house.", "target=Luis Prado"),
    ("The dog was found in Mayor Luis Prado's house.", ""),
    # The attackers are those who did it; students who flee are not.
    ("A judge was shot dead. The killers fled on a motorbike.", "perpetrator=killers victim=judge"),
    ("The suspect, Luis Prado, 41, was charged with murder.", "perpetrator=Luis Prado (alleged)"),
    ("The students fled. The suspect, Sheriff Ana Ruiz said, is at large.", ""),
    ("Her captors, members of a Dawn Front cell, let her go.", "perpetrator=Dawn Front"),
    ("The attack bore the hallmarks of the Dawn Front.", "perpetrator=Dawn Front (alleged)"),
    ("Suspicion fell on the Dawn Front. Detectives suspect the Red Coast Army.",
     "perpetrator=Dawn Front (alleged) perpetrator=Red Coast Army (alleged)"),
    # Who takes drugs and rebels for the state does what he should.
    ("Customs officers seized four tonnes of cocaine.", "responder=Customs officers"),
    ("Soldiers captured three militants.", "responder=Soldiers target=militants"),
    ("Police seized a journalist.", "perpetrator=Police victim=journalist"),
    # Who stops the attacker does no harm.
    ("A man rammed a bus stop, injuring six people before he was shot dead by a police officer.",
     "perpetrator=man responder=police officer victim=people"),
    ("A man stabbed two nurses. Police shot and wounded the suspect.", "perpetrator=man responder=Police victim=nurses victim=suspect"),
    ("Police shot dead a farmer.", "perpetrator=Police victim=farmer"),
    # In the hands of others, among the dead, on strike.
    ("Pirates boarded a ship and took its 23 crew members hostage.", "perpetrator=Pirates victim=crew members"),
    ("The owner of the shop, Luis Prado, was among the dead.", "victim=Luis Prado"),
    ("Four hikers including two Germans died when an avalanche hit a hut.", "victim=hikers"),
    ("Police charged four students with the murder of a pupil.", "perpetrator=students (alleged) victim=pupil"),
    ("The rebels are suspected of the arson.", "perpetrator=rebels (alleged)"),
    ("Dockers went on strike. Activists blockaded the terminal.", "side_a=Activists side_a=Dockers"),
    # Names after a colon, or of some of many.
    ("The following officers died in combat: Major Carlos Farid, Captain Walter Moss, and Sergeant Ali Keita.",
     "victim=Ali Keita victim=Carlos Farid victim=Walter Moss"),
    ("Nine people were killed, including Mayor Ana Ruiz and two guards.", "victim=Ana Ruiz victim=guards victim=people"),
    ("At least nine people died in the fire, including Omar Diaz, leader of the union, and Ana Ruiz.",
     "victim=Ana Ruiz victim=Omar Diaz victim=people"),
    ("Todd Wilson, 20 years old, and Jeff Ball, 21, were murdered.", "victim=Jeff Ball victim=Todd Wilson"),
    ("The Italians, Roberto Rossi of Milan and Mario Neri of Rome, together with Luis Puig, were taken hostage.",
     "victim=Luis Puig victim=Mario Neri victim=Roberto Rossi"),
    ("Injured in the blast were Ana Ruiz, a nurse, and Omar Diaz.", "victim=Ana Ruiz victim=Omar Diaz"),
    ("One of the students killed last weekend was Omar Diaz.", "victim=Omar Diaz"),
    ("They deplored the disappearance of Omar Diaz, whose murder they feared.", "victim=Omar Diaz"),
    # Said to have done it.
    ("The bombing was blamed on the Dawn Front.", "perpetrator=Dawn Front (alleged)"),
    ("The rebels are believed to have killed a nurse.", "perpetrator=rebels (alleged) victim=nurse"),
    ("A nurse is feared to have been killed.", "victim=nurse"),
    ("Omar Diaz, one of the men involved in the killing of a nurse, retired.", "perpetrator=Omar Diaz (alleged) victim=nurse"),
    ("The attack was planned by Colonel Omar Diaz, approved by the minister, and carried out by soldiers.",
     "perpetrator=Omar Diaz perpetrator=soldiers"),
    ("A nurse was killed by a bomb placed by guerrillas.", "perpetrator=guerrillas victim=nurse"),
    ("A group of unidentified men this evening wounded a judge.", "perpetrator=unidentified men victim=judge"),
    ("Soldiers on Monday killed a nurse.", "perpetrator=Soldiers victim=nurse"),
    ("Police arrested two men for killing two nurses. Their names are Omar Diaz and Luis Prado.",
     "perpetrator=Luis Prado (alleged) perpetrator=Omar Diaz (alleged) perpetrator=men (alleged) responder=Police target=men victim=nurses"),
    ("Soldiers foiled an attempt by rebels to kidnap a nurse.", "defender=Soldiers perpetrator=rebels victim=nurse"),
    ("Police foiled a plot to kidnap a judge.", "defender=Police victim=judge"),
    ("Men dressed as guards abducted a nurse.", "perpetrator=Men victim=nurse"),
    ("The attackers left leaflets identifying themselves as members of the Dawn Front.", "perpetrator=Dawn Front"),
    # Who is meant by "he", "the man", "them".
    ("A former soldier shot dead his ex-wife, Katia Rossi, and her new partner. The man was identified as Dario Conti.",
     "perpetrator=Dario Conti perpetrator=former soldier victim=Katia Rossi victim=new partner"),
    ("Gunmen killed a clerk on Monday. He was identified as Omar Diaz.", "perpetrator=Gunmen victim=Omar Diaz victim=clerk"),
    ("The attacker was shot dead by armed officers. He has been named as Omar Diaz.",
     "perpetrator=Omar Diaz responder=armed officers victim=attacker"),
    ("Two men were caught a few hours later. Police named them as Omar Diaz and Luis Prado.",
     "target=Luis Prado target=Omar Diaz target=men"),
    ("Soldiers captured one of the terrorists; his name is Omar Diaz.", "responder=Soldiers target=Omar Diaz target=terrorists"),
    # A name apart, a relative clause, a number, whose drone.
    ("Gunmen abducted the rector of a college, Father Omar Diaz, and two students. A guard who tried to stop them was hacked to death.",
     "perpetrator=Gunmen victim=Omar Diaz victim=guard victim=students"),
    ("Among the dead were the bridegroom, Omar Diaz, and a village chief, Luis Prado.",
     "victim=Luis Prado victim=Omar Diaz"),
    ("A drone belonging to the Dawn Front killed a nurse. Its crew of five were arrested.",
     "perpetrator=Dawn Front target=crew victim=nurse"),
    ("The assailants fired on guests with machine guns. Settlers burned a car and beat a farmer with clubs.",
     "perpetrator=Settlers perpetrator=assailants victim=farmer victim=guests"),
    ("Police chief Luis Prado blamed left-wing extremists.", "perpetrator=left-wing extremists (alleged)"),
    ("Bandits abducted women and children, a resident, Omar Diaz, told reporters.",
     "perpetrator=Bandits victim=children victim=women"),
    ("Three men aboard were killed. Rebels kidnapped its nurse, Ana Ruiz, at noon.", "perpetrator=Rebels victim=Ana Ruiz victim=men"),
    ("A lawyer, Omar Diaz, was arrested at the scene with a pistol.", "perpetrator=Omar Diaz (alleged)"),
    ("The Dawn Front was responsible, a source said.", "perpetrator=Dawn Front (alleged)"),
    ("A policeman shot dead his commander and three colleagues. The man, Omar Diaz, fled.",
     "perpetrator=Omar Diaz perpetrator=policeman victim=colleagues victim=commander"),
    ("A teacher was stabbed. The driver, Omar Diaz, saw it. The woman, Mayor Ana Ruiz said, lived.", "victim=teacher"),
    ("Hackers stole the data of patients.", "perpetrator=Hackers"),
    ("Relatives accuse the army of having taken part in the abduction. Five men, among them Luis Prado, are being sought.",
     "perpetrator=Luis Prado (alleged) perpetrator=army (alleged)"),
    # Held, wanted, said to be behind it.
    ("Authorities attributed the attacks to smugglers.", "perpetrator=smugglers (alleged)"),
    ("Luis Prado was arrested in connection with the murder of a judge.", "perpetrator=Luis Prado (alleged) victim=judge"),
    ("Officers were arrested for theft.", "target=Officers"),
    ("Police hold the Dawn Front responsible for the attack.", "perpetrator=Dawn Front (alleged)"),
    ("The mayor accused the Red Coast Army (RCA) of the murder.", "perpetrator=Red Coast Army (alleged)"),
    ("Two Dawn Front units attacked police.", "perpetrator=Dawn Front perpetrator=Dawn Front units target=police"),
    ("Senator Luis Prado was the victim of another attack.", "victim=Luis Prado"),
    ("Police broke up a rally by farmers.", "responder=Police side_a=farmers"),
    ("Militants on foot and on motorcycles attacked a village.", "perpetrator=Militants"),
    ("Two soldiers were hit by rockets fired at their base by militants.", "perpetrator=militants victim=soldiers"),
    ("Armed men on motorcycles abducted her.", "perpetrator=Armed men"),
    ("Witnesses said that the gunmen, some of them in uniform, surrounded the church and fired at a priest.", "perpetrator=gunmen victim=priest"),
    ("Rebels killed both of the guards.", "perpetrator=Rebels victim=guards"),
    # Nobody named means nobody.
    ("Officers answered a report of shots fired at a house.", ""),
    ("The blast damaged a school.", ""),
    ("The wounded man slept.", ""),
    ("An attack helicopter landed.", ""),
    ("The group killed two guards.", "victim=guards"),
    # whom terror struck is not who struck; whose blow it was is
    ("It was Chile's first terrorist attack since May.", ""),
    ("It was Chile's first attack on Peru since May.", "perpetrator=Chile"),
    ("Opposition candidate shot dead in Cali.", "victim=Opposition candidate"),
    ("Waves hit its outriggers, Captain Omar Diaz, a coast guard spokesman, told reporters.", ""),
    ("Police are searching for the attackers.", ""),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text[:48] for text, _ in ROWS])
def test_who_did_what_to_whom(roles: Roles, text: str, expected: str) -> None:
    """Subject and object by voice, agents by preposition; people are victims, bodies targets."""
    assert " ".join(roles(text)) == expected


def test_the_span_is_of_the_words_that_say_so(read: Read, knowledge: Knowledge) -> None:
    """The role's evidence is its verb, the actor has a span of its own."""
    reading, phrases = read("Two gunmen opened fire on a priest.")
    for role in find_roles(reading, arguments_of(reading, phrases), knowledge.roles):
        assert reading.document.text[role.start : role.end] == "opened fire on"


def test_every_rule_is_found_in_its_examples_and_not_in_its_counters(read: Read, knowledge: Knowledge) -> None:
    """A rule gives a role in each of its examples, and none in its counter-examples."""
    for rule in knowledge.roles.matcher.rules:
        for example in rule.examples:
            reading, phrases = read(example)
            assert any(
                r.rule_id == rule.id for r in find_roles(reading, arguments_of(reading, phrases), knowledge.roles)
            ), (rule.id, example)
        for counter in rule.counter:
            reading, phrases = read(counter)
            assert not any(
                r.rule_id == rule.id for r in find_roles(reading, arguments_of(reading, phrases), knowledge.roles)
            ), (
                rule.id,
                counter,
            )


WORDS = "gunmen killed was by and , the army attack on of between who shot dead Lopez ( ) they 's for blamed accused".split()


@given(st.text(max_size=200) | st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_exact_spans(read: Read, knowledge: Knowledge, text: str) -> None:
    """Nothing raises, every role's actor is one of the reading or a state, and spans are those of tokens."""
    reading, phrases = read(text)
    for role in find_roles(reading, arguments_of(reading, phrases), knowledge.roles):
        tokens = reading.document.tokens
        assert (role.start, role.end) == (tokens[role.first].start, tokens[role.last - 1].end)
        assert (role.actor.start, role.actor.end) == (tokens[role.actor.first].start, tokens[role.actor.last - 1].end)
