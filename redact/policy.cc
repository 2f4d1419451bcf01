#include "redact/policy.hpp"

#include "core/embedded.hpp"

#include <re2/re2.h>
#include <toml++/toml.h>

#include <algorithm>
#include <initializer_list>
#include <set>
#include <span>
#include <stdexcept>
#include <utility>

namespace tamis::redact {

std::span<const EmbeddedFile> policy_files();

namespace {

using Allowed = std::initializer_list<Treatment>;

constexpr Allowed any_storage = {Treatment::keep, Treatment::mask, Treatment::drop, Treatment::hold};
constexpr Allowed any_full = {Treatment::keep, Treatment::mask, Treatment::drop};
constexpr Allowed any_client = any_storage;
constexpr Allowed special_client = {Treatment::mask, Treatment::drop, Treatment::hold};
constexpr Allowed any_field = {Treatment::keep, Treatment::drop};

std::int64_t line_of(const toml::node& node) { return static_cast<std::int64_t>(node.source().begin.line); }

std::string listed(Allowed allowed) {
  std::string words;
  for (const Treatment each : allowed) words.append(words.empty() ? "" : ", ").append(to_name(each));
  return words;
}

std::string hash_of(std::string_view bytes) {  // FNV-1a
  std::uint32_t hash = 0x811c9dc5;
  for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x01000193;
  std::string digits;
  for (int shift = 28; shift >= 0; shift -= 4) digits += "0123456789abcdef"[(hash >> shift) & 15];
  return digits;
}

/// One table of the file. Whatever is wrong is thrown as a PolicyProblem, which `Policy::read` catches.
class Section {
 public:
  Section(const toml::table& table, std::string name, std::initializer_list<std::string_view> keys)
      : table_(table), name_(std::move(name)) {
    for (const auto& [key, node] : table) {
      if (std::ranges::find(keys, key.str()) == keys.end())
        refuse(line_of(node), key.str(), "is not a key of a policy");
    }
  }

  [[nodiscard]] std::string text(std::string_view key) const {
    const toml::node& node = required(key);
    if (!node.is_string() || node.as_string()->get().empty()) refuse(line_of(node), key, "must be a text");
    return node.as_string()->get();
  }

  [[nodiscard]] Treatment treatment(std::string_view key, Allowed allowed) const {
    const toml::node& node = required(key);
    const std::string must = "must be one of: " + listed(allowed);
    if (!node.is_string()) refuse(line_of(node), key, must);
    const auto value = from_name<Treatment>(node.as_string()->get());
    if (!value || std::ranges::find(allowed, *value) == allowed.end()) {
      refuse(line_of(node), key, "is \"" + node.as_string()->get() + "\", " + must);
    }
    return *value;
  }

  /// Whether a candidate may open it; `may` says whether the law lets them.
  [[nodiscard]] bool choice(bool may) const {
    const toml::node& node = required("choice");
    if (!node.is_boolean()) refuse(line_of(node), "choice", "must be true or false");
    if (node.as_boolean()->get() && !may) {
      refuse(line_of(node), "choice", "must be false: a choice opens neither Art. 10 GDPR nor an identifier");
    }
    return node.as_boolean()->get();
  }

 private:
  [[nodiscard]] const toml::node& required(std::string_view key) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) refuse(line_of(table_), key, "is missing");
    return *node;
  }

  [[noreturn]] void refuse(std::int64_t line, std::string_view key, std::string complaint) const {
    throw PolicyProblem{line, name_ + "." + std::string(key), std::move(complaint)};
  }

  const toml::table& table_;
  std::string name_;
};

/// The table of tables `name`, in which every word of E has one and nothing else stands.
template <Named E, class Visit>
void for_each_section(const toml::table& file, const std::string& name, Visit&& visit) {
  const toml::table* all = file[name].as_table();
  if (all == nullptr) throw PolicyProblem{0, name, "is missing"};
  for (const auto& [key, node] : *all) {
    const std::string path = name + "." + std::string(key.str());
    const auto known = from_name<E>(key.str());
    if (!known) throw PolicyProblem{line_of(node), path, "is unknown"};
    if (!node.is_table()) throw PolicyProblem{line_of(node), path, "must be a table"};
    visit(*known, *node.as_table(), path);
  }
  for (const std::string_view word : Names<E>::value) {
    if (!all->contains(word)) throw PolicyProblem{0, name + "." + std::string(word), "is missing"};
  }
}

