# What window and command line both say. The same keys and variables stand in every language.

## Words

another-program = outro programa
area = área de { $n } pontos
attachment = anexo
attachments = anexos
category = categoria
compared = comparado
date = data
device = dispositivo
fix-altitude = altitude { $n } m
fix-heading = rumo { $n }°
fix-manual = definida à mão
fix-mocked = inventada por outro programa
fix-provider = de { $name }
fix-speed = { $n } m/s
imported-from = importado de
last-change = última mudança
last-synchronized = última sincronização
located = localização
mark-attachments = { $n ->
    [one] { $n } anexo
   *[other] { $n } anexos
}
mark-conflict = conflito
mark-deleted = excluída
mark-deletion-held = excluída em outro lugar, espera sua resposta
name = nome
never = nunca
not-deleted = não excluída
notes = notas
observations = observações
open-mark = aberto: sem segredo
other-data = dados diferentes
place = lugar
recorded-by = registrada por
same-data = os mesmos dados deste dispositivo
second-hand = segundo outros, sincronizado { $when } com { $with }
second-hand-held = { $n ->
    [one] { $n } observação
   *[other] { $n } observações
}
track = percurso de { $n } pontos

## Bytes

bytes = { $n } B
bytes-kilo = { $n } kB
bytes-mega = { $n } MB
bytes-giga = { $n } GB
bytes-tera = { $n } TB

## Projects and configurations

