// SPDX-License-Identifier: Apache-2.0
// The decoders of the Encoding Standard for the multi-byte encodings (§10 to §13): what they take
// for an error, and where they go on after one, is what browsers do.
#include "text/multibyte.h"

#include <optional>
#include <utility>

#include "core/result.h"
#include "text/legacy.h"

namespace broadsheet::text {
namespace {

bool within(std::uint8_t byte, std::uint8_t first, std::uint8_t last) {
  return byte >= first && byte <= last;
}

// Reads bytes and writes characters; the stretches of ASCII between them go in one piece.
class Decoding {
 public:
  explicit Decoding(std::string_view bytes) : bytes_(bytes) {
    out_.utf8.reserve(bytes.size() + bytes.size() / 2);
  }

  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }
  std::uint8_t next() { return byte_at(bytes_, at_++); }
  void back(std::size_t count = 1) { at_ -= count; }
  [[nodiscard]] std::string_view last(std::size_t count) const {
    return bytes_.substr(at_ - count, count);
  }

  void copy_ascii() {
    const std::size_t end = ascii_end(bytes_, at_);
    out_.utf8.append(bytes_, at_, end - at_);
    at_ = end;
  }

  void emit(char32_t character) { out_.emit(character); }
  void error() { out_.error(); }

  // The end of a pair: its character, or an error that keeps an ASCII trail for itself.
  void end_pair(char32_t character, std::uint8_t trail) {
    if (character != 0) {
      emit(character);
      return;
    }
    if (trail < 0x80) back();
    error();
  }

  LegacyText take() { return std::move(out_); }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  LegacyText out_;
};

// §10.2.1. `in` stands behind two bytes, the second a digit.
void gb18030_four(Decoding& in) {
  if (in.at_end()) return in.error();
  if (!within(in.next(), 0x81, 0xFE)) {
    in.back(2);
    return in.error();
  }
  if (in.at_end()) return in.error();
  if (!within(in.next(), 0x30, 0x39)) {
    in.back(3);
    return in.error();
  }
  const char32_t character = gb18030_character(in.last(4));
  if (character == 0) return in.error();
  in.emit(character);
}

// GBK and gb18030: one decoder for both.
void gb18030_step(Decoding& in) {
  static const PairIndex& index = gb18030_index();
  const std::uint8_t lead = in.next();
  if (lead == 0x80) return in.emit(0x20AC);
  if (lead == 0xFF || in.at_end()) return in.error();
  const std::uint8_t trail = in.next();
  if (within(trail, 0x30, 0x39)) return gb18030_four(in);
  const bool pair = within(trail, 0x40, 0x7E) || within(trail, 0x80, 0xFE);
  in.end_pair(pair ? index.find(lead, trail) : 0, trail);
}

// §11.1.1: four pairs are a letter and a mark.
std::optional<char32_t> big5_mark(std::uint8_t lead, std::uint8_t trail) {
  if (lead != 0x88) return std::nullopt;
  if (trail == 0x62 || trail == 0xA3) return 0x0304;
  if (trail == 0x64 || trail == 0xA5) return 0x030C;
  return std::nullopt;
}

void big5_step(Decoding& in) {
  static const PairIndex& index = big5_index();
  const std::uint8_t lead = in.next();
  if (!within(lead, 0x81, 0xFE) || in.at_end()) return in.error();
  const std::uint8_t trail = in.next();
  if (const auto mark = big5_mark(lead, trail)) {
    in.emit(trail < 0x80 ? 0x00CA : 0x00EA);
    return in.emit(*mark);
  }
  const bool pair = within(trail, 0x40, 0x7E) || within(trail, 0xA1, 0xFE);
  in.end_pair(pair ? index.find(lead, trail) : 0, trail);
}

// §13.1.1.
void euc_kr_step(Decoding& in) {
  static const PairIndex& index = euc_kr_index();
  const std::uint8_t lead = in.next();
  if (!within(lead, 0x81, 0xFE) || in.at_end()) return in.error();
  const std::uint8_t trail = in.next();
  in.end_pair(within(trail, 0x41, 0xFE) ? index.find(lead, trail) : 0, trail);
}

// §12.3.1.
void shift_jis_step(Decoding& in) {
  static const PairIndex& index = shift_jis_index();
  const std::uint8_t lead = in.next();
  if (lead == 0x80) return in.emit(0x80);
  if (within(lead, 0xA1, 0xDF)) return in.emit(0xFF61U - 0xA1U + lead);
  if (lead == 0xA0 || lead > 0xFC || in.at_end()) return in.error();
  const std::uint8_t trail = in.next();
  const bool pair = within(trail, 0x40, 0x7E) || within(trail, 0x80, 0xFC);
  in.end_pair(pair ? index.find(lead, trail) : 0, trail);
}

// §12.1.1. `in` stands behind 0x8F.
void jis0212_step(Decoding& in) {
  static const PairIndex& index = jis0212_index();
  if (in.at_end()) return in.error();
  const std::uint8_t lead = in.next();
  if (!within(lead, 0xA1, 0xFE)) return in.end_pair(0, lead);
  if (in.at_end()) return in.error();
  const std::uint8_t trail = in.next();
  in.end_pair(within(trail, 0xA1, 0xFE) ? index.find(lead, trail) : 0, trail);
}

void euc_jp_step(Decoding& in) {
  static const PairIndex& index = jis0208_index();
  const std::uint8_t lead = in.next();
  if (lead == 0x8F) return jis0212_step(in);
  if ((lead != 0x8E && !within(lead, 0xA1, 0xFE)) || in.at_end()) return in.error();
  const std::uint8_t trail = in.next();
  if (lead == 0x8E && within(trail, 0xA1, 0xDF)) return in.emit(0xFF61U - 0xA1U + trail);
  const bool pair = lead != 0x8E && within(trail, 0xA1, 0xFE);
  in.end_pair(pair ? index.find(lead, trail) : 0, trail);
}

LegacyText decode_steps(std::string_view bytes, void (*step)(Decoding&)) {
  Decoding in(bytes);
  for (in.copy_ascii(); !in.at_end(); in.copy_ascii()) step(in);
  return in.take();
}

// §12.2.1: an encoding with states, which escape sequences switch.
class Iso2022Jp {
 public:
  explicit Iso2022Jp(std::string_view bytes) : in_(bytes) {}

