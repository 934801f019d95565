# Ce que dit la fenêtre.

## Autour de chaque écran

browse = Parcourir…
close = Fermer
language = Langue
mode-observations = Observations
mode-project = Projet
mode-synchronize = Synchroniser
open-no-secrecy = Projet ouvert : aucun secret. Quiconque connaît son nom peut le lire et y écrire.
opening = Ouverture …
