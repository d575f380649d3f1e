// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogue.h"

#include <csignal>
#include <curl/curl.h>
#include <gtest/gtest.h>

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    testing::InitGoogleTest(&argc, argv);
    pedell::appliance::list_dialogues();
    return RUN_ALL_TESTS();
}
