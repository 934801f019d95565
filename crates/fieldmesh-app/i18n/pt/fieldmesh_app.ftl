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

field = campo
fields = campos
heads = cabeças
options = opções
shard-kind = tipo
type = tipo
version = versão

## Projects, configuration, device

config-not-here = não está neste dispositivo
config-other-key = Este arquivo contém a chave de outro projeto. Para começá-lo ou entrar nele: fieldmesh project create NOME --config ARQUIVO
config-unknown = Não há um arquivo { $given }, e nenhuma configuração deste projeto tem uma impressão digital que comece assim.

invite-written = Convite escrito: { $file }
fingerprint = impressão digital
no-projects = Este dispositivo ainda não está em nenhum projeto. Comece um: fieldmesh project create NAME
project-summary =
    { $name }
      id: { $id }
      configuração: { $configuration }
project-used = Os comandos agora se referem ao projeto { $name }.
device-summary =
    { $name }  { $short }  { $words }
    { $id }
device-compare = Para comparar: o outro dispositivo tem de mostrar para este os mesmos oito caracteres e, no mesmo idioma, as mesmas quatro palavras, com “fieldmesh peers { $short }”.

## Observations

history-changes = mudanças
resolve-with = resolva com: { $command }
more-observations = Mostradas { $shown } de { $total }; --limit mostra mais.
see-conflicts = Conflitos: fieldmesh observation list --conflicts
deletions-accepted = { $n ->
    [0] Nenhuma observação esperava.
    [one] 1 observação aparece como excluída a partir de agora.
   *[other] { $n } observações aparecem como excluídas a partir de agora.
}
deletions-restored = { $n ->
    [0] Nenhuma observação a restaurar.
    [one] 1 observação restaurada.
   *[other] { $n } observações restauradas.
}
no-held-deletions = Nenhuma exclusão espera resposta.
see-held = Ver: fieldmesh observation deletions. Deixar excluídas: fieldmesh observation deletions --accept. Desfazer: fieldmesh observation deletions --restore
see-version = Como era: fieldmesh observation show { $id } --at VERSÃO. Voltar a ela: fieldmesh observation restore { $id } --at VERSÃO

## What was typed

mistyped-group = O grupo { $group } deste ID, { $text }, tem um erro de digitação.
mistyped-length = Este não é um ID inteiro: tem { $have } caracteres, um ID tem 65.
mistyped-word = A palavra { $position }, { $word }, não é uma das palavras.
mistyped-word-near = A palavra { $position }, { $word }, não é uma das palavras. Parecidas: { $near }
no-such-value = Nenhum valor de { $key } em conflito foi escrito por uma versão que comece por { $given }.
not-a-geometry = Não é um ponto, uma linha nem um polígono de GeoJSON, nem um elemento com um.
not-a-heading = O rumo { $given } não está entre 0 e 360.
not-flattened = O lugar é: { $shape }. --lat e --lon deixariam um só ponto. Para substituí-lo assim mesmo, dê o novo lugar com --geometry, também se for um ponto.
not-keepable = { $given } não tem a forma CHAVE=VERSÃO.
several-devices = A { $given } correspondem vários dispositivos: { $devices }
unknown-device = A { $given } não corresponde nenhum dispositivo deste projeto.
unknown-device-near = A { $given } não corresponde nenhum dispositivo deste projeto. Parecidos: { $devices }
not-a-language = { $given } não é um dos idiomas en, es, pt, fr.
not-an-assignment = { $given } não se lê como CHAVE=VALOR.
not-json = O valor de { $key } não é JSON: { $cause }
not-a-plain-value = O valor de { $key } precisa ser um texto, um número, true, false, null ou uma lista destes.
not-a-time = { $given } não é uma data e hora; escreva 2026-11-22T09:30:00-05:00, ou para um filtro só 2026-11-22.
not-a-box = { $given } não é um retângulo; escreva oeste,sul,leste,norte em graus, como em -78,-2,-77,-1.
not-in-conflict = { $key } não está em conflito nesta observação.
not-yes-or-no = { $given } não é nem true nem false.
no-such-attachment = Nenhum anexo desta observação começa com { $given }.
no-such-version = Nenhuma versão desta observação começa com { $given }.
ambiguous-hash = Vários começam com { $given }.

