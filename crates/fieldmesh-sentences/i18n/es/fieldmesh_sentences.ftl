# What window and command line both say. The same keys and variables stand in every language.

## Words

another-program = otro programa
area = área de { $n } puntos
attachment = adjunto
attachments = adjuntos
category = categoría
compared = comparado
date = fecha
device = dispositivo
fix-altitude = altitud { $n } m
fix-heading = rumbo { $n }°
fix-manual = puesta a mano
fix-mocked = inventada por otro programa
fix-provider = de { $name }
fix-speed = { $n } m/s
imported-from = importado de
last-change = último cambio
last-synchronized = última sincronización
located = ubicación
mark-attachments = { $n ->
    [one] 1 adjunto
   *[other] { $n } adjuntos
}
mark-conflict = conflicto
mark-deleted = eliminada
mark-deletion-held = eliminada en otro lado, espera su respuesta
name = nombre
never = nunca
not-deleted = no eliminada
notes = notas
observations = observaciones
open-mark = abierto: sin secreto
other-data = datos distintos
place = lugar
recorded-by = registrada por
same-data = los mismos datos que este dispositivo
second-hand = según otros, sincronizado { $when } con { $with }
second-hand-held = { $n ->
    [one] 1 observación
   *[other] { $n } observaciones
}
track = recorrido de { $n } puntos

## Bytes

bytes = { $n } B
bytes-kilo = { $n } kB
bytes-mega = { $n } MB
bytes-giga = { $n } GB
bytes-tera = { $n } TB

## Projects and configurations

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
no-configuration = todavía sin configuración
open-warning = Este proyecto es abierto: sin secreto. Quien conozca su nombre puede leerlo y escribir en él.
project-created = El proyecto { $name } está listo en este dispositivo.
project-joined = Este dispositivo está ahora en el proyecto { $name }.

## Devices

clock-ahead = reloj adelantado { $time } o más
clock-behind = reloj atrasado { $time } o más
compared-on = Comparado el { $at }.
not-compared = Todavía no comparado.
span-days = { $n ->
    [one] 1 día
   *[other] { $n } días
}
span-hours = { $n ->
    [one] 1 hora
   *[other] { $n } horas
}
span-years = { $n ->
    [one] 1 año
   *[other] { $n } años
}

## Observations

conflict = { $n ->
    [2] conflicto en { $field }: dos valores
   *[other] conflicto en { $field }: { $n } valores
}
deleted = Eliminada. Desaparece de la lista en todos los lugares donde se sincronice. Queda en el historial, y quien tenga una copia puede restaurarla.
deleted-at = eliminada el { $at }
imported = { $added } agregadas, { $present } ya estaban aquí.
exported = { $n ->
    [one] 1 observación escrita: { $file }
   *[other] { $n } observaciones escritas: { $file }
}
no-observations = No hay observaciones.
only-here = { $n ->
    [one] 1 observación existe solo aquí.
   *[other] { $n } observaciones existen solo aquí.
}
originals-only-here = { $n ->
    [one] 1 original está solo en este dispositivo.
   *[other] { $n } originales están solo en este dispositivo.
}
photos-damaged = { $n ->
    [one] 1 foto o vista previa estaba dañada aquí y se apartó. Vuelve desde un dispositivo que la tiene.
   *[other] { $n } fotos o vistas previas estaban dañadas aquí y se apartaron. Vuelven desde dispositivos que las tienen.
}
photos-everything = Las fotos y otros archivos se sincronizan completos.
photos-missing = { $n ->
    [one] 1 foto o vista previa aún no está en este dispositivo. Llega desde un dispositivo que la tiene.
   *[other] { $n } fotos o vistas previas aún no están en este dispositivo. Llegan desde dispositivos que las tienen.
}
photos-nothing = No se sincronizan fotos con este dispositivo.
photos-previews = Con este dispositivo se sincronizan vistas previas de las fotos; los originales quedan en los dispositivos que los tienen.
resolved = { $n ->
    [0] Resuelto. No queda ningún conflicto en esta observación.
    [one] Resuelto. Queda 1 conflicto en esta observación.
   *[other] Resuelto. Quedan { $n } conflictos en esta observación.
}
restored = Restaurada.
saved = Guardada.
skipped = El elemento { $number } quedó fuera: { $reason }
status-attachments = Adjuntos: { $present } de { $referenced } en este dispositivo, { $size }
status-observations = Observaciones: { $live }; eliminadas: { $deleted }; en conflicto: { $conflicted }
status-unread = { $n ->
    [one] 1 parte es de una versión más nueva: se guarda y se entrega a otros, se muestra en la medida en que se entiende y aquí no se cambia.
   *[other] { $n } partes son de una versión más nueva: se guardan y se entregan a otros, se muestran en la medida en que se entienden y aquí no se cambian.
}
version-added = añadido: { $name }
version-back = Está como en esa versión. Las versiones posteriores siguen en el historial.
version-clock-ahead = Su fecha es posterior a la de un cambio hecho después: uno de los dos relojes estaba mal.
version-clock-behind = Su fecha es anterior a la de un cambio hecho antes: uno de los dos relojes estaba mal.
version-recorded = registrada
version-removed = quitado: { $name }
version-restored = restaurada
version-same = nada de lo que se muestra aquí
version-settled = { $change } (conflicto resuelto)
written = Escrito: { $file }

