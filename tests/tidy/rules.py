# SPDX-License-Identifier: Apache-2.0
"""The rules of the tree that no compiler and no linter knows. Each yields (path, line, what is wrong)."""
import os
import re
import unicodedata

# Which rooms hide a library: nobody else includes its headers.
LIBRARIES = {
    "CLI/": {"app"},
    "ares": {"http"},
    "boost/asio": {"http"},
    "boost/json": {"core", "feed"},
    "boost/": {"http"},
    "brotli/": {"http"},
    "cld2/": {"text"},
    "expat": {"feed"},
    "google/": {"records", "rpc"},
    "grpc/": {"rpc"},
    "grpcpp/": {"rpc"},
    "libpsl.h": {"url"},
    "librdkafka/": {"bus"},
    "curl/": {"objects"},
    "openssl/": {"core", "http", "rpc"},
    "prometheus/": {"core"},
    "rocksdb/": {"kv"},
    "spdlog/": {"core"},
    "unicode/": {"text", "url"},
    "yaml-cpp/": {"app"},
    "zlib.h": {"feed", "http", "warc"},
    "zstd": {"archive", "http", "warc"},
}
# What the operating system gives to everybody, in .cpp files.
SYSTEM = re.compile(
    r"^(arpa|bits|linux|net|netinet|sys)/|"
    r"^(dirent|dlfcn|errno|fcntl|fnmatch|glob|grp|ifaddrs|inttypes|limits|malloc|math|netdb|poll|pthread|pwd|"
    r"sched|signal|spawn|stddef|stdint|stdio|stdlib|string|strings|termios|time|unistd|[a-z]mmintrin)\.h$")
STANDARD = re.compile(r"^[a-z_0-9]+$")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
COLUMNS = 100
SKIPPED_FOLDERS = {".git", ".ci", "build", "data", "corpus", "target", "node_modules", "__pycache__"}


class Tree:
    """The source files below a folder, and what the CMake files say of them."""

    def __init__(self, root):
        self.root = root
        self.files = sorted(self._walk())
        self._texts = {}
        cmake = self.text("CMakeLists.txt") if "CMakeLists.txt" in self.files else ""
        self.order = re.findall(r"add_subdirectory\(libs/(\w+)\)", cmake)
        self.rooms = {}
        for path in self.matching(r"^(libs|services)/\w+/CMakeLists\.txt$"):
            self.rooms.update(self._targets(path))

    def _walk(self):
        for folder, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
            for name in names:
                yield os.path.relpath(os.path.join(folder, name), self.root)

    def matching(self, pattern):
        return [path for path in self.files if re.search(pattern, path)]

    def text(self, path):
        if path not in self._texts:
            with open(os.path.join(self.root, path), encoding="utf-8", errors="replace") as file:
                self._texts[path] = file.read()
        return self._texts[path]

    def lines(self, path):
        return enumerate(self.text(path).split("\n"), 1)

    def includes(self, path):
        for number, line in self.lines(path):
            found = INCLUDE.match(line)
            if found:
                yield number, found.group(1) == "<", found.group(2)

    def cpp(self):
        return self.matching(r"^(libs|services|tests)/.*\.(cpp|h)$")

    def _targets(self, path):
        text = re.sub(r"#[^\n]*", "", self.text(path))
        folder = path.split("/")[1]
        for kind, name, body in re.findall(r"\b(bs_room|bs_service|bs_program)\s*\(\s*([\w-]+)([^)]*)\)", text):
            parts, key = {"SOURCES": [], "HEADERS": [], "USES": [], "HIDES": []}, None
            for word in body.split():
                if word in parts:
                    key = word
                elif key:
                    parts[key].append(word)
            rooms = lambda words: {re.sub(r"^bs_", "", word) for word in words}
            yield name, {
                "kind": kind, "folder": folder, "path": path, "headers": set(parts["HEADERS"]),
                "uses": rooms(parts["USES"]), "hides": rooms(parts["HIDES"]),
            }

    def reach(self, names):
        """Rooms that may be included by whoever links these: they and what their headers include."""
        seen, todo = set(), list(names)
        while todo:
            name = todo.pop()
            if name in seen:
                continue
            seen.add(name)
            todo.extend(self.rooms.get(name, {}).get("uses", ()))
        return seen

    def room_of(self, path):
        parts = path.split("/")
        return parts[1] if len(parts) > 2 and parts[0] in ("libs", "services") else ""


def library_of(header):
    matches = [prefix for prefix in LIBRARIES if header.startswith(prefix)]
    return max(matches, key=len) if matches else None


def foreign_headers(tree):
    """A third-party header stands only in the .cpp files, and in headers not shown, of the rooms that hide it."""
    for path in tree.cpp():
        if path.startswith("tests/"):
            continue
        room = tree.room_of(path)
        shown = tree.rooms.get(room, {}).get("headers", set())
        for number, angled, header in tree.includes(path):
            generated = header.endswith(".pb.h")
            if not angled and not generated:
                continue
            if angled and STANDARD.match(header):
                continue
            if angled and SYSTEM.match(header):
                if path.endswith(".h") and os.path.basename(path) in shown:
                    yield path, number, f"<{header}> in a header that others include"
                continue
            library = "google/" if generated else library_of(header)
            if library is None:
                yield path, number, f"<{header}> belongs to no library that tests/tidy/rules.py knows"
            elif room not in LIBRARIES[library]:
                yield path, number, f"{header} outside {' and '.join(sorted(LIBRARIES[library]))}"
            elif path.endswith(".h") and os.path.basename(path) in shown:
                yield path, number, f"{header} in a header that others include"


