"""How this house counts, in words that a document can carry and a program can check."""

FORMAT = "lantoa-result/1"
METHOD = "weighted-mean"
ROUNDING = "half-up-at-total"
RANKING = "competition-by-rounded-score"
SCALE = 100
