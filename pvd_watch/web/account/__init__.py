"""Logins and accounts."""

from __future__ import annotations

from pvd_watch.web.account.leave import leave
from pvd_watch.web.account.login import log_in, login
from pvd_watch.web.account.mine import end_session, mine, new_password
from pvd_watch.web.account.provider import come_back, go
from pvd_watch.web.account.users import add_user, change_password, change_role, close_user, open_user, users
from pvd_watch.web.page import Page

PAGES: tuple[Page, ...] = (
    Page("/connexion", login),
    Page("/connexion", log_in, "POST"),
    Page("/connexion/fournisseur", go),
    Page("/connexion/fournisseur/retour", come_back),
    Page("/deconnexion", leave, "POST"),
    Page("/compte", mine, role="reader"),
    Page("/compte/mot-de-passe", new_password, "POST", role="reader"),
    Page("/compte/session", end_session, "POST", role="reader"),
    Page("/bureau/utilisateurs", users, role="admin"),
    Page("/bureau/utilisateurs", add_user, "POST", role="admin"),
    Page("/bureau/utilisateurs/role", change_role, "POST", role="admin"),
    Page("/bureau/utilisateurs/fermer", close_user, "POST", role="admin"),
    Page("/bureau/utilisateurs/ouvrir", open_user, "POST", role="admin"),
    Page("/bureau/utilisateurs/mot-de-passe", change_password, "POST", role="admin"),
)
