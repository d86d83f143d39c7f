"""The words that clues look for around a name, folded and in lower case (``a`` stands for « à » too)."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MUNICIPAL = _words(
    """commune ville rues bourg village maire maires mairie municipalite habitants habitantes habitant habitante administres elus conseil
    municipal municipale adjoint adjointe adjoints agglomeration bourgade cite ville-centre centre-ville coeur hypercentre centre
    originaire natif native domicilie domiciliee installe installee implante implantee base basee situe situee ne nee quartiers electeurs
    riverains commercants collegiens lyceens ecoliers supporters villageois population territoire communal"""
)
PLACE_NOUNS = _words(
    """gare hopital clinique maternite marche foire office mediatheque bibliotheque cinema piscine ecole college lycee gendarmerie gendarmes
    pompiers caserne commissariat tribunal sous-prefecture prefecture sous-prefet prefet ehpad aerodrome carnaval festival port plage eglise abbaye cathedrale
    basilique citadelle chateau remparts musee theatre halle halles cimetiere stade gymnase mfr maison boulangerie usine site bassin secteur
    environs alentours sortie entree peripherie hauteur large sud nord est ouest hauteurs direction axe ligne centrale brigade peloton
    compagnie communaute paroisse diocese hippodrome camping campus antenne tresorerie perception bureau poste prison detention
    halle zone parc resto restaurant mairie unite escale etape station usines campagne pays vallee rade baie ile"""
)
TOWARDS = _words(
    "vers entre depuis jusqu' pres direction via traverse rejoint relie quitte quitter gagne gagner rejoindre"
)
DE = frozenset(("de", "d'", "du", "des", "la", "l'", "le", "les"))
ARTICLES = frozenset(("le", "la", "les", "l'", "un", "une", "ce", "cet", "cette", "ces", "son", "sa", "ses", "leur", "leurs", "notre", "nos", "votre", "mon", "ma", "mes", "quel", "quelle", "chaque", "aucun", "aucune", "tout", "toute"))  # fmt: skip
CONTRACTIONS = frozenset(("au", "aux", "du", "des"))
STREETS = _words(
    """rue rues avenue avenues boulevard bd bld bvd av place quai impasse allee allees cours square chemin route ruelle esplanade promenade
    rond-point faubourg fg passage mail venelle parvis carrefour pont porte rocade sente hotel residence lotissement villa placette montee
    lycee college ecole groupe salle stade gymnase espace cinema theatre centre complexe amphitheatre auditorium clinique musee galerie
    librairie brasserie restaurant caserne quartier tour fort chateau parc jardin statue fondation prix coupe institut fontaine piscine
    mediatheque bibliotheque maison studio palais salon domaine camping station arret metro tramway bastion citadelle loi operation plan
    affaire famille dynastie cabinet groupe agence entreprise societe clan chapelle eglise hopital paroisse compagnie musee hotel-dieu promotion bataillon regiment fregate porte-avions batterie rocher aeroport bassin ecluse"""
)
ROADS = _words(
    """rue avenue boulevard bd av quai impasse allee ruelle faubourg fg passage square mail esplanade sente
    residence rond-point"""
)
ROUTES = _words("route chemin porte place pont rocade")
IDIOMS = _words("coup betise betises")
SAYINGS = _words("diable")
NOBILITY = _words(
    """duc duchesse comte comtesse marquis marquise baron baronne vicomte prince princesse seigneur sire eveque archeveque dame"""
)
FUNCTION_WORDS = _words(
    """a au aux du des de dans en et ou sur sous pour par avec sans vers chez entre depuis selon comme mais puis quand si que
    qui pres apres avant meme outre sauf malgre contre devant derriere dont car donc aussi ni hier demain
    lundi mardi mercredi jeudi vendredi samedi dimanche ce cette les le la un une il elle ils elles on nous"""
)
CLUBS = _words(
    """fc as us sc rc ac es sa ca stade olympique racing etoile entente union asc cs so aso usc js jsc fcp rugby handball basket volley hbc
    bc avenir sporting club tennis judo elan jeunesse amicale cyclo-club xv sp aas usa sas fcb csp hb hbc"""
)
INTERCOMMUNAL = _words(
    "communaute communautes agglomeration agglo intercommunalite canton cantons arrondissement cc ca scot pays syndicat petr circonscription metropole bassin"
)
RIVERS = _words(
    "riviere fleuve torrent ruisseau vallee gorges canal montagne montagnes sommet crete cirque vallon causse mont massif col pic plateau lac etang foret bois cap pointe golfe detroit barrage plaine marais estuaire bords berges rives"
)
PRODUCTS = _words(
    """fromage fromages vin vins aoc aop igp appellation bouteille bouteilles cepage vignoble cru crus eau eaux couteau couteaux huitre huitres sel tapis
    cristal cristallerie porcelaine dentelle melon ail pruneau pruneaux jambon brie tomme munster raclette saucisse andouille nougat noix chateau grand-cru
    cognac armagnac biere cidre marque groupe societe tranche morceau part recette plateau gratin cuvee cuvees millesime verre faire"""
)
AFTER_TOWNS = _words(
    """communaute agglo agglomeration nord sud est ouest ville centre village habitat ville-centre fm basket handball volley rugby
    football judo tennis athletisme natation cyclisme vtt petanque gym pays terres bassin plage gare les la le en et au aux mairie"""
)
WARES = _words(
    """fromage fromages vin vins melon melons ail pruneau pruneaux jambon brie tomme saucisse andouille nougat noix canard poulet poulets volaille volailles
    chapon chapons agneau huitres biere cidre couteau couteaux vase porcelaine faience dentelle piment haricot haricots oignon oignons fraises cassoulet
    lentille lentilles marron marrons chataigne miel"""
)
EVENTS = _words("bataille batailles traite paix siege edit victoire defaite journee croisade combat combats")
FOREIGN = _words(
    """bruxelles belgique belge belges bresil bresilien espagne espagnol espagnols espagnole espagnoles andalousie andalou andalouse catalogne
    allemagne allemand allemands allemande allemandes italie italien italiens italienne italiennes pays-bas neerlandais neerlandaise neerlandaises
    hollande hollandais londres angleterre anglais royaume-uni irlande irlandais suisse canada quebec quebecois quebecoise etats-unis americain
    washington portugal maroc algerie tunisie russie ukraine kiev moscou chine japon tokyo pape vatican rome berlin madrid barcelone milan cpi otan
    bundesliga liga onu afrique argentine australie autriche bolivie cameroun chili colombie congo coree croatie danemark egypte finlande hongrie inde
    irak iran mali mexique norvege pakistan perou pologne roumanie senegal serbie suede syrie thailande vietnam utah texas californie floride nevada
    turquie istanbul grece liban israel gaza"""
)
_OPENING = 320
"""Characters in which a text says in which country it plays."""
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")


def foreign_word(context: str) -> str:
    """The first word of a text's opening that tells of a foreign country, empty where there is none."""
    words = _WORD.findall(context[:_OPENING].lower())
    return "" if FOREIGN.isdisjoint(words) else next(word for word in words if word in FOREIGN)