## What was typed

accuracy = precisión
accuracy-range = La precisión { $given } no es un número de metros.
altitude = altitud
heading = rumbo
latitude = latitud
latitude-range = La latitud { $given } no está entre -90 y 90.
longitude = longitud
longitude-range = La longitud { $given } no está entre -180 y 180.
not-a-date = { $key }: { $given } no es una fecha; escríbala como 2026-11-22.
not-a-date-time = { $key }: { $given } no es una fecha y hora; escríbala como 2026-11-22T09:30.
not-a-number = { $name }: { $given } no es un número; los decimales se escriben con punto, como en -1.48.
not-an-option = { $key } no puede ser { $given }. Sus opciones: { $known }
problem-category = La configuración no tiene la categoría { $category }; se guarda tal cual.
problem-kind = { $field } pide otra clase de respuesta; la suya se guarda tal cual.
problem-option = { $value } no es una opción de { $field }; se guarda tal cual.
problem-range = { $value } está fuera de los límites de { $field }; se guarda tal cual.

## Sync files

file-configuration-adopted = Este proyecto usa ahora la configuración { $name }.
file-configuration-given = El archivo tiene ahora la configuración { $name }.
file-created = Escrito y comprobado: { $file }, { $size }, { $n ->
    [one] 1 observación
   *[other] { $n } observaciones
}. Ya puede retirar la memoria.
file-damaged = Este archivo está dañado en el byte { $at }.
file-everything = Todo
file-for-mail = Para correo
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
      { $contents }
file-left-out = { $n ->
    [one] De un adjunto no hay en este archivo ni una vista previa: { $names }
   *[other] De { $n } adjuntos no hay en este archivo ni una vista previa: { $names }
}
file-newer-configuration = El archivo tiene una edición más nueva de la configuración, { $theirs }; este proyecto usa { $ours }.
file-other-configuration = El archivo tiene otra configuración, { $theirs }; este proyecto usa { $ours }.
file-same = { $n ->
    [one] Este dispositivo y el archivo tienen ahora la misma observación.
   *[other] Este dispositivo y el archivo tienen ahora las mismas { $n } observaciones.
}
file-unfinished = La última escritura de este archivo quedó interrumpida; el estado anterior está completo.
file-verified = Se leyeron y comprobaron todos los registros y adjuntos que contiene.
file-visit = sincronizado con { $name } el { $at }
file-was-unfinished = La última escritura de este archivo quedó interrumpida. Se usó lo que estaba completo y se reemplazó el resto.
file-whole = El archivo está completo.
file-without-photos = Sin fotos

## What came of a synchronization

