# What the command line says. The same keys and variables stand in every language.

orientation =
    O Fieldmesh guarda observações de campo neste computador e as sincroniza com outros membros de um projeto,
    sem internet.

    Ver como funciona:        fieldmesh demo
    Começar um projeto:       fieldmesh project create "Río Napo"
    Entrar em um projeto:     fieldmesh project join INVITE

    fieldmesh --help          mostra todos os comandos.

## Lines around an error

error-line = erro: { $message }
next-line = próximo passo: { $hint }
warning = nota: { $text }

## Words in tables and lists

accuracy = precisão
another-program = outro programa
area = área
attachment = anexo
category = categoria
compared = comparado
date = data
device = dispositivo
field = campo
fields = campos
heads = cabeças
imported-from = importado de
last-change = última mudança
last-synchronized = última sincronização
latitude = latitude
longitude = longitude
mark-attachments = { $n ->
    [one] 1 anexo
   *[other] { $n } anexos
}
mark-conflict = conflito
mark-deleted = apagada
name = nome
never = nunca
not-deleted = não apagada
notes = notas
observations = observações
open-mark = aberto: sem segredo
options = opções
other-data = dados diferentes
place = lugar
recorded-by = registrada por
same-data = os mesmos dados deste dispositivo
second-hand = contado por outros
shard-kind = tipo
track = percurso de { $n } pontos
type = tipo
version = versão

## Projects, configuration, device

config-not-here = não está neste dispositivo
config-other-key = Este arquivo contém a chave de outro projeto. Para começá-lo ou entrar nele: fieldmesh project create NOME --config ARQUIVO
config-unknown = Não há um arquivo { $given }, e nenhuma configuração deste projeto tem uma impressão digital que comece assim.
config-warnings = { $n ->
    [one] Uma coisa foi deixada de fora ou é guardada de outro modo:
   *[other] { $n } coisas foram deixadas de fora ou são guardadas de outro modo:
}
diff-category-added = + categoria { $name }
diff-category-removed = - categoria { $name }
diff-category-tags = ~ categoria { $name }: etiquetas { $before } → { $after }
diff-field-added = + campo { $name }
diff-field-changed = ~ campo { $name }: { $changes }
diff-field-removed = - campo { $name }
diff-more = … e mais { $n }
diff-options-added = opções novas: { $options }
diff-options-removed = opções que faltam: { $options }
diff-presentation = Os dados significam o mesmo com ambas; diferem em nomes, textos, aparência, ordem ou versão.
diff-same = São iguais.
diff-tag-key = guardado em { $after }, não em { $before }
diff-type = { $after }, não { $before }

invite-caption = { $name } · Convite do Fieldmesh. Quem tem esta imagem é membro: guarde-a em segredo.
invite-warning = Quem tem este convite é membro de { $name } e pode ler tudo: cuide dele como de uma chave.
invite-written = Convite escrito: { $file }
fingerprint = impressão digital
no-configuration = ainda sem configuração
no-projects = Este dispositivo ainda não está em nenhum projeto. Comece um: fieldmesh project create NAME
open-warning = Este projeto é aberto: sem segredo. Quem souber o nome pode ler e escrever nele.
project-created = O projeto { $name } está pronto neste dispositivo.
project-joined = Este dispositivo agora está no projeto { $name }.
project-summary =
    { $name }
      id: { $id }
      configuração: { $configuration }
project-used = Os comandos agora se referem ao projeto { $name }.
device-summary =
    { $name }  { $short }  { $words }
    { $id }
device-compare = Para comparar: o outro dispositivo tem de mostrar para este os mesmos oito caracteres e, no mesmo idioma, as mesmas quatro palavras, com “fieldmesh peers { $short }”.
compared-on = Comparado em { $at }.
not-compared = Ainda não comparado.
written = Escrito: { $file }

## Observations

saved = Salva.
deleted = Apagada. Ela some da lista em todos os lugares onde for sincronizada. Fica no histórico, e quem tiver uma cópia pode recuperá-la.
deleted-at = apagada em { $at }
restored = Recuperada.
resolved = { $n ->
    [0] Resolvido. Não resta nenhum conflito nesta observação.
    [one] Resolvido. Resta 1 conflito nesta observação.
   *[other] Resolvido. Restam { $n } conflitos nesta observação.
}
conflict = { $n ->
    [2] conflito em { $field }: dois valores
   *[other] conflito em { $field }: { $n } valores
}
resolve-with = resolva com: { $command }
no-observations = Não há observações.
more-observations = Mostradas { $shown } de { $total }; --limit mostra mais.
see-conflicts = Conflitos: fieldmesh observation list --conflicts
only-here = { $n ->
    [one] 1 observação existe só aqui.
   *[other] { $n } observações existem só aqui.
}

