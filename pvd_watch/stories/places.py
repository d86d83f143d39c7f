"""Departments by the words that name them in the press: « dans les Vosges », « une usine vosgienne »."""

from __future__ import annotations

import re

_NAMES = """
01 ain / 02 aisne axonais / 03 allier bourbonnais / 04 alpes-de-haute-provence bas-alpin / 05 hautes-alpes haut-alpin
06 alpes-maritimes azureen maralpin / 07 ardeche ardechois / 08 ardennes ardennais / 09 ariege ariegeois
10 aube aubois / 11 aude audois / 12 aveyron aveyronnais / 13 bouches-du-rhone / 14 calvados calvadosien
15 cantal cantalien cantalou / 16 charente charentais / 17 charente-maritime / 18 cher berrichon
19 correze correzien / 2A corse-du-sud / 2B haute-corse / 21 cote-d'or cote-d'orien / 22 cotes-d'armor costarmoricain
23 creuse creusois / 24 dordogne perigourdin / 25 doubs doubien / 26 drome dromois / 27 eure eurois
28 eure-et-loir eurelien / 29 finistere finisterien / 30 gard gardois / 31 haute-garonne haut-garonnais
32 gers gersois / 33 gironde girondin / 34 herault heraultais / 35 ille-et-vilaine bretillien / 36 indre indrien
37 indre-et-loire tourangeau / 38 isere iserois / 39 jura jurassien / 40 landes landais
41 loir-et-cher loir-et-cherien / 42 loire ligerien / 43 haute-loire altiligerien / 44 loire-atlantique
45 loiret loiretain / 46 lot lotois / 47 lot-et-garonne lot-et-garonnais / 48 lozere lozerien
49 maine-et-loire angevin / 50 manche manchois / 51 marne marnais / 52 haute-marne haut-marnais / 53 mayenne mayennais
54 meurthe-et-moselle meurthe-et-mosellan / 55 meuse meusien / 56 morbihan morbihannais / 57 moselle mosellan
58 nievre nivernais / 59 nord nordiste / 60 oise oisien / 61 orne ornais / 62 pas-de-calais
63 puy-de-dome puydomois / 64 pyrenees-atlantiques / 65 hautes-pyrenees haut-pyreneen / 66 pyrenees-orientales
67 bas-rhin bas-rhinois / 68 haut-rhin haut-rhinois / 69 rhone rhodanien / 70 haute-saone haut-saonois
71 saone-et-loire / 72 sarthe sarthois / 73 savoie savoyard / 74 haute-savoie haut-savoyard / 76 seine-maritime
77 seine-et-marne seine-et-marnais / 78 yvelines yvelinois / 79 deux-sevres / 80 somme samarien / 81 tarn tarnais
82 tarn-et-garonne tarn-et-garonnais / 83 var varois / 84 vaucluse vauclusien / 85 vendee vendeen / 86 vienne
87 haute-vienne haut-viennois / 88 vosges vosgien / 89 yonne icaunais / 90 territoire-de-belfort / 91 essonne essonnien
95 val-d'oise valdoisien / 971 guadeloupe guadeloupeen / 972 martinique martiniquais / 973 guyane guyanais
974 reunion reunionnais / 976 mayotte mahorais
"""
_SMALL = frozenset(
    ["manche", "vienne", "nord", "lot", "marne", "var", "landes", "somme", "loire", "reunion", "cher", "aube", "allier"]
)
"""Names that are also a river's, another word or part of another name: they count after « dans le » alone."""


def _table() -> dict[str, str]:
    """The code of each way to write a name or an adjective, folded."""
    found: dict[str, str] = {}
    for entry in _NAMES.replace("\n", " / ").split(" / "):
        code, name, *adjectives = entry.split() or ("", "")
        found[name.replace("-", " ")] = code
        for adjective in adjectives:
            found.update({adjective.replace("-", " ") + ending: code for ending in ("", "s", "e", "es", "ne", "nes")})
    del found[""]
    return found


_CODES = _table()
_NAME = re.compile(
    r"\b(?<!saint )(?<!sur )(?:"
    + "|".join(
        f"(?<=dans le ){name}|(?<=dans la ){name}|(?<=dans les ){name}" if name in _SMALL else name
        for name in sorted(_CODES, key=len, reverse=True)
    )
    + r")\b"
)


def departments_named(folded: str) -> frozenset[str]:
    """The codes of the departments that a folded text in lower case names."""
    return frozenset([_CODES[name] for name in _NAME.findall(folded)])
