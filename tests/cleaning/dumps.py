"""The invented page as programs write it that turn pages into text."""

from tests.cleaning.pages import TITLE

TEXT_BROWSER = f"""\
   [1]Accueil [2]Sports [3]Culture [4]Monde

   (BUTTON) Menu

{TITLE}

   Par [5]Jeanne Martin - Publié le 3 mai 2021 à 10h12

   La mairie de Valbourg a annoncé lundi que le pont de la rivière serait
   fermé pendant six mois, le temps de refaire les piles, fragiles depuis
   les [6]crues de l'hiver dernier.

   Les habitants devront faire un détour par le village voisin, a expliqué
   la maire, qui a promis que des navettes gratuites seraient mises en place
   dès le premier jour.

Trois étapes

     * la première est la fermeture du pont aux camions, prévue dès le début
       du mois de juin ;
     * la deuxième est la réfection des piles.

   « Nous savons que ce chantier est une gêne pour tous, mais la sécurité ne
   peut pas attendre », a-t-elle ajouté, en précisant que la région en prend
   le coût en charge.

   Les commerçants de la rive gauche craignent une baisse de leur activité
   et ont demandé une aide, que le conseil municipal doit examiner lors de
   sa prochaine séance.

   À lire aussi

     * [7]À Montclair, le marché change de place
     * [8]La bibliothèque de Rive ouvrira le dimanche

   [9]Mentions légales [10]Contact

References

   1. https://valbourg.example/
   2. https://valbourg.example/sports
   3. https://valbourg.example/une-page/dont-l-adresse-est-bien-plus-longue/que-les-lignes
"""

MARKDOWN = f"""\
[![Logo](/logo.png)](/)

  * [Accueil](https://valbourg.example/)
  * [Sports](https://valbourg.example/sports)

# {TITLE}

_Par [Jeanne Martin](https://valbourg.example/jeanne) - Publié le 3 mai 2021 à 10h12_

![Le pont de Valbourg. Photo : J. Martin](/images/pont.jpg)

**La mairie de Valbourg a annoncé lundi que le pont de la rivière serait fermé pendant six mois, \
le temps de refaire les piles, fragiles depuis les [crues](/crues "Les crues") de l'hiver dernier.**

Les habitants devront faire un détour par le village voisin, a expliqué la maire, qui a promis \
que des navettes gratuites seraient mises en place dès le premier jour.

## Trois étapes

- la première est la fermeture du pont aux camions
- la deuxième est la réfection des piles

> « Nous savons que ce chantier est une gêne pour tous, mais la sécurité ne peut pas attendre », \
a-t-elle ajouté, en précisant que la région en prend le coût en charge.

Les commerçants de la rive gauche craignent une baisse de leur activité et ont demandé une aide, \
que le conseil municipal doit examiner lors de sa prochaine séance.

---

### À lire aussi

[À Montclair, le marché change de place](https://valbourg.example/marche)

[Mentions légales](/mentions) | [Contact](/contact)
"""
