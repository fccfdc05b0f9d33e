// SPDX-License-Identifier: Apache-2.0
// All outlets and pieces of a world, and the ways to find one.
#include "newsroom/catalogue.h"

#include <algorithm>

#include "newsroom/words.h"

namespace broadsheet::newsroom {
namespace {

std::string path_key(std::size_t outlet, std::string_view path) {
  return std::to_string(outlet) + " " + percent_decoded(path);
}

}  // namespace

Catalogue::Catalogue(std::vector<Outlet> outlets, std::vector<Piece> pieces)
    : outlets_(std::move(outlets)), pieces_(std::move(pieces)), by_outlet_(outlets_.size()) {
  for (const auto& outlet : outlets_) {
    hosts_[outlet.host] = outlet.index;
    if (!outlet.alias.empty()) hosts_[outlet.alias] = outlet.index;
  }
  for (const auto& piece : pieces_) {
    by_outlet_[piece.outlet].push_back(piece.id);
    paths_[path_key(piece.outlet, piece.path)] = {piece.id, Form::kPage};
    if (!piece.amp_path.empty())
      paths_[path_key(piece.outlet, piece.amp_path)] = {piece.id, Form::kAmp};
    if (!piece.old_path.empty())
      paths_[path_key(piece.outlet, piece.old_path)] = {piece.id, Form::kOld};
  }
}

const Outlet* Catalogue::outlet_at(std::string_view host) const {
  const auto found = hosts_.find(std::string(host));
  return found == hosts_.end() ? nullptr : &outlets_[found->second];
}

Catalogue::Found Catalogue::find(const Outlet& outlet, std::string_view path) const {
  const auto found = paths_.find(path_key(outlet.index, path));
  if (found == paths_.end()) return {};
  return {&pieces_[found->second.first], found->second.second};
}

const Piece* Catalogue::by_number(const Outlet& outlet, std::uint64_t number) const {
  for (const auto id : by_outlet_[outlet.index]) {
    if (pieces_[id].number == number) return &pieces_[id];
  }
  return nullptr;
}

std::vector<const Piece*> Catalogue::on_site(const Outlet& outlet, Time now, bool members) const {
  std::vector<const Piece*> out;
  const auto& ids = by_outlet_[outlet.index];
  for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
    const auto& piece = pieces_[*id];
    if (piece.is_there(now) && (members || !piece.members)) out.push_back(&piece);
  }
  return out;
}

Time Catalogue::last_change(const Outlet& outlet, Time now) const {
  Time last = {};
  for (const auto id : by_outlet_[outlet.index]) {
    const auto& piece = pieces_[id];
    const auto versions = piece.versions_at(now);
    if (versions == 0) break;  // the rest is published later still
    last = std::max(last, piece.version_time(versions - 1));
    if (piece.withdrawn && *piece.withdrawn <= now) last = std::max(last, *piece.withdrawn);
  }
  return last;
}

Content Catalogue::content_at(const Piece& piece, Time now) const {
  const auto versions = piece.versions_at(now);
  return compose(outlet_of(piece), piece, versions == 0 ? 0 : versions - 1);
}

std::string Catalogue::title_at(const Piece& piece, Time now) const {
  return content_at(piece, now).title;
}

}  // namespace broadsheet::newsroom
