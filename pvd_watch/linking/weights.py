"""The weights of all clues, in log-odds, in one readable place.

``PRIORS`` is where a candidate starts by the class of its name; ``CLUES`` gives each clue its weight and the words
that a French editor reads. A clue of weight 2.2 makes odds nine times better. They were set by hand and checked on the
project's own labelled texts (``tests/linking``); ``pvd-watch evaluate`` shows what a change does.
"""

from __future__ import annotations

PRIORS = {
    "distinctive": 2.6,  # no other sense is known
    "people": -1.0,  # borne by many or famous people
    "given": -2.4,  # a given name
    "everyday": -1.8,  # first of all a word of the language
    "elsewhere": -3.2,  # first of all another place: abroad, or an institution
}
FORMS = {"full": 0.0, "bare": -0.4, "sole": -0.9, "short": -3.2}
"""What a form of the name takes away: without its article, or only its head."""

CLUES: dict[str, tuple[float, str]] = {
    # --- for: grammar around the name
    "locative": (2.6, "précédé de « à »"),
    "contraction": (3.2, "article contracté (« au », « du », « aux », « des »)"),
    "short_article": (0.4, "nom abrégé, écrit avec son article"),
    "article": (2.4, "écrit avec son article"),
    "municipal": (3.4, "après « {words} »"),
    "place_noun": (1.8, "après « {words} »"),
    "towards": (1.8, "après « {words} »"),
    "opening": (1.0, "en tête du titre, suivi d'une virgule"),
    "weak_label": (1.6, "en tête, suivi d'un signe, mais c'est un mot courant"),
    "label": (2.4, "en tête, suivi d'un signe (« Die : … »)"),
    "list": (1.5, "dans une liste de communes"),
    "department_after": (4.5, "suivi de son département ({words})"),
    "postcode": (5.0, "avec son code postal ({words})"),
    "category": (4.0, "rubrique de l'article ({words})"),
    "url_commune": (6.0, "l'adresse de la page désigne la commune ({words})"),
    "url_slug": (4.5, "l'adresse de la page porte ce nom (« {words} »)"),
    "same_text": (3.0, "la commune est nommée sans doute possible ailleurs dans le texte"),
    "here": (2.0, "rien n'évoque l'autre lieu de ce nom"),
    "setting": (2.2, "le département est celui du texte"),
    "region": (1.2, "la région est celle du texte"),
    "local_source": (2.0, "le titre de presse est celui de ce département"),
    "source_area": (1.0, "le titre de presse couvre ce département"),
    "neighbourhood": (2.6, "plusieurs communes voisines sont nommées"),
    "neighbours": (1.6, "des communes voisines sont nommées"),
    # --- against
    "given_name": (-7.5, "précédé d'un prénom (« {words} »)"),
    "person_title": (-6.5, "précédé d'un titre (« {words} »)"),
    "particle": (-4.0, "nom de personne à particule (« {words} »)"),
    "surname_before": (-2.6, "précédé d'un nom propre (« {words} »)"),
    "capital_after": (-2.6, "suivi d'un autre nom (« {words} »)"),
    "name_after": (-3.0, "suivi d'un nom propre (« {words} »)"),
    "street": (-4.5, "nom de voie ou de lieu (« {words} »)"),
    "street_of": (-6.5, "voie qui porte le nom de la ville (« {words} »)"),
    "road_to": (-3.0, "route qui mène à la ville (« {words} »)"),
    "idiom": (-5.0, "expression toute faite (« {words} »)"),
    "longer_name": (-6.0, "partie d'un nom plus long"),
    "wrong_article": (-5.0, "article qui n'est pas celui de la commune (« {words} »)"),
    "article_dropped": (-0.6, "sans son article, comme on dit outre-mer"),
    "missing_article": (-2.6, "la commune s'écrit avec un article, absent ici"),
    "accent": (-4.5, "accents d'un autre mot"),
    "unaccented": (-9.0, "sans son accent, c'est un mot courant"),
    "accent_extra": (-0.5, "accents qui ne sont pas ceux de la commune"),
    "acronym": (-4.5, "sigle"),
    "capitals": (-1.6, "tout en capitales : la majuscule ne dit rien"),
    "sentence_start": (-1.6, "début de phrase : la majuscule ne dit rien"),
    "complement": (-2.5, "mot courant suivi de son complément (« {words} »)"),
    "area": (-1.6, "c'est aussi le nom d'un département"),
    "work": (-3.6, "titre d'une œuvre ou nom entre guillemets (« {words} »)"),
    "history": (-3.4, "événement d'autrefois (« {words} »)"),
    "other_sense": (-5.2, "ailleurs dans le texte, ce nom est celui d'une personne, d'une voie ou d'un produit"),
    "product": (-4.0, "produit qui porte ce nom (« {words} »)"),
    "ware": (-3.0, "produit d'une ville (« {words} »)"),
    "club": (-1.0, "club ou enseigne (« {words} »)"),
    "intercommunal": (-1.6, "nom d'une intercommunalité ou d'un canton (« {words} »)"),
    "river": (-4.0, "cours d'eau ou relief (« {words} »)"),
    "abroad": (-3.2, "contexte étranger (« {words} »)"),
    "wrong_department": (-2.5, "suivi d'un autre département ({words}), mais la commune est seule à porter ce nom"),
    "other_department": (-4.5, "suivi d'un autre département ({words})"),
    "far_away": (-1.2, "le texte parle d'une autre région"),
    "far_and_common": (-3.0, "nom répandu, et le texte parle d'une autre région"),
    "other_context": (-4.6, "le texte parle d'autre chose qui porte ce nom (« {words} »)"),
    "far_overseas": (-4.0, "le texte parle de l'outre-mer, la commune n'y est pas, ou l'inverse"),
    "former_name": (-0.3, "ancien nom ou commune déléguée"),
    "verdict_yes": (30.0, "confirmé par la rédaction"),
    "verdict_no": (-30.0, "écarté par la rédaction"),
    "rule": (-30.0, "règle de la rédaction : dans cette source, ce nom n'est jamais la commune"),
    "ner_person": (-1.8, "le modèle de langue y lit une personne"),
    "ner_place": (0.8, "le modèle de langue y lit un lieu"),
    "ner_other": (-1.0, "le modèle de langue n'y lit pas un lieu"),
}

