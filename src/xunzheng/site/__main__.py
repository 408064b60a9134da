"""Serves the site on this machine: `python -m xunzheng.site [FILE] [--host HOST] [--port PORT]`."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from xunzheng.formats.failures import reason_of
from xunzheng.site.project.environment import Environment, WrongSetting, read_environment
from xunzheng.site.project.secret import make_key

UNUSABLE = 2
LAST_PORT = 65535
_BEYOND = 64 * 1024 * 1024  # over the limit of the form, which says so itself; waitress answers in English
_LARGEST_ANSWER = 256 * 1024 * 1024
_SWEEP_SECONDS = 3600
_MADE_BEFORE_COLLECTING = 20_000  # objects; Python's own is 700


def main(arguments: Sequence[str] | None = None) -> int:
    """Make what the site needs in the data directory, bring the tables up to date, and serve.

    Returns 2 with a sentence on standard error where a setting, the file or the address cannot be used.
    """
    options = _parser().parse_args(arguments)
    if not 0 <= options.port <= LAST_PORT:
        return _refuse(f"没有端口 {options.port}：应为 0 至 {LAST_PORT}。请换一个端口，例如 --port 8001。")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xunzheng.site.project.settings")
    if options.file is not None:
        if not options.file.is_file():
            return _refuse(f"没有这个文件：{options.file}。请核对路径。")
        os.environ["XUNZHENG_LOCAL_FILE"] = str(options.file.resolve())
    try:
        environment = read_environment(os.environ, Path.cwd())
        make_key(environment.data_dir)
    except WrongSetting as wrong:
        return _refuse(str(wrong))
    except OSError as error:
        return _refuse(
            f"不能在数据目录 {environment.data_dir} 里写：{reason_of(error)}。请改 XUNZHENG_DATA_DIR。"
        )
    return _serve(options.host, options.port, environment)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m xunzheng.site", description="在本机提供循证网站。")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="在 /local/ 显示核查结果的报告")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址（默认 127.0.0.1）")
    parser.add_argument("--port", type=int, default=8000, help="端口（默认 8000；0 为任一空闲端口）")
    return parser


def _serve(host: str, port: int, environment: Environment) -> int:
    import django
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server  # type: ignore[import-untyped]  # waitress has no types

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        return _refuse(
            f"不能在 {host}:{port} 上监听：{reason_of(error)}。请换一个地址或端口，例如 --port 8001。"
        )
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    _sweep()
    in_memory, papers = environment.upload_limit + _BEYOND, environment.cases.paper_limit
    # The bodies of reports, and answers, stay in memory; only those of batches and papers may be larger.
    server = create_server(
        get_wsgi_application(),
        sockets=[listening],
        threads=environment.operations.threads,
        # By them the reverse proxy says that it was reached by HTTPS, and from where; the site knows when to
        # believe it. Without them every request would seem to come from this machine, and by HTTP.
        clear_untrusted_proxy_headers=False,
        ident="xunzheng",
        max_request_body_size=max(in_memory, *(most + _BEYOND for most in (environment.batch_limit, papers))),
        inbuf_overflow=in_memory,
        outbuf_overflow=_LARGEST_ANSWER,
    )
    _spare_the_collector()
    _announce(host, listening.getsockname()[1])
    try:
        server.run()
    finally:
        server.close()
    return 0


def _spare_the_collector() -> None:
    """Keep the collector of circular garbage from what stays for ever, and let it come less often.

    With Python's own thresholds it takes a fifth of the time of a page.
    """
    import gc

    gc.collect()
    gc.freeze()
    gc.set_threshold(_MADE_BEFORE_COLLECTING, 20, 20)


def _sweep() -> None:
    """Delete the batches whose time is over, now and every hour, whether anybody looks or not."""
    import threading

    from django.db import connection
    from django.utils import timezone

    from xunzheng.site.batches.services import delete_expired

    delete_expired(timezone.now())

    def keep_sweeping() -> None:
        pause = threading.Event()
        while not pause.wait(_SWEEP_SECONDS):
            delete_expired(timezone.now())
            connection.close()

    threading.Thread(target=keep_sweeping, name="sweep", daemon=True).start()


def _announce(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/"
    print(f"循证：{address}    示例：{address}sample/", flush=True)
    if os.environ.get("XUNZHENG_LOCAL_FILE"):
        print(f"您的报告：{address}local/", flush=True)
    print("按 Ctrl+C 停止。", flush=True)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return UNUSABLE


if __name__ == "__main__":
    sys.exit(main())
