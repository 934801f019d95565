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
observations-map = { $n ->
    [one] Mapa com { $count } observação
   *[other] Mapa com { $count } observações
}
observations-map-borders = Fronteiras de países
observations-map-borders-mean = Muitas fronteiras são disputadas. É assim que uma única editora, Natural Earth, as desenha.
observations-map-click = Clique no mapa, no lugar.
observations-map-east = L
observations-map-farther = Afastar
observations-map-fit = Ver todas as observações
observations-map-layers = Camadas do mapa
observations-map-nearer = Aproximar
observations-map-north = N
observations-map-own = Um mapa próprio
observations-map-own-elsewhere = As coordenadas não são longitude e latitude em graus. Exporte de novo como WGS 84.
observations-map-own-empty = Não há nada neste arquivo que se possa desenhar.
observations-map-own-file = Arquivo GeoJSON
observations-map-own-means = Territórios, rios ou caminhos, sob as observações até que este projeto seja fechado. Ficam neste computador.
observations-map-own-not-geojson = Este arquivo não é GeoJSON.
observations-map-own-remove = Tirar do mapa
observations-map-own-shown = { $file } está no mapa.
observations-map-own-shown-partly = { $n ->
    [one] { $file } está no mapa. { $n } figura ficou de fora: não cabe no mapa.
   *[other] { $file } está no mapa. { $n } figuras ficaram de fora: não cabem no mapa.
}
observations-map-own-too-large = Este arquivo é maior que { $n } MiB.
observations-map-own-too-much = Este arquivo tem pontos demais para desenhar.
observations-map-own-unreadable = Não é possível ler este arquivo.
observations-map-place-here = Pôr o lugar aqui
observations-map-record = Registrar no mapa
observations-map-record-here = Registrar aqui
observations-map-south = S
observations-map-this-part = Só esta área
observations-map-this-part-means = A lista mostra só o que está nesta parte do mapa.
observations-map-west = O
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

## First start

start-back = Voltar
start-builtin = A incluída: 25 categorias em quatro idiomas
start-by-file = Um arquivo de sincronização
start-by-file-hint = Termina em .fieldmesh. Se o projeto dele é novo neste computador, o convite é pedido em seguida; depois o arquivo é sincronizado sozinho.
start-by-invite = Um convite
start-by-invite-hint = Um colega faz o convite no computador dele: Projeto › Convidar. Cole o texto ou escolha o arquivo que recebeu.
start-configuration = Configuração
start-configuration-field = Arquivo de configuração
start-configuration-hint = As categorias e perguntas para o que se registra. Pode ser mudada depois.
start-create = Iniciar o projeto
start-current = Aberto agora
start-device = Este computador se chama
start-device-hint = Os outros veem este nome ao sincronizar.
start-file-field = Arquivo de sincronização (.fieldmesh)
start-forget-file = Continuar sem o arquivo
start-from-file = De um arquivo do Mapeo, CoMapeo ou Fieldmesh
start-invite-field = Texto ou arquivo de convite
start-join = Entrar na minha equipe
start-join-hint = Meus colegas já têm um projeto e me dão um convite.
start-join-now = Entrar
start-nearby = Um aparelho por perto
start-nearby-hint = Sentem-se juntos: seu colega abre Projeto › Convidar e passa o texto ou o arquivo, por exemplo num pen drive. Depois os dois abrem Sincronizar, no mesmo Wi-Fi.
start-new = Iniciar um projeto novo
start-new-hint = Sou a primeira pessoa e convido as outras depois.
start-no-secrecy = aberto: sem sigilo
start-open = Abrir
start-open-file = Abrir o arquivo
start-open-named = Abrir { $name }
start-open-project = Projeto aberto: sem sigilo
start-open-warning = Quem souber o nome do projeto pode ler e escrever tudo o que há nele, também nos arquivos de sincronização. Isto não pode ser mudado depois. Escolha só para o que todo mundo pode saber.
start-project-name = Nome do projeto
start-project-name-hint = Por exemplo o território, ou o trabalho para que serve.
start-projects = Projetos neste computador
start-sample = Olhar com dados de exemplo
start-sample-hint = 60 observações inventadas para experimentar tudo. Ficam neste computador.
start-secrecy = Quem pode ler
start-secret = Só quem tem um convite
start-waiting = { $file } espera um convite: este computador não tem a chave dele. Peça o convite do projeto a quem deu o arquivo. Depois de entrar, o arquivo é sincronizado sozinho.
start-welcome = Boas-vindas ao Fieldmesh
start-welcome-hint = O que você registrar fica neste computador até ser sincronizado com a sua equipe.

