"""The words of the design as frozen values: no input, no output, no clock.

Times are text ``YYYY-MM-DDTHH:MM:SSZ`` (UTC, always 20 characters), days are ``YYYY-MM-DD`` (Europe/Paris).
"""

from pvd_watch.model.accounts import ROLES, Role, Session, User
from pvd_watch.model.articles import Arrival, Article, Entry, LinkedArticle
from pvd_watch.model.crawl import (
    Done,
    Failure,
    FeedJob,
    HostState,
    Job,
    PageDone,
    PageJob,
    Record,
    StartJob,
    build,
    from_wire,
    to_wire,
)
from pvd_watch.model.digests import Digest, DigestItem, Figures, ItemState, Point, figures_of
from pvd_watch.model.links import Evidence, Field, Linked, LinkText, Mention, NameRule, Rival, Verdict, VerdictAnswer
from pvd_watch.model.newsletter import TopLine, TopState, TopStory
from pvd_watch.model.places import Commune, CommuneName, CommuneRef, main_commune
from pvd_watch.model.reports import Report
from pvd_watch.model.reviews import Action, Decision, Logged
from pvd_watch.model.search import Hit
from pvd_watch.model.sendings import Sending, SendingState
from pvd_watch.model.sources import FullText, Selectors, Source, SourceKind
from pvd_watch.model.statistics import By, Count, Sighting
from pvd_watch.model.stories import Edits, Grouped, Grouping, Pair, ToGroup
from pvd_watch.model.tokens import ApiToken

__all__ = [
    "ROLES",
    "Action",
    "ApiToken",
    "Arrival",
    "Article",
    "By",
    "Commune",
    "CommuneName",
    "CommuneRef",
    "Count",
    "Decision",
    "Digest",
    "DigestItem",
    "Done",
    "Edits",
    "Entry",
    "Evidence",
    "Failure",
    "FeedJob",
    "Field",
    "Figures",
    "FullText",
    "Grouped",
    "Grouping",
    "Hit",
    "HostState",
    "ItemState",
    "Job",
    "LinkText",
    "Linked",
    "LinkedArticle",
    "Logged",
    "Mention",
    "NameRule",
    "PageDone",
    "PageJob",
    "Pair",
    "Point",
    "Record",
    "Report",
    "Rival",
    "Role",
    "Selectors",
    "Sending",
    "SendingState",
    "Session",
    "Sighting",
    "Source",
    "SourceKind",
    "StartJob",
    "ToGroup",
    "TopLine",
    "TopState",
    "TopStory",
    "User",
    "Verdict",
    "VerdictAnswer",
    "build",
    "figures_of",
    "from_wire",
    "main_commune",
    "to_wire",
]
