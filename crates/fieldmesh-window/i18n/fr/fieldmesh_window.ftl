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
observations-about-conflicts = Ici la même chose a été modifiée sur deux appareils. Ouvrez-en une et choisissez ce qui est juste.
observations-about-deleted = Celles-ci ont été supprimées. Elles restent dans l’historique et peuvent être restaurées.
observations-about-duplicates = Elles ont été importées de la même source sur plus d’un appareil. Celles d’une même source sont côte à côte : ouvrez-les et supprimez ce qui est en double.
observations-about-new = Ceci est arrivé ou a changé depuis votre dernière visite.
observations-any-day = N’importe quel jour
observations-cancel = Annuler
observations-category = Catégorie : { $name }
observations-category-any = Toutes les catégories
observations-clear = Effacer le filtre
observations-count = { $n ->
    [0] { $shown } observation
    [one] { $shown } observation
   *[other] { $shown } observations
}
observations-count-of = { $n ->
    [0] { $shown } sur { $all } observation
    [one] { $shown } sur { $all } observation
   *[other] { $shown } sur { $all } observations
}
observations-date-from = Du
observations-date-help = Année, mois, jour : 2026-11-22
observations-date-until = Au
observations-dates = Dates
observations-dates-from = Du { $day }
observations-dates-until = Jusqu’au { $day }
observations-held-accept = Les laisser supprimées
observations-kept = Afficher : { $name }
observations-kept-all = Toutes
observations-kept-came = Ce qui est arrivé
observations-kept-conflicts = Conflits ({ $n })
observations-kept-deleted = Supprimées
observations-kept-duplicates = Doublons possibles
observations-kept-held = Supprimées ailleurs ({ $n })
observations-kept-new = Nouvelles ({ $n })
observations-last-month = 30 derniers jours
observations-last-week = 7 derniers jours
observations-list = Liste des observations
observations-map = { $n ->
    [0] Carte avec { $count } observation
    [one] Carte avec { $count } observation
   *[other] Carte avec { $count } observations
}
observations-map-borders = Frontières des pays
observations-map-borders-mean = Beaucoup de frontières sont contestées. Celles-ci sont tracées par un seul éditeur, Natural Earth.
observations-map-click = Cliquez sur la carte, à l’endroit voulu.
observations-map-east = E
observations-map-farther = Éloigner
observations-map-fit = Voir toutes les observations
observations-map-layers = Couches de la carte
observations-map-nearer = Rapprocher
observations-map-north = N
observations-map-own = Votre propre carte
observations-map-own-elsewhere = Ses coordonnées ne sont pas des longitudes et latitudes en degrés. Exportez-la de nouveau en WGS 84.
observations-map-own-empty = Il n’y a rien à dessiner dans ce fichier.
observations-map-own-file = Fichier GeoJSON
observations-map-own-means = Territoires, rivières ou chemins, sous les observations jusqu’à la fermeture de ce projet. Ils restent sur cet ordinateur.
observations-map-own-not-geojson = Ce fichier n’est pas du GeoJSON.
observations-map-own-remove = L’enlever de la carte
observations-map-own-shown = { $file } est affiché.
observations-map-own-shown-partly = { $n ->
    [one] { $file } est affiché. { $n } forme a été omise : elle n’est pas sur la carte.
   *[other] { $file } est affiché. { $n } formes ont été omises : elles ne sont pas sur la carte.
}
observations-map-own-too-large = Ce fichier dépasse { $n } Mio.
observations-map-own-too-much = Ce fichier a trop de points pour être dessiné.
observations-map-own-unreadable = Ce fichier ne peut pas être lu.
observations-map-place-here = Placer ici
observations-map-record = Enregistrer sur la carte
observations-map-record-here = Enregistrer ici
observations-map-south = S
observations-map-this-part = Seulement cette zone
observations-map-this-part-means = La liste ne montre que ce qui est sur cette partie de la carte.
observations-map-west = O
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
    [0] Restaurer { $count } observation ?
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
observations-unread = Les observations n'ont pas pu être lues.

## First start