# Which commune of several that share the name: points added to the logarithm of the population.
HOMONYMS = {
    "department_after": 9.0,
    "postcode": 10.0,
    "url_commune": 10.0,
    "url_slug": 7.0,
    "url_department": 5.0,
    "named_department": 5.0,
    "named_region": 1.8,
    "local_source": 5.0,
    "source_department": 3.0,
    "source_region": 1.4,
    "named_in_full": 6.0,  # the text names the commune in full too
    "neighbour": 3.4,
    "company": 3.0,  # other names of the text that the department bears too, each by its rarity
    "city": 2.5,  # forty thousand inhabitants or more: the bare name is the city's
    "population": 0.75,  # for each factor e of inhabitants
    "full_name": 1.2,  # the official name against an old or delegated one
    "programme": 0.3,
    "article_missing": -4.0,  # « à Crest » is not Le Crest
    "article_dropped": -0.5,  # overseas
}
CITY = 40_000
"""Inhabitants of a town that is meant by its bare name, whoever else bears it."""
UNKNOWN_POPULATION = 350
"""Inhabitants taken for a delegated or former commune, whose own population the tables do not hold."""
ABOUT = {
    "always": -0.4,
    "title": 4.4,
    "title_start": 1.1,
    "other_title": -1.7,  # the title names another commune
    "opening": 1.5,
    "late": -3.9,  # times the share of the text that goes before
    "share": 1.2,  # times the commune's share of all mentions
    "alone": -1.1,  # one commune in passing, under a title that names none
    "round": 1.1,  # three communes or more, under a title that names none: a round-up
    "address": 1.5,
}
"""Log-odds that a piece is about a commune it names: a logistic regression over ``tests/linking/tuned.jsonl``, rounded
(``python -m tests.bench.about_weights``)."""
THRESHOLD = 0.5
"""Score from which a candidate is a Mention."""
CERTAIN = 4.6
"""Logit (0.99) beyond which more clues add nothing: no link is surer than what the labelled texts show."""
SURE = 2.0
"""Logit from which a mention vouches for the others of the same commune in the text."""
DOUBT = (-1.4, 1.1)
"""Logits between which the language model is asked."""
MOST_QUESTIONS = 2
"""Times that it is asked about one name in one text."""
REFUTING = frozenset(
    (
        *("given_name", "person_title", "particle", "street", "street_of", "idiom", "longer_name", "wrong_article"),
        *("product", "other_department", "river", "accent", "unaccented", "acronym", "rule"),
    )
)
"""Clues so strong that neither another place of the text nor the language model makes up for them."""
OTHER_SENSE = frozenset(
    ("given_name", "person_title", "particle", "surname_before", "street", "product", "work", "complement")
)
"""Clues that give a name another sense, which it then has in the whole text where nothing says « town »."""
PLACE = frozenset(
    (
        *("locative", "contraction", "article", "municipal", "place_noun", "towards", "department_after", "postcode"),
        *("category", "url_commune", "url_slug", "label"),
    )
)
"""Clues that say of this very place of the text that a town stands there."""
SUPPORT = frozenset(("setting", "local_source", "neighbours", "neighbourhood", "category", "url_commune", "url_slug"))
"""Clues from beyond the sentence, of which the language model knows nothing: it is not asked against them."""
