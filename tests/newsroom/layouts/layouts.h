// SPDX-License-Identifier: Apache-2.0
// One house style a file: how each kind of outlet draws an article and a page of links.
#pragma once

#include <string>

#include "newsroom/page.h"

namespace broadsheet::newsroom {

// By the outlet's layout. UTF-8, but windows-1252 for kTables (content_type() says which).
std::string article_page(const Page& page, const Piece& piece);
std::string hub_page(const Page& page, const Hub& hub);
// The AMP twin of an article at an outlet that has them.
std::string amp_page(const Page& page, const Piece& piece);
// "Page not found", as the house says it.
std::string not_found_page(const Page& page);
// Of the outlet's pages.
std::string content_type(const Outlet& outlet);

std::string wordpress_article(const Page& page, const Piece& piece, const Content& content);
std::string wordpress_hub(const Page& page, const Hub& hub);
std::string publisher_article(const Page& page, const Piece& piece, const Content& content);
std::string publisher_hub(const Page& page, const Hub& hub);
std::string tables_article(const Page& page, const Piece& piece, const Content& content);
std::string tables_hub(const Page& page, const Hub& hub);
std::string amp_article(const Page& page, const Piece& piece, const Content& content);
std::string amp_twin(const Page& page, const Piece& piece, const Content& content);
std::string amp_hub(const Page& page, const Hub& hub);
std::string live_article(const Page& page, const Piece& piece, const Content& content);
std::string live_hub(const Page& page, const Hub& hub);
std::string plain_article(const Page& page, const Piece& piece, const Content& content);
std::string plain_hub(const Page& page, const Hub& hub);
std::string microdata_article(const Page& page, const Piece& piece, const Content& content);
std::string microdata_hub(const Page& page, const Hub& hub);

}  // namespace broadsheet::newsroom