start-back = Retour
start-builtin = Celle du programme : 25 catégories en quatre langues
start-by-file = Un fichier de synchronisation
start-by-file-hint = Il se termine par .fieldmesh. Si son projet est nouveau sur cet ordinateur, l’invitation est demandée ensuite ; puis le fichier est synchronisé tout seul.
start-by-invite = Une invitation
start-by-invite-hint = Un collègue la crée sur son ordinateur : Projet › Inviter. Collez le texte, ou choisissez le fichier reçu.
start-configuration = Configuration
start-configuration-field = Fichier de configuration
start-configuration-hint = Les catégories et les questions pour ce que l’on note. Elle peut être changée plus tard.
start-create = Créer le projet
start-current = Ouvert
start-device = Cet ordinateur s’appelle
start-device-hint = Les autres voient ce nom lors de la synchronisation.
start-file-field = Fichier de synchronisation (.fieldmesh)
start-forget-file = Continuer sans le fichier
start-from-file = D’un fichier de Mapeo, CoMapeo ou Fieldmesh
start-invite-field = Texte ou fichier d’invitation
start-join = Rejoindre mon équipe
start-join-hint = Mes collègues ont déjà un projet et me donnent une invitation.
start-join-now = Rejoindre
start-nearby = Un appareil à proximité
start-nearby-hint = Installez-vous ensemble : votre collègue ouvre Projet › Inviter et vous donne le texte ou le fichier, sur une clé USB par exemple. Puis vous ouvrez tous deux Synchroniser, sur le même Wi-Fi.
start-new = Créer un nouveau projet
start-new-hint = Je suis la première personne et j’invite les autres ensuite.
start-no-secrecy = ouvert : aucun secret
start-open = Ouvrir
start-open-file = Ouvrir le fichier
start-open-named = Ouvrir { $name }
start-open-project = Projet ouvert : aucun secret
start-open-warning = Quiconque connaît le nom du projet peut tout y lire et tout y écrire, aussi dans les fichiers de synchronisation. Cela ne peut pas être changé plus tard. Ne le choisissez que pour ce que tout le monde peut savoir.
start-project-name = Nom du projet
start-project-name-hint = Par exemple le territoire, ou le travail auquel il sert.
start-projects = Projets sur cet ordinateur
start-sample = Découvrir avec des données d’exemple
start-sample-hint = 60 observations inventées pour tout essayer. Elles restent sur cet ordinateur.
start-secrecy = Qui peut le lire
start-secret = Seulement ceux qui ont une invitation
start-waiting = { $file } attend une invitation : cet ordinateur n’en a pas la clé. Demandez l’invitation de son projet à la personne qui vous a donné le fichier. Une fois le projet rejoint, le fichier est synchronisé tout seul.
start-welcome = Bienvenue dans Fieldmesh
start-welcome-hint = Ce que vous notez reste sur cet ordinateur jusqu’à ce que vous le synchronisiez avec votre équipe.

## Project

project-about = À propos
project-about-hint = Observations de terrain sur des ordinateurs le plus souvent hors ligne. Ni compte, ni serveur.
project-activity = Activité
project-activity-hint = Ce que fit chaque synchronisation. La ligne de commande montre les plus anciennes : fieldmesh activity.
project-activity-title = Synchronisations de cet ordinateur
project-another = Ouvrir un autre projet…
project-appearance = Apparence
project-as-system = Comme le système
project-cancel = Annuler
project-clock-known = Sa fiche date une synchronisation avec cet ordinateur dans le futur, ou avant que le projet soit ici. Seules les dates sont fausses : rien d’autre ne dépend d’une horloge.
project-configuration = Configuration
project-configuration-hint = Les catégories et questions de ce projet. Tous ses membres utilisent la même.
project-configuration-path = Fichier de configuration
project-configuration-title = Configuration utilisée
project-copied = Cet ordinateur est la copie d’un autre
project-copied-hint = Les copies d’un même appareil se refusent. L’une d’elles doit devenir un appareil à part.
project-copied-now = Copié
project-copy = Copier le texte
project-copy-diagnostics = Copier le diagnostic
project-copy-receipt = Copier le reçu
project-counts = { $categories } catégories, { $fields } champs
project-dark = Sombre
project-data = Importer et exporter
project-data-hint = Mapeo, CoMapeo, QGIS et bien d’autres lisent et écrivent du GeoJSON.
project-data-title = GeoJSON : entrée et sortie
project-device-name = Nom de cet ordinateur
project-device-name-hint = Les autres voient ce nom lors de la synchronisation.
project-devices = Appareils
project-devices-hint = Qui a quoi, autant que cet ordinateur le sait.
project-devices-title = Appareils de ce projet
project-diagnostics = Diagnostic
project-diagnostics-hint = Pour un message à la personne qui vous aide. Il ne contient ni clé, ni observation, ni nom de personne.
project-diagnostics-shown = Ce qui est copié
project-differs = Ce qui a changé
project-differs-hint = Les observations gardent ce qui a été noté. Cette configuration est proposée aux autres membres lors de la synchronisation.
project-differs-not = Les données ont le même sens qu’avant.
project-export = Exporter
project-export-hint = Ce que montre la liste des observations est écrit : { $shown } sur { $all }. Les photos restent ici.
project-export-now = Exporter
project-export-path = Fichier à écrire (.geojson)
project-fingerprint = Empreinte
project-fingerprint-hint = la même sur deux ordinateurs signifie la même configuration
project-hide-receipt = Cacher le reçu { $number }
project-holds =
    { $n ->
        [0] Aucune observation
        [one] Une observation
       *[other] { $n } observations
    }
