// SPDX-License-Identifier: Apache-2.0
// What the standard's lists say about each tag (13.2.4.2 and 13.2.4.3), as bits.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

#include "html/dom.h"

namespace broadsheet::html {

enum Trait : std::uint32_t {
  kSpecial = 1U << 0,
  kFormattingTag = 1U << 1,
  kScope = 1U << 2,        // ends every scope search
  kButtonScope = 1U << 3,  // … and that for buttons
  kListScope = 1U << 4,    // … and that for list items
  kTableScope = 1U << 5,   // html, table, template: the only ends of that for tables
  kImplied = 1U << 6,      // its end tag may be implied
  kImpliedThoroughly = 1U << 7,
  kVoid = 1U << 8,  // serialised without end tag
  kHeading = 1U << 9,
  kTableContext = 1U << 10,  // what "clear the stack back to a … context" stops at
  kTableBodyContext = 1U << 11,
  kTableRowContext = 1U << 12,
  kFosters = 1U << 13,    // as the target, sends content before the table
  kBreaksOut = 1U << 14,  // of foreign content
  kRawText = 1U << 15,    // its text is serialised as it is
  kCell = 1U << 16,
};

constexpr std::array<std::uint32_t, kTagCount> make_html_traits() {
  using enum Tag;
  std::array<std::uint32_t, kTagCount> traits = {};
  const auto set = [&traits](std::uint32_t trait, std::initializer_list<Tag> tags) {
    for (const Tag tag : tags) traits[static_cast<std::size_t>(tag)] |= trait;
  };
  set(kSpecial,
      {kAddress,    kApplet,   kArea,   kArticle, kAside,     kBase,     kBasefont, kBgsound,
       kBlockquote, kBody,     kBr,     kButton,  kCaption,   kCenter,   kCol,      kColgroup,
       kDd,         kDetails,  kDir,    kDiv,     kDl,        kDt,       kEmbed,    kFieldset,
       kFigcaption, kFigure,   kFooter, kForm,    kFrame,     kFrameset, kH1,       kH2,
       kH3,         kH4,       kH5,     kH6,      kHead,      kHeader,   kHgroup,   kHr,
       kHtml,       kIframe,   kImg,    kInput,   kKeygen,    kLi,       kLink,     kListing,
       kMain,       kMarquee,  kMenu,   kMeta,    kNav,       kNoembed,  kNoframes, kNoscript,
       kObject,     kOl,       kP,      kParam,   kPlaintext, kPre,      kScript,   kSearch,
       kSection,    kSelect,   kSource, kStyle,   kSummary,   kTable,    kTbody,    kTd,
       kTemplate,   kTextarea, kTfoot,  kTh,      kThead,     kTitle,    kTr,       kTrack,
       kUl,         kWbr,      kXmp});
  set(kFormattingTag,
      {kA, kB, kBig, kCode, kEm, kFont, kI, kNobr, kS, kSmall, kStrike, kStrong, kTt, kU});
  set(kScope, {kApplet, kCaption, kHtml, kTable, kTd, kTh, kMarquee, kObject, kSelect, kTemplate});
  set(kButtonScope, {kButton});
  set(kListScope, {kOl, kUl});
  set(kTableScope, {kHtml, kTable, kTemplate});
  set(kImplied | kImpliedThoroughly, {kDd, kDt, kLi, kOptgroup, kOption, kP, kRb, kRp, kRt, kRtc});
  set(kImpliedThoroughly, {kCaption, kColgroup, kTbody, kTd, kTfoot, kTh, kThead, kTr});
  set(kVoid, {kArea, kBase, kBasefont, kBgsound, kBr, kCol, kEmbed, kFrame, kHr, kImg, kInput,
              kKeygen, kLink, kMeta, kParam, kSource, kTrack, kWbr});
  set(kHeading, {kH1, kH2, kH3, kH4, kH5, kH6});
  set(kTableContext, {kTable, kTemplate, kHtml});
  set(kTableBodyContext, {kTbody, kTfoot, kThead, kTemplate, kHtml});
  set(kTableRowContext, {kTr, kTemplate, kHtml});
  set(kFosters, {kTable, kTbody, kTfoot, kThead, kTr});
  set(kBreaksOut,
      {kB,     kBig,   kBlockquote, kBody,   kBr,   kCenter, kCode,  kDd, kDiv,  kDl,   kDt,
       kEm,    kEmbed, kH1,         kH2,     kH3,   kH4,     kH5,    kH6, kHead, kHr,   kI,
       kImg,   kLi,    kListing,    kMenu,   kMeta, kNobr,   kOl,    kP,  kPre,  kRuby, kS,
       kSmall, kSpan,  kStrong,     kStrike, kSub,  kSup,    kTable, kTt, kU,    kUl,   kVar});
  set(kRawText, {kStyle, kScript, kXmp, kIframe, kNoembed, kNoframes, kPlaintext});
  set(kCell, {kTd, kTh});
  return traits;
}

constexpr std::array<std::uint32_t, kTagCount> make_mathml_traits() {
  using enum Tag;
  std::array<std::uint32_t, kTagCount> traits = {};
  for (const Tag tag : {kMi, kMo, kMn, kMs, kMtext, kAnnotationXml}) {
    traits[static_cast<std::size_t>(tag)] = kSpecial | kScope;
  }
  return traits;
}

constexpr std::array<std::uint32_t, kTagCount> make_svg_traits() {
  using enum Tag;
  std::array<std::uint32_t, kTagCount> traits = {};
  for (const Tag tag : {kForeignObject, kDesc, kTitle}) {
    traits[static_cast<std::size_t>(tag)] = kSpecial | kScope;
  }
  return traits;
}

inline constexpr auto kHtmlTraits = make_html_traits();
inline constexpr auto kMathmlTraits = make_mathml_traits();
inline constexpr auto kSvgTraits = make_svg_traits();

inline std::uint32_t traits_of(Tag tag, Namespace ns) {
  const auto index = static_cast<std::size_t>(tag);
  if (ns == Namespace::kHtml) return kHtmlTraits[index];
  return ns == Namespace::kSvg ? kSvgTraits[index] : kMathmlTraits[index];
}

}  // namespace broadsheet::html