def undeclared_rooms(tree):
    """A file includes only rooms that its CMakeLists.txt declares, and of those only the headers they show."""
    folders = {}
    for name, target in tree.rooms.items():
        folders.setdefault(target["folder"], []).append((name, target))
    for path in tree.matching(r"^(libs|services)/.*\.(cpp|h)$"):
        own = tree.room_of(path)
        targets = folders.get(own, [])
        declared = tree.reach({room for _, target in targets for room in target["uses"] | target["hides"]})
        for number, angled, header in tree.includes(path):
            other = header.split("/")[0]
            generated = header.endswith(".pb.h")
            if angled or generated or "/" not in header or other == own or other not in tree.rooms:
                continue
            if other not in declared:
                yield path, number, f'"{header}": {own} does not declare {other}'
            elif tree.rooms[other]["kind"] == "bs_room" and header.split("/", 1)[1] not in tree.rooms[other]["headers"]:
                yield path, number, f'"{header}" is not for others: it is none of the HEADERS of {other}'


def order_of_rooms(tree):
    """A room declares only rooms that stand above it in the root CMakeLists.txt."""
    for name, target in sorted(tree.rooms.items()):
        if target["kind"] != "bs_room" or name not in tree.order:
            continue
        above = set(tree.order[:tree.order.index(name)])
        for other in sorted((target["uses"] | target["hides"]) & set(tree.order) - above):
            yield target["path"], 1, f"{name} declares {other}, which does not stand above it"


def files_nobody_builds(tree):
    """Every .cpp is named by a CMakeLists.txt, or found by a GLOB of one."""
    for path in tree.matching(r"\.cpp$"):
        folder = os.path.dirname(path)
        while folder:
            cmake = os.path.join(folder, "CMakeLists.txt")
            if cmake in tree.files:
                text = tree.text(cmake)
                inside = os.path.relpath(path, folder)
                if re.search(r"(?<![\w/])" + re.escape(inside) + r"(?![\w])", text):
                    break
                # bs_bench(html) and the like make a file's name of their argument.
                if "GLOB" in text or re.search(r"\$\{\w+\}[\w.]*\.cpp", text):
                    break
            folder = os.path.dirname(folder)
        else:
            yield path, 1, "no CMakeLists.txt names it"


def first_lines(tree):
    """A file says its licence and what it is."""
    for path in tree.matching(r"\.(cpp|h|proto|rs|cmake|py)$|CMakeLists\.txt$"):
        lines = tree.text(path).split("\n")
        if lines[0].startswith("#!"):
            lines = lines[1:]
        if not re.match(r"(//|#) SPDX-License-Identifier: Apache-2\.0$", lines[0]):
            yield path, 1, "no SPDX line"
        elif path.endswith((".cpp", ".h", ".proto", ".rs")) and not re.match(r"//!? ?\S", (lines + [""])[1]):
            yield path, 2, "the second line does not say what the file is"
    for path in tree.matching(r"^scripts/[\w-]+$"):
        lines = tree.text(path).split("\n")
        if not any(re.match(r"# \w", line) for line in lines[1:3]):
            yield path, 2, "it does not say what the script does"


def promises_without_an_issue(tree):
    """TODO names its issue; FIXME and XXX are not written at all."""
    for path in tree.matching(r"\.(cpp|h|proto|rs|cmake|inc)$|CMakeLists\.txt$"):
        for number, line in tree.lines(path):
            if re.search(r"\b(FIXME|XXX)\b", line) and not re.search(r"[\"'].*\b(FIXME|XXX)\b", line):
                yield path, number, "FIXME: open an issue and write TODO(#number)"
            elif re.search(r"\bTODO\b(?!\(#\d+\))", line) and not re.search(r"[\"'].*\bTODO\b", line):
                yield path, number, "a TODO without an issue: TODO(#number)"


def sleeps(tree):
    """Nobody sleeps, but what strikes at random instants: wait on a condition with a deadline."""
    for path in tree.matching(r"^(tests|libs|services)/.*\.(cpp|h)$"):
        if re.search(r"^tests/e2e/crash_test\.cpp$", path):
            continue
        for number, line in tree.lines(path):
            if re.search(r"\b(sleep_for|sleep_until|usleep|nanosleep)\s*\(", line.split("//")[0]):
                yield path, number, "it sleeps: wait on a condition with a deadline"


def width(line):
    """Columns as clang-format counts them: marks above and below take none."""
    return sum(unicodedata.category(c) not in ("Mn", "Me", "Cf") for c in line)


def long_lines(tree):
    """Except where a line cannot be broken: in a raw string, or in a URL."""
    for path in tree.cpp():
        raw_end = None
        for number, line in tree.lines(path):
            raw = raw_end is not None
            rest = line
            while True:
                if raw_end is None:
                    begin = re.search(r'R"(\w*)\(', rest)
                    if not begin:
                        break
                    raw, raw_end, rest = True, ")" + begin.group(1) + '"', rest[begin.end():]
                end = rest.find(raw_end)
                if end < 0:
                    break
                raw_end, rest = None, rest[end + 1:]
            if not raw and width(line) > COLUMNS and "://" not in line:
                yield path, number, f"{width(line)} columns; {COLUMNS} are the limit"


def homes(tree):
    """No path of somebody's own machine."""
    home = re.compile(r"(?<![\w.])/(home|Users)/[a-z]\w*/|(?<![\w.])/root/\w")
    for path in tree.matching(r"\.(cpp|h|proto|rs|cmake|py|md|yaml|toml)$|CMakeLists\.txt$|^scripts/"):
        if path.startswith("tests/tidy/") or path.startswith("tests/golden/"):
            continue
        for number, line in tree.lines(path):
            if home.search(line):
                yield path, number, "a path of one machine"


RULES = [foreign_headers, undeclared_rooms, order_of_rooms, files_nobody_builds, first_lines,
         promises_without_an_issue, sleeps, long_lines, homes]
