// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <lua.hpp>
#include <memory>

namespace
{

// pedell_test.lua plays Dovecot and Active Directory round pedell.lua; here is only the interpreter.
TEST(PedellLua, TellsAStateOnlyAfterTheRightPassword)
{
    const std::unique_ptr<lua_State, decltype(&lua_close)> lua(luaL_newstate(), lua_close);
    luaL_openlibs(lua.get());

    const bool failed = luaL_dofile(lua.get(), "pedell_test.lua");

    EXPECT_FALSE(failed) << lua_tostring(lua.get(), -1);
}

} // namespace
