"""The conversation: what is shown next, and what a person may do; both faces draw it.

`view(state)` gives what is shown, as plain data; what a person does is an intent, and
`update(state, intent)` gives the next state and the effects that the world is asked for.
`Conversation` runs that loop for a face.
"""