## Sync files

file-carry-back = { $n ->
    [one] { $n } delas é nova para { $name }, que escreveu este arquivo: leve-o de volta e execute lá “fieldmesh syncfile sync”.
   *[other] { $n } delas são novas para { $name }, que escreveu este arquivo: leve-o de volta e execute lá “fieldmesh syncfile sync”.
}
file-carry-on = { $n ->
    [one] { $n } delas é nova para { $name }, que já sincronizou com este arquivo: leve-o até lá e execute “fieldmesh syncfile sync”.
   *[other] { $n } delas são novas para { $name }, que já sincronizou com este arquivo: leve-o até lá e execute “fieldmesh syncfile sync”.
}

## Sincronizar pela rede local

sync-this-device = { $name }  { $short }  { $words }   à escuta em { $address }
sync-nobody =
    Ninguém foi encontrado ainda. A sincronização está aberta no outro dispositivo, e na mesma rede Wi-Fi?
    Redes de convidados isolam os dispositivos: tente um ponto de acesso, ou digite o endereço com --with HOST:PORTA.
    Sem rede nenhuma, use um arquivo de sincronização: fieldmesh syncfile create ARQUIVO
sync-keys = Um número sincroniza com esse dispositivo, a com todos; s para, q sai.
sync-keys-configuration = Um número sincroniza com esse dispositivo, a com todos; t usa a configuração do outro, m pede que use a minha; s para, q sai.
sync-yes-no = y sim, n não
sync-no-discovery = Os dispositivos não conseguem se encontrar nesta rede; digite o endereço com --with HOST:PORTA.
sync-no-host = O endereço { $host } não existe.

## Import, export, status

status-device = { $name }  { $short }  { $words }
status-project = Projeto { $name }, configuração { $configuration }
activity-unknown = Não há sincronização { $number }. Veja fieldmesh activity.
no-activity = Ainda não se sincronizou nada.
no-peers = Ainda não se conhece nenhum outro dispositivo. Sincronize com um arquivo: fieldmesh syncfile create FILE

## Doctor, generate

doctor-fine = Tudo está bem: { $shards } partes e { $attachments } anexos verificados.
doctor-faults = { $n ->
    [one] { $n } falha encontrada. O resto está bem.
   *[other] { $n } falhas encontradas. O resto está bem.
}
doctor-rebuilt = Refeitas: as tabelas de { $n } observações.
doctor-nothing-taken = Nada foi mudado: todas as mudanças deste arquivo já estão aqui.
doctor-taken = Mudanças recebidas: { $changes }, delas de outro programa: { $other }. Observações novas: { $new }, mudadas: { $changed }, excluídas: { $deleted }, em conflito: { $conflicts }.
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
demo-edits = Os dois continuam: cada um muda e exclui algumas, e ambos escrevem outras notas na mesma observação.
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

## Errors and what to do next; the kinds are in docs/cli.md

error-panicked = O programa cometeu um erro e parou. O que foi salvo está seguro. O registro está aqui: { $log }
hint-usage = Veja fieldmesh --help.

