"""The objectives of the plan: their board, the area, the plan's tasks, inspections of groups."""
