# What window and command line both say. The same keys and variables stand in every language.

## Words

another-program = un autre programme
area = zone de { $n } points
attachment = pièce jointe
attachments = pièces jointes
category = catégorie
compared = comparé
date = date
device = appareil
fix-altitude = altitude { $n } m
fix-heading = cap { $n }°
fix-manual = placée à la main
fix-mocked = inventée par un autre programme
fix-provider = de { $name }
fix-speed = { $n } m/s
imported-from = importé de
last-change = dernier changement
last-synchronized = dernière synchronisation
located = localisation
mark-attachments = { $n ->
    [one] { $n } pièce jointe
   *[other] { $n } pièces jointes
}
mark-conflict = conflit
mark-deleted = supprimée
mark-deletion-held = supprimée ailleurs, attend votre réponse
name = nom
never = jamais
not-deleted = pas supprimée
notes = notes
observations = observations
open-mark = ouvert : sans secret
other-data = données différentes
place = lieu
recorded-by = enregistrée par
same-data = les mêmes données que cet appareil
second-hand = selon d’autres, synchronisé { $when } avec { $with }
second-hand-held = { $n ->
    [one] { $n } observation
   *[other] { $n } observations
}
track = tracé de { $n } points

## Bytes

bytes = { $n } o
bytes-kilo = { $n } ko
bytes-mega = { $n } Mo
bytes-giga = { $n } Go
bytes-tera = { $n } To

## Projects and configurations

config-warnings = { $n ->
    [one] { $n } chose a été laissée de côté ou est gardée autrement :
   *[other] { $n } choses ont été laissées de côté ou sont gardées autrement :
}
diff-category-added = + catégorie { $name }
diff-category-removed = - catégorie { $name }
diff-category-tags = ~ catégorie { $name }: étiquettes { $before } → { $after }
diff-field-added = + champ { $name }
diff-field-changed = ~ champ { $name }: { $changes }
diff-field-removed = - champ { $name }
diff-more = … et { $n } de plus
diff-options-added = nouveaux choix : { $options }
diff-options-removed = choix disparus : { $options }
diff-presentation = Les données ont le même sens avec les deux ; elles diffèrent par les noms, textes, apparence, ordre ou version.
diff-same = Elles sont identiques.
diff-tag-key = gardé sous { $after }, non { $before }
diff-type = { $after }, non { $before }
invite-caption = { $name } · Invitation Fieldmesh. Qui possède cette image est membre : gardez-la secrète.
invite-warning = Qui a cette invitation est membre de { $name } et peut tout lire : gardez-la comme une clé.
no-configuration = pas encore de configuration
open-warning = Ce projet est ouvert : sans secret. Qui connaît son nom peut y lire et y écrire.
project-created = Le projet { $name } est prêt sur cet appareil.
project-joined = Cet appareil est maintenant dans le projet { $name }.

## Devices

clock-ahead = horloge en avance de { $time } ou plus
clock-behind = horloge en retard de { $time } ou plus
compared-on = Comparé le { $at }.
not-compared = Pas encore comparé.
span-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
}
span-hours = { $n ->
    [one] { $n } heure
   *[other] { $n } heures
}
span-years = { $n ->
    [one] { $n } an
   *[other] { $n } ans
}

## Observations

