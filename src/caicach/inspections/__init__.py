"""Inspections of units and their own: programme, checklists as dated data, answers at the place, findings, remedies.

A check of this kind is «kiểm tra», not «thanh tra» (Luật Thanh tra 84/2025).
"""
