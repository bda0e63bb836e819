-- Arguments: method, content type, file of the body; the last two are empty without a body.
function init(args)
  wrk.method = args[1]
  if args[3] ~= "" then
    wrk.headers["Content-Type"] = args[2]
    local file = assert(io.open(args[3], "rb"))
    wrk.body = file:read("*a")
    file:close()
  end
end

-- Requests, microseconds, answers with an error status, other failures, percentiles in microseconds.
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("answers %d %d %d %d %.0f %.0f %.0f\n", summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50.0), latency:percentile(99.0), latency:percentile(99.9)))
end
