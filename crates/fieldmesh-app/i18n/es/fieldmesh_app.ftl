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

accuracy = precisión
another-program = otro programa
area = área
attachment = adjunto
category = categoría
compared = comparado
date = fecha
device = dispositivo
field = campo
fields = campos
heads = cabezas
imported-from = importado de
last-change = último cambio
last-synchronized = última sincronización
latitude = latitud
longitude = longitud
mark-attachments = { $n ->
    [one] 1 adjunto
   *[other] { $n } adjuntos
}
mark-conflict = conflicto
mark-deleted = borrada
name = nombre
never = nunca
not-deleted = no borrada
notes = notas
observations = observaciones
open-mark = abierto: sin secreto
options = opciones
other-data = datos distintos
place = lugar
recorded-by = registrada por
same-data = los mismos datos que este dispositivo
second-hand = contado por otros
shard-kind = tipo
track = recorrido de { $n } puntos
type = tipo
version = versión

## Projects, configuration, device

config-not-here = no está en este dispositivo
config-other-key = Este archivo contiene la clave de otro proyecto. Para empezarlo o unirse: fieldmesh project create NOMBRE --config ARCHIVO
config-unknown = No hay un archivo { $given }, y ninguna configuración de este proyecto tiene una huella que empiece así.
config-warnings = { $n ->
    [one] Una cosa se dejó fuera o se guarda de otro modo:
   *[other] { $n } cosas se dejaron fuera o se guardan de otro modo:
}
diff-category-added = + categoría { $name }
diff-category-removed = - categoría { $name }
diff-category-tags = ~ categoría { $name }: etiquetas { $before } → { $after }
diff-field-added = + campo { $name }
diff-field-changed = ~ campo { $name }: { $changes }
diff-field-removed = - campo { $name }
diff-more = … y { $n } más
diff-options-added = opciones nuevas: { $options }
diff-options-removed = opciones que faltan: { $options }
diff-presentation = Los datos significan lo mismo con ambas; difieren en nombres, textos, aspecto, orden o versión.
diff-same = Son iguales.
diff-tag-key = se guarda en { $after }, no en { $before }
diff-type = { $after }, no { $before }

invite-caption = { $name } · Invitación de Fieldmesh. Quien tiene esta imagen es miembro: guárdela en secreto.
invite-warning = Quien tenga esta invitación es miembro de { $name } y puede leer todo: cuídela como una llave.
invite-written = Invitación escrita: { $file }
fingerprint = huella
no-configuration = todavía sin configuración
no-projects = Este dispositivo todavía no está en ningún proyecto. Empiece uno: fieldmesh project create NAME
open-warning = Este proyecto es abierto: sin secreto. Quien conozca su nombre puede leerlo y escribir en él.
project-created = El proyecto { $name } está listo en este dispositivo.
project-joined = Este dispositivo está ahora en el proyecto { $name }.
project-summary =
    { $name }
      id: { $id }
      configuración: { $configuration }
project-used = Los comandos se refieren ahora al proyecto { $name }.
device-summary =
    { $name }  { $short }  { $words }
    { $id }
device-compare = Para comparar: el otro dispositivo tiene que mostrar para este los mismos ocho caracteres y, en el mismo idioma, las mismas cuatro palabras, con «fieldmesh peers { $short }».
compared-on = Comparado el { $at }.
not-compared = Todavía no comparado.
written = Escrito: { $file }

## Observations

saved = Guardada.
deleted = Borrada. Desaparece de la lista en todos los lugares donde se sincronice. Queda en el historial, y quien tenga una copia puede recuperarla.
deleted-at = borrada el { $at }
restored = Recuperada.
resolved = { $n ->
    [0] Resuelto. No queda ningún conflicto en esta observación.
    [one] Resuelto. Queda 1 conflicto en esta observación.
   *[other] Resuelto. Quedan { $n } conflictos en esta observación.
}
conflict = { $n ->
    [2] conflicto en { $field }: dos valores
   *[other] conflicto en { $field }: { $n } valores
}
resolve-with = se resuelve con: { $command }
no-observations = No hay observaciones.
more-observations = Se muestran { $shown } de { $total }; --limit muestra más.
see-conflicts = Conflictos: fieldmesh observation list --conflicts
only-here = { $n ->
    [one] 1 observación existe solo aquí.
   *[other] { $n } observaciones existen solo aquí.
}

## What was typed

