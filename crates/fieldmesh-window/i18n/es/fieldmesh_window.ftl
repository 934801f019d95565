# Lo que dice la ventana.

## Alrededor de cada pantalla

browse = Examinar…
close = Cerrar
language = Idioma
mode-observations = Observaciones
mode-project = Proyecto
mode-synchronize = Sincronizar
open-no-secrecy = Proyecto abierto: sin secreto. Quien conozca su nombre puede leerlo y escribir en él.
opening = Abriendo …

## Observaciones

observations-about-came = Esto llegó con la sincronización.
observations-about-conflicts = Aquí se cambió lo mismo en dos dispositivos. Abra una y elija lo correcto.
observations-about-deleted = Estas se eliminaron. Siguen en el historial y se pueden restaurar.
observations-about-duplicates = Se importaron de la misma fuente en más de un dispositivo. Las de una fuente están juntas: ábralas y elimine lo que esté repetido.
observations-about-new = Esto llegó o cambió desde la última vez que se miró.
observations-any-day = Cualquier día
observations-cancel = Cancelar
observations-category = Categoría: { $name }
observations-category-any = Todas las categorías
observations-clear = Quitar el filtro
observations-count = { $n ->
    [one] { $shown } observación
   *[other] { $shown } observaciones
}
observations-count-of = { $n ->
    [one] { $shown } de { $all } observación
   *[other] { $shown } de { $all } observaciones
}
observations-date-from = Desde
observations-date-help = Año, mes, día: 2026-11-22
observations-date-until = Hasta
observations-dates = Fechas
observations-dates-from = Desde { $day }
observations-dates-until = Hasta { $day }
observations-held-accept = Dejarlas eliminadas
observations-kept = Mostrar: { $name }
observations-kept-all = Todas
observations-kept-came = Lo que llegó
observations-kept-conflicts = Conflictos ({ $n })
observations-kept-deleted = Eliminadas
observations-kept-duplicates = Posibles duplicados
observations-kept-held = Eliminadas en otro lado ({ $n })
observations-kept-new = Nuevas ({ $n })
observations-last-month = Últimos 30 días
observations-last-week = Últimos 7 días
observations-list = Lista de observaciones
observations-map = { $n ->
    [one] Mapa con { $count } observación
   *[other] Mapa con { $count } observaciones
}
observations-map-borders = Fronteras de países
observations-map-borders-mean = Muchas fronteras están en disputa. Así las dibuja una sola editorial, Natural Earth.
observations-map-click = Haga clic en el mapa, en el lugar.
observations-map-east = E
observations-map-farther = Alejar
observations-map-fit = Ver todas las observaciones
observations-map-layers = Capas del mapa
observations-map-nearer = Acercar
observations-map-north = N
observations-map-own = Un mapa propio
observations-map-own-elsewhere = Sus coordenadas no son longitud y latitud en grados. Expórtelo de nuevo como WGS 84.
observations-map-own-empty = En este archivo no hay nada que dibujar.
observations-map-own-file = Archivo GeoJSON
observations-map-own-means = Territorios, ríos o caminos, bajo las observaciones hasta que se cierre este proyecto. Se quedan en esta computadora.
observations-map-own-not-geojson = Este archivo no es GeoJSON.
observations-map-own-remove = Quitarlo del mapa
observations-map-own-shown = Se muestra { $file }.
observations-map-own-shown-partly = { $n ->
    [one] Se muestra { $file }. Se omitió { $n } figura: no está en el mapa.
   *[other] Se muestra { $file }. Se omitieron { $n } figuras: no están en el mapa.
}
observations-map-own-too-large = Este archivo es mayor que { $n } MiB.
observations-map-own-too-much = Este archivo tiene demasiados puntos para dibujarlos.
observations-map-own-unreadable = No se puede leer este archivo.
observations-map-place-here = Poner el lugar aquí
observations-map-record = Registrar en el mapa
observations-map-record-here = Registrar aquí
observations-map-south = S
observations-map-this-part = Solo esta zona
observations-map-this-part-means = La lista muestra solo lo que está en esta parte del mapa.
observations-map-west = O
observations-mark-seen = Marcar todo como visto
observations-new = Nueva observación
observations-no-category = Sin categoría
observations-none = Todavía no hay observaciones.
observations-none-hint = Lo que se registre aquí aparece en esta lista y en el mapa.
observations-nothing-fits = Nada corresponde al filtro.
observations-reading = Leyendo …
observations-record-first = Registrar la primera
observations-restore-all = Restaurar todas …
observations-restore-means = Vuelven a la lista en todos los lugares donde se sincroniza este proyecto.
observations-restore-question = { $n ->
    [one] ¿Restaurar { $count } observación?
   *[other] ¿Restaurar { $count } observaciones?
}
observations-restore-yes = Restaurar
observations-row-conflict = en conflicto
observations-row-deleted = eliminada
observations-row-new = nueva
observations-row-photos = { $n ->
    [one] { $n } foto o archivo
   *[other] { $n } fotos o archivos
}
observations-search = Buscar
observations-show-all = Mostrar todo
observations-synchronize = Sincronizar con una persona del equipo
observations-today = Hoy
observations-unread = No se pudieron leer las observaciones.

