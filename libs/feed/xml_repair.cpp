// SPDX-License-Identifier: Apache-2.0
// Makes well-formed what feeds get wrong most often.
#include "feed/xml_repair.h"

#include <algorithm>
#include <utility>

#include "core/strings.h"
#include "feed/entities.h"

namespace broadsheet::feed {

namespace {

constexpr std::size_t kPieceBytes = 64 << 10;
constexpr std::size_t kTagBytesMax = 256
                                     << 10;  // A parser may read an unfinished tag again and again.
constexpr std::string_view kCdata = "<![CDATA[";

bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// XML 1.0 §2.2; U+FFFE and U+FFFF too, which are EF BF BE and EF BF BF.
void append_clean(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool control = byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
    if (control) continue;
    const auto three = text.substr(i, 3);
    if (byte == 0xEF && (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF")) {
      i += 2;
      continue;
    }
    out += text[i];
  }
}

void escape(char c, std::string& out) { out += c == '&' ? "&amp;" : "&lt;"; }

// The reference that starts `text`, as XML can read it. How much of `text` it was.
std::size_t append_reference(std::string_view text, std::string& out) {
  const auto reference = reference_at(text);
  if (reference.size == 0) {
    escape('&', out);
    return 1;
  }
  const auto code_point = reference.code_point;
  if (code_point == '&' || code_point == '<') {
    escape(static_cast<char>(code_point), out);
  } else if (code_point == '"' || code_point == '\'' || code_point == '>' || code_point < 0x20) {
    out += text.substr(0, reference.size);  // it may stand in an attribute
  } else {
    append_utf8(code_point, out);
  }
  return reference.size;
}

// `size` or a little less, so that no character is cut.
std::size_t whole_characters(std::string_view text, std::size_t size) {
  while (size > 1 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return size;
}

// Where the tag that starts `text` ends; npos if not within reach.
std::size_t end_of_tag(std::string_view text) {
  text = text.substr(0, kTagBytesMax);
  char quote = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (quote != 0) {
      if (text[i] == quote) quote = 0;
    } else if (text[i] == '"' || text[i] == '\'') {
      quote = text[i];
    } else if (text[i] == '>') {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

}  // namespace

std::string XmlRepair::next() {
  std::string out;
  out.reserve(kPieceBytes + 1024);
  drop(std::exchange(noise_, 0), out);
  while (!rest_.empty() && out.size() < kPieceBytes) {
    if (in_cdata_) {
      take_cdata(out);
    } else if (rest_[0] == '&') {
      take_reference(out);
    } else if (rest_[0] == '<') {
      take_markup(out);
    } else {
      take_text(out);
    }
  }
  return out;
}

void XmlRepair::take_text(std::string& out) {
  auto text = rest_.substr(0, kPieceBytes + 1);
  text = text.substr(0, text.find_first_of("<&"));
  if (text.size() > kPieceBytes) {
    text = text.substr(0, whole_characters(text, kPieceBytes));
  }
  append_clean(text, out);
  rest_.remove_prefix(text.size());
}

void XmlRepair::take_reference(std::string& out) {
  rest_.remove_prefix(append_reference(rest_, out));
}

void XmlRepair::take_markup(std::string& out) {
  const auto until = [this](std::string_view end) {
    const auto at = rest_.find(end, 2);
    return at == std::string_view::npos ? rest_.size() : at + end.size();
  };
  if (rest_.starts_with("<!--")) return drop(until("-->"), out);
  if (rest_.starts_with("<?")) return drop(until("?>"), out);
  if (rest_.starts_with(kCdata)) {
    out += kCdata;
    rest_.remove_prefix(kCdata.size());
    in_cdata_ = true;
    return;
  }
  if (istarts_with(rest_, "<!doctype")) return drop_doctype(out);
  if (rest_.starts_with("<!")) return drop(until(">"), out);
  const bool closing = rest_.starts_with("</");
  const auto name = rest_.substr(closing ? 2 : 1);
  if (!name.empty() && begins_name(name[0])) return take_tag(out);
  escape('<', out);
  rest_.remove_prefix(1);
}

void XmlRepair::take_tag(std::string& out) {
  const auto size = end_of_tag(rest_);
  if (size == std::string_view::npos) {
    // Broken off, or a quote that nobody closed: what came before is good.
    gave_up_ = true;
    rest_ = {};
    return;
  }
  auto tag = rest_.substr(0, size);
  rest_.remove_prefix(size);
  out += '<';
  tag.remove_prefix(1);
  while (!tag.empty()) {
    const auto plain = tag.substr(0, std::min(tag.find_first_of("<&"), tag.size()));
    append_clean(plain, out);
    tag.remove_prefix(plain.size());
    if (tag.empty()) break;
    if (tag[0] == '&') {
      tag.remove_prefix(append_reference(tag, out));
    } else {
      escape('<', out);
      tag.remove_prefix(1);
    }
  }
}

void XmlRepair::take_cdata(std::string& out) {
  // Only a window is searched, or an unfinished section would be searched again for every piece.
  const auto window = rest_.substr(0, kPieceBytes);
  const auto end = window.find("]]>");
  if (end != std::string_view::npos) {
    append_clean(window.substr(0, end), out);
    out += "]]>";
    rest_.remove_prefix(end + 3);
    in_cdata_ = false;
    return;
  }
  // The last two bytes may be the beginning of the end.
  auto size = window.size();
  if (window.size() < rest_.size()) size = whole_characters(rest_, window.size() - 2);
  append_clean(rest_.substr(0, size), out);
  rest_.remove_prefix(size);
}

void XmlRepair::drop(std::size_t size, std::string& out) {
  const auto lines =
      std::count(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(size), '\n');
  out.append(static_cast<std::size_t>(lines), '\n');
  rest_.remove_prefix(size);
}

// `<!DOCTYPE rss PUBLIC "…" [ <!ENTITY a "…"> ]>`: to the '>' outside brackets and quotes.
void XmlRepair::drop_doctype(std::string& out) {
  char quote = 0;
  int depth = 0;
  std::size_t i = 2;
  for (; i < rest_.size(); ++i) {
    const char c = rest_[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (rest_.substr(i).starts_with("<!--")) {
      i = std::min(rest_.find("-->", i), rest_.size()) + 2;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '[' || c == '<') {
      ++depth;
    } else if (c == ']') {
      --depth;
    } else if (c == '>') {
      if (depth <= 0) break;
      --depth;
    }
  }
  drop(std::min(i + 1, rest_.size()), out);
}

}  // namespace broadsheet::feed
