"""The desk in a real browser: by keyboard alone, read aloud, without a script, and against another editor."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Desk
from tests.web.newsroom import fill

from .conftest import Opening, violations

DAY = "2026-03-04"


@pytest.fixture
def draft(desk: Desk) -> Desk:
    fill(desk.watch, 5)
    desk.log_in("editor", "ana@example.fr")
    return desk


def _press(page: Page, keys: str, words: str = "") -> None:
    """Press keys one after the other, and wait until the page says what was done."""
    for key in keys.split():
        page.keyboard.press(key)
    if words:
        expect(page.locator("#said")).to_contain_text(words)


def _counters(page: Page) -> str:
    return page.locator(".counters").inner_text().replace("\n", " ")


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('li[id]')?.querySelector('.rank').textContent ?? ''"))


def test_keep_drop_pin_undo_and_publish_by_keyboard_alone(opening: Opening, draft: Desk) -> None:
    page = opening(f"/bureau/{DAY}")
    _press(page, "j g", "Gardé «\u00a0À Saint-Flour")
    assert _focused(page) == "2"
    _press(page, "x", "Écarté «\u00a0Quimperlé")
    assert _focused(page) == "3"
    _press(page, "p", "Épinglé")
    assert _counters(page).startswith("3 lus, 2 gardés, 1 écarté, 2 restants")
    _press(page, "u", "Annulé\u00a0:")
    assert _counters(page).startswith("2 lus, 1 gardé, 1 écarté, 3 restants")
    assert _focused(page) == "3"
    _press(page, "k k", "")
    assert _focused(page) == "1"
    _press(page, "v")
    page.wait_for_url(f"**/bureau/{DAY}/apercu")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "publish":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("Cette veille est publiée")).to_be_visible()
    assert draft.watch.review.day(DAY).sheet.published


def test_moving_writing_and_a_reason_by_keyboard(opening: Opening, draft: Desk) -> None:
    page = opening(f"/bureau/{DAY}")
    _press(page, "j j j t", "au rang 1")
    assert _focused(page) == "1"
    assert "Logements vacants" in page.locator("#stories > li").first.inner_text()
    _press(page, "Shift+J", "au rang 2")
    assert _focused(page) == "2"
    _press(page, "e")
    expect(page.locator("[name=presentation]")).to_be_focused()
    page.keyboard.type("jgx : la ville rénove.")
    _press(page, "Enter", "Écrit la présentation")
    assert _focused(page) == "2"
    expect(page.locator(".story .public")).to_have_text("Présentation\u00a0: jgx\u00a0: la ville rénove.")
    _press(page, "r")
    expect(page.locator("[name=motif]")).to_be_focused()
    page.keyboard.type("Déjà traité")
    _press(page, "Enter", "Écarté «\u00a0Logements vacants")
    expect(page.locator(".story .note")).to_have_text("Écarté\u00a0: Déjà traité")


def test_single_keys_can_be_switched_off_for_good(opening: Opening, draft: Desk) -> None:
    page = opening(f"/bureau/{DAY}")
    _press(page, "?")
    expect(page.locator("#help")).to_be_visible()
    page.get_by_label("Raccourcis d’une seule touche activés").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    _press(page, "j g")
    page.reload()
    _press(page, "j g")
    page.get_by_role("button", name="Raccourcis clavier").click()
    assert draft.watch.review.day(DAY).version == 1
    page.get_by_label("Raccourcis d’une seule touche activés").check()
    page.keyboard.press("Escape")
    _press(page, "j g", "Gardé")


def test_fast_fingers_lose_nothing(opening: Opening, draft: Desk) -> None:
    page = opening(f"/bureau/{DAY}")
    _press(page, "j g x g x u", "Annulé")
    states = [item.state for item in draft.watch.review.day(DAY).sheet.items]
    assert states == ["kept", "dropped", "kept", "proposed", "proposed"]


def test_neither_a_caps_lock_nor_a_key_held_down_decides_anything(opening: Opening, draft: Desk) -> None:
    page = opening(f"/bureau/{DAY}")
    _press(page, "j J")
    assert _focused(page) == "2"
    held = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'x', repeat: true, bubbles: true}))"
    page.evaluate(held)
    _press(page, "G", "Gardé")
    states = [item.state for item in draft.watch.review.day(DAY).sheet.items]
    assert states == ["proposed", "kept", "proposed", "proposed", "proposed"]


def test_another_editor_was_faster(opening: Opening, draft: Desk) -> None:
    page = opening(f"/bureau/{DAY}")
    first = draft.watch.review.day(DAY).sheet.items[0].story_id
    draft.log_in("editor", "ben@example.fr")
    draft.send(f"/bureau/{DAY}/sujets/{first}", action="drop", motif="Hors sujet", version="1")
    _press(page, "j g")
    dialog = page.locator("#stale")
    expect(dialog).to_contain_text("Ce que d’autres ont fait depuis")
    expect(dialog).to_contain_text("(Hors sujet)")
    dialog.get_by_role("button", name="Le faire quand même").click()
    expect(page.locator("#said")).to_contain_text("Gardé")
    expect(dialog).to_be_hidden()
    assert draft.watch.review.day(DAY).sheet.items[0].state == "kept"


def test_every_page_of_the_list_is_reached_by_j(opening: Opening, desk: Desk) -> None:
    fill(desk.watch, 60)
    desk.log_in("editor")
    page = opening(f"/bureau/{DAY}")
    page.evaluate("document.querySelector('#stories > li:nth-child(40) article').focus()")
    page.keyboard.press("j")
    expect(page.locator("#stories > li[id]")).to_have_count(60)
    expect(page.locator("#stories > li:focus-within .rank")).to_have_text("41")


def test_a_hundred_stories_without_a_pause(opening: Opening, desk: Desk) -> None:
    fill(desk.watch, 100)
    desk.log_in("editor")
    page = opening(f"/bureau/{DAY}")
    _press(page, "j")
    for number in range(100):
        page.keyboard.press("g" if number % 3 else "x")
    expect(page.locator(".counters")).to_contain_text("66 gardés, 34 écartés", timeout=60_000)
    states = [item.state for item in desk.watch.review.day(DAY).sheet.items]
    assert states == ["kept" if number % 3 else "dropped" for number in range(100)]


def test_without_a_script_everything_is_a_form(opening: Opening, draft: Desk) -> None:
    page = opening(f"/bureau/{DAY}", java_script_enabled=False)
    page.get_by_role("button", name="Garder").first.click()
    expect(page.locator(".alert.done")).to_contain_text("Gardé «\u00a0À Saint-Flour")
    assert page.url.endswith(f"/bureau/{DAY}#s{draft.watch.review.day(DAY).sheet.items[0].story_id}")
    page.get_by_role("link", name="Corriger, écrire").first.click()
    page.get_by_label("Présentation").fill("La halle revit.")
    page.get_by_role("button", name="Enregistrer").first.click()
    expect(page.locator(".story .public").first).to_contain_text("La halle revit.")
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator(".story .public")).to_have_count(0)
    page.get_by_role("link", name="Aperçu et publication").click()
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Cette veille est publiée")).to_be_visible()


def test_what_is_being_written_survives_other_actions(opening: Opening, draft: Desk) -> None:
    page = opening(f"/bureau/{DAY}")
    _press(page, "j e")
    expect(page.locator("[name=presentation]")).to_be_focused()
    page.keyboard.type("Une ligne en cours")
    page.get_by_role("button", name="Garder").first.click()
    expect(page.locator("#said")).to_contain_text("Gardé")
    expect(page.locator("[name=presentation]")).to_have_value("Une ligne en cours")
    _press(page, "Escape", "n’est pas enregistré")
    expect(page.locator("[name=presentation]")).to_have_value("Une ligne en cours")
    _press(page, "Escape")
    expect(page.locator(".panel")).to_have_count(0)


def test_after_a_story_has_gone_the_next_one_has_the_focus(opening: Opening, draft: Desk) -> None:
    page = opening(f"/bureau/{DAY}")
    _press(page, "j j c")
    page.get_by_label("Envoyer à un autre jour").fill("2026-03-05")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("#said")).to_contain_text("au jeudi 5")
    expect(page.locator("#stories > li[id]")).to_have_count(4)
    assert _focused(page) == "2"
    _press(page, "u", "Annulé")
    expect(page.locator("#stories > li[id]")).to_have_count(5)


def test_what_others_did_comes_in_by_itself(opening: Opening, draft: Desk) -> None:
    page = opening(f"/bureau/{DAY}")
    page.clock.install()
    page.reload()
    _press(page, "j")
    first = draft.watch.review.day(DAY).sheet.items[0].story_id
    draft.log_in("editor", "ben@example.fr")
    draft.send(f"/bureau/{DAY}/sujets/{first}", action="drop", motif="Hors sujet", version="1")
    page.clock.run_for(21_000)
    expect(page.locator(".story .note").first).to_have_text("Écarté\u00a0: Hors sujet")
    assert _focused(page) == "1"


def test_a_story_is_dragged_by_its_number(opening: Opening, draft: Desk) -> None:
    page = opening(f"/bureau/{DAY}")
    page.locator("#stories > li .rank").nth(2).drag_to(page.locator("#stories > li").first)
    expect(page.locator("#said")).to_contain_text("au rang 1")
    expect(page.locator("#stories > li h2").first).to_contain_text("Logements vacants")


def test_what_was_looked_at_and_left_is_read(opening: Opening, draft: Desk) -> None:
    page = opening(f"/bureau/{DAY}")
    _press(page, "j j j")
    expect(page.locator(".counters")).to_contain_text("2 lus, 0 gardé, 0 écarté, 3 restants")
    assert len(draft.watch.review.day(DAY).seen) == 2


def test_a_town_is_corrected_with_what_is_offered(opening: Opening, draft: Desk) -> None:
    page = opening(f"/bureau/{DAY}")
    _press(page, "j c")
    page.get_by_label("Une commune oubliée").press_sequentially("quimp")
    expect(page.locator("#towns option").first).to_have_attribute("value", "Quimperlé (29233)")
    page.get_by_label("Une commune oubliée").fill("Quimperlé (29233)")
    page.keyboard.press("Enter")
    expect(page.locator(".story .place").first).to_contain_text("Quimperlé")
    page.get_by_label("Une commune oubliée").fill("Breteuil")
    page.keyboard.press("Enter")
    expect(page.locator("#stale")).to_contain_text("Quelle commune")
    page.locator("#stale button[name=commune]").first.click()
    expect(page.locator(".story .place").first).to_contain_text("Breteuil")
    page.get_by_role("button", name="Pas cette commune").nth(1).click()
    expect(page.locator(".story .place").first).not_to_contain_text("Quimperlé")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_are_accessible_and_fit(opening: Opening, draft: Desk, theme: str) -> None:
    story = draft.watch.review.day(DAY).sheet.items[0].story_id
    draft.send(f"/bureau/{DAY}/sujets/{story}", action="drop", motif="Hors sujet", version="1")
    paths = ("/bureau/", f"/bureau/{DAY}", f"/bureau/{DAY}/historique", f"/bureau/{DAY}/apercu",
             f"/bureau/{DAY}/sujets/{story}", f"/bureau/{DAY}?etat=reports", "/bureau/regles", f"/bureau/{DAY}/ajouter",
             "/bureau/regles/apercu?source=journal&nom=Rue&insee=80688")  # fmt: skip
    for path in paths:
        page = opening(path, color_scheme=theme, viewport={"width": 320, "height": 640})
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    page = opening(f"/bureau/{DAY}", color_scheme=theme)
    _press(page, "j c")
    expect(page.locator(".panel")).to_be_visible()
    assert violations(page) == []
    _press(page, "Escape ?")
    assert violations(page) == []
