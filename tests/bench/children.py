# SPDX-License-Identifier: GPL-3.0-or-later
"""Children that die with this program, and what they cost."""
import collections
import ctypes
import os
import resource
import signal
import subprocess
import tempfile
import time

LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG = 1


def die_with_parent():
    """In the child, before exec: whatever ends this program ends its children."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def spawn(command, **options):
    return subprocess.Popen([str(part) for part in command], preexec_fn=die_with_parent, stdin=subprocess.DEVNULL, **options)


def run(command, timeout, env=None, accept=(0,)):
    """Runs to the end; (standard output, CPU seconds). Raises with the last words of standard error."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    child = spawn(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)
    try:
        out, err = child.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        raise RuntimeError(f"{os.path.basename(str(command[0]))} did not end within {timeout:.0f} s") from None
    if child.returncode not in accept:
        raise RuntimeError(f"{' '.join(map(str, command))}\nended with {child.returncode}: {err.strip()[-500:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return out, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


Watched = collections.namedtuple("Watched", "out cpu seconds peak")


def peak_of(pid):
    """Highest resident set so far, bytes; None once it has ended."""
    try:
        with open(f"/proc/{pid}/status") as status:
            return next((int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:")), None)
    except OSError:
        return None


def run_watched(command, timeout, env=None):
    """As run(), for programs that do not tell their peak: it is looked up until they end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        child = spawn(command, stdout=out, stderr=err, env=env)
        peak = 0
        while child.poll() is None:
            peak = peak_of(child.pid) or peak
            if time.monotonic() - began > timeout:
                child.kill()
                child.wait()
                raise RuntimeError(f"{os.path.basename(str(command[0]))} did not end within {timeout:.0f} s")
            time.sleep(0.01)
        seconds = time.monotonic() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        out.seek(0)
        err.seek(0)
        if child.returncode != 0:
            raise RuntimeError(f"{' '.join(map(str, command))}\nended with {child.returncode}: {err.read().strip()[-500:]}")
        return Watched(out.read(), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, seconds, peak)


class Display:
    """A virtual screen of its own for the window; nothing is shown to people."""

    def __enter__(self):
        read, write = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-noreset", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
                                       preexec_fn=die_with_parent, pass_fds=[write], stdin=subprocess.DEVNULL,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.name = ":" + number
        return self

    def __exit__(self, *_):
        self.server.terminate()
        try:
            self.server.wait(5)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()


def wait_for(condition, seconds, what):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{what}: not within {seconds} s")
        time.sleep(0.05)
