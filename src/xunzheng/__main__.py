"""Lets `python -m xunzheng` stand for the command `xunzheng`."""

import sys

from xunzheng.cli.main import main

sys.exit(main())
