"""Which earlier threads or pages answer a question. See README.md.

`groundswell.engines.retrieval.index` needs numpy and scipy: import it by its name.
"""
