# What the command line says. The same keys and variables stand in every language.

orientation =
    Fieldmesh garde des observations de terrain sur cet ordinateur et les synchronise avec les autres membres
    d'un projet, sans internet.

    Voir comment ça marche :    fieldmesh demo
    Commencer un projet :       fieldmesh project create "Río Napo"
    Rejoindre un projet :       fieldmesh project join INVITE

    fieldmesh --help            montre toutes les commandes.

## Lines around an error

error-line = erreur : { $message }
next-line = ensuite : { $hint }
warning = note : { $text }

## Words in tables and lists

accuracy = précision
another-program = un autre programme
area = zone
attachment = pièce jointe
category = catégorie
compared = comparé
date = date
device = appareil
field = champ
fields = champs
heads = têtes
imported-from = importé de
last-change = dernier changement
last-synchronized = dernière synchronisation
latitude = latitude
longitude = longitude
mark-attachments = { $n ->
    [one] 1 pièce jointe
   *[other] { $n } pièces jointes
}
mark-conflict = conflit
mark-deleted = supprimée
name = nom
never = jamais
not-deleted = pas supprimée
notes = notes
observations = observations
open-mark = ouvert : sans secret
options = choix
other-data = données différentes
place = lieu
recorded-by = enregistrée par
same-data = les mêmes données que cet appareil
second-hand = rapporté par d'autres
shard-kind = sorte
track = tracé de { $n } points
type = type
version = version

## Projects, configuration, device

