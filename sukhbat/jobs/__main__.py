"""``python -m sukhbat.jobs``: the jobs process, ended by SIGTERM or Ctrl-C."""

import django

from sukhbat.jobs.process import main

if __name__ == "__main__":
    django.setup()
    main()