## First start

start-back = Volver
start-builtin = La incluida: 25 categorías en cuatro idiomas
start-by-file = Un archivo de sincronización
start-by-file-hint = Termina en .fieldmesh. Si su proyecto es nuevo en esta computadora, después se pide la invitación; luego el archivo se sincroniza por sí solo.
start-by-invite = Una invitación
start-by-invite-hint = Un colega la hace en su computadora: Proyecto › Invitar. Pegue el texto o elija el archivo que recibió.
start-configuration = Configuración
start-configuration-field = Archivo de configuración
start-configuration-hint = Las categorías y preguntas para lo que se registra. Se puede cambiar después.
start-create = Iniciar el proyecto
start-current = Abierto ahora
start-device = Esta computadora se llama
start-device-hint = Los demás ven este nombre al sincronizar.
start-file-field = Archivo de sincronización (.fieldmesh)
start-forget-file = Seguir sin el archivo
start-from-file = De un archivo de Mapeo, CoMapeo o Fieldmesh
start-invite-field = Texto o archivo de invitación
start-join = Unirse a mi equipo
start-join-hint = Mis colegas ya tienen un proyecto y me dan una invitación.
start-join-now = Unirse
start-nearby = Un dispositivo cercano
start-nearby-hint = Siéntense juntos: su colega abre Proyecto › Invitar y le da el texto o el archivo, por ejemplo en una memoria USB. Después ambos abren Sincronizar, en el mismo Wi-Fi.
start-new = Iniciar un proyecto nuevo
start-new-hint = Soy la primera persona e invito a las demás después.
start-no-secrecy = abierto: sin secreto
start-open = Abrir
start-open-file = Abrir el archivo
start-open-named = Abrir { $name }
start-open-project = Proyecto abierto: sin secreto
start-open-warning = Quien conozca el nombre del proyecto puede leer y escribir todo lo que contiene, también en los archivos de sincronización. No se puede cambiar después. Elíjalo solo para lo que todo el mundo puede saber.
start-project-name = Nombre del proyecto
start-project-name-hint = Por ejemplo el territorio, o el trabajo para el que es.
start-projects = Proyectos en esta computadora
start-sample = Mirar con datos de ejemplo
start-sample-hint = 60 observaciones inventadas para probar todo. Se quedan en esta computadora.
start-secrecy = Quién puede leerlo
start-secret = Solo quienes tienen una invitación
start-waiting = { $file } espera una invitación: esta computadora no tiene su clave. Pida la invitación de su proyecto a quien le dio el archivo. Al unirse, el archivo se sincroniza por sí solo.
start-welcome = Le damos la bienvenida a Fieldmesh
start-welcome-hint = Lo que registre se queda en esta computadora hasta que lo sincronice con su equipo.

## Project

