"""Words that tell of one thing, by subject: rewrites change the word, not what it names.

Between two ``/`` stands a sense: beginnings of folded words that stand for each other in the local press (« feu »,
« incendie », « flammes »). One that ends in ``_`` is a whole word; ``~`` marks what many events have in common.
Written by hand for this project, shipped as it is, so that what a word means never depends on what was read before.
"""

from __future__ import annotations

from functools import lru_cache

_SUBJECTS = """
# health
~medecin generalis docteur praticien toubib medical medicaux / ~hopita hospitalier clinique chu_ ch_ / urgenc
urgentist smur_ regul / maternit accouch obstetri naissanc naitr parturient bebe / infirmi soignant anesthesist /
pharmaci officin medicament / ehpad seniors senior aines_ ages_ retraites_ vieill octogen / ~patient malade maladie /
dentis dentair orthodont kine / vaccin epidemi grippe virus covid / psychiatr psycholog addict / cabinet_ msp_
pluridisciplin / don_ sang_ donneur / cancer tumeur depistage mammograph / ambulanc vsl_ taxi_ taxis_ / laboratoir
analyse_ analyses prelevement / handicap autis ime_ esat_ fauteuil invalid / chirurg bloc_ operatoir anesthes / ~lit_
lits_ hospitalisation / scanner irm_ radiolog imagerie / moustiq tigre_ dengue chikung / punaise rat_ rats_ cafard /
tabagi alcool ivre_ ivresse / suicid pendu_ pendaison /
~hopita blouse_ blouses_ brancard clinique soins_ / ~patient convalesc souffran / allergi piqure meduse physali /
operat greffe_ prothes / nutrition obesit diabet / hygien sterilis steril / ehpad doyen doyenne grabatair alzheimer
/ toxi_ staphyloc salmonel infection indigest / ~medecin desert_ remplacant consultat
# school
~ecole_ ecoles_ ecolier maternell primaire_ elementaire_ scolaire scolarit / ~college_ colleges_ collegien / ~lycee_
lycees_ lyceen bac_ baccalaur / ~classe_ classes_ effectif / ~eleve_ eleves_ etudiant / ~enseign professeur prof_
profs_ instituteur institutrice maitresse maitre_ / academi rectorat dasen_ inspection / cantine repas_ menu_ menus_ /
creche nourrice assistante / periscol colonie / harcel brimade / ~rentree_ / sejour / apprenti cfa_ alternance /
ramassage / diplome brevet_ laureat /
universit campus_ fac_ amphi_ licence_ master_ etudiante / ~eleve_ etudiante etudiants_ / cantine hachis dejeun /
~ecole_ marelle cartable / concours_ dictee /
# fire
~incend feu_ feux_ flamme brul embras ravag pyroman / ~pompier sapeur sdis_ secouris caserne secours_ / fumee fumees
cendre / hangar entrepot grange batiment / garrigue pinede broussaill vegetation / ~evacu reloge relogement sinistre_
sinistres / canadair dash_ bombardier /
~incend sinistre brasier etincel foyer_ calcin carbonis / explos dynamit explosif
# accident
~accident collision choc_ percut heurt renvers carambolag tonneau encastr / ~camion poids_ routier camionnette fourgon
utilitaire / moto_ motard scooter / pieton trottinett cyclist / ~automobil voiture vehicule conducteur conductrice /
~mort_ morte_ morts_ meurt mourir deces deced tue_ tuee_ tues_ peri_ succomb mortel cadavre corps_ / ~bless hospitalis
helipor evacue evacuee touche_ indemne / noyad noye_ noyee_ noie_ noyer_ / avion ulm_ planeur parapent helicopt
aerodrom crash ecras / ~disparu dispari introuv recherch / intoxic monoxyd vomiss empoison / ~chute_ tombe_ tombee
chuter / quad_ / alpinist cordee avalanch / noyade / apicul /
~accident fosse_ embardee sortie_ derapag platane tonneaux / ~mort_ letal fatal tragedi drame_ defunt / ~bless
fractur jambe_ indemnes_ pronostic / ~disparu fugue_ retrouve_ retrouvee_ battue_ / noyad noye noyes_ coule_ repech
# crime
~vol_ vols_ vole_ volee_ voles_ voler_ voleur cambriol braqu derob butin pillag / arme_ armes_ armee_ fusil pistolet
couteau poignard machett / agress frapp violenc rixe_ bagarre coups_ roue_ / ~interpel arrete_ arretes_ arrestat
garde_ apprehend / ~suspect auteur individu malfaiteur / ecrou incarcer detention prison / drogue stupefiant cannabis
cocain heroin trafic dealer resine_ / escroc arnaqu fraud detourn abus_ / degrad vandal tag_ tags_ saccag / ~proces_
jugement juge_ jugee_ condamn verdict relax acquitt sursis assises_ tribunal / ~procureur parquet instruction /
~enquet investig gendarm polici / viol_ viols_ sexuel agresseur / meurtr homicid assassin feminicid / cyber pirat
rancong ransom hacker informati / bombe demineur attentat canular malveillant / explos deflagrat detonat souffle_ /
fusillad tir_ tirs_ tireur balle_ balles_ discotheq / retabl tresor_ / radar_ exces vitesse flashe / menac intimid /
otage sequestr forcene retranch / drone_ drones_ / chantag racket / cambriolag repere reperage / incivilit nuisance
tapage rodeo / esclav traite_ proxenet / pedocrim pedoporn mineure / contrefac faux_ fausse_ / squatt squat_ caravanes
/ fourriere / nitrite protoxyde /
~vol_ braquage braqueur malfrat rafl etalage pickpocket / arme_ fusils_ canon_ / ~suspect chauffard fuyard fuite_ /
obtemper controle_ barrage_ / ~interpel / tuer_ etrangl etouff egorg
# justice of administration
~annul suspend_ suspendu retoqu casse_ / ~recours appel_ saisi contest attaqu / interdi interdit couvre
# politics
~maire_ maires_ edile municip mairie echarpe magistrate / ~elus_ elu_ elue_ conseill assemblee / candidat brigu
scrutin election electi electeur / ~liste_ listes_ colistier / opposit minorit / demission demis_ quitte_ succeder
successeur interim / ~budget financ compte_ comptes_ depense recette / impot fiscal taxe_ taxes_ taux_ contribuab /
emprunt dette endett / ~referend consult concert vote_ votent voter votant sondage / ~subvention aide_ aides_
enveloppe dotation / fusion regroup / ~prefet prefete prefectur / ~ministr / ~depute senat parlement / ~president
presidenc / ~voeux_ ceremon / motion_ voeu_ / baptis rebaptis denomin / jumel allemand / demograph recens insee_
populat / transparen anticor favoritism / dissol tutelle /
~referend votation plebiscit suffrage / ~budget comptabl tresorer / convention_ paraph contrat_ ort_ /
revitalis redynamis dynamis attractiv / ~maire_ municipalite / remani delegation / laureat_ laureats_ retenu_
retenus_ retenue_ selectionn / ~tarif prix_ facture cout_ couter coutera onereu / gratuit gratuits_ gratuitement
gratuite_
# labour
greve debrayag grevist piquet / ~syndic cgt_ cfdt_ intersyndic fo_ sud_ / ~salarie employe ouvrier personnel
travailleur / licenci suppress supprim pse_ restructur / liquidat liquid_ redress faillit cessation / ~embauch recrut
emploi poste_ postes_ / ~usine fabriqu manufact industri atelier / ~entreprise societe_ pme_ groupe_ firme / ~repren
repris reprise_ rachat rachet acquer cession cede_ ceder vend vente_ vendu acheteur / salaire augment prime_ primes_
remuner / ~accord_ protocol negoci / ~investi million / chomage chomeur / delocalis transfere transfert / commande_
carnet_ / logisti / textile cuir_ tannerie megisser / papeter carton / sucrer bettera / abattoir / fonder metallur
sider acier / verre_ verrer cristal / pharmaceut / aeronaut satellit spatial / equipementier / naval / scier menuiser /
greve brasero conflit_ / salaire_ salarial / licenci reclass / ~investi injecte / ~usine manufactur filature
filatur forge_
# protest
~manifest rassembl defil mobilis cortege / ~bloqu blocag barrag barricad / ~petition signatair signature / ~collectif
riverain habitants_ opposant detracteur / ~colere_ denonc inquie crainte / ~agricult tracteur paysan fdsea_ exploitant
eleveur fermier /
~bloqu occupation_ occupent paralys / ~manifest banderol slogan / ~collectif usagers_ mecontent
# commerce
~commerc boutiq magasin echopp / boulang fournil pain_ baguett patiss / boucher charcut / epicer superett supermarch
hypermarch carrefour_ intermarch leclerc_ lidl_ super_ / ~restaurant_ brasser bar_ bistrot cafe_ cafes_ auberge /
~marche_ marches_ forain halle_ halles_ etal / ~ferme_ fermer_ fermet fermera fermee cloture rideau definitiv /
~ouvre_ ouvrir_ ouvert ouvrira inaugur rouvr reouv / braderie solde_ soldes_ promotion / vitrine vitrines / librair
livre_ livres_ / ~hotel_ hotels_ hoteli / banque_ agence_ distributeur guichet / bureau_ timbre / tabac_ buralis /
coiffeu salon_ / fleurist jardiner / pizzer kebab burger / garage_ garagist / essence carburant / drive_ click /
brocant puces_ / foire_ / cave_ caviste / market_ franchise / vacant /
~commerc echoppe etal_ enseigne / ~ferme_ / boulang miche_ pains_ / banque_ bancair succursal / loto_ jackpot
gagnant grille_ tirage fdj_ millionnair cagnotte / caisse_ caissier caissiere / braderi destock
# housing
~logement appartement habitat hlm_ locatif bailleur / ~immobili promoteur lotissement construct / friche reconver
requalif / insalub taudis peril_ effondr ecroul / ~renov rehabilit restaur chantier travaux_ refect / demoli rase_
deconstruct / ~pavillon maison_ maisons_ / locataire loyer proprietaire / urbanism plu_ plui_ permis_ / squelett /
canalis tuyau fuite_ conduite_ / ~toitur toit_ ardoise charpente / amiante plomb_ / isol thermiqu passoire / ascenseur
/ eclairag lampadair candelabre / trottoir paves_ pave_ /
~renov reamenag amenag embelli / friche filatur reconvertir / demoli demolit abattu_ abattue_ dynamite_ / canalis
rupture_ / parking parkings_ stationn garer_
# transport
~train_ trains_ tgv_ ter_ sncf_ ferrovi rail_ rails_ / ~gare_ gares_ quai_ / ~bus_ car_ cars_ autocar navette minibus
/ velo_ velos_ cyclabl piste_ / ~pont_ ponts_ viaduc passerel ouvrage / ~route_ routes_ rn_ rd_ chaussee voirie deviat
giratoire / ~station parking stationn / pietonn / autorout peage_ rocade contourn / aeroport ferry_ ferries / covoitur
autopartag / ~circulat automobilist / grue_ / ecluse canal_ peniche batelier / vignett / borne_ bornes_ recharg /
teleph telecabin ski_ skieu / trottin /
~train_ cheminot ferroviair voyageur / ~route_ departemental nationale_ voie_ chaussee / fermeture_ devi deviat
detour / avion_ aeroport / ~bus_ lignes_ transport
# weather
inond crue_ crues_ debord submer / tempete rafale bourrasque / orage grele_ grelon foudre / neige_ neigeu verglas gel_
gelee / secheress restrict arrosage / canicul chaleur_ chaleurs_ thermometre / eboul glissement affaiss / cyclone
ouragan / ~electric courant_ enedis_ panne_ coupure foyers_ / tornad trombe / brouillard / submersion digue maree_ /
foudroy / seisme sism tremblement / marnag /
gel_ gele_ gelee gelees_ thermomet froid_ glacial / inond submerg crues_ vigilanc / tempete rafale bourrasqu
# environment
pollu contamin toxique bacteri nappe_ rejet / ~eau_ eaux_ robinet potable captage / dechet ordure poubell tri_ decharg
dechett recycl / eolien mat_ mats_ / solaire photovolt panneau / nucleai reacteur centrale_ edf_ / methanis biogaz /
~arbre_ arbres_ plante_ haie_ haies_ foret_ bois_ abatt / loup_ loups_ predat / brebis mouton troupeau ovin_ / chien_
chiens_ chat_ chats_ spa_ refuge / vache_ bovin_ bovins_ lait_ laitier laiter / oiseau cigogn hirondel / poisson
pecheu peche_ truite / abeill apicult frelon / sanglier chasse_ chasseur / riviere fleuve cours_ / plage_ baignad
drapeau / algue vert_ / ours_ ourse / castor loutre / cormoran heron / ragondin / lynx_ / tortue / cheval_ chevaux
equid equestre haras jument / ane_ anes_ / taureau taurin corrida abrivado / pesticid glyphosat / ~carrier_ carriere
granulat / incinerat / hydroelec microcentrale / puits_ forage source_ sources_ / marais etang mare_ / potager /
pollinis / ambroisi /
~eau_ bouteille_ bouteilles_ impropre abreuv arros / secheress restriction irrigu irrigation arrosage /
eolien turbine_ turbines_ pale_ pales_ chiropter / algue cyanobact / loup_ berger_ bergeri meute_ / abeill ruch
essaim / panne_ coupure coupures_ courant_ enedis disjonct
# culture
~musee_ musees_ exposit expos_ galerie collect / ~theatr piece_ troupe comedi / ~concert_ concerts_ chant_ chanteu
choral orchestr harmonie_ / ~festival programmat / ~cinema film_ films_ tourn realisat acteur / serie_ figurant
casting / mediathe bibliothe lecteur lecture / ecrivain auteur_ roman_ / peintr sculpt tableau / ~spectacle_
spectacles_ scene_ represent / danse_ danseu / cirque / carnaval cavalcad / ~fete_ fetes_ festiv feria / bal_ bals_
artific / conte_ conteu / bd_ dessinat / photograph cliche / fresque mural / conservatoir / humoriste humour / rock_
electro jazz_ blues_ rap_ reggae / marionnett / archiv / langue_ breton_ occitan corse_ alsacien basque_ / poesi poete
/ cinemathe /
~festival affiche_ scene_ / ~concert_ chanson chanteur album_ tournee / tapisser tenture tissag tissee
/ ~exposit vernissag cimaise oeuvres_ / ~fete_ kermess ducasse
# heritage
~chateau donjon citadell fort_ rempart tour_ / ~eglise clocher cathedral abbaye chapell basiliq / orgue_ orgues_ /
bern_ mission_ fondation / monument patrimoin vestige archeolog fouille / moulin lavoir / statue_ fontaine /
cimetier / vitrail vitraux / retable tableau_ / cloch bourdon_ carillon / beffroi / ossuair squelette sepult / unesco
/ poilu_ 1914 1918 guerre_ resistan deport liberation debarqu commemor /
archeo mosaiqu romain antique_ sepultur / statue_ buste_ socle_ / moulin_ / ~eglise nef_ collegial presbyter /
~chateau logis_ manoir forteress
# sport
football foot_ footballeu / rugby rugbym / handball basket volley / ~club_ clubs_ / ~match_ rencontre_ derby /
~victoir vainqu gagn remport battu_ defait inclin / ~championnat poule_ regional_ division / coupe_ tournoi /
entraineur coach / ~stade_ gymnas terrain_ complexe / piscin bassin nautiq / course_ trail_ marathon randonn coureu /
cyclisme peloton / petanque boule_ boules_ / judo karate / voile_ regate voilier bateau / tennis padel / natation
nageur / athlet / gymnast / escalad / triathlon / hockey / ballon / arbitre / olymp jeux_ / boxe_ boxeu / echecs_ /
equitation / skate / karting rallye pilote_ / supporter tribune_ /
basket basketteu panier_ / football onze_ / ~victoir dominer domine_ domin impose_ succes_ / ~championnat titre_
accede accession montee_ relegat / ~match_ corner_ penalty / cyclist etape_ etapes_ criterium grimpeur puncheur /
~club_ licencie_
# tourism
~touris vacancier estivant visiteur / camping caravan / ~saison_ estival / meuble airbnb gite_ gites_ / ~station_
thermal therme cure_ / ~croisier port_ plaisanc
# people
~retraite_ depart_ / obseque funerail hommag enterr / centenaire anniversaire / ~benevol association associat /
~jeune_ jeunes_ ado_ ados_ adolesc mineur / ~enfant_ enfants_ bambin gamin / ~couple_ epoux / benediction pretre
eveque paroiss / mosquee imam / syndrom / miss_ / influenc youtub tiktok / emission television tf1_ m6_ / ~record_
guinness / medaille decor legion / reine_ / naissance_ / jumeaux triple / heritag legs_ / sdf_ maraud / migrant
refugie exil ukrain / ~solidar caritat emmaus / ~collecte_ cagnotte /
obseque adieu_ deuil_ recueill / centenaire bougie_ bougies_ / ~record_ / ~jeune_ adolescent
# digital, services
fibre_ internet_ telephon reseau_ antenne 5g_ 4g_ / demarche administrativ / tresor perception dgfip / fibre raccord /
video videosurv videoprotect camera / ~numeriq coworking fablab / dab_ / passeport / recensement_ / ~brigade_ /
~tribunal_ / caserne_ /
fibre_ optique cable_ cables_ sectionn abonne_ abonnes_ / video_
# wine and food
~vendang vigne_ vignes_ vigner viticul vin_ vins_ raisin / fromag epoisses comte_ / gastronom chef_ cuisinier etoile_
/ biere_ malt_ / truffe_ miel_ huile_ olive_ / rappel_ rappele listeria salmonel /
truffe_ rabasse truffier / ~vendang vignobl vignobles_ cep_ ceps_ / fromag beurre_ laitier_ camembert tomme_
"""


def _read() -> dict[str, tuple[str, str, bool]]:
    """The sense (its first word), the subject and whether it is a broad one, of each beginning."""
    found: dict[str, tuple[str, str, bool]] = {}
    for section in _SUBJECTS.split("# ")[1:]:
        subject, _, lines = section.partition("\n")
        for sense in lines.replace("\n", " ").split("/"):
            beginnings = sense.replace("~", " ").split()
            for beginning in beginnings:
                found.setdefault(beginning, (beginnings[0].strip("_"), subject, "~" in sense))
    return found


_SENSES = _read()
_NONE = ("", "", False)


@lru_cache(maxsize=65536)
def sense_of(word: str) -> tuple[str, str, bool]:
    """The sense of a folded word, its subject, and whether it is broad; both empty where the table has none."""
    found = _SENSES.get(word + "_")
    for length in range(min(len(word), 14), 3, -1):
        found = found or _SENSES.get(word[:length])
    return found or _NONE
