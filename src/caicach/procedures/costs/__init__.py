"""What a procedure costs those who carry it out (TT 02/2017/TT-VPCP, Điều 27): now, after simplification, the saving.

Public face: ``costing.cost_of``, ``plan_reading.read_plan``. Pure; hourly income is dated data of whoever computes.
"""
