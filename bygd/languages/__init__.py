"""The catalogues of translations: made from the code, counted, and held against the glossary."""
