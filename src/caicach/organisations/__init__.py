"""Who there is: units dated by fact, posts, people, committees, users; and whom a phrase of a letter means on a day.

Public face: ``queries`` (``directory_on``, ``actor_for``, ``subtree``, ``accounts``), ``services`` (the only writer),
``domain`` (values; ``domain.addressing.resolve``), ``province_files`` (a province kept in files, no database).

Invariants: a code names one body on a day, and its ranges never overlap; ranges are half-open; a fact is never edited,
a change ends it and begins another with the deciding document; a grant holds only for the body that bore the code when
it was given; bodies outside government are recognised and get no tasks; nobody is guessed.
"""
