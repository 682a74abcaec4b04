"""A million texts in groups of one concern, within minutes and bounded memory.

Each stage makes fewer of many: repeats by what they say (``repeats``), wordings by the static table (``wordings``),
concerns by the trained embedder (``linkage``); ``grouping`` puts them together under people's decisions
(``deciding``). No Django, no tables, no processes.
"""
