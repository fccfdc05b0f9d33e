// SPDX-License-Identifier: Apache-2.0
// Dialling with a second address in reserve, and the pool of idle connections.
#include "http/connection.h"

#include <algorithm>
#include <utility>

#include "core/result.h"

namespace broadsheet::http {

Dialer::Dialer(Loop& loop, std::vector<Endpoint> endpoints, Duration next_delay, Done done)
    : loop_(loop),
      endpoints_(std::move(endpoints)),
      next_delay_(next_delay),
      done_(std::move(done)),
      timer_(loop) {
  CHECK(!endpoints_.empty());
  dial_next();
}

void Dialer::dial_next() {
  const std::size_t index = next_++;
  attempts_.push_back(std::make_unique<Transport>(loop_));
  attempts_.back()->connect(endpoints_[index],
                            [this, index](const IoStatus& status) { answered(index, status); });
  if (next_ < endpoints_.size()) timer_.start(next_delay_, [this] { dial_next(); });
}

void Dialer::answered(std::size_t index, const IoStatus& status) {
  if (status.ok()) {
    auto winner = std::move(attempts_[index]);
    auto done = std::move(done_);
    const Endpoint endpoint = endpoints_[index];
    timer_.cancel();
    attempts_.clear();
    done(std::move(winner), endpoint, {});  // may destroy us
    return;
  }
  ++failed_;
  if (failed_ == endpoints_.size()) {
    auto done = std::move(done_);
    const Endpoint endpoint = endpoints_[index];
    const std::string why = status.text;
    done(nullptr, endpoint, why);
    return;
  }
  attempts_[index].reset();
  if (next_ < endpoints_.size()) dial_next();
}

std::unique_ptr<Connection> Pool::take(const std::string& origin) {
  const auto places = by_origin_.find(origin);
  if (places == by_origin_.end()) return nullptr;
  const Place place = places->second.back();
  auto connection = std::move(place->connection);
  connection->transport().stop_waiting();
  drop(place);
  return connection;
}

void Pool::give(const std::string& origin, std::unique_ptr<Connection> connection) {
  if (per_origin_max_ == 0 || idle_max_ == 0) return;
  if (const auto same = by_origin_.find(origin);
      same != by_origin_.end() && same->second.size() >= per_origin_max_) {
    return;
  }
  if (idle_.size() >= idle_max_) drop_oldest();
  idle_.push_back({origin, std::move(connection), std::make_unique<Timer>(loop_)});
  const Place place = std::prev(idle_.end());
  by_origin_[origin].push_back(place);
  place->timer->start(idle_time_, [this, place] { drop(place); });
  place->connection->transport().wait_readable([this, place](const IoStatus&) { drop(place); });
}

void Pool::drop_oldest() {
  CHECK(!idle_.empty());
  drop(idle_.begin());
}

void Pool::drop(Place place) {
  const auto places = by_origin_.find(place->origin);
  std::erase(places->second, place);
  if (places->second.empty()) by_origin_.erase(places);
  idle_.erase(place);
}

}  // namespace broadsheet::http
