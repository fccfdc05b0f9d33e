// SPDX-License-Identifier: Apache-2.0
// A common WordPress theme: widgets, share links, author box, comments and the form for more of
// them.
#include "newsroom/dates.h"
#include "newsroom/layouts/layouts.h"

namespace broadsheet::newsroom {
namespace {

std::string head(const Page& page, std::string_view title, std::string_view extra,
                 std::string_view body_class) {
  const auto site = escaped(page.outlet.name);
  return filled(R"(<!DOCTYPE html>
<html {{attributes}}>
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="profile" href="http://gmpg.org/xfn/11">
<title>{{title}} &#8211; {{site}}</title>
<meta name='robots' content='max-image-preview:large' />
<link rel='dns-prefetch' href='//fonts.invalid' />
<link rel="alternate" type="application/rss+xml" title="{{site}} &raquo; Feed" href="{{home}}feed/" />
<link rel="alternate" type="application/rss+xml" title="{{site}} &raquo; Comments" href="{{home}}comments/feed/" />
<link rel='stylesheet' id='theme-css' href='{{home}}wp-content/themes/broadleaf/style.css?ver=4.1.5' media='all' />
<script src="{{home}}wp-includes/js/jquery/jquery.min.js?ver=3.7.1" id="jquery-core-js"></script>
<link rel="https://api.w.org/" href="{{home}}wp-json/" />
<meta name="generator" content="WordPress 6.4.3" />
{{extra}}<style id="wp-custom-css">.site-title{font-weight:700}.ast-scroll-top{position:fixed}</style>
</head>
<body class="{{body_class}} wp-custom-logo right-sidebar">
<a class="skip-link screen-reader-text" href="#content">{{skip}}</a>
<div id="page" class="hfeed site">
<header id="masthead" class="site-header">
<div class="site-branding"><p class="site-title"><a href="{{home}}" rel="home">{{site}}</a></p></div>
<nav id="site-navigation" class="main-navigation"><ul id="primary-menu" class="menu">
)",
                {{"attributes", page.html_attributes()},
                 {"title", title},
                 {"site", site},
                 {"home", page.url("/")},
                 {"extra", extra},
                 {"body_class", body_class},
                 {"skip", page.labels().skip}});
}

std::string menu(const Page& page) {
  std::string out = "<li class=\"menu-item\"><a href=\"" + page.url("/") + "\">" +
                    std::string(page.labels().home) + "</a></li>\n";
  for (std::size_t i = 0; i < page.language().sections.size(); ++i) {
    out += "<li class=\"menu-item menu-item-type-taxonomy\"><a href=\"" +
           page.url(page.section_path(i)) + "\">" + std::string(page.language().sections[i].name) +
           "</a></li>\n";
  }
  return out +
         "</ul></nav>\n</header>\n<div id=\"content\" class=\"site-content\"><div "
         "class=\"ast-container\">\n";
}

std::string share_links(const Page& page, const Piece& piece) {
  std::string out = "<div class=\"sharedaddy sd-sharing-enabled\"><ul class=\"share-links\">\n";
  for (const std::string_view network : {"Facebook", "X", "WhatsApp", "Telegram"}) {
    out += "<li><a rel=\"nofollow noopener\" class=\"share-icon\" href=\"https://share.invalid/" +
           slug(network) + "?u=" + percent_encoded(page.url(piece)) + "\"><span>" +
           with(page.labels().share, network) + "</span></a></li>\n";
  }
  return out + "</ul></div>\n";
}

std::string author_box(const Page& page, const Content& content) {
  if (content.authors.empty()) return {};
  const auto name = escaped(content.authors.front());
  return "<div class=\"author-box\"><img src=\"/media/avatar.png\" alt=\"\" width=\"80\"><h3 "
         "class=\"author-name\">" +
         name + "</h3><p class=\"author-description\">" + with(page.labels().author_bio, name) +
         "</p></div>\n";
}

std::string post_navigation(const Page& page, const Piece& piece) {
  const auto [before, after] = page.neighbours(piece);
  std::string out = "<nav class=\"navigation post-navigation\"><div class=\"nav-links\">\n";
  if (before != nullptr) {
    out += "<div class=\"nav-previous\"><a href=\"" + page.url(*before) +
           "\" rel=\"prev\">&larr; " + std::string(page.labels().previous_post) + "</a></div>\n";
  }
  if (after != nullptr) {
    out += "<div class=\"nav-next\"><a href=\"" + page.url(*after) + "\" rel=\"next\">" +
           std::string(page.labels().next_post) + " &rarr;</a></div>\n";
  }
  return out + "</div></nav>\n";
}

std::string related_posts(const Page& page, const Piece& piece) {
  std::string out = "<div class=\"related-posts\"><h2 class=\"related-title\">" +
                    std::string(page.labels().related) + "</h2>\n";
  for (const auto* other : page.related(piece, 3)) {
    const auto content = page.catalogue.content_at(*other, page.now);
    out += "<article class=\"related-post\"><h3>" + anchor(page, *other) +
           "</h3><p class=\"excerpt\">" + escaped(shortened(content.paragraphs[1], 110)) +
           "</p><a class=\"more-link\" href=\"" + page.url(*other) + "\">" +
           std::string(page.labels().read_more) + " &raquo;</a></article>\n";
  }
  return out + "</div>\n";
}

// More readers have spoken the longer a piece is out: at most three.
std::string comments(const Page& page, const Piece& piece) {
  const auto& lines = page.language().reader_comments;
  const auto hours_out =
      std::chrono::duration_cast<std::chrono::hours>(page.now - piece.published).count();
  const auto count = std::min<std::size_t>(
      lines.size(), static_cast<std::size_t>(std::max<long long>(hours_out, 0)) / 12);
  std::string out = "<div id=\"comments\" class=\"comments-area\">\n";
  if (count > 0) {
    out += "<h3 class=\"comments-title\">" +
           with(page.labels().comments_title, std::to_string(count)) +
           "</h3>\n<ol class=\"comment-list\">\n";
  }
  for (std::size_t i = 0; i < count; ++i) {
    const auto& names = page.language().men;
    out += "<li class=\"comment\" id=\"comment-" + std::to_string(i) +
           "\"><article class=\"comment-body\"><b class=\"fn\">" +
           std::string(names[(piece.number + i) % names.size()]) +
           "</b><div class=\"comment-content\"><p>" + escaped(lines[i]) +
           "</p></div><a rel=\"nofollow\" class=\"comment-reply-link\" href=\"" + page.url(piece) +
           "?replytocom=" + std::to_string(i) + "#respond\">&crarr;</a></article></li>\n";
  }
  if (count > 0) out += "</ol>\n";
  return out;
}

std::string comment_form(const Page& page, const Piece& piece) {
  const auto& labels = page.labels();
  return filled(R"(<div id="respond" class="comment-respond">
<h3 id="reply-title" class="comment-reply-title">{{leave_comment}}</h3>
<form action="{{action}}" method="post" id="commentform" class="comment-form">
<p class="comment-notes"><span id="email-notes">{{email_notice}}</span> <span class="required-field-message">{{required_notice}}</span></p>
<p class="comment-form-comment"><label for="comment">{{comment}} *</label><textarea id="comment" name="comment" rows="8" required></textarea></p>
<p class="comment-form-author"><label for="author">{{name}} *</label><input id="author" name="author" type="text"></p>
<p class="comment-form-email"><label for="email">{{email}} *</label><input id="email" name="email" type="text"></p>
<p class="comment-form-url"><label for="url">{{website}}</label><input id="url" name="url" type="text"></p>
<p class="comment-form-cookies-consent"><input id="wp-comment-cookies-consent" type="checkbox"><label for="wp-comment-cookies-consent">{{save_details}}</label></p>
<p class="form-submit"><input name="submit" type="submit" class="submit" value="{{post_comment}}"><input type='hidden' name='comment_post_ID' value='{{id}}'></p>
</form>
</div>
</div>
)",
                {{"leave_comment", labels.leave_comment},
                 {"action", page.url("/wp-comments-post.php")},
                 {"email_notice", labels.email_notice},
                 {"required_notice", labels.required_notice},
                 {"comment", labels.comment},
                 {"name", labels.name},
                 {"email", labels.email},
                 {"website", labels.website},
                 {"save_details", labels.save_details},
                 {"post_comment", labels.post_comment},
                 {"id", std::to_string(piece.number)}});
}

