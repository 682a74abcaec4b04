"""What a text means, as a vector: the tokens all readers share, the embedders, nearness, groups of one concern.

No Django and no tables. numpy, onnxruntime and tokenizers are imported here only, never by a page.
"""