project-identity = À comparer
project-identity-hint = Avant la première synchronisation, les autres voient ces caractères et ces mots, et les comparent avec cet écran.
project-import = Importer
project-import-configuration = Importer une configuration…
project-import-configuration-hint = Un fichier de Mapeo (.mapeosettings), CoMapeo (.comapeocat) ou Fieldmesh. Les observations restent telles quelles.
project-import-hint = Importer le même fichier encore une fois n’ajoute rien en double.
project-import-now = Importer
project-import-path = Fichier à lire (.geojson)
project-invite = Inviter
project-invite-code = L’invitation en code QR
project-invite-file = En fichier
project-invite-file-hint = Il contient aussi la configuration. Donnez-le sur une clé USB, puis effacez-le de la clé.
project-invite-hide = Masquer
project-invite-hint = Votre collègue ouvre Fieldmesh et choisit Rejoindre mon équipe.
project-invite-path = Fichier à écrire
project-invite-show = Afficher le texte et le code QR
project-invite-text = En texte ou code QR
project-invite-text-hint = Regardez autour de vous avant de l’afficher.
project-invite-title = Inviter un collègue
project-invite-warning = Quiconque a cette invitation est membre et peut tout lire : traitez-la comme une clé.
project-invite-write = Écrire le fichier
project-last = Dernière synchronisation { $when } : les deux avaient { $n } observations.
project-last-back = Dernière synchronisation { $when } ; depuis, il est revenu à un état antérieur.
project-licence = Logiciel libre, sous licence MIT ou Apache 2.0, au choix.
project-light = Claire
project-looks = Langue et apparence
project-looks-hint = Pour cet ordinateur seulement.
project-looks-title = L’aspect de cette fenêtre
project-nameless = Un appareil sans nom
project-never = Pas encore synchronisé.
project-no-activity = Rien n’a encore été synchronisé.
project-no-configuration = Aucune pour l’instant. Elle arrive avec la première synchronisation, ou importez-en une ci-dessous.
project-no-devices = Aucun autre appareil n’est connu. Ce qui est ici n’est qu’ici : invitez un collègue, et synchronisez.
project-only-here =
    { $n ->
        [0] Tout se trouve aussi sur un autre appareil.
        [one] Une observation n’existe qu’ici.
       *[other] { $n } observations n’existent qu’ici.
    }
project-photos = Photos sur cet ordinateur
project-photos-everything = Tout : les photos telles qu'elles ont été prises
project-photos-hint = Pour ce projet, à tout moment, dès la prochaine synchronisation. Ce qui est ici reste.
project-photos-previews = Aperçus seulement : plus petits ; les originaux restent sur d'autres appareils
project-projects = Autres projets
project-projects-hint = Chaque projet a ses propres membres, sa clé et ses données.
project-projects-title = Projets sur cet ordinateur
project-protects = Ce qu’il protège
project-protects-not = Ce qu’il ne protège pas
project-protects-not-text = Un ordinateur volé révèle tout : utilisez le chiffrement du disque. Quelqu’un sur le même réseau apprend qu’un appareil avec ce programme est là, et combien il transmet. Supprimer masque une observation ; elle reste dans l’historique, et quiconque en a une copie peut la restaurer. Les noms d’auteurs sont ce que les appareils disent d’eux-mêmes.
project-protects-text = Les fichiers de synchronisation et tout ce qui passe par le réseau sont chiffrés avec la clé du projet : sans l’invitation, personne ne les lit. Rien n’est envoyé à d’autres que les appareils du projet. Rien de ce qui a été noté n’est écrasé.
project-rename = Renommer
project-renew = En faire un appareil à part…
project-renew-explained = Il reçoit un nouvel identifiant et de nouveaux mots ; les collègues les comparent encore une fois. Rien n’est perdu.
project-renew-question = Faire de cet ordinateur un appareil à part ?
project-renew-yes = En faire un appareil à part
project-show-receipt = Montrer le reçu { $number }
project-sources = Licence et sources
project-sources-text = Caractères : Noto Sans, licence SIL Open Font. Terres de la carte : Natural Earth, domaine public.
project-stop = Arrêter
project-this-device = Cet appareil
project-this-device-title = Cet ordinateur, tel que les autres le voient
project-this-laptop = Cet ordinateur : { $name }
project-version = version { $version }
project-working = En cours…