  LegacyText decode() {
    while (!in_.at_end()) {
      const std::uint8_t byte = in_.next();
      if (byte == 0x1B) {
        escape();
      } else {
        const bool error = set_ == Set::kPairs ? !pair(byte) : !single(byte);
        if (error) in_.error();
        escaped_ = false;
      }
    }
    return in_.take();
  }

 private:
  enum class Set { kAscii, kRoman, kKatakana, kPairs };

  static std::optional<Set> set_of(std::uint8_t first, std::uint8_t second) {
    if (first == '(' && second == 'B') return Set::kAscii;
    if (first == '(' && second == 'J') return Set::kRoman;
    if (first == '(' && second == 'I') return Set::kKatakana;
    if (first == '$' && (second == '@' || second == 'B')) return Set::kPairs;
    return std::nullopt;
  }

  // Behind an ESC. Two sequences with nothing between them are an error (they hide text from
  // filters), as is what is no sequence: its bytes are then text.
  void escape() {
    if (in_.at_end()) return bad_escape(0);
    const std::uint8_t first = in_.next();
    if (first != '$' && first != '(') return bad_escape(1);
    if (in_.at_end()) return bad_escape(1);
    const auto set = set_of(first, in_.next());
    if (!set) return bad_escape(2);
    set_ = *set;
    if (escaped_) in_.error();
    escaped_ = true;
  }

  void bad_escape(std::size_t read) {
    in_.back(read);
    escaped_ = false;
    in_.error();
  }

  bool single(std::uint8_t byte) {
    if (set_ == Set::kKatakana) {
      if (!within(byte, 0x21, 0x5F)) return false;
      in_.emit(0xFF61U - 0x21U + byte);
      return true;
    }
    if (byte >= 0x80 || byte == 0x0E || byte == 0x0F) return false;
    const bool roman = set_ == Set::kRoman;
    in_.emit(roman && byte == '\\' ? 0xA5 : roman && byte == '~' ? 0x203E : byte);
    return true;
  }

  bool pair(std::uint8_t lead) {
    static const PairIndex& index = jis0208_index();
    if (!within(lead, 0x21, 0x7E) || in_.at_end()) return false;
    const std::uint8_t trail = in_.next();
    if (trail == 0x1B) in_.back();
    if (!within(trail, 0x21, 0x7E)) return false;
    const char32_t character =
        index.find(static_cast<std::uint8_t>(lead | 0x80), static_cast<std::uint8_t>(trail | 0x80));
    if (character == 0) return false;
    in_.emit(character);
    return true;
  }

  Decoding in_;
  Set set_ = Set::kAscii;
  bool escaped_ = false;  // the last that was read is an escape sequence
};

}  // namespace

bool is_multibyte(std::string_view name) {
  return name == "GBK" || name == "gb18030" || name == "Big5" || name == "EUC-JP" ||
         name == "Shift_JIS" || name == "EUC-KR" || name == "ISO-2022-JP";
}

LegacyText decode_multibyte(std::string_view bytes, std::string_view name) {
  if (name == "ISO-2022-JP") return Iso2022Jp(bytes).decode();
  if (name == "Big5") return decode_steps(bytes, big5_step);
  if (name == "EUC-KR") return decode_steps(bytes, euc_kr_step);
  if (name == "EUC-JP") return decode_steps(bytes, euc_jp_step);
  if (name == "Shift_JIS") return decode_steps(bytes, shift_jis_step);
  CHECK(name == "GBK" || name == "gb18030");
  return decode_steps(bytes, gb18030_step);
}

}  // namespace broadsheet::text
