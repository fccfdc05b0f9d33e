// SPDX-License-Identifier: Apache-2.0
// The host of faults: each path does one thing that servers of the real web do.
#include <array>
#include <charconv>
#include <functional>

#include "newsroom/gzip.h"
#include "newsroom/replies.h"

namespace broadsheet::newsroom {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr std::size_t kBombBytes = std::size_t{128} << 20;
constexpr std::size_t kEndlessBytes = std::size_t{4} << 30;  // endless enough, yet an end
constexpr std::size_t kEndlessPiece = std::size_t{64} << 10;

std::string some_article(const Page& page) {
  std::string out =
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A page in "
      "trouble</title></head><body><article><h1>A page in trouble</h1>\n";
  const auto& bodies = page.language().topics.front().closings;
  for (int i = 0; i < 40; ++i) {
    out += "<p>Paragraph " + std::to_string(i) + " of a page that reaches nobody whole, " +
           std::to_string(bodies.size()) + " times told.</p>\n";
  }
  return out + "</article></body></html>\n";
}

Reply raw(std::string bytes) {
  Reply reply;
  reply.raw = std::move(bytes);
  return reply;
}

Reply page_reply(std::string body) {
  return Reply::with(200, "text/html; charset=utf-8", std::move(body));
}

Reply slow_drip(const Page& page) {
  auto reply = page_reply(some_article(page));
  reply.piece_bytes = 16;
  reply.pause = milliseconds(400);
  return reply;
}

Reply truncated(const Page& page) {
  auto reply = page_reply(some_article(page));
  reply.headers.set("Content-Length", std::to_string(reply.body.size() + 1000));
  reply.close = true;
  return reply;
}

Reply truncated_chunks(const Page& page) {
  return raw(
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n" +
      some_article(page).substr(0, 300));
}

Reply dropped(const Page&) {
  Reply reply;
  reply.drop = true;
  return reply;
}

Reply silent(const Page& page) {
  auto reply = page_reply(some_article(page));
  reply.delay = minutes(10);
  return reply;
}

Reply endless(const Page&) {
  Reply reply = Reply::with(200, "text/html; charset=utf-8", "");
  reply.source = [sent = std::size_t{0}]() mutable -> Result<std::optional<std::string>> {
    if (sent >= kEndlessBytes) return std::optional<std::string>();
    sent += kEndlessPiece;
    return std::optional<std::string>(std::string(kEndlessPiece, 'a'));
  };
  reply.framing = http::Framing::kChunked;
  return reply;
}

Reply bomb(const Page&) {
  static const std::string kBytes = gzip_bomb(kBombBytes);
  auto reply = page_reply(kBytes);
  reply.headers.set("Content-Encoding", "gzip");
  return reply;
}

Reply bad_gzip(const Page& page) {
  auto reply = page_reply(some_article(page));
  reply.headers.set("Content-Encoding", "gzip");
  return reply;
}

Reply cut_gzip(const Page& page) {
  const auto whole = gzip(some_article(page));
  auto reply = page_reply(whole.substr(0, whole.size() / 2));
  reply.headers.set("Content-Encoding", "gzip");
  return reply;
}

Reply bad_chunk(const Page&) {
  return raw(
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: "
      "chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n");
}

Reply huge_header(const Page& page) {
  auto reply = page_reply(some_article(page));
  for (int i = 0; i < 40; ++i)
    reply.headers.add("X-Padding-" + std::to_string(i), std::string(8000, 'x'));
  return reply;
}

Reply not_http(const Page&) { return raw("SSH-2.0-OpenSSH_9.2\r\n"); }

Reply two_lengths(const Page&) {
  return raw(
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nContent-Length: "
      "11\r\n\r\nhello world");
}

Reply image_as_page(const Page& page) {
  auto reply = page_reply(some_article(page));
  reply.headers.set("Content-Type", "image/jpeg");
  return reply;
}

Reply binary_as_page(const Page& page) {
  std::string bytes;
  auto random = page.churn("binary", minutes(60));
  for (int i = 0; i < 20000; ++i) bytes += static_cast<char>(random.below(256));
  return page_reply(std::move(bytes));
}

Reply wrong_charset(const Page&) {
  return page_reply(
      to_windows_1252("<!doctype html><title>Café – “naïve”</title><p>Déjà vu: a page that says "
                      "UTF-8 and is not.</p>\n"));
}

Reply deep(const Page&) {
  std::string out = "<!doctype html><title>Deep</title>";
  for (int i = 0; i < 50000; ++i) out += "<div>";
  return page_reply(out + "<p>At the bottom.</p>");
}

Reply wide(const Page&) {
  std::string out = "<!doctype html><title>Wide</title><p";
  for (int i = 0; i < 50000; ++i) out += " a" + std::to_string(i) + "=\"1\"";
  return page_reply(out + ">One element of many attributes.</p>");
}

Reply empty(const Page&) { return page_reply(""); }

Reply laughs(const Page&) {
  std::string out = "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [<!ENTITY a0 \"ha\">\n";
  for (int i = 1; i < 12; ++i) {
    const auto one = "&a" + std::to_string(i - 1) + ";";
    out += "<!ENTITY a" + std::to_string(i) + " \"";
    for (int k = 0; k < 10; ++k) out += one;
    out += "\">\n";
  }
  return Reply::with(
      200, "application/rss+xml",
      out + "]>\n<rss version=\"2.0\"><channel><title>&a11;</title></channel></rss>\n");
}

Reply outside_entity(const Page&) {
  return Reply::with(
      200, "application/rss+xml",
      "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n"
      "<rss version=\"2.0\"><channel><title>&x;</title></channel></rss>\n");
}

Reply broken_feed(const Page& page) {
  return Reply::with(
      200, "application/rss+xml",
      "<?xml version=\"1.0\"?>\n<rss "
      "version=\"2.0\"><channel><title>Broken</title><item><title>Whole</title><link>" +
          page.url("/empty") + "</link></item><item><title>Cut</tit");
}

Reply to_private(const Page&) { return redirect(302, "http://10.0.0.1/latest/meta-data/"); }
Reply to_loopback(const Page&) { return redirect(302, "http://127.0.0.2:9/"); }
Reply to_file(const Page&) { return redirect(302, "file:///etc/passwd"); }

struct Fault {
  std::string_view path;
  std::string_view what;
  Reply (*reply)(const Page&);
};

constexpr std::array<Fault, 27> kFaults = {{
    {"/slow-drip", "sixteen bytes at a time, with pauses", slow_drip},
    {"/truncated", "a body shorter than its Content-Length", truncated},
    {"/truncated-chunks", "a chunk that is never finished", truncated_chunks},
    {"/dropped", "the connection is closed without an answer", dropped},
    {"/silent", "no answer for ten minutes", silent},
    {"/endless", "a body that goes on", endless},
    {"/bomb", "128 MB of zeros, compressed", bomb},
    {"/bad-gzip", "says gzip and is not", bad_gzip},
    {"/cut-gzip", "half of a gzip", cut_gzip},
    {"/bad-chunk", "a chunk size that is no number", bad_chunk},
    {"/huge-header", "320 kB of header fields", huge_header},
    {"/not-http", "another protocol", not_http},
    {"/two-lengths", "two Content-Lengths that differ", two_lengths},
    {"/image-as-page", "a page that says it is a picture", image_as_page},
    {"/binary-as-page", "noise that says it is a page", binary_as_page},
    {"/wrong-charset", "windows-1252 that says it is UTF-8", wrong_charset},
    {"/deep", "50,000 elements, one in another", deep},
    {"/wide", "an element with 50,000 attributes", wide},
    {"/empty", "200 and nothing", empty},
    {"/laughs.xml", "a feed whose entities explode", laughs},
    {"/entity.xml", "a feed that asks for a file of the reader", outside_entity},
    {"/broken.xml", "a feed that breaks off", broken_feed},
    {"/to-private", "a redirect to a private address", to_private},
    {"/to-loopback", "a redirect to the reader's own machine", to_loopback},
    {"/to-file", "a redirect to a file", to_file},
    {"/status/500", "an error of the server (any /status/NNN)", nullptr},
    {"/chain/12", "twelve redirects in a row (any /chain/N)", nullptr},
}};

Reply front(const Page& page) {
  std::string links;
  for (const auto& fault : kFaults) {
    links += "<li><a href=\"" + std::string(fault.path) + "\">" + std::string(fault.what) +
             "</a></li>\n";
  }
  return page_reply("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" +
                    escaped(page.outlet.name) + "</title></head><body><h1>" +
                    escaped(page.outlet.name) + "</h1><ul>\n" + links + "</ul></body></html>\n");
}

int number_after(std::string_view path, std::string_view prefix) {
  if (path.substr(0, prefix.size()) != prefix) return -1;
  int value = -1;
  std::from_chars(path.data() + prefix.size(), path.data() + path.size(), value);
  return value;
}

}  // namespace

Reply trouble_at(const Page& page, const Asked& asked) {
  if (asked.path == "/") return front(page);
  for (const auto& fault : kFaults) {
    if (fault.reply != nullptr && fault.path == asked.path) return fault.reply(page);
  }
  if (const int status = number_after(asked.path, "/status/"); status >= 200 && status < 600) {
    return Reply::with(status, "text/html; charset=utf-8",
                       "<!doctype html><title>" + std::to_string(status) + "</title>\n");
  }
  if (const int left = number_after(asked.path, "/chain/"); left >= 0 && left <= 1000) {
    return left == 0 ? page_reply(some_article(page))
                     : redirect(302, "/chain/" + std::to_string(left - 1));
  }
  return Reply::with(404, "text/html; charset=utf-8", "<!doctype html><title>404</title>\n");
}

}  // namespace broadsheet::newsroom
