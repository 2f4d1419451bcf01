// The part of the HTTP interface that the decisions about a document and its renditions go through.

#include "ingest/api.hpp"

#include "core/json.hpp"
#include "ingest/api_answers.hpp"
#include "ingest/redactor.hpp"

#include <boost/json.hpp>

#include <charconv>

namespace tamis::ingest {
namespace {

namespace json = boost::json;

const store::Actor portal{store::Role::portal, "http"};
const store::Actor officer{store::Role::officer, "http"};

constexpr std::size_t longest_list = 100;

/// An original with everything that was decided about it.
struct OpenedOriginal {
  Upload upload;
  Choices choices;
  Clearance clearance;
};

/// A text member of a body that is a JSON object; empty if there is none.
std::string text_of(const json::value& body, std::string_view name) {
  const json::object* object = body.if_object();
  const json::value* member = object == nullptr ? nullptr : object->if_contains(name);
  return member != nullptr && member->is_string() ? std::string(member->as_string()) : std::string();
}

Result<json::value> body_of(const HttpRequest& request) {
  if (request.body.empty()) return json::value(json::object());
  return parse_json(request.body);
}

std::optional<std::size_t> number_of(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

Result<OpenedOriginal> open_original(database::Database& database, const store::Vault& vault, DocumentId document) {
  auto tx = database.begin();
  if (!tx) return std::unexpected(tx.error());
  const auto facts = vault.document(*tx, document);
  if (!facts) return std::unexpected(facts.error());
  auto original = vault.original(*tx, document, portal);
  if (!original) return std::unexpected(original.error());
  auto choices = vault.choices(*tx, facts->subject);
  if (!choices) return std::unexpected(choices.error());
  auto clearance = vault.clearance(*tx, document);
  if (!clearance) return std::unexpected(clearance.error());
  if (const auto kept = tx->commit(); !kept) return std::unexpected(kept.error());
  const auto bytes = std::as_bytes(std::span(original->bytes.reveal(Purpose::extraction)));
  return OpenedOriginal{{std::move(original->name), {bytes.begin(), bytes.end()}},
                        to_choices(std::move(*choices)),
                        std::move(*clearance)};
}

}  // namespace

HttpResponse Api::list_findings(DocumentId document) const {
  const auto list = decisions_.list(document, portal);
  return list ? answer(*list) : problem(list.error());
}

HttpResponse Api::choose(DocumentId document, std::string_view finding, const HttpRequest& request) const {
  const auto number = number_of(finding);
  if (!number) return problem(ErrorCode::unknown_finding);
  const auto body = body_of(request);
  if (!body) return problem(body.error());
  const auto decision = from_name<Decision>(text_of(*body, "decision"));
  if (!decision) return problem(ErrorCode::bad_request);
  const store::Choice choice{*decision, text_of(*body, "by"), CandidateText(text_of(*body, "wording")), {}};
  const auto done = decisions_.choose(document, *number, choice, portal);
  return done ? answer({{"document", std::to_underlying(document)},
                        {"finding", *number},
                        {"decision", std::string(to_name(*decision))}},
                       202)
              : problem(done.error());
}

HttpResponse Api::consent(DocumentId document, const std::string& client, const HttpRequest& request) const {
  const auto body = body_of(request);
  if (!body) return problem(body.error());
  const bool given = request.method == "PUT";
  const store::Consent consent{client, given, text_of(*body, "by"), CandidateText(text_of(*body, "wording"))};
  const auto done = decisions_.consent(document, consent, portal);
  return done ? answer({{"document", std::to_underlying(document)}, {"client", client}, {"named", given}})
              : problem(done.error());
}

/// A client learns a name only by the candidate's recorded consent; the other views need none.
Result<void> Api::may_see(DocumentId document, View view, const HttpRequest& request) const {
  if (view != View::client) return {};
  const auto client = request.query.find("client");
  if (client == request.query.end() || client->second.empty()) return fail(ErrorCode::missing_client, Stage::serve);
  auto at = database_.read();
  if (!at) return std::unexpected(at.error());
  const auto consented = vault_.consented(*at, document, client->second);
  if (!consented) return std::unexpected(consented.error());
  return *consented ? Result<void>() : fail(ErrorCode::no_consent, Stage::serve);
}

HttpResponse Api::list_reviews() const {
  const auto list = reviews_.list(longest_list);
  return list ? answer(*list) : problem(list.error());
}

HttpResponse Api::review(DocumentId document, const HttpRequest& request) const {
  if (request.method == "GET") {
    const auto told = reviews_.show(document);
    return told ? answer(*told) : problem(told.error());
  }
  const auto body = body_of(request);
  if (!body) return problem(body.error());
  const auto verdict = from_name<store::Verdict>(text_of(*body, "verdict"));
  if (!verdict) return problem(ErrorCode::bad_request);
  const store::Review review{*verdict, text_of(*body, "by"), CandidateText(text_of(*body, "reason")), {}};
  const auto done = reviews_.decide(document, review, officer);
  return done ? answer({{"document", std::to_underlying(document)}, {"verdict", std::string(to_name(*verdict))}}, 202)
              : problem(done.error());
}

HttpResponse Api::show_rendition(DocumentId document, const HttpRequest& request) const {
  const auto asked = [&](const char* name, std::string_view otherwise) {
    const auto found = request.query.find(name);
    return found == request.query.end() ? otherwise : std::string_view(found->second);
  };
  const auto view = from_name<View>(asked("view", "anonymous"));
  if (!view) return problem(ErrorCode::unknown_view);
  const auto format = from_name<renditions::Format>(asked("format", "pdf"));
  if (!format) return problem(ErrorCode::unknown_format);
  if (const auto allowed = may_see(document, *view, request); !allowed) return problem(allowed.error());
  const auto opened = open_original(database_, vault_, document);
  if (!opened) return problem(opened.error());
  const RenditionOrder order{.view = *view, .format = *format, .typeset = request.query.contains("typeset")};
  auto rendition = Redactor(pipeline_).redact(opened->upload, order, opened->choices, opened->clearance);
  if (!rendition) return problem(rendition.error());
  return {.status = 200,
          .content_type = std::string(media_type(*format)),
          .body = std::move(*rendition),
          .headers = {{"Content-Disposition", "attachment; filename=\"document-" +
                                                  std::to_string(std::to_underlying(document)) + "." +
                                                  std::string(to_name(*format)) + "\""}}};
}

}  // namespace tamis::ingest