## Une observation

detail-according = Noms et heures donnés par les appareils.
detail-and = { $before } et { $last }
detail-as-it-was = Telle qu’elle était le { $at }, écrite par { $who }
detail-back-to-now = Revenir à maintenant
detail-captured-under = Enregistrée avec la configuration { $name }
detail-category = Catégorie
detail-changed = Dernière modification par
detail-close = Fermer cette observation
detail-conflict-answer = { $who } ont répondu différemment à « { $field } ». Les deux sont gardées jusqu’à ce que quelqu’un choisisse.
detail-conflict-category = { $who } ont choisi des catégories différentes. Les deux sont gardées jusqu’à ce que quelqu’un choisisse.
detail-conflict-deleted = Supprimée
detail-conflict-deletion = { $deleter } l’a supprimée pendant que { $editor } la modifiait. Rien n’est perdu : choisissez ce qui est juste.
detail-conflict-edited = Modifiée, et gardée
detail-conflict-notes = { $who } ont écrit des notes différentes. Les deux sont gardées jusqu’à ce que quelqu’un choisisse.
detail-conflict-place = { $who } ont écrit des lieux différents. Les deux sont gardés jusqu’à ce que quelqu’un choisisse.
detail-conflict-time = { $who } ont écrit des heures différentes. Les deux sont gardées jusqu’à ce que quelqu’un choisisse.
detail-delete = Supprimer
detail-delete-means = Elle disparaît de la liste partout où elle est synchronisée. Elle reste dans l’historique, et quiconque en a une copie peut la restaurer.
detail-delete-no = La garder
detail-delete-question = Supprimer cette observation ?
detail-delete-yes = La supprimer
detail-deleted = Supprimée le { $at }
detail-deleted-means = Elle est dans l’historique et peut être restaurée.
detail-deletion = Suppression
detail-edit = Modifier
detail-history = Historique
detail-history-close = Fermer l’historique
detail-keep = Garder celui-ci
detail-keep-deleted = La laisser supprimée
detail-keep-nothing = Laisser vide
detail-no-place = Aucun lieu
detail-not-deleted = non supprimée
detail-notes = Notes
detail-nothing = rien
detail-observed-at = Vue le
detail-other-program = Un autre programme
detail-photo = Photo
detail-photo-absent = Pas sur cet appareil
detail-photo-after = Suivante
detail-photo-before = Précédente
detail-photo-none = Ce fichier n’est pas une image qui puisse être montrée ici.
detail-photo-only = Il n’y en a pas d’autre.
detail-photo-replace = Il y a déjà un fichier { $file }. Le remplacer ?
detail-photo-replace-no = Le laisser
detail-photo-replace-yes = Le remplacer
detail-photo-save = Enregistrer sous…
detail-photo-save-now = Enregistrer le fichier
detail-photo-save-path = Fichier à écrire
detail-place = Lieu
detail-problem-category = La catégorie « { $category } » n’est pas dans cette configuration.
detail-problem-date = { $field } : ce n’est pas une date comme 2026-11-22.
detail-problem-date-time = { $field } : ce n’est pas une date et heure comme 2026-11-22T14:30.
detail-problem-kind = { $field } : la réponse ne convient pas à la question.
detail-problem-number = { $field } : ce n’est pas un nombre.
detail-problem-option = { $field } : « { $value } » n’est aucun des choix.
detail-problem-other = Une réponse ne convient pas à cette configuration.
detail-problem-range = { $field } : { $value } est hors de ce qui est attendu.
detail-recorded = Enregistrée par
detail-restore = Restaurer
detail-restore-version = Restaurer cette version
detail-restore-version-means = Ce qui en diffère maintenant est écrit comme alors, en une nouvelle version. Rien n’est perdu : l’état actuel reste dans l’historique.
detail-restore-version-no = La laisser comme elle est
detail-restore-version-question = Restaurer la version du { $at }, écrite par { $who } ?
detail-restore-version-yes = La restaurer
detail-saved = Enregistré sur cet ordinateur.
detail-show-on-map = Montrer sur la carte
detail-show-version = Montrer comme elle était
detail-unanswered = { $n ->
    [one] { $n } question sans réponse
   *[other] { $n } questions sans réponse
}
detail-unasked = Autres étiquettes
detail-version-added = Ajouté : { $name }
detail-version-deleted = Supprimée
detail-version-newest = C’est son état actuel.
detail-version-recorded = Enregistrée
detail-version-removed = Retiré : { $name }
detail-version-restored = Restaurée
detail-version-same = Rien de ce qui est montré ici n’a changé.
detail-version-settled = Le conflit a été réglé.
detail-version-shown = Elle est déjà montrée.
detail-write-other = Écrire une autre valeur

