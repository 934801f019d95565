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

field = champ
fields = champs
heads = têtes
options = choix
shard-kind = sorte
type = type
version = version

## Projects, configuration, device

config-not-here = n'est pas sur cet appareil
config-other-key = Cette archive contient la clé d’un autre projet. Pour le commencer ou le rejoindre : fieldmesh project create NOM --config FICHIER
config-unknown = Il n’y a pas de fichier { $given }, et aucune configuration de ce projet n’a une empreinte qui commence ainsi.

invite-written = Invitation écrite : { $file }
fingerprint = empreinte
no-projects = Cet appareil n'est encore dans aucun projet. Commencez-en un : fieldmesh project create NAME
project-summary =
    { $name }
      id : { $id }
      configuration : { $configuration }
project-used = Les commandes concernent maintenant le projet { $name }.
device-summary =
    { $name }  { $short }  { $words }
    { $id }
device-compare = Pour comparer : l'autre appareil doit montrer pour celui-ci les mêmes huit caractères et, dans la même langue, les mêmes quatre mots, avec « fieldmesh peers { $short } ».

## Observations

history-changes = changements
resolve-with = se résout avec : { $command }
more-observations = { $shown } sur { $total } affichées ; --limit en montre plus.
see-conflicts = Conflits : fieldmesh observation list --conflicts
deletions-accepted = { $n ->
    [0] Aucune observation n'attendait.
    [one] 1 observation est désormais montrée comme supprimée.
   *[other] { $n } observations sont désormais montrées comme supprimées.
}
deletions-restored = { $n ->
    [0] Aucune observation à restaurer.
    [one] 1 observation restaurée.
   *[other] { $n } observations restaurées.
}
no-held-deletions = Aucune suppression n'attend de réponse.
see-held = Les voir : fieldmesh observation deletions. Les laisser supprimées : fieldmesh observation deletions --accept. Annuler : fieldmesh observation deletions --restore
see-version = Comme elle était : fieldmesh observation show { $id } --at VERSION. Y revenir : fieldmesh observation restore { $id } --at VERSION

## What was typed

mistyped-group = Le groupe { $group } de cet ID, { $text }, contient une faute de frappe.
mistyped-length = Ce n'est pas un ID entier : il a { $have } caractères, un ID en a 65.
mistyped-word = Le mot { $position }, { $word }, n'est pas un des mots.
mistyped-word-near = Le mot { $position }, { $word }, n'est pas un des mots. Ressemblants : { $near }
no-such-value = Aucune valeur de { $key } en conflit n’a été écrite par une version qui commence par { $given }.
not-a-geometry = Ce n’est ni un point, ni une ligne, ni un polygone GeoJSON, ni un élément qui en a un.
not-a-heading = Le cap { $given } n’est pas entre 0 et 360.
not-flattened = Le lieu est : { $shape }. --lat et --lon n’en laisseraient qu’un point. Pour le remplacer quand même, donnez le nouveau lieu avec --geometry, même pour un point.
not-keepable = { $given } n’a pas la forme CLÉ=VERSION.
several-devices = Plusieurs appareils correspondent à { $given } : { $devices }
unknown-device = Aucun appareil de ce projet ne correspond à { $given }.
unknown-device-near = Aucun appareil de ce projet ne correspond à { $given }. Ressemblants : { $devices }
not-a-language = { $given } n'est pas l'une des langues en, es, pt, fr.
not-an-assignment = { $given } ne se lit pas comme CLÉ=VALEUR.
not-json = La valeur de { $key } n'est pas du JSON : { $cause }
not-a-plain-value = La valeur de { $key } doit être un texte, un nombre, true, false, null ou une liste de ceux-ci.
not-a-time = { $given } n'est pas une date et heure ; écrivez 2026-11-22T09:30:00-05:00, ou pour un filtre seulement 2026-11-22.
not-a-box = { $given } n'est pas un cadre ; écrivez ouest,sud,est,nord en degrés, comme dans -78,-2,-77,-1.
not-in-conflict = { $key } n'est pas en conflit dans cette observation.
not-yes-or-no = { $given } n'est ni true ni false.
no-such-attachment = Aucune pièce jointe de cette observation ne commence par { $given }.
no-such-version = Aucune version de cette observation ne commence par { $given }.
ambiguous-hash = Plusieurs commencent par { $given }.