data-words = Palabras de los datos: { $words }
except-attachments = { $n ->
    [one] Completo excepto 1 adjunto, que no llegó entero.
   *[other] Completo excepto { $n } adjuntos, que no llegaron enteros.
}
except-shards = { $n ->
    [one] Completo excepto una parte, que un lado no acepta.
   *[other] Completo excepto { $n } partes, que un lado no acepta.
}
given = Se entregaron: { $new } nuevas, { $changed } cambiadas, { $deleted } eliminadas.
held-deletions = { $n ->
    [one] 1 observación fue eliminada en otro dispositivo. Sigue en la lista hasta que usted responda.
   *[other] { $n } observaciones fueron eliminadas en otros dispositivos. Siguen en la lista hasta que usted responda.
}
moved = Llegaron: { $new } nuevas, { $changed } cambiadas, { $deleted } eliminadas, { $conflicts } en conflicto.
nothing-new = No llegó nada nuevo.
photos-coming = { $n ->
    [one] 1 foto u otro adjunto está llegando de otro dispositivo.
   *[other] { $n } fotos u otros adjuntos están llegando de otro dispositivo.
}
photos-kept-apart = Sin fotos ni otros adjuntos: quedan en los dispositivos que los tienen.
photos-on-both = { $n ->
    [one] La única foto u otro adjunto está en ambos.
   *[other] Las { $n } fotos y otros adjuntos están todos en ambos.
}
photos-on-neither = { $n ->
    [one] 1 foto u otro adjunto no está en ninguno de los dos; quizá lo tenga otro dispositivo.
   *[other] { $n } fotos u otros adjuntos no están en ninguno de los dos; quizá los tengan otros dispositivos.
}
photos-previews-only = Solo vistas previas de las fotos: los originales y los adjuntos grandes quedan en los dispositivos que los tienen.
sync-same = { $n ->
    [one] Ambos tienen la misma observación.
   *[other] Ambos tienen las mismas { $n } observaciones.
}
sync-with = Sincronizado con { $name }.

## Synchronizations of the past

activity-created = { $n ->
    [one] 1 observación escrita y comprobada.
   *[other] { $n } observaciones escritas y comprobadas.
}
by-file = el archivo de sincronización { $file }
by-network = la red local
by-some-file = un archivo de sincronización
ended-early = Terminó antes de tiempo. { $why } Lo que había llegado se guardó.
receipt-by = Por: { $how }
receipt-digest = Resumen: { $digest }
receipt-here = Este dispositivo: { $name }, { $id }
receipt-received = Recibido: { $n ->
    [one] 1 adjunto
   *[other] { $n } adjuntos
}, { $size }
receipt-sent = Enviado: { $n ->
    [one] 1 adjunto
   *[other] { $n } adjuntos
}, { $size }
receipt-title = Sincronización { $number } del proyecto { $project }
receipt-when = Terminó el { $at }; duró { $seconds ->
    [one] 1 segundo
   *[other] { $seconds } segundos
} en total.
receipt-with = Con: { $name }, { $id }
receipt-wrote = Se escribió { $how }.

## Devices nearby

network-cable = Cable { $name }
network-wifi = Wi-Fi { $name }
sync-asking = ¿es este el dispositivo?
sync-broken = { $name }: { $why }
sync-gone = se fue
sync-last-different = última sincronización { $at }; datos diferentes
sync-last-never = última vez: nunca
sync-looking = Buscando dispositivos de este proyecto …
sync-nearby = Dispositivos cercanos
sync-new-here = nuevo aquí
sync-newer-configuration = mismo proyecto, edición más nueva de la configuración ({ $name })
sync-not-compared = { $name } ({ $short }) nunca se comparó con su propia pantalla.
sync-offered = mismo proyecto, otra configuración ({ $name }); pide que este dispositivo la use
sync-older-configuration = mismo proyecto, edición más antigua de la configuración ({ $name })
sync-other-configuration = mismo proyecto, otra configuración ({ $name })
sync-other-key = NO es el dispositivo conocido con este nombre
sync-others = { $n ->
    [one] Hay otro dispositivo con Fieldmesh cerca, que pertenece a otro proyecto.
   *[other] Hay otros { $n } dispositivos con Fieldmesh cerca, que pertenecen a otros proyectos.
}
sync-question =
    Todos los datos se comparten en ambas direcciones. { $name } recibe sus { $ours ->
        [one] 1 observación
       *[other] { $ours } observaciones
    }, usted recibe { $theirs ->
        [one] 1 observación
       *[other] { $theirs } observaciones
    }.
    ¿Es este el dispositivo?  { $short } · { $words }
    Lo mismo debe verse en su pantalla.
