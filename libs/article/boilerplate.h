// SPDX-License-Identifier: Apache-2.0
// What markup says of an element before its text is read. Inside article only.
#pragma once

#include "html/dom.h"

namespace broadsheet::article {

// Whether the tag or role of an element says that it is not the text; its name, or null.
const char* boilerplate_tag(const html::Node& node);

// Whether the class or id of an element says that it is not the text; the word that says so, or
// null.
const char* boilerplate_word(const html::Node& node);

// Whether no reader sees it.
bool is_hidden(const html::Node& node);

// Advertisements and the like of AMP, which are elements of their own.
bool is_embed(const html::Node& node);

// Comments of readers have authors and dates of their own.
bool holds_comments(const html::Node& node);

// The words under a picture: by class, where the tag does not say so.
bool is_caption(const html::Node& node);

// A picture and the few words that go with it, in a box that is called like one.
bool is_picture_box(const html::Node& node);

// A correction or an editor's note: shown with the text, but not of it.
bool is_notice(const html::Node& node);

}  // namespace broadsheet::article