## Le formulaire

form-attaching = { $n ->
    [one] { $n } fichier en cours …
   *[other] { $n } fichiers en cours …
}
form-cancel = Annuler
form-category-change = Changer
form-category-none = Aucune catégorie ne porte ce nom.
form-category-search = Chercher parmi les catégories
form-edit = Modifier l’observation
form-fault-earth = Ce lieu n’existe pas : la latitude va de -90 à 90, la longitude de -180 à 180.
form-fault-empty = Rien à enregistrer encore : choisissez une catégorie ou écrivez quelque chose.
form-fault-latitude = La latitude n’est pas un nombre comme -1.48.
form-fault-longitude = La longitude n’est pas un nombre comme -77.26.
form-fault-number = Ce n’est pas un nombre.
form-fault-place = Pas encore enregistré : voyez le lieu ci-dessous.
form-latitude = Latitude
form-leave-means = Ce qui a été écrit ici est perdu.
form-leave-no = Continuer à écrire
form-leave-question = Quitter sans enregistrer ?
form-leave-yes = Quitter sans enregistrer
form-longitude = Longitude
form-new = Nouvelle observation
form-no-answer = Pas de réponse
form-no-configuration = Ce projet n’a pas encore de catégories : elles viennent avec une configuration.
form-overtaken = Entre-temps, ceci a changé sur un autre appareil : { $fields }. En enregistrant, ce qui est ici prend sa place ; l’autre reste dans l’historique.
form-photo-drop = Ou déposez des fichiers sur cette fenêtre.
form-photo-path = Photo ou fichier
form-photo-place = La photo a été prise à { $place }.
form-photo-place-time = La photo a été prise à { $place } le { $time }.
form-photo-time = La photo a été prise le { $time }.
form-photos = Photos et fichiers
form-place-click = Cliquez sur la carte, à l’endroit voulu.
form-place-on-map = Choisir sur la carte
form-place-replace = Mettre un point à la place
form-place-type = L’écrire plutôt
form-problems-kept = On peut l’enregistrer quand même.
form-remove = Retirer
form-save = Enregistrer
form-saving = Enregistrement …
form-time-remove = Retirer l’heure
form-use-place = Prendre ce lieu
form-use-time = Prendre cette heure

## Synchroniser

