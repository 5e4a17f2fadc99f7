"""TF-IDF of words and characters with a linear classifier, as scikit-learn has them.

Learns from the first file, then judges the second one whenever a line comes in. Files and answers are
JSON, a text or an answer per line.
"""

import json
import sys
import time

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC


def read(path):
    # Lines end at line feeds only: texts hold other line breaks.
    with open(path, encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file]


shared = {"sublinear_tf": True, "min_df": 2, "max_features": 100_000, "lowercase": False}
classifier = make_pipeline(
    make_union(
        # Marks are words as well: models differ in them.
        TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\w+|[^\w\s]", **shared),
        TfidfVectorizer(analyzer="char", ngram_range=(3, 5), **shared),
    ),
    # Looser than the default 1e-4, which takes several times as long.
    LinearSVC(C=1, tol=0.01),
)

learned = read(sys.argv[1])
texts = [sample["text"] for sample in read(sys.argv[2])]
classifier.fit([sample["text"] for sample in learned], [sample["model"] for sample in learned])
for _ in sys.stdin:
    started = time.perf_counter()
    models = classifier.predict(texts)
    seconds = time.perf_counter() - started
    print(json.dumps({"models": models.tolist(), "seconds": seconds}), flush=True)