conflict = { $n ->
    [2] conflit dans { $field } : deux valeurs
   *[other] conflit dans { $field } : { $n } valeurs
}
deleted = Supprimée. Elle disparaît de la liste partout où elle est synchronisée. Elle reste dans l'historique, et qui en a une copie peut la restaurer.
deleted-at = supprimée le { $at }
imported = { $added } ajoutées, { $present } étaient déjà ici.
exported = { $n ->
    [one] { $n } observation écrite : { $file }
   *[other] { $n } observations écrites : { $file }
}
no-observations = Aucune observation.
only-here = { $n ->
    [one] { $n } observation n'existe qu'ici.
   *[other] { $n } observations n'existent qu'ici.
}
originals-only-here = { $n ->
    [one] { $n } original n'est que sur cet appareil.
   *[other] { $n } originaux ne sont que sur cet appareil.
}
photos-damaged = { $n ->
    [one] { $n } photo ou aperçu était endommagé ici et a été mis de côté. Il revient d'un appareil qui l'a.
   *[other] { $n } photos ou aperçus étaient endommagés ici et ont été mis de côté. Ils reviennent d'appareils qui les ont.
}
photos-everything = Les photos et autres fichiers sont synchronisés en entier.
photos-missing = { $n ->
    [one] { $n } photo ou aperçu n'est pas encore sur cet appareil. Il vient d'un appareil qui l'a.
   *[other] { $n } photos ou aperçus ne sont pas encore sur cet appareil. Ils viennent d'appareils qui les ont.
}
photos-nothing = Aucune photo n'est synchronisée vers cet appareil.
photos-previews = Des aperçus des photos sont synchronisés vers cet appareil ; les originaux restent sur les appareils qui les ont.
resolved = { $n ->
    [0] Résolu. Il ne reste aucun conflit dans cette observation.
    [one] Résolu. Il reste { $n } conflit dans cette observation.
   *[other] Résolu. Il reste { $n } conflits dans cette observation.
}
restored = Restaurée.
saved = Enregistrée.
skipped = L'élément { $number } a été laissé de côté : { $reason }
status-attachments = Pièces jointes : { $present } sur { $referenced } sur cet appareil, { $size }
status-observations = Observations : { $live } ; supprimées : { $deleted } ; en conflit : { $conflicted }
status-unread = { $n ->
    [one] { $n } partie est d’une version plus récente : elle est gardée et transmise, montrée dans la mesure où elle est comprise, et n’est pas modifiée ici.
   *[other] { $n } parties sont d’une version plus récente : elles sont gardées et transmises, montrées dans la mesure où elles sont comprises, et ne sont pas modifiées ici.
}
version-added = ajouté : { $name }
version-back = Elle est comme dans cette version. Les versions suivantes restent dans l’historique.
version-clock-ahead = Sa date est postérieure à celle d’un changement fait après : l’une des deux horloges était fausse.
version-clock-behind = Sa date est antérieure à celle d’un changement fait avant : l’une des deux horloges était fausse.
version-recorded = enregistrée
version-removed = retiré : { $name }
version-restored = restaurée
version-same = rien de ce qui est montré ici
version-settled = { $change } (conflit résolu)
written = Écrit : { $file }

## What was typed

accuracy = précision
accuracy-range = La précision { $given } n'est pas un nombre de mètres.
altitude = altitude
heading = cap
latitude = latitude
latitude-range = La latitude { $given } n'est pas entre -90 et 90.
longitude = longitude
longitude-range = La longitude { $given } n'est pas entre -180 et 180.
not-a-date = { $key } : { $given } n'est pas une date ; écrivez-la comme 2026-11-22.
not-a-date-time = { $key } : { $given } n'est pas une date et heure ; écrivez-la comme 2026-11-22T09:30.
not-a-number = { $name } : { $given } n'est pas un nombre ; les décimales s'écrivent avec un point, comme dans -1.48.
not-an-option = { $key } ne peut pas être { $given }. Ses choix : { $known }
problem-category = La configuration n’a pas la catégorie { $category } ; elle est gardée telle quelle.
problem-kind = { $field } demande un autre genre de réponse ; la vôtre est gardée telle quelle.
problem-option = { $value } n’est pas un choix de { $field } ; la réponse est gardée telle quelle.
problem-range = { $value } est hors des limites de { $field } ; la réponse est gardée telle quelle.

## Sync files

file-configuration-adopted = Ce projet utilise désormais la configuration { $name }.
file-configuration-given = Le fichier a désormais la configuration { $name }.
file-created = Écrit et vérifié : { $file }, { $size }, { $n ->
    [one] { $n } observation
   *[other] { $n } observations
}. Vous pouvez retirer la clé maintenant.
file-damaged = Ce fichier est endommagé à l'octet { $at }.
file-everything = Tout
file-for-mail = Pour un e-mail
file-info =
    { $project } : { $n ->
        [one] { $n } observation
       *[other] { $n } observations
    }, { $attachments ->
        [one] { $attachments } pièce jointe
       *[other] { $attachments } pièces jointes
    }, { $size }
      écrit par { $writer } le { $created }
      configuration : { $configuration }
      { $contents }
file-left-out = { $n ->
    [one] De { $n } pièce jointe, ce fichier n'a pas même un aperçu : { $names }
   *[other] De { $n } pièces jointes, ce fichier n'a pas même un aperçu : { $names }
}
file-newer-configuration = Le fichier a une édition plus récente de la configuration, { $theirs } ; ce projet utilise { $ours }.
file-other-configuration = Le fichier a une autre configuration, { $theirs } ; ce projet utilise { $ours }.
file-same = { $n ->
    [0] Cet appareil et le fichier ne contiennent encore aucune observation.
    [one] Cet appareil et le fichier ont maintenant la même observation.
   *[other] Cet appareil et le fichier ont maintenant les mêmes { $n } observations.
}
file-unfinished = La dernière écriture de ce fichier a été interrompue ; l'état d'avant est entier.
file-verified = Chaque enregistrement et chaque pièce jointe a été lu et vérifié.
file-visit = synchronisé avec { $name } le { $at }
file-was-unfinished = La dernière écriture de ce fichier a été interrompue. Ce qui était entier a servi, et le reste a été remplacé.
file-whole = Le fichier est entier.
file-without-photos = Sans photos

