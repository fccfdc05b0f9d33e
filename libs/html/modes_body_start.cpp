// SPDX-License-Identifier: Apache-2.0
// Tree construction, "in body": the start tags (13.2.6.4.7), in the order of the standard.
#include "html/tree_builder.h"

namespace broadsheet::html {

TreeBuilder::Step TreeBuilder::in_body_start(Token& token) {
  switch (token.tag) {
    case Tag::kHtml:
      if (!is_open(Tag::kTemplate)) merge_attributes(stack_.front().node, token);
      return Step::kDone;
    case Tag::kBase:
    case Tag::kBasefont:
    case Tag::kBgsound:
    case Tag::kLink:
    case Tag::kMeta:
    case Tag::kNoframes:
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kTitle:
      return in_head_start(token);
    case Tag::kBody:
      if (stack_.size() < 2 || !stack_[1].is(Tag::kBody) || is_open(Tag::kTemplate)) break;
      frameset_ok_ = false;
      merge_attributes(stack_[1].node, token);
      break;
    case Tag::kFrameset:
      start_frameset(token);
      break;
    case Tag::kAddress:
    case Tag::kArticle:
    case Tag::kAside:
    case Tag::kBlockquote:
    case Tag::kCenter:
    case Tag::kDetails:
    case Tag::kDialog:
    case Tag::kDir:
    case Tag::kDiv:
    case Tag::kDl:
    case Tag::kFieldset:
    case Tag::kFigcaption:
    case Tag::kFigure:
    case Tag::kFooter:
    case Tag::kHeader:
    case Tag::kHgroup:
    case Tag::kMain:
    case Tag::kMenu:
    case Tag::kNav:
    case Tag::kOl:
    case Tag::kP:
    case Tag::kSearch:
    case Tag::kSection:
    case Tag::kSummary:
    case Tag::kUl:
      start_block(token);
      break;
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
      close_p_in_button_scope();
      if (current().has(kHeading)) pop();
      insert(token);
      break;
    case Tag::kPre:
    case Tag::kListing:
      start_block(token);
      skip_newline_ = true;
      frameset_ok_ = false;
      break;
    case Tag::kForm:
      if (form_ != nullptr && !is_open(Tag::kTemplate)) break;
      start_block(token);
      if (!is_open(Tag::kTemplate)) form_ = current().node;
      break;
    case Tag::kLi:
    case Tag::kDd:
    case Tag::kDt:
      start_list_item(token);
      break;
    case Tag::kPlaintext:
      start_block(token);
      tokenizer_.set_mode(TextMode::kPlaintext);
      break;
    case Tag::kButton:
      if (in_scope(Tag::kButton)) {
        imply_end_tags();
        pop_until(Tag::kButton);
      }
      start_other(token);
      frameset_ok_ = false;
      break;
    case Tag::kA:
      start_anchor(token);
      break;
    case Tag::kB:
    case Tag::kBig:
    case Tag::kCode:
    case Tag::kEm:
    case Tag::kFont:
    case Tag::kI:
    case Tag::kS:
    case Tag::kSmall:
    case Tag::kStrike:
    case Tag::kStrong:
    case Tag::kTt:
    case Tag::kU:
      start_formatting(token);
      break;
    case Tag::kNobr:
      reconstruct();
      if (in_scope(Tag::kNobr)) adopt(token);
      start_formatting(token);
      break;
    case Tag::kApplet:
    case Tag::kMarquee:
    case Tag::kObject:
      start_other(token);
      push_marker();
      frameset_ok_ = false;
      break;
    case Tag::kTable:
      if (!quirks_) close_p_in_button_scope();
      insert(token);
      frameset_ok_ = false;
      mode_ = Mode::kInTable;
      break;
    case Tag::kImage:
      token.tag = Tag::kImg;
      token.name = tag_name(Tag::kImg);
      [[fallthrough]];
    case Tag::kArea:
    case Tag::kBr:
    case Tag::kEmbed:
    case Tag::kImg:
    case Tag::kKeygen:
    case Tag::kWbr:
      reconstruct();
      insert_void(token);
      frameset_ok_ = false;
      break;
    case Tag::kInput:
      start_input(token);
      break;
    case Tag::kParam:
    case Tag::kSource:
    case Tag::kTrack:
      insert_void(token);
      break;
    case Tag::kHr:
      start_rule(token);
      break;
    case Tag::kTextarea:
      start_raw(token, TextMode::kRcdata);
      skip_newline_ = true;
      frameset_ok_ = false;
      break;
    case Tag::kXmp:
      close_p_in_button_scope();
      reconstruct();
      frameset_ok_ = false;
      start_raw(token, TextMode::kRawtext);
      break;
    case Tag::kIframe:
      frameset_ok_ = false;
      start_raw(token, TextMode::kRawtext);
      break;
    case Tag::kNoembed:
      start_raw(token, TextMode::kRawtext);
      break;
    case Tag::kNoscript:
      if (scripting_) {
        start_raw(token, TextMode::kRawtext);
      } else {
        start_other(token);
      }
      break;
    case Tag::kSelect:
      start_select(token);
      break;
    case Tag::kOptgroup:
    case Tag::kOption:
      start_option(token);
      break;
    case Tag::kSelectedContent:
      start_selected_content(token);
      break;
    case Tag::kRb:
    case Tag::kRtc:
      if (in_scope(Tag::kRuby)) imply_end_tags();
      insert(token);
      break;
    case Tag::kRp:
    case Tag::kRt:
      if (in_scope(Tag::kRuby)) imply_end_tags(Tag::kRtc);
      insert(token);
      break;
    case Tag::kMath:
      start_foreign(token, Namespace::kMathml);
      break;
    case Tag::kSvg:
      start_foreign(token, Namespace::kSvg);
      break;
    case Tag::kCaption:
    case Tag::kCol:
    case Tag::kColgroup:
    case Tag::kFrame:
    case Tag::kHead:
    case Tag::kTbody:
    case Tag::kTd:
    case Tag::kTfoot:
    case Tag::kTh:
    case Tag::kThead:
    case Tag::kTr:
      break;
    default:
      start_other(token);
  }
  return Step::kDone;
}

}  // namespace broadsheet::html