sync-address = Adresse de l’autre appareil
sync-all = Synchroniser avec tous
sync-all-none = Aucun appareil ici n’est prêt avec d’autres données.
sync-asked = { $name } a été prié d’utiliser la configuration de cet ordinateur. La personne là-bas décide.
sync-button = Synchroniser
sync-cancel = Annuler
sync-carry-back = { $n ->
    [0] Aucune n’est nouvelle pour { $name }, qui a écrit ce fichier.
    [one] 1 d’entre elles est nouvelle pour { $name }, qui a écrit ce fichier : rapportez-le et choisissez là-bas « Synchroniser depuis un fichier ».
   *[other] { $n } d’entre elles sont nouvelles pour { $name }, qui a écrit ce fichier : rapportez-le et choisissez là-bas « Synchroniser depuis un fichier ».
}
sync-carry-on = { $n ->
    [0] Aucune n’est nouvelle pour { $name }, qui a déjà utilisé ce fichier.
    [one] 1 d’entre elles est nouvelle pour { $name }, qui a déjà utilisé ce fichier : portez-le là-bas et choisissez « Synchroniser depuis un fichier ».
   *[other] { $n } d’entre elles sont nouvelles pour { $name }, qui a déjà utilisé ce fichier : portez-le là-bas et choisissez « Synchroniser depuis un fichier ».
}
sync-configuration = configuration { $name }
sync-configuration-apart = Aucune des deux ne vient de l’autre : les personnes du projet décident laquelle toutes utilisent.
sync-configuration-awaited = L’autre configuration n’est pas encore arrivée.
sync-configuration-both = Là-bas : { $theirs }. Ici : { $ours }.
sync-configuration-differences = Ce qui change ici avec la configuration de { $name } :
sync-configuration-kept = Aucune observation n’est perdue, quel que soit votre choix.
sync-configuration-newer = { $name } a une édition plus récente de votre configuration.
sync-configuration-older = { $name } a une édition plus ancienne de votre configuration.
sync-configuration-title = { $name } utilise une autre configuration
sync-connect = Se connecter
sync-create = Créer
sync-create-file = Créer un fichier de synchronisation
sync-create-where = Nom et emplacement du nouveau fichier de synchronisation
sync-devices = Appareils à proximité
sync-ended-file = Synchronisé avec le fichier { $name }
sync-ended-device = Synchronisé avec { $name }
sync-file = Fichier de synchronisation
sync-file-open-project = Ce projet est ouvert : le fichier n’a aucun secret.
sync-file-size = Environ { $size } : toutes les observations et toutes les photos qui sont sur cet ordinateur.
sync-file-size-mail = Environ { $size } : toutes les observations et les aperçus des photos. Les originaux et les grandes pièces jointes restent ici.
sync-forget = Oublier
sync-forget-address = Oublier { $address }
sync-from-file = Synchroniser depuis un fichier
sync-give-ours = Leur demander d’utiliser la mienne
sync-help-address = Tapez l’adresse qui figure en haut de l’autre écran.
sync-help-apart = Les réseaux d’invités séparent les appareils : utilisez un autre réseau.
sync-help-file = Ou portez un fichier de synchronisation sur une clé USB.
sync-help-hotspot = Pas de Wi-Fi ? Activez le point d’accès d’un téléphone ou d’un ordinateur et connectez-y les deux.
sync-help-nobody = Personne n’est trouvé pour l’instant. Ce qui aide :
sync-help-screen = Ouvrez Synchroniser sur les deux appareils.
sync-help-wifi = Connectez les deux appareils au même Wi-Fi. Internet n’est pas nécessaire.
sync-last-days = { $n ->
    [0] Dernière synchronisation : aujourd’hui ; différent
    [one] Dernière synchronisation : il y a 1 jour ; différent
   *[other] Dernière synchronisation : il y a { $n } jours ; différent
}
sync-laptop = Ordinateur
sync-listens = Tapez cette adresse sur un appareil qui ne trouve pas celui-ci.
sync-no-network = Connecté à aucun réseau
sync-not-an-address = Ce n’est pas une adresse. Écrivez-la comme elle figure en haut de l’autre écran, par exemple { $example }.
sync-not-this-one = Pas celui-ci
sync-open = Ouvrir
sync-open-project = Configuration de ce projet
sync-opening = Ouverture du réseau …
sync-others-title = Un autre projet est à proximité
sync-others-way = Si c’est un collègue : sur l’un des deux, ouvrez Projet → Inviter. Sur l’autre, choisissez Rejoindre mon équipe.
sync-phone = Téléphone
sync-photos-here = { $n ->
    [0] Aucune photo ne manque sur cet ordinateur.
    [one] 1 photo doit encore arriver sur cet ordinateur.
   *[other] { $n } photos doivent encore arriver sur cet ordinateur.
}
sync-photos-there = { $n ->
    [0] Aucune photo de cet ordinateur ne manque de l’autre côté.
    [one] 1 photo de cet ordinateur doit encore arriver de l’autre côté.
   *[other] { $n } photos de cet ordinateur doivent encore arriver de l’autre côté.
}
sync-question-counts = { $name } reçoit { $ours ->
    [0] aucune observation
    [one] 1 observation
   *[other] { $ours } observations
} d’ici, vous recevez { $theirs ->
    [0] aucune observation
    [one] 1 observation
   *[other] { $theirs } observations
} de là-bas.
sync-question-device = Est-ce bien cet appareil ?
sync-question-invited = { $name } veut synchroniser avec cet ordinateur.
sync-question-screen = La même chose doit figurer sur son écran.
sync-question-stranger = Ce n’est PAS le { $name } que vous connaissez.
sync-question-stranger-known = Le { $name } que vous connaissez est { $known }. Ne continuez que si vous savez pourquoi : il a peut-être été réinstallé.
sync-question-title = Toutes les données sont partagées dans les deux sens.
sync-renew = Faire de celui-ci un appareil à part
sync-renew-offer = Cet ordinateur et { $name } sont des copies d’un même appareil. Faire de celui-ci un appareil à part ? Rien n’est perdu.
sync-restore = Restaurer
sync-same-data = Les mêmes données que cet ordinateur
sync-see-them = Les voir
sync-stop = Arrêter
sync-stop-with = Arrêter avec { $name }
sync-this-laptop = Cet ordinateur : { $name }
sync-try-again = Réessayer
sync-type-address = Taper l’adresse
sync-undiscoverable = Ici, les appareils ne se trouvent pas d’eux-mêmes. Tapez l’adresse de l’autre appareil ou utilisez un fichier de synchronisation.
sync-use-theirs = Utiliser leur configuration
sync-view-what-came = Voir ce qui est arrivé
sync-what-to-do = Que faire
sync-what-to-do-about = Que faire avec { $name }
sync-what-to-do-others = Que faire avec les autres projets
sync-with-device = Synchroniser avec { $name }
sync-without-network = Sans réseau :
sync-words-meaning = Les mêmes quatre mots sur les deux écrans veulent dire les mêmes données.
sync-working-file = Laissez la clé en place jusqu’à la fin.

