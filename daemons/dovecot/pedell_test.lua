-- SPDX-License-Identifier: GPL-3.0-or-later

-- pedell.lua against a made-up directory: which answers reach Dovecot.

local asked, leave, address, told
local replies = {}
package.preload["pedell_bind"] = function()
  return {
    check = function(uri, ca, who, password, seconds)
      asked = who
      return replies.code, replies.text
    end,
    place = function(address, networks)
      assert(networks == "10.0.0.0/8")
      return address == "10.0.0.7" and "in_school" or "from_home"
    end,
    ask = function(socket, from, login, password)
      address = from
      return leave
    end,
    tell = function(outcome) told = outcome end,
  }
end
local environment = { PEDELL_NETWORKS = "10.0.0.0/8", PEDELL_AD_URI = "ldaps://server", PEDELL_AD_CA = "/ca.pem", PEDELL_DOMAIN = "waldschule.test" }
os.getenv = function(name) return environment[name] end
dovecot = { auth = { PASSDB_RESULT_OK = "ok", PASSDB_RESULT_PASSWORD_MISMATCH = "mismatch",
                     PASSDB_RESULT_INTERNAL_FAILURE = "failure" } }
dofile("pedell.lua")

local function bind_error(data)
  return "80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data " .. data .. ", v1db1"
end

local cases = {
  -- user, code, text -> result, field ad, who was asked
  { "anna.mueller", 0, "", "ok", "ok", "anna.mueller@waldschule.test" },
  { "anna.mueller@waldschule.test", 0, "", "ok", "ok", "anna.mueller@waldschule.test" },
  { "anna", 49, bind_error("773"), "ok", "expired", "anna@waldschule.test" },
  { "anna", 49, bind_error("532"), "ok", "expired", "anna@waldschule.test" },
  { "anna", 49, bind_error("533"), "ok", "locked", "anna@waldschule.test" },
  { "anna", 49, bind_error("701"), "ok", "locked", "anna@waldschule.test" },
  { "anna", 49, bind_error("530"), "ok", "locked", "anna@waldschule.test" },
  { "anna", 49, bind_error("52e"), "mismatch", nil, "anna@waldschule.test" },
  { "anna", 49, bind_error("775"), "mismatch", nil, "anna@waldschule.test" },
  { "anna", 49, "", "mismatch", nil, "anna@waldschule.test" },
  { "anna", -1, "Can't contact LDAP server", "ok", "unavailable", "anna@waldschule.test" },
  { "anna@other.test", 0, "", "mismatch", nil, nil },
  { "anna@waldschule.test@waldschule.test", 0, "", "mismatch", nil, nil },
  { "waldschule\\anna", 0, "", "mismatch", nil, nil },
  { "@waldschule.test", 0, "", "mismatch", nil, nil },
  { "cn=anna,dc=ad", 0, "", "mismatch", nil, nil },
  { "anna*", 0, "", "mismatch", nil, nil },
  { "", 0, "", "mismatch", nil, nil },
}

leave = "go"
-- Where the client is goes on with every answer; a client without an address is not in school.
for _, case in ipairs({ { "10.0.0.7", "in_school" }, { "198.51.100.2", "from_home" }, { nil, "from_home" } }) do
  for _, reply in ipairs({ { 0, "" }, { 49, bind_error("773") }, { -1, "" } }) do
    replies = { code = reply[1], text = reply[2] }
    local _, fields = auth_password_verify({ user = "anna", remote_ip = case[1] }, "secret")
    assert(fields.place == case[2], "place " .. tostring(fields.place))
  end
end

for number, case in ipairs(cases) do
  asked, told, leave = nil, nil, "go"
  replies = { code = case[2], text = case[3] }
  local result, fields = auth_password_verify({ user = case[1], remote_ip = "10.0.0.7" }, "secret")
  local label = "case " .. number .. " (" .. case[1] .. ")"
  assert(result == case[4], label .. ": result " .. tostring(result))
  assert((fields and fields.ad) == case[5], label .. ": ad " .. tostring(fields and fields.ad))
  assert(asked == case[6], label .. ": asked for " .. tostring(asked))
  assert(fields == nil or fields.code == "temp_fail" and fields.reason:match("^Bitte spaeter"), label .. ": text")
  assert(fields == nil or fields.user == "anna" or fields.user == "anna.mueller", label .. ": user")
  local outcome = asked and (case[5] == "unavailable" and "unknown" or case[4] == "ok" and "right" or "wrong")
  assert(told == outcome, label .. ": told " .. tostring(told))
end

-- The watcher's word comes before the bind.
for _, case in ipairs({ { "no", "mismatch", nil }, { nil, "ok", "unavailable" }, { "what", "ok", "unavailable" } }) do
  asked, told, leave = nil, nil, case[1]
  replies = { code = 0, text = "" }
  local result, fields = auth_password_verify({ user = "anna", remote_ip = "10.0.0.7" }, "secret")
  assert(result == case[2], "watcher " .. tostring(leave) .. ": result " .. tostring(result))
  assert((fields and fields.ad) == case[3], "watcher " .. tostring(leave) .. ": ad")
  assert(asked == nil and told == nil and address == "10.0.0.7", "watcher " .. tostring(leave) .. ": asked")
end
