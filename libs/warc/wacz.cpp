// SPDX-License-Identifier: Apache-2.0
// WACZ: the archive first, since it is what streams; index, pages and manifest behind it.
#include "warc/wacz.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/encode.h"
#include "core/json.h"
#include "warc/cdxj.h"
#include "warc/decoder.h"
#include "warc/zip.h"

namespace broadsheet::warc {
namespace {

constexpr std::string_view kArchive = "data.warc.gz";
constexpr std::string_view kIndex = "index.cdx.gz";
// As the tools that wrote the format have it: one look-up reads one block.
constexpr std::size_t kLinesPerBlock = 3000;

// The pages and the manifest are read by tools that know whole seconds only.
std::string to_the_second(Time time) {
  return format_time(std::chrono::floor<std::chrono::seconds>(time));
}

std::string hash_text(const Digest& digest) { return "sha256:" + digest.hex(); }

// The compressed index and the index of its blocks ("ZipNum").
struct BlockIndex {
  std::string blocks;
  std::string directory;
};

BlockIndex index_blocks(const std::vector<std::string>& lines) {
  Json meta;
  meta.set("format", "cdxj-gzip-1.0").set("filename", kIndex);
  BlockIndex out{.blocks = {}, .directory = "!meta 0 " + meta.dump() + "\n"};
  for (std::size_t begin = 0; begin < lines.size(); begin += kLinesPerBlock) {
    std::string block;
    const std::size_t end = std::min(lines.size(), begin + kLinesPerBlock);
    for (std::size_t i = begin; i < end; ++i) block += lines[i] + "\n";
    const std::string compressed = gzip(block, 9);
    Json place;
    place.set("offset", out.blocks.size())
        .set("length", compressed.size())
        .set("digest", hash_text(sha256(compressed)));
    // The first line's key and time.
    out.directory += lines[begin].substr(0, lines[begin].find(" {")) + " " + place.dump() + "\n";
    out.blocks += compressed;
  }
  return out;
}

}  // namespace

struct WaczWriter::Impl {
  Impl(Sink sink, WaczOptions wacz_options)
      : options(std::move(wacz_options)),
        zip(std::move(sink), options.created),
        archive([this](std::string_view bytes) { return zip.write(bytes); }) {}

  WaczOptions options;
  ZipWriter zip;
  Writer archive;
  bool begun = false;
  bool finished = false;
  std::vector<std::string> lines;
  std::vector<std::string> pages;
  std::string main_page_time;

  Result<void> begin() {
    if (std::exchange(begun, true)) return {};
    TRY(zip.begin("archive/" + std::string(kArchive)));
    TRY(archive.write(
        make_warcinfo(kArchive, options.created, options.software, {{"isPartOf", options.title}})));
    return {};
  }

  [[nodiscard]] std::string page_list() const {
    Json header;
    header.set("format", "json-pages-1.0").set("id", "pages").set("title", "All Pages");
    header.set("hasText", std::any_of(pages.begin(), pages.end(), [](const std::string& page) {
                 return page.find(",\"text\":") != std::string::npos;
               }));
    std::string out = header.dump() + "\n";
    for (const std::string& page : pages) out += page + "\n";
    return out;
  }

  [[nodiscard]] std::string manifest() const {
    Json resources = Json(Json::Array());
    for (const ZipEntry& entry : zip.entries()) {
      Json resource;
      resource.set("name", entry.name.substr(entry.name.rfind('/') + 1))
          .set("path", entry.name)
          .set("hash", hash_text(entry.sha256))
          .set("bytes", entry.size);
      resources.add(std::move(resource));
    }
    Json out;
    out.set("profile", "data-package").set("wacz_version", "1.1.1");
    if (!options.title.empty()) out.set("title", options.title);
    if (!options.description.empty()) out.set("description", options.description);
    out.set("created", to_the_second(options.created)).set("software", options.software);
    if (!options.main_page.empty()) {
      out.set("mainPageUrl", options.main_page);
      if (!main_page_time.empty()) out.set("mainPageDate", main_page_time);
    }
    out.set("resources", std::move(resources));
    return out.dump(true) + "\n";
  }
};

WaczWriter::WaczWriter(Sink sink, WaczOptions options)
    : impl_(std::make_unique<Impl>(std::move(sink), std::move(options))) {}
WaczWriter::~WaczWriter() = default;
WaczWriter::WaczWriter(WaczWriter&&) noexcept = default;
WaczWriter& WaczWriter::operator=(WaczWriter&&) noexcept = default;

Result<void> WaczWriter::add(const Record& record) {
  CHECK(!impl_->finished);
  if (impl_->lines.size() >= impl_->options.records_max) {
    return bad_input("the archive would have more records than its index may hold", {},
                     "make several archives");
  }
  TRY(impl_->begin());
  TRY_LET(written, impl_->archive.write(record));
  if (!is_indexed(record)) return {};
  impl_->lines.push_back(format(index_of(record, kArchive, written.offset, written.length)));
  return {};
}

Result<void> WaczWriter::add_page(const WaczPage& page) {
  CHECK(!impl_->finished);
  if (impl_->pages.size() >= impl_->options.records_max) {
    return bad_input("the archive would have more pages than its list may hold");
  }
  const std::string time = to_the_second(page.time);
  Json line;
  line.set("id", to_base64url(sha256(page.url + " " + time).view().substr(0, 16)))
      .set("url", page.url)
      .set("ts", time);
  if (!page.title.empty()) line.set("title", page.title);
  if (!page.text.empty()) line.set("text", page.text);
  impl_->pages.push_back(line.dump());
  if (impl_->options.main_page.empty()) impl_->options.main_page = page.url;
  if (impl_->options.main_page == page.url && impl_->main_page_time.empty()) {
    impl_->main_page_time = time;
  }
  return {};
}

Result<void> WaczWriter::finish() {
  Impl& impl = *impl_;
  CHECK(!impl.finished);
  impl.finished = true;
  TRY(impl.begin());
  TRY(impl.zip.end());
  std::sort(impl.lines.begin(), impl.lines.end());
  const BlockIndex index = index_blocks(impl.lines);
  TRY(impl.zip.add("indexes/" + std::string(kIndex), index.blocks));
  TRY(impl.zip.add("indexes/index.idx", index.directory));
  TRY(impl.zip.add("pages/pages.jsonl", impl.page_list()));
  const std::string manifest = impl.manifest();
  Json digest;
  digest.set("path", "datapackage.json").set("hash", hash_text(sha256(manifest)));
  TRY(impl.zip.add("datapackage.json", manifest));
  TRY(impl.zip.add("datapackage-digest.json", digest.dump(true) + "\n"));
  return impl.zip.finish();
}

}  // namespace broadsheet::warc
