"""Tables that leave the application: CSV for programs, XLSX for officials. One writer, one guard, one form of dates.

>>> table = Table("Theo đơn vị", ("Đơn vị", "Quá hạn"), (("Sở Y tế", 3), ("=1+1", 0)))
>>> table_file(table, "csv", "theo-don-vi").data.read().decode("utf-8-sig").splitlines()
['Đơn vị,Quá hạn', 'Sở Y tế,3', "'=1+1,0"]
"""

from caicach.kernel.tables.files import KINDS, TableFile, table_file, workbook_of
from caicach.kernel.tables.values import Cell, Line, Table, cells_of

__all__ = ["KINDS", "Cell", "Line", "Table", "TableFile", "cells_of", "table_file", "workbook_of"]