project-about = Acerca de
project-about-hint = Observaciones de campo en computadoras casi siempre sin conexión. Sin cuenta, sin servidor.
project-activity = Actividad
project-activity-hint = Qué hizo cada sincronización. La línea de comandos muestra las más antiguas: fieldmesh activity.
project-activity-title = Sincronizaciones de esta computadora
project-another = Abrir otro proyecto…
project-appearance = Apariencia
project-as-system = Como el sistema
project-cancel = Cancelar
project-clock-known = Su ficha fecha una sincronización con esta computadora en el futuro, o antes de que el proyecto estuviera aquí. Solo las fechas están mal: nada más depende de un reloj.
project-configuration = Configuración
project-configuration-hint = Las categorías y preguntas de este proyecto. Todos sus miembros usan la misma.
project-configuration-path = Archivo de configuración
project-configuration-title = Configuración en uso
project-copied = Esta computadora es copia de otra
project-copied-hint = Las copias de un dispositivo se rechazan entre sí. Una de ellas debe ser un dispositivo propio.
project-copied-now = Copiado
project-copy = Copiar texto
project-copy-diagnostics = Copiar diagnóstico
project-copy-receipt = Copiar el recibo
project-counts = { $categories } categorías, { $fields } campos
project-dark = Oscura
project-data = Importar y exportar
project-data-hint = Mapeo, CoMapeo, QGIS y muchos otros leen y escriben GeoJSON.
project-data-title = GeoJSON: entrada y salida
project-device-name = Nombre de esta computadora
project-device-name-hint = Los demás ven este nombre al sincronizar.
project-devices = Dispositivos
project-devices-hint = Quién tiene qué, hasta donde sabe esta computadora.
project-devices-title = Dispositivos de este proyecto
project-diagnostics = Diagnóstico
project-diagnostics-hint = Para un mensaje a quien le ayude. No contiene claves, observaciones ni nombres de personas.
project-diagnostics-shown = Lo que se copia
project-differs = Qué cambió
project-differs-hint = Las observaciones conservan lo que se registró. A los demás miembros se les ofrece esta configuración al sincronizar.
project-differs-not = Los datos significan lo mismo que antes.
project-export = Exportar
project-export-hint = Se escribe lo que muestra ahora la lista de observaciones: { $shown } de { $all }. Las fotos se quedan aquí.
project-export-now = Exportar
project-export-path = Archivo que se escribe (.geojson)
project-fingerprint = Huella
project-fingerprint-hint = la misma en dos computadoras significa la misma configuración
project-hide-receipt = Ocultar el recibo { $number }
project-holds =
    { $n ->
        [one] Una observación
       *[other] { $n } observaciones
    }
project-identity = Para comparar
project-identity-hint = Antes de la primera sincronización los demás ven estos caracteres y palabras, y los comparan con esta pantalla.
project-import = Importar
project-import-configuration = Importar una configuración…
project-import-configuration-hint = Un archivo de Mapeo (.mapeosettings), CoMapeo (.comapeocat) o Fieldmesh. Las observaciones quedan como están.
project-import-hint = Importar otra vez el mismo archivo no duplica nada.
project-import-now = Importar
project-import-path = Archivo que se lee (.geojson)
project-invite = Invitar
project-invite-code = La invitación como código QR
project-invite-file = Como archivo
project-invite-file-hint = También contiene la configuración. Entréguelo en una memoria USB y bórrelo de ahí después.
project-invite-hide = Ocultar
project-invite-hint = Su colega abre Fieldmesh y elige Unirse a mi equipo.
project-invite-path = Archivo que se escribe
project-invite-show = Mostrar texto y código QR
project-invite-text = Como texto o código QR
project-invite-text-hint = Mire alrededor antes de mostrarla.
project-invite-title = Invitar a un colega
project-invite-warning = Quien tenga esta invitación es miembro y puede leer todo: cuídela como una llave.
project-invite-write = Escribir el archivo
project-last = Última sincronización { $when }: ambas tenían { $n } observaciones.
project-last-back = Última sincronización { $when }; desde entonces volvió a un estado anterior.
project-licence = Software libre, bajo la licencia MIT o la licencia Apache 2.0, a elección.
project-light = Clara
project-looks = Idioma y apariencia
project-looks-hint = Solo para esta computadora.
project-looks-title = Cómo se ve esta ventana
project-nameless = Un dispositivo sin nombre
project-never = Aún no sincronizado.
project-no-activity = Todavía no se sincronizó nada.
project-no-configuration = Ninguna todavía. Llega con la primera sincronización, o impórtela abajo.
project-no-devices = Aún no se conoce otro dispositivo. Lo que está aquí solo está aquí: invite a un colega y sincronice.
project-only-here =
    { $n ->
        [0] Todo está también en otro dispositivo.
        [one] Una observación solo existe aquí.
       *[other] { $n } observaciones solo existen aquí.
    }
