#include "normalize/links.hpp"

#include "normalize/gazetteer.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string>

namespace tamis::normalize {
namespace {

constexpr float sure = 0.98F, likely = 0.9F;

struct Network {
  std::string_view name, host, path;
};

const std::vector<Network>& networks() {
  static const std::vector<Network> known = [] {
    std::vector<Network> read;
    for (const auto& row : gazetteer("networks.tsv")) read.push_back({row[0], row[1], row[2]});
    return read;
  }();
  return known;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

std::string without_spaces(std::string_view text) {
  std::string result;
  std::ranges::copy_if(text, std::back_inserter(result), [](char c) { return c != ' ' && c != '\n'; });
  return result;
}

std::string_view without_scheme(std::string_view url) {
  if (const auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return url;
}

/// The host without "www." and without the country of "fr.linkedin.com".
std::string_view bare_host(std::string_view url) {
  url = without_scheme(url);
  auto host = url.substr(0, url.find_first_of("/?#"));
  if (host.starts_with("www.")) host.remove_prefix(4);
  if (host.size() > 3 && host[2] == '.' && std::ranges::count(host, '.') > 1) host.remove_prefix(3);
  return host;
}

Link make_mail(std::string_view written, Span span, float confidence) {
  static const re2::RE2 spelled(R"((?i) ?[(\[{] ?(?:at|a|arobase|arroba|chiocciola) ?[)\]}] ?)");
  static const re2::RE2 dot(R"((?i) ?[(\[{] ?(?:dot|punkt|point|punto|ponto|kropka) ?[)\]}] ?)");
  std::string address(written);
  re2::RE2::GlobalReplace(&address, spelled, "@");
  re2::RE2::GlobalReplace(&address, dot, ".");
  address = without_spaces(address);
  const auto at = address.find('@');
  address = address.substr(0, at) + lower(address.substr(at));
  return {Link::Kind::mail, {CandidateText(std::move(address)), span, confidence}, {}, {}, span};
}

Link make_url(std::string_view written, Span span, float confidence) {
  const auto compact = without_spaces(written);
  const auto rest = without_scheme(compact);
  const auto host_end = std::min(rest.find_first_of("/?#"), rest.size());
  const std::string scheme = compact.starts_with("http://") ? "http://" : "https://";
  std::string url = scheme + lower(rest.substr(0, host_end)) + std::string(rest.substr(host_end));
  Link link{Link::Kind::site, {}, {}, {}, span};
  const auto host = bare_host(url);
  const auto path = std::string_view(url).substr(scheme.size() + host_end);
  for (const auto& network : networks()) {
    if (host != network.host || !lower(path).starts_with(network.path)) continue;
    auto user = path.substr(network.path.size());
    user = user.substr(0, user.find_first_of("/?#&"));
    if (user.starts_with('@')) user.remove_prefix(1);
    if (user.empty()) continue;
    link.kind = Link::Kind::profile;
    link.network = Derived(network.name);
    link.username = {CandidateText(user), span, confidence};
    break;
  }
  link.value = {CandidateText(std::move(url)), span, confidence};
  return link;
}

/// In folded words. A host may be cut by a line break after "@", "." or in the middle of its last line.
const re2::RE2& mail_pattern() {
  static const re2::RE2 pattern(
      R"(([a-z0-9_][a-z0-9._%+-]*(?: ?@ ?\n?| ?[(\[{] ?(?:at|a|arobase|arroba|chiocciola) ?[)\]}] ?))"
      R"([a-z0-9](?:[a-z0-9-]|-\n|\.\n?| ?[(\[]dot[)\]] ?)*[a-z0-9]))");
  return pattern;
}

bool ends_in_common_domain(std::string_view host) {
  static constexpr auto domains = std::to_array<std::string_view>(
      {"com",      "net",       "org",       "eu",         "io",       "dev",      "me",        "info",
       "fr",       "de",        "es",        "it",         "nl",       "pt",       "pl",        "uk",
       "ie",       "be",        "ch",        "at",         "lu",       "br",       "cat",       "app",
       "tech",     "design",    "page",      "site",       "online",   "name",     "pro",       "studio",
       "art",      "blog",      "biz",       "club",       "xyz",      "ai",       "works",     "work",
       "world",    "cc",        "tv",        "fm",         "gallery",  "photo",    "photos",    "photography",
       "graphics", "ink",       "agency",    "consulting", "digital",  "cloud",    "software",  "systems",
       "codes",    "engineer",  "architect", "music",      "video",    "film",     "space",     "website",
       "press",    "media",     "jobs",      "education",  "academy",  "expert",   "solutions", "coach",
       "health",   "legal",     "cv",        "ao",         "mz",       "gal",      "eus",       "bzh",
       "corsica",  "alsace",    "scot",      "wales",      "cymru",    "london",   "paris",     "berlin",
       "hamburg",  "koeln",     "cologne",   "wien",       "tirol",    "saarland", "bayern",    "nrw",
       "ruhr",     "amsterdam", "frl",       "vlaanderen", "brussels", "gent",     "swiss",     "zuerich",
       "ua",       "cz",        "sk",        "hu",         "ro",       "bg",       "gr",        "se",
       "no",       "dk",        "fi",        "lt",         "lv",       "ee",       "si",        "hr",
       "rs",       "al",        "tr",        "us",         "ca",       "mx",       "ar",        "cl",
       "pe",       "uy",        "example"});
  const auto dot = host.rfind('.');
  return dot != std::string_view::npos && std::ranges::find(domains, host.substr(dot + 1)) != domains.end();
}

/// The rest of an address that goes on at the start of the next line: one word with which its domain is a common one.
std::size_t continuation(std::string_view words, std::size_t end) {
  static const re2::RE2 rest(R"(\n([a-z0-9.-]+)(?:\n|$))");
  re2::StringPiece after(words.data() + end, words.size() - end), found[2];
  if (!rest.Match(after, 0, after.size(), re2::RE2::ANCHOR_START, found, 2)) return 0;
  const auto host_start = words.rfind('@', end);
  const auto host = std::string(words.substr(host_start + 1, end - host_start - 1)) + std::string(found[1]);
  return ends_in_common_domain(host) ? found[1].size() + 1 : 0;
}

bool has_domain(std::string_view address) {
  static const re2::RE2 domain(R"(@[^@]*[a-z0-9]\.[a-z]{2,}$)");
  return re2::RE2::PartialMatch(address, domain);
}

void find_mails(const Piece& piece, std::vector<Link>& links) {
  const auto words = piece.words();
  re2::StringPiece rest(words.data(), words.size()), found;
  while (re2::RE2::FindAndConsume(&rest, mail_pattern(), &found)) {
    const auto start = static_cast<std::size_t>(found.data() - words.data());
    auto end = start + found.size();
    auto compact = lower(without_spaces(words.substr(start, end - start)));
    if (!has_domain(compact) || !ends_in_common_domain(compact)) end += continuation(words, end);
    const auto part = piece.part(start, end);
    const auto link = make_mail(part.text(), part.span(), compact.size() == end - start ? sure : likely);
    if (has_domain(link.value.text.reveal(Purpose::normalization))) links.push_back(link);
  }
}

/// A profile's address that a narrow column cut: the next line is one word of an address; after a hyphen a blank line
/// may stand between.
std::size_t cut_path(std::string_view words, std::size_t start, std::size_t end) {
  static const re2::RE2 rest(R"(\n{1,2}([a-z0-9_%/-]+)(?:\n|$))");
  re2::StringPiece after(words.data() + end, words.size() - end), found[2];
  if (!rest.Match(after, 0, after.size(), re2::RE2::ANCHOR_START, found, 2)) return 0;
  const auto next = std::string_view(found[1].data(), found[1].size());
  const auto breaks = static_cast<std::size_t>(next.data() - words.data()) - end;
  const bool open = std::string_view("-/_.").find(words[end - 1]) != std::string_view::npos;
  const bool like_a_path =
      next.find_first_of("-0123456789_/") != std::string_view::npos && next.find('@') == std::string_view::npos;
  const bool has_path = words.substr(start, end - start).find('/') != std::string_view::npos;
  return has_path && (open || (like_a_path && breaks == 1)) ? next.size() + breaks : 0;
}

/// "ASP.NET": people write a domain in small letters.
bool is_product(std::string_view written) {
  const auto host = written.substr(0, written.find('/'));
  const auto last = host.back();
  return last >= 'A' && last <= 'Z';
}

void find_urls(const Piece& piece, std::vector<Link>& links) {
  static const re2::RE2 url(
      R"(((?:https?://\n?|www\.)?[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/[^\s,;|•·<>()]*)?))");
  const auto words = piece.words();
  re2::StringPiece rest(words.data(), words.size()), found;
  while (re2::RE2::FindAndConsume(&rest, url, &found)) {
    const auto start = static_cast<std::size_t>(found.data() - words.data());
    auto end = start + found.size();
    const bool in_mail =
        (start > 0 && (words[start - 1] == '@' || words[start - 1] == '.' || is_word_byte(words[start - 1]))) ||
        (end < words.size() && (words[end] == '@' || is_word_byte(words[end])));
    const auto span = piece.part(start, end).span();
    if (in_mail || std::ranges::any_of(links, [&](const Link& link) { return link.written.overlaps(span); })) continue;
    while (end > start && (words[end - 1] == '.' || words[end - 1] == ',')) --end;
    const auto written = words.substr(start, end - start);
    const bool announced = written.find("://") != std::string_view::npos || written.starts_with("www.");
    if (!announced && (!ends_in_common_domain(bare_host(written)) || is_product(piece.part(start, end).text())))
      continue;
    end += cut_path(words, start, end);
    const auto part = piece.part(start, end);
    links.push_back(make_url(part.text(), part.span(), announced ? sure : likely));
  }
}

}  // namespace

std::vector<Link> find_links(const Piece& piece) {
  std::vector<Link> links;
  find_mails(piece, links);
  find_urls(piece, links);
  std::ranges::sort(links, {}, &Link::written);
  return links;
}

std::optional<Link> read_annotation(std::string_view target, Span written) {
  if (target.starts_with("mailto:")) {
    const auto address =
        target.substr(7, target.find('?') == std::string_view::npos ? target.size() : target.find('?') - 7);
    if (!has_domain(lower(address))) return std::nullopt;
    return make_mail(address, written, likely);
  }
  if (!target.starts_with("http://") && !target.starts_with("https://")) return std::nullopt;
  return make_url(target, written, likely);
}

namespace {

/// The bytes of a network's name before the person's own: "GitHub: ada", "GitHub @ada", "linkedin/in/ada".
std::size_t label_of_profile(std::string_view words) {
  const auto colon = words.find(':');
  if (colon != std::string_view::npos) return colon;
  return std::min(words.find_first_of("@/"), words.size());
}

}  // namespace

std::optional<Link> read_labelled_profile(const Piece& element) {
  const auto words = element.words();
  const auto end = label_of_profile(words);
  if (end >= words.size()) return std::nullopt;
  const auto label = trimmed(words.substr(0, end));
  auto user = element.from(words[end] == ':' ? end + 1 : end).trimmed();
  if (user.words().starts_with("in/")) user = user.from(3);
  if (user.empty() || user.words().find_first_of(" \n./") != std::string_view::npos) return std::nullopt;
  for (const auto& network : networks()) {
    if (lower(network.name) != label) continue;
    auto name = user.text();
    if (name.starts_with('@')) name.remove_prefix(1);
    const auto url = "https://" + std::string(network.host) + std::string(network.path) + std::string(name);
    return make_url(url, user.span(), likely);
  }
  return std::nullopt;
}

}  // namespace tamis::normalize
