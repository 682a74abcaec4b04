"""Forms of words and what they are of: stems of Kazakh, lemmas of Russian, stems of English.

No Django and no tables; dictionaries are read when the first word needs them (about 35 MB and a third of a second).
"""
