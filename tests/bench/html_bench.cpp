// SPDX-License-Identifier: Apache-2.0
// How fast real news pages become trees, and trees links and text.
// uses: bs_html bs_url z
#include "bench/pages.h"

#ifdef BROADSHEET_LEXBOR
#include <lexbor/html/html.h>
#endif

#include "html/input.h"
#include "html/links.h"
#include "html/parse.h"
#include "html/tokenizer.h"

namespace {

namespace html = broadsheet::html;
using broadsheet::bench::over_pages;

void parse(benchmark::State& state) {
  over_pages(state, [](const std::string& page) {
    const html::Document tree = html::parse(page);
    benchmark::DoNotOptimize(tree.root());
  });
}
BENCHMARK(parse)->Unit(benchmark::kMillisecond);

#ifdef BROADSHEET_LEXBOR
// A document for each page, as a program that keeps several needs it. It takes the bytes for UTF-8.
void lexbor(benchmark::State& state) {
  over_pages(state, [](const std::string& page) {
    lxb_html_document_t* const tree = lxb_html_document_create();
    const auto* const bytes = reinterpret_cast<const lxb_char_t*>(page.data());
    benchmark::DoNotOptimize(lxb_html_document_parse(tree, bytes, page.size()));
    lxb_html_document_destroy(tree);
  });
}
BENCHMARK(lexbor)->Unit(benchmark::kMillisecond);
#endif

void input_alone(benchmark::State& state) {
  over_pages(state, [](const std::string& page) {
    html::Arena arena;
    const html::Input input = html::read_input(page, {}, arena);
    benchmark::DoNotOptimize(input.end);
  });
}
BENCHMARK(input_alone)->Unit(benchmark::kMillisecond);

// Without a tree nobody tells the tokenizer about raw text: a bound, not a part.
void tokens_alone(benchmark::State& state) {
  over_pages(state, [](const std::string& page) {
    html::Arena arena;
    const html::Input input = html::read_input(page, {}, arena);
    html::Tokenizer tokenizer(arena, input.begin, input.end, 1'000);
    while (tokenizer.next().kind != html::TokenKind::kEof) {
    }
  });
}
BENCHMARK(tokens_alone)->Unit(benchmark::kMillisecond);

void parse_and_links(benchmark::State& state) {
  const auto url = broadsheet::url::Url::parse("https://news.example/2026/a");
  over_pages(state, [&url](const std::string& page) {
    const html::Document tree = html::parse(page);
    benchmark::DoNotOptimize(html::links(tree, *url).size());
  });
}
BENCHMARK(parse_and_links)->Unit(benchmark::kMillisecond);

void parse_and_text(benchmark::State& state) {
  over_pages(state, [](const std::string& page) {
    const html::Document tree = html::parse(page);
    benchmark::DoNotOptimize(html::text_content(tree.root()).size());
  });
}
BENCHMARK(parse_and_text)->Unit(benchmark::kMillisecond);

}  // namespace