project-photos = Fotos en esta computadora
project-photos-everything = Todo: las fotos como se tomaron
project-photos-hint = Para este proyecto, en cualquier momento, desde la próxima sincronización. Lo que ya está aquí se queda.
project-photos-previews = Solo vistas previas: más pequeñas; los originales quedan en otros dispositivos
project-projects = Otros proyectos
project-projects-hint = Cada proyecto tiene sus propios miembros, clave y datos.
project-projects-title = Proyectos en esta computadora
project-protects = Lo que protege
project-protects-not = Lo que no protege
project-protects-not-text = Una computadora robada lo revela todo: use el cifrado del disco. Quien esté en la misma red nota que hay un dispositivo con este programa y cuánto transmite. Eliminar oculta una observación; queda en el historial, y quien tenga una copia puede restaurarla. Los nombres de autores son lo que los dispositivos dicen de sí mismos.
project-protects-text = Los archivos de sincronización y todo lo que pasa por la red van cifrados con la clave del proyecto: sin la invitación nadie los lee. Nada se envía a nadie más que a dispositivos del proyecto. Nada de lo registrado se sobrescribe.
project-rename = Cambiar nombre
project-renew = Hacer de esta un dispositivo propio…
project-renew-explained = Recibe un nuevo ID y nuevas palabras; los colegas los comparan otra vez. No se pierde nada.
project-renew-question = ¿Hacer de esta computadora un dispositivo propio?
project-renew-yes = Hacerlo propio
project-show-receipt = Mostrar el recibo { $number }
project-sources = Licencia y fuentes
project-sources-text = Letras: Noto Sans, licencia SIL Open Font. Tierra en el mapa: Natural Earth, dominio público.
project-stop = Detener
project-this-device = Este dispositivo
project-this-device-title = Esta computadora, como la ven los demás
project-this-laptop = Esta computadora: { $name }
project-version = versión { $version }
project-working = Trabajando…

## Una observación

detail-according = Nombres y horas según los dispositivos.
detail-and = { $before } y { $last }
detail-as-it-was = Como estaba el { $at }, escrito por { $who }
detail-back-to-now = Volver a lo actual
detail-captured-under = Registrado con la configuración { $name }
detail-category = Categoría
detail-changed = Último cambio de
detail-close = Cerrar esta observación
detail-conflict-answer = { $who } respondieron distinto a «{ $field }». Se guardan ambas respuestas hasta que alguien elija.
detail-conflict-category = { $who } eligieron categorías distintas. Se guardan ambas hasta que alguien elija.
detail-conflict-deleted = Eliminada
detail-conflict-deletion = { $deleter } la eliminó mientras { $editor } la cambiaba. No se perdió nada: falta elegir lo correcto.
detail-conflict-edited = Cambiada, y conservada
detail-conflict-notes = { $who } escribieron notas distintas. Se guardan ambas hasta que alguien elija.
detail-conflict-place = { $who } escribieron lugares distintos. Se guardan ambos hasta que alguien elija.
detail-conflict-time = { $who } escribieron horas distintas. Se guardan ambas hasta que alguien elija.
detail-delete = Eliminar
detail-delete-means = Desaparece de la lista en todas partes donde se sincronice. Queda en el historial, y quien tenga una copia puede restaurarla.
detail-delete-no = Conservarla
detail-delete-question = ¿Eliminar esta observación?
detail-delete-yes = Eliminarla
detail-deleted = Eliminada el { $at }
detail-deleted-means = Está en el historial y se puede restaurar.
detail-deletion = Eliminación
detail-edit = Editar
detail-history = Historial
detail-history-close = Cerrar el historial
detail-keep = Conservar este
detail-keep-deleted = Dejarla eliminada
detail-keep-nothing = Dejarlo vacío
detail-no-place = Sin lugar
detail-not-deleted = no eliminada
detail-notes = Notas
detail-nothing = nada
detail-observed-at = Vista el
detail-other-program = Otro programa
detail-photo = Foto
detail-photo-absent = No está en este dispositivo
detail-photo-after = Siguiente
detail-photo-before = Anterior
detail-photo-none = Este archivo no es una imagen que se pueda mostrar aquí.
detail-photo-only = No hay más.
detail-photo-replace = Ya existe un archivo { $file }. ¿Reemplazarlo?
detail-photo-replace-no = Dejarlo
detail-photo-replace-yes = Reemplazarlo
detail-photo-save = Guardar como…
detail-photo-save-now = Guardar el archivo
detail-photo-save-path = Archivo que escribir
detail-place = Lugar
detail-problem-category = La categoría «{ $category }» no está en esta configuración.
detail-problem-date = { $field }: no es una fecha como 2026-11-22.
detail-problem-date-time = { $field }: no es una fecha y hora como 2026-11-22T14:30.
detail-problem-kind = { $field }: la respuesta no corresponde a la pregunta.
detail-problem-number = { $field }: no es un número.
detail-problem-option = { $field }: «{ $value }» no es ninguna de las opciones.
detail-problem-other = Una respuesta no corresponde a esta configuración.
detail-problem-range = { $field }: { $value } está fuera de lo esperado.
detail-recorded = Registrado por
detail-restore = Restaurar
detail-restore-version = Restaurar esta versión
detail-restore-version-means = Lo que ahora es distinto se escribe como era entonces, en una versión nueva. No se pierde nada: como está ahora se queda en el historial.
detail-restore-version-no = Dejarla como está
detail-restore-version-question = ¿Restaurar la versión del { $at }, escrita por { $who }?
detail-restore-version-yes = Restaurarla
detail-saved = Guardado en este equipo.
detail-show-on-map = Mostrar en el mapa
detail-show-version = Mostrar como estaba
detail-unanswered = { $n ->
    [one] { $n } pregunta sin respuesta
   *[other] { $n } preguntas sin respuesta
}
detail-unasked = Otras etiquetas
detail-version-added = Se añadió: { $name }
detail-version-deleted = Eliminada
detail-version-newest = Así está ahora.
detail-version-recorded = Registrada
detail-version-removed = Se quitó: { $name }
detail-version-restored = Restaurada
detail-version-same = No cambió nada de lo que se muestra aquí.
detail-version-settled = Se resolvió el conflicto.
detail-version-shown = Ya se muestra.
detail-write-other = Escribir otro valor