hint-internal = O que foi salvo está seguro; execute fieldmesh doctor, e informe com o registro se acontecer de novo.
hint-io = Verifique o disco ou o pendrive e tente de novo; nada fica pela metade.
hint-no-such-file = Verifique o nome e a pasta.
hint-file-exists = Escolha outro nome, ou mova o arquivo antigo.
hint-disk-full = Abra espaço e repita o mesmo; vai continuar.
hint-read-only = Escolha outra pasta, ou permita gravar no pendrive.
hint-in-use = Feche o outro programa, ou espere que termine.
hint-damaged = Nada foi mudado; se são dados deste dispositivo execute fieldmesh doctor, e se é um arquivo peça-o de novo.
hint-newer-version = Atualize este programa; nada foi mudado.
hint-no-display = Use a linha de comando: fieldmesh --help mostra todos os comandos.
hint-no-project = Comece um com fieldmesh project create NAME, ou entre em um com fieldmesh project join INVITE.
hint-no-such-project = Veja fieldmesh project list.
hint-choose-project = Diga um com --project, ou escolha um com fieldmesh project use NAME.
hint-project-exists = Use-o com fieldmesh project use NAME.
hint-invalid-name = Um nome tem de 1 a 100 caracteres.
hint-no-such-device = Veja fieldmesh peers; basta um nome, os primeiros 4 caracteres de um ID ou suas quatro palavras.
hint-choose-device = Digite mais do ID, ou suas quatro palavras.
hint-mistyped-device = Compare com fieldmesh device show nesse dispositivo e digite de novo.
hint-no-such-observation = Veja fieldmesh observation list, e --deleted para as excluídas.
hint-ambiguous-id = Escreva mais caracteres.
hint-invalid-id = Copie-o de fieldmesh observation list; bastam os 4 primeiros caracteres se nenhum outro começa assim.
hint-invalid-value = Nada foi mudado; fieldmesh config show mostra os campos, e K:=JSON escreve um valor tal como está.
hint-nothing-to-do = Diga o que mudar, como em --notes TEXT ou --set KEY=VALUE.
hint-full = Registre uma nova observação no lugar dela.
hint-attachment-too-large = Anexe um menor; viajam até 100 MiB.
hint-attachment-missing = Sincronize com um dispositivo que o tenha.
hint-not-an-invite = Peça o convite de novo e copie-o inteiro.
hint-not-a-configuration = Importe um arquivo do Mapeo (.mapeosettings), do CoMapeo (.comapeocat), ou um que fieldmesh config export escreveu.
hint-not-for-comapeo = Nada foi escrito; com um nome que termina em .json ela é escrita como arquivo próprio deste programa.
hint-not-geojson = Exporte como GeoJSON no programa que a fez.
hint-not-a-shard = Nada foi mudado; no outro programa carregue o que fieldmesh doctor --export-shard ID escreveu, e não exclua nada a não ser com deleted_at.
hint-no-such-shard = Veja fieldmesh doctor --export-shard, ou indique outro projeto com --project.
hint-not-a-sync-file = Nada foi mudado; um arquivo de sincronização termina em .fieldmesh.
hint-other-project = Nada foi mudado; veja fieldmesh project list, e diga o certo com --project.
hint-other-configuration = Nada foi mudado; use a deles com --use-theirs, ou dê a sua com --give-mine.
hint-copied-device = Faça deste um dispositivo próprio com fieldmesh device renew; nada se perde.
hint-protocol = Repita o mesmo; o que chegou fica guardado.
hint-over-budget = Nada foi mudado; peça a quem o escreveu que o escreva de novo.
hint-incomplete = O resto está seguro. Repita o mesmo; se continuar assim, escreva um novo arquivo de sincronização.
hint-cancelled = Tudo até aqui fica guardado; repita o mesmo para continuar.
hint-nobody-found = Abra a sincronização no outro dispositivo, na mesma rede Wi-Fi; ou digite o endereço com --with HOST:PORTA, ou use um arquivo de sincronização.
hint-unreachable = Verifique se a sincronização está aberta lá e se ambos estão na mesma rede.
hint-not-compared = Compare o ID ou as palavras com a tela dele, depois execute num terminal e pressione y, ou acrescente --yes.
hint-interrupted = O que chegou está guardado; sincronize de novo e continua.

## The window

demo-windows = Duas janelas: o computador da Ana e o do Marco. Abra Sincronizar nas duas. Os dois dispositivos são descartados quando você as fecha.
window-frames = { $n } quadros: metade levou { $median } ms ou menos, 99 de cada 100 levaram { $slow } ms ou menos
window-practice = { $name } (prática) · Fieldmesh