## What came of a synchronization

data-words = Mots des données : { $words }
except-attachments = { $n ->
    [one] Complet sauf { $n } pièce jointe, qui n'est pas arrivée entière.
   *[other] Complet sauf { $n } pièces jointes, qui ne sont pas arrivées entières.
}
except-shards = { $n ->
    [one] Complet sauf { $n } partie, qu'un côté n'accepte pas.
   *[other] Complet sauf { $n } parties, qu'un côté n'accepte pas.
}
given = Parties : { $new } nouvelles, { $changed } modifiées, { $deleted } supprimées.
held-deletions = { $n ->
    [0] Aucune observation supprimée n'attend de réponse.
    [one] 1 observation a été supprimée sur un autre appareil. Elle reste dans la liste jusqu'à votre réponse.
   *[other] { $n } observations ont été supprimées sur d'autres appareils. Elles restent dans la liste jusqu'à votre réponse.
}
moved = Arrivées : { $new } nouvelles, { $changed } modifiées, { $deleted } supprimées, { $conflicts } en conflit.
nothing-new = Rien de nouveau n'est arrivé.
photos-coming = { $n ->
    [one] { $n } photo ou autre pièce jointe arrive en ce moment d'un autre appareil.
   *[other] { $n } photos ou autres pièces jointes arrivent en ce moment d'un autre appareil.
}
photos-kept-apart = Sans photos ni autres pièces jointes : elles restent sur les appareils qui les ont.
photos-on-both = { $n ->
    [one] { $n } photo ou autre pièce jointe est sur les deux : il ne manque rien.
   *[other] Les { $n } photos et autres pièces jointes sont toutes sur les deux.
}
photos-on-neither = { $n ->
    [one] { $n } photo ou autre pièce jointe n'est sur aucun des deux ; un autre appareil l'a peut-être.
   *[other] { $n } photos ou autres pièces jointes ne sont sur aucun des deux ; d'autres appareils les ont peut-être.
}
photos-previews-only = Seulement les aperçus des photos : les originaux et les grandes pièces jointes restent sur les appareils qui les ont.
sync-same = { $n ->
    [0] Les deux ne contiennent encore aucune observation.
    [one] Les deux contiennent la même observation.
   *[other] Les deux contiennent les mêmes { $n } observations.
}
sync-with = Synchronisé avec { $name }.

## Synchronizations of the past

activity-created = { $n ->
    [one] { $n } observation écrite et vérifiée.
   *[other] { $n } observations écrites et vérifiées.
}
by-file = le fichier de synchronisation { $file }
by-network = le réseau local
by-some-file = un fichier de synchronisation
ended-early = Interrompue. { $why } Ce qui était arrivé a été gardé.
receipt-by = Par : { $how }
receipt-digest = Condensé : { $digest }
receipt-here = Cet appareil : { $name }, { $id }
receipt-received = Reçu : { $n ->
    [one] { $n } pièce jointe
   *[other] { $n } pièces jointes
}, { $size }
receipt-sent = Envoyé : { $n ->
    [one] { $n } pièce jointe
   *[other] { $n } pièces jointes
}, { $size }
receipt-title = Synchronisation { $number } du projet { $project }
receipt-when = Terminée le { $at } ; elle a duré { $seconds ->
    [one] { $seconds } seconde
   *[other] { $seconds } secondes
} en tout.
receipt-with = Avec : { $name }, { $id }
receipt-wrote = A écrit { $how }.

## Devices nearby

network-cable = Câble { $name }
network-wifi = Wi-Fi { $name }
sync-asking = est-ce bien l’appareil ?
sync-broken = { $name } : { $why }
sync-gone = parti
sync-last-different = dernière synchronisation { $at } ; données différentes
sync-last-never = dernière fois : jamais
sync-looking = Recherche d’appareils de ce projet …
sync-nearby = Appareils à proximité
sync-new-here = nouveau ici
sync-newer-configuration = même projet, édition plus récente de la configuration ({ $name })
sync-not-compared = { $name } ({ $short }) n’a jamais été comparé avec son propre écran.
sync-offered = même projet, autre configuration ({ $name }) ; demande que cet appareil l’utilise
sync-older-configuration = même projet, édition plus ancienne de la configuration ({ $name })
sync-other-configuration = même projet, autre configuration ({ $name })
sync-other-key = PAS l’appareil connu sous ce nom
sync-others = { $n ->
    [one] { $n } autre appareil Fieldmesh est à proximité et appartient à un autre projet.
   *[other] { $n } autres appareils Fieldmesh sont à proximité et appartiennent à d’autres projets.
}
sync-question =
    Toutes les données sont partagées dans les deux sens. { $name } reçoit { $ours ->
        [0] 0 observation
        [one] votre observation
       *[other] vos { $ours } observations
    }, vous recevez { $theirs ->
        [0] 0 observation
        [one] son observation
       *[other] ses { $theirs } observations
    }.
    Est-ce bien l’appareil ?  { $short } · { $words }
    La même chose doit figurer sur son écran.
