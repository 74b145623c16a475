-- A different order each time, so that no request repeats another.
local thread = 0
function setup(t) thread = thread + 1; t:set("id", thread) end
function init() count = 0; math.randomseed(os.time() + id); run = math.random(1, 1e9) end
function request()
  count = count + 1
  local body = string.format(
    '{"model":"klingai/video-v3-motion-control","image_url":"https://e.example/i.png",' ..
    '"video_url":"https://e.example/v.mp4","mode":"std","prompt":"%d %d %d"}', run, id, count)
  return wrk.format("POST", "/v2/video/generations", {["Content-Type"] = "application/json"}, body)
end
function done(summary, latency, requests)
  local bad = summary.errors.status + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %.1f %.0f %.0f %d\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50), latency:percentile(99), bad))
end
