# O que a janela diz.

## Em volta de cada tela

browse = Procurar…
close = Fechar
language = Idioma
mode-observations = Observações
mode-project = Projeto
mode-synchronize = Sincronizar
open-no-secrecy = Projeto aberto: sem segredo. Quem souber o nome dele pode ler e escrever nele.
opening = Abrindo …

## Observações

observations-about-came = Isto chegou com a sincronização.
observations-about-came-deleted = Estas foram excluídas em outro dispositivo. Nada se perdeu ainda: podem ser restauradas.
observations-about-conflicts = Aqui a mesma coisa foi mudada em dois dispositivos. Abra uma e escolha o que está certo.
observations-about-deleted = Estas foram excluídas. Continuam no histórico e podem ser restauradas.
observations-about-new = Isto chegou ou mudou desde a última vez que se olhou.
observations-any-day = Qualquer dia
observations-cancel = Cancelar
observations-category = Categoria: { $name }
observations-category-any = Todas as categorias
observations-clear = Limpar o filtro
observations-count = { $n ->
    [one] { $shown } observação
   *[other] { $shown } observações
}
observations-count-of = { $n ->
    [one] { $shown } de { $all } observação
   *[other] { $shown } de { $all } observações
}
observations-date-from = De
observations-date-help = Ano, mês, dia: 2026-11-22
observations-date-until = Até
observations-dates = Datas
observations-dates-from = De { $day }
observations-dates-until = Até { $day }
observations-kept = Mostrar: { $name }
observations-kept-all = Todas
observations-kept-came = O que chegou
observations-kept-came-deleted = Excluídas em outro lugar
observations-kept-conflicts = Conflitos ({ $n })
observations-kept-deleted = Excluídas
observations-kept-new = Novas ({ $n })
observations-last-month = Últimos 30 dias
observations-last-week = Últimos 7 dias
observations-list = Lista de observações
observations-mark-seen = Marcar tudo como visto
observations-new = Nova observação
observations-no-category = Sem categoria
observations-none = Ainda não há observações.
observations-none-hint = O que for registrado aqui aparece nesta lista e no mapa.
observations-nothing-fits = Nada corresponde ao filtro.
observations-reading = Lendo …
observations-record-first = Registrar a primeira
observations-restore-all = Restaurar todas …
observations-restore-means = Elas voltam à lista em todos os lugares onde este projeto é sincronizado.
observations-restore-question = { $n ->
    [one] Restaurar { $count } observação?
   *[other] Restaurar { $count } observações?
}
observations-restore-yes = Restaurar
observations-row-conflict = em conflito
observations-row-deleted = excluída
observations-row-new = nova
observations-row-photos = { $n ->
    [one] { $n } foto ou arquivo
   *[other] { $n } fotos ou arquivos
}
observations-search = Buscar
observations-show-all = Mostrar tudo
observations-synchronize = Sincronizar com alguém da equipe
observations-today = Hoje