## Project

project-about = Sobre
project-about-hint = Observações de campo em computadores quase sempre sem conexão. Sem conta, sem servidor.
project-another = Abrir outro projeto…
project-appearance = Aparência
project-as-system = Como o sistema
project-cancel = Cancelar
project-configuration = Configuração
project-configuration-hint = As categorias e perguntas deste projeto. Todos os membros usam a mesma.
project-configuration-path = Arquivo de configuração
project-configuration-title = Configuração em uso
project-copied = Este computador é cópia de outro
project-copied-hint = Cópias de um mesmo aparelho se recusam. Uma delas precisa virar um aparelho próprio.
project-copied-now = Copiado
project-copy = Copiar texto
project-copy-diagnostics = Copiar diagnóstico
project-counts = { $categories } categorias, { $fields } campos
project-dark = Escura
project-data = Importar e exportar
project-data-hint = Mapeo, CoMapeo, QGIS e muitos outros leem e escrevem GeoJSON.
project-data-title = GeoJSON: entrada e saída
project-device-name = Nome deste computador
project-device-name-hint = Os outros veem este nome ao sincronizar.
project-devices = Aparelhos
project-devices-hint = Quem tem o quê, até onde este computador sabe.
project-devices-title = Aparelhos deste projeto
project-diagnostics = Diagnóstico
project-diagnostics-hint = Para uma mensagem a quem ajuda você. Não contém chaves, observações nem nomes de pessoas.
project-diagnostics-shown = O que é copiado
project-differs = O que mudou
project-differs-hint = As observações guardam o que foi registrado. Esta configuração é oferecida aos outros membros ao sincronizar.
project-differs-not = Os dados significam o mesmo que antes.
project-export = Exportar
project-export-hint = É escrito o que a lista de observações mostra agora: { $shown } de { $all }. As fotos ficam aqui.
project-export-now = Exportar
project-export-path = Arquivo a escrever (.geojson)
project-fingerprint = Impressão digital
project-fingerprint-hint = a mesma em dois computadores significa a mesma configuração
project-holds =
    { $n ->
        [one] Uma observação
       *[other] { $n } observações
    }
project-identity = Para comparar
project-identity-hint = Antes da primeira sincronização os outros veem estes caracteres e palavras, e os comparam com esta tela.
project-import = Importar
project-import-configuration = Importar uma configuração…
project-import-configuration-hint = Um arquivo do Mapeo (.mapeosettings), CoMapeo (.comapeocat) ou Fieldmesh. As observações ficam como estão.
project-import-hint = Importar o mesmo arquivo de novo não duplica nada.
project-import-now = Importar
project-import-path = Arquivo a ler (.geojson)
project-invite = Convidar
project-invite-code = O convite como código QR
project-invite-file = Como arquivo
project-invite-file-hint = Também contém a configuração. Entregue num pen drive e apague dali depois.
project-invite-hide = Ocultar
project-invite-hint = Seu colega abre o Fieldmesh e escolhe Entrar na minha equipe.
project-invite-path = Arquivo a escrever
project-invite-show = Mostrar texto e código QR
project-invite-text = Como texto ou código QR
project-invite-text-hint = Olhe em volta antes de mostrar.
project-invite-title = Convidar um colega
project-invite-warning = Quem tiver este convite é membro e pode ler tudo: trate-o como uma chave.
project-invite-write = Escrever o arquivo
project-last = Última sincronização { $when }: os dois tinham { $n } observações.
project-last-told = Sincronizou com outro aparelho { $when } e tinha { $n } observações.
project-licence = Software livre, sob a licença MIT ou a licença Apache 2.0, à escolha.
project-light = Clara
project-looks = Idioma e aparência
project-looks-hint = Só para este computador.
project-looks-title = Como esta janela se apresenta
project-nameless = Um aparelho sem nome
project-never = Ainda não sincronizado.
project-no-configuration = Nenhuma ainda. Chega com a primeira sincronização, ou importe uma abaixo.
project-no-devices = Ainda não se conhece outro aparelho. O que está aqui só está aqui: convide um colega e sincronize.
project-only-here =
    { $n ->
        [0] Tudo está também em outro aparelho.
        [one] Uma observação só existe aqui.
       *[other] { $n } observações só existem aqui.
    }
