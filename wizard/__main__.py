"""`python -m wizard` is `semax-wizard`."""

from wizard.cli import main

if __name__ == "__main__":
    main()
