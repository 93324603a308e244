"""Who acts and what that person may do.

Public face: ``Actor``, ``Permission``, ``Role``, ``require``. An ``Actor`` is a value that organisations builds for a
user and a date; it carries the units the person sees and acts for, so that no later check needs the database.
"""

from caicach.kernel.access.actor import SYSTEM, Actor, Permission, Role, permissions_of, require

__all__ = ["SYSTEM", "Actor", "Permission", "Role", "permissions_of", "require"]
