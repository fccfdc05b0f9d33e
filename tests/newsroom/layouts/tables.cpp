// SPDX-License-Identifier: Apache-2.0
// A page of 2003: nested tables, fonts, upper-case tags never closed, windows-1252 declared in a
// <meta>.
#include "newsroom/layouts/layouts.h"

namespace broadsheet::newsroom {
namespace {

std::string top(const Page& page, std::string_view title) {
  std::string menu;
  for (std::size_t i = 0; i < page.language().sections.size(); ++i) {
    menu += "<TR><TD BGCOLOR=\"#eeeecc\"><FONT FACE=\"Verdana\" SIZE=\"1\">&raquo; <A HREF=\"" +
            page.section_path(i) + "\">" + std::string(page.language().sections[i].name) +
            "</A></FONT></TD></TR>\n";
  }
  return filled(R"(<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<HTML>
<HEAD>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1252">
<META HTTP-EQUIV="Content-Language" CONTENT="{{lang}}">
<TITLE>{{site}} - {{title}}</TITLE>
<LINK REL="alternate" TYPE="application/rdf+xml" HREF="/backend.rdf">
<SCRIPT LANGUAGE="JavaScript"><!--
function popup(u){window.open(u,'p','width=640,height=480');}
//--></SCRIPT>
</HEAD>
<BODY BGCOLOR="#ffffff" TEXT="#000000" LINK="#003399" TOPMARGIN="0">
<CENTER>
<TABLE WIDTH="760" BORDER="0" CELLSPACING="0" CELLPADDING="0">
<TR><TD COLSPAN="3" BGCOLOR="#003366"><FONT FACE="Times" SIZE="6" COLOR="#ffffff"><B>{{site}}</B></FONT></TD></TR>
<TR><TD COLSPAN="3" ALIGN="right"><FONT FACE="Verdana" SIZE="1">{{today}}</FONT></TD></TR>
<TR VALIGN="top">
<TD WIDTH="130"><TABLE WIDTH="100%" BORDER="0" CELLPADDING="3">
<TR><TD BGCOLOR="#eeeecc"><FONT FACE="Verdana" SIZE="1">&raquo; <A HREF="/">{{home}}</A></FONT></TD></TR>
{{menu}}</TABLE>
<BR><FONT FACE="Verdana" SIZE="1"><FORM ACTION="/search"><INPUT NAME="q" SIZE="10"><INPUT TYPE="submit" VALUE="{{search}}"></FORM></FONT></TD>
<TD WIDTH="480">
)",
                {{"lang", page.language().code},
                 {"site", escaped(page.outlet.name)},
                 {"title", title},
                 {"today", page.date(page.now)},
                 {"home", page.labels().home},
                 {"menu", menu},
                 {"search", page.labels().search}});
}

std::string bottom(const Page& page) {
  std::string recent;
  for (const auto* piece : page.recent(6)) {
    recent += "<LI><FONT SIZE=\"1\">" + anchor(page, *piece) + "</FONT>\n";
  }
  return filled(R"(</TD>
<TD WIDTH="150" BGCOLOR="#f4f4f4"><FONT FACE="Verdana" SIZE="1"><B>{{most_read}}</B>
<UL>
{{recent}}</UL>
<CENTER>{{ad}}<BR><IMG SRC="/media/banner.gif" WIDTH="120" HEIGHT="240" ALT="{{ad}}"></CENTER></FONT></TD>
</TR>
<TR><TD COLSPAN="3" ALIGN="center"><HR SIZE="1"><FONT FACE="Verdana" SIZE="1"><A HREF="/contact.htm">{{contact}}</A> | <A HREF="/privacy.htm">{{privacy}}</A><BR>&copy; {{site}}. {{rights}}<BR>{{visitor}}</FONT></TD></TR>
</TABLE>
</CENTER>
</BODY>
</HTML>
)",
                {{"most_read", page.labels().most_read},
                 {"recent", recent},
                 {"ad", page.labels().advertisement},
                 {"contact", page.labels().contact},
                 {"privacy", page.labels().privacy},
                 {"site", escaped(page.outlet.name)},
                 {"rights", page.labels().rights},
                 {"visitor", with(page.labels().views,
                                  std::to_string(100000 + page.churn("visitor").below(900000)))}});
}

}  // namespace