## Messages

notice-about = { $what } : { $about }
notice-configuration-used = Ce projet utilise maintenant la configuration { $name }.
notice-configuration-warnings = { $n ->
    [0] Rien du fichier n’a été laissé de côté.
    [one] Une chose du fichier a été laissée de côté ou est gardée autrement.
   *[other] { $n } choses du fichier ont été laissées de côté ou sont gardées autrement.
}
notice-details = Détails
notice-file-created = Écrit et vérifié. { $size }. Vous pouvez maintenant retirer la clé.
notice-file-open = Ce projet est ouvert : le fichier n’a aucun secret. Quiconque connaît le nom du projet peut le lire.
notice-give-ours = Donner la mienne au fichier
notice-import-skipped = { $n ->
    [0] Aucun élément du fichier n’a été laissé de côté.
    [one] 1 élément du fichier a été laissé de côté.
   *[other] { $n } éléments du fichier ont été laissés de côté.
}
notice-invite-offer = Demandez une invitation à un membre de son projet. Quand vous l’aurez rejoint, ce fichier sera synchronisé de lui-même.
notice-join = Rejoindre avec une invitation
notice-news = Messages
notice-not-attached = La photo ou le fichier n’a pas été joint
notice-not-configured = La configuration n’a pas été changée
notice-not-created = Le fichier de synchronisation n’a pas été écrit
notice-not-done = Quelque chose n’a pas été fait
notice-not-exported = Rien n’a été exporté
notice-not-imported = Le fichier n’a pas été importé
notice-not-invited = Aucune invitation n’a été faite
notice-not-joined = Vous n’êtes pas encore dans le projet
notice-not-named = L’appareil n’a pas été changé
notice-not-opened = Le projet n’a pas été ouvert
notice-not-opened-network = Le réseau n’a pas été ouvert
notice-not-read = Tout n’a pas pu être lu
notice-not-saved = Rien n’a été enregistré
notice-not-synchronized = Rien n’a été synchronisé
notice-not-synchronized-file = Rien n’a été synchronisé avec le fichier
notice-not-written-attachment = La photo ou le fichier n’a pas été écrit
notice-renew-offer = Cet ordinateur et un autre sont des copies d’un même appareil. Faire de celui-ci un appareil à part ? Rien n’est perdu.
notice-switch = Passer à { $name }
notice-switch-offer = Ce fichier appartient à votre projet { $name }. Passer à celui-ci ?
notice-undo = Annuler la suppression
notice-use-theirs = Utiliser celle du fichier

## Conseils : que faire ensuite, pour chaque sorte d’erreur