mistyped-group = El grupo { $group } de este ID, { $text }, tiene un error de escritura.
mistyped-length = Este no es un ID entero: tiene { $have } caracteres, un ID tiene 65.
mistyped-word = La palabra { $position }, { $word }, no es una de las palabras.
mistyped-word-near = La palabra { $position }, { $word }, no es una de las palabras. Parecidas: { $near }
several-devices = A { $given } le corresponden varios dispositivos: { $devices }
unknown-device = A { $given } no le corresponde ningún dispositivo de este proyecto.
unknown-device-near = A { $given } no le corresponde ningún dispositivo de este proyecto. Parecidos: { $devices }
not-a-language = { $given } no es uno de los idiomas en, es, pt, fr.
not-an-assignment = { $given } no se lee como CLAVE=VALOR.
not-json = El valor de { $key } no es JSON: { $cause }
not-a-plain-value = El valor de { $key } tiene que ser un texto, un número, true, false, null o una lista de estos.
not-a-date = { $key }: { $given } no es una fecha; escríbala como 2026-11-22.
not-a-date-time = { $key }: { $given } no es una fecha y hora; escríbala como 2026-11-22T09:30.
not-a-number = { $name }: { $given } no es un número; los decimales se escriben con punto, como en -1.48.
not-a-time = { $given } no es una fecha y hora; escriba 2026-11-22T09:30:00-05:00, o para un filtro solo 2026-11-22.
not-a-box = { $given } no es un recuadro; escriba oeste,sur,este,norte en grados, como en -78,-2,-77,-1.
problem-category = La configuración no tiene la categoría { $category }; se guarda tal cual.
problem-kind = { $field } pide otra clase de respuesta; la suya se guarda tal cual.
problem-option = { $value } no es una opción de { $field }; se guarda tal cual.
problem-range = { $value } está fuera de los límites de { $field }; se guarda tal cual.
not-an-option = { $key } no puede ser { $given }. Sus opciones: { $known }
not-in-conflict = { $key } no está en conflicto en esta observación.
not-yes-or-no = { $given } no es ni true ni false.
latitude-range = La latitud { $given } no está entre -90 y 90.
longitude-range = La longitud { $given } no está entre -180 y 180.
accuracy-range = La precisión { $given } no es un número de metros.
no-such-attachment = Ningún adjunto de esta observación empieza por { $given }.
no-such-version = Ninguna versión de esta observación empieza por { $given }.
ambiguous-hash = Varios empiezan por { $given }.

## Sync files

file-created = Escrito y comprobado: { $file }, { $size }, { $n ->
    [one] 1 observación
   *[other] { $n } observaciones
}. Ya puede retirar la memoria.
file-same = { $n ->
    [one] Este dispositivo y el archivo tienen ahora la misma observación.
   *[other] Este dispositivo y el archivo tienen ahora las mismas { $n } observaciones.
}
file-carry-back = { $n ->
    [one] 1 de ellas es nueva para { $name }, que escribió este archivo: llévelo de vuelta y ejecute allí «fieldmesh syncfile sync».
   *[other] { $n } de ellas son nuevas para { $name }, que escribió este archivo: llévelo de vuelta y ejecute allí «fieldmesh syncfile sync».
}
file-carry-on = { $n ->
    [one] 1 de ellas es nueva para { $name }, que ya sincronizó con este archivo: llévelo hasta allí y ejecute «fieldmesh syncfile sync».
   *[other] { $n } de ellas son nuevas para { $name }, que ya sincronizó con este archivo: llévelo hasta allí y ejecute «fieldmesh syncfile sync».
}
file-configuration-adopted = Este proyecto usa ahora la configuración { $name }.
file-configuration-given = El archivo tiene ahora la configuración { $name }.
file-newer-configuration = El archivo tiene una edición más nueva de la configuración, { $theirs }; este proyecto usa { $ours }.
file-other-configuration = El archivo tiene otra configuración, { $theirs }; este proyecto usa { $ours }.
file-was-unfinished = La última escritura de este archivo quedó interrumpida. Se usó lo que estaba completo y se reemplazó el resto.
nothing-new = No llegó nada nuevo.
moved = Llegaron: { $new } nuevas, { $changed } cambiadas, { $deleted } borradas, { $conflicts } en conflicto.
given = Se entregaron: { $new } nuevas, { $changed } cambiadas, { $deleted } borradas.
many-deleted = { $n ->
    [one] Otros borraron 1 observación.
   *[other] Otros borraron { $n } observaciones.
} Verlas: fieldmesh observation list --deleted. Deshacer: fieldmesh observation restore ID
photos-on-both = Todas las fotos y otros adjuntos están en ambos.
photos-on-neither = { $n ->
    [one] 1 foto u otro adjunto no está en ninguno de los dos.
   *[other] { $n } fotos u otros adjuntos no están en ninguno de los dos.
}
data-words = Palabras de los datos: { $words }
except-shards = { $n ->
    [one] Completo excepto una parte, que un lado no acepta.
   *[other] Completo excepto { $n } partes, que un lado no acepta.
}
except-attachments = { $n ->
    [one] Completo excepto 1 adjunto, que no llegó entero.
   *[other] Completo excepto { $n } adjuntos, que no llegaron enteros.
}

