"""Records to a workbook and back, three ways."""
