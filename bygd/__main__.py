"""``python -m bygd`` is the ``bygd`` command."""

from bygd.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