std::string widget(std::string_view title, std::string_view inside) {
  return "<section class=\"widget\"><h2 class=\"widget-title\">" + std::string(title) + "</h2>\n" +
         std::string(inside) + "</section>\n";
}

std::string sidebar(const Page& page) {
  const auto& labels = page.labels();
  std::string recent = "<ul>\n";
  for (const auto* piece : page.recent(5)) recent += "<li>" + anchor(page, *piece) + "</li>\n";
  recent += "</ul>\n";
  std::string categories = "<ul>\n";
  for (std::size_t i = 0; i < page.language().sections.size(); ++i) {
    categories += "<li class=\"cat-item\"><a href=\"" + page.url(page.section_path(i)) + "\">" +
                  std::string(page.language().sections[i].name) + "</a></li>\n";
  }
  categories += "</ul>\n";
  const auto today = local_time(page.now, page.outlet.offset_minutes);
  const auto month =
      std::string(page.language().months[static_cast<std::size_t>(today.month - 1)]) + " " +
      std::to_string(today.year);
  const auto archive = path_date(page.now, page.outlet.offset_minutes).substr(0, 7);
  std::string tags = "<div class=\"tagcloud\">\n";
  for (std::size_t i = 0; i < page.language().topics.size(); ++i) {
    tags += "<a href=\"" + page.url(page.tag_path(i)) + "\" class=\"tag-cloud-link\">" +
            std::string(page.language().topics[i].keyword) + "</a>\n";
  }
  tags += "</div>\n";
  return "<div class=\"widget-area secondary\" id=\"secondary\" role=\"complementary\"><div "
         "class=\"sidebar-main\">\n" +
         widget(labels.search,
                "<form role=\"search\" method=\"get\" class=\"search-form\" action=\"" +
                    page.url("/") + "\"><input type=\"search\" name=\"s\" placeholder=\"" +
                    std::string(labels.search) + " &hellip;\"></form>\n") +
         widget(labels.recent_posts, recent) +
         widget(labels.archives, "<ul><li><a href=\"" + page.url("/" + archive + "/") + "\">" +
                                     month + "</a></li></ul>\n") +
         widget(labels.categories, categories) + widget(labels.tags, tags) + "</div></div>\n";
}