## Sincronizar por la red local

sync-this-device = { $name }  { $short }  { $words }   escucha en { $address }
sync-nearby = Dispositivos cercanos
sync-looking = Buscando dispositivos de este proyecto …
sync-nobody =
    Todavía no se encuentra a nadie. ¿Está abierta la sincronización en el otro dispositivo, y en la misma red Wi-Fi?
    Las redes de invitados aíslan los dispositivos: pruebe un punto de acceso, o escriba la dirección con --with HOST:PUERTO.
    Sin ninguna red, use un archivo de sincronización: fieldmesh syncfile create ARCHIVO
sync-new-here = nuevo aquí
sync-other-key = NO es el dispositivo conocido con este nombre
sync-gone = se fue
sync-asking = ¿es este el dispositivo?
sync-waiting = esperando a que alguien acepte allí
sync-last-never = última vez: nunca
sync-last-different = última sincronización { $at }; datos diferentes
sync-other-configuration = mismo proyecto, otra configuración ({ $name })
sync-offered = mismo proyecto, otra configuración ({ $name }); pide que este dispositivo la use
sync-newer-configuration = mismo proyecto, edición más nueva de la configuración ({ $name })
sync-older-configuration = mismo proyecto, edición más antigua de la configuración ({ $name })
sync-others = { $n ->
    [one] Hay otro dispositivo con Fieldmesh cerca, que pertenece a otro proyecto.
   *[other] Hay otros { $n } dispositivos con Fieldmesh cerca, que pertenecen a otros proyectos.
}
sync-keys = Un número sincroniza con ese dispositivo, a con todos; s detiene, q sale.
sync-keys-configuration = Un número sincroniza con ese dispositivo, a con todos; t usa la configuración del otro, m le pide usar la mía; s detiene, q sale.
sync-question =
    Todos los datos se comparten en ambas direcciones. { $name } recibe sus { $ours ->
        [one] 1 observación
       *[other] { $ours } observaciones
    }, usted recibe { $theirs ->
        [one] 1 observación
       *[other] { $theirs } observaciones
    }.
    ¿Es este el dispositivo?  { $short } · { $words }
    Lo mismo debe verse en su pantalla.  y sí, n no
sync-with = Sincronizado con { $name }.
sync-same = { $n ->
    [one] Ambos tienen la misma observación.
   *[other] Ambos tienen las mismas { $n } observaciones.
}
sync-broken = { $name }: { $why }
sync-not-compared = { $name } ({ $short }) nunca se comparó con su propia pantalla.
sync-no-discovery = Los dispositivos no pueden encontrarse en esta red; escriba la dirección con --with HOST:PUERTO.
sync-no-host = No existe la dirección { $host }.
sync-not-member = { $host } no tiene la clave de este proyecto.
sync-newer = { $host } tiene una versión más nueva del programa; actualice este.
sync-older = { $host } tiene una versión más antigua del programa, que debe actualizarse.
sync-not-this-program = Otro programa responde en { $host }.
sync-itself = { $host } es este mismo dispositivo.
sync-busy = { $host } no acepta llamadas ahora.
sync-unreachable = No se puede llegar a { $host }.

## Import, export, status

imported = { $added } agregadas, { $present } ya estaban aquí.
skipped = El elemento { $number } quedó fuera: { $reason }
exported = { $n ->
    [one] 1 observación escrita: { $file }
   *[other] { $n } observaciones escritas: { $file }
}
status-device = { $name }  { $short }  { $words }
status-project = Proyecto { $name }, configuración { $configuration }
status-observations = Observaciones: { $live }; borradas: { $deleted }; en conflicto: { $conflicted }
status-attachments = Adjuntos: { $present } de { $referenced } en este dispositivo, { $size }
no-peers = Todavía no se conoce ningún otro dispositivo. Sincronice con un archivo: fieldmesh syncfile create FILE

## What a sync file holds