sync-waiting = esperando a que alguien acepte allí

## Addresses that lead to nobody

sync-busy = { $host } no acepta llamadas ahora.
sync-itself = { $host } es este mismo dispositivo.
sync-newer = { $host } tiene una versión más nueva del programa; actualice este.
sync-not-member = { $host } no tiene la clave de este proyecto.
sync-not-this-program = Otro programa responde en { $host }.
sync-older = { $host } tiene una versión más antigua del programa, que debe actualizarse.
sync-unreachable = No se puede llegar a { $host }.

## Long work

progress = { $stage }: { $done } de { $total }
progress-attachments = Fotos y otros adjuntos { $done } de { $total }
progress-photos = Fotos { $done } de { $total }
stage-importing = Leyendo el archivo
stage-rebuilding = Rehaciendo las tablas
stage-receiving-attachments = Recibiendo adjuntos
stage-receiving-records = Recibiendo observaciones
stage-sending-attachments = Entregando adjuntos
stage-sending-records = Entregando observaciones
stage-verifying = Comprobando
stage-working = Trabajando

## Errors; the kinds are those of `fieldmesh::ErrorKind`

error-internal = El programa cometió un error y se detuvo.
error-io = El disco o el sistema no hizo lo que se le pidió.
error-no-such-file = No existe ese archivo.
error-file-exists = Ya existe un archivo con ese nombre.
error-disk-full = El disco está lleno.
error-read-only = No se puede escribir en ese lugar.
error-in-use = Otro programa lo está usando.
error-damaged = Los datos están dañados y no se usaron.
error-newer-version = Esto lo escribió una versión más nueva del programa.
error-no-display = Aquí no hay una pantalla donde mostrar una ventana.
error-no-project = Este dispositivo todavía no está en ningún proyecto.
error-no-such-project = Este dispositivo no tiene ese proyecto.
error-choose-project = Hay varios proyectos posibles.
error-project-exists = Este dispositivo ya está en ese proyecto.
error-invalid-name = Ese nombre no se puede usar.
error-no-such-device = No existe ese dispositivo.
error-choose-device = Hay varios dispositivos que corresponden.
error-mistyped-device = El ID o las palabras del dispositivo tienen un error de escritura.
error-no-such-observation = No existe esa observación.
error-ambiguous-id = Varias empiezan así.
error-invalid-id = Esto no es un identificador.
error-invalid-value = Ese valor no se puede usar.
error-nothing-to-do = Esto no cambia nada.
error-full = En esta observación no caben más cambios.
error-attachment-too-large = Este archivo es demasiado grande para adjuntarlo.
error-attachment-missing = El adjunto no está en este dispositivo.
error-not-an-invite = Esto no es una invitación.
error-not-a-configuration = Esto no es una configuración, o tiene un defecto.
error-not-for-comapeo = CoMapeo no tiene forma para esta configuración.
error-not-geojson = Esto no es una colección GeoJSON.
error-not-a-shard = Esto no es una parte con observaciones que otro programa haya guardado.
error-no-such-shard = Este proyecto no tiene esa parte.
error-not-a-sync-file = Esto no es un archivo de sincronización de este programa.
error-other-project = Esto pertenece a otro proyecto.
error-other-configuration = El otro lado tiene otra configuración.
error-copied-device = Esto es una copia de un mismo dispositivo.
error-protocol = El otro lado respondió de una manera sin sentido.
error-over-budget = Esto es más grande de lo que acepta el programa.
error-incomplete = Completo excepto algunas partes.
error-cancelled = Detenido.
error-nobody-found = No se encontró a nadie de este proyecto.
error-unreachable = No se puede llegar a él.
error-not-compared = Nadie ha dicho todavía que este es el dispositivo que dice ser.
error-interrupted = El otro lado se fue antes del final.