std::string foot(const Page& page) {
  const auto& labels = page.labels();
  return filled(R"(</div></div>
<footer id="colophon" class="site-footer"><div class="footer-widget">
<p>Copyright &copy; {{year}} {{site}}. {{rights}} | Powered by WordPress</p>
<ul class="footer-menu"><li><a href="{{home}}contact/">{{contact}}</a></li><li><a href="{{home}}privacy-policy/">{{privacy}}</a></li></ul>
</div></footer>
</div>
<div id="ast-scroll-top" class="ast-scroll-top" data-on-devices="both"><span class="screen-reader-text">{{scroll_top}}</span></div>
<script id="wp-embed-js" src="{{home}}wp-includes/js/wp-embed.min.js?ver=6.4.3"></script>
</body>
</html>
)",
                {{"year", std::to_string(local_time(page.now, 0).year)},
                 {"site", escaped(page.outlet.name)},
                 {"rights", labels.rights},
                 {"home", page.url("/")},
                 {"contact", labels.contact},
                 {"privacy", labels.privacy},
                 {"scroll_top", labels.scroll_top}});
}

std::string entry_header(const Page& page, const Piece& piece, const Content& content) {
  const auto modified = page.shown_modified(content);
  std::string updated;
  if (modified != content.published) {
    updated = "<time class=\"updated\" datetime=\"" + page.iso(modified) + "\">" +
              page.date(modified) + "</time>";
  }
  return filled(R"(<header class="entry-header">
<h1 class="entry-title" itemprop="headline">{{title}}</h1>
<div class="entry-meta"><span class="comments-link"><a href="{{url}}#respond">{{leave_comment}}</a></span> / <span class="cat-links"><a href="{{section_url}}" rel="category tag">{{section}}</a></span> / {{by}} <span class="posts-author author vcard"><a class="url fn n" href="{{author_url}}" rel="author"><span class="author-name">{{author}}</span></a></span> / <span class="posted-on"><time class="entry-date published" datetime="{{published}}">{{date}}</time>{{updated}}</span> <span class="post-views">{{views}}</span></div>
<div class="post-thumb-img-content post-thumb"><img src="{{image}}" class="attachment-large wp-post-image" alt="{{caption}}" width="1024" height="683"></div>
</header>
)",
                {{"title", escaped(content.title)},
                 {"url", page.url(piece)},
                 {"leave_comment", page.labels().leave_comment},
                 {"section_url", page.url(page.section_path(content.section))},
                 {"section", page.language().sections[content.section].name},
                 {"by", page.labels().by},
                 {"author_url", page.url("/author/" + slug(page.byline(content)) + "/")},
                 {"author", escaped(page.byline(content))},
                 {"published", page.iso(content.published)},
                 {"date", page.date(content.published)},
                 {"updated", updated},
                 {"views", page.views(piece)},
                 {"image", page.url(image_path(piece, 0))},
                 {"caption", escaped(content.captions.front())}});
}

}  // namespace

