"""Questionnaires in XLSForm, the standard of the field: read, examined row by row, converted to an XForm.

Pure: a workbook's bytes in, findings and a form out. Conversion is pyxform's; what pyxform lets pass, or fails on, is
examined here first, so that a person meets sentences with sheet and row and never a defect of a program.
"""
