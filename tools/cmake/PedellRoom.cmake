# SPDX-License-Identifier: GPL-3.0-or-later
# How every room is furnished: one library, one test binary, one warning level.

add_library(pedell_flags INTERFACE)
target_compile_options(pedell_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Werror)
target_include_directories(pedell_flags INTERFACE ${CMAKE_SOURCE_DIR})

# pedell_room(NAME SOURCES a.cc ... [TESTS a_test.cc ...] [LINK pedell_base Foo::Foo ...] [MESSAGES])
# makes the static library pedell_NAME and, with TESTS, the binary NAME_test whose cases CTest lists under the
# label "unit". MESSAGES: messages.mes of the folder becomes messages.h (see tools/messages.py).
function(pedell_room NAME)
    cmake_parse_arguments(ARG "MESSAGES" "" "SOURCES;TESTS;LINK;TEST_LINK" ${ARGN})
    if(ARG_SOURCES)
        add_library(pedell_${NAME} STATIC ${ARG_SOURCES})
        target_link_libraries(pedell_${NAME} PUBLIC pedell_flags ${ARG_LINK})
    else()
        add_library(pedell_${NAME} INTERFACE)
        target_link_libraries(pedell_${NAME} INTERFACE pedell_flags ${ARG_LINK})
    endif()
    if(ARG_MESSAGES)
        pedell_messages(pedell_${NAME})
    endif()
    if(PEDELL_TESTS AND ARG_TESTS)
        add_executable(${NAME}_test ${ARG_TESTS})
        target_link_libraries(${NAME}_test PRIVATE pedell_${NAME} GTest::gmock GTest::gtest_main ${ARG_TEST_LINK})
        gtest_discover_tests(${NAME}_test TEST_PREFIX "${NAME}." PROPERTIES LABELS unit DISCOVERY_TIMEOUT 60)
    endif()
endfunction()

# pedell_messages(TARGET): constants from this folder's messages.mes, as "messages.h" in the build tree's twin of
# the folder, and the journal catalogue /usr/lib/systemd/catalog/pedell-<folder>.catalog.
function(pedell_messages TARGET)
    get_filename_component(folder ${CMAKE_CURRENT_SOURCE_DIR} NAME)
    set(header ${CMAKE_CURRENT_BINARY_DIR}/messages.h)
    set(catalog ${CMAKE_CURRENT_BINARY_DIR}/pedell-${folder})
    add_custom_command(
        OUTPUT ${header} ${catalog}.catalog ${catalog}.de.catalog
        COMMAND python3 ${CMAKE_SOURCE_DIR}/tools/messages.py ${CMAKE_CURRENT_SOURCE_DIR}/messages.mes
                --header ${header} --catalog ${catalog}
        DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/messages.mes ${CMAKE_SOURCE_DIR}/tools/messages.py
        VERBATIM)
    add_custom_target(${TARGET}_messages DEPENDS ${header})
    add_dependencies(${TARGET} ${TARGET}_messages)
    target_include_directories(${TARGET} PUBLIC ${CMAKE_BINARY_DIR})
    install(FILES ${catalog}.catalog ${catalog}.de.catalog DESTINATION lib/systemd/catalog)
endfunction()

# pedell_fuzz(NAME SOURCE file_fuzz.cc LINK ...): a libFuzzer target NAME_fuzz (clang, -DPEDELL_FUZZ=ON). With inputs kept in
# tests/corpus/fuzz/NAME (./dev fuzz --keep) the unit ring has a test NAME.replay that hands them to the same target.
function(pedell_fuzz NAME)
    cmake_parse_arguments(ARG "" "SOURCE" "LINK" ${ARGN})
    set(kept ${CMAKE_SOURCE_DIR}/tests/corpus/fuzz/${NAME})
    if(PEDELL_TESTS AND EXISTS ${kept})
        add_executable(${NAME}_replay ${ARG_SOURCE} ${CMAKE_SOURCE_DIR}/tests/fuzz/replay.cc)
        target_link_libraries(${NAME}_replay PRIVATE ${ARG_LINK} pedell_flags)
        add_test(NAME ${NAME}.replay COMMAND ${NAME}_replay ${kept})
        set_tests_properties(${NAME}.replay PROPERTIES LABELS unit TIMEOUT 300)
    endif()
    if(PEDELL_FUZZ)
        add_executable(${NAME}_fuzz ${ARG_SOURCE})
        target_link_libraries(${NAME}_fuzz PRIVATE ${ARG_LINK} pedell_flags)
        target_link_options(${NAME}_fuzz PRIVATE -fsanitize=fuzzer)
        if(NOT TARGET fuzzers)
            add_custom_target(fuzzers)
        endif()
        add_dependencies(fuzzers ${NAME}_fuzz)
    endif()
endfunction()
