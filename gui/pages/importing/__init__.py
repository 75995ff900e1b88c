"""Import: the sheet as it lies in the file, what was understood, the rules of cleaning."""
