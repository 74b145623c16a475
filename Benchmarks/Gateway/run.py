"""Measures the gateway beside nginx and beside a guard in forty lines of Python, and prints ratios.

usage: run.py BINARY [SECONDS]

Needs wrk, nginx and aiohttp. The upstream is nginx, which answers every POST with a new id. Exits with 1
when a ratio is over its limit, and with 0 and a word where a program is missing.
"""
import json, os, shutil, signal, socket, subprocess, sys, tempfile, threading, time

here = os.path.dirname(os.path.abspath(__file__))
binary, seconds = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
folder = tempfile.mkdtemp(prefix="bursar-bench-")
children, failed = [], False

NGINX = """
daemon off; user root; pid {folder}/nginx.pid; error_log {folder}/error.log crit; worker_processes 1;
events {{ worker_connections 4096; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  client_max_body_size 100m; keepalive_requests 100000000;
  upstream provider {{ server 127.0.0.1:{up}; keepalive 64; }}
  server {{ listen 127.0.0.1:{up} backlog=4096; default_type application/json;
    location /v2/video/generations {{
      if ($request_method = POST) {{ return 200 '{{"id":"$request_id","status":"queued"}}'; }}
      return 200 '{{"id":"$arg_generation_id","status":"generating"}}'; }}
    location / {{ return 200 '{{"data":[]}}'; }} }}
  server {{ listen 127.0.0.1:{proxy} backlog=4096; location / {{
    proxy_pass http://provider; proxy_http_version 1.1; proxy_set_header Connection ""; }} }}
}}
"""

def free_port():
    with socket.create_server(("127.0.0.1", 0)) as s:
        return s.getsockname()[1]

def start(arguments, port, env=None):
    child = subprocess.Popen(arguments, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    children.append(child)
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return child
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"bench: {arguments[0]} does not listen on {port}")

def wrk(port, connections, script, path="/v2/video/generations"):
    out = subprocess.run(
        ["wrk", "-t2" if connections > 1 else "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout",
         "30s", "-s", f"{here}/{script}", f"http://127.0.0.1:{port}{path}"],
        capture_output=True, text=True).stdout
    line = next(l for l in out.splitlines() if l.startswith("RESULT"))
    rate, median, p99, bad = line.split()[1:]
    return float(rate), float(median), float(p99), int(bad)

def peak(child):
    with open(f"/proc/{child.pid}/status") as status:
        return next(int(l.split()[1]) for l in status if l.startswith("VmHWM")) / 1024

def report(name, value, limit, detail, least=False):
    global failed
    good = value >= limit if least else value <= limit
    failed |= not good
    print(f"{name}: {value:.2f} (limit {limit}{' at least' if least else ''}{'' if good else ', OVER'}); {detail}",
          flush=True)

def upload(port, megabytes, done):
    size = megabytes << 20
    head = b'{"model":"klingai/video-v3-motion-control","video_url":"https://e.example/v.mp4","image_url":"data:image/png;base64,'
    tail = b'"}'
    with socket.create_connection(("127.0.0.1", port)) as s:
        s.sendall(b"POST /v2/video/generations HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                  b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % size + head)
        left = size - len(head) - len(tail)
        piece = b"A" * (1 << 20)
        while left > 0:
            left -= s.send(piece[:min(left, len(piece))])
        s.sendall(tail)
        done.append(s.recv(65536).split(b" ")[1:2])

def restart(serving, serve, env):
    serving.send_signal(signal.SIGTERM)
    serving.wait()
    children.remove(serving)
    env["BURSAR_LEDGER"] += ".next"
    return serve()

def main():
    missing = [p for p in ("wrk", "nginx") if not shutil.which(p)]
    try:
        import aiohttp  # noqa: F401
    except ImportError:
        missing.append("aiohttp (python3-aiohttp)")
    if missing:
        return print("bench: the gateway is not measured without " + ", ".join(missing))
    up, proxy, guard, keeping, gateway = (free_port() for _ in range(5))
    with open(f"{folder}/nginx.conf", "w") as f:
        f.write(NGINX.format(folder=folder, up=up, proxy=proxy))
    start(["nginx", "-c", f"{folder}/nginx.conf"], up)
    for port, *keep in ((guard,), (keeping, "keep")):
        start([sys.executable, f"{here}/guard.py", str(port), f"http://127.0.0.1:{up}",
               f"{folder}/g{port}.sqlite", *keep], port)
    env = dict(os.environ, BURSAR_LEDGER=f"{folder}/l.sqlite", BURSAR_CONFIG="",
               AIMLAPI_API_KEY="benchmark-key", AIMLAPI_BASE_URL=f"http://127.0.0.1:{up}")
    run = lambda *a: subprocess.run([binary, *a], env=env, check=True, capture_output=True, text=True).stdout

    def serve():
        run("budget", "set", "all", "--limit", "100000000", "--per", "total")
        return start([binary, "serve", "--port", str(gateway)], gateway, env)

    serving = serve()

    rates = {port: [] for port in (gateway, guard, keeping)}
    for turn in range(4):  # in the first, caches are filled
        for port in rates:
            rate = wrk(port, 32, "post.lua")
            if turn > 0:
                rates[port].append(rate)
    a, b, kept = (sorted(rates[port])[1] for port in (gateway, guard, keeping))
    through = wrk(proxy, 32, "post.lua")
    report("guarded durable POSTs per second at 32 connections, gateway / forty lines of Python",
           a[0] / b[0], 2, f"{a[0]:.0f}/s, p99 {a[2]/1000:.1f} ms; {b[0]:.0f}/s; nginx without a guard {through[0]:.0f}/s", True)
    print(f"the same where the Python keeps its connections to the provider: {a[0] / kept[0]:.2f}; {kept[0]:.0f}/s")
    # In a process of its own, with a ledger in which nothing is open that it would ask after meanwhile.
    serving = restart(serving, serve, env)
    direct, one = wrk(up, 1, "post.lua"), wrk(gateway, 1, "post.lua")
    report("one connection's median POST, gateway - direct, ms", (one[1] - direct[1]) / 1000, 1,
           f"{one[1]:.0f} µs, {direct[1]:.0f} µs")
    head = json.loads(run("verify", "--json"))["head"]
    ids = json.loads(run("list", "--limit", "1", "--json"))["submissions"]
    target = f"/v2/video/generations?generation_id={ids[0]['generation_id']}"
    polls, plain = wrk(gateway, 32, "poll.lua", target), wrk(proxy, 32, "poll.lua", target)
    print(f"polls per second at 32 connections: {polls[0]:.0f}, p99 {polls[2]/1000:.1f} ms; nginx {plain[0]:.0f}")
    report("entries that polls wrote which change nothing", 0 if json.loads(run("verify", "--json"))["head"] == head else 1, 0, "")
    # Each of these in a process of its own: what the ones before left open is not what is measured.
    serving = restart(serving, serve, env)
    wrk(gateway, 256, "post.lua")
    report("peak memory at 256 connections, MB", peak(serving), 100, "")
    serving = restart(serving, serve, env)
    answers = []
    threads = [threading.Thread(target=upload, args=(gateway, 60, answers)) for _ in range(32)]
    [t.start() for t in threads], [t.join() for t in threads]
    ok = sum(answer == [b"200"] for answer in answers)
    report("peak memory with 32 uploads of 60 MiB, MB", peak(serving), 300, f"{ok} of 32 answered 200")
    sys.exit(failed)

try:
    main()
finally:
    for child in children:
        child.send_signal(signal.SIGTERM)
    for child in children:
        child.wait()
    shutil.rmtree(folder, ignore_errors=True)
