-- What people teach: moving a message into Junk or out of it (lib/dovecot/configure/learning-23.ts). Each mailbox has
-- statistics of its own, so that nobody teaches rspamd what is spam for others. Written at every start.
local sqlite3 = require "rspamd_sqlite3"
local mx = require "lua_settings".numeric_settings_id('mx')

-- Common words would look like spam to a mailbox that has learned only spam.
local min_learned = 10
-- Of everybody's statistics, rspamd uses one number: how many messages are spam and how many are not. So that one mailbox
-- cannot shift it much, it may be this far ahead in one of them.
local max_ahead = 50
local max_learned = 2000
local max_per_hour = 60

local files = { spam = '@DIRECTORY@/db/bayes-spam.sqlite', ham = '@DIRECTORY@/db/bayes-ham.sqlite' }
local databases = {}
local function learned(kind, mailbox)
  -- Opened by each process, because SQLite's connections must not cross a fork.
  databases[kind] = databases[kind] or sqlite3.open(files[kind])
  if not databases[kind] then return 0 end
  local count = 0
  -- To the end: a statement that is left open keeps rspamd's own writes from their checkpoint.
  for row in databases[kind]:rows('SELECT learns FROM users WHERE name = ?1', mailbox) do count = tonumber(row.learns) or 0 end
  return count
end

-- Which statistics apply. A message for several mailboxes is judged without, because one verdict is for all of them.
local function mailbox_of(task)
  local settings = task:get_settings_id()
  -- The proxies have settings; what the controller gets is to be learned.
  if not settings or settings == 0 then
    local asked = task:get_request_header('Mailbox')
    local name = asked and tostring(asked):lower() or ''
    return #name <= 320 and name:match('^[^%s@]+@[^%s@]+$') or nil
  end
  if settings ~= mx then return nil end
  local recipients = task:get_recipients('smtp') or {}
  if #recipients ~= 1 or not recipients[1].addr then return nil end
  local mailbox = recipients[1].addr:lower():gsub('%+[^@]*@', '@')
  if learned('spam', mailbox) < min_learned or learned('ham', mailbox) < min_learned then return nil end
  return mailbox
end

-- One process learns, so it can count.
local hour, counts = 0, {}
local function may_learn(task, is_spam, is_unlearn)
  local mailbox = mailbox_of(task)
  if not mailbox then return false, 'no mailbox' end
  local now = math.floor(os.time() / 3600)
  if now ~= hour then hour, counts = now, {} end
  counts[mailbox] = (counts[mailbox] or 0) + 1
  if counts[mailbox] > max_per_hour then return false, 'too many in an hour' end
  -- It was learned as the opposite before: what was wrong is taken back.
  if is_unlearn then return true end
  local this, other = learned(is_spam and 'spam' or 'ham', mailbox), learned(is_spam and 'ham' or 'spam', mailbox)
  if this >= max_learned then return false, 'enough' end
  if this - other >= max_ahead then return false, 'too far ahead' end
  return true
end

-- rspamd.conf names them.
milepost_learning = { mailbox_of = mailbox_of, may_learn = may_learn }
