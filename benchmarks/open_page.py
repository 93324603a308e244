"""The open page under fifty requests a second, as ``caicach serve`` serves it: how long its visitors wait.

``python -m benchmarks.open_page [--rate 50] [--seconds 10]``. The home page and one edition, asked turn about by
connections that visitors open anew, at a pace that no slow answer holds back. The p95 is by the clock and at most
200 ms on two quiet cores; what the server spends of the processor on an answer is told beside it.
"""

import argparse
import http.client
import os
import sys
import threading
import time
from pathlib import Path
from statistics import quantiles

from benchmarks.against import HERE
from benchmarks.clients import served

EDITIONS, MOST_MILLISECONDS = 50, 200.0
_FILL = """
import json, sys
from benchmarks import _sample, rooms
_sample.start(sys.argv[1])
_sample.fill(_sample.units(), 300)
rooms._editions(int(sys.argv[2]))
from caicach.cli.installation import collect_static
collect_static()
print(json.dumps([{"home": "/cong-khai/", "edition": "/cong-khai/ban/1/"}, {}]))
"""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", type=float, default=50.0)
    parser.add_argument("--seconds", type=float, default=10.0)
    given = parser.parse_args(arguments)
    with served(HERE, EDITIONS, _FILL) as door:
        paths = list(door.paths.values())
        for path in paths * 4:
            _waited(door.port, path)  # the first answers draw what later ones find ready
        spent = _processor_of_children()
        waits = _asked(door.port, paths, given.rate, int(given.rate * given.seconds))
        spent = (_processor_of_children() - spent) / len(waits)
    middle, most = quantiles(waits, n=20)[9], quantiles(waits, n=20)[18]
    print(
        f"{given.rate:.0f} requests a second, {len(waits)} answers: {middle:.0f} ms in the middle, "
        f"{most:.0f} ms at p95 (at most {MOST_MILLISECONDS:.0f}); {1000 * spent:.1f} ms of the processor each"
    )
    return 0 if most <= MOST_MILLISECONDS else 1


def _asked(port: int, paths: list[str], rate: float, count: int) -> list[float]:
    waits = [0.0] * count
    begun = time.monotonic()

    def ask(number: int) -> None:
        waits[number] = _waited(port, paths[number % len(paths)])

    threads = []
    for number in range(count):
        time.sleep(max(0.0, begun + number / rate - time.monotonic()))
        threads.append(threading.Thread(target=ask, args=(number,)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    return waits


def _waited(port: int, path: str) -> float:
    began = time.perf_counter()
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", path)
    answer = line.getresponse()
    answer.read()
    line.close()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{path}: {answer.status}")
    return 1000 * (time.perf_counter() - began)


def _processor_of_children() -> float:
    """Seconds of the server and its workers so far, of Linux's own count."""
    ticks, below = os.sysconf("SC_CLK_TCK"), {os.getpid()}
    rows = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, _name, rest = stat.read_text().replace(")", "(").split("(", 2)
        except OSError:
            continue
        fields = rest.split()
        rows[int(number)] = (int(fields[1]), int(fields[11]) + int(fields[12]))
    spent = 0
    for number in sorted(rows):
        if rows[number][0] in below:
            below.add(number)
            spent += rows[number][1]
    return spent / ticks


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
