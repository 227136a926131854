"""How large a form may be. The largest published ones (WHO, CHT) stay far below; files made to hurt end in a clear refusal."""

FILE = 5_000_000
"""Bytes of the file as it comes."""
UNPACKED = 60_000_000
"""Bytes of all parts of a workbook together once unpacked."""
RATIO = 200
"""How much smaller than its contents a workbook may be. Templates with thousands of empty formatted rows reach 60."""
RATIO_COUNTS_FROM = 5_000_000
"""Bytes unpacked below which nobody asks for the ratio."""
PARTS = 2_000
"""Files inside a workbook."""
ROWS = 10_000
"""Rows with something in them, on one sheet."""
LOOKED_AT = 100_000
"""Rows read at all: office programs write formats for a million empty ones."""
COLUMNS = 500
CELL = 32_767
"""Characters of a cell; Excel has the same limit."""
DEPTH = 20
"""Groups inside one another."""
