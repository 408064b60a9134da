"""A site whose files may not grow any more, as a process of its own: the limit is that of the process."""

FILL = """
import resource, signal, sys
from datetime import timedelta
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from tests.site.cases.offices import APPLICANT, HANDLER, NOW, brought_to, opened
from xunzheng.site.cases.models import Case, DoneCommand, Event, Paper
from xunzheng.site.cases.papers import keep_paper, papers_dir
from xunzheng.site.cases.rebuild import rebuild_all
from xunzheng.site.cases.worker import Worker
from xunzheng.site.journal.models import Entry
from xunzheng.site.journal.verifying import verify

call_command("migrate", verbosity=0, interactive=False)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
done = [brought_to(2, "first")]
with connection.cursor() as cursor:
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
limit = Path(settings.DATABASES["default"]["NAME"]).stat().st_size + 150_000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
said = []
for number in range(400):
    try:
        done.append(opened(f"fill-{number}"))
    except OperationalError as full:
        print("full:", full)
        break
else:
    sys.exit("the disk never became full")
# A worker lives on and says so; nothing of what it began is left.
worker = Worker("one", lambda: NOW + timedelta(days=60), lambda seconds: seconds > 0, said.append)
worker.run(once=True)
before = (Case.objects.count(), Event.objects.count())
try:
    keep_paper([b"%PDF-1.7", b"x" * (limit + 1)], "a.pdf", APPLICANT, NOW)
except OSError as full:
    print("full: paper", full)
assert not list(papers_dir().glob(".incoming-*")) and not list(papers_dir().glob("??/*")), "left over"
assert Paper.objects.count() == 0
assert (Case.objects.count(), Event.objects.count()) == before
assert any("连接中断" in sentence or "没有执行成功" in sentence for sentence in said), said
# Room again: all that was acknowledged is there, what was not is not, and work goes on.
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
connection.close()
assert set(DoneCommand.objects.values_list("case_id", flat=True)) == {each.case_id for each in done}
assert Case.objects.count() == len(done)
opened(f"fill-{number}")
worker = Worker("two", lambda: NOW + timedelta(days=60), lambda seconds: False, said.append)
worker.run(until_idle=True)
assert worker.fired and Case.objects.get(pk=done[0].case_id).is_breached
assert keep_paper([b"%PDF-1.7", b"x" * 1000], "a.pdf", APPLICANT, NOW).reference
assert all(found is None for _, found in rebuild_all())
assert verify().is_whole
assert Event.objects.count() == Entry.objects.filter(kind="case.event").count()
print("whole")
"""