## Sync files

file-carry-back = { $n ->
    [one] { $n } d'entre elles est nouvelle pour { $name }, qui a écrit ce fichier : rapportez-le et lancez-y « fieldmesh syncfile sync ».
   *[other] { $n } d'entre elles sont nouvelles pour { $name }, qui a écrit ce fichier : rapportez-le et lancez-y « fieldmesh syncfile sync ».
}
file-carry-on = { $n ->
    [one] { $n } d'entre elles est nouvelle pour { $name }, qui s'est déjà synchronisé avec ce fichier : apportez-le-lui et lancez-y « fieldmesh syncfile sync ».
   *[other] { $n } d'entre elles sont nouvelles pour { $name }, qui s'est déjà synchronisé avec ce fichier : apportez-le-lui et lancez-y « fieldmesh syncfile sync ».
}

## Synchroniser par le réseau local

sync-this-device = { $name }  { $short }  { $words }   à l’écoute sur { $address }
sync-nobody =
    Personne pour le moment. La synchronisation est-elle ouverte sur l’autre appareil, et sur le même Wi-Fi ?
    Les réseaux invités isolent les appareils : essayez un point d’accès, ou tapez l’adresse avec --with HÔTE:PORT.
    Sans aucun réseau, utilisez un fichier de synchronisation : fieldmesh syncfile create FICHIER
sync-keys = Un numéro synchronise avec cet appareil, a avec tous ; s arrête, q quitte.
sync-keys-configuration = Un numéro synchronise avec cet appareil, a avec tous ; t prend leur configuration, m leur demande de prendre la mienne ; s arrête, q quitte.
sync-yes-no = y oui, n non
sync-no-discovery = Les appareils ne peuvent pas se trouver sur ce réseau ; tapez l’adresse avec --with HÔTE:PORT.
sync-no-host = L’adresse { $host } n’existe pas.

## Import, export, status

status-device = { $name }  { $short }  { $words }
status-project = Projet { $name }, configuration { $configuration }
activity-unknown = Il n'y a pas de synchronisation { $number }. Voyez fieldmesh activity.
no-activity = Rien n'a encore été synchronisé.
no-peers = Aucun autre appareil n'est encore connu. Synchronisez avec un fichier : fieldmesh syncfile create FILE

## Doctor, generate

doctor-fine = Tout va bien : { $shards } parties et { $attachments } pièces jointes vérifiées.
doctor-faults = { $n ->
    [one] { $n } défaut trouvé. Le reste va bien.
   *[other] { $n } défauts trouvés. Le reste va bien.
}
doctor-rebuilt = Refaites : les tables de { $n } observations.
doctor-nothing-taken = Rien n'a été modifié : toutes les modifications de ce fichier sont déjà ici.
doctor-taken = Modifications reprises : { $changes }, dont d'un autre programme : { $other }. Observations nouvelles : { $new }, modifiées : { $changed }, supprimées : { $deleted }, en conflit : { $conflicts }.
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

## Errors and what to do next; the kinds are in docs/cli.md

error-panicked = Le programme a fait une erreur et s'est arrêté. Ce qui a été enregistré est en sécurité. Le journal est ici : { $log }
hint-usage = Voir fieldmesh --help.