config-not-here = n'est pas sur cet appareil
config-other-key = Cette archive contient la clé d’un autre projet. Pour le commencer ou le rejoindre : fieldmesh project create NOM --config FICHIER
config-unknown = Il n’y a pas de fichier { $given }, et aucune configuration de ce projet n’a une empreinte qui commence ainsi.
config-warnings = { $n ->
    [one] Une chose a été laissée de côté ou est gardée autrement :
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
invite-written = Invitation écrite : { $file }
fingerprint = empreinte
no-configuration = pas encore de configuration
no-projects = Cet appareil n'est encore dans aucun projet. Commencez-en un : fieldmesh project create NAME
open-warning = Ce projet est ouvert : sans secret. Qui connaît son nom peut y lire et y écrire.
project-created = Le projet { $name } est prêt sur cet appareil.
project-joined = Cet appareil est maintenant dans le projet { $name }.
project-summary =
    { $name }
      id : { $id }
      configuration : { $configuration }
project-used = Les commandes concernent maintenant le projet { $name }.
device-summary =
    { $name }  { $short }  { $words }
    { $id }
device-compare = Pour comparer : l'autre appareil doit montrer pour celui-ci les mêmes huit caractères et, dans la même langue, les mêmes quatre mots, avec « fieldmesh peers { $short } ».
compared-on = Comparé le { $at }.
not-compared = Pas encore comparé.
written = Écrit : { $file }

## Observations

saved = Enregistrée.
deleted = Supprimée. Elle disparaît de la liste partout où elle est synchronisée. Elle reste dans l'historique, et qui en a une copie peut la rétablir.
deleted-at = supprimée le { $at }
restored = Rétablie.
resolved = { $n ->
    [0] Résolu. Il ne reste aucun conflit dans cette observation.
    [one] Résolu. Il reste 1 conflit dans cette observation.
   *[other] Résolu. Il reste { $n } conflits dans cette observation.
}
conflict = { $n ->
    [2] conflit dans { $field } : deux valeurs
   *[other] conflit dans { $field } : { $n } valeurs
}
resolve-with = se résout avec : { $command }
no-observations = Aucune observation.
more-observations = { $shown } sur { $total } affichées ; --limit en montre plus.
see-conflicts = Conflits : fieldmesh observation list --conflicts
only-here = { $n ->
    [one] 1 observation n'existe qu'ici.
   *[other] { $n } observations n'existent qu'ici.
}

## What was typed

mistyped-group = Le groupe { $group } de cet ID, { $text }, contient une faute de frappe.
mistyped-length = Ce n'est pas un ID entier : il a { $have } caractères, un ID en a 65.
mistyped-word = Le mot { $position }, { $word }, n'est pas un des mots.
mistyped-word-near = Le mot { $position }, { $word }, n'est pas un des mots. Ressemblants : { $near }
several-devices = Plusieurs appareils correspondent à { $given } : { $devices }
unknown-device = Aucun appareil de ce projet ne correspond à { $given }.
unknown-device-near = Aucun appareil de ce projet ne correspond à { $given }. Ressemblants : { $devices }
not-a-language = { $given } n'est pas l'une des langues en, es, pt, fr.
not-an-assignment = { $given } ne se lit pas comme CLÉ=VALEUR.
not-json = La valeur de { $key } n'est pas du JSON : { $cause }
not-a-plain-value = La valeur de { $key } doit être un texte, un nombre, true, false, null ou une liste de ceux-ci.
not-a-date = { $key } : { $given } n'est pas une date ; écrivez-la comme 2026-11-22.
not-a-date-time = { $key } : { $given } n'est pas une date et heure ; écrivez-la comme 2026-11-22T09:30.
not-a-number = { $name } : { $given } n'est pas un nombre ; les décimales s'écrivent avec un point, comme dans -1.48.
not-a-time = { $given } n'est pas une date et heure ; écrivez 2026-11-22T09:30:00-05:00, ou pour un filtre seulement 2026-11-22.
not-a-box = { $given } n'est pas un cadre ; écrivez ouest,sud,est,nord en degrés, comme dans -78,-2,-77,-1.
problem-category = La configuration n’a pas la catégorie { $category } ; elle est gardée telle quelle.
problem-kind = { $field } demande un autre genre de réponse ; la vôtre est gardée telle quelle.
problem-option = { $value } n’est pas un choix de { $field } ; la réponse est gardée telle quelle.
problem-range = { $value } est hors des limites de { $field } ; la réponse est gardée telle quelle.
not-an-option = { $key } ne peut pas être { $given }. Ses choix : { $known }
not-in-conflict = { $key } n'est pas en conflit dans cette observation.
not-yes-or-no = { $given } n'est ni true ni false.
latitude-range = La latitude { $given } n'est pas entre -90 et 90.
longitude-range = La longitude { $given } n'est pas entre -180 et 180.
accuracy-range = La précision { $given } n'est pas un nombre de mètres.
no-such-attachment = Aucune pièce jointe de cette observation ne commence par { $given }.
no-such-version = Aucune version de cette observation ne commence par { $given }.
ambiguous-hash = Plusieurs commencent par { $given }.

## Sync files

file-created = Écrit et vérifié : { $file }, { $size }, { $n ->
    [one] 1 observation
   *[other] { $n } observations
}. Vous pouvez retirer la clé maintenant.
file-same = { $n ->
    [one] Cet appareil et le fichier ont maintenant la même observation.
   *[other] Cet appareil et le fichier ont maintenant les mêmes { $n } observations.
}
file-carry-back = { $n ->
    [one] 1 d'entre elles est nouvelle pour { $name }, qui a écrit ce fichier : rapportez-le et lancez-y « fieldmesh syncfile sync ».
   *[other] { $n } d'entre elles sont nouvelles pour { $name }, qui a écrit ce fichier : rapportez-le et lancez-y « fieldmesh syncfile sync ».
}
file-carry-on = { $n ->
    [one] 1 d'entre elles est nouvelle pour { $name }, qui s'est déjà synchronisé avec ce fichier : apportez-le-lui et lancez-y « fieldmesh syncfile sync ».
   *[other] { $n } d'entre elles sont nouvelles pour { $name }, qui s'est déjà synchronisé avec ce fichier : apportez-le-lui et lancez-y « fieldmesh syncfile sync ».
}
file-configuration-adopted = Ce projet utilise désormais la configuration { $name }.
file-configuration-given = Le fichier a désormais la configuration { $name }.
file-newer-configuration = Le fichier a une édition plus récente de la configuration, { $theirs } ; ce projet utilise { $ours }.
file-other-configuration = Le fichier a une autre configuration, { $theirs } ; ce projet utilise { $ours }.
file-was-unfinished = La dernière écriture de ce fichier a été interrompue. Ce qui était entier a servi, et le reste a été remplacé.
nothing-new = Rien de nouveau n'est arrivé.
moved = Arrivées : { $new } nouvelles, { $changed } modifiées, { $deleted } supprimées, { $conflicts } en conflit.
given = Parties : { $new } nouvelles, { $changed } modifiées, { $deleted } supprimées.
many-deleted = { $n ->
    [one] D'autres ont supprimé 1 observation.
   *[other] D'autres ont supprimé { $n } observations.
} Les voir : fieldmesh observation list --deleted. Annuler : fieldmesh observation restore ID
photos-on-both = Toutes les photos et autres pièces jointes sont sur les deux.
photos-on-neither = { $n ->
    [one] 1 photo ou autre pièce jointe n'est sur aucun des deux.
   *[other] { $n } photos ou autres pièces jointes ne sont sur aucun des deux.
}
data-words = Mots des données : { $words }
except-shards = { $n ->
    [one] Complet sauf une partie, qu'un côté n'accepte pas.
   *[other] Complet sauf { $n } parties, qu'un côté n'accepte pas.
}
except-attachments = { $n ->
    [one] Complet sauf 1 pièce jointe, qui n'est pas arrivée entière.
   *[other] Complet sauf { $n } pièces jointes, qui ne sont pas arrivées entières.
}

## Synchroniser par le réseau local

sync-this-device = { $name }  { $short }  { $words }   à l’écoute sur { $address }
sync-nearby = Appareils à proximité
sync-looking = Recherche d’appareils de ce projet …
sync-nobody =
    Personne pour le moment. La synchronisation est-elle ouverte sur l’autre appareil, et sur le même Wi-Fi ?
    Les réseaux invités isolent les appareils : essayez un point d’accès, ou tapez l’adresse avec --with HÔTE:PORT.
    Sans aucun réseau, utilisez un fichier de synchronisation : fieldmesh syncfile create FICHIER
sync-new-here = nouveau ici
sync-other-key = PAS l’appareil connu sous ce nom
sync-gone = parti
sync-asking = est-ce bien l’appareil ?
sync-waiting = en attente d’un accord là-bas
sync-last-never = dernière fois : jamais
sync-last-different = dernière synchronisation { $at } ; données différentes
sync-other-configuration = même projet, autre configuration ({ $name })
sync-offered = même projet, autre configuration ({ $name }) ; demande que cet appareil l’utilise
sync-newer-configuration = même projet, édition plus récente de la configuration ({ $name })
sync-older-configuration = même projet, édition plus ancienne de la configuration ({ $name })
sync-others = { $n ->
    [one] Un autre appareil Fieldmesh est à proximité et appartient à un autre projet.
   *[other] { $n } autres appareils Fieldmesh sont à proximité et appartiennent à d’autres projets.
}
sync-keys = Un numéro synchronise avec cet appareil, a avec tous ; s arrête, q quitte.
sync-keys-configuration = Un numéro synchronise avec cet appareil, a avec tous ; t prend leur configuration, m leur demande de prendre la mienne ; s arrête, q quitte.
sync-question =
    Toutes les données sont partagées dans les deux sens. { $name } reçoit { $ours ->
        [one] votre observation
       *[other] vos { $ours } observations
    }, vous recevez { $theirs ->
        [one] son observation
       *[other] ses { $theirs } observations
    }.
    Est-ce bien l’appareil ?  { $short } · { $words }
    La même chose doit figurer sur son écran.  y oui, n non
sync-with = Synchronisé avec { $name }.
sync-same = { $n ->
    [one] Les deux contiennent la même observation.
   *[other] Les deux contiennent les mêmes { $n } observations.
}
sync-broken = { $name } : { $why }
sync-not-compared = { $name } ({ $short }) n’a jamais été comparé avec son propre écran.
sync-no-discovery = Les appareils ne peuvent pas se trouver sur ce réseau ; tapez l’adresse avec --with HÔTE:PORT.
sync-no-host = L’adresse { $host } n’existe pas.
sync-not-member = { $host } ne détient pas la clé de ce projet.
sync-newer = { $host } a une version plus récente du programme ; mettez celui-ci à jour.
sync-older = { $host } a une version plus ancienne du programme, qui doit être mise à jour.
sync-not-this-program = Un autre programme répond à { $host }.
sync-itself = { $host } est cet appareil.
sync-busy = { $host } ne prend pas d’appels en ce moment.
sync-unreachable = { $host } est injoignable.

## Import, export, status

imported = { $added } ajoutées, { $present } étaient déjà ici.
skipped = L'élément { $number } a été laissé de côté : { $reason }
exported = { $n ->
    [one] 1 observation écrite : { $file }
   *[other] { $n } observations écrites : { $file }
}
status-device = { $name }  { $short }  { $words }
status-project = Projet { $name }, configuration { $configuration }
status-observations = Observations : { $live } ; supprimées : { $deleted } ; en conflit : { $conflicted }
status-attachments = Pièces jointes : { $present } sur { $referenced } sur cet appareil, { $size }
no-peers = Aucun autre appareil n'est encore connu. Synchronisez avec un fichier : fieldmesh syncfile create FILE

## What a sync file holds

file-info =
    { $project } : { $n ->
        [one] 1 observation
       *[other] { $n } observations
    }, { $attachments ->
        [one] 1 pièce jointe
       *[other] { $attachments } pièces jointes
    }, { $size }
      écrit par { $writer } le { $created }
      configuration : { $configuration }
file-visit = synchronisé avec { $name } le { $at }
file-whole = Le fichier est entier.
file-unfinished = La dernière écriture de ce fichier a été interrompue ; l'état d'avant est entier.
file-damaged = Ce fichier est endommagé à l'octet { $at }.
file-verified = Chaque enregistrement et chaque pièce jointe a été lu et vérifié.

## Doctor, generate

doctor-fine = Tout va bien : { $shards } parties et { $attachments } pièces jointes vérifiées.
doctor-faults = { $n ->
    [one] 1 défaut trouvé. Le reste va bien.
   *[other] { $n } défauts trouvés. Le reste va bien.
}
doctor-rebuilt = Refaites : les tables de { $n } observations.
generated = { $n } observations écrites en { $seconds } secondes.

## Demo

demo-begin = Deux appareils sur cet ordinateur : celui d'Ana et celui de Marco. Rien ne quitte cet ordinateur.
demo-project = Ana commence le projet { $name } et donne une invitation à Marco.
demo-recorded = Ana enregistre { $ana } observations et Marco { $marco }, avec { $photos } photos.
demo-found = Ils se trouvent sur cet ordinateur par DNS multidiffusion, comme deux portables sur un même Wi-Fi.
demo-by-address = La multidiffusion est bloquée sur cet ordinateur, alors Ana tape l’adresse du portable de Marco.
demo-compared = Les deux comparent les mots sur l’écran de Marco ({ $words }), et Ana appuie sur Synchroniser.
demo-apart = Les deux appareils ne se sont pas trouvés sur cet ordinateur.
demo-created = Ana écrit un fichier de synchronisation de { $size }, et Marco se synchronise avec lui.
demo-back = Le fichier est rapporté, et Ana se synchronise avec lui.
demo-edits = Les deux continuent : chacun en modifie et en supprime, et tous deux écrivent d'autres notes pour la même observation.
demo-conflict = Rien n'a été écrasé : les notes sont « { $first } » et « { $second } », jusqu'à ce qu'une personne choisisse.
demo-resolved = Ana choisit la première, et le fichier l'apporte à Marco.
demo-equal = Les deux ont les mêmes { $n } observations. Mots des données sur les deux : { $words }
demo-differ = Les deux appareils n'ont pas la même chose.
demo-not-empty = { $dir } n'est pas vide.
demo-kept = Pour regarder : fieldmesh --data-dir { $dir } observation list
demo-next = Commencez le vôtre : fieldmesh project create NAME
step = étape
new = nouvelles
changed = modifiées
conflicts = conflits
attachments = pièces jointes

## Long work

stage-importing = Lecture du fichier
stage-rebuilding = Reconstruction des tables
stage-receiving-attachments = Réception des pièces jointes
stage-receiving-records = Réception des observations
stage-sending-attachments = Envoi des pièces jointes
stage-sending-records = Envoi des observations
stage-verifying = Vérification
stage-working = En cours

## Errors and what to do next; the kinds are in docs/cli.md

error-panicked = Le programme a fait une erreur et s'est arrêté. Ce qui a été enregistré est en sécurité. Le journal est ici : { $log }
hint-usage = Voir fieldmesh --help.

error-internal = Le programme a fait une erreur et s'est arrêté.
hint-internal = Ce qui a été enregistré est en sécurité ; lancez fieldmesh doctor, et signalez le journal si cela se répète.
error-io = Le disque ou le système n'a pas fait ce qui était demandé.
hint-io = Vérifiez le disque ou la clé et réessayez ; rien ne reste à moitié fait.
error-no-such-file = Ce fichier n'existe pas.
hint-no-such-file = Vérifiez le nom et le dossier.
error-file-exists = Un fichier de ce nom existe déjà.
hint-file-exists = Choisissez un autre nom, ou déplacez l'ancien fichier.
error-disk-full = Le disque est plein.
hint-disk-full = Faites de la place, puis recommencez ; cela continue.
error-read-only = On ne peut pas écrire à cet endroit.
hint-read-only = Choisissez un autre dossier, ou autorisez l'écriture sur la clé.
error-in-use = Un autre programme l'utilise.
hint-in-use = Fermez l'autre programme, ou attendez qu'il ait fini.
error-damaged = Les données sont endommagées et n'ont pas été utilisées.
hint-damaged = Rien n'a été changé ; pour des données de cet appareil lancez fieldmesh doctor, un fichier se redemande.
error-newer-version = Ceci a été écrit par une version plus récente du programme.
hint-newer-version = Mettez ce programme à jour ; rien n'a été changé.
error-no-project = Cet appareil n'est encore dans aucun projet.
hint-no-project = Commencez-en un avec fieldmesh project create NAME, ou rejoignez-en un avec fieldmesh project join INVITE.
error-no-such-project = Cet appareil n'a pas ce projet.
hint-no-such-project = Voir fieldmesh project list.
error-choose-project = Plusieurs projets conviennent.
hint-choose-project = Nommez-en un avec --project, ou choisissez-en un avec fieldmesh project use NAME.
error-project-exists = Cet appareil est déjà dans ce projet.
hint-project-exists = Utilisez-le avec fieldmesh project use NAME.
error-invalid-name = Ce nom ne peut pas servir.
hint-invalid-name = Un nom a de 1 à 100 caractères.
error-no-such-device = Cet appareil n'existe pas.
hint-no-such-device = Voir fieldmesh peers ; un nom, les 4 premiers caractères d'un ID ou ses quatre mots suffisent.
error-choose-device = Plusieurs appareils correspondent.
hint-choose-device = Tapez-en plus de l'ID, ou ses quatre mots.
error-mistyped-device = L'ID ou les mots de l'appareil contiennent une faute de frappe.
hint-mistyped-device = Comparez avec fieldmesh device show sur cet appareil, et tapez à nouveau.
error-no-such-observation = Cette observation n'existe pas.
hint-no-such-observation = Voir fieldmesh observation list, et --deleted pour celles qui sont supprimées.
error-ambiguous-id = Plusieurs commencent ainsi.
hint-ambiguous-id = Écrivez plus de caractères.
error-invalid-id = Ceci n'est pas un identifiant.
hint-invalid-id = Copiez-le de fieldmesh observation list ; les 4 premiers caractères suffisent si aucun autre ne commence ainsi.
error-invalid-value = Cette valeur ne peut pas servir.
hint-invalid-value = Rien n'a été changé ; fieldmesh config show montre les champs, et K:=JSON écrit une valeur telle quelle.
error-nothing-to-do = Ceci ne change rien.
hint-nothing-to-do = Dites quoi changer, comme dans --notes TEXT ou --set KEY=VALUE.
error-full = Cette observation n'a plus de place pour des changements.
hint-full = Enregistrez une nouvelle observation à sa place.
error-attachment-too-large = Ce fichier est trop grand pour être joint.
hint-attachment-too-large = Joignez-en un plus petit ; 100 Mio voyagent.
error-attachment-missing = La pièce jointe n'est pas sur cet appareil.
hint-attachment-missing = Synchronisez avec un appareil qui l'a.
error-not-an-invite = Ceci n'est pas une invitation.
hint-not-an-invite = Redemandez l'invitation, et copiez-la entière.
error-not-a-configuration = Ceci n’est pas une configuration, ou elle a un défaut.
hint-not-a-configuration = Importez un fichier de Mapeo (.mapeosettings), de CoMapeo (.comapeocat), ou un fichier écrit par fieldmesh config export.
error-not-for-comapeo = CoMapeo n’a pas de forme pour cette configuration.
hint-not-for-comapeo = Rien n’a été écrit ; avec un nom qui finit en .json elle est écrite comme fichier propre à ce programme.
error-not-geojson = Ceci n'est pas une collection GeoJSON.
hint-not-geojson = Exportez-la en GeoJSON depuis le programme qui l'a faite.
error-not-a-sync-file = Ceci n'est pas un fichier de synchronisation de ce programme.
hint-not-a-sync-file = Rien n'a été changé ; un fichier de synchronisation finit par .fieldmesh.
error-other-project = Ceci appartient à un autre projet.
hint-other-project = Rien n'a été changé ; voir fieldmesh project list, et nommez le bon avec --project.
error-other-configuration = L'autre côté a une autre configuration.
hint-other-configuration = Rien n'a été changé ; prenez la leur avec --use-theirs, ou donnez la vôtre avec --give-mine.
error-copied-device = Ceci est une copie d'un même appareil.
hint-copied-device = Faites de celui-ci un appareil à part avec fieldmesh device renew ; rien n'est perdu.
error-protocol = L'autre côté a répondu d'une façon qui n'a pas de sens.
hint-protocol = Recommencez ; ce qui est arrivé est gardé.
error-over-budget = Ceci est plus grand que ce que le programme accepte.
hint-over-budget = Rien n'a été changé ; demandez à qui l'a écrit de l'écrire à nouveau.
error-incomplete = Complet sauf quelques parties.
hint-incomplete = Le reste est en sécurité. Recommencez ; si rien ne change, écrivez un nouveau fichier de synchronisation.
error-cancelled = Arrêté.
hint-cancelled = Tout ce qui est fait est gardé ; recommencez pour continuer.
error-nobody-found = Personne de ce projet n’a été trouvé.
hint-nobody-found = Ouvrez la synchronisation sur l’autre appareil, sur le même Wi-Fi ; ou tapez son adresse avec --with HÔTE:PORT, ou utilisez un fichier de synchronisation.
error-unreachable = Il est injoignable.
hint-unreachable = Vérifiez que la synchronisation y est ouverte et que les deux sont sur le même réseau.
error-not-compared = Personne n’a encore dit que c’est bien l’appareil annoncé.
hint-not-compared = Comparez son ID ou ses mots avec son propre écran, puis lancez la commande dans un terminal et tapez y, ou ajoutez --yes.
error-interrupted = L’autre côté est parti avant la fin.
hint-interrupted = Ce qui est arrivé est gardé ; synchronisez à nouveau et cela continue.
