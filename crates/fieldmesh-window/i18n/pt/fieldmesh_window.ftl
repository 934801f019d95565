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
observations-about-conflicts = Aqui a mesma coisa foi mudada em dois dispositivos. Abra uma e escolha o que está certo.
observations-about-deleted = Estas foram excluídas. Continuam no histórico e podem ser restauradas.
observations-about-duplicates = Foram importadas da mesma fonte em mais de um dispositivo. As de uma fonte ficam lado a lado: abra e exclua o que estiver repetido.
observations-about-new = Isto chegou ou mudou desde a última vez que se olhou.
observations-any-day = Qualquer dia
observations-cancel = Cancelar
observations-category = Categoria: { $name }
observations-category-any = Todas as categorias
observations-clear = Limpar o filtro
observations-count = { $n ->
    [0] { $shown } observações
    [one] { $shown } observação
   *[other] { $shown } observações
}
observations-count-of = { $n ->
    [0] { $shown } de { $all } observações
    [one] { $shown } de { $all } observação
   *[other] { $shown } de { $all } observações
}
observations-date-from = De
observations-date-help = Ano, mês, dia: 2026-11-22
observations-date-until = Até
observations-dates = Datas
observations-dates-from = De { $day }
observations-dates-until = Até { $day }
observations-held-accept = Deixar excluídas
observations-kept = Mostrar: { $name }
observations-kept-all = Todas
observations-kept-came = O que chegou
observations-kept-conflicts = Conflitos ({ $n })
observations-kept-deleted = Excluídas
observations-kept-duplicates = Possíveis duplicatas
observations-kept-held = Excluídas em outro lugar ({ $n })
observations-kept-new = Novas ({ $n })
observations-last-month = Últimos 30 dias
observations-last-week = Últimos 7 dias
observations-list = Lista de observações
observations-map = { $n ->
    [0] Mapa com { $count } observações
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
    [0] Restaurar { $count } observações?
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
observations-unread = Não foi possível ler as observações.

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
start-nearby = Um dispositivo por perto
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
project-activity = Atividade
project-activity-hint = O que fez cada sincronização. A linha de comando mostra as mais antigas: fieldmesh activity.
project-activity-title = Sincronizações deste computador
project-another = Abrir outro projeto…
project-appearance = Aparência
project-as-system = Como o sistema
project-cancel = Cancelar
project-clock-known = A ficha dele data uma sincronização com este laptop no futuro, ou antes de o projeto estar aqui. Só as datas estão erradas: nada mais depende de um relógio.
project-configuration = Configuração
project-configuration-hint = As categorias e perguntas deste projeto. Todos os membros usam a mesma.
project-configuration-path = Arquivo de configuração
project-configuration-title = Configuração em uso
project-copied = Este computador é cópia de outro
project-copied-hint = Cópias de um mesmo dispositivo se recusam. Uma delas precisa virar um dispositivo próprio.
project-copied-now = Copiado
project-copy = Copiar texto
project-copy-diagnostics = Copiar diagnóstico
project-copy-receipt = Copiar o recibo
project-counts = { $categories } categorias, { $fields } campos
project-dark = Escura
project-data = Importar e exportar
project-data-hint = Mapeo, CoMapeo, QGIS e muitos outros leem e escrevem GeoJSON.
project-data-title = GeoJSON: entrada e saída
project-device-name = Nome deste computador
project-device-name-hint = Os outros veem este nome ao sincronizar.
project-devices = Dispositivos
project-devices-hint = Quem tem o quê, até onde este computador sabe.
project-devices-title = Dispositivos deste projeto
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
project-hide-receipt = Ocultar o recibo { $number }
project-holds =
    { $n ->
        [0] Nenhuma observação
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
project-last-back = Última sincronização { $when }; desde então voltou a um estado anterior.
project-licence = Software livre, sob a licença MIT ou a licença Apache 2.0, à escolha.
project-light = Clara
project-looks = Idioma e aparência
project-looks-hint = Só para este computador.
project-looks-title = Como esta janela se apresenta
project-nameless = Um dispositivo sem nome
project-never = Ainda não sincronizado.
project-no-activity = Ainda não se sincronizou nada.
project-no-configuration = Nenhuma ainda. Chega com a primeira sincronização, ou importe uma abaixo.
project-no-devices = Ainda não se conhece outro dispositivo. O que está aqui só está aqui: convide um colega e sincronize.
project-only-here =
    { $n ->
        [0] Tudo está também em outro dispositivo.
        [one] Uma observação só existe aqui.
       *[other] { $n } observações só existem aqui.
    }
project-photos = Fotos neste computador
project-photos-everything = Tudo: as fotos como foram tiradas
project-photos-hint = Para este projeto, a qualquer momento, a partir da próxima sincronização. O que já está aqui fica.
project-photos-previews = Só prévias: menores; os originais ficam em outros dispositivos
project-projects = Outros projetos
project-projects-hint = Cada projeto tem seus próprios membros, chave e dados.
project-projects-title = Projetos neste computador
project-protects = O que ele protege
project-protects-not = O que ele não protege
project-protects-not-text = Um computador roubado revela tudo: use a criptografia do disco. Quem está na mesma rede percebe que há um dispositivo com este programa e quanto ele transmite. Excluir esconde uma observação; ela fica no histórico, e quem tiver uma cópia pode restaurá-la. Os nomes dos autores são o que os dispositivos dizem de si mesmos.
project-protects-text = Os arquivos de sincronização e tudo o que passa pela rede são cifrados com a chave do projeto: sem o convite ninguém os lê. Nada é enviado a ninguém além dos dispositivos do projeto. Nada do que foi registrado é sobrescrito.
project-rename = Mudar nome
project-renew = Tornar este um dispositivo próprio…
project-renew-explained = Ele recebe um novo ID e novas palavras; os colegas comparam mais uma vez. Nada se perde.
project-renew-question = Tornar este computador um dispositivo próprio?
project-renew-yes = Tornar próprio
project-show-receipt = Mostrar o recibo { $number }
project-sources = Licença e fontes
project-sources-text = Letras: Noto Sans, licença SIL Open Font. Terra no mapa: Natural Earth, domínio público.
project-stop = Parar
project-this-device = Este dispositivo
project-this-device-title = Este computador, como os outros o veem
project-this-laptop = Este computador: { $name }
project-version = versão { $version }
project-working = Trabalhando…

## Uma observação

detail-according = Nomes e horários segundo os dispositivos.
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
detail-keep-nothing = Deixar vazio
detail-no-place = Sem lugar
detail-not-deleted = não excluída
detail-notes = Notas
detail-nothing = nada
detail-observed-at = Vista em
detail-other-program = Outro programa
detail-photo = Foto
detail-photo-absent = Não está neste dispositivo
detail-photo-after = Próxima
detail-photo-before = Anterior
detail-photo-none = Este arquivo não é uma imagem que possa ser mostrada aqui.
detail-photo-only = Não há mais.
detail-photo-replace = Já existe um arquivo { $file }. Substituí-lo?
detail-photo-replace-no = Deixá-lo
detail-photo-replace-yes = Substituí-lo
detail-photo-save = Salvar como…
detail-photo-save-now = Salvar o arquivo
detail-photo-save-path = Arquivo a gravar
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
detail-restore-version-means = O que agora é diferente é escrito como era então, em uma nova versão. Nada se perde: como está agora fica no histórico.
detail-restore-version-no = Deixar como está
detail-restore-version-question = Restaurar a versão de { $at }, escrita por { $who }?
detail-restore-version-yes = Restaurá-la
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
detail-version-same = Nada do que se mostra aqui mudou.
detail-version-settled = O conflito foi resolvido.
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
form-overtaken = Enquanto isso, isto mudou em outro dispositivo: { $fields }. Ao salvar fica o que está aqui; o outro continua no histórico.
form-photo-drop = Ou arraste arquivos para esta janela.
form-photo-path = Foto ou arquivo
form-photo-place = A foto foi tirada em { $place }.
form-photo-place-time = A foto foi tirada em { $place } em { $time }.
form-photo-time = A foto foi tirada em { $time }.
form-photos = Fotos e arquivos
form-place-click = Clique no mapa, no lugar.
form-place-on-map = Escolher no mapa
form-place-replace = Pôr um ponto no lugar
form-place-type = Escrever em vez disso
form-problems-kept = Pode ser salvo mesmo assim.
form-remove = Remover
form-save = Salvar
form-saving = Salvando …
form-time-remove = Remover o horário
form-use-place = Usar o lugar
form-use-time = Usar o horário

## Sincronizar

sync-address = Endereço do outro dispositivo
sync-all = Sincronizar com todos
sync-all-none = Não há aqui nenhum dispositivo que esteja pronto e tenha outros dados.
sync-asked = Foi pedido a { $name } que use a configuração deste computador. A pessoa de lá decide.
sync-button = Sincronizar
sync-cancel = Cancelar
sync-carry-back = { $n ->
    [0] Nenhuma delas é nova para { $name }, que escreveu este arquivo.
    [one] 1 delas é nova para { $name }, que escreveu este arquivo: leve-o de volta e escolha lá “Sincronizar de um arquivo”.
   *[other] { $n } delas são novas para { $name }, que escreveu este arquivo: leve-o de volta e escolha lá “Sincronizar de um arquivo”.
}
sync-carry-on = { $n ->
    [0] Nenhuma delas é nova para { $name }, que já usou este arquivo.
    [one] 1 delas é nova para { $name }, que já usou este arquivo: leve-o até lá e escolha “Sincronizar de um arquivo”.
   *[other] { $n } delas são novas para { $name }, que já usou este arquivo: leve-o até lá e escolha “Sincronizar de um arquivo”.
}
sync-configuration = configuração { $name }
sync-configuration-apart = Nenhuma das duas vem da outra: as pessoas do projeto decidem qual todas usam.
sync-configuration-awaited = A outra configuração ainda não chegou.
sync-configuration-both = Lá: { $theirs }. Aqui: { $ours }.
sync-configuration-differences = O que muda aqui com a configuração de { $name }:
sync-configuration-kept = Nenhuma observação se perde, seja qual for a escolha.
sync-configuration-newer = { $name } tem uma edição mais nova da sua configuração.
sync-configuration-older = { $name } tem uma edição mais antiga da sua configuração.
sync-configuration-title = { $name } usa outra configuração
sync-connect = Conectar
sync-create = Criar
sync-create-file = Criar um arquivo de sincronização
sync-create-where = Nome e lugar do novo arquivo de sincronização
sync-devices = Dispositivos por perto
sync-ended-file = Sincronizado com o arquivo { $name }
sync-ended-device = Sincronizado com { $name }
sync-file = Arquivo de sincronização
sync-file-open-project = Este projeto é aberto: o arquivo não guarda segredo.
sync-file-size = Cerca de { $size }: todas as observações e todas as fotos que estão neste computador.
sync-file-size-mail = Cerca de { $size }: todas as observações e prévias das fotos. Os originais e os anexos grandes ficam aqui.
sync-forget = Esquecer
sync-forget-address = Esquecer { $address }
sync-from-file = Sincronizar de um arquivo
sync-give-ours = Pedir que usem a minha
sync-help-address = Digite o endereço que aparece no alto da outra tela.
sync-help-apart = Redes de visitantes separam os dispositivos: use outra rede.
sync-help-file = Ou leve um arquivo de sincronização em um pen drive.
sync-help-hotspot = Sem Wi-Fi? Ligue o ponto de acesso de um celular ou de um computador e conecte os dois a ele.
sync-help-nobody = Ninguém foi encontrado ainda. O que ajuda:
sync-help-screen = Abra Sincronizar nos dois dispositivos.
sync-help-wifi = Conecte os dois dispositivos à mesma rede Wi-Fi. Não precisa de internet.
sync-last-days = { $n ->
    [0] Última sincronização: hoje; diferentes
    [one] Última sincronização: há 1 dia; diferentes
   *[other] Última sincronização: há { $n } dias; diferentes
}
sync-laptop = Notebook
sync-listens = Digite este endereço em um dispositivo que não encontra este.
sync-no-network = Sem conexão com nenhuma rede
sync-not-an-address = Isto não é um endereço. Escreva como aparece no alto da outra tela, por exemplo { $example }.
sync-not-this-one = Não é este
sync-open = Abrir
sync-open-project = Configuração deste projeto
sync-opening = Abrindo a rede …
sync-others-title = Há outro projeto por perto
sync-others-way = Se for de um colega: em um dos dois, abra Projeto → Convidar. No outro, escolha Entrar na minha equipe.
sync-phone = Celular
sync-photos-here = { $n ->
    [0] Nenhuma foto falta neste computador.
    [one] 1 foto ainda tem que chegar a este computador.
   *[other] { $n } fotos ainda têm que chegar a este computador.
}
sync-photos-there = { $n ->
    [0] Nenhuma foto deste computador falta do outro lado.
    [one] 1 foto deste computador ainda tem que chegar ao outro lado.
   *[other] { $n } fotos deste computador ainda têm que chegar ao outro lado.
}
sync-question-counts = { $name } recebe { $ours ->
    [0] nenhuma observação
    [one] 1 observação
   *[other] { $ours } observações
} daqui, você recebe { $theirs ->
    [0] nenhuma observação
    [one] 1 observação
   *[other] { $theirs } observações
} de lá.
sync-question-device = É este o dispositivo?
sync-question-invited = { $name } quer sincronizar com este computador.
sync-question-screen = O mesmo deve aparecer na tela dele.
sync-question-stranger = Este NÃO é o { $name } que você conhece.
sync-question-stranger-known = O { $name } que você conhece é { $known }. Continue só se souber por quê: talvez tenha sido instalado de novo.
sync-question-title = Todos os dados são compartilhados nas duas direções.
sync-renew = Fazer deste um dispositivo próprio
sync-renew-offer = Este computador e { $name } são cópias de um mesmo dispositivo. Fazer deste um dispositivo próprio? Nada se perde.
sync-restore = Restaurar
sync-same-data = Os mesmos dados que este computador
sync-see-them = Ver
sync-stop = Parar
sync-stop-with = Parar com { $name }
sync-this-laptop = Este computador: { $name }
sync-try-again = Tentar de novo
sync-type-address = Digitar endereço
sync-undiscoverable = Aqui os dispositivos não se encontram sozinhos. Digite o endereço do outro dispositivo ou use um arquivo de sincronização.
sync-use-theirs = Usar a configuração deles
sync-view-what-came = Ver o que chegou
sync-what-to-do = O que fazer
sync-what-to-do-about = O que fazer com { $name }
sync-what-to-do-others = O que fazer com outros projetos
sync-with-device = Sincronizar com { $name }
sync-without-network = Sem rede:
sync-words-meaning = As mesmas quatro palavras nas duas telas significam os mesmos dados.
sync-working-file = Deixe o pen drive conectado até terminar.

## Avisos

notice-about = { $what }: { $about }
notice-configuration-used = Este projeto agora usa a configuração { $name }.
notice-configuration-warnings = { $n ->
    [0] Nada do arquivo ficou de fora.
    [one] Uma coisa do arquivo ficou de fora ou é guardada de outra forma.
   *[other] { $n } coisas do arquivo ficaram de fora ou são guardadas de outra forma.
}
notice-details = Detalhes
notice-file-created = Escrito e conferido. { $size }. Já pode retirar o pen drive.
notice-file-open = Este projeto é aberto: o arquivo não guarda segredo. Quem souber o nome do projeto pode lê-lo.
notice-give-ours = Dar a minha ao arquivo
notice-import-skipped = { $n ->
    [0] Nenhum item do arquivo ficou de fora.
    [one] 1 item do arquivo ficou de fora.
   *[other] { $n } itens do arquivo ficaram de fora.
}
notice-invite-offer = Peça um convite a um membro do projeto dele. Quando você tiver entrado, este arquivo é sincronizado sozinho.
notice-join = Entrar com um convite
notice-news = Mensagens
notice-not-attached = A foto ou o arquivo não foi anexado
notice-not-configured = A configuração não foi mudada
notice-not-created = O arquivo de sincronização não foi escrito
notice-not-done = Algo não foi feito
notice-not-exported = Nada foi exportado
notice-not-imported = O arquivo não foi importado
notice-not-invited = Nenhum convite foi feito
notice-not-joined = Você ainda não está no projeto
notice-not-named = O dispositivo não foi mudado
notice-not-opened = O projeto não foi aberto
notice-not-opened-network = A rede não foi aberta
notice-not-read = Nem tudo pôde ser lido
notice-not-saved = Não foi salvo
notice-not-synchronized = Não foi sincronizado
notice-not-synchronized-file = Não foi sincronizado com o arquivo
notice-not-written-attachment = A foto ou o arquivo não foi gravado
notice-renew-offer = Este computador e outro são cópias de um mesmo dispositivo. Fazer deste um dispositivo próprio? Nada se perde.
notice-switch = Mudar para { $name }
notice-switch-offer = Este arquivo é do seu projeto { $name }. Mudar para ele?
notice-undo = Desfazer
notice-use-theirs = Usar a do arquivo

## Dicas: o que fazer agora, para cada tipo de erro

hint-internal = O que foi salvo está seguro. Se acontecer de novo, copie o diagnóstico em Projeto e envie a quem ajuda você.
hint-io = Verifique o disco ou o pen drive e tente de novo. Nada fica pela metade.
hint-no-such-file = Verifique o nome e a pasta, ou escolha o arquivo com Procurar….
hint-file-exists = Escolha outro nome ou mova o arquivo antigo.
hint-disk-full = Libere espaço e faça o mesmo de novo; continua de onde parou.
hint-read-only = Escolha outra pasta ou permita a gravação no pen drive.
hint-in-use = Feche o outro programa ou a outra janela, ou espere que termine, e tente de novo.
hint-damaged = Nada foi mudado. Se for um arquivo, peça ou copie de novo.
hint-newer-version = Atualize o Fieldmesh neste computador. Nada foi mudado.
hint-no-display = Abra o Fieldmesh onde houver uma tela. Em um terminal, fieldmesh --help mostra o que ele faz sem janela.
hint-no-project = Escolha Entrar na minha equipe ou Começar um projeto novo.
hint-no-such-project = Escolha Entrar na minha equipe: um membro pode convidar você.
hint-choose-project = Escolha na lista o projeto que procura.
hint-project-exists = Abra-o na lista de projetos.
hint-invalid-name = Um nome tem de 1 a 100 caracteres.
hint-no-such-device = Abra Sincronizar nesse dispositivo.
hint-choose-device = Digite mais do ID, ou as quatro palavras.
hint-mistyped-device = Compare com a tela desse dispositivo e digite de novo.
hint-no-such-observation = Escolha de novo na lista.
hint-ambiguous-id = Digite mais.
hint-invalid-id = Escolha na lista.
hint-invalid-value = Nada foi mudado. Corrija e salve de novo.
hint-nothing-to-do = Primeiro mude alguma coisa.
hint-full = Registre uma observação nova no lugar desta.
hint-attachment-too-large = Anexe um menor, de no máximo 100 MB.
hint-attachment-missing = Sincronize com um dispositivo que o tenha.
hint-not-an-invite = Peça o convite de novo e copie-o inteiro.
hint-not-a-configuration = Escolha uma configuração do Mapeo (.mapeosettings), do CoMapeo (.comapeocat) ou do Fieldmesh.
hint-not-for-comapeo = Nada foi escrito. Com um nome que termine em .json é escrito como arquivo do Fieldmesh.
hint-not-geojson = Exporte como GeoJSON no programa que o fez.
hint-not-a-shard = Nada foi mudado; salve de novo no programa que a escreveu.
hint-no-such-shard = É de outro projeto, ou ainda não chegou a este computador: sincronize primeiro.
hint-not-a-sync-file = Nada foi mudado. O nome de um arquivo de sincronização termina em .fieldmesh.
hint-other-project = Nada foi mudado. Se for um projeto da sua equipe, peça um convite a um membro: Projeto → Convidar.
hint-other-configuration = Nada foi mudado. Escolha O que fazer: usar a deles ou pedir que usem a sua.
hint-copied-device = Faça deste um dispositivo próprio, em Projeto. Nada se perde.
hint-protocol = Tente de novo; o que chegou fica guardado.
hint-nobody-found = Abra Sincronizar no outro dispositivo, na mesma rede Wi-Fi. Ou escolha Digitar endereço, ou Criar um arquivo de sincronização.
hint-unreachable = Verifique se Sincronizar está aberto lá e se os dois estão na mesma rede Wi-Fi.
hint-not-compared = Aperte Sincronizar de novo e compare o ID e as quatro palavras com a outra tela.
hint-interrupted = O que chegou fica guardado. Aperte Sincronizar de novo; continua de onde parou.
hint-over-budget = Nada foi mudado. Peça que escrevam o arquivo de novo.
hint-incomplete = O resto está seguro. Sincronize de novo; se continuar assim, crie um arquivo de sincronização novo.
hint-cancelled = Tudo até aqui fica guardado. Faça o mesmo de novo para continuar.