file-info =
    { $project }: { $n ->
        [one] 1 observación
       *[other] { $n } observaciones
    }, { $attachments ->
        [one] 1 adjunto
       *[other] { $attachments } adjuntos
    }, { $size }
      escrito por { $writer } el { $created }
      configuración: { $configuration }
file-visit = sincronizado con { $name } el { $at }
file-whole = El archivo está completo.
file-unfinished = La última escritura de este archivo quedó interrumpida; el estado anterior está completo.
file-damaged = Este archivo está dañado en el byte { $at }.
file-verified = Se leyeron y comprobaron todos los registros y adjuntos que contiene.

## Doctor, generate

doctor-fine = Todo está bien: { $shards } partes y { $attachments } adjuntos comprobados.
doctor-faults = { $n ->
    [one] Se encontró 1 falla. El resto está bien.
   *[other] Se encontraron { $n } fallas. El resto está bien.
}
doctor-rebuilt = Hechas de nuevo: las tablas de { $n } observaciones.
generated = { $n } observaciones escritas en { $seconds } segundos.

## Demo

demo-begin = Dos dispositivos en esta computadora: el de Ana y el de Marco. Nada sale de esta computadora.
demo-project = Ana empieza el proyecto { $name } y le da una invitación a Marco.
demo-recorded = Ana registra { $ana } observaciones y Marco { $marco }, con { $photos } fotos.
demo-found = Se encuentran en esta computadora por DNS multidifusión, como dos laptops en la misma red Wi-Fi.
demo-by-address = La multidifusión está bloqueada en esta computadora, así que Ana escribe la dirección de la laptop de Marco.
demo-compared = Ambos comparan las palabras en la pantalla de Marco ({ $words }), y Ana pulsa Sincronizar.
demo-apart = Los dos dispositivos no se encontraron en esta computadora.
demo-created = Ana escribe un archivo de sincronización de { $size }, y Marco sincroniza con él.
demo-back = El archivo vuelve, y Ana sincroniza con él.
demo-edits = Los dos siguen: cada uno cambia y borra algunas, y ambos escriben otras notas en la misma observación.
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
attachments = adjuntos

## Long work

stage-importing = Leyendo el archivo
stage-rebuilding = Rehaciendo las tablas
stage-receiving-attachments = Recibiendo adjuntos
stage-receiving-records = Recibiendo observaciones
stage-sending-attachments = Entregando adjuntos
stage-sending-records = Entregando observaciones
stage-verifying = Comprobando
stage-working = Trabajando

## Errors and what to do next; the kinds are in docs/cli.md

error-panicked = El programa cometió un error y se detuvo. Lo guardado está a salvo. El registro está aquí: { $log }
hint-usage = Vea fieldmesh --help.

