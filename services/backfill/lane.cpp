// SPDX-License-Identifier: Apache-2.0
// Captures on their way into the lane of captures.
#include "backfill/lane.h"

#include <algorithm>

#include "common/topics.h"
#include "core/encode.h"
#include "core/wait.h"
#include "http/message.h"
#include "url/canonical.h"
#include "url/url.h"

namespace broadsheet::backfill {

namespace {

using records::Outcome;

Outcome outcome_of(int status) {
  if (status == 304) return Outcome::kUnchanged;
  if (status == 404 || status == 410) return Outcome::kGone;
  if (status == 429 || status == 503) return Outcome::kThrottled;
  if (status >= 200 && status < 300) return Outcome::kFetched;
  return Outcome::kFailed;
}

}  // namespace

void complete(records::Capture& capture) {
  if (capture.trace.empty()) {
    capture.trace =
        to_hex(sha256(capture.url + "\n" + format_time(capture.time)).view().substr(0, 8));
  }
  if (capture.outcome != Outcome::kUnknown) return;
  capture.outcome = outcome_of(capture.status);
  if (capture.outcome != Outcome::kFetched) {
    capture.reason = "status " + std::to_string(capture.status);
  }
  const auto location = records::header(capture.headers, "location");
  if (!http::is_redirect(capture.status) || location.empty()) return;
  const auto from = url::Url::parse(capture.url);
  const auto target = from ? url::Url::parse(location, &*from) : from;
  if (!target || !target->is_http()) return;
  capture.outcome = Outcome::kRedirected;
  capture.redirect = target->bare().href();
  capture.reason = "to " + capture.redirect;
  capture.payload.clear();  // A page that nobody was shown.
  capture.payload_digest = {};
}

Result<std::int64_t> Lane::waiting() const {
  std::int64_t waiting = 0;
  const auto add = [&](std::string_view topic, const std::string& group) -> Result<void> {
    TRY_LET(ends, bus_.end_offsets(topic));
    TRY_LET(begins, bus_.begin_offsets(topic));
    TRY_LET(done, bus_.committed(topic, group));
    for (std::size_t i = 0; i < ends.size(); ++i) {
      waiting += std::max<std::int64_t>(0, ends[i] - std::max(done.at(i), begins.at(i)));
    }
    return {};
  };
  TRY(add(topics::kCapturesBackfill, topics::backfill_group(topics::kExtractors)));
  TRY(add(topics::kArticlesBackfill, topics::backfill_group(topics::kIndexers)));
  TRY(add(topics::kArticles, std::string(topics::kIndexers)));
  return waiting;
}

Result<void> Lane::take_room(std::int64_t count, std::chrono::steady_clock::time_point deadline,
                             std::stop_token stop) {
  const auto take = [&] {
    room_ -= count;
    taken_ += count;
  };
  while (true) {
    std::int64_t settled = 0;
    {
      const std::scoped_lock lock(mutex_);
      if (room_ >= count) {
        take();
        return {};
      }
      settled = settled_;
    }
    TRY_LET(waiting, this->waiting());
    {
      const std::scoped_lock lock(mutex_);
      // What others took and had not published when the bus was asked may be missing in its answer.
      const std::int64_t coming = taken_ - settled;
      room_ = options_.waiting_max - waiting - coming;
      // More than fits at all goes in when nothing else is there.
      if (room_ >= count || waiting + coming == 0) {
        take();
        return {};
      }
    }
    const auto left =
        std::chrono::duration_cast<Duration>(std::min<std::chrono::steady_clock::duration>(
            deadline - std::min(deadline, std::chrono::steady_clock::now()), options_.look));
    if (left <= Duration{0} || wait_for(stop, left)) {
      return unavailable("the backfill lanes are full: " + std::to_string(waiting) +
                             " captures wait for extractors and indexers",
                         {}, "try again later; live news goes first");
    }
  }
}

Result<void> Lane::put(std::vector<records::Capture> captures,
                       std::chrono::steady_clock::time_point deadline, std::stop_token stop) {
  const Time latest = options_.clock() + kAheadMax;
  std::vector<bus::Record> records;
  for (auto& capture : captures) {
    complete(capture);
    if (capture.product_token.empty()) capture.product_token = options_.product_token;
    TRY_LET(url, url::Url::parse(capture.url));
    // What is read again is no sighting.
    if (capture.reading_of.is_zero() && capture.time > latest) {
      return bad_input("a capture of " + capture.url + " at " + format_time(capture.time) +
                           ", which is in the future",
                       "captures.capture.time", "set the clock right of who made it");
    }
    bus::Record record;
    record.key = url::url_key(url);
    record.value = records::encode(capture);
    record.headers["trace"] = capture.trace;
    records.push_back(std::move(record));
  }
  const auto count = static_cast<std::int64_t>(records.size());
  TRY(take_room(count, deadline, stop));
  auto published = bus_.publish(topics::kCapturesBackfill, std::move(records));
  const std::scoped_lock lock(mutex_);
  settled_ += count;
  return published;
}

}  // namespace broadsheet::backfill
