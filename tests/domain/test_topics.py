"""Which new topics count for the duty of drug-prevention outreach."""

import pytest

from desktop.domain.topics import TopicWords, is_drug_topic, parse_topic_words
from desktop.paths import resource


@pytest.fixture(scope="module")
def words() -> TopicWords:
    return parse_topic_words((resource("sheets") / "words.toml").read_bytes())


@pytest.mark.parametrize(
    "label",
    [
        "Luật Phòng, chống ma túy 2025",
        "PHÒNG CHỐNG MA TUÝ",
        "Phong chong ma tuy hoc duong",
        "Cai nghiện tại gia đình, cộng đồng",
        "Tác hại của cần sa, bóng cười, thuốc lá điện tử",
        "Quản lý người “ngáo đá”",
        "An toàn giao thông và phòng, chống ma túy",
        "Phòng, chống tội phạm ma túy",
        "Phòng, chống HIV/AIDS, ma túy, mại dâm",
        "Tệ nạn xã hội",
        "Hưởng ứng ngày 26/6",
    ],
)
def test_a_word_of_drug_prevention_counts(label: str, words: TopicWords) -> None:
    assert is_drug_topic(label, words)


@pytest.mark.parametrize(
    "label",
    [
        "Luật Giao thông đường bộ",
        "Bầu cử đại biểu Quốc hội",
        "Phòng chống bạo lực gia đình",
        "Lừa đảo qua mạng",
        "Pháo nổ",
        "PHAO NO",
        "Chào mừng đại hội",
        "Cháy nổ",
        "PCCC",
        "Bảo hiểm y tế",
        "Dân số",
        "Vệ sinh môi trường",
        "Tín dụng đen",
        "Phòng, chống tội phạm",
        "Tác hại của thuốc lá",
        "Nghiện rượu bia",
    ],
)
def test_another_subject_does_not_count(label: str, words: TopicWords) -> None:
    assert not is_drug_topic(label, words)


@pytest.mark.parametrize(
    "label", ["Sinh hoạt tháng", "Phổ biến pháp luật", "", "Nghiên cứu", "Bao cao"]
)
def test_a_topic_that_names_no_subject_is_drug_prevention(label: str, words: TopicWords) -> None:
    assert is_drug_topic(label, words)
