"""The least that holds a budget: aiohttp before, aiohttp behind, SQLite between. For comparison only.

usage: guard.py PORT UPSTREAM DATABASE [keep]

Each POST has a connection of its own, as the gateway's has: on one that is kept, and that the other side is
just closing, it is not known whether a POST arrived. `keep` keeps them.
"""
import asyncio, json, sqlite3, sys, uuid
from aiohttp import ClientSession, TCPConnector, web

port, upstream, path = int(sys.argv[1]), sys.argv[2], sys.argv[3]
keeps = sys.argv[4:] == ["keep"]
db = sqlite3.connect(path, isolation_level=None)
db.executescript("""
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
CREATE TABLE IF NOT EXISTS budget(name TEXT PRIMARY KEY, lim INTEGER, spent INTEGER, held INTEGER);
CREATE TABLE IF NOT EXISTS job(id TEXT PRIMARY KEY, state TEXT, cost INTEGER, generation TEXT);
INSERT OR REPLACE INTO budget VALUES('all', 1 << 60, 0, 0);
""")

async def submit(request):
    body = json.loads(await request.read())
    cost, job = 163800000 * 30, str(uuid.uuid4())
    db.execute("BEGIN IMMEDIATE")
    if not db.execute("UPDATE budget SET held=held+? WHERE spent+held+?<=lim", (cost, cost)).rowcount:
        db.execute("ROLLBACK")
        return web.json_response({"error": {"code": "budget_exhausted"}}, status=402)
    db.execute("INSERT INTO job VALUES(?,'sent',?,NULL)", (job, cost))
    db.execute("COMMIT")
    async with request.app["client"].post(upstream + "/v2/video/generations", json=body) as answer:
        text = await answer.text()
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE job SET state='accepted', generation=? WHERE id=?", (json.loads(text)["id"], job))
    db.execute("COMMIT")
    return web.Response(text=text, content_type="application/json")

async def poll(request):
    async with request.app["client"].get(upstream + request.path_qs) as answer:
        return web.Response(text=await answer.text(), content_type="application/json")

async def client(app):
    app["client"] = ClientSession(connector=TCPConnector(limit=0, force_close=not keeps))
    yield
    await app["client"].close()

app = web.Application(client_max_size=64 << 20)
app.cleanup_ctx.append(client)
app.router.add_post("/v2/video/generations", submit)
app.router.add_get("/v2/video/generations", poll)
web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)
