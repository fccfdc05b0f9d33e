# SPDX-License-Identifier: Apache-2.0
# How everything is compiled: one interface target, bs_flags.
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set_property(GLOBAL PROPERTY USE_FOLDERS ON)

option(BROADSHEET_TESTS "Build the tests and the newsroom" ON)
set(BROADSHEET_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them")

find_program(BROADSHEET_CCACHE ccache)
if(BROADSHEET_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # What is in a precompiled header does not ask for the time, so it may be cached. With the list of
  # headers that the compiler writes anyway, nothing is preprocessed twice.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_DEPEND=1 CCACHE_SLOPPINESS=pch_defines,time_macros ${BROADSHEET_CCACHE})
endif()
find_program(BROADSHEET_MOLD mold)
if(BROADSHEET_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_library(bs_flags INTERFACE)
target_compile_features(bs_flags INTERFACE cxx_std_20)
target_compile_options(bs_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 warns where a literal is assigned to a std::string (its bug 105329). ccache wants to see
  # which precompiled header is used.
  target_compile_options(bs_flags INTERFACE -Wno-restrict -fpch-preprocess)
endif()
if(BROADSHEET_SANITIZE)
  target_compile_options(bs_flags INTERFACE
    -fsanitize=${BROADSHEET_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${BROADSHEET_SANITIZE})
  if(BROADSHEET_SANITIZE MATCHES "thread")
    # protobuf's headers lay out messages otherwise where they see TSan, which Debian's library was not built with.
    target_compile_options(bs_flags INTERFACE -U__SANITIZE_THREAD__)
  endif()
endif()

# One heavy translation unit at a time: Beast with TLS takes most of a gigabyte.
set_property(GLOBAL PROPERTY JOB_POOLS heavy=1)
