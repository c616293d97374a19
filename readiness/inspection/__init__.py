"""The call: notice, board, forecast, drill, brief."""
