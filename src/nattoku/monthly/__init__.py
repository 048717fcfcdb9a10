"""The monthly list and its figures, from the same facts as everything else, as a workbook."""