## El formulario

form-attaching = { $n ->
    [one] Tomando { $n } archivo …
   *[other] Tomando { $n } archivos …
}
form-cancel = Cancelar
form-category-change = Cambiar
form-category-none = Ninguna categoría tiene ese nombre.
form-category-search = Buscar entre las categorías
form-edit = Editar la observación
form-fault-earth = No existe ese lugar: la latitud va de -90 a 90, la longitud de -180 a 180.
form-fault-empty = Todavía no hay nada que guardar: falta elegir una categoría o escribir algo.
form-fault-latitude = La latitud no es un número como -1.48.
form-fault-longitude = La longitud no es un número como -77.26.
form-fault-number = Esto no es un número.
form-fault-place = Todavía no se guardó: falta corregir el lugar.
form-latitude = Latitud
form-leave-means = Lo escrito aquí se pierde.
form-leave-no = Seguir escribiendo
form-leave-question = ¿Salir sin guardar?
form-leave-yes = Salir sin guardar
form-longitude = Longitud
form-new = Nueva observación
form-no-answer = Sin respuesta
form-no-configuration = Este proyecto aún no tiene categorías: llegan con una configuración.
form-overtaken = Mientras tanto, esto cambió en otro dispositivo: { $fields }. Al guardar queda lo escrito aquí; lo otro sigue en el historial.
form-photo-drop = O arrastre archivos a esta ventana.
form-photo-path = Foto o archivo
form-photo-place = La foto fue tomada en { $place }.
form-photo-place-time = La foto fue tomada en { $place } el { $time }.
form-photo-time = La foto fue tomada el { $time }.
form-photos = Fotos y archivos
form-place-click = Haga clic en el mapa, en el lugar.
form-place-on-map = Elegir en el mapa
form-place-replace = Poner un punto en su lugar
form-place-type = Mejor escribirlo
form-problems-kept = Se puede guardar de todos modos.
form-remove = Quitar
form-save = Guardar
form-saving = Guardando …
form-time-remove = Quitar la hora
form-use-place = Usar el lugar
form-use-time = Usar la hora

