"""What people touch: the command line, the report, the figures, and the documents that scripts read.

A room above the verifier. Nothing here decides anything: it asks, shows and writes.
"""
