// SPDX-License-Identifier: Apache-2.0
// The frame of every page of the reading room; no script, nothing from elsewhere.
#include "gateway/http_html.h"

#include "url/url.h"

namespace broadsheet::gateway {

namespace {

// Contrast is at least 4.5:1 in both schemes (WCAG 2.2 §1.4.3); changes are told by more than
// colour (§1.4.1): insertions are underlined, deletions struck through.
constexpr char kHead[] = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<style>
:root{color-scheme:light dark;--ink:#1c1a17;--paper:#fbf9f4;--soft:#5f594f;--line:#ddd6c8;--link:#0b4f8a;--mark:#ffe9a8;--ins:#dcf3dc;--del:#fbdedb;--card:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#ece7dc;--paper:#181613;--soft:#b3aa9a;--line:#3a352d;--link:#8cc2f5;--mark:#5c4a12;--ins:#1e4023;--del:#542320;--card:#211e1a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 Georgia,"Times New Roman",serif;overflow-wrap:break-word}
header,main,footer{max-width:46rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:1.5rem;border-bottom:3px double var(--line);padding-bottom:1rem}
header .name{font-size:1.75rem;font-weight:700;letter-spacing:-.01em;color:inherit;text-decoration:none}
main{padding-top:1.5rem;padding-bottom:3rem}
footer{border-top:1px solid var(--line);padding-top:1rem;padding-bottom:2rem;color:var(--soft);font-size:.875rem}
h1{font-size:1.9rem;line-height:1.2;margin:.2em 0 .4em}h2{font-size:1.2rem;margin:2em 0 .5em}h3{font-size:1.15rem;line-height:1.3;margin:0}
a{color:var(--link)}a:focus-visible,input:focus-visible,select:focus-visible,button:focus-visible{outline:3px solid var(--link);outline-offset:2px}
form{display:flex;flex-wrap:wrap;gap:.5rem;margin-top:.75rem}
input,select,button{font:inherit;font-size:1rem;padding:.45rem .6rem;border:1px solid var(--soft);border-radius:4px;background:var(--card);color:inherit}
input[type=search]{flex:1 1 16rem;min-width:0}
button{background:var(--ink);color:var(--paper);cursor:pointer}
fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:.75rem;font-size:.9rem}
fieldset label{display:flex;flex-direction:column;color:var(--soft)}
.meta{color:var(--soft);font-size:.9rem;margin:.2rem 0}
ol.hits{list-style:none;padding:0;margin:0}ol.hits>li{padding:1rem 0;border-bottom:1px solid var(--line)}
ol.hits p{margin:.3rem 0}mark{background:var(--mark);color:inherit;padding:0 .1em}
dl.numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.75rem;margin:1.5rem 0}
dl.numbers div{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.75rem 1rem}
dl.numbers dt{color:var(--soft);font-size:.85rem}dl.numbers dd{margin:0;font-size:1.5rem;font-variant-numeric:tabular-nums}
table{border-collapse:collapse;width:100%;font-size:.92rem}th,td{text-align:left;padding:.4rem .6rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:400}
blockquote{margin:1rem 0;padding-left:1rem;border-left:3px solid var(--line)}.caption{color:var(--soft);font-size:.92rem}
ins{background:var(--ins);text-decoration:underline}del{background:var(--del);text-decoration:line-through}
.moved{color:var(--soft)}.note{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.75rem 1rem}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem}
code{font-size:.85em;word-break:break-all}
</style>
<title>)";

constexpr char kPolicy[] =
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";

bool is_safe_link(std::string_view href) {
  // "//host" would lead elsewhere.
  if (href.starts_with("/")) return !href.starts_with("//") && !href.starts_with("/\\");
  const auto url = url::Url::parse(href);
  return url && url->is_http();
}

}  // namespace

Html& Html::text(std::string_view foreign) {
  for (const char c : foreign) {
    switch (c) {
      case '&':
        out_ += "&amp;";
        break;
      case '<':
        out_ += "&lt;";
        break;
      case '>':
        out_ += "&gt;";
        break;
      case '"':
        out_ += "&quot;";
        break;
      case '\'':
        out_ += "&#39;";
        break;
      default:
        out_ += c;
    }
  }
  return *this;
}

Html& Html::link(std::string_view href, std::string_view label) {
  if (!is_safe_link(href)) return text(label);
  return markup("<a href=\"").text(href).markup("\">").text(label).markup("</a>");
}

void add_spans(Html& html, const std::vector<text::DiffSpan>& spans) {
  for (const auto& span : spans) {
    switch (span.op) {
      case text::DiffOp::kEqual:
        html.text(span.text);
        break;
      case text::DiffOp::kInsert:
        html.markup("<ins>").text(span.text).markup("</ins>");
        break;
      case text::DiffOp::kDelete:
        html.markup("<del>").text(span.text).markup("</del>");
        break;
    }
  }
}

http::ServerResponse html_page(int status, std::string_view title, std::string_view query,
                               const Html& body) {
  Html html;
  html.markup(kHead).text(title).markup(" · Broadsheet</title>\n</head>\n<body>\n");
  html.markup(R"(<a class="skip" href="#content">Skip to the content</a>
<header>
<a class="name" href="/">Broadsheet</a>
<form action="/search" role="search">
<input type="search" name="q" aria-label="Search the archive" placeholder="Search the archive" value=")");
  html.text(query).markup(R"(">
<button>Search</button>
</form>
</header>
<main id="content">
)");
  html.add(body).markup(R"(</main>
<footer>The archive of record for news. The same answers for programs: <a href="/api">what else is here</a>.</footer>
</body>
</html>
)");
  auto response = http::ServerResponse::with(status, "text/html; charset=utf-8", html.str());
  response.headers.set("Content-Security-Policy", kPolicy);
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("Referrer-Policy", "no-referrer");
  return response;
}

}  // namespace broadsheet::gateway
