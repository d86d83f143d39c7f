"""How far a job is, in the words of the desk's pages."""

from __future__ import annotations

from pvd_watch.model import AskedJob

STATES = {"waiting": "En attente", "running": "En cours", "done": "Ajouté", "failed": "Non ajouté"}
"""The states of a job as pages write them."""
_REASONS = {
    "robots": "le site ne permet pas aux robots de lire cette page (robots.txt)",
    "reserved": "le site réserve ses textes\u00a0: saisissez l’article à la main",
    "private": "cette adresse n’est pas une adresse publique",
    "dns": "le site est introuvable",
    "connect": "le site ne répond pas",
    "tls": "le certificat du site n’est pas valable",
    "timeout": "le site met trop longtemps à répondre",
    "http": "le site refuse la page ou ne l’a plus",
    "size": "la page est trop lourde pour un article",
    "format": "cette adresse ne donne pas de page web",
    "redirect": "la page mène ailleurs\u00a0: l’article n’est plus à cette adresse",
    "budget": "le site a déjà été assez sollicité aujourd’hui",
    "title": "la page n’a pas de titre\u00a0: saisissez l’article à la main",
    "town": "aucune commune du programme n’y a été trouvée\u00a0: redemandez-le en nommant la commune",
    "day": "ce jour ne peut pas le recevoir, ou l’article figure déjà dans un autre digest",
    "tries": "la lecture de cette page a échoué plusieurs fois",
    "crawl": "la lecture a été interrompue",
}


def told(job: AskedJob) -> str:
    """A job in a sentence for its editor, without a full stop."""
    reason = _REASONS.get(job.stage, "")
    if not reason:
        return STATES[job.state]
    return f"{STATES[job.state]}\u00a0: {reason}" + (" (nouvel essai à la prochaine collecte)" if job.open else "")
