"""What grouping knows of the words of the French press, folded and in lower case: a table shipped with the program.

Whether a word is rare must not depend on what was read before, or the order of arrival would show in the stories; so
it is not counted but looked up. The lists were started from the words that most of the project's own labelled texts
share, then filled up by hand with what recurs whatever the event.
"""

from __future__ import annotations


def stem(word: str) -> str:
    """A folded word without plural, final « e » and most endings: « commerces », « commerçants » are ``comme``."""
    if len(word) > 4 and word[-1] in "sx":
        word = word[:-1]
    if len(word) > 4 and word[-1] == "e":
        word = word[:-1]
    return word[:5]


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in text.split())


SILENT = _stems(
    """
    le la les un une des du de au aux en et ou ni mais donc or car que qui quoi dont ce cet cette ces ceux celui
    celle celles cela ceci ca il elle ils elles on nous vous je tu me te se lui leur leurs eux moi toi soi mon ma
    mes ton ta tes son sa ses notre nos votre vos dans sur sous par pour avec sans vers chez entre contre depuis
    pendant avant apres lors durant selon malgre parmi hors jusqu jusque comme ainsi aussi alors puis ensuite
    enfin encore deja toujours jamais souvent parfois plus moins tres trop peu beaucoup assez autant tant tout
    tous toute toutes aucun aucune autre autres meme memes quel quelle quels quelles chaque plusieurs quelques
    certains certaines ne pas point non oui si est sont etait etaient sera seront serait seraient ete etre etant
    ai as avons avez ont avait avaient aura auront aurait auraient eu avoir ayant fait faire font fera feront
    faisait faut peut peuvent pourra pourront pourrait pouvoir doit doivent devra devront devrait devoir va vont
    aller ira iront vient viennent venir veut veulent vouloir voulait dit disent dire mis met mettre mettent prend
    prendre pris prennent donne donner donnent reste rester voici voila ici la-bas y qu lorsqu puisqu quand
    lorsque parce afin tandis desormais notamment environ pres loin quasi presque seul seule seulement surtout
    ailleurs cependant pourtant toutefois quant grace cause lieu fois a ans an m mme mm dr st ste www com fr https
    http via deux trois quatre cinq six sept huit neuf premier premiere deuxieme troisieme ledit dite dits hier
    aujourd hui demain matin midi soir nuit soiree matinee jour jours semaine semaines mois annee annees heure
    heures minute minutes lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin
    juillet aout septembre octobre novembre decembre week end weekend"""
)
"""Words that say nothing of an event."""