std::string wordpress_article(const Page& page, const Piece& piece, const Content& content) {
  const auto id = std::to_string(piece.number);
  std::string extra = "<link rel=\"canonical\" href=\"" + page.url(piece) +
                      "\" />\n<link rel='shortlink' href='" + page.url("/?p=" + id) + "' />\n";
  if (page.outlet.index % 2 == 0)
    extra += open_graph(page, piece, content);  // an SEO plugin: not all have one
  std::string out =
      head(page, escaped(content.title), extra,
           "post-template-default single single-post postid-" + id + " single-format-standard");
  out += menu(page);
  out +=
      "<div id=\"primary\" class=\"content-area primary\"><main id=\"main\" class=\"site-main\">\n";
  out += "<article class=\"post-" + id +
         " post type-post status-publish format-standard has-post-thumbnail hentry\" id=\"post-" +
         id + "\">\n" + entry_header(page, piece, content);
  out += "<div class=\"entry-content clear\" itemprop=\"text\">\n" +
         paragraphs_html(page, piece, content);
  for (const auto& notice : content.notices)
    out += "<p class=\"correction\"><em>" + escaped(notice) + "</em></p>\n";
  out += share_links(page, piece) + "</div>\n";
  out += "<footer class=\"entry-footer\"><span class=\"tags-links\">" +
         std::string(page.labels().tags) + ": <a href=\"" + page.url(page.tag_path(piece.topic)) +
         "\" rel=\"tag\">" + escaped(content.keywords.front()) +
         "</a></span></footer>\n</article>\n";
  out += author_box(page, content) + post_navigation(page, piece) + related_posts(page, piece);
  out += comments(page, piece) + comment_form(page, piece) + "</main></div>\n";
  return out + sidebar(page) + foot(page);
}

std::string wordpress_hub(const Page& page, const Hub& hub) {
  std::string out =
      head(page, escaped(hub.title), {}, hub.front ? "home blog" : "archive category");
  out +=
      menu(page) +
      "<div id=\"primary\" class=\"content-area primary\"><main id=\"main\" class=\"site-main\">\n";
  if (!hub.front)
    out += "<header class=\"page-header\"><h1 class=\"page-title\">" + escaped(hub.title) +
           "</h1></header>\n";
  for (const auto* piece : hub.items) {
    const auto content = page.catalogue.content_at(*piece, page.now);
    out += "<article class=\"post type-post hentry\" id=\"post-" + std::to_string(piece->number) +
           "\"><h2 class=\"entry-title\">" + anchor(page, *piece) +
           "</h2><div class=\"entry-meta\">" + page.date(piece->published) +
           "</div><div class=\"entry-summary\"><p>" + escaped(shortened(content.description, 120)) +
           "</p><p class=\"read-more\"><a href=\"" + page.url(*piece) + "\">" +
           std::string(page.labels().read_more) + " &raquo;</a></p></div></article>\n";
  }
  out += "<nav class=\"navigation pagination\">\n";
  if (hub.page > 1) {
    const auto before =
        hub.page == 2 ? hub.path : hub.path + "page/" + std::to_string(hub.page - 1) + "/";
    out += "<a class=\"prev page-numbers\" href=\"" + page.url(before) + "\">" +
           std::string(page.labels().newer) + "</a>\n";
  }
  if (hub.page < hub.pages) {
    out += "<a class=\"next page-numbers\" href=\"" +
           page.url(hub.path + "page/" + std::to_string(hub.page + 1) + "/") + "\">" +
           std::string(page.labels().older) + "</a>\n";
  }
  return out + "</nav></main></div>\n" + sidebar(page) + foot(page);
}

}  // namespace broadsheet::newsroom
