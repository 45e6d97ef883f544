"""The planted record: articles that we write by templates, with every link between them known."""