## Sincronizar

sync-address = Dirección del otro dispositivo
sync-all = Sincronizar con todos
sync-all-none = No hay aquí ningún dispositivo que esté listo y tenga otros datos.
sync-asked = Se pidió a { $name } que use la configuración de esta computadora. Allí decide la persona.
sync-button = Sincronizar
sync-cancel = Cancelar
sync-carry-back = { $n ->
    [one] 1 de ellas es nueva para { $name }, que escribió este archivo: llévelo de vuelta y elija allí «Sincronizar desde un archivo».
   *[other] { $n } de ellas son nuevas para { $name }, que escribió este archivo: llévelo de vuelta y elija allí «Sincronizar desde un archivo».
}
sync-carry-on = { $n ->
    [one] 1 de ellas es nueva para { $name }, que ya usó este archivo: llévelo allí y elija «Sincronizar desde un archivo».
   *[other] { $n } de ellas son nuevas para { $name }, que ya usó este archivo: llévelo allí y elija «Sincronizar desde un archivo».
}
sync-configuration = configuración { $name }
sync-configuration-apart = Ninguna de las dos viene de la otra: las personas del proyecto deciden cuál usan todas.
sync-configuration-awaited = La otra configuración todavía no ha llegado.
sync-configuration-both = Allí: { $theirs }. Aquí: { $ours }.
sync-configuration-differences = Lo que cambia aquí con la configuración de { $name }:
sync-configuration-kept = No se pierde ninguna observación, elija lo que elija.
sync-configuration-newer = { $name } tiene una edición más nueva de su configuración.
sync-configuration-older = { $name } tiene una edición más antigua de su configuración.
sync-configuration-title = { $name } usa otra configuración
sync-connect = Conectar
sync-create = Crear
sync-create-file = Crear un archivo de sincronización
sync-create-where = Nombre y lugar del nuevo archivo de sincronización
sync-devices = Dispositivos cercanos
sync-ended-file = Sincronizado con el archivo { $name }
sync-ended-device = Sincronizado con { $name }
sync-file = Archivo de sincronización
sync-file-open-project = Este proyecto es abierto: el archivo no guarda secreto.
sync-file-size = Unos { $size }: todas las observaciones y todas las fotos que están en esta computadora.
sync-file-size-mail = Unos { $size }: todas las observaciones y vistas previas de las fotos. Los originales y los adjuntos grandes quedan aquí.
sync-forget = Olvidar
sync-forget-address = Olvidar { $address }
sync-from-file = Sincronizar desde un archivo
sync-give-ours = Pedirles que usen la mía
sync-help-address = Escriba la dirección que aparece arriba en la otra pantalla.
sync-help-apart = Las redes de invitados separan los dispositivos: use otra red.
sync-help-file = O lleve un archivo de sincronización en una memoria USB.
sync-help-hotspot = ¿No hay Wi-Fi? Encienda el punto de acceso de un teléfono o de una computadora y conecte ambos a él.
sync-help-nobody = Todavía no se encuentra a nadie. Lo que ayuda:
sync-help-screen = Abra Sincronizar en ambos dispositivos.
sync-help-wifi = Conecte ambos dispositivos a la misma red Wi-Fi. No hace falta internet.
sync-last-days = { $n ->
    [0] Última sincronización: hoy; diferentes
    [one] Última sincronización: hace 1 día; diferentes
   *[other] Última sincronización: hace { $n } días; diferentes
}
sync-laptop = Laptop
sync-listens = Escriba esta dirección en un dispositivo que no encuentre este.
sync-no-network = Sin conexión a ninguna red
sync-not-an-address = Esto no es una dirección. Escríbala como aparece arriba en la otra pantalla, por ejemplo { $example }.
sync-not-this-one = No es este
sync-open = Abrir
sync-open-project = Configuración de este proyecto
sync-opening = Abriendo la red …
sync-others-title = Hay otro proyecto cerca
sync-others-way = Si es de un colega: en uno de los dos, abra Proyecto → Invitar. En el otro, elija Unirme a mi equipo.
sync-phone = Teléfono
sync-photos-here = { $n ->
    [one] 1 foto todavía tiene que llegar a esta computadora.
   *[other] { $n } fotos todavía tienen que llegar a esta computadora.
}
sync-photos-there = { $n ->
    [one] 1 foto de esta computadora todavía tiene que llegar al otro lado.
   *[other] { $n } fotos de esta computadora todavía tienen que llegar al otro lado.
}
sync-question-counts = { $name } recibe { $ours ->
    [one] 1 observación
   *[other] { $ours } observaciones
} de aquí, usted recibe { $theirs ->
    [one] 1 observación
   *[other] { $theirs } observaciones
} de allí.
sync-question-device = ¿Es este el dispositivo?
sync-question-invited = { $name } quiere sincronizar con esta computadora.
sync-question-screen = En su pantalla debe aparecer lo mismo.
sync-question-stranger = Este NO es el { $name } que usted conoce.
sync-question-stranger-known = El { $name } que usted conoce es { $known }. Siga solo si sabe por qué: tal vez se instaló de nuevo.
sync-question-title = Todos los datos se comparten en ambas direcciones.
sync-renew = Hacer de esta un dispositivo propio
sync-renew-offer = Esta computadora y { $name } son copias de un mismo dispositivo. ¿Hacer de esta un dispositivo propio? No se pierde nada.
sync-restore = Restaurar
sync-same-data = Los mismos datos que esta computadora
sync-see-them = Verlas
sync-stop = Detener
sync-stop-with = Detener con { $name }
sync-this-laptop = Esta computadora: { $name }
sync-try-again = Intentar de nuevo
sync-type-address = Escribir dirección
sync-undiscoverable = Aquí los dispositivos no se encuentran por sí solos. Escriba la dirección del otro dispositivo o use un archivo de sincronización.
sync-use-theirs = Usar su configuración
sync-view-what-came = Ver lo que llegó
sync-what-to-do = Qué hacer
sync-what-to-do-about = Qué hacer con { $name }
sync-what-to-do-others = Qué hacer con otros proyectos
sync-with-device = Sincronizar con { $name }
sync-without-network = Sin red:
sync-words-meaning = Las mismas cuatro palabras en ambas pantallas significan los mismos datos.
sync-working-file = Deje la memoria puesta hasta que termine.

