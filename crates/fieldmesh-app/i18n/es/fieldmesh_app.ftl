# What the command line says. The same keys and variables stand in every language.

orientation =
    Fieldmesh guarda observaciones de campo en esta computadora y las sincroniza con otros miembros de un
    proyecto, sin internet.

    Ver cómo funciona:       fieldmesh demo
    Empezar un proyecto:     fieldmesh project create "Río Napo"
    Unirse a un proyecto:    fieldmesh project join INVITE

    fieldmesh --help         muestra todos los comandos.

## Lines around an error

error-line = error: { $message }
next-line = siguiente paso: { $hint }
warning = nota: { $text }

## Words in tables and lists

field = campo
fields = campos
heads = cabezas
options = opciones
shard-kind = tipo
type = tipo
version = versión

## Projects, configuration, device

config-not-here = no está en este dispositivo
config-other-key = Este archivo contiene la clave de otro proyecto. Para empezarlo o unirse: fieldmesh project create NOMBRE --config ARCHIVO
config-unknown = No hay un archivo { $given }, y ninguna configuración de este proyecto tiene una huella que empiece así.

invite-written = Invitación escrita: { $file }
fingerprint = huella
no-projects = Este dispositivo todavía no está en ningún proyecto. Empiece uno: fieldmesh project create NAME
project-summary =
    { $name }
      id: { $id }
      configuración: { $configuration }
project-used = Los comandos se refieren ahora al proyecto { $name }.
device-summary =
    { $name }  { $short }  { $words }
    { $id }
device-compare = Para comparar: el otro dispositivo tiene que mostrar para este los mismos ocho caracteres y, en el mismo idioma, las mismas cuatro palabras, con «fieldmesh peers { $short }».

## Observations

history-changes = cambios
resolve-with = se resuelve con: { $command }
more-observations = Se muestran { $shown } de { $total }; --limit muestra más.
see-conflicts = Conflictos: fieldmesh observation list --conflicts
deletions-accepted = { $n ->
    [one] 1 observación se muestra como eliminada desde ahora.
   *[other] { $n } observaciones se muestran como eliminadas desde ahora.
}
deletions-restored = { $n ->
    [one] 1 observación restaurada.
   *[other] { $n } observaciones restauradas.
}
no-held-deletions = Ninguna eliminación espera respuesta.
see-held = Verlas: fieldmesh observation deletions. Dejarlas eliminadas: fieldmesh observation deletions --accept. Deshacer: fieldmesh observation deletions --restore
see-version = Cómo era: fieldmesh observation show { $id } --at VERSIÓN. Volver a ella: fieldmesh observation restore { $id } --at VERSIÓN

## What was typed

mistyped-group = El grupo { $group } de este ID, { $text }, tiene un error de escritura.
mistyped-length = Este no es un ID entero: tiene { $have } caracteres, un ID tiene 65.
mistyped-word = La palabra { $position }, { $word }, no es una de las palabras.
mistyped-word-near = La palabra { $position }, { $word }, no es una de las palabras. Parecidas: { $near }
no-such-value = Ningún valor de { $key } en conflicto fue escrito por una versión que empiece por { $given }.
not-a-geometry = No es un punto, una línea ni un polígono de GeoJSON, ni un elemento con uno.
not-a-heading = El rumbo { $given } no está entre 0 y 360.
not-flattened = El lugar es: { $shape }. --lat y --lon dejarían un solo punto. Para reemplazarlo de todos modos, dé el nuevo lugar con --geometry, también si es un punto.
not-keepable = { $given } no tiene la forma CLAVE=VERSIÓN.
several-devices = A { $given } le corresponden varios dispositivos: { $devices }
unknown-device = A { $given } no le corresponde ningún dispositivo de este proyecto.
unknown-device-near = A { $given } no le corresponde ningún dispositivo de este proyecto. Parecidos: { $devices }
not-a-language = { $given } no es uno de los idiomas en, es, pt, fr.
not-an-assignment = { $given } no se lee como CLAVE=VALOR.
not-json = El valor de { $key } no es JSON: { $cause }
not-a-plain-value = El valor de { $key } tiene que ser un texto, un número, true, false, null o una lista de estos.
not-a-time = { $given } no es una fecha y hora; escriba 2026-11-22T09:30:00-05:00, o para un filtro solo 2026-11-22.
not-a-box = { $given } no es un recuadro; escriba oeste,sur,este,norte en grados, como en -78,-2,-77,-1.
not-in-conflict = { $key } no está en conflicto en esta observación.
not-yes-or-no = { $given } no es ni true ni false.
no-such-attachment = Ningún adjunto de esta observación empieza por { $given }.
no-such-version = Ninguna versión de esta observación empieza por { $given }.
ambiguous-hash = Varios empiezan por { $given }.