COMMON = _stems(
    """
    commune communes communal communaux municipal municipale municipaux municipalite ville villes village villages
    bourg mairie maire maires adjoint adjointe elu elus elue elues conseil conseiller conseillers conseillere
    departement departemental departementale region regional regionale prefet prefete prefecture sous-prefet etat
    ministre ministere gouvernement president presidente presidence vice-president communaute agglomeration pays
    territoire territoires intercommunal intercommunalite canton habitant habitants habitante population riverain
    riverains administre citoyen citoyens public publique publics publiques local locale locaux locales national
    nationale centre centre-ville coeur quartier quartiers rue rues place places route routes chemin avenue
    boulevard quai pont entree sortie secteur zone site sites lieu lieux batiment batiments maison maisons
    habitation logement logements immeuble terrain parc jardin projet projets travaux chantier chantiers programme
    plan operation action actions initiative mesure mesures dossier question decision choix vote voter adopte
    unanimite delibere seance reunion reunions ordre debat debats opposition majorite groupe liste equipe equipes
    association associations membre membres benevole benevoles comite collectif club service services agent agents
    directeur directrice direction responsable responsables salarie salaries employe employes entreprise
    entreprises societe usine commerce commerces commercant commercants magasin boutique marche marches artisan
    artisans producteur producteurs agriculteur agriculteurs emploi emplois poste postes recrute recruter
    recrutement euro euros million millions millier milliers mille cent cents centaine centaines dizaine dizaines
    vingtaine trentaine quarantaine cinquantaine soixantaine budget cout montant prix aide aides subvention
    finance financement investissement investir investit impot impots taxe ecole ecoles eleve eleves ecolier
    ecoliers college collegien collegiens lycee lyceen enseignant enseignants parent parents enfant enfants jeune
    jeunes famille familles personne personnes gens homme hommes femme femmes couple fille garcon fils age agee
    ages victime victimes blesse blesses pompier pompiers sapeurs gendarme gendarmes gendarmerie police policier
    policiers secours hopital urgence urgences medecin medecins sante patient patients soin soins enquete
    procureur parquet tribunal justice juge proces prison voiture voitures vehicule vehicules conducteur
    conductrice automobiliste camion bus car cars train trains gare ligne circulation transport transports eau
    energie electricite nature environnement climat chaleur pluie vent mer plage port bateau riviere fleuve foret
    arbre arbres animal animaux musee exposition expose expositions fete fetes festival concert concerts spectacle
    spectacles theatre cinema film musique culture culturel culturelle patrimoine histoire historique chateau
    eglise abbaye monument visite visites visiteur visiteurs tourisme touriste touristes touristique sport sports
    sportif football rugby basket match matchs joueur joueurs entraineur victoire defaite saison championnat coupe
    tournoi salle salles stade piscine rendez-vous edition editions evenement manifestation journee journees
    participant participants participe participer spectateur spectateurs organise organisee organisent
    organisateur organisateurs propose proposent proposer accueil accueille accueillir accueillent accueilli
    attend attendu attendus attendue attendre annonce annonces annoncer annoncee presente presenter presentation
    lance lancer lancement ouvre ouvrir ouvert ouverte ouvertes ouvertures ouverture ouvrira rouvre rouvrir ferme
    fermer fermee fermeture fermes devient devenir devenu nouveau nouvelle nouveaux nouvelles nouvel ancien
    ancienne anciens grand grande grands grandes petit petite petits petites gros grosse bon bonne beau belle
    beaux dernier derniere derniers prochain prochaine prochains debut fin moitie partie part tiers suite retour
    depart arrivee cote tete oeuvre main pied monde france francais francaise pari paris europe europeen
    europeenne bretagne normandie occitanie aquitaine bourgogne auvergne provence corse alsace lorraine nord sud
    est ouest loire rhone seine marne meuse moselle ain aisne allier ardeche ardennes ariege aube aude aveyron
    calvados cantal charente cher correze creuse dordogne doubs drome eure finistere gard garonne gers gironde
    herault ille vilaine indre isere jura landes loir lot lozere maine manche mayenne morbihan nievre oise orne
    pas-de-calais calais puy dome pyrenees bas haut haute hautes basses sarthe saone savoie sevres somme tarn var
    vaucluse vendee vienne vosges yonne essonne yvelines guadeloupe martinique guyane mayotte atlantique maritime
    voir savoir prevu prevue prevoit prevus permet permettre permettra souhaite souhaitent demande demandent
    demander explique expliquent raconte estime assure indique precise rappelle confie regrette denonce denoncent
    salue souligne appelle appel invite invitent cherche recherche retrouve retrouver trouve trouver trouvent
    perdu perd perdre gagne gagner passe passer passage change changer changement continue reprend reprise
    reprendre arrive arriver quitte quitter entre entrer sort sortir tombe tomber tenu tient tenir tenue revient
    revenir suivre suivi attention besoin vie vivre travail travailler travaille metier activite activites aider
    face occasion objectif avenir demarche possible necessaire important importante gratuit gratuite payant libre
    nombre nombreux nombreuses total compte compter metre metres kilometre kilometres km kilo kilos hectare
    hectares tonne tonnes degre degres pourcent installe installer installation installee cree creer creation
    construit construction renove renovation rehabilitation amenagement restauration restaure reouverture lettre
    image photo video article journal presse internet actu actualite actualites info infos information
    informations reste inscription inscriptions renseignement contact tel telephone tarif tarifs rentree vacances
    ete hiver printemps automne noel pare point heures parole temps annee profit sein niveau bord proximite long
    large debout plein pleine vide ensemble avis accord rapport resultat resultats dure durer duree debute debuter
    demarre demarrer commence commencer termine terminer finir acheve poursuit poursuivre beneficie beneficier
    touche toucher concerne concernes porte porter portes soutien soutenir soutenue signe signer signature reunit
    reunir reuni rassemble rassembler mobilise mobilisation mobiliser veille lendemain origine cours cadre nom
    type sorte facon maniere exemple cas fait faits situe situee situation domicile conduit conduire devoile
    devoiler attire conquis revele apprend appris decouvre decouvrir decouverte offre offrir fonds fond
    responsabilite charge mission role effet raison moyen moyens solution probleme difficulte inquiet inquiete
    inquietude colere espoir joie succes record rare special speciale dote double simple grave fort forte forts
    faible vieux vieille minuit fevrier douze treize quatorze quinze seize vingt trente quarante cinquante
    soixante tandis
    devant remplacer remplace reclame reclamer reclament arret arrete arreter manque manquer manquent prive
    privee general generale generaux engage engager engagement hausse hausser defendre defense defend mise carte
    cartes vue promet promettre promesse client clients clientele autour etablissement etablir surveiller
    surveillance choisir choisi choix choisissent siecle siecles monter monte montee retenir retenu retient
    dessus medias media reporte report reconnu reconnaitre reconnaissance prepare preparer preparation declarer
    declare declaration detruit detruire detruite disparait disparaitre disparition leger legere legerement recu
    recoit recevoir recoivent recevra recue sauver sauve sauvetage refaire refait technique techniques
    technicien voie voies chambre occuper occupe occupation baisse baisser celebre celebrer usage usager usagers
    reveil reveille plainte plaintes office risque risques risquer autorise autoriser autorisation alerte
    alerter parcours oriente second seconde voisin voisins voisine proteger protege protection visible tour
    tours dirige diriger mener mene menent rang rangs espace espaces resident residents terre terres honneur
    honneurs rouvert acces bientot temoigne temoin temoins impose imposer campagne campagnes renfort renforcer
    renforce renforts futur future detecter consommation consommer bilan venu venue venus rejoindre rejoint
    reparer reparation emporte emporter invoque invoquant conference court courte courts concours concourir mal
    maux grimpe grimper noir noire entier entiere chiffre chiffres idee idees laisser laisse laissent
    accompagner accompagne accompagnement agrandir agrandissement peur traverser traverse traversee pere mere
    derriere abri abris reserve reserver affiche afficher cesse cesser obtenir obtenu obtient obtiennent detail
    details gauche droite droit droits provisoire finir finit couvert examen exercice exercer bleu bleue clos
    tranche evoque evoquer acheter achete achat valide valider geant geante rien horaire horaires vert verte
    chacun chacune releve relever deploie deployer stock lutte lutter perte pertes gerant gerante bouge bouger
    echange echanger echanges faudra paus pause paroles tentative tenter tente esperer espere espoirs decider
    decident decide tard tot soutiennent rendre rendu rendus rend envie envies essai essayer oublier oublie
    compris comprendre connu connait connaitre inconnu meilleur meilleure pire pres pret prete prets jouer joue
    jouent jeu jeux vise viser vises retrait retirer retire attribue attribuer remettre remis remise montrer
    montre montrent ajouter ajoute imaginer imagine occasionne provoque provoquer cause causes causer subir subi
    subit frapper frappe frappent menace menacer menacent survenu survenue survenir produit produire produits
    debattre entretien partage partager partagent gerer gestion geste gestes vendre vend seuls seules regard
    regarder envoyer envoie envoye partir part partent parti repart repartir oblige obliger contraint
    contraindre interroge interroger avancer avance avancee reculer recule recul lier lien liens limite limiter
    limites faciliter facile difficile difficiles habituel habituelle ordinaire exceptionnel exceptionnelle
    immense enorme lourd lourde lourds complet complete completement total totale vrai vraie faux fausse sur
    surs sure sures"""
)
"""Words that recur in the local press whatever the event: they weigh a third of a rare one."""