## What was typed

mistyped-group = O grupo { $group } deste ID, { $text }, tem um erro de digitação.
mistyped-length = Este não é um ID inteiro: tem { $have } caracteres, um ID tem 65.
mistyped-word = A palavra { $position }, { $word }, não é uma das palavras.
mistyped-word-near = A palavra { $position }, { $word }, não é uma das palavras. Parecidas: { $near }
several-devices = A { $given } correspondem vários dispositivos: { $devices }
unknown-device = A { $given } não corresponde nenhum dispositivo deste projeto.
unknown-device-near = A { $given } não corresponde nenhum dispositivo deste projeto. Parecidos: { $devices }
not-a-language = { $given } não é um dos idiomas en, es, pt, fr.
not-an-assignment = { $given } não se lê como CHAVE=VALOR.
not-json = O valor de { $key } não é JSON: { $cause }
not-a-plain-value = O valor de { $key } precisa ser um texto, um número, true, false, null ou uma lista destes.
not-a-date = { $key }: { $given } não é uma data; escreva como 2026-11-22.
not-a-date-time = { $key }: { $given } não é uma data e hora; escreva como 2026-11-22T09:30.
not-a-number = { $name }: { $given } não é um número; escreva os decimais com ponto, como em -1.48.
not-a-time = { $given } não é uma data e hora; escreva 2026-11-22T09:30:00-05:00, ou para um filtro só 2026-11-22.
not-a-box = { $given } não é um retângulo; escreva oeste,sul,leste,norte em graus, como em -78,-2,-77,-1.
problem-category = A configuração não tem a categoria { $category }; fica como está.
problem-kind = { $field } pede outro tipo de resposta; a sua fica como está.
problem-option = { $value } não é uma opção de { $field }; fica como está.
problem-range = { $value } está fora dos limites de { $field }; fica como está.
not-an-option = { $key } não pode ser { $given }. Suas opções: { $known }
not-in-conflict = { $key } não está em conflito nesta observação.
not-yes-or-no = { $given } não é nem true nem false.
latitude-range = A latitude { $given } não está entre -90 e 90.
longitude-range = A longitude { $given } não está entre -180 e 180.
accuracy-range = A precisão { $given } não é um número de metros.
no-such-attachment = Nenhum anexo desta observação começa com { $given }.
no-such-version = Nenhuma versão desta observação começa com { $given }.
ambiguous-hash = Vários começam com { $given }.

## Sync files

file-created = Escrito e verificado: { $file }, { $size }, { $n ->
    [one] 1 observação
   *[other] { $n } observações
}. Já pode retirar o pendrive.
file-same = { $n ->
    [one] Este dispositivo e o arquivo agora têm a mesma observação.
   *[other] Este dispositivo e o arquivo agora têm as mesmas { $n } observações.
}
file-carry-back = { $n ->
    [one] 1 delas é nova para { $name }, que escreveu este arquivo: leve-o de volta e execute lá “fieldmesh syncfile sync”.
   *[other] { $n } delas são novas para { $name }, que escreveu este arquivo: leve-o de volta e execute lá “fieldmesh syncfile sync”.
}
file-carry-on = { $n ->
    [one] 1 delas é nova para { $name }, que já sincronizou com este arquivo: leve-o até lá e execute “fieldmesh syncfile sync”.
   *[other] { $n } delas são novas para { $name }, que já sincronizou com este arquivo: leve-o até lá e execute “fieldmesh syncfile sync”.
}
file-configuration-adopted = Este projeto usa agora a configuração { $name }.
file-configuration-given = O arquivo tem agora a configuração { $name }.
file-newer-configuration = O arquivo tem uma edição mais nova da configuração, { $theirs }; este projeto usa { $ours }.
file-other-configuration = O arquivo tem outra configuração, { $theirs }; este projeto usa { $ours }.
file-was-unfinished = A última gravação deste arquivo foi interrompida. O que estava inteiro foi usado, e o resto foi substituído.
nothing-new = Não chegou nada novo.
moved = Chegaram: { $new } novas, { $changed } mudadas, { $deleted } apagadas, { $conflicts } em conflito.
given = Foram entregues: { $new } novas, { $changed } mudadas, { $deleted } apagadas.
many-deleted = { $n ->
    [one] Outros apagaram 1 observação.
   *[other] Outros apagaram { $n } observações.
} Ver: fieldmesh observation list --deleted. Desfazer: fieldmesh observation restore ID
photos-on-both = Todas as fotos e outros anexos estão em ambos.
photos-on-neither = { $n ->
    [one] 1 foto ou outro anexo não está em nenhum dos dois.
   *[other] { $n } fotos ou outros anexos não estão em nenhum dos dois.
}
data-words = Palavras dos dados: { $words }
except-shards = { $n ->
    [one] Completo exceto uma parte, que um lado não aceita.
   *[other] Completo exceto { $n } partes, que um lado não aceita.
}
except-attachments = { $n ->
    [one] Completo exceto 1 anexo, que não chegou inteiro.
   *[other] Completo exceto { $n } anexos, que não chegaram inteiros.
}