hint-internal = Ce qui est enregistré est en sûreté. Si cela se reproduit, copiez le diagnostic sous Projet et envoyez-le à la personne qui vous aide.
hint-io = Vérifiez le disque ou la clé et réessayez. Rien n’est gardé à moitié.
hint-no-such-file = Vérifiez le nom et le dossier, ou choisissez le fichier avec Parcourir….
hint-file-exists = Choisissez un autre nom ou déplacez l’ancien fichier.
hint-disk-full = Faites de la place, puis recommencez ; la suite reprend où elle en était.
hint-read-only = Choisissez un autre dossier ou permettez l’écriture sur la clé.
hint-in-use = Fermez l’autre programme ou l’autre fenêtre, ou attendez la fin, et réessayez.
hint-damaged = Rien n’a été changé. Si c’est un fichier, redemandez-le ou recopiez-le.
hint-newer-version = Mettez Fieldmesh à jour sur cet ordinateur. Rien n’a été changé.
hint-no-display = Ouvrez Fieldmesh là où il y a un écran. Dans un terminal, fieldmesh --help montre ce qu’il fait sans fenêtre.
hint-no-project = Choisissez Rejoindre mon équipe ou Commencer un nouveau projet.
hint-no-such-project = Choisissez Rejoindre mon équipe : un membre peut vous inviter.
hint-choose-project = Choisissez dans la liste le projet voulu.
hint-project-exists = Ouvrez-le depuis la liste des projets.
hint-invalid-name = Un nom a de 1 à 100 caractères.
hint-no-such-device = Ouvrez Synchroniser sur cet appareil.
hint-choose-device = Tapez une plus grande partie de son ID, ou ses quatre mots.
hint-mistyped-device = Comparez-le avec l’écran de cet appareil et tapez-le de nouveau.
hint-no-such-observation = Choisissez-la de nouveau dans la liste.
hint-ambiguous-id = Tapez-en davantage.
hint-invalid-id = Choisissez-la dans la liste.
hint-invalid-value = Rien n’a été changé. Corrigez et enregistrez de nouveau.
hint-nothing-to-do = Changez d’abord quelque chose.
hint-full = Notez une nouvelle observation à sa place.
hint-attachment-too-large = Joignez-en un plus petit, de 100 Mo au plus.
hint-attachment-missing = Synchronisez avec un appareil qui l’a.
hint-not-an-invite = Redemandez l’invitation et copiez-la en entier.
hint-not-a-configuration = Choisissez une configuration de Mapeo (.mapeosettings), de CoMapeo (.comapeocat) ou de Fieldmesh.
hint-not-for-comapeo = Rien n’a été écrit. Avec un nom qui finit par .json, c’est un fichier de Fieldmesh qui est écrit.
hint-not-geojson = Exportez-le en GeoJSON depuis le programme qui l’a fait.
hint-not-a-shard = Rien n'a été modifié ; enregistrez-la de nouveau dans le programme qui l'a écrite.
hint-no-such-shard = Elle est d'un autre projet, ou n'est pas encore arrivée sur cet ordinateur : synchronisez d'abord.
hint-not-a-sync-file = Rien n’a été changé. Le nom d’un fichier de synchronisation finit par .fieldmesh.
hint-other-project = Rien n’a été changé. Si c’est un projet de votre équipe, demandez une invitation à un membre : Projet → Inviter.
hint-other-configuration = Rien n’a été changé. Choisissez Que faire : utiliser la leur, ou leur demander d’utiliser la vôtre.
hint-copied-device = Faites de celui-ci un appareil à part, sous Projet. Rien n’est perdu.
hint-protocol = Réessayez ; ce qui est arrivé est gardé.
hint-nobody-found = Ouvrez Synchroniser sur l’autre appareil, sur le même Wi-Fi. Ou choisissez Taper l’adresse, ou Créer un fichier de synchronisation.
hint-unreachable = Vérifiez que Synchroniser est ouvert là-bas et que les deux sont sur le même Wi-Fi.
hint-not-compared = Appuyez de nouveau sur Synchroniser et comparez l’ID et les quatre mots avec l’autre écran.
hint-interrupted = Ce qui est arrivé est gardé. Appuyez de nouveau sur Synchroniser ; la suite reprend où elle en était.
hint-over-budget = Rien n’a été changé. Demandez que le fichier soit écrit de nouveau.
hint-incomplete = Le reste est en sûreté. Synchronisez de nouveau ; si rien ne change, créez un nouveau fichier de synchronisation.
hint-cancelled = Tout ce qui est fait est gardé. Recommencez pour continuer.
