-- What Milepost asks of rspamd. Three milter sockets of one rspamd choose what applies: mx (port 25), out (submission
-- and relay: somebody has signed in) and sieve (what Dovecot's Sieve sends on, and the panel's notifications).
-- Written at every start; @DIRECTORY@, @HOST@, @POLICY@, @OUTBOUND@ and @KEY@ are
-- replaced.
local logger = require "rspamd_logger"
local http = require "rspamd_http"
local lua_settings = require "lua_settings"
local ucl = require "ucl"

local id = {
  mx = lua_settings.numeric_settings_id('mx'),
  out = lua_settings.numeric_settings_id('out'),
  sieve = lua_settings.numeric_settings_id('sieve'),
}
local function on(task, name) return task:get_settings_id() == id[name] end
local domains = rspamd_config:add_map{ type = 'set', url = '@DIRECTORY@/maps/domains.map', description = 'domains of this host' }

-- The addresses of From, or nil and a reason if the header is not one plain From. The list of a parser is not enough: a
-- group is returned as one address, and some programs read a second header that others ignore.
local function from_addresses(task)
  local headers = task:get_header_full('From') or {}
  if #headers == 0 then return nil, 'no From header' end
  local raw = '\n' .. tostring(task:get_raw_headers()):lower()
  if #headers > 1 or raw:find('\nfrom[ \t]+:') then return nil, 'more than one From header' end
  local list = {}
  for _, a in ipairs(task:get_from({ 'mime', 'orig' }) or {}) do
    if not a.addr or a.addr == '' or not a.domain or a.domain == '' then return nil, 'From is not an address' end
    list[#list + 1] = { address = a.user:lower() .. '@' .. a.domain:lower(), domain = a.domain:lower(), name = a.name or '' }
  end
  if #list == 0 or headers[1].value:match('^%s*[^<"]*:.*;%s*$') then return nil, 'From is not an address' end
  return list
end

-- A domain of this host, or one inside it.
local function local_domain(name)
  local rest = name:lower():gsub('%.$', '')
  while rest do
    if domains:get_key(rest) then return rest end
    rest = rest:match('^[^.]+%.(.+)$')
  end
end

local function plain(address) return (address:gsub('%+[^@]*@', '@')) end

local function refuse(task, symbol, text)
  task:insert_result(symbol, 1.0, text)
  task:set_pre_result('reject', text, 'milepost')
end

-- Runs first. What was passed on has a Received line of ours, which the sender cannot remove: it gets no signature.
rspamd_config:register_symbol{ name = 'MP_PASSED_ON', type = 'prefilter', priority = 10, flags = 'empty', callback = function(task)
  if on(task, 'sieve') and task:get_header('Received', true) then
    task:disable_symbol('DKIM_SIGNED')
    task:insert_result('MP_PASSED_ON', 1.0)
  end
end }

-- From must be an address of the account that sends: the sign-in on submission, and the envelope sender, which Dovecot
-- sets, for what a Sieve script writes. Only the panel writes with an empty envelope sender, in the name of the host.
rspamd_config:register_symbol{ name = 'MP_FROM_NOT_OWNED', type = 'prefilter', priority = 9, callback = function(task)
  if on(task, 'mx') or task:has_symbol('MP_PASSED_ON') then return end
  local account = ((task:get_from('smtp') or {})[1] or {}).addr or ''
  if on(task, 'out') then
    -- Without the name of the credential, in which dkim_signing would look for a domain.
    account = (task:get_user() or ''):lower():gsub('/.*', '')
    task:set_user(account)
  end
  local list, why = from_addresses(task)
  if not list then return refuse(task, 'MP_FROM_NOT_OWNED', why) end
  local from = list[1].address
  for _, a in ipairs(list) do
    -- rspamd lists an address with a +suffix a second time, without it.
    if plain(a.address) ~= plain(from) then
      return refuse(task, 'MP_FROM_NOT_OWNED', 'more than one address in From')
    end
  end
  if account == '' and on(task, 'sieve') then
    if list[1].domain ~= '@HOST@' then refuse(task, 'MP_FROM_NOT_OWNED', from .. ' is not an address of this host') end
    return
  end
  http.request{
    task = task, url = '@POLICY@', method = 'post', timeout = 5.0, mime_type = 'application/json',
    headers = { ['X-Milepost-Key'] = '@KEY@' },
    body = ucl.to_format({ account = account, from = from }, 'json-compact'),
    callback = function(err, code, body)
      if err or code ~= 200 then
        logger.errx(task, 'cannot ask whose %s is: %s', from, err or code)
        task:set_pre_result('soft reject', 'The sender cannot be checked now. Try again later', 'milepost')
      elseif tostring(body) ~= '{"allowed":true}' then
        refuse(task, 'MP_FROM_NOT_OWNED', 'Header From not owned by ' .. account .. ' (' .. from .. ')')
      end
    end,
  }
end }

-- The mailbox that a message of Sieve counts for. Dovecot writes this header above all others when it redirects, with the
-- address of the mailbox; those further down came with the message. A reply has the mailbox as its envelope sender.
local function counted_for(task)
  local redirected = (task:get_header_full('X-Sieve-Redirected-From') or {})[1]
  if task:has_symbol('MP_PASSED_ON') and redirected then return redirected.value:gsub('[<>%s]', ''):sub(1, 320) end
  return ((task:get_from('smtp') or {})[1] or {}).addr or ''
end

-- What Sieve sends counts for its mailbox, as what a program submits. Postfix cannot count it: it does not know whose script
-- passes a message on. A refused message stays in the mailbox.
rspamd_config:register_symbol{ name = 'MP_OUTBOUND', type = 'prefilter', priority = 8, flags = 'empty', callback = function(task)
  if not on(task, 'sieve') or task:has_pre_result() then return end
  local account = counted_for(task)
  if account == '' then return end
  http.request{
    task = task, url = '@OUTBOUND@', method = 'post', timeout = 5.0, mime_type = 'application/json',
    headers = { ['X-Milepost-Key'] = '@KEY@' },
    body = ucl.to_format({ account = account, recipients = #(task:get_recipients('smtp') or {}) }, 'json-compact'),
    callback = function(err, code, body)
      local parser = ucl.parser()
      if err or code ~= 200 or not parser:parse_string(tostring(body)) then
        -- As at Postfix's ports: what cannot be counted goes on.
        return logger.errx(task, 'not counted for %s: %s', account, err or code)
      end
      local answer = parser:get_object()
      if answer.allowed == false then refuse(task, 'MP_OUTBOUND', answer.text) end
    end,
  }
end }

-- Whether DKIM or SPF vouches for exactly this domain.
local function aligned(task, domain)
  for _, option in ipairs(((task:get_symbol('DKIM_TRACE') or { {} })[1] or {}).options or {}) do
    if option:lower() == domain .. ':+' then return true end
  end
  local envelope = ((task:get_from('smtp') or {})[1] or {}).domain
  return envelope and envelope:lower() == domain and task:has_symbol('R_SPF_ALLOW')
end

-- Nobody outside speaks for a domain of this host, unless its own DKIM or SPF says so (a mailing list, another sender).
local local_from = rspamd_config:register_symbol{ name = 'MP_LOCAL_FROM', type = 'normal', callback = function(task)
  if not on(task, 'mx') then return end
  local list, why = from_addresses(task)
  if not list then return refuse(task, 'MP_LOCAL_FROM', why) end
  for _, a in ipairs(list) do
    local domain = local_domain(a.domain)
    if domain and not aligned(task, domain) then
      return refuse(task, 'MP_LOCAL_FROM', domain .. ' is a domain of this host: sign in to send from it')
    end
    for name in a.name:gmatch('@([%w.-]+)') do
      if not domain and local_domain(name) then task:insert_result('MP_NAME_SPOOF', 1.0, name) end
    end
  end
end }
rspamd_config:register_symbol{ name = 'MP_NAME_SPOOF', type = 'virtual', parent = local_from }
rspamd_config:set_metric_symbol{ name = 'MP_NAME_SPOOF', score = 6.0, group = 'milepost' }
for _, symbol in ipairs{ 'SPF_CHECK', 'DKIM_CHECK', 'DMARC_CALLBACK' } do
  rspamd_config:register_dependency('MP_LOCAL_FROM', symbol)
end

-- What a sender wrote, without control characters and short, because rspamd cuts its lines at 8 kB.
local function short(text, length) return (tostring(text or ''):gsub('%c', '?'):sub(1, length)) end

-- The rules that weigh most, and those that decide without a score.
local function reasons(task)
  local list = {}
  for _, symbol in ipairs(task:get_symbols_all() or {}) do
    if symbol.score ~= 0 or symbol.name:find('^MP_') or symbol.name:find('^CLAM_VIRUS') then
      list[#list + 1] = { name = short(symbol.name, 60), score = symbol.score, option = short((symbol.options or {})[1], 80) }
    end
  end
  local function weight(s) return s.score == 0 and 1000 or math.abs(s.score) end
  table.sort(list, function(a, b) return weight(a) > weight(b) end)
  for i = 13, #list do list[i] = nil end
  return list
end

-- One line of JSON for each message, or several if it has many recipients. The agent reads them.
local bytes_of_recipients = 1500
rspamd_config:register_symbol{ name = 'MP_VERDICT', type = 'idempotent', flags = 'empty,explicit_disable,ignore_passthrough', callback = function(task)
  local port = on(task, 'mx') and 'mx' or on(task, 'out') and 'out' or on(task, 'sieve') and 'sieve'
  -- A message that is learned.
  if not port then return end
  local header = ((task:get_header_full('Message-ID') or {})[1] or {}).value
  local has, _, text = task:has_pre_result()
  local score = task:get_metric_score()
  local verdict = {
    qid = short(task:get_queue_id(), 40), port = port, action = task:get_metric_action(),
    score = score[1], reject = score[2], junk = rspamd_config:get_metric_action('add header'),
    user = port == 'sieve' and short(counted_for(task), 320) or (short(task:get_user(), 320):gsub('/.*', '')),
    redirected = port == 'sieve' and task:has_symbol('MP_PASSED_ON') or nil, ip = tostring(task:get_from_ip() or ''),
    from = short(((task:get_from('smtp') or {})[1] or {}).addr, 200),
    header_from = short(((task:get_from('mime') or {})[1] or {}).addr, 200),
    message_id = short(header, 100), subject = short(task:get_header('Subject'), 100), size = task:get_size(),
    text = has and short(text, 200) or nil, symbols = reasons(task), rcpts = {},
  }
  local room = bytes_of_recipients
  local function write()
    logger.infox(task, 'verdict %s', ucl.to_format(verdict, 'json-compact'))
    verdict.rcpts = {}
    room = bytes_of_recipients
  end
  for _, recipient in ipairs(task:get_recipients('smtp') or {}) do
    local address = short(recipient.addr, 320)
    if #address > room then write() end
    verdict.rcpts[#verdict.rcpts + 1] = address
    room = room - #address
  end
  write()
end }
