"""Vietnamese text: one form (NFC), folding for search and matching, dictionary order, legacy encodings, numbers, dates."""
