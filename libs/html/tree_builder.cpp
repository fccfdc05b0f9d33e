// SPDX-License-Identifier: Apache-2.0
// Tree construction: the loop, the dispatcher (13.2.6), and which mode the stack calls for
// (13.2.4.1).
#include "html/tree_builder.h"

#include <algorithm>

namespace broadsheet::html {
namespace {

// Formatting that is opened again and again makes many nodes of few bytes: beyond the first so
// many, a page may have one for each two of its bytes. "<b>x" needs no more.
constexpr std::size_t kNodesFree = 10'000;
constexpr std::size_t kBytesOfNode = 2;
constexpr std::size_t kDepthMin = 16;  // less would break <html><body><table><tbody><tr><td>

std::string lowered(std::string_view text) {
  std::string copy(text);
  std::transform(copy.begin(), copy.end(), copy.begin(), scan::lower);
  return copy;
}

}  // namespace

TreeBuilder::TreeBuilder(Arena& arena, char* begin, char* end, const ParseOptions& options)
    : arena_(arena),
      tokenizer_(arena, begin, end, options.limits.attributes_max),
      buffer_begin_(begin),
      buffer_end_(end),
      scripting_(options.scripting),
      nodes_max_(std::min(options.limits.nodes_max,
                          kNodesFree + static_cast<std::size_t>(end - begin) / kBytesOfNode)),
      depth_max_(std::max(options.limits.depth_max, kDepthMin)),
      open_(kTagCount, 0) {
  document_ = make(NodeKind::kDocument);
  stopped_ = false;
}

// 13.2.9: parsing fragments.
void TreeBuilder::set_context(Namespace ns, std::string_view name) {
  Node* const context = arena_.make<Node>();
  context->ns = ns;
  context->name = arena_.copy(name);
  context->tag = tag_of(lowered(name));
  context_ = open_of(context);
  Node* const html = make(NodeKind::kElement);
  html->tag = Tag::kHtml;
  html->name = tag_name(Tag::kHtml);
  append(document_, html);
  push(html);
  if (context_.is(Tag::kTemplate)) template_modes_.push_back(Mode::kInTemplate);
  if (context_.is(Tag::kForm)) form_ = context;
  reset_mode();
  if (ns != Namespace::kHtml) return;
  switch (context->tag) {
    case Tag::kTitle:
    case Tag::kTextarea:
      return tokenizer_.set_mode(TextMode::kRcdata);
    case Tag::kStyle:
    case Tag::kXmp:
    case Tag::kIframe:
    case Tag::kNoembed:
    case Tag::kNoframes:
      return tokenizer_.set_mode(TextMode::kRawtext);
    case Tag::kScript:
      return tokenizer_.set_mode(TextMode::kScript);
    case Tag::kNoscript:
      if (scripting_) tokenizer_.set_mode(TextMode::kRawtext);
      return;
    case Tag::kPlaintext:
      return tokenizer_.set_mode(TextMode::kPlaintext);
    default:
      return;
  }
}

void TreeBuilder::run() {
  while (!stopped_) {
    tokenizer_.set_foreign(!stack_.empty() && adjusted().ns != Namespace::kHtml);
    Token& token = tokenizer_.next();
    ++work_;
    if (skip_newline_) {
      skip_newline_ = false;
      if (token.kind == TokenKind::kText && token.text.front() == '\n') {
        token.text.remove_prefix(1);
        if (token.text.empty()) continue;
      }
    }
    dispatch(token);
  }
  if (truncated_) {
    // What is there becomes a whole page: the end of the input makes what is missing.
    Token end;
    dispatch(end);
  }
  if (selected_content_ != nullptr) pop_to(1);
  truncated_ = truncated_ || tokenizer_.attributes_dropped();
  number();
}

void TreeBuilder::dispatch(Token& token) {
  while ((is_foreign(token) ? in_foreign(token) : step(mode_, token)) == Step::kAgain) {
  }
}

// 13.2.6, the tree construction dispatcher: whether the rules for foreign content apply.
bool TreeBuilder::is_foreign(const Token& token) const {
  if (stack_.empty() || token.kind == TokenKind::kEof) return false;
  const Open& open = adjusted();
  if (open.ns == Namespace::kHtml) return false;
  const bool start = token.kind == TokenKind::kStartTag;
  const bool text = token.kind == TokenKind::kText || token.kind == TokenKind::kNulls;
  if (is_mathml_text_point(open.tag, open.ns)) {
    if (text) return false;
    if (start && token.tag != Tag::kMglyph && token.tag != Tag::kMalignmark) return false;
  }
  if (open.ns == Namespace::kMathml && open.tag == Tag::kAnnotationXml && start &&
      token.tag == Tag::kSvg) {
    return false;
  }
  return !((start || text) && is_html_point(open.node));
}

TreeBuilder::Step TreeBuilder::step(Mode mode, Token& token) {
  switch (mode) {
    case Mode::kInitial:
      return initial(token);
    case Mode::kBeforeHtml:
      return before_html(token);
    case Mode::kBeforeHead:
      return before_head(token);
    case Mode::kInHead:
      return in_head(token);
    case Mode::kInHeadNoscript:
      return in_head_noscript(token);
    case Mode::kAfterHead:
      return after_head(token);
    case Mode::kInBody:
      return in_body(token);
    case Mode::kText:
      return in_text(token);
    case Mode::kInTable:
      return in_table(token);
    case Mode::kInTableText:
      return in_table_text(token);
    case Mode::kInCaption:
      return in_caption(token);
    case Mode::kInColumnGroup:
      return in_column_group(token);
    case Mode::kInTableBody:
      return in_table_body(token);
    case Mode::kInRow:
      return in_row(token);
    case Mode::kInCell:
      return in_cell(token);
    case Mode::kInTemplate:
      return in_template(token);
    case Mode::kAfterBody:
      return after_body(token);
    case Mode::kInFrameset:
      return in_frameset(token);
    case Mode::kAfterFrameset:
      return after_frameset(token);
    case Mode::kAfterAfterBody:
      return after_after_body(token);
    case Mode::kAfterAfterFrameset:
      return after_after_frameset(token);
  }
  return Step::kDone;
}

// "Reset the insertion mode appropriately."
void TreeBuilder::reset_mode() {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const bool last = i == 0;
    const Open& open = last && context_.node != nullptr ? context_ : stack_[i];
    if (open.ns == Namespace::kHtml) {
      switch (open.tag) {
        case Tag::kTd:
        case Tag::kTh:
          if (last) break;
          mode_ = Mode::kInCell;
          return;
        case Tag::kTr:
          mode_ = Mode::kInRow;
          return;
        case Tag::kTbody:
        case Tag::kThead:
        case Tag::kTfoot:
          mode_ = Mode::kInTableBody;
          return;
        case Tag::kCaption:
          mode_ = Mode::kInCaption;
          return;
        case Tag::kColgroup:
          mode_ = Mode::kInColumnGroup;
          return;
        case Tag::kTable:
          mode_ = Mode::kInTable;
          return;
        case Tag::kTemplate:
          mode_ = template_modes_.empty() ? Mode::kInTemplate : template_modes_.back();
          return;
        case Tag::kHead:
          if (last) break;
          mode_ = Mode::kInHead;
          return;
        case Tag::kBody:
          mode_ = Mode::kInBody;
          return;
        case Tag::kFrameset:
          mode_ = Mode::kInFrameset;
          return;
        case Tag::kHtml:
          mode_ = head_ == nullptr ? Mode::kBeforeHead : Mode::kAfterHead;
          return;
        default:
          break;
      }
    }
    if (last) mode_ = Mode::kInBody;
  }
}

}  // namespace broadsheet::html
