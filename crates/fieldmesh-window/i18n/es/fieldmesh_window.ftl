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
observations-about-came-deleted = Estas se eliminaron en otro dispositivo. Todavía no se ha perdido nada: se pueden restaurar.
observations-about-conflicts = Aquí se cambió lo mismo en dos dispositivos. Abra una y elija lo correcto.
observations-about-deleted = Estas se eliminaron. Siguen en el historial y se pueden restaurar.
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
observations-kept = Mostrar: { $name }
observations-kept-all = Todas
observations-kept-came = Lo que llegó
observations-kept-came-deleted = Eliminadas en otro lado
observations-kept-conflicts = Conflictos ({ $n })
observations-kept-deleted = Eliminadas
observations-kept-new = Nuevas ({ $n })
observations-last-month = Últimos 30 días
observations-last-week = Últimos 7 días
observations-list = Lista de observaciones
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
