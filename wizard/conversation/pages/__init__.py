"""The view of each page: functions that import neither each other nor the flow."""
