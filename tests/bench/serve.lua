-- Requests in turn, one a line of the file that PATHS names; counts what is not 200.
local requests, turn = {}, 0
init = function()
  wrk.headers["Content-Type"] = "application/json"
  for line in io.lines(os.getenv("PATHS")) do
    local method, path, body = line:match("^(%u+)\t([^\t]+)\t?(.*)$")
    requests[#requests + 1] = wrk.format(method, path, nil, body ~= "" and body or nil)
  end
end
request = function()
  turn = turn % #requests + 1
  return requests[turn]
end
done = function(summary, latency, _)
  io.write(string.format("FIGURES %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), summary.errors.status))
end
