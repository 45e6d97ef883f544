"""The archive's file: its schema, how it is opened, what is written to it and asked of it.

Functions over an open connection that know the nouns and no stage. SQL stands here and nowhere else.
"""
