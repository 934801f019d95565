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

## Observations

observations-about-came = Voici ce qui est arrivé avec la synchronisation.
observations-about-came-deleted = Celles-ci ont été supprimées sur un autre appareil. Rien n’est encore perdu : on peut les restaurer.
observations-about-conflicts = Ici la même chose a été modifiée sur deux appareils. Ouvrez-en une et choisissez ce qui est juste.
observations-about-deleted = Celles-ci ont été supprimées. Elles restent dans l’historique et peuvent être restaurées.
observations-about-new = Ceci est arrivé ou a changé depuis votre dernière visite.
observations-any-day = N’importe quel jour
observations-cancel = Annuler
observations-category = Catégorie : { $name }
observations-category-any = Toutes les catégories
observations-clear = Effacer le filtre
observations-count = { $n ->
    [one] { $shown } observation
   *[other] { $shown } observations
}
observations-count-of = { $n ->
    [one] { $shown } sur { $all } observation
   *[other] { $shown } sur { $all } observations
}
observations-date-from = Du
observations-date-help = Année, mois, jour : 2026-11-22
observations-date-until = Au
observations-dates = Dates
observations-dates-from = Du { $day }
observations-dates-until = Jusqu’au { $day }
observations-kept = Afficher : { $name }
observations-kept-all = Toutes
observations-kept-came = Ce qui est arrivé
observations-kept-came-deleted = Supprimées ailleurs
observations-kept-conflicts = Conflits ({ $n })
observations-kept-deleted = Supprimées
observations-kept-new = Nouvelles ({ $n })
observations-last-month = 30 derniers jours
observations-last-week = 7 derniers jours
observations-list = Liste des observations
observations-mark-seen = Tout marquer comme vu
observations-new = Nouvelle observation
observations-no-category = Sans catégorie
observations-none = Pas encore d’observations.
observations-none-hint = Ce que vous enregistrez ici apparaît dans cette liste et sur la carte.
observations-nothing-fits = Rien ne correspond au filtre.
observations-reading = Lecture …
observations-record-first = Enregistrer la première
observations-restore-all = Tout restaurer …
observations-restore-means = Elles reviennent dans la liste partout où ce projet est synchronisé.
observations-restore-question = { $n ->
    [one] Restaurer { $count } observation ?
   *[other] Restaurer { $count } observations ?
}
observations-restore-yes = Restaurer
observations-row-conflict = en conflit
observations-row-deleted = supprimée
observations-row-new = nouvelle
observations-row-photos = { $n ->
    [one] { $n } photo ou fichier
   *[other] { $n } photos ou fichiers
}
observations-search = Rechercher
observations-show-all = Tout afficher
observations-synchronize = Synchroniser avec un collègue
observations-today = Aujourd’hui
