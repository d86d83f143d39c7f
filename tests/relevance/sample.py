"""The reader as it is shipped, shared by the tests."""

from pvd_watch.relevance import Reader, load_lexicon, load_weights
from pvd_watch.shipping import shipped

LEXICON = load_lexicon(shipped("config/themes.toml"))
WEIGHTS = load_weights(shipped("config/ranking.toml"))
READER = Reader(LEXICON)
SUBJECTS = {**LEXICON.themes, **LEXICON.kinds}