## Sincronizar pela rede local

sync-this-device = { $name }  { $short }  { $words }   à escuta em { $address }
sync-nearby = Dispositivos próximos
sync-looking = Procurando dispositivos deste projeto …
sync-nobody =
    Ninguém foi encontrado ainda. A sincronização está aberta no outro dispositivo, e na mesma rede Wi-Fi?
    Redes de convidados isolam os dispositivos: tente um ponto de acesso, ou digite o endereço com --with HOST:PORTA.
    Sem rede nenhuma, use um arquivo de sincronização: fieldmesh syncfile create ARQUIVO
sync-new-here = novo aqui
sync-other-key = NÃO é o dispositivo conhecido por este nome
sync-gone = saiu
sync-asking = é este o dispositivo?
sync-waiting = esperando que alguém aceite lá
sync-last-never = última vez: nunca
sync-last-different = última sincronização { $at }; dados diferentes
sync-other-configuration = mesmo projeto, outra configuração ({ $name })
sync-offered = mesmo projeto, outra configuração ({ $name }); pede que este dispositivo a use
sync-newer-configuration = mesmo projeto, edição mais nova da configuração ({ $name })
sync-older-configuration = mesmo projeto, edição mais antiga da configuração ({ $name })
sync-others = { $n ->
    [one] Há outro dispositivo com Fieldmesh por perto, que pertence a outro projeto.
   *[other] Há outros { $n } dispositivos com Fieldmesh por perto, que pertencem a outros projetos.
}
sync-keys = Um número sincroniza com esse dispositivo, a com todos; s para, q sai.
sync-keys-configuration = Um número sincroniza com esse dispositivo, a com todos; t usa a configuração do outro, m pede que use a minha; s para, q sai.
sync-question =
    Todos os dados são compartilhados nas duas direções. { $name } recebe { $ours ->
        [one] 1 observação sua
       *[other] { $ours } observações suas
    }, você recebe { $theirs ->
        [one] 1 observação
       *[other] { $theirs } observações
    }.
    É este o dispositivo?  { $short } · { $words }
    O mesmo deve estar na tela dele.  y sim, n não
sync-with = Sincronizado com { $name }.
sync-same = { $n ->
    [one] Ambos têm a mesma observação.
   *[other] Ambos têm as mesmas { $n } observações.
}
sync-broken = { $name }: { $why }
sync-not-compared = { $name } ({ $short }) nunca foi comparado com a própria tela.
sync-no-discovery = Os dispositivos não conseguem se encontrar nesta rede; digite o endereço com --with HOST:PORTA.
sync-no-host = O endereço { $host } não existe.
sync-not-member = { $host } não tem a chave deste projeto.
sync-newer = { $host } tem uma versão mais nova do programa; atualize este.
sync-older = { $host } tem uma versão mais antiga do programa, que precisa ser atualizada.
sync-not-this-program = Outro programa responde em { $host }.
sync-itself = { $host } é este dispositivo.
sync-busy = { $host } não aceita chamadas agora.
sync-unreachable = Não é possível chegar a { $host }.

## Import, export, status

imported = { $added } acrescentadas, { $present } já estavam aqui.
skipped = O elemento { $number } ficou de fora: { $reason }
exported = { $n ->
    [one] 1 observação escrita: { $file }
   *[other] { $n } observações escritas: { $file }
}
status-device = { $name }  { $short }  { $words }
status-project = Projeto { $name }, configuração { $configuration }
status-observations = Observações: { $live }; apagadas: { $deleted }; em conflito: { $conflicted }
status-attachments = Anexos: { $present } de { $referenced } neste dispositivo, { $size }
no-peers = Ainda não se conhece nenhum outro dispositivo. Sincronize com um arquivo: fieldmesh syncfile create FILE

## What a sync file holds

file-info =
    { $project }: { $n ->
        [one] 1 observação
       *[other] { $n } observações
    }, { $attachments ->
        [one] 1 anexo
       *[other] { $attachments } anexos
    }, { $size }
      escrito por { $writer } em { $created }
      configuração: { $configuration }