TENS = {
    "dix": 10, "dizaine": 10, "onze": 11, "douze": 12, "douzaine": 12, "treize": 13, "quatorze": 14, "quinze": 15,
    "quinzaine": 15, "seize": 16, "vingt": 20, "vingtaine": 20, "trente": 30, "trentaine": 30, "quarante": 40,
    "quarantaine": 40, "cinquante": 50, "cinquantaine": 50, "soixante": 60, "soixantaine": 60, "cent": 100,
    "centaine": 100, "octogenaire": 80, "septuagenaire": 70,
}  # fmt: skip
"""Numbers written as words, as far as one word goes."""

COLUMNS = (
    "agenda", "nos idees", "idees de sortie", "que faire", "sortir", "meteo", "horoscope", "avis de deces",
    "obseques :", "carnet", "etat civil", "naissances", "mariages", "deces", "necrologie :", "en bref",
    "actu en bref", "l'actu en", "breves", "ce qu'il faut retenir", "a retenir", "l'essentiel", "le point sur",
    "revue de presse", "les titres", "programme tele", "loto :", "bloc-notes", "bloc notes", "permanences",
    "messes", "pharmacie", "petites annonces", "annonces legales", "resultats", "le fil info", "l'info du",
    "la question du jour", "le chiffre du jour", "mots croises", "le journal de", "les rendez-vous",
    "vide-greniers :", "votre week", "vos sorties", "sorties", "a la une", "en images du", "cette semaine",
    "memento", "numeros utiles", "faits divers :", "le zapping", "le recap", "flash info", "cinema :",
)  # fmt: skip
"""Beginnings of titles that come back with other content, folded and in lower case."""

LABELS = frozenset((
    "video", "videos", "photo", "photos", "en", "images", "image", "direct", "live", "info", "exclu", "exclusif",
    "exclusivite", "enquete", "reportage", "portrait", "interview", "entretien", "temoignage", "temoignages",
    "insolite", "carte", "cartes", "infographie", "podcast", "audio", "diaporama", "document", "decryptage",
    "tribune", "point", "de", "vue", "editorial", "recit", "analyse", "urgent", "alerte", "flash", "mise", "a",
    "jour", "maj", "replay", "le", "abonnes", "abonne", "article", "reserve", "aux",
))  # fmt: skip
"""Words of labels before a title (« VIDÉO. », « EN DIRECT. »)."""
