"""The log says of every act with what it was done, and numbers and codes before and after."""

from dataclasses import replace
from datetime import date

from desktop.actions.counts import set_counts
from desktop.actions.deadlines import change_deadlines, deadlines
from desktop.actions.desk import Desk
from desktop.actions.groups import groups as all_groups
from desktop.actions.groups import merge_groups, record_group, rename_group
from desktop.actions.log_names import log_names
from desktop.actions.models import change_status, delete_model, record_model
from desktop.actions.periods import period_named
from desktop.actions.profile import change_settings, list_entries, record_list_entry, settings
from desktop.actions.safety import log, undo
from desktop.actions.sessions import delete_sessions, record_session
from desktop.actions.trash import bring_back, find_trash
from desktop.domain.groups import GroupDraft
from desktop.domain.models import ModelDraft, ModelStatus
from desktop.domain.periods import PeriodKind, PeriodRule
from desktop.domain.plan_facts import NOT_APPLICABLE, CountEntry
from desktop.domain.sessions import SessionDraft
from desktop.wording import log_text

MODEL = ModelDraft(name="Câu lạc bộ B93", kind="Câu lạc bộ", commune_wide=True)


def newest(desk: Desk) -> str:
    """The newest entry of the log, as both doors show it."""
    (entry,) = log(desk, limit=1)
    return log_text(entry.action, entry.details, log_names(desk, (entry,)))


def session(desk: Desk, draft: SessionDraft) -> str:
    made = record_session(desk, draft).value
    assert made is not None
    return made


def test_figures_of_a_month_are_named_each_with_what_it_was(desk: Desk) -> None:
    october = period_named(desk, "2026-10")
    set_counts(desk, october, {"meetings": CountEntry(9), "complex_points": CountEntry(0)})
    assert newest(desk) == (
        "Số liệu tháng 10/2026; Cuộc họp, hội nghị đã tổ chức — → 9; "
        "Điểm, tụ điểm phức tạp về ma túy hiện còn — → 0"
    )
    set_counts(desk, october, {"meetings": None, "complex_points": NOT_APPLICABLE})
    assert newest(desk) == (
        "Số liệu tháng 10/2026; Cuộc họp, hội nghị đã tổ chức 9 → —; "
        "Điểm, tụ điểm phức tạp về ma túy hiện còn 0 → không áp dụng"
    )
    set_counts(desk, october, {"meetings": CountEntry(18190)})
    set_counts(desk, october, {"meetings": CountEntry(5555)})
    assert newest(desk).endswith("Cuộc họp, hội nghị đã tổ chức 18.190 → 5.555")


def test_settings_are_said_in_words(desk: Desk) -> None:
    due = deadlines(desk)
    change_deadlines(desk, replace(due, days_after={**due.days_after, PeriodKind.MONTH: 4}))
    assert "hạn gửi báo cáo tháng (số ngày sau kỳ)" in newest(desk)
    change_settings(desk, replace(settings(desk), period_rule=PeriodRule.uniform(20)))
    said = newest(desk)
    assert "ngày đầu kỳ của báo cáo tháng" in said
    assert "15 → 20" in said
    assert not set('{}[]"') & set(said)


def test_things_are_named_and_new_ones_told_from_changed_ones(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    first, second, third = groups
    assert newest(desk) == "Thêm 3 thôn, tổ dân phố: Tổ dân phố 1, 2, 3"
    (stored,) = (one for one in all_groups(desk) if one.id == first)
    record_group(desk, replace(GroupDraft.of(stored), households=1200))
    assert newest(desk) == "Sửa thôn, tổ dân phố: Tổ dân phố 1; số hộ — → 1.200"
    rename_group(desk, third, name="Tổ dân phố Đông", on=date(2026, 10, 1))
    assert newest(desk) == "Đổi tên thôn, tổ dân phố: Tổ dân phố Đông"
    merge_groups(desk, (first, second), into=GroupDraft("Tổ dân phố 9"), on=date(2026, 10, 5))
    assert newest(desk).startswith("Sáp nhập thôn, tổ dân phố: Tổ dân phố 1, 2 → Tổ dân phố 9")


def test_the_state_of_a_model_is_told_with_the_one_before(desk: Desk) -> None:
    made = record_model(desk, MODEL).value
    assert made is not None
    assert newest(desk) == "Thêm mô hình: Câu lạc bộ B93"
    change_status(desk, made, status=ModelStatus.WEAK, since=date(2026, 10, 1))
    assert (
        newest(desk)
        == "Đổi tình trạng mô hình: Câu lạc bộ B93; tình trạng đang hoạt động → hoạt động yếu"
    )
    delete_model(desk, made)
    assert newest(desk) == "Xóa mô hình: Câu lạc bộ B93"
    bring_back(desk, [find_trash(desk)[0].id])
    assert newest(desk) == "Đưa 1 dòng ra khỏi thùng rác: Câu lạc bộ B93"


def test_codes_and_groups_of_a_session_are_told(desk: Desk, groups: tuple[str, ...]) -> None:
    first, second, _third = groups
    draft = SessionDraft(
        held_on=date(2026, 10, 5), group_ids=(first,), format="Hội nghị", topics=("Ma túy",)
    )
    made = session(desk, draft)
    assert newest(desk) == "Nhập một buổi tuyên truyền: 05/10/2026, Tổ dân phố 1"
    session(desk, replace(draft, id=made, group_ids=(second,), format="Phát thanh"))
    said = newest(desk)
    assert said.startswith("Sửa một buổi tuyên truyền: 05/10/2026, Tổ dân phố 2; ")
    assert "hình thức Hội nghị → Phát thanh" in said
    assert "thêm Tổ dân phố 2; bỏ Tổ dân phố 1" in said
    undo(desk)
    assert newest(desk).startswith("Hoàn tác: sửa một buổi tuyên truyền: 05/10/2026, Tổ dân phố 1")


def test_many_deleted_sessions_are_named_by_day_and_group(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    days = (date(2026, 10, 5), date(2026, 10, 6))
    made = [session(desk, SessionDraft(held_on=day, group_ids=groups[:1])) for day in days]
    delete_sessions(desk, made)
    assert newest(desk).startswith("Xóa 2 buổi tuyên truyền: 05/10/2026, Tổ dân phố 1")


def test_an_entry_of_the_lists_that_is_hidden_says_so(desk: Desk) -> None:
    entry = list_entries(desk)[0]
    record_list_entry(desk, replace(entry, hidden=True))
    assert newest(desk) == f"Sửa mục trong danh mục: {entry.label}; đang ẩn không → có"


def test_a_name_that_is_not_known_any_more_stands_without(desk: Desk) -> None:
    record_model(desk, MODEL)
    (entry,) = log(desk, limit=1)
    assert log_text(entry.action, entry.details) == "Thêm mô hình"