config-warnings = { $n ->
    [one] { $n } coisa foi deixada de fora ou é guardada de outro modo:
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
no-configuration = ainda sem configuração
open-warning = Este projeto é aberto: sem segredo. Quem souber o nome pode ler e escrever nele.
project-created = O projeto { $name } está pronto neste dispositivo.
project-joined = Este dispositivo agora está no projeto { $name }.

## Devices

clock-ahead = relógio adiantado em { $time } ou mais
clock-behind = relógio atrasado em { $time } ou mais
compared-on = Comparado em { $at }.
not-compared = Ainda não comparado.
span-days = { $n ->
    [one] { $n } dia
   *[other] { $n } dias
}
span-hours = { $n ->
    [one] { $n } hora
   *[other] { $n } horas
}
span-years = { $n ->
    [one] { $n } ano
   *[other] { $n } anos
}

## Observations

conflict = { $n ->
    [2] conflito em { $field }: dois valores
   *[other] conflito em { $field }: { $n } valores
}
deleted = Excluída. Ela some da lista em todos os lugares onde for sincronizada. Fica no histórico, e quem tiver uma cópia pode restaurá-la.
deleted-at = excluída em { $at }
imported = { $added } acrescentadas, { $present } já estavam aqui.
exported = { $n ->
    [one] { $n } observação escrita: { $file }
   *[other] { $n } observações escritas: { $file }
}
no-observations = Não há observações.
only-here = { $n ->
    [one] { $n } observação existe só aqui.
   *[other] { $n } observações existem só aqui.
}
originals-only-here = { $n ->
    [one] { $n } original está só neste dispositivo.
   *[other] { $n } originais estão só neste dispositivo.
}
photos-damaged = { $n ->
    [one] { $n } foto ou prévia estava danificada aqui e foi posta de lado. Ela volta de um dispositivo que a tem.
   *[other] { $n } fotos ou prévias estavam danificadas aqui e foram postas de lado. Elas voltam de dispositivos que as têm.
}
photos-everything = As fotos e outros arquivos são sincronizados por inteiro.
photos-missing = { $n ->
    [one] { $n } foto ou prévia ainda não está neste dispositivo. Ela vem de um dispositivo que a tem.
   *[other] { $n } fotos ou prévias ainda não estão neste dispositivo. Elas vêm de dispositivos que as têm.
}
photos-nothing = Nenhuma foto é sincronizada com este dispositivo.
photos-previews = Prévias das fotos são sincronizadas com este dispositivo; os originais ficam nos dispositivos que os têm.
resolved = { $n ->
    [0] Resolvido. Não resta nenhum conflito nesta observação.
    [one] Resolvido. Resta { $n } conflito nesta observação.
   *[other] Resolvido. Restam { $n } conflitos nesta observação.
}
restored = Restaurada.
saved = Salva.
skipped = O elemento { $number } ficou de fora: { $reason }
status-attachments = Anexos: { $present } de { $referenced } neste dispositivo, { $size }
status-observations = Observações: { $live }; excluídas: { $deleted }; em conflito: { $conflicted }
status-unread = { $n ->
    [one] { $n } parte é de uma versão mais nova: é guardada e repassada, mostrada na medida em que é entendida, e não é alterada aqui.
   *[other] { $n } partes são de uma versão mais nova: são guardadas e repassadas, mostradas na medida em que são entendidas, e não são alteradas aqui.
}
version-added = adicionado: { $name }
version-back = Está como naquela versão. As versões posteriores continuam no histórico.
version-clock-ahead = Tem data posterior à de uma mudança feita depois: um dos dois relógios estava errado.
version-clock-behind = Tem data anterior à de uma mudança feita antes: um dos dois relógios estava errado.
version-recorded = registrada
version-removed = removido: { $name }
version-restored = restaurada
version-same = nada do que se mostra aqui
version-settled = { $change } (conflito resolvido)
written = Escrito: { $file }

## What was typed

accuracy = precisão
accuracy-range = A precisão { $given } não é um número de metros.
altitude = altitude
heading = rumo
latitude = latitude
latitude-range = A latitude { $given } não está entre -90 e 90.
longitude = longitude
longitude-range = A longitude { $given } não está entre -180 e 180.
not-a-date = { $key }: { $given } não é uma data; escreva como 2026-11-22.
not-a-date-time = { $key }: { $given } não é uma data e hora; escreva como 2026-11-22T09:30.
not-a-number = { $name }: { $given } não é um número; escreva os decimais com ponto, como em -1.48.
not-an-option = { $key } não pode ser { $given }. Suas opções: { $known }
problem-category = A configuração não tem a categoria { $category }; fica como está.
problem-kind = { $field } pede outro tipo de resposta; a sua fica como está.
problem-option = { $value } não é uma opção de { $field }; fica como está.
problem-range = { $value } está fora dos limites de { $field }; fica como está.

## Sync files

file-configuration-adopted = Este projeto usa agora a configuração { $name }.
file-configuration-given = O arquivo tem agora a configuração { $name }.
file-created = Escrito e verificado: { $file }, { $size }, { $n ->
    [one] { $n } observação
   *[other] { $n } observações
}. Já pode retirar o pendrive.
file-damaged = Este arquivo está danificado no byte { $at }.
file-everything = Tudo
file-for-mail = Para e-mail
file-info =
    { $project }: { $n ->
        [one] { $n } observação
       *[other] { $n } observações
    }, { $attachments ->
        [one] { $attachments } anexo
       *[other] { $attachments } anexos
    }, { $size }
      escrito por { $writer } em { $created }
      configuração: { $configuration }
      { $contents }
file-left-out = { $n ->
    [one] De { $n } anexo não há neste arquivo nem uma prévia: { $names }
   *[other] De { $n } anexos não há neste arquivo nem uma prévia: { $names }
}
file-newer-configuration = O arquivo tem uma edição mais nova da configuração, { $theirs }; este projeto usa { $ours }.
file-other-configuration = O arquivo tem outra configuração, { $theirs }; este projeto usa { $ours }.
file-same = { $n ->
    [0] Este dispositivo e o arquivo ainda não têm nenhuma observação.
    [one] Este dispositivo e o arquivo agora têm a mesma observação.
   *[other] Este dispositivo e o arquivo agora têm as mesmas { $n } observações.
}
file-unfinished = A última gravação deste arquivo foi interrompida; o estado anterior está inteiro.
file-verified = Todos os registros e anexos dele foram lidos e verificados.
file-visit = sincronizado com { $name } em { $at }
file-was-unfinished = A última gravação deste arquivo foi interrompida. O que estava inteiro foi usado, e o resto foi substituído.
file-whole = O arquivo está inteiro.
file-without-photos = Sem fotos

## What came of a synchronization

data-words = Palavras dos dados: { $words }
except-attachments = { $n ->
    [one] Completo exceto { $n } anexo, que não chegou inteiro.
   *[other] Completo exceto { $n } anexos, que não chegaram inteiros.
}
except-shards = { $n ->
    [one] Completo exceto { $n } parte, que um lado não aceita.
   *[other] Completo exceto { $n } partes, que um lado não aceita.
}
given = Foram entregues: { $new } novas, { $changed } mudadas, { $deleted } excluídas.
held-deletions = { $n ->
    [0] Nenhuma observação excluída espera resposta.
    [one] 1 observação foi excluída em outro dispositivo. Ela fica na lista até você responder.
   *[other] { $n } observações foram excluídas em outros dispositivos. Elas ficam na lista até você responder.
}
moved = Chegaram: { $new } novas, { $changed } mudadas, { $deleted } excluídas, { $conflicts } em conflito.
nothing-new = Não chegou nada novo.
photos-coming = { $n ->
    [one] { $n } foto ou outro anexo está chegando de outro dispositivo.
   *[other] { $n } fotos ou outros anexos estão chegando de outro dispositivo.
}
photos-kept-apart = Sem fotos nem outros anexos: ficam nos dispositivos que os têm.
photos-on-both = { $n ->
    [one] { $n } foto ou outro anexo está em ambos: não falta nada.
   *[other] As { $n } fotos e outros anexos estão todos em ambos.
}
photos-on-neither = { $n ->
    [one] { $n } foto ou outro anexo não está em nenhum dos dois; talvez outro dispositivo o tenha.
   *[other] { $n } fotos ou outros anexos não estão em nenhum dos dois; talvez outros dispositivos os tenham.
}
photos-previews-only = Só prévias das fotos: os originais e os anexos grandes ficam nos dispositivos que os têm.
sync-same = { $n ->
    [0] Ambos ainda não têm nenhuma observação.
    [one] Ambos têm a mesma observação.
   *[other] Ambos têm as mesmas { $n } observações.
}
sync-with = Sincronizado com { $name }.

## Synchronizations of the past

activity-created = { $n ->
    [one] { $n } observação escrita e conferida.
   *[other] { $n } observações escritas e conferidas.
}
by-file = o arquivo de sincronização { $file }
by-network = a rede local
by-some-file = um arquivo de sincronização
ended-early = Terminou antes do fim. { $why } O que tinha chegado foi guardado.
receipt-by = Por: { $how }
receipt-digest = Resumo: { $digest }
receipt-here = Este dispositivo: { $name }, { $id }
receipt-received = Recebido: { $n ->
    [one] { $n } anexo
   *[other] { $n } anexos
}, { $size }
receipt-sent = Enviado: { $n ->
    [one] { $n } anexo
   *[other] { $n } anexos
}, { $size }
receipt-title = Sincronização { $number } do projeto { $project }
receipt-when = Terminou em { $at }; durou { $seconds ->
    [one] { $seconds } segundo
   *[other] { $seconds } segundos
} ao todo.
receipt-with = Com: { $name }, { $id }
receipt-wrote = Foi escrito { $how }.

## Devices nearby

network-cable = Cabo { $name }
network-wifi = Wi-Fi { $name }
sync-asking = é este o dispositivo?
sync-broken = { $name }: { $why }
sync-gone = saiu
sync-last-different = última sincronização { $at }; dados diferentes
sync-last-never = última vez: nunca
sync-looking = Procurando dispositivos deste projeto …
sync-nearby = Dispositivos próximos
sync-new-here = novo aqui
sync-newer-configuration = mesmo projeto, edição mais nova da configuração ({ $name })
sync-not-compared = { $name } ({ $short }) nunca foi comparado com a própria tela.
sync-offered = mesmo projeto, outra configuração ({ $name }); pede que este dispositivo a use
sync-older-configuration = mesmo projeto, edição mais antiga da configuração ({ $name })
sync-other-configuration = mesmo projeto, outra configuração ({ $name })
sync-other-key = NÃO é o dispositivo conhecido por este nome
sync-others = { $n ->
    [one] Há { $n } outro dispositivo com Fieldmesh por perto, que pertence a outro projeto.
   *[other] Há outros { $n } dispositivos com Fieldmesh por perto, que pertencem a outros projetos.
}
sync-question =
    Todos os dados são compartilhados nas duas direções. { $name } recebe { $ours ->
        [one] { $ours } observação sua
       *[other] { $ours } observações suas
    }, você recebe { $theirs ->
        [one] { $theirs } observação
       *[other] { $theirs } observações
    }.
    É este o dispositivo?  { $short } · { $words }
    O mesmo deve estar na tela dele.
sync-waiting = esperando que alguém aceite lá

## Addresses that lead to nobody

sync-busy = { $host } não aceita chamadas agora.
sync-itself = { $host } é este dispositivo.
sync-newer = { $host } tem uma versão mais nova do programa; atualize este.
sync-not-member = { $host } não tem a chave deste projeto.
sync-not-this-program = Outro programa responde em { $host }.
sync-older = { $host } tem uma versão mais antiga do programa, que precisa ser atualizada.
sync-unreachable = Não é possível chegar a { $host }.

## Long work

progress = { $stage }: { $done } de { $total }
progress-attachments = Fotos e outros anexos { $done } de { $total }
progress-photos = Fotos { $done } de { $total }
stage-importing = Lendo o arquivo
stage-rebuilding = Refazendo as tabelas
stage-receiving-attachments = Recebendo anexos
stage-receiving-records = Recebendo observações
stage-sending-attachments = Entregando anexos
stage-sending-records = Entregando observações
stage-verifying = Verificando
stage-working = Trabalhando

## Errors; the kinds are those of `fieldmesh::ErrorKind`

error-internal = O programa cometeu um erro e parou.
error-io = O disco ou o sistema não fez o que foi pedido.
error-no-such-file = Esse arquivo não existe.
error-file-exists = Já existe um arquivo com esse nome.
error-disk-full = O disco está cheio.
error-read-only = Não se pode escrever nesse lugar.
error-in-use = Outro programa está usando isso.
error-damaged = Os dados estão danificados e não foram usados.
error-newer-version = Isto foi escrito por uma versão mais nova do programa.
error-no-display = Não há aqui uma tela em que mostrar uma janela.
error-no-project = Este dispositivo ainda não está em nenhum projeto.
error-no-such-project = Este dispositivo não tem esse projeto.
error-choose-project = Vários projetos servem.
error-project-exists = Este dispositivo já está nesse projeto.
error-invalid-name = Esse nome não pode ser usado.
error-no-such-device = Esse dispositivo não existe.
error-choose-device = Vários dispositivos correspondem.
error-mistyped-device = O ID ou as palavras do dispositivo têm um erro de digitação.
error-no-such-observation = Essa observação não existe.
error-ambiguous-id = Várias começam assim.
error-invalid-id = Isto não é um identificador.
error-invalid-value = Esse valor não pode ser usado.
error-nothing-to-do = Isto não muda nada.
error-full = Nesta observação não cabem mais mudanças.
error-attachment-too-large = Este arquivo é grande demais para anexar.
error-attachment-missing = O anexo não está neste dispositivo.
error-not-an-invite = Isto não é um convite.
error-not-a-configuration = Isto não é uma configuração, ou tem um defeito.
error-not-for-comapeo = O CoMapeo não tem forma para esta configuração.
error-not-geojson = Isto não é uma coleção GeoJSON.
error-not-a-shard = Isto não é uma parte com observações que outro programa tenha salvado.
error-no-such-shard = Este projeto não tem essa parte.
error-not-a-sync-file = Isto não é um arquivo de sincronização deste programa.
error-other-project = Isto pertence a outro projeto.
error-other-configuration = O outro lado tem outra configuração.
error-copied-device = Isto é uma cópia de um mesmo dispositivo.
error-protocol = O outro lado respondeu de um modo sem sentido.
error-over-budget = Isto é maior do que o programa aceita.
error-incomplete = Completo exceto algumas partes.
error-cancelled = Parado.
error-nobody-found = Ninguém deste projeto foi encontrado.
error-unreachable = Não é possível chegar a ele.
error-not-compared = Ninguém disse ainda que este é o dispositivo que diz ser.
error-interrupted = O outro lado saiu antes do fim.