sync-waiting = en attente d’un accord là-bas

## Addresses that lead to nobody

sync-busy = { $host } ne prend pas d’appels en ce moment.
sync-itself = { $host } est cet appareil.
sync-newer = { $host } a une version plus récente du programme ; mettez celui-ci à jour.
sync-not-member = { $host } ne détient pas la clé de ce projet.
sync-not-this-program = Un autre programme répond à { $host }.
sync-older = { $host } a une version plus ancienne du programme, qui doit être mise à jour.
sync-unreachable = { $host } est injoignable.

## Long work

progress = { $stage } : { $done } sur { $total }
progress-attachments = Photos et autres pièces jointes { $done } sur { $total }
progress-photos = Photos { $done } sur { $total }
stage-importing = Lecture du fichier
stage-rebuilding = Reconstruction des tables
stage-receiving-attachments = Réception des pièces jointes
stage-receiving-records = Réception des observations
stage-sending-attachments = Envoi des pièces jointes
stage-sending-records = Envoi des observations
stage-verifying = Vérification
stage-working = En cours

## Errors; the kinds are those of `fieldmesh::ErrorKind`

error-internal = Le programme a fait une erreur et s'est arrêté.
error-io = Le disque ou le système n'a pas fait ce qui était demandé.
error-no-such-file = Ce fichier n'existe pas.
error-file-exists = Un fichier de ce nom existe déjà.
error-disk-full = Le disque est plein.
error-read-only = On ne peut pas écrire à cet endroit.
error-in-use = Un autre programme l'utilise.
error-damaged = Les données sont endommagées et n'ont pas été utilisées.
error-newer-version = Ceci a été écrit par une version plus récente du programme.
error-no-display = Il n’y a pas ici d’écran où montrer une fenêtre.
error-no-project = Cet appareil n'est encore dans aucun projet.
error-no-such-project = Cet appareil n'a pas ce projet.
error-choose-project = Plusieurs projets conviennent.
error-project-exists = Cet appareil est déjà dans ce projet.
error-invalid-name = Ce nom ne peut pas servir.
error-no-such-device = Cet appareil n'existe pas.
error-choose-device = Plusieurs appareils correspondent.
error-mistyped-device = L'ID ou les mots de l'appareil contiennent une faute de frappe.
error-no-such-observation = Cette observation n'existe pas.
error-ambiguous-id = Plusieurs commencent ainsi.
error-invalid-id = Ceci n'est pas un identifiant.
error-invalid-value = Cette valeur ne peut pas servir.
error-nothing-to-do = Ceci ne change rien.
error-full = Cette observation n'a plus de place pour des changements.
error-attachment-too-large = Ce fichier est trop grand pour être joint.
error-attachment-missing = La pièce jointe n'est pas sur cet appareil.
error-not-an-invite = Ceci n'est pas une invitation.
error-not-a-configuration = Ceci n’est pas une configuration, ou elle a un défaut.
error-not-for-comapeo = CoMapeo n’a pas de forme pour cette configuration.
error-not-geojson = Ceci n'est pas une collection GeoJSON.
error-not-a-shard = Ceci n'est pas une partie avec des observations qu'un autre programme a enregistrée.
error-no-such-shard = Ce projet n'a pas cette partie.
error-not-a-sync-file = Ceci n'est pas un fichier de synchronisation de ce programme.
error-other-project = Ceci appartient à un autre projet.
error-other-configuration = L'autre côté a une autre configuration.
error-copied-device = Ceci est une copie d'un même appareil.
error-protocol = L'autre côté a répondu d'une façon qui n'a pas de sens.
error-over-budget = Ceci est plus grand que ce que le programme accepte.
error-incomplete = Complet sauf quelques parties.
error-cancelled = Arrêté.
error-nobody-found = Personne de ce projet n’a été trouvé.
error-unreachable = Il est injoignable.
error-not-compared = Personne n’a encore dit que c’est bien l’appareil annoncé.
error-interrupted = L’autre côté est parti avant la fin.