## Avisos

notice-about = { $what }: { $about }
notice-configuration-used = Este proyecto usa ahora la configuración { $name }.
notice-configuration-warnings = { $n ->
    [one] Una cosa del archivo se dejó fuera o se guarda de otra manera.
   *[other] { $n } cosas del archivo se dejaron fuera o se guardan de otra manera.
}
notice-details = Detalles
notice-file-created = Escrito y comprobado. { $size }. Ya puede retirar la memoria.
notice-file-open = Este proyecto es abierto: el archivo no guarda secreto. Quien conozca el nombre del proyecto puede leerlo.
notice-give-ours = Dar la mía al archivo
notice-import-skipped = { $n ->
    [one] 1 entrada del archivo se dejó fuera.
   *[other] { $n } entradas del archivo se dejaron fuera.
}
notice-invite-offer = Pida una invitación a un miembro de su proyecto. Cuando se haya unido, este archivo se sincroniza por sí solo.
notice-join = Unirme con una invitación
notice-news = Mensajes
notice-not-attached = No se adjuntó la foto o el archivo
notice-not-configured = No se cambió la configuración
notice-not-created = No se escribió el archivo de sincronización
notice-not-done = Algo no se hizo
notice-not-exported = No se exportó nada
notice-not-imported = No se importó el archivo
notice-not-invited = No se hizo ninguna invitación
notice-not-joined = Todavía no está en el proyecto
notice-not-named = No se cambió el dispositivo
notice-not-opened = No se abrió el proyecto
notice-not-opened-network = No se abrió la red
notice-not-read = No se pudo leer todo
notice-not-saved = No se guardó
notice-not-synchronized = No se sincronizó
notice-not-synchronized-file = No se sincronizó con el archivo
notice-not-written-attachment = No se escribió la foto o el archivo
notice-renew-offer = Esta computadora y otra son copias de un mismo dispositivo. ¿Hacer de esta un dispositivo propio? No se pierde nada.
notice-switch = Cambiar a { $name }
notice-switch-offer = Este archivo es de su proyecto { $name }. ¿Cambiar a él?
notice-undo = Deshacer
notice-use-theirs = Usar la del archivo

