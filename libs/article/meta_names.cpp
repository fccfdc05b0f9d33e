// SPDX-License-Identifier: Apache-2.0
// The same name is written with colons, dots, dashes, underscores and capitals: it is looked up
// without them.
#include "article/meta_names.h"

#include <string>
#include <unordered_map>

namespace broadsheet::article {

namespace {

constexpr std::size_t kNameBytesMax = 60;

constexpr MetaRule kRules[] = {
    {"ogtitle", FieldKind::kTitle, 0.8},
    {"twittertitle", FieldKind::kTitle, 0.6},
    {"dctitle", FieldKind::kTitle, 0.6},
    {"dctermstitle", FieldKind::kTitle, 0.6},
    {"citationtitle", FieldKind::kTitle, 0.7},
    {"headline", FieldKind::kTitle, 0.7},
    {"articleheadline", FieldKind::kTitle, 0.7},

    {"author", FieldKind::kAuthor, 0.7},
    {"authors", FieldKind::kAuthor, 0.7},
    {"authorname", FieldKind::kAuthor, 0.65},
    {"articleauthor", FieldKind::kAuthor, 0.6},
    {"articleauthors", FieldKind::kAuthor, 0.6},
    {"articleauthorname", FieldKind::kAuthor, 0.65},
    {"ogauthor", FieldKind::kAuthor, 0.6},
    {"ogarticleauthor", FieldKind::kAuthor, 0.6},
    {"byl", FieldKind::kAuthor, 0.7},
    {"byline", FieldKind::kAuthor, 0.7},
    {"sailthruauthor", FieldKind::kAuthor, 0.7},
    {"parselyauthor", FieldKind::kAuthor, 0.7},
    {"cxenseparseauthor", FieldKind::kAuthor, 0.65},
    {"dccreator", FieldKind::kAuthor, 0.7},
    {"dctermscreator", FieldKind::kAuthor, 0.7},
    {"citationauthor", FieldKind::kAuthor, 0.7},
    {"rnewscreator", FieldKind::kAuthor, 0.65},
    {"vrauthor", FieldKind::kAuthor, 0.6},
    {"mediatorauthor", FieldKind::kAuthor, 0.6},
    {"shareaholicarticleauthorname", FieldKind::kAuthor, 0.6},

    {"articlepublishedtime", FieldKind::kPublished, 0.9},
    {"ogpublishedtime", FieldKind::kPublished, 0.8},
    {"ogarticlepublishedtime", FieldKind::kPublished, 0.85},
    {"ogpubdate", FieldKind::kPublished, 0.75},
    {"ogpublishdate", FieldKind::kPublished, 0.75},
    {"datepublished", FieldKind::kPublished, 0.85},
    {"date", FieldKind::kPublished, 0.7},
    {"pubdate", FieldKind::kPublished, 0.8},
    {"publishdate", FieldKind::kPublished, 0.8},
    {"publisheddate", FieldKind::kPublished, 0.8},
    {"publishtime", FieldKind::kPublished, 0.8},
    {"publishedtime", FieldKind::kPublished, 0.8},
    {"publishedat", FieldKind::kPublished, 0.75},
    {"publicationdate", FieldKind::kPublished, 0.8},
    {"articlepublicationdate", FieldKind::kPublished, 0.8},
    {"published", FieldKind::kPublished, 0.7},
    {"articlepublished", FieldKind::kPublished, 0.8},
    {"articledateoriginal", FieldKind::kPublished, 0.8},
    {"articledate", FieldKind::kPublished, 0.7},
    {"articlecreated", FieldKind::kPublished, 0.65},
    {"articlepostdate", FieldKind::kPublished, 0.75},
    {"originalpublicationdate", FieldKind::kPublished, 0.8},
    {"citationpublicationdate", FieldKind::kPublished, 0.75},
    {"citationdate", FieldKind::kPublished, 0.7},
    {"cxenseparsepublishtime", FieldKind::kPublished, 0.75},
    {"cxenseparserecspublishtime", FieldKind::kPublished, 0.8},
    {"btpubdate", FieldKind::kPublished, 0.75},
    {"sailthrudate", FieldKind::kPublished, 0.75},
    {"parselypubdate", FieldKind::kPublished, 0.8},
    {"dcdate", FieldKind::kPublished, 0.7},
    {"dcdateissued", FieldKind::kPublished, 0.8},
    {"dcdatepublished", FieldKind::kPublished, 0.8},
    {"dcdatepublication", FieldKind::kPublished, 0.8},
    {"dcdatecreated", FieldKind::kPublished, 0.65},
    {"dccreated", FieldKind::kPublished, 0.65},
    {"dcissued", FieldKind::kPublished, 0.75},
    {"dctermscreated", FieldKind::kPublished, 0.7},
    {"dctermsdate", FieldKind::kPublished, 0.7},
    {"dctermsissued", FieldKind::kPublished, 0.8},
    {"dctermsavailable", FieldKind::kPublished, 0.6},
    {"rnewsdatepublished", FieldKind::kPublished, 0.75},
    {"vrpublishedtime", FieldKind::kPublished, 0.75},
    {"mediatorpublishedtime", FieldKind::kPublished, 0.75},
    {"shareaholicarticlepublishedtime", FieldKind::kPublished, 0.75},
    {"prismpublicationdate", FieldKind::kPublished, 0.75},
    {"displaydate", FieldKind::kPublished, 0.65},
    {"docdate", FieldKind::kPublished, 0.65},
    {"datecreated", FieldKind::kPublished, 0.6},
    {"dateposted", FieldKind::kPublished, 0.65},
    {"created", FieldKind::kPublished, 0.55},
    {"releasedate", FieldKind::kPublished, 0.6},

    {"articlemodifiedtime", FieldKind::kModified, 0.85},
    {"articlemodified", FieldKind::kModified, 0.8},
    {"ogupdatedtime", FieldKind::kModified, 0.7},
    {"ogmodifiedtime", FieldKind::kModified, 0.7},
    {"ogarticlemodifiedtime", FieldKind::kModified, 0.8},
    {"datemodified", FieldKind::kModified, 0.8},
    {"modificationdate", FieldKind::kModified, 0.7},
    {"updatedtime", FieldKind::kModified, 0.7},
    {"modifiedtime", FieldKind::kModified, 0.7},
    {"lastmod", FieldKind::kModified, 0.7},
    {"lastmodified", FieldKind::kModified, 0.6},
    {"revised", FieldKind::kModified, 0.6},
    {"btmoddate", FieldKind::kModified, 0.7},
    {"dcmodified", FieldKind::kModified, 0.7},
    {"dcdatemodified", FieldKind::kModified, 0.7},
    {"dctermsmodified", FieldKind::kModified, 0.7},

    {"oglocale", FieldKind::kLanguage, 0.5},
    {"language", FieldKind::kLanguage, 0.5},
    {"contentlanguage", FieldKind::kLanguage, 0.45},
    {"dclanguage", FieldKind::kLanguage, 0.5},
    {"dctermslanguage", FieldKind::kLanguage, 0.5},

    {"articlesection", FieldKind::kSection, 0.8},
    {"ogarticlesection", FieldKind::kSection, 0.75},
    {"section", FieldKind::kSection, 0.6},
    {"parselysection", FieldKind::kSection, 0.7},
    {"prismsection", FieldKind::kSection, 0.6},
    {"articlecategory", FieldKind::kSection, 0.55},

    {"newskeywords", FieldKind::kKeyword, 0.8},
    {"keywords", FieldKind::kKeyword, 0.6},
    {"articletag", FieldKind::kKeyword, 0.8},
    {"ogarticletag", FieldKind::kKeyword, 0.7},
    {"sailthrutags", FieldKind::kKeyword, 0.6},
    {"parselytags", FieldKind::kKeyword, 0.6},

    {"ogimage", FieldKind::kImage, 0.8},
    {"ogimageurl", FieldKind::kImage, 0.7},
    {"ogimagesecureurl", FieldKind::kImage, 0.65},
    {"twitterimage", FieldKind::kImage, 0.6},
    {"twitterimagesrc", FieldKind::kImage, 0.55},

    {"ogdescription", FieldKind::kDescription, 0.8},
    {"description", FieldKind::kDescription, 0.7},
    {"twitterdescription", FieldKind::kDescription, 0.6},
    {"dcdescription", FieldKind::kDescription, 0.6},

    {"ogsitename", FieldKind::kSiteName, 0.8},
    {"applicationname", FieldKind::kSiteName, 0.6},
    {"publisher", FieldKind::kPublisher, 0.6},
    {"dcpublisher", FieldKind::kPublisher, 0.6},
    {"dctermspublisher", FieldKind::kPublisher, 0.6},

    {"ogtype", FieldKind::kType, 0.7},
    {"ogurl", FieldKind::kCanonical, 0.6},
    {"articlecontenttier", FieldKind::kFree, 0.7},
};

using Rules = std::unordered_map<std::string_view, const MetaRule*>;

const Rules& rules() {
  static const Rules kByName = [] {
    Rules by_name;
    for (const auto& rule : kRules) by_name.emplace(rule.name, &rule);
    return by_name;
  }();
  return kByName;
}

}  // namespace

const MetaRule* meta_rule(std::string_view name) {
  if (name.size() > kNameBytesMax) return nullptr;
  std::string plain;
  for (const char c : name) {
    if (c == ':' || c == '.' || c == '-' || c == '_' || c == ' ') continue;
    plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
  const auto found = rules().find(plain);
  return found == rules().end() ? nullptr : found->second;
}

}  // namespace broadsheet::article
