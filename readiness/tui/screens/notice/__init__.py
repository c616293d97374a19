"""The notice: board, timetable, drill."""
