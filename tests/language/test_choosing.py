"""Which language is spoken: asked for, or of the environment; and English costs nothing."""

import os
import subprocess
import sys

import pytest

from wizard.text import translation as language

UTF8 = {"LC_ALL": "ru_RU.UTF-8"}
CHOSEN = [
    (None, {}, "utf-8", "en"),
    (None, {"LANG": "ru_RU.UTF-8"}, "utf-8", "ru"),
    (None, {"LANG": "de_DE.UTF-8"}, "utf-8", "en"),
    (None, {"LANG": "en_GB.UTF-8", "LC_MESSAGES": "ru_RU.UTF-8"}, "utf-8", "ru"),
    (None, {"LANG": "ru_RU.UTF-8", "LC_ALL": "C.UTF-8"}, "utf-8", "en"),
    (None, {"LANG": "ru_RU.UTF-8", "LC_ALL": ""}, "utf-8", "ru"),
    (None, {"LANG": "de_DE.UTF-8", "LANGUAGE": "de:ru:en"}, "utf-8", "ru"),
    (None, {"LANG": "ru_RU.UTF-8", "LANGUAGE": "en:ru"}, "utf-8", "en"),
    (None, {"LANG": "ru_RU.utf8@x"}, "utf-8", "ru"),
    (None, {"LANG": "ru_RU.KOI8-R"}, "koi8-r", "en"),
    (None, {"LANG": "ru_RU"}, "iso8859-5", "en"),
    (None, {"LANG": "ru_RU.UTF-8"}, "ascii", "en"),
    (None, {"LANG": "ru_RU.UTF-8"}, "", "en"),
    ("ru", {"LC_ALL": "C.UTF-8"}, "utf-8", "ru"),
    ("ru", {"LC_ALL": "C"}, "utf-8", "en"),
    ("ru", {"LC_CTYPE": "C.UTF-8"}, "utf-8", "en"),
    ("en", UTF8, "utf-8", "en"),
]


@pytest.mark.parametrize(("asked", "environment", "encoding", "name"), CHOSEN)
def test_the_language_is_asked_for_or_of_the_locale(asked, environment, encoding, name):
    """Asked for first, then as gettext takes it; English where another could not be shown."""
    assert language.chosen(asked, environment, encoding) == name


def test_english_reads_no_translation():
    """Speaking English imports nothing and opens no file."""
    said = "language.speak('en'); print(language._('Back'), 'gettext' in sys.modules)"
    code = f"import sys; from wizard.text import translation as language; {said}"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["Back", "False"]


def test_a_language_that_there_is_not_is_refused():
    """A code without a translation is an error, and what was spoken before is spoken still."""
    with pytest.raises(FileNotFoundError):
        language.speak("xx")
    assert (language.spoken(), language._("Back")) == ("en", "Back")


@pytest.mark.usefixtures("russian")
def test_forms_follow_the_number():
    """The plural is the language's own: 1, 2 to 4, 5 and more, and again from 21."""
    said = [
        language.ngettext("{number} day", "{number} days", number).partition("\N{NO-BREAK SPACE}")[
            2
        ]
        for number in (1, 2, 5, 11, 21, 112)
    ]
    assert said == ["день", "дня", "дней", "дней", "день", "дней"]


@pytest.mark.usefixtures("russian")
def test_figures_are_written_as_the_language_has_it():
    """A comma before decimals, a no-break space in thousands; and English again for a while."""
    assert language.figure("12,000.5") == "12\N{NO-BREAK SPACE}000,5"
    with language.in_english():
        assert (language.figure("12,000.5"), language._("Back"), language.spoken()) == (
            "12,000.5",
            "Back",
            "en",
        )
    assert (language._("Back"), language.spoken()) == ("Назад", "ru")


@pytest.mark.parametrize(
    ("arguments", "variables", "first"),
    [
        ([], {}, "Мастер Семакс"),
        (["--lang", "en"], {}, "Semax wizard"),
        ([], {"LANGUAGE": "en"}, "Semax wizard"),
        ([], {"LANG": "en_US.UTF-8"}, "Мастер Семакс"),
    ],
)
def test_the_language_kept_under_settings(tmp_path, arguments, variables, first):
    """Issue 20, point 6: an option and `LANGUAGE` win over it, the locale of the host does not."""
    (tmp_path / ".settings.toml").write_text('language = "ru"\n')
    usual = {"LANG": "C.UTF-8", "PATH": os.environ["PATH"], "SEMAX_WIZARD_HOME": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-m", "wizard", *arguments, "--plain"],
        input="quit\n",
        capture_output=True,
        encoding="utf-8",
        env=usual | variables,
        check=False,
    )
    assert said.stdout.startswith(first)
