"""Times what people do with years of history: take it in, check it, list it, hand it on; beside others.

usage: run.py BINARY [SUBMISSIONS]

Prints figures with their limits, and exits with 1 where one is over. sqlite3 is needed for the comparison of
the import; sqlite3, DuckDB (the Python package) and hledger answer for a month what `bursar report` does,
and have to come to the same sum. What is missing is left out, and said.
"""
import json, os, random, resource, shutil, statistics, subprocess, sys, tempfile, time
from datetime import datetime, timezone
from decimal import Decimal

binary, count = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
folder = tempfile.mkdtemp(prefix="bursar-bench-")
env = dict(os.environ, BURSAR_LEDGER=f"{folder}/l.sqlite", BURSAR_CONFIG="", HOME=folder)
month, failed = "2025-03", False


def rows():
    """A year, in order; ids that are in none."""
    numbers = random.Random(1)
    start = datetime(2025, 1, 1, tzinfo=timezone.utc).timestamp()
    for number in range(count):
        at = datetime.fromtimestamp(start + number * 365 * 86_400 / count, timezone.utc)
        yield (at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z", "klingai/video-v3-motion-control",
               numbers.choice(("std", "pro")), numbers.choice(("image", "video")),
               numbers.choice(("spring", "loop", "launch")), f"{numbers.getrandbits(128):032x}",
               f"{numbers.randrange(1, 40_000) / 10_000:.4f}")


def timed(arguments, output=os.devnull, text=None):
    """Seconds and peak megabytes of a process."""
    with open(output, "w") as out:
        begun = time.perf_counter()
        child = subprocess.Popen(arguments, env=env, stdout=out, stderr=subprocess.PIPE,
                                 stdin=subprocess.PIPE if text else subprocess.DEVNULL, text=True)
        if text:
            child.stdin.write(text)
            child.stdin.close()
        words = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"bench: {' '.join(arguments)} ended with {child.returncode}: {words}")
    return seconds, usage.ru_maxrss / 1024


def report(name, value, limit, detail="", least=False):
    global failed
    good = limit is None or (value >= limit if least else value <= limit)
    failed |= not good
    bound = "" if limit is None else f" (limit {limit:,}{' at least' if least else ''}{'' if good else ', OVER'})"
    print(f"{name}: {value:,.{0 if value >= 100 else 2}f}{bound}{'; ' + detail if detail else ''}", flush=True)


def importing():
    with open(f"{folder}/h.jsonl", "w") as lines, open(f"{folder}/h.csv", "w") as table:
        for row in rows():
            names = ("reserved_at", "model", "mode", "orientation", "project", "generation_id", "usd")
            lines.write(json.dumps(dict(zip(names, row))) + "\n")
            table.write(",".join(row) + "\n")
    seconds, memory = timed([binary, "import", f"{folder}/h.jsonl"])
    print(f"import of {count:,}: {seconds:.1f} s, {memory:.0f} MB")
    if shutil.which("sqlite3"):
        columns = "at TEXT, model TEXT, mode TEXT, orientation TEXT, project TEXT, id TEXT UNIQUE, usd TEXT"
        other, _ = timed(["sqlite3", f"{folder}/other.sqlite"], text="\n".join((
            "PRAGMA journal_mode = WAL;", "PRAGMA synchronous = FULL;", f"CREATE TABLE h ({columns});",
            ".mode csv", f".import {folder}/h.csv h", "")))
        report("the same / sqlite3 .import of the rows", seconds / other, 5, f"{other:.2f} s")


def reading():
    seconds, memory = timed([binary, "verify"])
    report("verify, entries a second", count / seconds, 100_000, f"{seconds:.1f} s", least=True)
    report("its memory at most, MB", memory, 200)
    seconds, memory = timed([binary, "list"])
    report(f"list of {count:,}, s", seconds, 5)
    report("its memory at most, MB", memory, 100)
    year = ["report", "--since", "2025-01-01", "--until", "2025-12-31", "--format"]
    seconds, memory = timed([binary, *year, "focus"])
    report("FOCUS, rows a second", count / seconds, 200_000, f"{seconds:.1f} s", least=True)
    report("its memory at most, MB", memory, 100)
    seconds, memory = timed([binary, *year, "hledger"])
    report("journal, transactions a second", count / seconds, None, f"{seconds:.1f} s, {memory:.0f} MB")


def often(arguments, runs=7):
    """The median of milliseconds, and what was printed last."""
    times = [timed(arguments, f"{folder}/out")[0] * 1000 for _ in range(runs)]
    with open(f"{folder}/out") as out:
        return statistics.median(times), out.read()


def of_a_month():
    """One month by day, mode and orientation, by whole processes."""
    grouped = [binary, "report", "--month", month, "--by", "day,mode,orientation", "--json"]
    milliseconds, text = often(grouped)
    due = Decimal(json.loads(text)["totals"]["usd"])
    print(f"{month} by day, mode and orientation: {milliseconds:.0f} ms, ${due}")

    def beside(name, arguments, total, runs=3):
        milliseconds, text = often(arguments, runs)
        if total(text) != due:
            raise SystemExit(f"bench: {name} comes to {total(text)}, and bursar to {due}")
        print(f"the same by {name}: {milliseconds:.0f} ms")

    if shutil.which("sqlite3"):
        beside("sqlite3, over the submissions", ["sqlite3", "-readonly", env["BURSAR_LEDGER"], f"""
            SELECT day, mode, orientation, sum(charge_nanos) FROM submission
            WHERE day BETWEEN '{month}-01' AND '{month}-31' GROUP BY 1, 2, 3"""],
            lambda text: Decimal(sum(int(l.split("|")[3]) for l in text.split())) / 10**9)
    else:
        print("skip  sqlite3 is not here")
    try:
        import duckdb
    except ImportError:
        print("skip  DuckDB is not here (pip install duckdb)")
    else:
        names = "{'reserved_at': 'TIMESTAMP', 'model': 'VARCHAR', 'mode': 'VARCHAR', 'orientation': 'VARCHAR'," \
            " 'project': 'VARCHAR', 'id': 'VARCHAR', 'usd': 'DECIMAL(18, 9)'}"
        file = f"{folder}/h.duckdb"
        duckdb.connect(file).execute(
            f"CREATE TABLE h AS SELECT * FROM read_csv('{folder}/h.csv', header = false, columns = {names})").close()
        beside("DuckDB", [sys.executable, "-c", f"""
import duckdb
for row in duckdb.connect({file!r}, read_only=True).execute('''
    SELECT reserved_at::DATE, mode, orientation, sum(usd) FROM h
    WHERE reserved_at >= '{month}-01' AND reserved_at < '2025-04-01' GROUP BY 1, 2, 3''').fetchall(): print(row[3])"""],
            lambda text: sum(Decimal(line) for line in text.split()))
    if shutil.which("hledger"):
        journal = f"{folder}/month.journal"
        timed([binary, "report", "--month", month, "--format", "hledger"], journal)
        beside("hledger, from the journal of the month alone",
               ["hledger", "-f", journal, "balance", "expenses", "--cleared", "--depth", "1", "-O", "json"],
               lambda text: hledger_sum(json.loads(text)), runs=1)
    else:
        print("skip  hledger is not here")


def hledger_sum(found):
    return sum(Decimal(amount["aquantity"]["decimalMantissa"]).scaleb(-amount["aquantity"]["decimalPlaces"])
               for amount in found[1] if "$" in amount["acommodity"] or "USD" in amount["acommodity"])


try:
    importing()
    reading()
    of_a_month()
finally:
    shutil.rmtree(folder, ignore_errors=True)
sys.exit(failed)
