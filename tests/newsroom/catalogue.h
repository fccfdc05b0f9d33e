// SPDX-License-Identifier: Apache-2.0
// All outlets and pieces of a world, and the ways to find one. A value; safe to read from any
// thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "newsroom/content.h"
#include "newsroom/outlet.h"
#include "newsroom/piece.h"

namespace broadsheet::newsroom {

class Catalogue {
 public:
  enum class Form { kPage, kAmp, kOld };
  struct Found {
    const Piece* piece = nullptr;
    Form form = Form::kPage;
  };

  Catalogue(std::vector<Outlet> outlets, std::vector<Piece> pieces);

  [[nodiscard]] const std::vector<Outlet>& outlets() const { return outlets_; }
  [[nodiscard]] const std::vector<Piece>& pieces() const { return pieces_; }
  [[nodiscard]] const Outlet& outlet_of(const Piece& piece) const { return outlets_[piece.outlet]; }

  // By canonical host or alias, without port; nullptr if there is none.
  [[nodiscard]] const Outlet* outlet_at(std::string_view host) const;
  // By path, percent-encoded in any way.
  [[nodiscard]] Found find(const Outlet& outlet, std::string_view path) const;
  [[nodiscard]] const Piece* by_number(const Outlet& outlet, std::uint64_t number) const;

  // What an outlet has on its site at `now`, newest first: published, not withdrawn, not for
  // members unless asked for.
  [[nodiscard]] std::vector<const Piece*> on_site(const Outlet& outlet, Time now,
                                                  bool members = false) const;
  // The last moment up to `now` when anything at the outlet changed; its oldest piece's time at
  // least.
  [[nodiscard]] Time last_change(const Outlet& outlet, Time now) const;

  // As visible at `now`.
  [[nodiscard]] Content content_at(const Piece& piece, Time now) const;
  [[nodiscard]] std::string title_at(const Piece& piece, Time now) const;

 private:
  std::vector<Outlet> outlets_;
  std::vector<Piece> pieces_;
  std::vector<std::vector<std::size_t>> by_outlet_;  // by time
  std::unordered_map<std::string, std::size_t> hosts_;
  std::unordered_map<std::string, std::pair<std::size_t, Form>> paths_;  // outlet ∥ decoded path
};

}  // namespace broadsheet::newsroom
