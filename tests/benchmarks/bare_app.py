"""The floor: the least that an ordinary Textual wizard of three screens is. Enter pushes the next,
Escape goes back.
"""

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Footer, Header, OptionList

LAST = 3


class Step(Screen[None]):
    """One list to choose from."""

    # As an ordinary app has it
    BINDINGS = [("escape", "back", "Back"), ("q", "app.quit", "Quit")]  # noqa: RUF012

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def compose(self) -> ComposeResult:
        """Header, list, footer."""
        yield Header()
        yield OptionList(*(f"Step {self.number} choice {each}" for each in range(1, 13)))
        yield Footer()

    def on_mount(self) -> None:
        """Say where it is."""
        self.sub_title = f"step {self.number} of {LAST}"

    def on_option_list_option_selected(self) -> None:
        """Go on."""
        if self.number < LAST:
            self.app.push_screen(Step(self.number + 1))

    def action_back(self) -> None:
        """Go back."""
        if self.number > 1:
            self.app.pop_screen()


class BareApp(App[None]):
    """The app of the three screens."""

    TITLE = "Bare app"

    def on_mount(self) -> None:
        """Show the first one."""
        self.push_screen(Step(1))


if __name__ == "__main__":
    BareApp().run()
