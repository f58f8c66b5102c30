"""The commands: what each does between the words typed and the words shown. `legation.cli` names them all."""
