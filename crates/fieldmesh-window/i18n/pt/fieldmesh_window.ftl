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