hint-internal = Ce qui a été enregistré est en sécurité ; lancez fieldmesh doctor, et signalez le journal si cela se répète.
hint-io = Vérifiez le disque ou la clé et réessayez ; rien ne reste à moitié fait.
hint-no-such-file = Vérifiez le nom et le dossier.
hint-file-exists = Choisissez un autre nom, ou déplacez l'ancien fichier.
hint-disk-full = Faites de la place, puis recommencez ; cela continue.
hint-read-only = Choisissez un autre dossier, ou autorisez l'écriture sur la clé.
hint-in-use = Fermez l'autre programme, ou attendez qu'il ait fini.
hint-damaged = Rien n'a été changé ; pour des données de cet appareil lancez fieldmesh doctor, un fichier se redemande.
hint-newer-version = Mettez ce programme à jour ; rien n'a été changé.
hint-no-display = Utilisez la ligne de commande : fieldmesh --help montre toutes les commandes.
hint-no-project = Commencez-en un avec fieldmesh project create NAME, ou rejoignez-en un avec fieldmesh project join INVITE.
hint-no-such-project = Voir fieldmesh project list.
hint-choose-project = Nommez-en un avec --project, ou choisissez-en un avec fieldmesh project use NAME.
hint-project-exists = Utilisez-le avec fieldmesh project use NAME.
hint-invalid-name = Un nom a de 1 à 100 caractères.
hint-no-such-device = Voir fieldmesh peers ; un nom, les 4 premiers caractères d'un ID ou ses quatre mots suffisent.
hint-choose-device = Tapez-en plus de l'ID, ou ses quatre mots.
hint-mistyped-device = Comparez avec fieldmesh device show sur cet appareil, et tapez à nouveau.
hint-no-such-observation = Voir fieldmesh observation list, et --deleted pour celles qui sont supprimées.
hint-ambiguous-id = Écrivez plus de caractères.
hint-invalid-id = Copiez-le de fieldmesh observation list ; les 4 premiers caractères suffisent si aucun autre ne commence ainsi.
hint-invalid-value = Rien n'a été changé ; fieldmesh config show montre les champs, et K:=JSON écrit une valeur telle quelle.
hint-nothing-to-do = Dites quoi changer, comme dans --notes TEXT ou --set KEY=VALUE.
hint-full = Enregistrez une nouvelle observation à sa place.
hint-attachment-too-large = Joignez-en un plus petit ; 100 Mio voyagent.
hint-attachment-missing = Synchronisez avec un appareil qui l'a.
hint-not-an-invite = Redemandez l'invitation, et copiez-la entière.
hint-not-a-configuration = Importez un fichier de Mapeo (.mapeosettings), de CoMapeo (.comapeocat), ou un fichier écrit par fieldmesh config export.
hint-not-for-comapeo = Rien n’a été écrit ; avec un nom qui finit en .json elle est écrite comme fichier propre à ce programme.
hint-not-geojson = Exportez-la en GeoJSON depuis le programme qui l'a faite.
hint-not-a-shard = Rien n'a été modifié ; dans l'autre programme, chargez ce que fieldmesh doctor --export-shard ID a écrit, et ne supprimez rien autrement que par deleted_at.
hint-no-such-shard = Voyez fieldmesh doctor --export-shard, ou nommez un autre projet avec --project.
hint-not-a-sync-file = Rien n'a été changé ; un fichier de synchronisation finit par .fieldmesh.
hint-other-project = Rien n'a été changé ; voir fieldmesh project list, et nommez le bon avec --project.
hint-other-configuration = Rien n'a été changé ; prenez la leur avec --use-theirs, ou donnez la vôtre avec --give-mine.
hint-copied-device = Faites de celui-ci un appareil à part avec fieldmesh device renew ; rien n'est perdu.
hint-protocol = Recommencez ; ce qui est arrivé est gardé.
hint-over-budget = Rien n'a été changé ; demandez à qui l'a écrit de l'écrire à nouveau.
hint-incomplete = Le reste est en sécurité. Recommencez ; si rien ne change, écrivez un nouveau fichier de synchronisation.
hint-cancelled = Tout ce qui est fait est gardé ; recommencez pour continuer.
hint-nobody-found = Ouvrez la synchronisation sur l’autre appareil, sur le même Wi-Fi ; ou tapez son adresse avec --with HÔTE:PORT, ou utilisez un fichier de synchronisation.
hint-unreachable = Vérifiez que la synchronisation y est ouverte et que les deux sont sur le même réseau.
hint-not-compared = Comparez son ID ou ses mots avec son propre écran, puis lancez la commande dans un terminal et tapez y, ou ajoutez --yes.
hint-interrupted = Ce qui est arrivé est gardé ; synchronisez à nouveau et cela continue.

## The window

demo-windows = Deux fenêtres : l’ordinateur d’Ana et celui de Marco. Ouvrez Synchroniser dans les deux. Les deux appareils sont jetés quand vous les fermez.
window-frames = { $n } images : la moitié en { $median } ms ou moins, 99 sur 100 en { $slow } ms ou moins
window-practice = { $name } (exercice) · Fieldmesh
