"""What editors ask for by its address: the real child, a real press, a real home; nothing twice, nothing lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pvd_watch.config import Home, init_home
from pvd_watch.daily import jobs_now
from pvd_watch.errors import ConfigError, UsageError
from pvd_watch.jobs import do_jobs
from pvd_watch.model import AskedJob, Decision
from pvd_watch.review.job_words import told
from pvd_watch.times import local_day
from pvd_watch.wiring import Watch
from tests.cli.command import set_keys, watch_feed
from tests.press import Press, status

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = local_day(NOW)
TEXT = "Les habitants sont venus en nombre samedi pour retrouver les étals que les commerçants avaient quittés. " * 2


class Town:
    """A home that watches one press, and its desk."""

    def __init__(self, home: Path, press: Press) -> None:
        self.press, self.watch = press, Watch(Home(home), lambda: NOW)

    def page(self, path: str, title: str, body: str = "", head: str = "", code: int = 200) -> str:
        shown = f"<body><article><p>{body}</p></article></body>"
        html = f'<html lang="fr"><head><title>{title}</title>{head}</head>{shown}</html>'
        return self.press.put(path, status(code, html.encode(), "text/html; charset=utf-8"))

    def ask(self, url: str, day: str = DAY, insee: str = "") -> AskedJob:
        return self.watch.adding.ask(day, url, "ana", insee)

    def after(self, job: AskedJob) -> AskedJob:
        found = self.watch.storage.jobs.get(job.id)
        assert found is not None
        return found

    def lines(self, day: str = DAY) -> list[tuple[str, str, list[str]]]:
        found = self.watch.review.day(day).sheet.items
        return [(item.title, item.state, [town.insee for town in item.communes]) for item in found]

    def draft(self) -> None:
        """Make the day's draft as a run does."""
        self.watch.pipeline.link()
        self.watch.pipeline.group()
        self.watch.pipeline.digest(DAY, 200, 3)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose database holds the communes."""
    home = tmp_path_factory.mktemp("home") / "watch"
    init_home(home, bare=True)
    watch_feed(home, "http://127.0.0.1:9/feed.xml", model="false")
    Watch(Home(home)).storage.close()
    return home


@pytest.fixture
def town(made: Path, tmp_path: Path) -> Iterator[Town]:
    home = Path(shutil.copytree(made, tmp_path / "watch"))
    with Press() as press:
        found = Town(home, press)
        found.watch.storage.sources.sync(found.watch.sources)
        found.draft()
        yield found
        found.watch.storage.close()


def test_a_page_that_is_asked_for_stands_kept_in_its_day(town: Town) -> None:
    url = town.page("/a/halle?utm_source=x", "La halle de Quimperlé rouvre", f"À Quimperlé. {TEXT}")
    job = town.ask(url)
    assert (job.state, told(job)) == ("waiting", "En attente")
    assert town.ask(url).id == job.id  # asked twice, done once
    done = jobs_now(town.watch)
    assert (done.done, done.failed, done.waiting, done.days) == (1, 0, 0, (DAY,))
    after = town.after(job)
    assert (after.state, told(after), after.tries) == ("done", "Ajouté", 1)
    assert town.lines() == [("La halle de Quimperlé rouvre", "kept", ["29233"])]
    [item] = town.watch.review.day(DAY).sheet.items
    assert (item.article_id, item.outlet) == (after.article_id, "127.0.0.1:" + url.split(":")[2].split("/")[0])
    assert item.points  # it has been ranked as any other
    text = town.watch.storage.texts.of(after.article_id)
    assert text is not None
    assert text.state == "read"
    again = town.ask(town.page("/a/halle", "La halle de Quimperlé rouvre"))
    before = len(town.press.tally().requests)
    jobs_now(town.watch)
    assert (town.after(again).state, len(town.lines())) == ("done", 1)
    assert len(town.press.tally().requests) == before  # one address, one Article: no second request


def test_the_draft_is_made_again_with_it_and_it_stands_on_no_other_day(town: Town) -> None:
    later = "2999-01-01"
    town.ask(town.page("/a/un", "Quimperlé : un", TEXT))
    town.ask(town.page("/a/deux", "Saint-Flour : deux", TEXT), later)
    jobs_now(town.watch)
    town.draft()
    assert [title for title, _, _ in town.lines()] == ["Quimperlé : un"]
    [receives] = town.watch.storage.reviews.standing(later)
    assert receives.items[0].title == "Saint-Flour : deux"
    [logged] = town.watch.storage.reviews.history(DAY)
    assert (logged.decision.action, logged.editor) == ("add", "ana")
    town.watch.review.undo(DAY, "bob")
    assert town.lines() in ([], [("Quimperlé : un", "proposed", ["29233"])])


@pytest.mark.parametrize(
    ("path", "stage", "words"),
    [("/a/absent", "http", "Non ajouté\u00a0: le site refuse la page"), ("/a/sans-titre", "title", "n’a pas de titre"),
     ("/a/reserve", "reserved", "réserve ses textes"), ("/a/ailleurs", "town", "aucune commune du programme")],
)  # fmt: skip
def test_what_cannot_be_had_is_said(town: Town, path: str, stage: str, words: str) -> None:
    town.page("/a/sans-titre", "", TEXT)
    town.page("/a/reserve", "Quimperlé", TEXT, head='<meta name="tdm-reservation" content="1">')
    town.page("/a/ailleurs", "La météo de demain", TEXT)
    job = town.ask(town.press.url(path))
    assert jobs_now(town.watch).failed == 1
    after = town.after(job)
    assert (after.state, after.stage) == ("failed", stage)
    assert words in told(after)
    assert town.lines() == []


def test_robots_bind_what_editors_ask_for_too(town: Town) -> None:
    town.press.put("/robots.txt", status(200, b"User-agent: *\nDisallow: /a/", "text/plain"))
    job = town.ask(town.page("/a/halle", "La halle de Quimperlé rouvre", TEXT))
    jobs_now(town.watch)
    assert (town.after(job).state, town.after(job).stage) == ("failed", "robots")
    assert "/a/halle" not in town.press.tally().paths


def test_a_commune_that_the_editor_names_is_linked(town: Town) -> None:
    job = town.ask(town.page("/a/ailleurs", "La halle rouvre", TEXT), insee="29233")
    jobs_now(town.watch)
    assert town.after(job).state == "done"
    assert town.lines() == [("La halle rouvre", "kept", ["29233"])]


def test_a_job_whose_process_died_is_taken_up_again(town: Town) -> None:
    job = town.ask(town.page("/a/halle", "La halle de Quimperlé rouvre", TEXT))
    town.watch.storage.jobs.begin(job.id)
    assert town.after(job).state == "running"
    jobs_now(town.watch)
    assert (town.after(job).state, town.after(job).tries) == ("done", 2)
    other = town.ask(town.press.url("/a/b"))
    for _ in range(5):
        town.watch.storage.jobs.begin(other.id)
    assert do_jobs(town.watch).done == 0
    assert (town.after(other).state, town.after(other).stage) == ("failed", "tries")


def test_a_site_that_fails_for_now_is_asked_again(town: Town) -> None:
    job = town.ask(town.page("/a/halle", "La halle de Quimperlé rouvre", TEXT, code=500))
    for tries in range(1, 5):
        assert jobs_now(town.watch).waiting == 1
        assert (town.after(job).state, town.after(job).tries) == ("waiting", tries)
        town.watch.storage._connection.sql.execute("UPDATE hosts SET not_before = ''")
        if tries == 2:
            break
    assert "nouvel essai" in told(town.after(job))
    town.page("/a/halle", "La halle de Quimperlé rouvre", TEXT)
    jobs_now(town.watch)
    assert town.after(job).state == "done"


def test_a_published_day_takes_nothing_in(town: Town) -> None:
    job = town.ask(town.page("/a/halle", "La halle de Quimperlé rouvre", TEXT))
    town.watch.review.decide(DAY, Decision("publish"), "ana")
    jobs_now(town.watch)
    assert (town.after(job).state, town.after(job).stage) == ("failed", "day")
    with pytest.raises(UsageError, match="is published"):
        town.ask(town.press.url("/a/autre"))


def test_live_sites_are_not_asked_with_the_placeholder(town: Town) -> None:
    job = town.ask("https://www.example.org/article-un")
    with pytest.raises(ConfigError, match="placeholder"):
        jobs_now(town.watch)
    assert town.after(job).state == "waiting"


@pytest.mark.parametrize(
    "url", ["", "ftp://x.example/a", "javascript:alert(1)", "https://x.example/", "pas une adresse"]
)
def test_what_is_no_address_of_an_article_is_refused(town: Town, url: str) -> None:
    with pytest.raises(UsageError, match="is no address of an article"):
        town.ask(url)


def test_days_and_codes_that_are_none_are_refused(town: Town) -> None:
    for day, insee, said in (("hier", "", "no day"), ("2020-01-01", "", "no digest"), (DAY, "75056", "no town")):
        with pytest.raises(UsageError, match=said):
            town.ask("https://x.example/a", day, insee)


def test_a_source_of_the_catalogue_is_found_by_its_host(made: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(made, tmp_path / "watch"))
    set_keys(home)
    watch = Watch(Home(home), lambda: NOW)
    watch.storage.sources.sync(watch.sources)
    outside = watch.storage.outside
    assert outside.source_at("http://127.0.0.1:9/a/b") == "j"
    assert outside.source_at("https://www.le-telegraphe.example/x") == "main-le-telegraphe-example"
    assert outside.source_at("https://m.le-telegraphe.example/y") == "main-le-telegraphe-example"
    assert outside.source_named("j") == "j"
    watch.storage.sources.sync(watch.sources)
    assert watch.storage.rules.outlet("main-le-telegraphe-example") == "le-telegraphe.example"
    watch.storage.close()