## Consejos: qué hacer ahora, para cada clase de error

hint-internal = Lo guardado está a salvo. Si vuelve a pasar, copie el diagnóstico en Proyecto y envíelo a quien le ayuda.
hint-io = Revise el disco o la memoria e inténtelo de nuevo. No queda nada a medias.
hint-no-such-file = Revise el nombre y la carpeta, o elija el archivo con Examinar….
hint-file-exists = Elija otro nombre o mueva el archivo anterior a otro lugar.
hint-disk-full = Libere espacio y haga lo mismo otra vez; continúa donde quedó.
hint-read-only = Elija otra carpeta o permita escribir en la memoria.
hint-in-use = Cierre el otro programa o la otra ventana, o espere a que termine, e inténtelo de nuevo.
hint-damaged = No se cambió nada. Si es un archivo, pídalo o cópielo de nuevo.
hint-newer-version = Actualice Fieldmesh en esta computadora. No se cambió nada.
hint-no-display = Abra Fieldmesh donde haya una pantalla. En una terminal, fieldmesh --help muestra lo que hace sin ventana.
hint-no-project = Elija Unirme a mi equipo o Empezar un proyecto nuevo.
hint-no-such-project = Elija Unirme a mi equipo: un miembro puede invitarle.
hint-choose-project = Elija en la lista el proyecto que busca.
hint-project-exists = Ábralo desde la lista de proyectos.
hint-invalid-name = Un nombre tiene de 1 a 100 caracteres.
hint-no-such-device = Abra Sincronizar en ese dispositivo.
hint-choose-device = Escriba más de su ID, o sus cuatro palabras.
hint-mistyped-device = Compárelo con la pantalla de ese dispositivo y escríbalo de nuevo.
hint-no-such-observation = Elíjala de nuevo en la lista.
hint-ambiguous-id = Escriba más.
hint-invalid-id = Elíjala en la lista.
hint-invalid-value = No se cambió nada. Corríjalo y guarde de nuevo.
hint-nothing-to-do = Primero cambie algo.
hint-full = Registre una observación nueva en su lugar.
hint-attachment-too-large = Adjunte uno más pequeño, de 100 MB como máximo.
hint-attachment-missing = Sincronice con un dispositivo que lo tenga.
hint-not-an-invite = Pida la invitación de nuevo y cópiela entera.
hint-not-a-configuration = Elija una configuración de Mapeo (.mapeosettings), de CoMapeo (.comapeocat) o de Fieldmesh.
hint-not-for-comapeo = No se escribió nada. Con un nombre que termine en .json se escribe como archivo de Fieldmesh.
hint-not-geojson = Expórtelo como GeoJSON desde el programa que lo hizo.
hint-not-a-shard = No se cambió nada; guárdela de nuevo en el programa que la escribió.
hint-no-such-shard = Es de otro proyecto, o todavía no ha llegado a esta computadora: sincronice primero.
hint-not-a-sync-file = No se cambió nada. El nombre de un archivo de sincronización termina en .fieldmesh.
hint-other-project = No se cambió nada. Si es un proyecto de su equipo, pida una invitación a un miembro: Proyecto → Invitar.
hint-other-configuration = No se cambió nada. Elija Qué hacer: usar la suya o pedirles que usen la de usted.
hint-copied-device = Haga de esta un dispositivo propio, en Proyecto. No se pierde nada.
hint-protocol = Inténtelo de nuevo; lo que llegó se conserva.
hint-nobody-found = Abra Sincronizar en el otro dispositivo, en la misma red Wi-Fi. O elija Escribir dirección, o Crear un archivo de sincronización.
hint-unreachable = Revise que Sincronizar esté abierto allí y que ambos estén en la misma red Wi-Fi.
hint-not-compared = Pulse Sincronizar de nuevo y compare el ID y las cuatro palabras con la otra pantalla.
hint-interrupted = Lo que llegó se conserva. Pulse Sincronizar de nuevo; continúa donde quedó.
hint-over-budget = No se cambió nada. Pida que escriban el archivo de nuevo.
hint-incomplete = Lo demás está a salvo. Sincronice de nuevo; si sigue igual, cree un archivo de sincronización nuevo.
hint-cancelled = Lo hecho hasta ahora se conserva. Haga lo mismo otra vez para seguir.
