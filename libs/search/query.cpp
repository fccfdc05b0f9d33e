// SPDX-License-Identifier: Apache-2.0
// The parser of the query language: by recursive descent, over the grammar in query.h.
#include "search/query.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/strings.h"
#include "search/dates.h"

namespace broadsheet::search {

namespace {

constexpr std::size_t kNearDefault = 10;
constexpr std::string_view kFieldNames =
    "the fields are title, text, author, host, site, source, lang, section, keyword, published and "
    "seen; "
    "put it in quotation marks if it is a word";

struct FieldName {
  std::string_view name;
  Field field;
};

constexpr std::array kFields = {
    FieldName{"title", Field::kTitle},     FieldName{"text", Field::kText},
    FieldName{"author", Field::kAuthor},   FieldName{"host", Field::kHost},
    FieldName{"site", Field::kSite},       FieldName{"source", Field::kSource},
    FieldName{"lang", Field::kLanguage},   FieldName{"section", Field::kSection},
    FieldName{"keyword", Field::kKeyword}, FieldName{"published", Field::kPublished},
    FieldName{"seen", Field::kSeen},       FieldName{"language", Field::kLanguage},
    FieldName{"first_seen", Field::kSeen},
};

bool is_date(Field field) { return field == Field::kPublished || field == Field::kSeen; }

bool is_name(Field field) {
  return field == Field::kHost || field == Field::kSite || field == Field::kSource ||
         field == Field::kLanguage;
}

// The bytes of white space at the beginning: ASCII's, the no-break and the ideographic space.
std::size_t space_at(std::string_view text) {
  if (text.empty()) return 0;
  if (static_cast<unsigned char>(text[0]) <= ' ' || text[0] == '\x7f') return 1;
  if (text.starts_with("\u00A0")) return 2;
  if (text.starts_with("\u3000")) return 3;
  return 0;
}

// Of a quotation mark: ", or one that a word processor made of it.
std::size_t quote_at(std::string_view text) {
  if (text.starts_with('"')) return 1;
  for (const std::string_view mark : {"\u201C", "\u201D", "\u201E", "\u201F"}) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

class Parser {
 public:
  Parser(std::string_view text, const QueryLimits& limits) : text_(text), limits_(limits) {}

  Result<Node> parse() {
    skip_space();
    if (at_end()) return Node{};
    TRY_LET(node, parse_or(Field::kAny));
    if (!at_end()) {
      return fault("\")\" closes nothing", at_, "remove it, or open a \"(\" before");
    }
    return std::move(node);
  }

 private:
  Result<Node> parse_or(Field field) {
    std::vector<Node> children;
    do {
      TRY_LET(child, parse_and(field));
      children.push_back(std::move(child));
    } while (take_keyword("OR"));
    return joined(Node::Kind::kOr, std::move(children));
  }

  Result<Node> parse_and(Field field) {
    std::vector<Node> children;
    while (true) {
      TRY_LET(child, parse_unary(field));
      children.push_back(std::move(child));
      const bool is_and = take_keyword("AND");
      if (!is_and && (at_end() || peek() == ')' || is_keyword("OR"))) break;
    }
    return joined(Node::Kind::kAnd, std::move(children));
  }

  static Node joined(Node::Kind kind, std::vector<Node> children) {
    if (children.size() == 1) return std::move(children.front());
    Node node;
    node.kind = kind;
    node.children = std::move(children);
    return node;
  }

  Result<Node> parse_unary(Field field) {
    bool is_negated = false;
    while (true) {
      if (take_keyword("NOT")) {
        is_negated = !is_negated;
      } else if (!at_end() && (peek() == '-' || peek() == '+') && sign_binds()) {
        is_negated ^= peek() == '-';
        ++at_;
      } else {
        break;
      }
    }
    TRY_LET(node, parse_near(field));
    if (!is_negated) return std::move(node);
    Node negation;
    negation.kind = Node::Kind::kNot;
    negation.children.push_back(std::move(node));
    return negation;
  }

  // "-word" excludes, " - " is a dash.
  [[nodiscard]] bool sign_binds() const {
    const auto next = text_.substr(at_ + 1);
    return !next.empty() && space_at(next) == 0 && next[0] != ')';
  }

  Result<Node> parse_near(Field field) {
    const auto begin = at_;
    TRY_LET(first, parse_item(field));
    Node near;
    near.kind = Node::Kind::kNear;
    while (is_near()) {
      const auto operator_at = at_;
      TRY_LET(distance, parse_distance());
      if (near.distance != 0 && near.distance != distance) {
        return fault("one chain of NEAR has two distances", operator_at,
                     "use one, or divide it with AND");
      }
      near.distance = distance;
      const auto item_at = at_;
      TRY_LET(next, parse_item(field));
      if (near.children.empty()) {
        TRY(check_near(first, begin));
        near.field = first.field;
        near.children.push_back(first);
      }
      TRY(check_near(next, item_at));
      if (next.field != near.field) {
        return fault("NEAR joins words of one field", item_at,
                     "name the field once: title:(a NEAR/5 b)");
      }
      near.children.push_back(std::move(next));
    }
    if (near.children.empty()) return std::move(first);
    return near;
  }

  Result<void> check_near(const Node& node, std::size_t place) {
    const bool is_words = node.kind == Node::Kind::kWord || node.kind == Node::Kind::kPhrase;
    if (is_words && !is_name(node.field)) return {};
    return fault("NEAR joins words and phrases only", place, "put the operator between two words");
  }

  [[nodiscard]] bool is_near() const { return is_keyword("NEAR") || rest().starts_with("NEAR/"); }

  Result<std::size_t> parse_distance() {
    const auto word = word_here();
    std::size_t distance = kNearDefault;
    if (word.size() > 4) {
      const auto* const last = word.data() + word.size();
      const auto [end, error] = std::from_chars(word.data() + 5, last, distance);
      if (error != std::errc() || end != last || distance < 1 || distance > limits_.near_max) {
        return fault("\"" + std::string(word.substr(0, 40)) + "\" names no distance", at_,
                     "write NEAR/1 to NEAR/" + std::to_string(limits_.near_max));
      }
    }
    at_ += word.size();
    skip_space();
    return distance;
  }

  Result<Node> parse_item(Field field) {
    if (at_end() || peek() == ')') {
      return fault("a word is missing", at_,
                   "write what to look for, or remove the operator before");
    }
    if (is_keyword("AND") || is_keyword("OR") || is_near()) {
      return fault(
          "\"" + std::string(word_here().substr(0, 40)) + "\" has nothing before it", at_,
          "write a word before it, or put it in quotation marks if it is the word you look for");
    }
    TRY(take_field(field));
    if (at_end())
      return fault("a field without a word", at_, "write the word right after the colon");
    if (peek() == '(') return parse_group(field);
    if (quote_at(rest()) != 0) return parse_phrase(field);
    return parse_word(field);
  }

  // "title:" changes `field`; anything else is left where it is.
  Result<void> take_field(Field& field) {
    const auto word = word_here();
    const auto colon = word.find(':');
    const auto name = word.substr(0, std::min(colon, word.size()));
    const auto is_letter = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    const bool is_field = colon != std::string_view::npos && !name.empty() &&
                          std::all_of(name.begin(), name.end(), is_letter) &&
                          !word.substr(colon).starts_with("://");
    if (!is_field || is_date(field)) return {};
    for (const auto& known : kFields) {
      if (!iequals(known.name, name)) continue;
      field = known.field;
      at_ += colon + 1;
      const auto next = rest();
      if (!next.empty() && (space_at(next) != 0 || next[0] == ')')) {
        return fault("\"" + std::string(known.name) + ":\" without a word", at_,
                     "write the word right after the colon");
      }
      return {};
    }
    return fault("there is no field \"" + std::string(name.substr(0, 40)) + "\"", at_,
                 std::string(kFieldNames));
  }

  Result<Node> parse_group(Field field) {
    const auto begin = at_;
    if (++depth_ > limits_.depth_max) {
      return fault("parentheses are nested too deep", begin,
                   "at most " + std::to_string(limits_.depth_max) + " levels");
    }
    ++at_;
    skip_space();
    if (!at_end() && peek() == ')') return fault("nothing in parentheses", begin, "remove them");
    if (at_end()) return fault("\"(\" is never closed", begin, "close it with \")\"");
    TRY_LET(node, parse_or(field));
    if (at_end()) return fault("\"(\" is never closed", begin, "close it with \")\"");
    ++at_;
    --depth_;
    skip_space();
    return std::move(node);
  }

  Result<Node> parse_phrase(Field field) {
    const auto begin = at_;
    at_ += quote_at(rest());
    std::string text;
    while (!at_end() && quote_at(rest()) == 0) {
      if (peek() == '\\' && at_ + 1 < text_.size() &&
          (text_[at_ + 1] == '"' || text_[at_ + 1] == '\\')) {
        ++at_;
      }
      text += text_[at_++];
    }
    if (at_end()) return fault("a quotation mark is never closed", begin, "close it with \"");
    at_ += quote_at(rest());
    skip_space();
    return leaf(field, Node::Kind::kPhrase, std::move(text), begin);
  }

  Result<Node> parse_word(Field field) {
    const auto begin = at_;
    std::string word(word_here());
    at_ += word.size();
    skip_space();
    if (word == "*" && field == Field::kAny) {
      TRY(count_clause(begin));
      return Node{};
    }
    return leaf(field, Node::Kind::kWord, std::move(word), begin);
  }

  Result<Node> leaf(Field field, Node::Kind kind, std::string text, std::size_t begin) {
    TRY(count_clause(begin));
    Node node;
    node.field = field;
    node.kind = kind;
    if (is_date(field)) {
      const auto dates = parse_dates(trim(text));
      if (!dates.ok()) return fault(dates.fault().what, begin, dates.fault().remedy);
      node.kind = Node::Kind::kRange;
      node.from = dates->from;
      node.until = dates->until;
      return node;
    }
    if (text.ends_with('*')) {
      node.prefix = true;
      text.pop_back();
    }
    if (trim(text).empty()) return fault("nothing to look for", begin, "write a word");
    if (text.find('*') != std::string::npos) {
      return fault("a \"*\" stands only at the end", begin,
                   "write the beginning of the word and one *");
    }
    node.text = std::move(text);
    if (is_name(field)) TRY(settle_name(node, begin));
    return node;
  }

  // Names are compared whole, so they are brought into the form that is indexed.
  Result<void> settle_name(Node& node, std::size_t begin) {
    node.kind = Node::Kind::kWord;
    node.text = std::string(trim(node.text));
    if (node.field == Field::kSource) return {};
    node.text = ascii_lower(node.text);
    if (node.field == Field::kLanguage) {
      std::replace(node.text.begin(), node.text.end(), '_', '-');
      return {};
    }
    if (node.text.find('/') != std::string::npos) {
      return fault("a host has no \"/\"", begin, "write the name alone: host:www.example.com");
    }
    while (node.field == Field::kSite && node.text.starts_with('.')) node.text.erase(0, 1);
    while (node.text.ends_with('.') && !node.prefix) node.text.pop_back();
    if (node.text.empty())
      return fault("a host is missing", begin, "write its name: site:example.com");
    return {};
  }

  Result<void> count_clause(std::size_t place) {
    if (++clauses_ <= limits_.clauses_max) return {};
    return fault("the query has too many words", place,
                 "at most " + std::to_string(limits_.clauses_max) + "; ask in several queries");
  }

  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] char peek() const { return text_[at_]; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }

  void skip_space() {
    while (const auto size = space_at(rest())) at_ += size;
  }

  [[nodiscard]] bool ends_word(std::size_t place) const {
    const auto here = text_.substr(std::min(place, text_.size()));
    return here.empty() || here[0] == '(' || here[0] == ')' || space_at(here) != 0 ||
           quote_at(here) != 0;
  }

  // Up to a space, a parenthesis or a quotation mark.
  [[nodiscard]] std::string_view word_here() const {
    auto end = at_;
    while (!ends_word(end)) ++end;
    return text_.substr(at_, end - at_);
  }

  // Looks no further than the keyword: words may be long, and many begin here.
  [[nodiscard]] bool is_keyword(std::string_view keyword) const {
    return rest().starts_with(keyword) && ends_word(at_ + keyword.size());
  }

  bool take_keyword(std::string_view keyword) {
    if (!is_keyword(keyword)) return false;
    at_ += keyword.size();
    skip_space();
    return true;
  }

  [[nodiscard]] Fault fault(std::string what, std::size_t place, std::string remedy) const {
    const auto before = text_.substr(0, place);
    const auto column = 1 + std::count_if(before.begin(), before.end(), [](char c) {
                          return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
                        });
    return bad_input(std::move(what), "column " + std::to_string(column), std::move(remedy));
  }

  std::string_view text_;
  const QueryLimits& limits_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t clauses_ = 0;
};

}  // namespace

Result<Node> parse_query(std::string_view text, const QueryLimits& limits) {
  if (text.size() > limits.bytes_max) {
    return bad_input("the query has " + std::to_string(text.size()) + " bytes",
                     "column " + std::to_string(limits.bytes_max + 1),
                     "at most " + std::to_string(limits.bytes_max) + " are read: shorten it");
  }
  return Parser(text, limits).parse();
}

}  // namespace broadsheet::search
