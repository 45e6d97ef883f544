"""The figures on PolNeAR taken apart, by outlet and by manner: `python -m evaluation.parts GOLD --pred FILE`.

The manner of a statement is told by its words in quotation marks: direct from four in five on, as the scorer
has it, indirect without any, mixed else. Of a manner, precision is the share of its predictions that are
matched to any gold, recall the share of its gold that any prediction is matched to. Outermost statements.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.train.thresholds import loaded

_MANNERS = ("direct", "mixed", "indirect")
_FIGURES = ("attribution", "with source", "exact content", "direct with source")


def main() -> None:
    """Print a row for each outlet and each manner."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--pred", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments = parser.parse_args()
    scorer = loaded(arguments.shared / "tools" / "score_attributions.py")
    gold, pred = scorer.documents(arguments.gold), scorer.documents(arguments.pred)
    print(f"{'':14}" + "".join(f"{name:>20}" for name in (*_FIGURES, "alpha")))
    for outlet, found in scorer.score(scorer.system(gold, pred, drop_nested=True), by_outlet=True).items():
        figures = [found["f1"][name]["f1"] for name in _FIGURES] + [found["rates"]["alpha"]]
        print(f"{outlet:14}" + "".join(f"{value:20.3f}" for value in figures))
    print()
    for manner, (precision, recall, f1) in by_manner(scorer, gold, pred).items():
        print(f"{manner:14}precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")


def by_manner(scorer: ModuleType, gold: Any, pred: Any) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of statements of each manner."""
    counts = Counter[tuple[str, str, bool]]()
    for key, document in gold.items():
        text = scorer.Text(document["text"])
        marked = [text.read(one) for one in document["annotations"][min(document["annotations"])]]
        given = scorer.outermost([text.read(one) for one in pred[key]["attributions"]])
        paired = {id(one) for pair in scorer.match(marked, given) for one in pair}
        for side, statements in (("gold", marked), ("pred", given)):
            counts.update((side, _manner(text, one), id(one) in paired) for one in statements)
    rows = {}
    for manner in _MANNERS:
        precision, recall = (
            counts[side, manner, True] / max(1, counts[side, manner, True] + counts[side, manner, False])
            for side in ("pred", "gold")
        )
        rows[manner] = (precision, recall, 2 * precision * recall / max(precision + recall, 1e-9))
    return rows


def _manner(text: Any, one: Any) -> str:
    if one.direct:
        return "direct"
    return "mixed" if any(text.quoted[text.starts[word]] for word in one.content) else "indirect"


if __name__ == "__main__":
    main()
