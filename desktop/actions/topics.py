"""Whether a topic that joins the list is drug prevention, by the shipped words."""

from functools import lru_cache

from desktop.domain.topics import TopicWords, is_drug_topic, parse_topic_words
from desktop.paths import resource


@lru_cache(maxsize=1)
def _words() -> TopicWords:
    return parse_topic_words(resource("sheets/words.toml").read_bytes())


def counts_as_drug(label: str) -> bool:
    """Whether sessions on a new topic count for the duty; the list of topics can be corrected."""
    return is_drug_topic(label, _words())
