"""Write rubrics, panels, rounds and sheets: the room's door for other rooms."""

from lantoa.contest.judging.panels import add_member, create_panel, remove_member, rename_panel
from lantoa.contest.judging.rounds import (
    cancel_entry,
    close_round,
    create_round,
    deal_entry,
    mark_published,
    mark_tallied,
    move_due_date,
    open_round,
    update_round,
)
from lantoa.contest.judging.rubrics import create_rubric, delete_rubric, update_rubric
from lantoa.contest.judging.sheets import recuse, save_sheet, submit_sheet

__all__ = [
    "add_member",
    "cancel_entry",
    "close_round",
    "create_panel",
    "create_round",
    "create_rubric",
    "deal_entry",
    "delete_rubric",
    "mark_published",
    "mark_tallied",
    "move_due_date",
    "open_round",
    "recuse",
    "remove_member",
    "rename_panel",
    "save_sheet",
    "submit_sheet",
    "update_round",
    "update_rubric",
]
