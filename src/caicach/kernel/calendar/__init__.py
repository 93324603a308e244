"""Legal working days of Viet Nam: holidays, substitute rests and swapped days as dated data with the ordering document.

>>> from datetime import date
>>> calendar = load_calendar()
>>> calendar.add_working_days(date(2023, 1, 19), 1)  # Tết 2023: off from 20 to 26 January
datetime.date(2023, 1, 27)
>>> day = calendar.day(date(2024, 5, 4))
>>> day.kind.label, day.is_working, str(day.order)
('Làm bù', True, '2450/VPCP-KGVX ngày 12/04/2024')
"""

from caicach.kernel.calendar.loading import load_calendar
from caicach.kernel.calendar.values import Day, DayKind, Order, PublishedYear, Sourcing
from caicach.kernel.calendar.working import WorkingCalendar

__all__ = ["Day", "DayKind", "Order", "PublishedYear", "Sourcing", "WorkingCalendar", "load_calendar"]