std::string tables_article(const Page& page, const Piece& piece, const Content& content) {
  std::string out = top(page, escaped(content.title));
  out += filled(R"(<TABLE WIDTH="100%" BORDER="0" CELLPADDING="6"><TR><TD>
<FONT FACE="Verdana" SIZE="1">{{section}} &gt; {{keyword}}</FONT><BR>
<FONT FACE="Georgia" SIZE="5"><B>{{title}}</B></FONT><BR>
<FONT FACE="Verdana" SIZE="1" COLOR="#666666">{{by}} {{author}}<BR>{{date}}{{updated}}</FONT>
<TABLE ALIGN="right" WIDTH="200" BORDER="0" CELLPADDING="4"><TR><TD><IMG SRC="{{image}}" WIDTH="190" HEIGHT="140" ALT=""></TD></TR><TR><TD><FONT FACE="Verdana" SIZE="1"><I>{{caption}}</I></FONT></TD></TR></TABLE>
<FONT FACE="Georgia" SIZE="3">
)",
                {{"section", page.language().sections[content.section].name},
                 {"keyword", escaped(content.keywords.front())},
                 {"title", escaped(content.title)},
                 {"by", page.labels().by},
                 {"author", escaped(page.byline(content))},
                 {"date", page.date(content.published)},
                 {"updated", page.shown_modified(content) == content.published
                                 ? std::string()
                                 : " (" + std::string(page.labels().updated) + " " +
                                       page.date(content.modified) + ")"},
                 {"image", image_path(piece, 0)},
                 {"caption", escaped(content.captions.front())}});
  // Half of the pages close no <P>, half know only <BR><BR>.
  const bool breaks = piece.number % 2 == 0;
  for (std::size_t i = 0; i < content.paragraphs.size(); ++i) {
    out += breaks ? "" : "<P>";
    out += inline_html(page, piece, content, i);
    out += breaks ? "<BR><BR>\n" : "\n";
  }
  out += "</FONT>\n";
  for (const auto& notice : content.notices) {
    out += "<P><FONT FACE=\"Verdana\" SIZE=\"1\"><I>" + escaped(notice) + "</I></FONT>\n";
  }
  out += filled(
      R"html(<P><FONT FACE="Verdana" SIZE="1">[<A HREF="javascript:popup('/print.asp?id={{id}}')">Print</A>] [<A HREF="mailto:?subject={{subject}}">E-Mail</A>]</FONT>
</TD></TR></TABLE>
)html",
      {{"id", std::to_string(piece.number)},
       {"subject", percent_encoded(to_windows_1252(content.title))}});
  return out + bottom(page);
}

std::string tables_hub(const Page& page, const Hub& hub) {
  std::string out = top(page, escaped(hub.title));
  out += "<TABLE WIDTH=\"100%\" BORDER=\"0\" CELLPADDING=\"6\">\n";
  for (const auto* piece : hub.items) {
    const auto content = page.catalogue.content_at(*piece, page.now);
    out += "<TR><TD><FONT FACE=\"Georgia\" SIZE=\"4\">" + anchor(page, *piece) +
           "</FONT><BR><FONT FACE=\"Verdana\" SIZE=\"1\">" + page.date(piece->published) + " - " +
           escaped(shortened(content.description, 100)) + "</FONT></TD></TR>\n";
  }
  if (hub.page < hub.pages) {
    out += "<TR><TD ALIGN=\"right\"><A HREF=\"" + hub.path +
           "?page=" + std::to_string(hub.page + 1) + "\">" + std::string(page.labels().older) +
           " &gt;&gt;</A></TD></TR>\n";
  }
  return out + "</TABLE>\n" + bottom(page);
}

}  // namespace broadsheet::newsroom
