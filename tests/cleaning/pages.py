"""Invented pages that the tests of this folder share."""

PARAGRAPHS = (
    (
        "La mairie de Valbourg a annoncé lundi que le pont de la rivière serait fermé pendant six "
        "mois, le temps de refaire les piles, fragiles depuis les crues de l'hiver dernier."
    ),
    (
        "Les habitants devront faire un détour par le village voisin, a expliqué la maire, qui a "
        "promis que des navettes gratuites seraient mises en place dès le premier jour."
    ),
    (
        "« Nous savons que ce chantier est une gêne pour tous, mais la sécurité ne peut pas "
        "attendre », a-t-elle ajouté, en précisant que la région en prend le coût en charge."
    ),
    (
        "Les commerçants de la rive gauche craignent une baisse de leur activité et ont demandé "
        "une aide, que le conseil municipal doit examiner lors de sa prochaine séance."
    ),
)
TITLE = "À Valbourg, le pont de la rivière sera fermé pendant six mois pour des travaux"


def article(*below: str) -> str:
    """Return the invented article as text, with lines below it."""
    return "\n".join((TITLE, "", *PARAGRAPHS, "", *below))


def markup(*, head: str = "", below: str = "") -> str:
    """Return the invented article as a page of HTML."""
    paragraphs = "\n".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f"""<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head><body>
<nav class="menu"><ul><li><a href="/">Accueil</a></li><li><a href="/s">Sports</a></li></ul></nav>
<article class="article-content"><h1>{TITLE}</h1>
{paragraphs}
{below}</article>
<footer class="footer"><p><a href="/m">Mentions légales</a></p></footer>
</body></html>"""