error-internal = El programa cometió un error y se detuvo.
hint-internal = Lo guardado está a salvo; ejecute fieldmesh doctor, e informe con el registro si vuelve a pasar.
error-io = El disco o el sistema no hizo lo que se le pidió.
hint-io = Revise el disco o la memoria e intente de nuevo; nada queda a medias.
error-no-such-file = No existe ese archivo.
hint-no-such-file = Revise el nombre y la carpeta.
error-file-exists = Ya existe un archivo con ese nombre.
hint-file-exists = Elija otro nombre, o mueva el archivo anterior.
error-disk-full = El disco está lleno.
hint-disk-full = Haga espacio y repita lo mismo; continuará.
error-read-only = No se puede escribir en ese lugar.
hint-read-only = Elija otra carpeta, o permita escribir en la memoria.
error-in-use = Otro programa lo está usando.
hint-in-use = Cierre el otro programa, o espere a que termine.
error-damaged = Los datos están dañados y no se usaron.
hint-damaged = No se cambió nada; si son datos de este dispositivo ejecute fieldmesh doctor, y si es un archivo pídalo otra vez.
error-newer-version = Esto lo escribió una versión más nueva del programa.
hint-newer-version = Actualice este programa; no se cambió nada.
error-no-project = Este dispositivo todavía no está en ningún proyecto.
hint-no-project = Empiece uno con fieldmesh project create NAME, o únase a uno con fieldmesh project join INVITE.
error-no-such-project = Este dispositivo no tiene ese proyecto.
hint-no-such-project = Vea fieldmesh project list.
error-choose-project = Hay varios proyectos posibles.
hint-choose-project = Nombre uno con --project, o elija uno con fieldmesh project use NAME.
error-project-exists = Este dispositivo ya está en ese proyecto.
hint-project-exists = Úselo con fieldmesh project use NAME.
error-invalid-name = Ese nombre no se puede usar.
hint-invalid-name = Un nombre tiene de 1 a 100 caracteres.
error-no-such-device = No existe ese dispositivo.
hint-no-such-device = Vea fieldmesh peers; basta un nombre, los primeros 4 caracteres de un ID o sus cuatro palabras.
error-choose-device = Hay varios dispositivos que corresponden.
hint-choose-device = Escriba más del ID, o sus cuatro palabras.
error-mistyped-device = El ID o las palabras del dispositivo tienen un error de escritura.
hint-mistyped-device = Compárelo con fieldmesh device show en ese dispositivo y escríbalo otra vez.
error-no-such-observation = No existe esa observación.
hint-no-such-observation = Vea fieldmesh observation list, y --deleted para las borradas.
error-ambiguous-id = Varias empiezan así.
hint-ambiguous-id = Escriba más caracteres.
error-invalid-id = Esto no es un identificador.
hint-invalid-id = Cópielo de fieldmesh observation list; bastan los primeros 4 caracteres si ningún otro empieza así.
error-invalid-value = Ese valor no se puede usar.
hint-invalid-value = No se cambió nada; fieldmesh config show muestra los campos, y K:=JSON escribe un valor tal cual.
error-nothing-to-do = Esto no cambia nada.
hint-nothing-to-do = Diga qué cambiar, como en --notes TEXT o --set KEY=VALUE.
error-full = En esta observación no caben más cambios.
hint-full = Registre una observación nueva en su lugar.
error-attachment-too-large = Este archivo es demasiado grande para adjuntarlo.
hint-attachment-too-large = Adjunte uno más pequeño; viajan hasta 100 MiB.
error-attachment-missing = El adjunto no está en este dispositivo.
hint-attachment-missing = Sincronice con un dispositivo que lo tenga.
error-not-an-invite = Esto no es una invitación.
hint-not-an-invite = Pida otra vez la invitación y cópiela completa.
error-not-a-configuration = Esto no es una configuración, o tiene un defecto.
hint-not-a-configuration = Importe un archivo de Mapeo (.mapeosettings), de CoMapeo (.comapeocat), o uno escrito por fieldmesh config export.
error-not-for-comapeo = CoMapeo no tiene forma para esta configuración.
hint-not-for-comapeo = No se escribió nada; con un nombre que termina en .json se escribe como archivo propio de este programa.
error-not-geojson = Esto no es una colección GeoJSON.
hint-not-geojson = Expórtela como GeoJSON desde el programa que la hizo.
error-not-a-sync-file = Esto no es un archivo de sincronización de este programa.
hint-not-a-sync-file = No se cambió nada; un archivo de sincronización termina en .fieldmesh.
error-other-project = Esto pertenece a otro proyecto.
hint-other-project = No se cambió nada; vea fieldmesh project list, y nombre el correcto con --project.
error-other-configuration = El otro lado tiene otra configuración.
hint-other-configuration = No se cambió nada; use la suya con --use-theirs, o dé la propia con --give-mine.
error-copied-device = Esto es una copia de un mismo dispositivo.
hint-copied-device = Haga de este un dispositivo propio con fieldmesh device renew; no se pierde nada.
error-protocol = El otro lado respondió de una manera sin sentido.
hint-protocol = Repita lo mismo; lo que llegó se conserva.
error-over-budget = Esto es más grande de lo que acepta el programa.
hint-over-budget = No se cambió nada; pida a quien lo escribió que lo escriba otra vez.
error-incomplete = Completo excepto algunas partes.
hint-incomplete = El resto está a salvo. Repita lo mismo; si sigue igual, escriba un archivo de sincronización nuevo.
error-cancelled = Detenido.
hint-cancelled = Se conserva todo lo hecho; repita lo mismo para continuar.
error-nobody-found = No se encontró a nadie de este proyecto.
hint-nobody-found = Abra la sincronización en el otro dispositivo, en la misma red Wi-Fi; o escriba su dirección con --with HOST:PUERTO, o use un archivo de sincronización.
error-unreachable = No se puede llegar a él.
hint-unreachable = Compruebe que la sincronización está abierta allí y que ambos están en la misma red.
error-not-compared = Nadie ha dicho todavía que este es el dispositivo que dice ser.
hint-not-compared = Compare su ID o sus palabras con su propia pantalla, luego ejecútelo en una terminal y pulse y, o añada --yes.
error-interrupted = El otro lado se fue antes del final.
hint-interrupted = Lo que llegó se conserva; sincronice de nuevo y continúa.
