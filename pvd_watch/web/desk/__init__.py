"""What editors do: the days, a day's list, decisions about its Stories, publication, undo; rules; what they add."""

from __future__ import annotations

from pvd_watch.web.desk.add import add, add_form
from pvd_watch.web.desk.communes import communes
from pvd_watch.web.desk.day import day
from pvd_watch.web.desk.days import days
from pvd_watch.web.desk.decide import decide
from pvd_watch.web.desk.history import history
from pvd_watch.web.desk.preview import preview
from pvd_watch.web.desk.publish import publish, unpublish
from pvd_watch.web.desk.rule_give import give_rule, rule_preview
from pvd_watch.web.desk.rule_undo import undo_preview, undo_rule
from pvd_watch.web.desk.rules import rules
from pvd_watch.web.desk.seen import seen
from pvd_watch.web.desk.since import since
from pvd_watch.web.desk.story import story
from pvd_watch.web.desk.undo import undo
from pvd_watch.web.page import Page

PAGES: tuple[Page, ...] = (
    Page("/bureau/", days, role="reader"),
    Page("/bureau/communes", communes, role="reader"),
    Page("/bureau/regles", rules, role="reader"),
    Page("/bureau/regles", give_rule, "POST", "editor"),
    Page("/bureau/regles/apercu", rule_preview, role="reader"),
    Page("/bureau/regles/{rule:number}", undo_preview, role="reader"),
    Page("/bureau/regles/{rule:number}", undo_rule, "POST", "editor"),
    Page("/bureau/{day}", day, role="reader"),
    Page("/bureau/{day}/historique", history, role="reader"),
    Page("/bureau/{day}/apercu", preview, role="reader"),
    Page("/bureau/{day}/ajouter", add_form, role="editor"),
    Page("/bureau/{day}/ajouter", add, "POST", "editor"),
    Page("/bureau/{day}/sujets/{story:number}", story, role="reader"),
    Page("/bureau/{day}/sujets/{story:number}", decide, "POST", "editor"),
    Page("/bureau/{day}/annuler", undo, "POST", "editor"),
    Page("/bureau/{day}/depuis", since, role="reader"),
    Page("/bureau/{day}/lus", seen, "POST", "editor"),
    Page("/bureau/{day}/publier", publish, "POST", "editor"),
    Page("/bureau/{day}/depublier", unpublish, "POST", "editor"),
)
