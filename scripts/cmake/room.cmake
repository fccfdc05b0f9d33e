# SPDX-License-Identifier: Apache-2.0
# bs_room, bs_test, bs_program: the only ways a target is made here.

# bs_room(name SOURCES … HEADERS … USES … HIDES …)
#   USES   rooms that our headers include: what uses us sees them too
#   HIDES  rooms and libraries that only our .cpp files include
# A room may name only rooms declared before it; anything else ends the configuration.
function(bs_room name)
  cmake_parse_arguments(ROOM "PRECOMPILES_ITS_OWN" "" "SOURCES;HEADERS;USES;HIDES" ${ARGN})
  if(ROOM_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "room '${name}': what is '${ROOM_UNPARSED_ARGUMENTS}'?")
  endif()
  if(NOT ROOM_SOURCES)
    set(ROOM_SOURCES ${CMAKE_BINARY_DIR}/empty.cpp)
  endif()
  add_library(bs_${name} STATIC ${ROOM_SOURCES})
  target_sources(bs_${name} PUBLIC FILE_SET HEADERS
    BASE_DIRS ${CMAKE_SOURCE_DIR}/libs FILES ${ROOM_HEADERS})
  set_target_properties(bs_${name} PROPERTIES
    LINKER_LANGUAGE CXX VERIFY_INTERFACE_HEADER_SETS ON)
  target_link_libraries(bs_${name} PUBLIC bs_flags)
  if(NOT ROOM_PRECOMPILES_ITS_OWN)
    target_precompile_headers(bs_${name} REUSE_FROM std_headers)
  endif()
  get_property(above GLOBAL PROPERTY BROADSHEET_ROOMS)
  foreach(use IN LISTS ROOM_USES)
    bs_require_above(${name} ${use} "${above}")
    target_link_libraries(bs_${name} PUBLIC bs_${use})
  endforeach()
  foreach(use IN LISTS ROOM_HIDES)
    if(use MATCHES "^bs_")
      string(REGEX REPLACE "^bs_" "" room ${use})
      bs_require_above(${name} ${room} "${above}")
    endif()
    target_link_libraries(bs_${name} PRIVATE ${use})
  endforeach()
  set_property(GLOBAL APPEND PROPERTY BROADSHEET_ROOMS ${name})
endfunction()

function(bs_require_above name use above)
  if(NOT use IN_LIST above)
    message(FATAL_ERROR "room '${name}' uses '${use}', which is not above it in CMakeLists.txt")
  endif()
endfunction()

# The standard library's headers that nearly every file reads, precompiled once for all rooms and services.
# A room with headers of its own to precompile says PRECOMPILES_ITS_OWN.
file(TOUCH ${CMAKE_BINARY_DIR}/empty.cpp)
add_library(std_headers OBJECT ${CMAKE_BINARY_DIR}/empty.cpp)
target_link_libraries(std_headers PRIVATE bs_flags)
target_precompile_headers(std_headers PRIVATE
  <algorithm> <array> <atomic> <charconv> <chrono> <condition_variable> <filesystem> <functional> <map>
  <memory> <mutex> <optional> <span> <stop_token> <string> <string_view> <thread> <unordered_map>
  <utility> <vector>)

# bs_said_in(file word result): what the comment lines "// word: …" at the top of a test's file name, as
# a list. "// uses: bs_url bs_text": the rooms it needs.
function(bs_said_in file word result)
  file(STRINGS ${file} lines REGEX "^// ${word}: ")
  list(TRANSFORM lines REPLACE "^// ${word}: *" "")
  list(JOIN lines " " words)
  separate_arguments(words)
  set(${result} ${words} PARENT_SCOPE)
endfunction()

# bs_test(name [TOGETHER] SOURCES … USES … [LABELS …] [FIXTURES …]): one GoogleTest program, its cases found
# by CTest.
#   TOGETHER   compiles its files as one: gtest, and what they all include, is read and instantiated once.
#              No two of them may then define the same name in their unnamed namespaces.
#   FIXTURES   what has to be there while it runs: kafka, s3_server
function(bs_test name)
  cmake_parse_arguments(TEST "TOGETHER" "" "SOURCES;USES;LABELS;FIXTURES" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE bs_flags ${TEST_USES} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE BROADSHEET_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  # gtest_discover_tests carries one label only; -L looks for a part of it.
  list(JOIN TEST_LABELS - label)
  set(properties LABELS "${label}" TIMEOUT 600)
  if(TEST_FIXTURES)
    list(APPEND properties FIXTURES_REQUIRED "${TEST_FIXTURES}")
    target_compile_definitions(${name} PRIVATE
      BROADSHEET_KAFKA_CLUSTER="${BROADSHEET_KAFKA_CLUSTER}" BROADSHEET_S3_SERVER="${BROADSHEET_S3_SERVER}")
  endif()
  target_precompile_headers(${name} REUSE_FROM test_headers)
  if(TEST_TOGETHER)
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 0)
  endif()
  gtest_discover_tests(${name}
    NO_PRETTY_VALUES DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    PROPERTIES ${properties})
endfunction()

# bs_test_part(name SOURCES … USES …): what several tests share, compiled once; they USE it.
function(bs_test_part name)
  cmake_parse_arguments(PART "" "" "SOURCES;USES" ${ARGN})
  add_library(${name} OBJECT ${PART_SOURCES})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(${name} PUBLIC bs_flags ${PART_USES} GTest::gmock)
  target_compile_definitions(${name} PRIVATE BROADSHEET_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_precompile_headers(${name} REUSE_FROM test_headers)
endfunction()

# bs_program(name SOURCES … USES …): an executable in build/<preset>/bin.
function(bs_program name)
  cmake_parse_arguments(PROGRAM "" "" "SOURCES;USES" ${ARGN})
  add_executable(${name} ${PROGRAM_SOURCES})
  target_link_libraries(${name} PRIVATE bs_flags ${PROGRAM_USES})
endfunction()
