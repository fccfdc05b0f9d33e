// SPDX-License-Identifier: Apache-2.0
// Who wrote it, and what it earns: below the article, and none of it.
#include "article/tail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::article {
namespace {

using records::Paragraph;
using records::ParagraphKind;
using ::testing::ElementsAre;

const std::string kStory =
    "The town council approved a new ferry timetable on Tuesday evening, ending a long debate that "
    "had divided the harbour and the hill for years, and that nobody wanted to begin again.";

std::vector<std::string> left(const std::vector<std::string>& authors,
                              std::vector<Paragraph> paragraphs) {
  trim_tail(authors, paragraphs);
  std::vector<std::string> out;
  for (auto& one : paragraphs) out.push_back(std::move(one.text));
  return out;
}

std::vector<Paragraph> story_and(std::vector<Paragraph> rest) {
  std::vector<Paragraph> out(4, {ParagraphKind::kText, kStory});
  for (auto& one : rest) out.push_back(std::move(one));
  return out;
}

TEST(Tail, LosesWhoTheAuthorIs) {
  EXPECT_THAT(
      left({"Jane Doe"},
           story_and({{ParagraphKind::kText, "Jane Doe is a reporter and covers the harbour."}})),
      ElementsAre(kStory, kStory, kStory, kStory));
  EXPECT_THAT(left({"Jane Doe"}, story_and({{ParagraphKind::kHeading, "About the author"},
                                            {ParagraphKind::kText, "She likes boats."}})),
              ElementsAre(kStory, kStory, kStory, kStory));
}

TEST(Tail, KeepsWhatOthersDo) {
  const std::string end = "Jane Doering is a councillor, and she will leave the council in spring.";

  EXPECT_THAT(left({"Jane Doe"}, story_and({{ParagraphKind::kText, end}})),
              ElementsAre(kStory, kStory, kStory, kStory, end));
}

TEST(Tail, KeepsAShortTextThatBeginsWithItsAuthor) {
  const std::string first = "Jane Doe on the harbour, the hill and the boats between them.";

  EXPECT_THAT(left({"Jane Doe"}, {{ParagraphKind::kText, "A portrait."},
                                  {ParagraphKind::kText, first},
                                  {ParagraphKind::kText, kStory}}),
              ElementsAre("A portrait.", first, kStory));
}

TEST(Tail, LosesWhatIsEarnedByLinks) {
  EXPECT_THAT(left({}, story_and({{ParagraphKind::kText,
                                   "If you buy by our links, we may earn a commission."}})),
              ElementsAre(kStory, kStory, kStory, kStory));
}

}  // namespace
}  // namespace broadsheet::article
