"""The floor of a line mode: one question of questionary with the choices of the first question of
`--plain`.
"""

import questionary

questionary.select("What is it for?", choices=[f"Choice {each}" for each in range(1, 15)]).ask()
