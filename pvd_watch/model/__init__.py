"""The words of the design as frozen values: no input, no output, no clock.

Times are text ``YYYY-MM-DDTHH:MM:SSZ`` (UTC, always 20 characters), days are ``YYYY-MM-DD`` (Europe/Paris).
"""

from pvd_watch.model.accounts import ROLES, OpenSession, Role, Session, User
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
from pvd_watch.model.health import ALARM_KINDS, Alarm, AlarmKind, Checkup, Queue, RunTotal, Stock, TableSizes
from pvd_watch.model.jobs import AskedJob, ByHand, JobState
from pvd_watch.model.links import (
    Affected,
    Evidence,
    Field,
    Judged,
    Linked,
    LinkText,
    LoggedRule,
    Mention,
    NameRule,
    Refused,
    Rival,
    Sorted,
    SourceRule,
    Verdict,
    VerdictAnswer,
)
from pvd_watch.model.newsletter import TopLine, TopState, TopStory
from pvd_watch.model.places import Commune, CommuneName, CommuneRef, Completion, main_commune
from pvd_watch.model.removals import Removal, RemovalKind, Removed
from pvd_watch.model.reports import Report
from pvd_watch.model.reviews import Action, DayCount, Decision, Logged
from pvd_watch.model.search import Hit
from pvd_watch.model.sendings import Sending, SendingState
from pvd_watch.model.sources import FullText, Selectors, Source, SourceKind
from pvd_watch.model.statistics import By, Count, JudgedLink, LinkAnswer, LinkQuality, Sighting
from pvd_watch.model.stories import Edits, Grouped, Grouping, Pair, ToGroup
from pvd_watch.model.tokens import ApiToken

__all__ = [
    "ALARM_KINDS",
    "ROLES",
    "Action",
    "Affected",
    "Alarm",
    "AlarmKind",
    "ApiToken",
    "Arrival",
    "Article",
    "AskedJob",
    "By",
    "ByHand",
    "Checkup",
    "Commune",
    "CommuneName",
    "CommuneRef",
    "Completion",
    "Count",
    "DayCount",
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
    "JobState",
    "Judged",
    "JudgedLink",
    "LinkAnswer",
    "LinkQuality",
    "LinkText",
    "Linked",
    "LinkedArticle",
    "Logged",
    "LoggedRule",
    "Mention",
    "NameRule",
    "OpenSession",
    "PageDone",
    "PageJob",
    "Pair",
    "Point",
    "Queue",
    "Record",
    "Refused",
    "Removal",
    "RemovalKind",
    "Removed",
    "Report",
    "Rival",
    "Role",
    "RunTotal",
    "Selectors",
    "Sending",
    "SendingState",
    "Session",
    "Sighting",
    "Sorted",
    "Source",
    "SourceKind",
    "SourceRule",
    "StartJob",
    "Stock",
    "TableSizes",
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