file-visit = sincronizado com { $name } em { $at }
file-whole = O arquivo está inteiro.
file-unfinished = A última gravação deste arquivo foi interrompida; o estado anterior está inteiro.
file-damaged = Este arquivo está danificado no byte { $at }.
file-verified = Todos os registros e anexos dele foram lidos e verificados.

## Doctor, generate

doctor-fine = Tudo está bem: { $shards } partes e { $attachments } anexos verificados.
doctor-faults = { $n ->
    [one] 1 falha encontrada. O resto está bem.
   *[other] { $n } falhas encontradas. O resto está bem.
}
doctor-rebuilt = Refeitas: as tabelas de { $n } observações.
generated = { $n } observações escritas em { $seconds } segundos.

## Demo

demo-begin = Dois dispositivos neste computador: o da Ana e o do Marco. Nada sai deste computador.
demo-project = Ana começa o projeto { $name } e dá um convite a Marco.
demo-recorded = Ana registra { $ana } observações e Marco { $marco }, com { $photos } fotos.
demo-found = Eles se encontram neste computador por DNS multicast, como dois laptops na mesma rede Wi-Fi.
demo-by-address = O multicast está bloqueado neste computador, então Ana digita o endereço do laptop de Marco.
demo-compared = Os dois comparam as palavras na tela de Marco ({ $words }), e Ana pressiona Sincronizar.
demo-apart = Os dois dispositivos não se encontraram neste computador.
demo-created = Ana escreve um arquivo de sincronização de { $size }, e Marco sincroniza com ele.
demo-back = O arquivo volta, e Ana sincroniza com ele.
demo-edits = Os dois continuam: cada um muda e apaga algumas, e ambos escrevem outras notas na mesma observação.
demo-conflict = Nada foi sobrescrito: as notas são “{ $first }” e “{ $second }”, até uma pessoa escolher.
demo-resolved = Ana escolhe a primeira, e o arquivo a leva a Marco.
demo-equal = Os dois têm as mesmas { $n } observações. Palavras dos dados em ambos: { $words }
demo-differ = Os dois dispositivos não têm o mesmo.
demo-not-empty = { $dir } não está vazia.
demo-kept = Para olhar: fieldmesh --data-dir { $dir } observation list
demo-next = Comece o seu: fieldmesh project create NAME
step = passo
new = novas
changed = mudadas
conflicts = conflitos
attachments = anexos

## Long work

stage-importing = Lendo o arquivo
stage-rebuilding = Refazendo as tabelas
stage-receiving-attachments = Recebendo anexos
stage-receiving-records = Recebendo observações
stage-sending-attachments = Entregando anexos
stage-sending-records = Entregando observações
stage-verifying = Verificando
stage-working = Trabalhando

## Errors and what to do next; the kinds are in docs/cli.md

error-panicked = O programa cometeu um erro e parou. O que foi salvo está seguro. O registro está aqui: { $log }
hint-usage = Veja fieldmesh --help.