project-projects = Outros projetos
project-projects-hint = Cada projeto tem seus próprios membros, chave e dados.
project-projects-title = Projetos neste computador
project-protects = O que ele protege
project-protects-not = O que ele não protege
project-protects-not-text = Um computador roubado revela tudo: use a criptografia do disco. Quem está na mesma rede percebe que há um aparelho com este programa e quanto ele transmite. Apagar esconde uma observação; ela fica no histórico, e quem tiver uma cópia pode restaurá-la. Os nomes dos autores são o que os aparelhos dizem de si mesmos.
project-protects-text = Os arquivos de sincronização e tudo o que passa pela rede são cifrados com a chave do projeto: sem o convite ninguém os lê. Nada é enviado a ninguém além dos aparelhos do projeto. Nada do que foi registrado é sobrescrito.
project-rename = Mudar nome
project-renew = Tornar este um aparelho próprio…
project-renew-explained = Ele recebe um novo ID e novas palavras; os colegas comparam mais uma vez. Nada se perde.
project-renew-question = Tornar este computador um aparelho próprio?
project-renew-yes = Tornar próprio
project-sources = Licença e fontes
project-sources-text = Letras: Noto Sans, licença SIL Open Font. Terra no mapa: Natural Earth, domínio público.
project-stop = Parar
project-this-device = Este aparelho
project-this-device-title = Este computador, como os outros o veem
project-this-laptop = Este computador: { $name }
project-told = Contado por outro aparelho
project-version = versão { $version }
project-working = Trabalhando…

## Uma observação

