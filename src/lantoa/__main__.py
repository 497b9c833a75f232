"""`python -m lantoa`: the same as the `lantoa` command."""

from lantoa.config.command import main

raise SystemExit(main())
