// SPDX-License-Identifier: Apache-2.0
// Makes well-formed what feeds get wrong most often.
#include "feed/xml_repair.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/strings.h"
#include "feed/entities.h"
#include "feed/xml_tag.h"

namespace broadsheet::feed {

namespace {

constexpr std::size_t kPieceBytes = 64 << 10;
constexpr std::size_t kTagBytesMax = 256
                                     << 10;  // A parser may read an unfinished tag again and again.
constexpr std::string_view kCdata = "<![CDATA[";

constexpr std::size_t kShownMax = 40;

std::string shown(std::string_view name) { return std::string(name.substr(0, kShownMax)); }

// HTML's that end where they begin; within RSS they are nothing else.
bool is_void(std::string_view name) {
  constexpr std::array<std::string_view, 5> kVoid = {"br", "hr", "img", "input", "wbr"};
  return std::ranges::any_of(kVoid, [name](auto other) { return iequals(name, other); });
}

// HTML's whose end nobody misses.
bool may_lack_end(std::string_view name) { return iequals(name, "p") || iequals(name, "li"); }

// What is never within another of its kind.
bool is_entry(std::string_view name) {
  constexpr std::array<std::string_view, 4> kEntries = {"item", "entry", "url", "sitemap"};
  return std::ranges::any_of(kEntries, [name](auto other) { return iequals(name, other); });
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

void append_attribute(const TagAttribute& attribute, std::string& out) {
  out += ' ';
  out += attribute.name;
  out += "=\"";
  auto value = attribute.value;
  while (!value.empty()) {
    const auto plain = value.substr(0, value.find_first_of("<&\""));
    append_clean(plain, out);
    value.remove_prefix(plain.size());
    if (value.empty()) break;
    if (value[0] == '&') {
      value.remove_prefix(append_reference(value, out));
      continue;
    }
    out += value[0] == '"' ? "&quot;" : "&lt;";
    value.remove_prefix(1);
  }
  out += '"';
}

// Line ends that `raw` has and `out` from `begin` on has not.
void append_lines(std::string_view raw, std::size_t begin, std::string& out) {
  const auto wanted = std::count(raw.begin(), raw.end(), '\n');
  const auto there = std::count(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), '\n');
  out.append(static_cast<std::size_t>(std::max<std::ptrdiff_t>(wanted - there, 0)), '\n');
}

// `size` or a little less, so that no character is cut.
std::size_t whole_characters(std::string_view text, std::size_t size) {
  while (size > 1 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return size;
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
  // "]]>" may not stand in a text.
  for (auto left = text; !left.empty();) {
    const auto plain = left.substr(0, left.find('>'));
    append_clean(plain, out);
    if (plain.size() < left.size()) out += "&gt;";
    left.remove_prefix(std::min(plain.size() + 1, left.size()));
  }
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
  if (rest_.starts_with("</") && begins_name(rest_.substr(2, 1))) return take_end(out);
  if (has_name(rest_)) return take_start(out);
  escape('<', out);
  rest_.remove_prefix(1);
}

void XmlRepair::note(std::string_view what) {
  if (!mended_.empty()) return;
  const auto before = whole_.substr(0, whole_.size() - rest_.size());
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto column = before.size() - (before.rfind('\n') + 1) + 1;
  mended_ = "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " +
            std::string(what);
}

void XmlRepair::take_start(std::string& out) {
  const auto tag = read_tag(rest_.substr(0, kTagBytesMax));
  if (!tag) {
    // Broken off: what came before is good.
    gave_up_ = true;
    rest_ = {};
    return;
  }
  if (tag->is_odd) note("the attributes of <" + shown(tag->name) + "> are no XML");
  const bool is_empty = tag->is_empty || is_void(tag->name);
  open(tag->name, is_empty, out);
  const auto begin = out.size();
  out += '<';
  out += tag->name;
  for (const auto& attribute : tag->attributes) append_attribute(attribute, out);
  append_lines(rest_.substr(0, tag->size), begin, out);
  out += is_empty ? "/>" : ">";
  rest_.remove_prefix(tag->size);
}

// What has to end before an element can begin, ends; and the element is open from now on.
void XmlRepair::open(std::string_view name, bool is_empty, std::string& out) {
  const auto same = [name](std::string_view other) { return iequals(name, other); };
  if (!open_.empty() && same(open_.back()) && may_lack_end(name)) {
    close_down_to(open_.size() - 1, out);
  }
  const auto before = std::find_if(open_.begin(), open_.end(), same);
  if (before != open_.end() && is_entry(name)) {
    note("<" + shown(name) + "> begins where the one before has no end");
    close_down_to(static_cast<std::size_t>(before - open_.begin()), out);
  }
  if (!is_empty) open_.push_back(name);
}

void XmlRepair::close_down_to(std::size_t size, std::string& out) {
  for (; open_.size() > size; open_.pop_back()) {
    out += "</";
    out += open_.back();
    out += '>';
  }
}

void XmlRepair::take_end(std::string& out) {
  const auto reach = rest_.substr(0, kTagBytesMax);
  const auto stop = reach.find_first_of("<>", 2);
  if (stop == std::string_view::npos) {
    gave_up_ = true;
    rest_ = {};
    return;
  }
  const auto size = rest_[stop] == '>' ? stop + 1 : stop;
  const auto name = reach.substr(2, std::min(stop, reach.find_first_of(" \t\r\n/", 2)) - 2);
  const auto opened = std::find_if(open_.rbegin(), open_.rend(),
                                   [name](std::string_view other) { return iequals(name, other); });
  if (opened == open_.rend()) {
    if (!is_void(name)) note("</" + shown(name) + "> ends nothing");
  } else {
    if (!std::all_of(open_.rbegin(), opened, may_lack_end)) {
      note("mismatched tag: <" + shown(open_.back()) + "> has no end");
    }
    close_down_to(static_cast<std::size_t>(open_.rend() - opened) - 1, out);
  }
  drop(size, out);
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