detail-according = Nomes e horários segundo os aparelhos.
detail-and = { $before } e { $last }
detail-as-it-was = Como estava em { $at }, escrito por { $who }
detail-back-to-now = Voltar ao atual
detail-captured-under = Registrado com a configuração { $name }
detail-category = Categoria
detail-changed = Última mudança de
detail-close = Fechar esta observação
detail-conflict-answer = { $who } responderam “{ $field }” de forma diferente. As duas ficam guardadas até alguém escolher.
detail-conflict-category = { $who } escolheram categorias diferentes. As duas ficam guardadas até alguém escolher.
detail-conflict-deleted = Excluída
detail-conflict-deletion = { $deleter } excluiu enquanto { $editor } mudava. Nada se perdeu: falta escolher o que está certo.
detail-conflict-edited = Mudada, e mantida
detail-conflict-notes = { $who } escreveram notas diferentes. As duas ficam guardadas até alguém escolher.
detail-conflict-place = { $who } escreveram lugares diferentes. Os dois ficam guardados até alguém escolher.
detail-conflict-time = { $who } escreveram horários diferentes. Os dois ficam guardados até alguém escolher.
detail-delete = Excluir
detail-delete-means = Ela desaparece da lista em todo lugar onde for sincronizada. Fica no histórico, e quem tiver uma cópia pode restaurá-la.
detail-delete-no = Manter
detail-delete-question = Excluir esta observação?
detail-delete-yes = Excluir agora
detail-deleted = Excluída em { $at }
detail-deleted-means = Está no histórico e pode ser restaurada.
detail-deletion = Exclusão
detail-edit = Editar
detail-history = Histórico
detail-history-close = Fechar o histórico
detail-keep = Manter este
detail-keep-deleted = Deixar excluída
detail-no-place = Sem lugar
detail-not-deleted = não excluída
detail-notes = Notas
detail-nothing = nada
detail-observed-at = Vista em
detail-other-program = Outro programa
detail-photo = Foto
detail-photo-absent = Não está neste aparelho
detail-photo-after = Próxima
detail-photo-before = Anterior
detail-photo-none = Este arquivo não é uma imagem que possa ser mostrada aqui.
detail-photo-only = Não há mais.
detail-place = Lugar
detail-problem-category = A categoria “{ $category }” não está nesta configuração.
detail-problem-date = { $field }: não é uma data como 2026-11-22.
detail-problem-date-time = { $field }: não é uma data e hora como 2026-11-22T14:30.
detail-problem-kind = { $field }: a resposta não corresponde à pergunta.
detail-problem-number = { $field }: não é um número.
detail-problem-option = { $field }: “{ $value }” não é nenhuma das opções.
detail-problem-other = Uma resposta não corresponde a esta configuração.
detail-problem-range = { $field }: { $value } está fora do esperado.
detail-recorded = Registrado por
detail-restore = Restaurar
detail-restore-version = Restaurar esta versão
detail-saved = Salvo neste computador.
detail-show-on-map = Mostrar no mapa
detail-show-version = Mostrar como estava
detail-unanswered = { $n ->
    [one] { $n } pergunta sem resposta
   *[other] { $n } perguntas sem resposta
}
detail-unasked = Outras etiquetas
detail-version-added = Adicionado: { $name }
detail-version-deleted = Excluída
detail-version-newest = É assim que está agora.
detail-version-recorded = Registrada
detail-version-removed = Removido: { $name }
detail-version-restored = Restaurada
detail-version-same = Um conflito foi resolvido; nada mais mudou.
detail-version-shown = Já está sendo mostrada.
detail-write-other = Escrever outro valor

## O formulário

form-attaching = { $n ->
    [one] Pegando { $n } arquivo …
   *[other] Pegando { $n } arquivos …
}
form-cancel = Cancelar
form-category-change = Mudar
form-category-none = Nenhuma categoria tem esse nome.
form-category-search = Procurar entre as categorias
form-edit = Editar a observação
form-fault-earth = Não existe esse lugar: a latitude vai de -90 a 90, a longitude de -180 a 180.
form-fault-empty = Ainda não há nada para salvar: escolha uma categoria ou escreva algo.
form-fault-latitude = A latitude não é um número como -1.48.
form-fault-longitude = A longitude não é um número como -77.26.
form-fault-number = Isto não é um número.
form-fault-place = Ainda não foi salvo: veja o lugar abaixo.
form-latitude = Latitude
form-leave-means = O que foi escrito aqui se perde.
form-leave-no = Continuar escrevendo
form-leave-question = Sair sem salvar?
form-leave-yes = Sair sem salvar
form-longitude = Longitude
form-new = Nova observação
form-no-answer = Sem resposta
form-no-configuration = Este projeto ainda não tem categorias: elas vêm com uma configuração.
form-overtaken = Enquanto isso, isto mudou em outro aparelho: { $fields }. Ao salvar fica o que está aqui; o outro continua no histórico.
form-photo-drop = Ou arraste arquivos para esta janela.
form-photo-path = Foto ou arquivo
form-photo-place = A foto foi tirada em { $place }.
form-photo-place-time = A foto foi tirada em { $place } em { $time }.
form-photo-time = A foto foi tirada em { $time }.
form-photos = Fotos e arquivos
form-place-click = Clique no mapa, no lugar.
form-place-on-map = Escolher no mapa
form-place-type = Escrever em vez disso
form-problems-kept = Pode ser salvo mesmo assim.
form-remove = Remover
form-save = Salvar
form-saving = Salvando …
form-time-remove = Remover o horário
form-use-place = Usar o lugar
form-use-time = Usar o horário
