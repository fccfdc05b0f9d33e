# SPDX-License-Identifier: Apache-2.0
# Builds the engine with cargo into one folder for all presets: it never changes with our flags, but for
# how much it is optimised. Sets BROADSHEET_SEARCH_ENGINE, the static library.
find_package(Threads REQUIRED)

set(BROADSHEET_CARGO_TARGET ${CMAKE_SOURCE_DIR}/build/cargo CACHE PATH
  "Where cargo builds; shared by all presets, since it takes minutes")
cmake_host_system_information(RESULT cores QUERY NUMBER_OF_LOGICAL_CORES)
math(EXPR half "(${cores} + 1) / 2")
set(BROADSHEET_CARGO_JOBS ${half} CACHE STRING
  "How many compilers cargo runs at once, beside those of the C++ build")

set(cargo_remedy
  "Debian 12 has them as cargo-web and rustc-web: apt-get install cargo-web. "
  "Its plain cargo (1.65) is too old. Elsewhere: https://rustup.rs.")
string(JOIN "" cargo_remedy ${cargo_remedy})
find_program(BROADSHEET_CARGO cargo HINTS $ENV{CARGO_HOME}/bin $ENV{HOME}/.cargo/bin
  DOC "Rust's build tool")
if(NOT BROADSHEET_CARGO)
  message(FATAL_ERROR "cargo is missing: the full-text engine is built by Rust 1.85 or newer. ${cargo_remedy}")
endif()
execute_process(COMMAND ${BROADSHEET_CARGO} --version
  OUTPUT_VARIABLE cargo_version ERROR_VARIABLE cargo_version RESULT_VARIABLE cargo_failed)
string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" cargo_number "${cargo_version}")
if(cargo_failed OR cargo_number VERSION_LESS 1.85)
  string(STRIP "${cargo_version}" cargo_version)
  message(FATAL_ERROR
    "${BROADSHEET_CARGO} is '${cargo_version}', but the full-text engine needs Rust 1.85. ${cargo_remedy}")
endif()

if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  set(profile quick)
else()
  set(profile release)
endif()
set(BROADSHEET_SEARCH_ENGINE ${BROADSHEET_CARGO_TARGET}/${profile}/libbroadsheet_search.a)
file(GLOB engine_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/src/*.rs)
# A pool of its own: one cargo beside the C++ compilers, whatever ninja's -j.
set_property(GLOBAL APPEND PROPERTY JOB_POOLS cargo=1)
add_custom_command(
  OUTPUT ${BROADSHEET_SEARCH_ENGINE}
  COMMAND ${CMAKE_COMMAND} -E env CARGO_NET_RETRY=5
    ${BROADSHEET_CARGO} build --quiet --profile ${profile} --locked --jobs ${BROADSHEET_CARGO_JOBS}
    --manifest-path ${CMAKE_CURRENT_LIST_DIR}/Cargo.toml --target-dir ${BROADSHEET_CARGO_TARGET}
  # cargo leaves the library as it is if only times changed; then ninja would ask it every time.
  COMMAND ${CMAKE_COMMAND} -E touch ${BROADSHEET_SEARCH_ENGINE}
  DEPENDS ${engine_sources} ${CMAKE_CURRENT_LIST_DIR}/Cargo.toml ${CMAKE_CURRENT_LIST_DIR}/Cargo.lock
  COMMENT "Building the full-text engine (the first time takes some minutes)"
  JOB_POOL cargo VERBATIM)
# Nothing depends on this target, only what links depends on the file: no C++ waits for cargo to compile.
add_custom_target(search_engine DEPENDS ${BROADSHEET_SEARCH_ENGINE})
