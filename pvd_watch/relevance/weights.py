"""What each component of the score is worth: ``config/ranking.toml``, each key declared once with its meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, NamedTuple, get_type_hints

from pvd_watch.relevance.checked import Checked


class Key(NamedTuple):
    """The bounds of a number, both included, and its meaning in one line."""

    low: float
    high: float
    says: str


def _gain(says: str) -> Key:
    return Key(0.0, 100.0, says)


def _loss(says: str) -> Key:
    return Key(-100.0, 0.0, says)


@dataclass(frozen=True, slots=True)
class Gains:
    """``[gains]``: points for what speaks for a Story."""

    title: Annotated[float, _gain("The town is named in the title.")] = 6.0
    about: Annotated[float, _gain("The article is about the town, which the title does not name.")] = 3.5
    theme: Annotated[float, _gain("A theme of the programme, times the factor of the theme.")] = 4.0
    second_theme: Annotated[float, _gain("A second theme, times the factor of the theme.")] = 1.0
    programme: Annotated[float, _gain("The programme itself is named.")] = 5.0
    original: Annotated[float, _gain("The text is wholly the outlet's own; a part counts in proportion.")] = 2.0
    fresh: Annotated[float, _gain("The article has just appeared; half of it after fresh_half_life_hours.")] = 2.0
    free: Annotated[float, _gain("The article can be read without a subscription.")] = 1.0
    near: Annotated[float, _gain("The outlet covers the department of the town.")] = 1.5
    outlet: Annotated[float, _gain("A source of weight 2 against one of weight 1; weights below 1 lose.")] = 1.0
    breadth: Annotated[float, _gain("Each doubling of the outlets that tell the story.")] = 1.5
    rare_town: Annotated[float, _gain("A town never named of late; half of it at rare_town_half mentions.")] = 2.0
    rare_department: Annotated[
        float, _gain("A department never named of late; half of it at rare_department_half mentions.")
    ] = 1.0


@dataclass(frozen=True, slots=True)
class Losses:
    """``[losses]``: points, zero or negative, for what speaks against a Story."""

    crowd: Annotated[
        float, _loss("The article names many towns (from crowd_towns on): a list, a programme, results.")
    ] = -3.0
    crime: Annotated[float, _loss("It tells of a crime or a trial.")] = -6.0
    accident: Annotated[float, _loss("It tells of an accident or a fire.")] = -5.0
    results: Annotated[float, _loss("It gives results of sport.")] = -6.0
    obituary: Annotated[float, _loss("It is a notice of death or a tribute.")] = -4.0
    advert: Annotated[float, _loss("It is an advertisement, a sponsored text or a legal notice.")] = -8.0
    weather: Annotated[float, _loss("It is a weather report.")] = -6.0


@dataclass(frozen=True, slots=True)
class Scales:
    """``[scales]``: how fast components grow and fade."""

    fresh_half_life_hours: Annotated[float, Key(0.5, 10_000.0, "Hours after which freshness counts half.")] = 24.0
    most_outlets: Annotated[float, Key(1.0, 1000.0, "Outlets beyond which breadth grows no further.")] = 16.0
    most_weight: Annotated[float, Key(1.0, 100.0, "Weight of a source beyond which it gains no further.")] = 3.0
    crowd_towns: Annotated[float, Key(2.0, 1000.0, "Programme towns from which an article counts as a list.")] = 6.0
    rare_town_half: Annotated[float, Key(0.1, 10_000.0, "Earlier mentions at which a rare town counts half.")] = 3.0
    rare_department_half: Annotated[
        float, Key(0.1, 100_000.0, "Earlier mentions at which a rare department counts half.")
    ] = 30.0
    drop_below: Annotated[
        float, Key(-1000.0, 1000.0, "Points below which a story is dropped by rule; editors see it all the same.")
    ] = 0.0


@dataclass(frozen=True, slots=True)
class Factors:
    """``[themes]``: the factor of each theme, 1 where all count alike."""

    habitat: Annotated[float, Key(0.0, 10.0, "Habitat.")] = 1.0
    commerce: Annotated[float, Key(0.0, 10.0, "Commerce et artisanat.")] = 1.0
    mobilites: Annotated[float, Key(0.0, 10.0, "Mobilités.")] = 1.0
    services_sante: Annotated[float, Key(0.0, 10.0, "Services publics et santé.")] = 1.0
    patrimoine_espace: Annotated[float, Key(0.0, 10.0, "Patrimoine et espace public.")] = 1.0
    ecologie: Annotated[float, Key(0.0, 10.0, "Transition écologique.")] = 1.0
    numerique: Annotated[float, Key(0.0, 10.0, "Numérique.")] = 1.0
    culture_sport_jeunesse: Annotated[float, Key(0.0, 10.0, "Culture, sport et jeunesse.")] = 0.75
    tourisme: Annotated[float, Key(0.0, 10.0, "Tourisme.")] = 0.75
    citoyennete: Annotated[float, Key(0.0, 10.0, "Citoyenneté.")] = 0.75
    ingenierie: Annotated[float, Key(0.0, 10.0, "Ingénierie du programme.")] = 1.25

    def of(self, theme: str) -> float:
        """The factor of a theme by its code; 0 for « autre »."""
        return float(getattr(self, theme.replace("-", "_"), 0.0))


@dataclass(frozen=True, slots=True)
class Weights:
    """All weights of the score; made without arguments they are the defaults."""

    gains: Gains = field(default_factory=Gains)
    losses: Losses = field(default_factory=Losses)
    scales: Scales = field(default_factory=Scales)
    themes: Factors = field(default_factory=Factors)


def load_weights(path: Path) -> Weights:
    """Read ``ranking.toml``; a key left out keeps its default.

    :raises ConfigError: with every fault of the file.
    """
    checked = Checked(path)
    tables = get_type_hints(Weights)
    checked.known(checked.document, tables, "the file")
    parsed = {name: kind(**_values(checked, name, kind)) for name, kind in tables.items()}
    checked.finish()
    return Weights(**parsed)


def _values(checked: Checked, name: str, kind: type[Gains | Losses | Scales | Factors]) -> dict[str, float]:
    where = f"[{name}]"
    table, defaults = checked.table(checked.document, name, where), kind()
    known = {key: declared for key, declared, _ in _keys(defaults)}
    checked.known(table, (_written(key) for key in known), where)
    return {
        key: checked.number(table, _written(key), where, (declared.low, declared.high), getattr(defaults, key))
        for key, declared in known.items()
    }


def explained(weights: Weights) -> Iterator[tuple[str, str, float, str]]:
    """Each key in its order: table, key as the file writes it, value, meaning."""
    for table in fields(weights):
        for key, declared, value in _keys(getattr(weights, table.name)):
            yield table.name, _written(key), value, declared.says


def _keys(table: Gains | Losses | Scales | Factors) -> Iterator[tuple[str, Key, float]]:
    hints = get_type_hints(type(table), include_extras=True)
    for item in fields(table):
        yield item.name, hints[item.name].__metadata__[0], getattr(table, item.name)


_DASHED = {"services_sante", "patrimoine_espace", "culture_sport_jeunesse"}


def _written(key: str) -> str:
    """A key as the file writes it: the codes of themes have hyphens."""
    return key.replace("_", "-") if key in _DASHED else key