## Sync files

file-carry-back = { $n ->
    [one] 1 de ellas es nueva para { $name }, que escribió este archivo: llévelo de vuelta y ejecute allí «fieldmesh syncfile sync».
   *[other] { $n } de ellas son nuevas para { $name }, que escribió este archivo: llévelo de vuelta y ejecute allí «fieldmesh syncfile sync».
}
file-carry-on = { $n ->
    [one] 1 de ellas es nueva para { $name }, que ya sincronizó con este archivo: llévelo hasta allí y ejecute «fieldmesh syncfile sync».
   *[other] { $n } de ellas son nuevas para { $name }, que ya sincronizó con este archivo: llévelo hasta allí y ejecute «fieldmesh syncfile sync».
}

## Sincronizar por la red local

sync-this-device = { $name }  { $short }  { $words }   escucha en { $address }
sync-nobody =
    Todavía no se encuentra a nadie. ¿Está abierta la sincronización en el otro dispositivo, y en la misma red Wi-Fi?
    Las redes de invitados aíslan los dispositivos: pruebe un punto de acceso, o escriba la dirección con --with HOST:PUERTO.
    Sin ninguna red, use un archivo de sincronización: fieldmesh syncfile create ARCHIVO
sync-keys = Un número sincroniza con ese dispositivo, a con todos; s detiene, q sale.
sync-keys-configuration = Un número sincroniza con ese dispositivo, a con todos; t usa la configuración del otro, m le pide usar la mía; s detiene, q sale.
sync-yes-no = y sí, n no
sync-no-discovery = Los dispositivos no pueden encontrarse en esta red; escriba la dirección con --with HOST:PUERTO.
sync-no-host = No existe la dirección { $host }.

## Import, export, status

status-device = { $name }  { $short }  { $words }
status-project = Proyecto { $name }, configuración { $configuration }
activity-unknown = No hay ninguna sincronización { $number }. Vea fieldmesh activity.
no-activity = Todavía no se sincronizó nada.
no-peers = Todavía no se conoce ningún otro dispositivo. Sincronice con un archivo: fieldmesh syncfile create FILE

## Doctor, generate

doctor-fine = Todo está bien: { $shards } partes y { $attachments } adjuntos comprobados.
doctor-faults = { $n ->
    [one] Se encontró 1 falla. El resto está bien.
   *[other] Se encontraron { $n } fallas. El resto está bien.
}
doctor-rebuilt = Hechas de nuevo: las tablas de { $n } observaciones.
doctor-nothing-taken = No se cambió nada: todos los cambios de este archivo ya están aquí.
doctor-taken = Cambios tomados: { $changes }, de ellos de otro programa: { $other }. Observaciones nuevas: { $new }, cambiadas: { $changed }, eliminadas: { $deleted }, en conflicto: { $conflicts }.
generated = { $n } observaciones escritas en { $seconds } segundos.

## Demo

demo-begin = Dos dispositivos en esta computadora: el de Ana y el de Marco. Nada sale de esta computadora.
demo-project = Ana empieza el proyecto { $name } y le da una invitación a Marco.
demo-recorded = Ana registra { $ana } observaciones y Marco { $marco }, con { $photos } fotos.
demo-found = Se encuentran en esta computadora por DNS multidifusión, como dos laptops en la misma red Wi-Fi.
demo-by-address = La multidifusión está bloqueada en esta computadora, así que Ana escribe la dirección de la computadora de Marco.
demo-compared = Ambos comparan las palabras en la pantalla de Marco ({ $words }), y Ana pulsa Sincronizar.
demo-apart = Los dos dispositivos no se encontraron en esta computadora.
demo-created = Ana escribe un archivo de sincronización de { $size }, y Marco sincroniza con él.
demo-back = El archivo vuelve, y Ana sincroniza con él.
demo-edits = Los dos siguen: cada uno cambia y elimina algunas, y ambos escriben otras notas en la misma observación.
demo-conflict = Nada se sobrescribió: las notas son «{ $first }» y «{ $second }», hasta que una persona elija.
demo-resolved = Ana elige la primera, y el archivo se la lleva a Marco.
demo-equal = Los dos tienen las mismas { $n } observaciones. Palabras de los datos en ambos: { $words }
demo-differ = Los dos dispositivos no tienen lo mismo.
demo-not-empty = { $dir } no está vacía.
demo-kept = Para mirar: fieldmesh --data-dir { $dir } observation list
demo-next = Empiece el suyo: fieldmesh project create NAME
step = paso
new = nuevas
changed = cambiadas
conflicts = conflictos

## Errors and what to do next; the kinds are in docs/cli.md

error-panicked = El programa cometió un error y se detuvo. Lo guardado está a salvo. El registro está aquí: { $log }
hint-usage = Vea fieldmesh --help.

