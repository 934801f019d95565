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