CategoryPolicy read_category(Category category, const toml::table& table, const std::string& path) {
  const Section section(table, path, {"law", "why", "storage", "full", "client", "anonymous", "choice"});
  const Basis basis = basis_of(category);
  const Allowed client = basis == Basis::gdpr_9 || basis == Basis::gdpr_10 ? special_client : any_client;
  return {.law = section.text("law"),
          .why = section.text("why"),
          .storage = section.treatment("storage", any_storage),
          .full = section.treatment("full", any_full),
          .client = section.treatment("client", client),
          .anonymous = section.treatment("anonymous", client),
          .choice = section.choice(basis == Basis::gdpr_9 || basis == Basis::protected_)};
}

FieldPolicy read_field(const toml::table& table, const std::string& path) {
  const Section section(table, path, {"why", "client", "anonymous"});
  return {.why = section.text("why"),
          .client = section.treatment("client", any_field),
          .anonymous = section.treatment("anonymous", any_field)};
}

/// The first control character that TOML does not allow, a carriage return without its line feed among them. toml++
/// takes for granted that none stands where a name begins: an error in a release by g++, the end in other builds.
std::size_t find_control(std::string_view toml) {
  for (std::size_t i = 0; i < toml.size(); ++i) {
    const char c = toml[i];
    const bool ends_line = c == '\n' || (c == '\r' && toml.substr(i + 1).starts_with('\n'));
    if (c >= 0 && c < ' ' && c != '\t' && !ends_line) return i;
  }
  return std::string_view::npos;
}

/// A line that begins as a table whose name does not begin as a name: toml++ 3.3 takes it for granted that it does.
std::size_t find_nameless_table(std::string_view toml) {
  static const RE2 nameless(R"((?m)^[ \t]*(\[\[?[ \t]*(?:[^\[\]\w\-"' \t]|$)))");
  re2::StringPiece found;
  const re2::StringPiece text(toml.data(), toml.size());
  return RE2::PartialMatch(text, nameless, &found) ? static_cast<std::size_t>(found.data() - toml.data())
                                                   : std::string_view::npos;
}

}  // namespace

class PolicyReader {
 public:
  static Policy read(std::string_view toml) {
    const toml::table file = toml::parse(toml);
    for (const auto& [key, node] : file) {
      if (key != "category" && key != "field") {
        throw PolicyProblem{line_of(node), std::string(key.str()), "is not a key of a policy"};
      }
    }
    Policy policy;
    for_each_section<Category>(file, "category", [&](Category category, const toml::table& table, const auto& path) {
      policy.categories_[static_cast<std::size_t>(category)] = read_category(category, table, path);
    });
    for_each_section<PolicyField>(file, "field", [&](PolicyField field, const toml::table& table, const auto& path) {
      policy.fields_[static_cast<std::size_t>(field)] = read_field(table, path);
    });
    policy.version_ = "policy " + hash_of(toml);
    return policy;
  }
};

std::string PolicyProblem::sentence() const {
  const std::string where = line > 0 ? "line " + std::to_string(line) + ": " : "";
  return where + (key.empty() ? "" : key + " ") + complaint;
}

std::expected<Policy, PolicyProblem> Policy::read(std::string_view toml) {
  if (const auto control = find_control(toml); control != std::string_view::npos) {
    const auto line = 1 + std::ranges::count(toml.substr(0, control), '\n');
    return std::unexpected(PolicyProblem{line, {}, "holds a control character"});
  }
  if (const auto table = find_nameless_table(toml); table != std::string_view::npos) {
    return std::unexpected(PolicyProblem{1 + std::ranges::count(toml.substr(0, table), '\n'), {}, "is not TOML"});
  }
  try {
    return PolicyReader::read(toml);
  } catch (const PolicyProblem& problem) {
    return std::unexpected(problem);
  } catch (const toml::parse_error& error) {
    return std::unexpected(PolicyProblem{static_cast<std::int64_t>(error.source().begin.line), {}, "is not TOML"});
  }
}

const Policy& Policy::standard() {
  static const Policy policy = read(policy_files().front().content).value();
  return policy;
}

const CategoryPolicy& Policy::of(Category category) const { return categories_[static_cast<std::size_t>(category)]; }

const FieldPolicy& Policy::of(PolicyField field) const { return fields_[static_cast<std::size_t>(field)]; }

Treatment Policy::in(View view, Category category) const {
  const CategoryPolicy& policy = of(category);
  const Treatment stored = policy.storage == Treatment::hold ? Treatment::keep : policy.storage;
  const Treatment shown = view == View::full ? policy.full : view == View::client ? policy.client : policy.anonymous;
  return std::max(stored, shown);
}

Treatment Policy::in(View view, PolicyField field) const {
  return view == View::full ? Treatment::keep : view == View::client ? of(field).client : of(field).anonymous;
}

bool Policy::holds(Category category) const {
  const CategoryPolicy& policy = of(category);
  return std::ranges::max({policy.storage, policy.client, policy.anonymous}) == Treatment::hold;
}

}  // namespace tamis::redact
