// SPDX-License-Identifier: Apache-2.0
// libFuzzer's entry.
#include <cstddef>
#include <cstdint>
#include <string_view>

void FUZZ_TARGET(std::string_view bytes);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}
