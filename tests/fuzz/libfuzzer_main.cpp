// SPDX-License-Identifier: Apache-2.0
// libFuzzer's entry.
#include <cstddef>
#include <cstdint>
#include <string_view>

void fuzz_target(std::string_view bytes);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz_target({reinterpret_cast<const char*>(data), size});
  return 0;
}
