# What the window says. The same keys and variables stand in every language.

## Around every screen

browse = Browse…
close = Close
language = Language
mode-observations = Observations
mode-project = Project
mode-synchronize = Synchronize
open-no-secrecy = Open project: no secrecy. Anyone who knows its name can read and write it.
opening = Opening …
