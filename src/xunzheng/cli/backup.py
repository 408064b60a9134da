"""`xunzheng backup` and `xunzheng restore`: the site's database and papers, out and back, checked."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from xunzheng.cli.site_setup import database_told, set_site_up
from xunzheng.cli.terminal import Paper, print_lines, safe


def back_up_site(target: Path) -> int:
    """Back the site up into a new folder; 1 where a paper was broken already."""
    set_site_up()
    from django.utils import timezone

    from xunzheng.site.operations.backup import back_up

    begun = time.monotonic()
    with database_told():
        manifest = back_up(target, timezone.now())
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file()) / 1024 / 1024
    seconds = time.monotonic() - begun
    lines = [
        f"已备份到 {target}：办件 {manifest.cases:,} 件，审计日志 {manifest.entries:,} 条，"
        f"附件 {len(manifest.papers):,} 个，共 {size:,.1f} MB，{seconds:.1f} 秒。",
        "签名密钥不在备份里：请另行妥善保管（XUNZHENG_SECRET_KEY，或数据目录里的 secret-key）。",
        *(f"附件 {digest} 的内容与摘要不符，请查明。" for digest in manifest.broken),
    ]
    print_lines(Paper(sys.stdout), map(safe, lines))
    return 1 if manifest.broken else 0


def restore_site(source: Path) -> int:
    """Restore the site from a backup into an empty database and check it; 1 where all is not as it was."""
    set_site_up()
    from django.utils import timezone

    from xunzheng.cli.verify import broken_line
    from xunzheng.site.operations.restore import restore

    with database_told():
        restored = restore(source, timezone.now())
    verdict = restored.verdict
    lines = [
        f"已恢复 {restored.manifest.made_at} 的备份：办件 {restored.cases:,} 件，"
        f"附件 {len(restored.manifest.papers):,} 个。",
        f"审计日志：{verdict.lanes} 条链，核对 {verdict.entries:,} 条，与备份时的链头核对。",
        *map(broken_line, verdict.broken),
        *restored.faults,
        "完整：日志首尾相接，办件的状态与事件一致，附件与摘要相符。"
        if restored.is_whole
        else "恢复的内容与备份时不一致，请先查明以上各处，再开放使用。",
    ]
    print_lines(Paper(sys.stdout), map(safe, lines))
    return 0 if restored.is_whole else 1
