"""An XLSX or XLSM file changed in place: cells, formats, comments, a new sheet; all else stays byte for byte."""
