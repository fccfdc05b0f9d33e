// SPDX-License-Identifier: Apache-2.0
// One thread moves bytes between pairs of sockets. Who begins a connection is found in /proc.
#include "chaos/network.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <list>
#include <map>
#include <mutex>
#include <set>
#include <sstream>
#include <stop_token>
#include <thread>

#include "core/file.h"

namespace broadsheet::chaos {

namespace {

constexpr std::size_t kBufferBytes = 256 * 1024;
constexpr int kBacklog = 128;
constexpr std::size_t kCommandBytesMax = 64 * 1024;

class Socket {
 public:
  explicit Socket(int number = -1) : number_(number) {}
  Socket(Socket&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Socket() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

int port_of(const sockaddr_in& address) { return ntohs(address.sin_port); }

Socket listen_anywhere() {
  Socket socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const sockaddr_in address = loopback(0);
  CHECK(::bind(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  CHECK(::listen(socket.number(), kBacklog) == 0);
  return socket;
}

int own_port(const Socket& socket) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  CHECK(::getsockname(socket.number(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
  return port_of(address);
}

// "socket:[123]" of the connection from `from` to `to`; empty if there is none. A line begins
// "  7: 0100007F:9C40 0100007F:1F90 01 …", with the inode in the tenth column.
std::string socket_of(int from, int to) {
  for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
    std::ifstream lines(table);
    std::string line;
    while (std::getline(lines, line)) {
      std::istringstream words(line);
      std::vector<std::string> columns;
      std::string word;
      while (columns.size() < 10 && words >> word) columns.push_back(word);
      if (columns.size() < 10 || columns[1].find(':') == std::string::npos) continue;
      const auto port = [](const std::string& address) {
        return std::stoi(address.substr(address.rfind(':') + 1), nullptr, 16);
      };
      if (columns[0] == "sl" || port(columns[1]) != from || port(columns[2]) != to) continue;
      return "socket:[" + columns[9] + "]";
    }
  }
  return {};
}

// What is below a folder of /proc, as far as it is still there.
std::vector<std::filesystem::path> entries(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code error;
  for (auto at = std::filesystem::directory_iterator(folder, error);
       !error && at != std::filesystem::end(at); at.increment(error)) {
    paths.push_back(at->path());
  }
  return paths;
}

bool holds(const std::filesystem::path& process, const std::string& socket) {
  return std::ranges::any_of(entries(process / "fd"), [&](const auto& path) {
    std::error_code gone;
    return std::filesystem::read_symlink(path, gone) == socket;
  });
}

// One way of a connection.
struct Way {
  std::string waiting = {};
  bool ended = false;  // Nothing more comes from its source…
  bool told = false;   // …and its target knows.
};

struct Link {
  Socket from;
  Socket to;
  std::string source;  // who began it; empty: a stranger
  std::string target;
  Way there = {};
  Way back = {};
  bool broken = false;
};

// False: the connection is broken.
bool read_some(const Socket& socket, Way& way) {
  std::array<char, 64 * 1024> bytes;
  const auto count = ::recv(socket.number(), bytes.data(), bytes.size(), 0);
  if (count > 0) way.waiting.append(bytes.data(), static_cast<std::size_t>(count));
  if (count == 0) way.ended = true;
  return count >= 0 || errno == EAGAIN || errno == EINTR;
}

bool write_some(const Socket& socket, Way& way) {
  if (!way.waiting.empty()) {
    const auto count =
        ::send(socket.number(), way.waiting.data(), way.waiting.size(), MSG_NOSIGNAL);
    if (count < 0) return errno == EAGAIN || errno == EINTR;
    way.waiting.erase(0, static_cast<std::size_t>(count));
  }
  if (way.waiting.empty() && way.ended && !way.told) {
    ::shutdown(socket.number(), SHUT_WR);
    way.told = true;
  }
  return true;
}

short wanted(const Way& in, const Way& out) {
  short events = 0;
  if (!in.ended && in.waiting.size() < kBufferBytes) events |= POLLIN;
  if (!out.waiting.empty() || (out.ended && !out.told)) events |= POLLOUT;
  return events;
}

}  // namespace

int free_port() { return own_port(listen_anywhere()); }

struct Network::Impl {
  struct Door {
    Socket socket;
    int own = 0;
    int port = 0;
    std::string node;
  };

  Impl() : bell(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) { CHECK(bell.number() >= 0); }

  void ring() const {
    const std::uint64_t one = 1;
    CHECK(::write(bell.number(), &one, sizeof one) == sizeof one);
  }

  [[nodiscard]] bool is_cut(const Link& link) const {
    return cuts.contains(link.source) || cuts.contains(link.target);
  }

  // The node whose process has this socket.
  [[nodiscard]] std::string owner_of(const std::string& socket) const {
    if (socket.empty()) return {};
    for (const auto& process : entries("/proc")) {
      // One that is ending cannot be read.
      const auto words = read_file(process / "cmdline", kCommandBytesMax);
      if (!words) continue;
      for (const auto& [name, marks] : nodes) {
        const bool is_it = std::ranges::all_of(
            marks, [&](const auto& mark) { return words->find(mark) != std::string::npos; });
        if (is_it && holds(process, socket)) return name;
      }
    }
    return {};
  }

  void open(Door& door) {
    sockaddr_in peer{};
    socklen_t size = sizeof peer;
    Socket from(::accept4(door.socket.number(), reinterpret_cast<sockaddr*>(&peer), &size,
                          SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (from.number() < 0) return;
    Socket to(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const sockaddr_in address = loopback(door.port);
    const int code =
        ::connect(to.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    if (code != 0 && errno != EINPROGRESS) return;
    const int yes = 1;
    for (const auto* socket : {&from, &to}) {
      ::setsockopt(socket->number(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    }
    const std::string source = owner_of(socket_of(port_of(peer), door.own));
    links.push_back({std::move(from), std::move(to), source, door.node});
  }

  static void serve(Link& link, short from, short to) {
    bool well = true;
    if ((from & (POLLIN | POLLHUP | POLLERR)) != 0) well = read_some(link.from, link.there);
    if ((to & (POLLIN | POLLHUP | POLLERR)) != 0) well = well && read_some(link.to, link.back);
    if ((to & POLLOUT) != 0) well = well && write_some(link.to, link.there);
    if ((from & POLLOUT) != 0) well = well && write_some(link.from, link.back);
    link.broken = !well || (link.there.told && link.back.told);
  }

  void run(const std::stop_token& stop) {
    while (!stop.stop_requested()) turn();
  }

  void turn() {
    std::vector<pollfd> polled = {{bell.number(), POLLIN, 0}};
    std::vector<Link*> asked;
    std::size_t door_count = 0;
    {
      const std::scoped_lock lock(mutex);
      door_count = doors.size();
      for (const auto& door : doors) polled.push_back({door.socket.number(), POLLIN, 0});
      for (auto& link : links) {
        if (is_cut(link)) continue;
        polled.push_back({link.from.number(), wanted(link.there, link.back), 0});
        polled.push_back({link.to.number(), wanted(link.back, link.there), 0});
        asked.push_back(&link);
      }
    }
    ::poll(polled.data(), polled.size(), -1);
    if (polled[0].revents != 0) {
      std::uint64_t count = 0;
      (void)!::read(bell.number(), &count, sizeof count);
    }
    const std::scoped_lock lock(mutex);
    for (std::size_t i = 0; i < asked.size(); ++i) {
      const std::size_t at = 1 + door_count + 2 * i;
      serve(*asked[i], polled[at].revents, polled[at + 1].revents);
    }
    links.remove_if([](const Link& link) { return link.broken; });
    for (std::size_t i = 0; i < door_count; ++i) {
      if (polled[1 + i].revents != 0) open(doors[i]);
    }
  }

  Socket bell;
  std::mutex mutex;  // guards all below; links are the thread's own
  std::vector<Door> doors;
  std::map<std::string, std::vector<std::string>> nodes;
  std::set<std::string> cuts;
  std::list<Link> links;
  std::jthread thread;  // last: it uses everything
};

Network::Network() : impl_(std::make_unique<Impl>()) {
  impl_->thread =
      std::jthread([impl = impl_.get()](const std::stop_token& stop) { impl->run(stop); });
}

Network::~Network() {
  impl_->thread.request_stop();
  impl_->ring();
}

void Network::add_node(const std::string& name, std::vector<std::string> marks) {
  const std::scoped_lock lock(impl_->mutex);
  impl_->nodes[name] = std::move(marks);
}

int Network::lead_to(const std::string& node, int port) {
  Socket socket = listen_anywhere();
  const int own = own_port(socket);
  {
    const std::scoped_lock lock(impl_->mutex);
    impl_->doors.push_back({std::move(socket), own, port, node});
  }
  impl_->ring();
  return own;
}

void Network::cut(const std::string& node) {
  const std::scoped_lock lock(impl_->mutex);
  impl_->cuts.insert(node);
}

void Network::heal(const std::string& node) {
  {
    const std::scoped_lock lock(impl_->mutex);
    impl_->cuts.erase(node);
  }
  impl_->ring();
}

}  // namespace broadsheet::chaos