error-internal = O programa cometeu um erro e parou.
hint-internal = O que foi salvo está seguro; execute fieldmesh doctor, e informe com o registro se acontecer de novo.
error-io = O disco ou o sistema não fez o que foi pedido.
hint-io = Verifique o disco ou o pendrive e tente de novo; nada fica pela metade.
error-no-such-file = Esse arquivo não existe.
hint-no-such-file = Verifique o nome e a pasta.
error-file-exists = Já existe um arquivo com esse nome.
hint-file-exists = Escolha outro nome, ou mova o arquivo antigo.
error-disk-full = O disco está cheio.
hint-disk-full = Abra espaço e repita o mesmo; vai continuar.
error-read-only = Não se pode escrever nesse lugar.
hint-read-only = Escolha outra pasta, ou permita gravar no pendrive.
error-in-use = Outro programa está usando isso.
hint-in-use = Feche o outro programa, ou espere que termine.
error-damaged = Os dados estão danificados e não foram usados.
hint-damaged = Nada foi mudado; se são dados deste dispositivo execute fieldmesh doctor, e se é um arquivo peça-o de novo.
error-newer-version = Isto foi escrito por uma versão mais nova do programa.
hint-newer-version = Atualize este programa; nada foi mudado.
error-no-project = Este dispositivo ainda não está em nenhum projeto.
hint-no-project = Comece um com fieldmesh project create NAME, ou entre em um com fieldmesh project join INVITE.
error-no-such-project = Este dispositivo não tem esse projeto.
hint-no-such-project = Veja fieldmesh project list.
error-choose-project = Vários projetos servem.
hint-choose-project = Diga um com --project, ou escolha um com fieldmesh project use NAME.
error-project-exists = Este dispositivo já está nesse projeto.
hint-project-exists = Use-o com fieldmesh project use NAME.
error-invalid-name = Esse nome não pode ser usado.
hint-invalid-name = Um nome tem de 1 a 100 caracteres.
error-no-such-device = Esse dispositivo não existe.
hint-no-such-device = Veja fieldmesh peers; basta um nome, os primeiros 4 caracteres de um ID ou suas quatro palavras.
error-choose-device = Vários dispositivos correspondem.
hint-choose-device = Digite mais do ID, ou suas quatro palavras.
error-mistyped-device = O ID ou as palavras do dispositivo têm um erro de digitação.
hint-mistyped-device = Compare com fieldmesh device show nesse dispositivo e digite de novo.
error-no-such-observation = Essa observação não existe.
hint-no-such-observation = Veja fieldmesh observation list, e --deleted para as apagadas.
error-ambiguous-id = Várias começam assim.
hint-ambiguous-id = Escreva mais caracteres.
error-invalid-id = Isto não é um identificador.
hint-invalid-id = Copie-o de fieldmesh observation list; bastam os 4 primeiros caracteres se nenhum outro começa assim.
error-invalid-value = Esse valor não pode ser usado.
hint-invalid-value = Nada foi mudado; fieldmesh config show mostra os campos, e K:=JSON escreve um valor tal como está.
error-nothing-to-do = Isto não muda nada.
hint-nothing-to-do = Diga o que mudar, como em --notes TEXT ou --set KEY=VALUE.
error-full = Nesta observação não cabem mais mudanças.
hint-full = Registre uma nova observação no lugar dela.
error-attachment-too-large = Este arquivo é grande demais para anexar.
hint-attachment-too-large = Anexe um menor; viajam até 100 MiB.
error-attachment-missing = O anexo não está neste dispositivo.
hint-attachment-missing = Sincronize com um dispositivo que o tenha.
error-not-an-invite = Isto não é um convite.
hint-not-an-invite = Peça o convite de novo e copie-o inteiro.
error-not-a-configuration = Isto não é uma configuração, ou tem um defeito.
hint-not-a-configuration = Importe um arquivo do Mapeo (.mapeosettings), do CoMapeo (.comapeocat), ou um que fieldmesh config export escreveu.
error-not-for-comapeo = O CoMapeo não tem forma para esta configuração.
hint-not-for-comapeo = Nada foi escrito; com um nome que termina em .json ela é escrita como arquivo próprio deste programa.
error-not-geojson = Isto não é uma coleção GeoJSON.
hint-not-geojson = Exporte como GeoJSON no programa que a fez.
error-not-a-sync-file = Isto não é um arquivo de sincronização deste programa.
hint-not-a-sync-file = Nada foi mudado; um arquivo de sincronização termina em .fieldmesh.
error-other-project = Isto pertence a outro projeto.
hint-other-project = Nada foi mudado; veja fieldmesh project list, e diga o certo com --project.
error-other-configuration = O outro lado tem outra configuração.
hint-other-configuration = Nada foi mudado; use a deles com --use-theirs, ou dê a sua com --give-mine.
error-copied-device = Isto é uma cópia de um mesmo dispositivo.
hint-copied-device = Faça deste um dispositivo próprio com fieldmesh device renew; nada se perde.
error-protocol = O outro lado respondeu de um modo sem sentido.
hint-protocol = Repita o mesmo; o que chegou fica guardado.
error-over-budget = Isto é maior do que o programa aceita.
hint-over-budget = Nada foi mudado; peça a quem o escreveu que o escreva de novo.
error-incomplete = Completo exceto algumas partes.
hint-incomplete = O resto está seguro. Repita o mesmo; se continuar assim, escreva um novo arquivo de sincronização.
error-cancelled = Parado.
hint-cancelled = Tudo até aqui fica guardado; repita o mesmo para continuar.
error-nobody-found = Ninguém deste projeto foi encontrado.
hint-nobody-found = Abra a sincronização no outro dispositivo, na mesma rede Wi-Fi; ou digite o endereço com --with HOST:PORTA, ou use um arquivo de sincronização.
error-unreachable = Não é possível chegar a ele.
hint-unreachable = Verifique se a sincronização está aberta lá e se ambos estão na mesma rede.
error-not-compared = Ninguém disse ainda que este é o dispositivo que diz ser.
hint-not-compared = Compare o ID ou as palavras com a tela dele, depois execute num terminal e pressione y, ou acrescente --yes.
error-interrupted = O outro lado saiu antes do fim.
hint-interrupted = O que chegou está guardado; sincronize de novo e continua.