hint-internal = Lo guardado está a salvo; ejecute fieldmesh doctor, e informe con el registro si vuelve a pasar.
hint-io = Revise el disco o la memoria e intente de nuevo; nada queda a medias.
hint-no-such-file = Revise el nombre y la carpeta.
hint-file-exists = Elija otro nombre, o mueva el archivo anterior.
hint-disk-full = Haga espacio y repita lo mismo; continuará.
hint-read-only = Elija otra carpeta, o permita escribir en la memoria.
hint-in-use = Cierre el otro programa, o espere a que termine.
hint-damaged = No se cambió nada; si son datos de este dispositivo ejecute fieldmesh doctor, y si es un archivo pídalo otra vez.
hint-newer-version = Actualice este programa; no se cambió nada.
hint-no-display = Use la línea de órdenes: fieldmesh --help muestra todas.
hint-no-project = Empiece uno con fieldmesh project create NAME, o únase a uno con fieldmesh project join INVITE.
hint-no-such-project = Vea fieldmesh project list.
hint-choose-project = Nombre uno con --project, o elija uno con fieldmesh project use NAME.
hint-project-exists = Úselo con fieldmesh project use NAME.
hint-invalid-name = Un nombre tiene de 1 a 100 caracteres.
hint-no-such-device = Vea fieldmesh peers; basta un nombre, los primeros 4 caracteres de un ID o sus cuatro palabras.
hint-choose-device = Escriba más del ID, o sus cuatro palabras.
hint-mistyped-device = Compárelo con fieldmesh device show en ese dispositivo y escríbalo otra vez.
hint-no-such-observation = Vea fieldmesh observation list, y --deleted para las eliminadas.
hint-ambiguous-id = Escriba más caracteres.
hint-invalid-id = Cópielo de fieldmesh observation list; bastan los primeros 4 caracteres si ningún otro empieza así.
hint-invalid-value = No se cambió nada; fieldmesh config show muestra los campos, y K:=JSON escribe un valor tal cual.
hint-nothing-to-do = Diga qué cambiar, como en --notes TEXT o --set KEY=VALUE.
hint-full = Registre una observación nueva en su lugar.
hint-attachment-too-large = Adjunte uno más pequeño; viajan hasta 100 MiB.
hint-attachment-missing = Sincronice con un dispositivo que lo tenga.
hint-not-an-invite = Pida otra vez la invitación y cópiela completa.
hint-not-a-configuration = Importe un archivo de Mapeo (.mapeosettings), de CoMapeo (.comapeocat), o uno escrito por fieldmesh config export.
hint-not-for-comapeo = No se escribió nada; con un nombre que termina en .json se escribe como archivo propio de este programa.
hint-not-geojson = Expórtela como GeoJSON desde el programa que la hizo.
hint-not-a-shard = No se cambió nada; en el otro programa cargue lo que escribió fieldmesh doctor --export-shard ID, y no elimine nada sino con deleted_at.
hint-no-such-shard = Vea fieldmesh doctor --export-shard, o nombre otro proyecto con --project.
hint-not-a-sync-file = No se cambió nada; un archivo de sincronización termina en .fieldmesh.
hint-other-project = No se cambió nada; vea fieldmesh project list, y nombre el correcto con --project.
hint-other-configuration = No se cambió nada; use la suya con --use-theirs, o dé la propia con --give-mine.
hint-copied-device = Haga de este un dispositivo propio con fieldmesh device renew; no se pierde nada.
hint-protocol = Repita lo mismo; lo que llegó se conserva.
hint-over-budget = No se cambió nada; pida a quien lo escribió que lo escriba otra vez.
hint-incomplete = El resto está a salvo. Repita lo mismo; si sigue igual, escriba un archivo de sincronización nuevo.
hint-cancelled = Se conserva todo lo hecho; repita lo mismo para continuar.
hint-nobody-found = Abra la sincronización en el otro dispositivo, en la misma red Wi-Fi; o escriba su dirección con --with HOST:PUERTO, o use un archivo de sincronización.
hint-unreachable = Compruebe que la sincronización está abierta allí y que ambos están en la misma red.
hint-not-compared = Compare su ID o sus palabras con su propia pantalla, luego ejecútelo en una terminal y pulse y, o añada --yes.
hint-interrupted = Lo que llegó se conserva; sincronice de nuevo y continúa.

## The window

demo-windows = Dos ventanas: la computadora de Ana y la de Marco. Abra Sincronizar en ambas. Ambos dispositivos se desechan al cerrarlas.
window-frames = { $n } imágenes: la mitad tardó { $median } ms o menos, 99 de cada 100 tardaron { $slow } ms o menos
window-practice = { $name } (práctica) · Fieldmesh
