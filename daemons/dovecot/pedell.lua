-- SPDX-License-Identifier: GPL-3.0-or-later

-- Dovecot's first passdb: is this the password? What Active Directory says of the account goes on as field `ad`
-- (ok, expired, locked, unavailable) to the passdbs behind it, which ask the register (view gate), and where the client
-- is as field `place` (in_school, from_home). "locked" and "expired" come only with the right password; a wrong one is
-- one and the same failure for everybody, so nobody learns a person's state without that person's password.
--
-- "Cannot tell" must not look like "no". Postfix answers every refusal of Dovecot with a permanent 535 (its SASL plug-in
-- knows no other), so at least the text says it: each answer carries it until the row of the register puts its own in its
-- place. The milter refuses the connection with 4yz before that where it cannot ask the register itself.

local bind = require "pedell_bind"

local uri = assert(os.getenv("PEDELL_AD_URI"), "PEDELL_AD_URI: see import_environment in dovecot.conf")
local ca = assert(os.getenv("PEDELL_AD_CA"), "PEDELL_AD_CA: see import_environment in dovecot.conf")
local networks = assert(os.getenv("PEDELL_NETWORKS"), "PEDELL_NETWORKS: see import_environment in dovecot.conf")
local domain = assert(os.getenv("PEDELL_DOMAIN"), "PEDELL_DOMAIN: see import_environment in dovecot.conf")

local watcher = "/run/pedell-watch/watch.sock"
local seconds = 5
local invalid_credentials = 49 -- RFC 4511 4.1.9

local cannot_tell = "Bitte spaeter noch einmal. / Please try again later."

-- The sub-code in the text of a refused bind ("... data 773, v1db1"). 775 (locked out by too many wrong passwords)
-- is no state here: it comes with a wrong password too.
local state_of = {
  ["773"] = "expired", -- must change the password
  ["532"] = "expired", -- password too old
  ["533"] = "locked",  -- account disabled
  ["701"] = "locked",  -- account ended
  ["530"] = "locked",  -- outside the hours of this account
}

-- Only login or login@own.domain: nothing that Active Directory would read as another kind of name.
local function login_of(user)
  local suffix = "@" .. domain
  if #user > #suffix and user:sub(-#suffix) == suffix then
    user = user:sub(1, #user - #suffix)
  end
  return user:match("^[a-z0-9][a-z0-9.-]*$")
end

-- Not yet a yes: nobody gets in without a row of view gate for this name and state with ok = 1.
local function go_on(login, state, place)
  return dovecot.auth.PASSDB_RESULT_OK,
    { user = login, ad = state, place = place, reason = cannot_tell, code = "temp_fail" }
end

function script_init()
  return 0
end

function script_deinit()
end

function auth_password_verify(request, password)
  local login = login_of(request.user)
  if login == nil then
    return dovecot.auth.PASSDB_RESULT_PASSWORD_MISMATCH, nil
  end

  local place = bind.place(request.remote_ip or "", networks)
  -- Who guesses is answered as if the password were wrong (decision 0011); without the watcher nobody can tell.
  local leave = bind.ask(watcher, request.remote_ip, login, password)
  if leave == "no" then
    return dovecot.auth.PASSDB_RESULT_PASSWORD_MISMATCH, nil
  end

  if leave ~= "go" then
    return go_on(login, "unavailable", place)
  end

  local code, diagnostic = bind.check(uri, ca, login .. "@" .. domain, password, seconds)
  if code == 0 then
    bind.tell("right")
    return go_on(login, "ok", place)
  end

  if code ~= invalid_credentials then
    bind.tell("unknown")
    return go_on(login, "unavailable", place)
  end

  local state = state_of[diagnostic:match("data (%x+)")]
  bind.tell(state and "right" or "wrong")
  if state == nil then
    -- The second value must be nil here: a table makes Dovecot answer "unavailable".
    return dovecot.auth.PASSDB_RESULT_PASSWORD_MISMATCH, nil
  end

  return go_on(login, state, place)
end
