"""The view of each page: functions from the state and the place to a view, which import neither each other nor the flow."""
