"""Why a request is refused: each is a page of its own with its status, in French, and says what to do."""

from __future__ import annotations


class RefusalError(Exception):
    """Root of what an action may raise instead of answering. ``title`` and ``words`` are shown as they are."""

    status = 400
    title = "Demande refusée"
    words = "Cette demande n’a pas pu être comprise. Revenez à la page précédente et recommencez."

    def __init__(self, words: str = "") -> None:
        super().__init__(words or self.words)
        self.words = words or self.words


class NoPageError(RefusalError):
    """There is no such page, day, town or story."""

    status = 404
    title = "Page introuvable"
    words = "Cette adresse ne mène à aucune page. Elle a peut-être été mal recopiée ; la recherche peut vous aider."


class LoginNeededError(RefusalError):
    """Nobody is logged in: a page leads to the login, a form is refused."""

    status = 401
    title = "Connexion nécessaire"
    words = (
        "Votre session a expiré ou vous n’êtes pas connecté. Rien n’a été enregistré ; "
        "connectez-vous, puis recommencez."
    )


class ForbiddenError(RefusalError):
    """Who is logged in lacks the role, or the form does not come from one of our pages."""

    status = 403
    title = "Accès refusé"
    words = "Votre compte n’a pas le droit de faire cela. Demandez à une personne qui administre la veille."


class TooManyError(RefusalError):
    """Too many attempts or requests; ``seconds``: how long to wait."""

    status = 429
    title = "Trop de demandes"

    def __init__(self, words: str, seconds: int) -> None:
        super().__init__(words)
        self.seconds = seconds


class TooLargeError(RefusalError):
    """A form that is larger than any of ours."""

    status = 413
    title = "Formulaire trop grand"
    words = "Ce que vous envoyez est trop grand ; raccourcissez le texte et recommencez."
